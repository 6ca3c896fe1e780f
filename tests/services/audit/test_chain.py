"""The hash chain: what it shows, and what only a remembered head shows."""

import dataclasses
import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.audit.chain import EMPTY, Fault, FaultKind, Head, Link, Record, leaf_hash, link, verify_chain


def a_record(sequence: int, **changes: object) -> Record:
    base = Record(
        sequence=sequence,
        node="desk-1",
        at=1_803_909_600_000_000 + sequence,
        actor_kind="caller",
        actor_id="chat_1",
        action="change.requested",
        outcome="success",
        patient=None,
        resource="Appointment/12",
        operation="op_1",
        purpose="TREAT",
        accountable=False,
        body={"reason": "asked"},
        salt=bytes([sequence % 256]) * 16,
    )
    return dataclasses.replace(base, **changes)  # type: ignore[arg-type]


def a_chain(length: int, head: Head = EMPTY) -> list[Link]:
    links: list[Link] = []
    for _ in range(length):
        links.append(link(head, a_record(head.sequence + 1)))
        head = Head(head.sequence + 1, links[-1].chain)
    return links


def head_of(links: list[Link]) -> Head:
    return Head(links[-1].record.sequence, links[-1].chain)


def kinds(links: list[Link], remembered: Head | None = None) -> list[FaultKind]:
    return [fault.kind for fault in verify_chain(links, remembered).faults]


def test_an_untouched_chain_is_intact() -> None:
    links = a_chain(5)
    verdict = verify_chain(links, head_of(links))
    assert verdict.intact
    assert (verdict.count, verdict.head) == (5, head_of(links))


def test_an_empty_chain_is_intact_only_if_nothing_is_remembered() -> None:
    assert verify_chain([]).intact
    assert kinds([], head_of(a_chain(2))) == [FaultKind.TRUNCATED]


def test_the_format_is_pinned_by_the_written_out_form() -> None:
    body = hashlib.sha256(bytes([1]) * 16 + b'{"reason":"asked"}').hexdigest()
    text = (
        '{"accountable":false,"action":"change.requested","actor_id":"chat_1","actor_kind":"caller",'
        f'"at":1803909600000001,"body":"{body}","node":"desk-1","operation":"op_1","outcome":"success","patient":null,'
        '"purpose":"TREAT","resource":"Appointment/12","sequence":1,"v":1}'
    )
    leaf = hashlib.sha256(b"\x00" + text.encode()).digest()
    assert leaf_hash(a_record(1)) == leaf
    assert a_chain(1)[0].chain == hashlib.sha256(b"\x01" + bytes(32) + leaf).digest()


def test_only_the_next_sequence_number_can_be_linked() -> None:
    with pytest.raises(ValueError, match="next sequence number"):
        link(EMPTY, a_record(2))


EDITS: dict[str, object] = {
    "node": "desk-2",
    "at": 1,
    "actor_kind": "staff",
    "actor_id": "chat_2",
    "action": "change.done",
    "outcome": "failed",
    "patient": "00",
    "resource": None,
    "operation": "op_2",
    "purpose": "HOPERAT",
    "accountable": True,
    "body": {"reason": "else"},
    "salt": bytes(16),
}


@pytest.mark.parametrize("field", sorted(EDITS))
def test_an_edit_of_any_field_is_found_where_it_is(field: str) -> None:
    links = a_chain(4)
    forged = dataclasses.replace(links[1].record, **{field: EDITS[field]})  # type: ignore[arg-type]
    links[1] = dataclasses.replace(links[1], record=forged)
    faults = verify_chain(links, head_of(links)).faults
    assert faults[0] == Fault(FaultKind.EDITED, 2)


def test_every_field_has_its_edit() -> None:
    assert {*EDITS, "sequence"} == set(Record.__slots__)


def test_a_stored_hash_is_never_trusted() -> None:
    """A checker that chained on the stored hashes would pass this forgery."""
    links = a_chain(4)
    forged = dataclasses.replace(links[1].record, action="change.done")
    leaf = leaf_hash(forged)
    links[1] = Link(forged, leaf, links[1].chain)
    assert kinds(links) == [FaultKind.BROKEN, FaultKind.BROKEN, FaultKind.BROKEN]


def test_a_removed_record_is_found() -> None:
    links = a_chain(4)
    assert kinds(links[:1] + links[2:])[0] is FaultKind.MISSING


def test_two_exchanged_records_are_found() -> None:
    links = a_chain(4)
    links[1], links[2] = links[2], links[1]
    assert {FaultKind.MISSING, FaultKind.OUT_OF_ORDER} <= set(kinds(links))


def test_a_doubled_record_is_found() -> None:
    links = a_chain(3)
    assert FaultKind.OUT_OF_ORDER in kinds([*links, links[-1]])


def test_a_cut_tail_is_seen_only_against_a_remembered_head() -> None:
    links = a_chain(5)
    assert verify_chain(links[:3]).intact
    assert kinds(links[:3], head_of(links)) == [FaultKind.TRUNCATED]


def test_a_chain_made_anew_is_seen_only_against_a_remembered_head() -> None:
    links = a_chain(5)
    forged = [*a_chain(1), link(head_of(links[:1]), a_record(2, outcome="failed"))]
    forged += a_chain(3, head_of(forged))
    assert verify_chain(forged).intact
    assert kinds(forged, head_of(links)) == [FaultKind.REWRITTEN]
    assert kinds(forged, head_of(links[:1])) == []


def test_a_chain_that_went_on_still_fits_the_remembered_head() -> None:
    links = a_chain(5)
    assert verify_chain(links, head_of(links[:2])).intact
    assert verify_chain(links, EMPTY).intact


@given(st.integers(2, 12), st.data())
def test_no_single_change_stays_unseen(length: int, data: st.DataObject) -> None:
    links = a_chain(length)
    remembered = head_of(links)
    at = data.draw(st.integers(0, length - 1))
    change = data.draw(st.sampled_from(["drop", "double", "edit", "leaf", "chain"]))
    one = links[at]
    replacement = {
        "drop": [],
        "double": [one, one],
        "edit": [dataclasses.replace(one, record=dataclasses.replace(one.record, body={"reason": "x"}))],
        "leaf": [dataclasses.replace(one, leaf=bytes(32))],
        "chain": [dataclasses.replace(one, chain=bytes(32))],
    }[change]
    assert not verify_chain([*links[:at], *replacement, *links[at + 1 :]], remembered).intact
