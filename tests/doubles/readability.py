"""How hard a text is to read, by two published formulas.

English: Flesch-Kincaid grade (Kincaid et al., Naval Technical Training Command report 8-75, 1975). Spanish:
Fernández-Huerta's lecturabilidad (1959), 206.84 - 60 P - 1.02 F with P syllables a word and F words a sentence;
higher is easier, 70 is about the sixth grade, 80 the fifth.
"""

import re
import unicodedata

_SENTENCE = re.compile(r"[.!?]+(?:\s|$)")
_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")
_STRONG = "aeoáéó"


def words_of(text: str) -> list[str]:
    """Return the words of a text."""
    return _WORD.findall(text)


def sentences_of(text: str) -> int:
    """Return how many sentences a text has, at least one."""
    return max(1, sum(1 for part in _SENTENCE.split(text) if words_of(part)))


def english_syllables(word: str) -> int:
    """Count groups of vowels; a silent e at the end does not count."""
    lower = word.lower()
    count = len(re.findall(r"[aeiouy]+", lower))
    if lower.endswith("e") and not lower.endswith(("le", "ee")) and count > 1:
        count -= 1
    if re.search(r"[^td]ed$", lower) and count > 1:
        count -= 1
    return max(1, count)


def spanish_syllables(word: str) -> int:
    """Count vowels; two that glide into one syllable count once (a strong and a weak one, or two weak ones)."""
    lower = unicodedata.normalize("NFC", word.lower())
    lower = re.sub(r"qu(?=[eéií])", "q", re.sub(r"gu(?=[eéií])", "g", lower))
    count, before = 0, ""
    for letter in lower:
        if letter not in "aeiouáéíóúü":
            before = ""
            continue
        both_strong = before in _STRONG and letter in _STRONG
        if not before or both_strong or "í" in (before, letter) or "ú" in (before, letter):
            count += 1
        before = letter
    return max(1, count)


def flesch_kincaid(text: str) -> float:
    """Return the school grade of an English text."""
    words = words_of(text)
    per_word = sum(map(english_syllables, words)) / len(words)
    return 0.39 * len(words) / sentences_of(text) + 11.8 * per_word - 15.59


def fernandez_huerta(text: str) -> float:
    """Return how easy a Spanish text is, usually 0 to 100."""
    words = words_of(text)
    per_word = sum(map(spanish_syllables, words)) / len(words)
    return 206.84 - 60 * per_word - 1.02 * len(words) / sentences_of(text)
