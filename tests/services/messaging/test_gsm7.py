import pytest

from services.messaging.gsm7 import BASIC, EXTENDED, size_of, to_gsm7


def test_the_alphabet_has_127_letters_beside_the_escape() -> None:
    assert len(BASIC) == 127
    assert len(EXTENDED) == 10


@pytest.mark.parametrize(
    ("text", "gsm7", "segments"),
    [
        ("a" * 160, True, 1),
        ("a" * 161, True, 2),
        ("a" * 306, True, 2),
        ("a" * 307, True, 3),
        ("é" * 160, True, 1),
        ("[" * 80, True, 1),
        ("[" * 81, True, 2),
        ("á" * 70, False, 1),
        ("á" * 71, False, 2),
        ("\U0001f600" * 35, False, 1),
        ("\U0001f600" * 36, False, 2),
        ("9:30\u202fAM", False, 1),
        ("", True, 1),
    ],
)
def test_segments_are_counted_as_the_network_does(text: str, gsm7: bool, segments: int) -> None:  # noqa: FBT001
    size = size_of(text)
    assert (size.gsm7, size.segments) == (gsm7, segments)


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Dr. José Núñez", "Dr. José Nuñez"),
        ("sábado", "sabado"),
        ("\u201cquoted\u201d \u2013 yes\u2026", '"quoted" - yes...'),
        ("9:30\u202fAM", "9:30 AM"),
        ("日", "?"),
        ("ﬁne", "fine"),
    ],
)
def test_text_is_brought_into_the_alphabet(text: str, plain: str) -> None:
    assert to_gsm7(text) == plain
    assert size_of(to_gsm7(text)).gsm7
