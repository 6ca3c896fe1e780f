"""Number words of both languages: how they are spelled and how they join."""

from typing import Final

from services.dialogue.understanding.words.tokens import Token
from services.kernel.language import Language

_EN_SMALL: Final = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
)
_EN_TENS: Final = "twenty thirty forty fifty sixty seventy eighty ninety"
_EN_ORDINALS: Final = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
    "fifteenth sixteenth seventeenth eighteenth nineteenth"
)
_ES_SMALL: Final = (
    "cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciseis "
    "diecisiete dieciocho diecinueve veinte veintiuno veintidos veintitres veinticuatro veinticinco veintiseis "
    "veintisiete veintiocho veintinueve"
)
_ES_TENS: Final = "veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa"
_ES_HUNDREDS: Final = (
    "cien doscientos trescientos cuatrocientos quinientos seiscientos setecientos ochocientos novecientos"
)

CARDINALS: Final[dict[Language, dict[str, int]]] = {
    Language.EN: {
        **{word: value for value, word in enumerate(_EN_SMALL.split())},
        **{word: value * 10 for value, word in enumerate(_EN_TENS.split(), start=2)},
        "fourty": 40,
        "oh": 0,
    },
    Language.ES: {
        **{word: value for value, word in enumerate(_ES_SMALL.split())},
        **{word: value * 10 for value, word in enumerate(_ES_TENS.split(), start=2)},
        **{word: value * 100 for value, word in enumerate(_ES_HUNDREDS.split(), start=1)},
        "ciento": 100,
        "veintiun": 21,
        "dies": 10,
        "onse": 11,
        "dose": 12,
        "sinco": 5,
        "kuatro": 4,
        "trese": 13,
        "catorse": 14,
        "kinse": 15,
    },
}

ORDINALS: Final[dict[Language, dict[str, int]]] = {
    Language.EN: {
        **{word: value for value, word in enumerate(_EN_ORDINALS.split(), start=1)},
        "twentieth": 20,
        "thirtieth": 30,
    },
    Language.ES: {
        "primero": 1,
        "primera": 1,
        "primer": 1,
        "segundo": 2,
        "segunda": 2,
        "tercero": 3,
        "tercera": 3,
        "tercer": 3,
        "cuarta": 4,
        "quinto": 5,
        "quinta": 5,
    },
}

#: Words that are a number in one language and something common in the other.
_FOREIGN_ONLY: Final = frozenset({"once", "oh", "second", "cien"})
_THOUSAND: Final = {"thousand": Language.EN, "mil": Language.ES}
_HUNDRED: Final = 100


def number_of(word: str, language: Language) -> tuple[int, bool] | None:
    """Return the value of a number word and whether it is an ordinal; the conversation's language goes first."""
    for tongue in (language, _other(language)):
        if tongue is not language and word in _FOREIGN_ONLY:
            continue
        if word in CARDINALS[tongue]:
            return CARDINALS[tongue][word], False
        if word in ORDINALS[tongue]:
            return ORDINALS[tongue][word], True
    return None


def join_numbers(tokens: list[Token], language: Language) -> list[Token]:
    """Return tokens with number words turned into `num` or `ord` tokens: "twenty fourth", "treinta y uno", "dos mil".

    "two thirty" stays two numbers: it is a time. "one" and "un/una" stay words, since they are often no numbers.
    """
    joined: list[Token] = []
    index = 0
    while index < len(tokens):
        value, ordinal, after = _number_at(tokens, index, language)
        if after == index:
            joined.append(tokens[index])
            index += 1
            continue
        first, last = tokens[index], tokens[after - 1]
        joined.append(Token("ord" if ordinal else "num", f"{value}", first.start, last.end))
        index = after
    return joined


def _number_at(tokens: list[Token], index: int, language: Language) -> tuple[int, bool, int]:
    """Return value, ordinal or not, and the index after the number that starts at `index` (same index when none)."""
    word = tokens[index].text if tokens[index].kind == "word" else ""
    if word in _THOUSAND and _THOUSAND[word] is language:
        return _after_thousand(1000, tokens, index + 1, language)
    found = number_of(word, language)
    if found is None or (found == (1, False) and word != "uno") or (word == "oh" and not _among_numbers(tokens, index)):
        return 0, False, index
    value, ordinal = found
    after = index + 1
    if not ordinal and after < len(tokens) and tokens[after].text in _THOUSAND and value < _HUNDRED:
        return _after_thousand(value * 1000, tokens, after + 1, language)
    if value >= _HUNDRED:
        return _add_rest(value, tokens, after, language)
    return _add_unit(value, ordinal=ordinal, tokens=tokens, after=after, language=language)


def _among_numbers(tokens: list[Token], index: int) -> bool:
    """Tell whether an "oh" stands before or behind a digit, where it is a nought: "five oh two"; "oh no" is not."""
    beside = [tokens[at] for at in (index - 1, index + 1) if 0 <= at < len(tokens)]
    return any(
        token.kind == "num" or number_of(token.text, Language.EN) not in {None, (1, False)} for token in beside
    ) or (len(beside) > 1 and beside[0].text == "one")


def _after_thousand(value: int, tokens: list[Token], index: int, language: Language) -> tuple[int, bool, int]:
    """Add what follows a thousand: "mil novecientos ochenta y cuatro", "two thousand and four"."""
    start = index + 1 if index < len(tokens) and tokens[index].text == "and" else index
    if start < len(tokens) and tokens[start].kind == "word":
        found = number_of(tokens[start].text, language)
        if found and not found[1]:
            rest, ordinal, after = _number_at(tokens, start, language)
            if after == start and found[0] == 1:
                rest, after = 1, start + 1
            return value + rest, ordinal, after
    return value, False, index


def _add_rest(value: int, tokens: list[Token], index: int, language: Language) -> tuple[int, bool, int]:
    """Add tens and units after a hundred."""
    if index < len(tokens) and tokens[index].kind == "word":
        found = number_of(tokens[index].text, language)
        if found and found[0] < _HUNDRED and not found[1]:
            rest, ordinal, after = _add_unit(found[0], ordinal=False, tokens=tokens, after=index + 1, language=language)
            return value + rest, ordinal, after
    return value, False, index


def _add_unit(
    value: int, *, ordinal: bool, tokens: list[Token], after: int, language: Language
) -> tuple[int, bool, int]:
    """Add a unit to a round ten: "twenty four", "twenty fourth", "treinta y uno"."""
    if ordinal or value % 10 or not 20 <= value < _HUNDRED:  # noqa: PLR2004  tens only
        return value, ordinal, after
    at = after
    if at < len(tokens) and tokens[at].text == "y":
        at += 1
    if at < len(tokens) and tokens[at].kind == "word":
        unit = number_of(tokens[at].text, language)
        if tokens[at].text in {"un", "una"} and at > after:
            unit = (1, False)
        if unit and 0 < unit[0] <= 9 and (at == after or not unit[1]):  # noqa: PLR2004  units only
            return value + unit[0], unit[1], at + 1
    return value, ordinal, after


def _other(language: Language) -> Language:
    """Return the other language."""
    return Language.ES if language is Language.EN else Language.EN
