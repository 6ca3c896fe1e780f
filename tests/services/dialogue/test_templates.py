"""The reviewed texts: complete in both languages, plain words, nothing that needs a higher grade than the sixth."""

import re
from string import Formatter

import pytest

from services.dialogue.phrases import Phrase
from services.dialogue.replies import CATALOGUE, clean, render
from services.kernel.language import Language

HIGHEST_GRADE = 6.0
LONGEST_SENTENCE = 15


def fields_of(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def syllables(word: str) -> int:
    """Estimate: groups of vowels, a silent final e does not count."""
    plain = re.sub(r"[^a-z]", "", word.lower())
    count = len(re.findall(r"[aeiouy]+", plain))
    silent = plain.endswith("e") and not plain.endswith("le") and count > 1
    return max(1, count - silent)


def sentences_of(text: str) -> list[list[str]]:
    spoken = re.sub(r"\{[a-z_]+\}", "one", text)
    parts = [re.findall(r"[A-Za-z']+", part) for part in re.split(r"[.!?:]+", spoken)]
    return [part for part in parts if part]


def grade_of(text: str) -> float:
    """Flesch-Kincaid grade level."""
    sentences = sentences_of(text)
    words = [word for sentence in sentences for word in sentence]
    return 0.39 * len(words) / len(sentences) + 11.8 * sum(map(syllables, words)) / len(words) - 15.59


@pytest.mark.parametrize("language", list(Language))
def test_every_text_exists(language: Language) -> None:
    assert set(CATALOGUE[language]) == set(Phrase)


@pytest.mark.parametrize("phrase", list(Phrase))
def test_both_languages_have_the_same_fields(phrase: Phrase) -> None:
    english, spanish = CATALOGUE[Language.EN][phrase], CATALOGUE[Language.ES][phrase]
    assert fields_of(english) == fields_of(spanish)


LONG_ENOUGH = [phrase for phrase in Phrase if sum(map(len, sentences_of(CATALOGUE[Language.EN][phrase]))) > 4]


def test_all_english_texts_together_need_less_than_the_sixth_grade() -> None:
    everything = ". ".join(CATALOGUE[Language.EN][phrase].strip(".") for phrase in LONG_ENOUGH)
    assert grade_of(everything) < HIGHEST_GRADE


@pytest.mark.parametrize("phrase", LONG_ENOUGH)
def test_each_english_text_is_short_and_plain(phrase: Phrase) -> None:
    text = CATALOGUE[Language.EN][phrase]
    assert max(map(len, sentences_of(text))) <= LONGEST_SENTENCE
    assert grade_of(text) <= HIGHEST_GRADE + 2


@pytest.mark.parametrize("phrase", list(Phrase))
def test_spanish_is_formal(phrase: Phrase) -> None:
    words = set(re.findall(r"\w+", CATALOGUE[Language.ES][phrase].lower()))
    assert not words & {"tú", "tu", "tus", "te", "ti", "contigo", "tienes", "puedes", "quieres", "elige", "escribe"}


@pytest.mark.parametrize("phrase", list(Phrase))
def test_no_text_has_characters_that_a_screen_reader_stumbles_over(phrase: Phrase) -> None:
    for language in Language:
        text = CATALOGUE[language][phrase]
        assert text == clean(text)
        assert "\u202f" not in text


def test_a_value_is_never_read_as_a_text_with_fields() -> None:
    said = render(Phrase.FOUND, Language.EN, visit="{clinic.__class__} {0}")
    assert "{clinic.__class__} {0}" in said


def test_a_value_loses_line_breaks_controls_and_direction_marks_and_is_not_endless() -> None:
    assert clean("a\nb\u202ec\x00d") == "a bcd"
    assert len(clean("x" * 10_000)) == 400
