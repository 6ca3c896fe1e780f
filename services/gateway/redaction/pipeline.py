"""All layers put together into the one redactor that the gateway and `sealdesk redact` use."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date
from enum import StrEnum
from typing import Final, Literal

from services.gateway.redaction.asked import Asked
from services.gateway.redaction.dates.ages import AgeLayer
from services.gateway.redaction.dates.layer import DateLayer
from services.gateway.redaction.dates.window import Window
from services.gateway.redaction.keep.kept import kept
from services.gateway.redaction.names.layer import Names
from services.gateway.redaction.patterns.layer import PatternLayer
from services.gateway.redaction.places.address import AddressLayer
from services.gateway.redaction.places.place import PlaceLayer
from services.gateway.redaction.redactor import Redactor
from services.gateway.redaction.roster.roster import Roster
from services.gateway.redaction.tagger.tagger import Tagger, default_tagger
from services.gateway.redaction.view import Layer, View
from services.kernel.clock import SystemClock

#: Read once when the redactor is made: the lexicons are read then, and a fault in a layer shows before any request.
_FIRST: Final = "Dr. Jane Roe, 12 Elm Street, Austin, Texas: five one two, 555 0100, born 4/12/80"


class Mode(StrEnum):
    """What happens to the dates an appointment can be about (30 days back, 400 ahead, nothing said of a birth)."""

    STRICT = "strict"
    """They are found like every other date."""
    SCHEDULING = "scheduling"
    """They stay readable: a model that helps with appointments needs the calendar."""


def build_redactor(
    roster: Roster | None = None,
    mode: Mode | str = Mode.STRICT,
    tagger: Layer | Literal["committed"] | None = "committed",
    today: Callable[[], date] | None = None,
) -> Redactor:
    """Return the redactor with all layers.

    Args:
        roster: The clinic's own patients; without it, only what the words themselves tell is found.
        mode: What happens to scheduling dates.
        tagger: The trained layer, with which more names are found; by default the committed one where its file is
            there.
        today: Returns the clinic's date; by default that of the machine's clock in UTC.

    Raises:
        ValueError: There is no such mode.
        TaggerUnusable: The committed tagger's file is damaged.
    """
    window = Window(today or _utc_today) if Mode(mode) is Mode.SCHEDULING else None
    with ThreadPoolExecutor(max_workers=1) as aside:
        patterns = aside.submit(PatternLayer)  # compiled beside the rest, outside Python's lock
        layers: list[Layer] = [Names(), DateLayer(window), AgeLayer(), AddressLayer(), PlaceLayer(), Asked()]
        trained = default_tagger(dates=window is None) if tagger == "committed" else tagger
        rest = [trained.rest] if isinstance(trained, Tagger) else []
        layers += [layer for layer in (roster, None if rest else trained) if layer is not None]
        layers.append(patterns.result())
    redactor = Redactor(layers, kept, *rest)
    redactor.find(View(_FIRST))
    for layer in [trained] if rest and trained else []:
        layer.find(View(_FIRST))  # it may have had nothing left to find
    return redactor


def _utc_today() -> date:
    """Return the date of the machine's clock."""
    return SystemClock().now().astimezone(UTC).date()
