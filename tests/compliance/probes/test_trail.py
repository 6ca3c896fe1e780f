import asyncio
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from compliance.probes.model import Verdict
from compliance.probes.run import run_probe
from compliance.probes.subject import Anchor, Neighbours, Subject
from compliance.probes.trail import ACTIVITY_REVIEW, ANCHORED, DISCLOSURES, INTACT, KEPT, REFUSES, REVIEWED
from services.audit.chain import EMPTY, Fault, FaultKind
from services.audit.chain import Verdict as ChainVerdict
from services.audit.courier import NoLedger
from services.audit.model import Action, AuditEvent
from services.state.sealed import Transactions, sealed_engine
from services.state.store import open_state
from tests.compliance.probes.looking import look
from tests.doubles.evidence import KEY, NOW, OFFICER, a_subject, recorded


def spoil(path: Path, *statements: str) -> None:
    engine = sealed_engine(path, KEY, Transactions.WRITE)
    with engine.begin() as connection:
        for statement in statements:
            connection.exec_driver_sql(statement)
    engine.dispose()


async def spoilt(folder: Path, *statements: str) -> Subject:
    """Return an appliance whose trail was changed behind its back."""
    subject = a_subject(folder)
    for _ in range(4):
        await recorded(subject, Action.STAFF_SIGNED_IN)
    await subject.store.close()
    await asyncio.to_thread(spoil, subject.stored.state_file, *statements)
    return replace(subject, store=open_state(subject.stored.state_file, KEY, node="desk-1", courier=NoLedger()))


async def test_a_whole_trail_passes_with_its_figure(subject: Subject) -> None:
    await recorded(subject, Action.STAFF_SIGNED_IN)
    for probe in (INTACT, REFUSES, KEPT):
        assert (await look(subject, probe))[0] is Verdict.PASS
    assert (await look(subject, INTACT))[1].startswith("every hash recomputed: state: 1 records, head ")
    assert (await look(subject, KEPT))[1].startswith(
        "1 records of the state since 2026-11-23 09:00 CST (0 days), from number 1"
    )


async def test_an_empty_trail_shows_nothing(subject: Subject) -> None:
    assert (await look(subject, REFUSES))[0] is Verdict.CANNOT_TELL
    assert (await look(subject, KEPT))[0] is Verdict.CANNOT_TELL


@pytest.mark.parametrize(
    ("statements", "failing"),
    [
        (("DROP TRIGGER audit_events_no_update", "UPDATE audit_events SET actor_id='x' WHERE sequence=2"), INTACT),
        (("DROP TRIGGER audit_events_no_delete", "DELETE FROM audit_events WHERE sequence=1"), KEPT),
        (("DROP TRIGGER audit_events_no_delete", "DELETE FROM audit_events WHERE sequence=4"), KEPT),
        (("DROP TRIGGER audit_events_no_update",), REFUSES),
        (("DROP TRIGGER audit_events_no_delete",), REFUSES),
    ],
)
async def test_a_trail_that_was_changed_fails(tmp_path: Path, statements: tuple[str, ...], failing: object) -> None:
    subject = await spoilt(tmp_path, *statements)
    result = await run_probe(subject, failing)  # type: ignore[arg-type]
    await subject.store.close()
    assert result.verdict is Verdict.FAIL
    assert result.mend


async def test_the_chains_of_other_processes_count_too(subject: Subject) -> None:
    broken = ChainVerdict(3, EMPTY, (Fault(FaultKind.EDITED, 2),))
    trails = {"egress": lambda: broken, "gateway": lambda: None}
    assert await look(replace(subject, trails=trails), INTACT) == (
        Verdict.FAIL,
        "not whole: egress record 2 edited",
    )
    assert (await look(replace(subject, trails={"gateway": lambda: None}), INTACT))[0] is Verdict.PASS


async def test_the_ledgers_log_belongs_to_it(subject: Subject, tmp_path: Path) -> None:
    verdict, figure = await look(replace(subject, ledger_log=tmp_path / "log"), INTACT)
    assert (verdict, figure) == (
        Verdict.CANNOT_TELL,
        "the ledger's log cannot be read (FileNotFoundError); run it as root",
    )
    (tmp_path / "log").mkdir()
    (tmp_path / "log/checkpoint").write_text("no note")
    (tmp_path / "log/vkey").write_text("")
    verdict, figure = await look(replace(subject, ledger_log=tmp_path / "log"), INTACT)
    assert verdict is Verdict.FAIL
    assert figure.startswith("the ledger's log does not hold: ")


async def test_a_review_counts_for_a_week_and_a_day(subject: Subject) -> None:
    assert await look(subject, REVIEWED) == (Verdict.FAIL, "no review of the activity was ever signed off")
    await recorded(subject, Action.CONTROL_SIGNED, NOW - timedelta(days=9), control=ACTIVITY_REVIEW)
    assert "is 9 days old" in (await look(subject, REVIEWED))[1]
    await recorded(subject, Action.CONTROL_SIGNED, NOW - timedelta(days=7), control="164.308(a)(2)")
    assert (await look(subject, REVIEWED))[0] is Verdict.FAIL
    signed = NOW - timedelta(days=6)
    await recorded(subject, Action.CONTROL_SIGNED, signed, control=ACTIVITY_REVIEW)
    result = await run_probe(subject, REVIEWED)
    assert (result.verdict, result.at) == (Verdict.PASS, signed)
    assert result.figure == "review 2, signed off by m.ortiz on 2026-11-17 09:00 CST"


async def test_a_review_signed_in_the_portal_counts_too(subject: Subject) -> None:
    await recorded(subject, Action.REVIEW_SIGNED, report="break-glass")
    assert (await look(subject, REVIEWED))[0] is Verdict.FAIL
    await recorded(subject, Action.REVIEW_SIGNED, report="activity")
    assert (await look(subject, REVIEWED))[0] is Verdict.PASS


async def test_the_anchor_is_not_there_until_it_is(subject: Subject) -> None:
    verdict, figure = await look(subject, ANCHORED)
    assert verdict is Verdict.CANNOT_TELL
    assert figure.startswith("not there yet: ")

    async def anchor() -> Anchor:
        return Anchor(NOW - timedelta(hours=3), 812, "witness.example")

    result = await run_probe(replace(subject, neighbours=Neighbours(anchor=anchor)), ANCHORED)
    assert (result.verdict, result.at) == (Verdict.PASS, NOW - timedelta(hours=3))
    assert result.figure == (
        "witness.example cosigned the checkpoint of 812 entries on 2026-11-23 06:00 CST, and the log here still gives "
        "its root"
    )


async def test_an_accountable_disclosure_says_to_whom_what_and_why(subject: Subject) -> None:
    assert (await look(subject, DISCLOSURES))[0] is Verdict.NOT_APPLICABLE

    async def disclosed(body: dict[str, str], patient: str | None) -> None:
        event = AuditEvent(NOW, OFFICER, Action.MESSAGE_SENT, accountable=True, body=body, patient_id=patient)
        await subject.store.write(lambda tx: tx.audit.record(event))

    whole = {"recipient": "county health department", "description": "a visit's date", "purpose": "public health"}
    await disclosed(whole, "pat-1")
    assert (await look(subject, DISCLOSURES))[0] is Verdict.PASS
    for name in whole:
        await disclosed({**whole, name: ""}, "pat-1")
    await disclosed(whole, None)
    assert await look(subject, DISCLOSURES) == (
        Verdict.FAIL,
        "4 of 5 lack patient, recipient, description or purpose: records [2, 3, 4, 5]",
    )
