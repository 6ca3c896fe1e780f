"""Probes of the audit trail: whole, unchangeable, kept, anchored outside, and read by somebody."""

import asyncio
from datetime import timedelta
from pathlib import Path
from typing import Final

from compliance.probes.ledger_log import log_figure
from compliance.probes.model import CannotTell, Figure, NotApplicable, NotShown, Probe
from compliance.probes.records import accountable, first_record, records, said, when
from compliance.probes.subject import Subject
from services.audit.chain import Record
from services.audit.chain import Verdict as ChainVerdict
from services.audit.model import Action
from services.state.transaction import SealedTx

ACTIVITY_REVIEW: Final = "164.308(a)(1)(ii)(D)"
_REVIEWED_WITHIN: Final = timedelta(days=8)
_ACTIVITY: Final = "activity"
_ASKED_FOR: Final = (("recipient",), ("description",), ("disclosure_purpose", "purpose"))
"""What 45 CFR 164.528(b)(2) wants of each disclosure beside its date, by the words under which an event holds it."""


async def _intact(subject: Subject) -> Figure:
    told, faults = [], []
    verdicts: dict[str, ChainVerdict | None] = {"state": await subject.store.read(lambda tx: tx.audit.verify())}
    for name, verify in subject.trails.items():
        verdicts[name] = await asyncio.to_thread(verify)
    for name, verdict in verdicts.items():
        if verdict is None:
            continue
        told.append(f"{name}: {verdict.count} records, head {verdict.head.chain.hex()[:16]}")
        faults += [f"{name} record {fault.sequence} {fault.kind}" for fault in verdict.faults[:3]]
    if faults:
        raise NotShown(f"not whole: {', '.join(faults)}")
    told += [await asyncio.to_thread(_ledger, subject.ledger_log)] if subject.ledger_log else []
    return Figure("every hash recomputed: " + "; ".join(told))


def _ledger(log: Path) -> str:
    """Check the ledger's log.

    Raises:
        CannotTell: it was never begun, or may not be read.
        NotShown: it does not hold.
    """
    try:
        return log_figure(log)
    except OSError as error:
        raise CannotTell(f"the ledger's log cannot be read ({type(error).__name__}); run it as root") from None


async def _refuses_change(subject: Subject) -> Figure:
    tried = await subject.store.write(lambda tx: tx.audit.tampering())
    through = [name for name, got in tried.items() if got]
    if through:
        raise NotShown(f"got through (and was rolled back): {', '.join(through)}")
    if not tried:
        raise CannotTell("the trail is empty, so there was nothing to try it on")
    return Figure(f"{len(tried)} tries, each refused: {', '.join(tried)}")


async def _kept(subject: Subject) -> Figure:
    first = await first_record(subject)
    if first is None:
        raise CannotTell("the trail is empty")
    head, floor = await subject.store.read(_ends)
    oldest = await subject.store.read(lambda tx: next(tx.audit.rows(), None))
    begins = oldest.record.sequence if oldest is not None else floor + 1
    if floor == 0 and begins != 1:
        raise NotShown(f"the trail begins with record {begins}; the {begins - 1} before it are gone")
    verdict = await subject.store.read(lambda tx: tx.audit.verify())
    if not verdict.intact:
        raise NotShown(f"{head} records were made, {verdict.count} are there")
    days = (subject.clock.now() - when(first)).days
    before = f"; numbers 1 to {floor} are in the ledger alone" if floor else ", from number 1 without a gap"
    return Figure(f"{head} records of the state since {said(when(first), subject.zone)} ({days} days){before}")


def _ends(tx: SealedTx) -> tuple[int, int]:
    return tx.audit.head().sequence, tx.audit.floor().sequence


async def _reviewed(subject: Subject) -> Figure:
    signed = await records(subject, [Action.CONTROL_SIGNED, Action.REVIEW_SIGNED])
    reviews = [record for record in signed if _is_review(record)]
    if not reviews:
        raise NotShown("no review of the activity was ever signed off")
    newest = reviews[-1]
    age = subject.clock.now() - when(newest)
    words = f"review {len(reviews)}, signed off by {newest.actor_id} on {said(when(newest), subject.zone)}"
    if age > _REVIEWED_WITHIN:
        raise NotShown(f"the newest review is {age.days} days old ({words}); one a week is wanted")
    return Figure(words, when(newest))


