"""What an outbox hands over is as it was recorded, or nothing is handed over."""

import dataclasses

import pytest

from services.audit.chain import Head, Link
from services.audit.errors import OutboxChanged
from services.audit.filing import filings_behind
from tests.services.audit.test_chain import a_chain


def numbers(found: list[Link], number: int, limit: int = 100) -> list[int]:
    return [each.number for each in filings_behind(found, number, limit, "state")]


def test_records_behind_a_number_go_in_order_and_no_more_than_are_wanted() -> None:
    links = a_chain(9)
    assert numbers(links, 0) == list(range(1, 10))
    assert numbers(links[3:], 4, 3) == [5, 6, 7]
    assert numbers(links[4:], 4) == [5, 6, 7, 8, 9], "the one before may be gone"
    assert numbers(links[8:], 9) == numbers([], 9) == []


def test_behind_numbers_that_a_backup_took_along_only_the_content_counts() -> None:
    links = a_chain(9)
    assert numbers([*links[:3], *links[6:]], 2) == [3, 7, 8, 9]


@pytest.mark.parametrize("place", [0, 4, 8])
def test_a_changed_record_is_not_handed_over(place: int) -> None:
    links = a_chain(9)
    other = dataclasses.replace(links[place].record, action="change.done")
    links[place] = dataclasses.replace(links[place], record=other)
    with pytest.raises(OutboxChanged, match=f"Record {place + 1} of `state` was changed"):
        numbers(links, 0)


def test_a_record_with_hashes_of_its_own_does_not_follow() -> None:
    links = a_chain(9)
    head = Head(4, bytes(32))
    (forged,) = a_chain(1, head)
    with pytest.raises(OutboxChanged, match="Record 5"):
        numbers([*links[:4], forged, *links[5:]], 0)
    with pytest.raises(OutboxChanged, match="Record 6"):
        numbers([forged, *links[5:]], 5)
