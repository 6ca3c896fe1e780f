"""The register of agreements with how long each still counts, and which destinations need one."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final

from services.egress.allow_list import AllowList
from services.egress.baa import SignedBaa
from services.egress.reasons import Reason
from services.egress.register import FolderRegister

SOON: Final = timedelta(days=60)
"""Signing anew takes weeks, so an agreement is called out this long before its end."""


class Term(StrEnum):
    """How an agreement stands in time."""

    COUNTS = "counts"
    EXPIRES_SOON = "expires_soon"
    EXPIRED = "expired"
    NOT_YET = "not_yet"
    UNTRUSTED = "untrusted"


@dataclass(frozen=True, slots=True)
class Registered:
    """One record of the register."""

    signed: SignedBaa
    term: Term
    days_left: int

    @property
    def words(self) -> str:
        """Say how long it still counts."""
        days = f"{abs(self.days_left)} day{'' if abs(self.days_left) == 1 else 's'}"
        return {
            Term.COUNTS: f"counts for {days} more",
            Term.EXPIRES_SOON: f"expires in {days}" if self.days_left else "expires today",
            Term.EXPIRED: f"expired {days} ago",
            Term.NOT_YET: "not in effect yet",
            Term.UNTRUSTED: "not signed with a trusted key",
        }[self.term]


_REASONS: Final = {
    Reason.BAA_UNTRUSTED: Term.UNTRUSTED,
    Reason.BAA_NOT_YET: Term.NOT_YET,
    Reason.BAA_EXPIRED: Term.EXPIRED,
}


def registered(register: FolderRegister, now: datetime) -> tuple[Registered, ...]:
    """Return every record that can be read, the one that ends first at the top."""
    today = now.astimezone(register.zone).date()
    found = [_one(signed, register.judge(signed, now), today) for signed in register.records()]
    return tuple(sorted(found, key=lambda one: (one.signed.record.expires, one.signed.record.id)))


def _one(signed: SignedBaa, reason: Reason, today: date) -> Registered:
    left = signed.record.expires - today
    term = _REASONS.get(reason) or (Term.EXPIRES_SOON if left <= SOON else Term.COUNTS)
    return Registered(signed, term, left.days)


def uncovered(allowed: AllowList) -> tuple[str, ...]:
    """Return the names of destinations that need an agreement and have none that counts today."""
    return tuple(
        entry.name
        for entry in allowed.destinations
        if entry.baa is not None and not allowed.explain(entry.host, entry.port, entry.who).allowed
    )
