"""Which of the two languages the words are in."""

from collections.abc import Sequence
from typing import Final

from services.dialogue.understanding.words.common_words import ENGLISH, SPANISH
from services.dialogue.understanding.words.repair import VOCABULARY
from services.dialogue.understanding.words.tokens import Token
from services.dialogue.understanding.words.word_set import word_set
from services.kernel.language import Language

#: Words of both languages, or of neither: they tell nothing.
_SILENT: Final = word_set(
    """
    no a me he come son once as sin van mar ten final real general use dr doctor ok okay am pm
    """
)
_STRONG: Final = 2


def detect(tokens: Sequence[Token], raw: str, default: Language | None) -> Language:
    """Return the language of the words; the conversation's language when they tell nothing, else English."""
    spanish = _STRONG * sum(raw.count(mark) for mark in "¿¡ñÑ") + sum(1 for mark in raw if mark in "áéíóúÁÉÍÓÚ")
    english = 0
    for token in tokens:
        if token.kind != "word" or token.text in _SILENT:
            continue
        in_english = token.text in ENGLISH or token.text in VOCABULARY[Language.EN]
        in_spanish = token.text in SPANISH or token.text in VOCABULARY[Language.ES]
        english += in_english and not in_spanish
        spanish += in_spanish and not in_english
    if english == spanish:
        return default or Language.EN
    return Language.EN if english > spanish else Language.ES
