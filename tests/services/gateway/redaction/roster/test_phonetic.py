import pytest

from services.gateway.redaction.roster.phonetic import keys

ALIKE = """
gonzales gonsalez | jhon john | jimenez gimenez | jimenez himenez | philip filip | vasquez bazques | castillo castiyo
hernandez ernandez | schmidt smit | wright rite | jackson jaxon | rodriguez rodriges | thomas tomas | cathy kathy
phelps felps | knight nite | munoz munos | zavala savala | quintero kintero
"""
APART = "john jane | smith sosa | maria mario | lopez lucas | garcia gracias | perez torres | anna enoch"


def pairs(text: str) -> list[list[str]]:
    return [pair.split() for line in text.strip().splitlines() for pair in line.split("|")]


@pytest.mark.parametrize(("one", "other"), pairs(ALIKE))
def test_what_sounds_alike_has_a_key_in_common(one: str, other: str) -> None:
    assert set(keys(one)) & set(keys(other))


@pytest.mark.parametrize(("one", "other"), pairs(APART))
def test_what_sounds_different_has_none(one: str, other: str) -> None:
    assert not set(keys(one)) & set(keys(other))


@pytest.mark.parametrize("word", ["", "h", "e", "x" * 50, "ñandú", "o'brien"])
def test_any_word_has_keys(word: str) -> None:
    assert 1 <= len(keys(word)) <= 2
