"""What was made of a conversation's texts is bounded, and gives its room back."""

from services.gateway.redaction.labels import Label
from services.gateway.redaction.traces import traces_of
from services.gateway.vault.passages import Passage, Passages, Room


def passage(text: str = "I am [NAME_1].") -> Passage:
    return Passage(text, (Label.NAME,), traces_of(["I am Maria."]), 1)


def test_the_oldest_goes_first() -> None:
    kept = Passages(Room(), most=2 * passage().size)
    for digest in (b"a", b"b", b"c"):
        kept.keep(digest, passage())
    assert kept.known(b"a") is None
    assert kept.known(b"b") == kept.known(b"c") == passage()


def test_one_that_is_larger_than_all_may_be_is_not_kept() -> None:
    kept = Passages(Room(), most=passage().size)
    kept.keep(b"a", passage("x" * 100_000))
    assert len(kept) == 0


def test_all_conversations_share_one_room_and_give_it_back() -> None:
    room = Room(passage().size)
    one, other = Passages(room), Passages(room)
    one.keep(b"a", passage())
    one.keep(b"a", passage())
    other.keep(b"a", passage())
    assert (len(one), len(other)) == (1, 0)
    one.close()
    other.keep(b"a", passage())
    assert (len(one), len(other)) == (0, 1)


def test_nothing_is_kept_after_the_end() -> None:
    kept = Passages(Room())
    kept.keep(b"a", passage())
    kept.close()
    kept.keep(b"b", passage())
    assert len(kept) == 0
