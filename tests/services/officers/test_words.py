"""Only values of their shapes come into a mail to an officer."""

import pytest

from services.officers.words import WrongLetter, worded
from tests.doubles.exports import Ledger

NOTE = Ledger(3).grow(5).checkpoint()
ROOT = {
    "days": "2026-11-22",
    "at": "2026-11-23T00:00:04-06:00",
    "size": "5",
    "root": NOTE.text.split("\n")[2],
    "note": NOTE.encode(),
    "witnessed": "",
}


def test_the_mail_says_what_it_is_for_and_how_to_check_it_and_holds_the_note() -> None:
    subject, text = worded("daily_root", ROOT)
    assert subject == "Audit log: root for Sunday, November 22, 2026 (5 entries)"
    assert NOTE.encode() in text
    assert "keep this mail, as it is, outside the appliance" in text
    assert "--checkpoint THIS-MAIL.eml" in text
    assert all(len(line) <= 120 for line in text.splitlines())


@pytest.mark.parametrize(
    "change",
    [
        {"days": "yesterday"},
        {"days": "2026-13-45"},
        {"at": "now"},
        {"size": "5\nBcc: x"},
        {"root": "short"},
        {"note": f"{NOTE.encode()}Maria Lopez was here\n"},
        {"note": "Maria Lopez\n5\n" + NOTE.encode()},
        {"witnessed": "none"},
        {"patient": "Maria"},
    ],
)
def test_any_other_value_is_refused(change: dict[str, str]) -> None:
    with pytest.raises(WrongLetter):
        worded("daily_root", {**ROOT, **change})


def test_a_missing_value_and_an_unknown_letter_are_refused() -> None:
    with pytest.raises(WrongLetter):
        worded("daily_root", {"days": "2026-11-22"})
    with pytest.raises(WrongLetter):
        worded("greeting", ROOT)
