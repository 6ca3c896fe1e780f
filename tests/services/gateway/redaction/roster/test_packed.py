from hypothesis import given
from hypothesis import strategies as st

from services.gateway.redaction.roster.packed import PackedMap, PackedSet


@given(st.sets(st.integers(0, 2**64 - 1)), st.integers(0, 2**64 - 1))
def test_a_packed_set_holds_what_was_put_in(numbers: set[int], other: int) -> None:
    packed = PackedSet(numbers)
    assert len(packed) == len(numbers)
    assert all(number in packed for number in numbers)
    assert (other in packed) == (other in numbers)


@given(st.dictionaries(st.text(), st.sets(st.integers(0, 2**24 - 1), min_size=1)), st.text())
def test_a_packed_map_gives_every_number_of_a_text(entries: dict[str, set[int]], other: str) -> None:
    packed = PackedMap((text, number) for text, numbers in entries.items() for number in numbers)
    for text, numbers in entries.items():
        assert set(packed[text]) == numbers
        assert packed.first(text) == min(numbers)
    assert set(packed[other]) == entries.get(other, set())
    assert len(packed) == sum(map(len, entries.values()))
    assert set(packed.all([*entries, other])) == {number for numbers in entries.values() for number in numbers}
