"""The reviewed words of mails to officers. Their values are days, times, accounts, and the log's signed notes.

The egress process words each mail itself, by this: whoever asks it can give values of these shapes and nothing else.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Final

from services.accounts.officer_mail import Letter
from services.kernel.errors import SealdeskError
from services.kernel.language import Language
from services.kernel.wording import say_day


class WrongLetter(SealdeskError):
    """There is no such letter, or a value is not of its shape; it can never be sent as it is."""

    code = "wrong_message"

    def __init__(self) -> None:
        super().__init__("A mail to an officer does not have the shape of one.", "Update both processes.")


_DAY: Final = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
_SIGNATURE: Final = r"\u2014 [^\s+]{1,255} [A-Za-z0-9+/=]{8,8000}\n"
_NOTE: Final = rf"[\x21-\x7e]{{1,255}}\n[0-9]{{1,19}}\n[A-Za-z0-9+/]{{43}}=\n\n(?:{_SIGNATURE})+"
_SHAPES: Final[Mapping[str, re.Pattern[str]]] = {
    "days": re.compile(rf"{_DAY}(?: {_DAY}){{0,365}}"),
    "at": re.compile(r"[0-9T:.+Z-]{16,40}"),
    "due": re.compile(r"[0-9T:.+Z-]{16,40}"),
    "until": re.compile(r"[0-9T:.+Z-]{16,40}"),
    "account": re.compile(r"[A-Za-z0-9._@-]{1,64}"),
    "reason": re.compile(r"[a-z_]{1,40}"),
    "use": re.compile(r"[A-Za-z0-9_-]{1,64}"),
    "size": re.compile(r"[0-9]{1,19}"),
    "root": re.compile(r"[A-Za-z0-9+/]{43}="),
    "note": re.compile(_NOTE),
    "witnessed": re.compile(rf"(?:{_NOTE})?"),
}
_EMERGENCY: Final = frozenset({"account", "reason", "at", "until", "use"})
_TAKES: Final[Mapping[Letter, frozenset[str]]] = {
    Letter.DAILY_ROOT: frozenset({"days", "at", "size", "root", "note", "witnessed"}),
    Letter.EMERGENCY_USED: _EMERGENCY,
    Letter.REVIEW_OVERDUE: _EMERGENCY | {"due"},
}
_ROOT: Final = """\
This is the state of the audit log of {log} at {at}.

Entries: {size}
Root:    {root}

What to do: keep this mail, as it is, outside the appliance. Nothing else. It names no patient.

What it is for: the root below stands for every entry up to that number. Nobody can change, remove or add an earlier
entry and still arrive at it, not even with the log's own key. So whoever holds this mail can show later whether the
log was rewritten.

How to check: save this mail to a file and give it, with an export of the log, to the program that every export holds:

    python3 sealdesk_verify.py EXPORT --vkey KEY --checkpoint THIS-MAIL.eml

Exit status 3 (diverged) means that the log no longer begins with these entries. Then do not rely on it, keep this
mail, and call your security officer.
{missed}
----- signed note, do not change -----
{note}----- end of the signed note -----
{witnessed}"""
_MISSED: Final = """
It also stands for {days}: no mail was made then, because the appliance or its audit log did not run.
"""
_WITNESSED: Final = """
The newest state that a witness signed too:

----- signed note, do not change -----
{note}----- end of the signed note -----
"""
_USED: Final = """\
An emergency account was used at {at}.

Account: {account}
Reason:  {why}
Open until {until}

What to do: find out whether it was needed, and what was done. Sign your review in the console under "Emergency
access" within 24 hours. The report "break-glass" lists what was done. Number of this use: {use}.
"""
_OVERDUE: Final = """\
The review of a use of emergency access is overdue: it was due at {due}, and nobody has signed it.

Account: {account}
Reason:  {why}
Used at: {at}, open until {until}

What to do: review it now and sign in the console under "Emergency access". Number of this use: {use}.
This reminder is sent once. The console and `sealdesk doctor` show the review as overdue until it is signed.
"""


def worded(name: str, values: Mapping[str, str]) -> tuple[str, str]:
    """Return subject and text of a mail.

    Raises:
        WrongLetter: there is no such letter, or a value is missing, not the letter's, or not of its shape.
    """
    if name not in set(Letter) or values.keys() != _TAKES[Letter(name)]:
        raise WrongLetter
    if not all(_SHAPES[key].fullmatch(value) for key, value in values.items()):
        raise WrongLetter
    return _WORDS[Letter(name)](values)


def _daily_root(values: Mapping[str, str]) -> tuple[str, str]:
    days = [_day(each) for each in values["days"].split(" ")]
    log = values["note"].partition("\n")[0]
    text = _ROOT.format(
        log=log,
        at=values["at"],
        size=values["size"],
        root=values["root"],
        note=values["note"],
        missed=_MISSED.format(days="; ".join(days[:-1])) if days[1:] else "",
        witnessed=_WITNESSED.format(note=values["witnessed"]) if values["witnessed"] else "",
    )
    return f"Audit log: root for {days[-1]} ({values['size']} entries)", text


def _day(iso: str) -> str:
    try:
        return say_day(date.fromisoformat(iso), Language.EN, year=True)
    except ValueError:
        raise WrongLetter from None


def _used(values: Mapping[str, str]) -> tuple[str, str]:
    why = values["reason"].replace("_", " ")
    return "Emergency access was used: review it within 24 hours", _USED.format(why=why, **values)


def _overdue(values: Mapping[str, str]) -> tuple[str, str]:
    why = values["reason"].replace("_", " ")
    return "Overdue: emergency access was used and is not reviewed", _OVERDUE.format(why=why, **values)


_WORDS: Final[Mapping[Letter, Callable[[Mapping[str, str]], tuple[str, str]]]] = {
    Letter.DAILY_ROOT: _daily_root,
    Letter.EMERGENCY_USED: _used,
    Letter.REVIEW_OVERDUE: _overdue,
}
