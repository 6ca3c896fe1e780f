"""Escape sequences: read as the standard and real senders mean them, and written so that they come back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.bridge.hl7v2.er7.delimiters import STANDARD, delimiters_of
from services.bridge.hl7v2.er7.escapes import decode, encode

_ODD = delimiters_of("#", "*%!+?")


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        (r"A\F\B\S\C\T\D\R\E\E\F", r"A|B^C&D~E\F"),
        (r"\E\T\E\ ", "\\T\\ "),
        (r"ends with \E\ ".strip(), "ends with \\"),
        (r"one\.br\two\.sp2\three", "one\ntwo\n\nthree"),
        (r"\.in+4\\H\loud\N\\.fi\\.nf\\.ti-2\\.sk3\!", "loud!"),
        (r"a\.ce\b", "a\nb"),
        (r"line\X0D0A\line", "line\r\nline"),
        (r"\X0d0a\ ", "\r\n "),
        (r"caf\XE9\ ", "café "),
        (r"C:\dir\new", r"C:\dir\new"),
        (r"lone \ stays, and \F\ counts", "lone \\ stays, and | counts"),
        (r"\Zlocal|F\F\C2842\\M2D2D42\ ", r"\Zlocal|F\F\C2842\\M2D2D42\ "),
        (r"\X0\ \X\ \XZZ\ \\ \f\ ", r"\X0\ \X\ \XZZ\ \\ \f\ "),
        (r"\P\ ", r"\P\ "),
        ("", ""),
    ],
)
def test_what_is_written_means(written: str, meant: str) -> None:
    assert decode(written, STANDARD) == meant


def test_bytes_are_of_the_messages_character_set() -> None:
    assert decode(r"\XC3A9\ ", STANDARD, "utf-8") == "é "
    assert decode(r"\XE9\ ", STANDARD, "utf-8") == "é ", "what it does not hold is read byte by byte"


def test_the_truncation_mark_of_version_2_7_is_escaped() -> None:
    declared = delimiters_of("|", "^~\\&#")
    assert encode("a#b", declared) == r"a\P\b"
    assert decode(r"a\P\b", declared) == "a#b"


def test_without_an_escape_character_nothing_is_escaped_and_nothing_splits() -> None:
    bare = delimiters_of("|", "^~")
    assert decode(r"a\F\b", bare) == r"a\F\b"
    assert encode("a|b^c\rd&e", bare) == "a b c d&e"


@given(st.text(), st.sampled_from([STANDARD, _ODD, delimiters_of("|", "^~\\&#")]))
def test_what_was_written_is_read_again(value: str, delimiters: object) -> None:
    assert isinstance(delimiters, type(STANDARD))
    written = encode(value, delimiters)
    assert decode(written, delimiters, "utf-8") == value
    marks = {delimiters.field, delimiters.component, delimiters.subcomponent, delimiters.repetition, "\r", "\n"}
    assert not marks & set(written)


@given(st.text(alphabet="\\FSTREPXHNZCM.brsp0D+-9\r\n"))
def test_any_text_is_read(text: str) -> None:
    assert len(decode(text, STANDARD)) <= 100 * len(text) + 1
