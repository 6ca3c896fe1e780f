"""From the form of an export to an order."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final
from urllib.parse import parse_qsl, urlencode
from zoneinfo import ZoneInfo

from services.audit.model import Actor
from services.disclosures.errors import WrongDisclosure
from services.disclosures.ground import GROUNDS, ground_named
from services.portal.compliance.asked import NEWEST, Asked, read_asked, sort_words
from services.portal.compliance.errors import WrongFilter
from services.portal.compliance.period import Preset
from services.reports.asked import Asking, Form, Given, Order

USUAL: Final = Preset.MONTH
"""The period that is offered where none was asked for."""
GIVEN: Final = ("recipient", "address", "description", "statement")
"""The fields of the form that say to whom an export goes, and why, in the order of `Given`."""
_MOST: Final = 40


def question_of(given: Mapping[str, str], now: datetime, zone: ZoneInfo) -> Asked:
    """Read what is to be exported; without a period, the last 30 days.

    Raises:
        WrongFilter: something of it cannot be read.
    """
    dated = any(given.get(name) for name in ("period", "since", "to"))
    return read_asked(given if dated else {**given, "period": USUAL.value}, now, zone)


def packed(asked: Asked) -> str:
    """Return a question as one field of a form, with the order it is sorted in."""
    words = {name: text for name, text in asked.words.items() if name not in {"after", "before"}}
    return urlencode(words if asked.sort == NEWEST else {**words, "sort": sort_words(asked.sort)})


def order_of(fields: Mapping[str, str], now: datetime, zone: ZoneInfo) -> tuple[Order, Asked]:
    """Read an order.

    Raises:
        WrongFilter: what is asked for cannot be read.
    """
    try:
        words = dict(parse_qsl(fields.get("words", ""), max_num_fields=_MOST))
    except ValueError:
        raise WrongFilter("words", "That is too much to ask for at once.", "Open the page again.") from None
    asked = question_of(words, now, zone)
    forms = frozenset(form for form in Form if fields.get(form.value) == "yes")
    report, discovered = fields.get("report", "events"), fields.get("discovered", "").strip()
    return Order(query=asked.query, sort=asked.order, forms=forms, report=report, discovered=discovered), asked


def asking_of(fields: Mapping[str, str], actor: Actor) -> Asking:
    """Read who asks, why, and to whom it goes.

    Raises:
        NoReason: there is no reason, or no purpose.
        WrongDisclosure: nobody said to whom it goes, or the accounting of disclosures could not tell it.
    """
    ground = ground_named(fields.get("ground", ""))
    if ground is None:
        raise WrongDisclosure("It has to be said to whom it goes.", "Choose one, also where it stays in the clinic.")
    given = Given(ground, *(" ".join(fields.get(name, "").split()) for name in GIVEN))
    return Asking(actor, " ".join(fields.get("reason", "").split()), fields.get("purpose", ""), given)


def grounds(chosen: str) -> list[dict[str, object]]:
    """Return the grounds in two groups, for a choice: those that do not count, and those that do."""
    return [
        {
            "title": title,
            "counting": counting,
            "grounds": [
                {"value": each.value, "name": f"{one.words} ({one.rule})", "chosen": each.value == chosen}
                for each, one in GROUNDS.items()
                if one.counts is counting
            ],
        }
        for title, counting in (("Not in the patient's accounting", False), ("In the patient's accounting", True))
    ]
