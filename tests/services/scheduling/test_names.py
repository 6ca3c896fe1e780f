"""Names reduced to comparable words, and how many letters may slip."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.scheduling.names import slips_between, slips_between_given, words_of

LONG_WORDS = st.text("abcdef", min_size=7, max_size=12)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("O'Connor-Smith, José Jr.", ("oconnor", "smith", "jose")),
        ("Mari\u0301a Mun\u0303oz", ("maria", "munoz")),
        ("Dr. Ana  Reyes III", ("ana", "reyes")),
        ("Strauß", ("strauss",)),
        ("Юлия Жданова", ("юлия", "жданова")),
        ("<script>12\x00", ("script",)),
        ("", ()),
    ],
)
def test_only_letters_remain(name: str, words: tuple[str, ...]) -> None:
    assert words_of(name) == words


@pytest.mark.parametrize(
    ("one", "other", "slips"),
    [
        ("garcia", "garcia", 0),
        ("garcia", "gracia", 1),
        ("robinson", "robinso", 1),
        ("robinson", "obinson", 1),
        ("robinson", "robison", 1),
        ("robinson", "robimson", 1),
        ("robinson", "rboinson", 1),
        ("robinson", "robinsno", 1),
        ("robinson", "xobinson", 1),
        ("robinson", "robinsons", 1),
        ("robinson", "robinsonss", None),
        ("robinson", "robimsom", None),
        ("robinson", "nobirson", None),
        ("brown", "browm", None),
        ("browne", "brown", None),
    ],
)
def test_one_slip_in_a_long_word_is_forgiven(one: str, other: str, slips: int | None) -> None:
    assert slips_between(one, other) == slips
    assert slips_between(other, one) == slips


@pytest.mark.parametrize(
    ("one", "other", "slips"),
    [
        ("william", "bill", 0),
        ("jose", "pepe", 0),
        ("chris", "christina", 0),
        ("bill", "bob", None),
        ("pepe", "paco", None),
        ("patricia", "patrcia", 1),
        ("daniel", "daniela", None),
        ("antonio", "antonia", None),
    ],
)
def test_short_forms_are_the_same_name_and_last_letters_are_not(one: str, other: str, slips: int | None) -> None:
    assert slips_between_given(one, other) == slips
    assert slips_between_given(other, one) == slips


@given(LONG_WORDS, st.integers(0, 11), st.sampled_from("xyz"))
def test_any_single_edit_of_a_long_word_is_one_slip(word: str, place: int, letter: str) -> None:
    place %= len(word)
    before, after = word[:place], word[place + 1 :]
    for edited in (before + letter + after, before + letter + word[place:], before + after):
        assert slips_between(word, edited) == 1
    assert slips_between(word, before + letter + letter + word[place:]) is None
