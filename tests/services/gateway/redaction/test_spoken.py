"""What people say for digits, letters and marks, written as characters."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.gateway.redaction.shadow import fold
from services.gateway.redaction.spoken import spoken
from services.gateway.redaction.view import View

ENGLISH = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
PIECES = (
    "five,twenty,oh,a,b,jota,eme,de,as,in,mary,dot,at,arroba,gmail,com,dash,double,y,mil," + "\N{ZERO WIDTH SPACE},é"
).split(",")
SPANISH = ["cero", "uno", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve"]


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("my number is five one two, five five five, one two one two", "my number is 512 555 1212"),
        ("five five five, uh, one two one two", "555 1212"),
        ("my name is uh jones you know j o n e s", "my name is jones jones"),
        ("five you know five, o sea, dos", "5 5 2"),
        ("cuarenta y este tres", "43"),
        ("doble eh cinco", "55"),
        ("m r n nueve ocho cero y el de mi hijo", "mrn980 y el de mi hijo"),
        ("four dash three two", "4-32"),
        ("selfie dash bobby dot keiri dot png", "selfie-bobby.keiri.png"),
        ("my profile is at facebook dot com slash in slash jones", "my profile is at facebook.com/in/jones"),
        ("by email at s dot rose at gmail dot com", "by email at s.rose@gmail.com"),
        ("double five triple three oh seven", "5533307"),
        ("five o two", "502"),
        ("twenty three", "23"),
        ("twenty-three", "23"),
        ("nineteen eighty", "1980"),
        ("nineteen oh five", "1905"),
        ("twenty twenty six", "2026"),
        ("nineteen hundred and eighty four", "1984"),
        ("two thousand five", "2005"),
        ("march twenty third nineteen eighty five", "march 23 1985"),
        ("eight hundred five five five one two one two", "800 5551212"),
        ("five hundred twelve", "512"),
        ("cinco uno dos, cero treinta y cuatro", "512 0 34"),
        ("quinientos doce", "512"),
        ("mil novecientos ochenta y cinco", "1985"),
        ("dos mil cinco", "2005"),
        ("veintitrés cuarenta y cuatro", "23 44"),
        ("last name jones j o n e s", "last name jones jones"),
        ("J-O-N-E-S and then s m i t h", "jones and then smith"),
        ("m as in mary a as in apple r as in robert", "mar"),
        ("it is s as in sam, m i t h", "it is smith"),
        ("jota o ene e ese", "jones"),
        ("eme de mamá, a de ana, erre de ratón", "mar"),
        ("double u i double l s", "wills"),
        ("bravo charlie four seven two one", "bc4721"),
        ("a b c dash four four seven", "abc-447"),
        ("john dot smith at gmail dot com", "john.smith@gmail.com"),
        ("maria punto lopez guion bajo ochenta y cinco arroba hotmail punto com", "maria.lopez_85@hotmail.com"),
        ("john at g mail dot com", "john@gmail.com"),
        ("jane (at) clinic (dot) org", "jane@clinic.org"),
        ("w w w dot example dot org slash portal", "www.example.org/portal"),
        ("ocho ocho ocho guión dos tres cuatro", "888-234"),
        ("plus five two one five five", "+521" + "55"),
        ("temp ninety eight point six", "temp 98.6"),
    ],
)
def test_writes_what_was_said_as_characters(said: str, written: str) -> None:
    shadow = spoken(fold(said))

    assert shadow is not None
    assert shadow.text.replace("\t", " ") == written


@pytest.mark.parametrize(
    "text",
    [
        "",
        "I'd like to move my appointment to Monday at 3 with Dr. Lee please",
        "quiero una cita a las tres",
        "mike and charlie went to lima in november",
        "call me at 5 1 2 5 5 5 1 2 1 2",
        "a vitamin b shot",
    ],
)
def test_makes_no_shadow_where_nothing_is_spoken(text: str) -> None:
    assert View(text).spoken is None


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("dos o tres citas", "2 o 3 citas"),
        ("las tres en punto de dos doctores", "las 3 en punto de 2 doctores"),
        ("at the clinic at nine thirty", "at the clinic at 9 30"),
        ("i have a five one two area code", "i have a 512 area code"),
        ("last four six seven eight nine", "last four 6789"),
    ],
)
def test_leaves_words_that_only_sound_like_digits_letters_or_marks(text: str, written: str) -> None:
    shadow = View(text).spoken

    assert shadow is not None
    assert shadow.text.replace("\t", " ") == written


def test_leads_back_to_the_words_as_spoken() -> None:
    text = "Sí, mi número es CINCO uno dos, doble cinco ok"
    shadow = View(text).spoken

    assert shadow is not None
    at = shadow.text.index("512")
    start, end = shadow.original(at, at + len("512 55"))
    assert text[start:end].startswith("CINCO uno dos")


@given(st.lists(st.integers(0, 9), min_size=2, max_size=16), st.sampled_from([ENGLISH, SPANISH]))
def test_every_row_of_digits_is_written_as_digits(digits: list[int], words: list[str]) -> None:
    shadow = spoken(fold("number " + " ".join(words[digit] for digit in digits)))

    assert shadow is not None
    assert shadow.text == "number " + "".join(map(str, digits))


@given(
    st.lists(
        st.one_of(
            st.sampled_from(PIECES),
            st.text(max_size=6),
        ),
        max_size=20,
    ).map(" ".join)
)
def test_offsets_always_lie_in_the_original(text: str) -> None:
    shadow = View(text).spoken
    if shadow is None:
        return

    assert shadow.starts is not None
    assert shadow.ends is not None
    assert len(shadow.starts) == len(shadow.ends) == len(shadow.text)
    assert all(0 <= start <= end <= len(text) for start, end in zip(shadow.starts, shadow.ends, strict=True))
    assert shadow.starts == sorted(shadow.starts)
    assert shadow.ends == sorted(shadow.ends)
