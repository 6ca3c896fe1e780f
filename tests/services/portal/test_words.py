import re
from dataclasses import fields

import pytest

from services.kernel.language import Language
from services.portal.words import ErrorWords, Words, other_language, words_in

STATUSES = {400, 403, 404, 405, 413, 429, 500, 502, 503}
VALUES = {
    "number": "911",
    "zone": "Central Time",
    "phone": "(312) 555-0100",
    "limit": "2000",
    "seconds": "5",
    "fee": "$25",
}
BOTH = [words_in(language) for language in Language]


def texts(words: Words) -> list[str]:
    own = [value for field in fields(words) if isinstance(value := getattr(words, field.name), str)]
    return own + [text for error in words.errors.values() for text in (error.heading, error.text)]


def sentences(words: Words) -> list[str]:
    filled = (text.format(**VALUES) for text in texts(words))
    return [part for text in filled for part in re.split(r"(?<=[.?!:])\s+", text) if part]


def syllables(word: str) -> int:
    """Count groups of vowels; a silent final e does not count."""
    groups = re.findall(r"[aeiouy]+", re.sub(r"e$", "", word.lower()))
    return max(1, len(groups))


@pytest.mark.parametrize("words", BOTH)
def test_every_word_is_there(words: Words) -> None:
    assert all(text.strip() for text in texts(words))
    assert set(words.errors) == STATUSES
    assert all(isinstance(error, ErrorWords) for error in words.errors.values())


def test_both_languages_fill_in_the_same_values() -> None:
    english, spanish = ([set(re.findall(r"{(\w+)}", text)) for text in texts(words)] for words in BOTH)
    assert english == spanish


def test_nothing_is_left_untranslated() -> None:
    same = {"Chat", "English", "Español", "Error:"}
    english, spanish = (texts(words) for words in BOTH)
    assert {a for a, b in zip(english, spanish, strict=True) if a == b} <= same


@pytest.mark.parametrize("words", BOTH)
def test_sentences_are_short(words: Words) -> None:
    assert [sentence for sentence in sentences(words) if len(sentence.split()) > 14] == []


def test_english_reads_at_grade_six_or_below() -> None:
    """Flesch-Kincaid grade of all sentences together."""
    said = [re.findall(r"[a-z']+", sentence.lower()) for sentence in sentences(words_in(Language.EN))]
    said = [found for found in said if found]
    count = sum(map(len, said))
    grade = 0.39 * count / len(said) + 11.8 * sum(syllables(w) for found in said for w in found) / count - 15.59
    assert grade <= 6


def test_the_switch_leads_to_the_other_language_and_back() -> None:
    assert [other_language(other_language(language)) for language in Language] == list(Language)
