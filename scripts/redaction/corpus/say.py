"""How numbers, letters and addresses sound, as a recogniser writes them: in words, lower case, no punctuation."""

from random import Random
from typing import Final

_DIGITS: Final = {
    "en": ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"],
    "es": ["cero", "uno", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve"],
}
_TEENS: Final = {
    "en": [
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
    ],
    "es": ["diez", "once", "doce", "trece", "catorce", "quince", "dieciséis", "diecisiete", "dieciocho", "diecinueve"],
}
_TENS: Final = {
    "en": ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"],
    "es": ["veinte", "treinta", "cuarenta", "cincuenta", "sesenta", "setenta", "ochenta", "noventa"],
}
_TWENTIES: Final = [
    "veintiuno",
    "veintidós",
    "veintitrés",
    "veinticuatro",
    "veinticinco",
    "veintiséis",
    "veintisiete",
    "veintiocho",
    "veintinueve",
]
_HUNDREDS: Final = [
    "ciento",
    "doscientos",
    "trescientos",
    "cuatrocientos",
    "quinientos",
    "seiscientos",
    "setecientos",
    "ochocientos",
    "novecientos",
]
_MARKS: Final = {
    "en": {".": "dot", "@": "at", "-": "dash", "_": "underscore", "/": "slash", ":": "colon", "#": "pound"},
    "es": {
        ".": "punto",
        "@": "arroba",
        "-": "guion",
        "_": "guion bajo",
        "/": "diagonal",
        ":": "dos puntos",
        "#": "número",
    },
}
_AS_IN: Final = {
    "en": {
        "a": "apple",
        "b": "boy",
        "c": "cat",
        "d": "david",
        "e": "edward",
        "f": "frank",
        "g": "george",
        "h": "henry",
        "i": "ida",
        "j": "john",
        "k": "king",
        "l": "larry",
        "m": "mary",
        "n": "nancy",
        "o": "oscar",
        "p": "peter",
        "q": "queen",
        "r": "robert",
        "s": "sam",
        "t": "tom",
        "u": "union",
        "v": "victor",
        "w": "william",
        "x": "x ray",
        "y": "young",
        "z": "zebra",
    },
    "es": {
        "a": "ana",
        "b": "burro",
        "c": "casa",
        "d": "dedo",
        "e": "elefante",
        "f": "foca",
        "g": "gato",
        "h": "huevo",
        "i": "iglesia",
        "j": "juan",
        "k": "kilo",
        "l": "luna",
        "m": "mamá",
        "n": "nube",
        "o": "oso",
        "p": "papá",
        "q": "queso",
        "r": "rosa",
        "s": "sol",
        "t": "tomás",
        "u": "uva",
        "v": "vaca",
        "w": "washington",
        "x": "xilófono",
        "y": "yoyo",
        "z": "zapato",
    },
}
LETTERS_ES: Final = {
    "a": "a",
    "b": "be",
    "c": "ce",
    "d": "de",
    "e": "e",
    "f": "efe",
    "g": "ge",
    "h": "hache",
    "i": "i",
    "j": "jota",
    "k": "ka",
    "l": "ele",
    "m": "eme",
    "n": "ene",
    "o": "o",
    "p": "pe",
    "q": "cu",
    "r": "erre",
    "s": "ese",
    "t": "te",
    "u": "u",
    "v": "uve",
    "w": "doble u",
    "x": "equis",
    "y": "i griega",
    "z": "zeta",
    "ñ": "eñe",
}


def below_hundred(number: int, lang: str) -> str:
    """Return 0 to 99 in words."""
    if number < 10:
        return _DIGITS[lang][number]
    if number < 20:
        return _TEENS[lang][number - 10]
    tens, unit = divmod(number, 10)
    word = _TENS[lang][tens - 2]
    if unit == 0:
        return word
    if lang == "en":
        return f"{word} {_DIGITS['en'][unit]}"
    return _TWENTIES[unit - 1] if tens == 2 else f"{word} y {_DIGITS['es'][unit]}"


def number(value: int, lang: str) -> str:
    """Return 0 to 9,999 in words, as counted ("one hundred twenty")."""
    if value < 100:
        return below_hundred(value, lang)
    if value >= 1000:
        thousands = (
            "mil"
            if lang == "es" and value < 2000
            else f"{_DIGITS[lang][value // 1000]} {'mil' if lang == 'es' else 'thousand'}"
        )
        rest = value % 1000
        return f"{thousands} {number(rest, lang)}" if rest else thousands
    hundreds, rest = divmod(value, 100)
    if lang == "es":
        head = "cien" if value == 100 else _HUNDREDS[hundreds - 1]
    else:
        head = f"{_DIGITS['en'][hundreds]} hundred"
    return f"{head} {below_hundred(rest, lang)}" if rest else head


def year(value: int, lang: str, rng: Random) -> str:
    """Return a year as it is said."""
    century, rest = divmod(value, 100)
    if lang == "es":
        return below_hundred(rest, "es") if value < 2000 and rng.random() < 0.45 else number(value, "es")
    if value in range(2000, 2010):
        return "two thousand" + (f" {_DIGITS['en'][rest]}" if rest else "")
    tail = f"oh {_DIGITS['en'][rest]}" if 0 < rest < 10 else below_hundred(rest, "en") if rest else "hundred"
    return tail if value < 2000 and rng.random() < 0.35 else f"{below_hundred(century, 'en')} {tail}"


def digits(value: str, lang: str, rng: Random) -> str:
    """Return a row of digits as it is read out: one by one, in pairs, with "double", "oh" for zero."""
    pairs = rng.random() < (0.4 if lang == "es" else 0.2)
    oh = rng.random() < 0.6
    double = rng.random() < 0.2
    said: list[str] = []
    at = 0
    while at < len(value):
        two = value[at : at + 2]
        if double and len(two) == 2 and two[0] == two[1]:
            said.append(("double " if lang == "en" else "doble ") + _digit(two[0], lang, oh=oh))
            at += 2
        elif pairs and len(two) == 2 and two[0] != "0" and rng.random() < 0.75:
            said.append(below_hundred(int(two), lang))
            at += 2
        else:
            said.append(_digit(value[at], lang, oh=oh))
            at += 1
    return " ".join(said)


def _digit(value: str, lang: str, *, oh: bool) -> str:
    return "oh" if value == "0" and oh and lang == "en" else _DIGITS[lang][int(value)]


def characters(value: str, lang: str, rng: Random) -> str:
    """Return a code of letters and digits as it is read out; marks between are mostly not said."""
    letters = LETTERS_ES if lang == "es" and rng.random() < 0.3 else {}
    said: list[str] = []
    row = ""
    for character in f"{value.lower()} ":
        if character.isdigit():
            row += character
            continue
        if row:
            said.append(digits(row, lang, rng))
            row = ""
        if character.isalpha():
            said.append(letters.get(character, character))
        elif character in "-." and rng.random() < 0.25:
            said.append(_MARKS[lang][character])
    return " ".join(said)


def address(value: str, lang: str) -> str:
    """Return an e-mail or web address as it is said: "maria dot lopez at gmail dot com"."""
    said = ""
    row = ""
    for character in f"{value} ":
        if character.isdigit():
            row += character
            continue
        if row:
            counted = len(row) < 3 and row[0] != "0"
            said += f" {number(int(row), lang) if counted else ' '.join(_DIGITS[lang][int(each)] for each in row)} "
            row = ""
        mark = _MARKS[lang].get(character)
        said += f" {mark} " if mark else character
    return " ".join(said.split())


def letter_of(letter: str, lang: str) -> str:
    """Return a word that is used to make a letter plain: "m" as in "mary"."""
    return _AS_IN[lang].get(letter, letter)


def numerals(text: str, lang: str) -> str:
    """Return a phrase with its numbers in words ("10 mg" is "ten mg")."""
    said: list[str] = []
    for word in text.replace("/", " over " if lang == "en" else " sobre ").replace(".", " . ").split():
        if word == ".":
            continue
        core = word.strip(",;:%$°'\"")
        said.append(number(int(core), lang) if core.isdigit() and len(core) < 5 else word)
    return " ".join(said)
