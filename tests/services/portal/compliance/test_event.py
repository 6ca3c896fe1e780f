"""One event's page: all that was recorded, and its proof, which shows when anything of it was changed."""

from dataclasses import replace
from datetime import timedelta

import pytest

from services.audit.leaf import Entry
from services.audit.model import Action
from services.audit.notes import Key
from services.audit.tree import root_from_inclusion
from services.portal.compliance.proving import proven, steps_of
from services.signing.signers import LogSigner
from tests.doubles.audit_log import MemoryLog
from tests.doubles.clock import ManualClock
from tests.doubles.compliance_desk import ComplianceDesk, reference


def a_log(count: int = 11) -> MemoryLog:
    log, now = MemoryLog(), ManualClock().now()
    for place in range(count):
        log.add(now + timedelta(seconds=place), body={"why": "<b>role</b>"}, patient=reference("p1"))
    return log


async def test_everything_that_was_recorded_is_shown_and_the_look_is_recorded() -> None:
    desk = ComplianceDesk(a_log())
    browser = await desk.enter()
    await browser.get("/audit/events/3")
    assert browser.title == "Event 3: case: shown"
    assert "&lt;b&gt;role&lt;/b&gt;" in browser.page
    for words in ("alex", "front_desk", "(case.shown)", reference("p1"), "TREAT", "state, 3"):
        assert words in browser.text
    (event,) = desk.recorded(Action.LEDGER_OPENED)
    assert (event.resource, event.patient_ref) == ("AuditEvent/3", reference("p1"))


async def test_the_proof_is_shown_and_checked_without_scripts() -> None:
    desk = ComplianceDesk(a_log())
    browser = await desk.enter()
    await browser.get("/audit/events/11")
    assert browser.text.count("Fits :") == 3
    assert "Does not fit" not in browser.text
    assert "No witness vouches for it." in browser.text
    assert "python3 sealdesk_verify.py" in browser.text
    assert desk.log.events[10].entry.hash.hex() in browser.page


async def test_an_event_that_was_changed_does_not_fit() -> None:
    log = a_log()
    desk = ComplianceDesk(log)
    log.events[2] = replace(log.events[2], filing=replace(log.events[2].filing, outcome="failed"))
    browser = await desk.enter()
    await browser.get("/audit/events/3")
    assert "Does not fit : the fields above give the digest in the entry." in browser.text


async def test_a_shredded_event_is_still_proven() -> None:
    log = a_log()
    log.events[2] = replace(log.events[2], salt=None, shredded=True, filing=replace(log.events[2].filing, body={}))
    browser = await (desk := ComplianceDesk(log)).enter()
    await browser.get("/audit/events/3")
    assert "was destroyed at the end of its retention" in browser.text
    assert browser.text.count("Fits :") == 2
    assert desk.recorded(Action.LEDGER_OPENED)


@pytest.mark.parametrize("path", ["0x1", "-1", "1" * 16, "%C2%B2"])
async def test_what_is_no_number_is_no_page(path: str) -> None:
    browser = await ComplianceDesk(a_log()).enter()
    await browser.get(f"/audit/events/{path}")
    assert browser.status == 404


@pytest.mark.parametrize("size", [1, 2, 3, 7, 8, 11, 64, 65])
async def test_the_steps_lead_to_the_root(size: int) -> None:
    log = a_log(size)
    for sequence in range(1, size + 1):
        proof = await log.proof(sequence)
        leaf = log.events[sequence - 1].entry.hash
        steps = steps_of(proof.index, proof.size, leaf, proof.hashes)
        root = steps[-1].result if steps else leaf
        assert root == root_from_inclusion(proof.index, proof.size, leaf, proof.hashes)


async def test_each_part_of_a_proof_is_needed() -> None:
    log = a_log()
    found, proof = log.events[4], await log.proof(5)
    vkey = log.signer.key.vkey
    assert proven(found, proof, vkey).sound
    other = LogSigner(log.signer.key.name, b"o" * 32)
    assert not proven(found, proof, other.key.vkey).signed
    assert not proven(found, proof, Key("sealdesk.invalid/other", 1, log.signer.key.public).vkey).signed
    assert not proven(found, replace(proof, index=5), vkey).included
    assert not proven(found, replace(proof, hashes=proof.hashes[:-1]), vkey).included
    moved = replace(found, entry=Entry(found.sequence, found.recorded + 1, found.entry.digest))
    assert not proven(moved, proof, vkey).included
    assert not proven(found, replace(proof, checkpoint=proof.checkpoint.replace("11\n", "12\n", 1)), vkey).sound
