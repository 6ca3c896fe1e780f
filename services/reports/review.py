"""The dated sign-off of a review (45 CFR 164.308(a)(1)(ii)(D)): an event of its own, which later reports show."""

from collections import deque
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from services.audit.model import Action, Actor, AuditEvent
from services.audit.reading import Found, LedgerQuery, LedgerReader
from services.reports.definitions import report_named
from services.reports.errors import WrongQuestion
from services.reports.fields import local
from services.reports.question import words_of
from services.reports.sheet import Row

LONGEST: Final = 500
_MOST: Final = 200


@dataclass(frozen=True, slots=True)
class SignOff:
    """What a person signs: that they reviewed a report over a period, at a checkpoint, and what they found."""

    report: str
    since: datetime
    until: datetime
    checkpoint: int
    findings: str

    def event(self, at: datetime, reviewer: Actor) -> AuditEvent:
        """Return the event that records it.

        Raises:
            UnknownReport: there is no such report.
            WrongQuestion: the report is none to sign, the period ends before it begins, or nothing was found out.
        """
        if not report_named(self.report).signed:
            raise WrongQuestion(
                "This report is not one that is signed off.", "Sign off: activity, access, break-glass."
            )
        if self.since >= self.until:
            raise WrongQuestion("The period ends before it begins.", "`until` is the first moment behind the period.")
        findings = " ".join(self.findings.split())
        if not findings or len(findings) > LONGEST:
            raise WrongQuestion(
                "A review is signed with what it found.",
                f"Write it in up to {LONGEST} characters; `none` is an answer.",
            )
        words = words_of(LedgerQuery(since=self.since, until=self.until))
        body = {**words, "report": self.report, "checkpoint": str(self.checkpoint), "findings": findings}
        return AuditEvent(at, reviewer, Action.REVIEW_SIGNED, purpose="HCOMPL", body=body)


def signatures(reader: LedgerReader, asked: LedgerQuery, size: int, zone: ZoneInfo) -> list[Row]:
    """Return the sign-offs whose period meets the one asked for: when, who, which period, what was found."""
    if not size:
        return []
    query = LedgerQuery(actions=(Action.REVIEW_SIGNED.value,), since=asked.since, last=size)
    found = (one for one in reader.stream(query) if not one.shredded and _meets(one, asked))
    return [_row(one, zone) for one in deque(found, _MOST)]


def _meets(found: Found, asked: LedgerQuery) -> bool:
    """Tell whether its period meets the one asked for; one that names no period is shown, not hidden."""
    period = _period(found)
    if period is None:
        return True
    since, until = period
    return (asked.until is None or since < asked.until) and (asked.since is None or until > asked.since)


def _period(found: Found) -> tuple[datetime, datetime] | None:
    body = found.filing.body
    try:
        since, until = datetime.fromisoformat(body["since"]), datetime.fromisoformat(body["until"])
    except (KeyError, ValueError):
        return None
    return (since, until) if since.tzinfo and until.tzinfo else None


def _row(found: Found, zone: ZoneInfo) -> Row:
    body, period = found.filing.body, _period(found)
    words = " to ".join(each.astimezone(zone).strftime("%Y-%m-%d %H:%M") for each in period or ())
    which = f"{body.get('report', '')}: {words or 'no period named'}"
    return (local(found.filing.at, zone), found.filing.actor_id, which, body.get("findings", ""))
