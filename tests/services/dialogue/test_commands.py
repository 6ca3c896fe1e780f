import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from services.dialogue.commands import (
    AppointmentRef,
    ChangeLanguage,
    ChooseOffer,
    Command,
    Confirm,
    Constrain,
    GiveBirthDate,
    StartMove,
    When,
    to_json,
)
from services.kernel.language import Language

_CHICAGO = ZoneInfo("America/Chicago")
_AFTERNOON = When(
    dt.datetime(2026, 11, 24, 15, tzinfo=_CHICAGO),
    dt.datetime(2026, 11, 25, tzinfo=_CHICAGO),
)


def test_an_interval_is_written_as_local_time_without_offset_to_the_second() -> None:
    assert _AFTERNOON.to_json() == {"from": "2026-11-24T15:00:00", "to": "2026-11-25T00:00:00"}


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        (Confirm(), {"type": "confirm"}),
        (StartMove(), {"type": "start_move"}),
        (
            StartMove(AppointmentRef(when=(_AFTERNOON,), visit="cleaning", all=False)),
            {"type": "start_move", "target": {"when": [_AFTERNOON.to_json()], "visit": "cleaning"}},
        ),
        (Constrain(earlier=True), {"type": "constrain", "earlier": True}),
        (ChooseOffer(ordinal=-1), {"type": "choose_offer", "ordinal": -1}),
        (ChangeLanguage(Language.ES), {"type": "change_language", "language": "es"}),
        (
            GiveBirthDate(dt.date(1984, 3, 4), (dt.date(1984, 4, 3),)),
            {"type": "give_birth_date", "date": "1984-03-04", "alternatives": ["1984-04-03"]},
        ),
    ],
)
def test_a_command_is_written_with_its_type_and_only_what_was_said(
    command: Command, expected: dict[str, object]
) -> None:
    assert to_json(command) == expected


def test_commands_are_values() -> None:
    assert Constrain(earlier=True) == Constrain(earlier=True)
    assert len({Confirm(), Confirm()}) == 1
