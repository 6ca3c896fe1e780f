"""The fast way of writing an event down is the plain one, byte for byte."""

from hypothesis import given
from hypothesis import strategies as st

from services.audit.leaf import Entry, entry_of, plaintext
from services.ledger.boxes import Boxes, canonical_plaintext, fields_of
from tests.doubles.ledger import MemoryDataKeys, a_filing

WORDS = st.text(st.characters(codec="utf-8"), max_size=40)
MICROS = st.integers(0, 2**63 - 1)


@given(st.dictionaries(WORDS, WORDS, max_size=5), WORDS, st.none() | WORDS, MICROS)
def test_orjson_writes_what_the_standard_library_writes(
    body: dict[str, str], word: str, maybe: str | None, at: int
) -> None:
    filing = a_filing(7, body=body, actor_id=word, patient=maybe, resource=maybe, accountable=maybe is None, at=at)
    assert canonical_plaintext(fields_of(filing), filing.body, 9, at) == plaintext(filing, 9, at)


def test_the_digest_is_the_one_of_the_leaf() -> None:
    boxes = Boxes(MemoryDataKeys())
    filing = a_filing(1, patient="ab" * 32)
    ((digest, box),) = boxes.seal([filing], 5, 17, "2027Q1")
    entry = Entry(5, 17, digest)
    inside = boxes.open(entry, fields_of(filing), box, "2027Q1")
    assert inside is not None
    body, salt = inside
    assert body == filing.body
    assert entry == entry_of(salt, plaintext(filing, 5, 17), 5, 17)
    assert b"web" not in box


def test_what_the_ledger_says_about_its_keys_outlives_every_quarter() -> None:
    keys = MemoryDataKeys()
    boxes = Boxes(keys)
    filing = a_filing(1, action="keys.shredded")
    ((digest, box),) = boxes.seal([filing], 5, 17, "2027Q1")
    ((other, gone),) = boxes.seal([a_filing(2)], 6, 17, "2027Q1")
    keys.gone.add((None, "2027Q1"))
    boxes.forget()
    assert boxes.open(Entry(5, 17, digest), fields_of(filing), box, "2027Q1") is not None
    assert boxes.open(Entry(6, 17, other), fields_of(a_filing(2)), gone, "2027Q1") is None