def _is_review(record: Record) -> bool:
    """Tell whether a sign-off is one of an activity review: in the portal, or by `sealdesk report sign-off`."""
    if record.action == Action.REVIEW_SIGNED:
        return record.body.get("report") == _ACTIVITY
    return record.body.get("control") == ACTIVITY_REVIEW


async def _anchored(subject: Subject) -> Figure:
    ask = subject.neighbours.anchor
    if ask is None:
        raise CannotTell(
            "not there yet: no witness is known here, so whoever has this machine's disk and keys can rewrite the "
            "end of the trail unnoticed"
        )
    anchor = await ask()
    words = f"{anchor.by} cosigned the checkpoint of {anchor.size} entries on {said(anchor.at, subject.zone)}"
    return Figure(f"{words}, and the log here still gives its root", anchor.at)


async def _disclosures(subject: Subject) -> Figure:
    found = await accountable(subject)
    if not found:
        raise NotApplicable(
            "no event of the state's own trail is an accountable disclosure: messages and bookings are treatment and "
            "operations; exports, and what people enter, stand in the ledger"
        )
    lacking = [each.sequence for each in found if each.patient is None or not _told(each)]
    if lacking:
        raise NotShown(
            f"{len(lacking)} of {len(found)} lack patient, recipient, description or purpose: records {lacking[:5]}"
        )
    return Figure(
        f"{len(found)} accountable disclosures, each with its patient, date, recipient, description and purpose"
    )


def _told(disclosure: Record) -> bool:
    """Tell whether an accountable event says what an accounting has to say."""
    return all(any(disclosure.body.get(name) for name in names) for names in _ASKED_FOR)


INTACT: Final = Probe(
    "trail.intact",
    "The audit trail is whole",
    "every record of each process's trail with its chain; every hash of the ledger's log against its signed root",
    "sealdesk audit verify --as NAME",
    "Keep the files as they are, and see docs/runbooks/wrong-key.md; the record named is where to look.",
    _intact,
)
REFUSES: Final = Probe(
    "trail.refuses_change",
    "No record can be changed or removed",
    "tries to change, remove and skip records in the running database, each rolled back",
    "no command does it by hand: the database opens only by the appliance's own key",
    "Stop the appliance: its database was changed by something else than Sealdesk.",
    _refuses_change,
)
KEPT: Final = Probe(
    "trail.kept",
    "The trail goes back to its first record",
    "the oldest record's number and date, and the count of all",
    "sealdesk audit verify --as NAME",
    "Restore the trail from a backup.",
    _kept,
)
REVIEWED: Final = Probe(
    "trail.reviewed",
    "Somebody reviews the activity each week",
    "the newest sign-off of an activity review in the audit trail",
    "sealdesk report sign-offs",
    f"Review the week's activity, then: sealdesk report sign-off '{ACTIVITY_REVIEW}' --as NAME --document FILE",
    _reviewed,
)
ANCHORED: Final = Probe(
    "trail.anchored",
    "The trail is anchored outside this machine",
    "the newest checkpoint that a witness has signed, its signature, and whether the log here still gives its root",
    "sealdesk witness status",
    "Set up a witness (docs/how-to/run-a-witness.md), and ask it each day.",
    _anchored,
)
DISCLOSURES: Final = Probe(
    "disclosures.complete",
    "Each accountable disclosure says to whom, what and why",
    "every event of the state's own trail that is marked accountable (45 CFR 164.528(b)(2)); the ledger takes one by "
    "hand, or by an export, only where it says all of this",
    "sealdesk audit search --where accountable=true --as NAME",
    "Report this fault; complete the accounting by hand until it is mended.",
    _disclosures,
)
TRAIL: Final = (INTACT, REFUSES, KEPT, REVIEWED, ANCHORED, DISCLOSURES)
