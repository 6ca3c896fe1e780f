"""The words that people say for digits, letters and marks, in English and Spanish (without accents, lower case)."""

from typing import Final


def _w(words: str) -> list[str]:
    """Return the words of a list written as one text."""
    return words.split()


UNITS: Final = {
    **dict(zip(_w("zero one two three four five six seven eight nine"), range(10), strict=True)),
    **dict(zip(_w("cero uno dos tres cuatro cinco seis siete ocho nueve"), range(10), strict=True)),
    "nought": 0,
    "naught": 0,
    "niner": 9,
    "sero": 0,
    "sinco": 5,
    "sies": 6,
    "nuebe": 9,
    "quatro": 4,
    "fiv": 5,
}
"""Words for one digit."""

SPANISH_UNITS: Final = frozenset(_w("cero uno dos tres cuatro cinco seis siete ocho nueve"))
"""Of these, the Spanish ones: "o" after them is "or"."""

UNITS_NEAR: Final = {"oh": 0, "o": 0, "un": 1, "una": 1, "won": 1, "fore": 4, "ate": 8}
"""Words for one digit only where other digits stand beside them."""

TEENS: Final = {
    **dict(
        zip(
            _w("ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"),
            range(10, 20),
            strict=True,
        )
    ),
    **dict(
        zip(
            _w("diez once doce trece catorce quince dieciseis diecisiete dieciocho diecinueve"),
            range(10, 20),
            strict=True,
        )
    ),
    **dict(
        zip(
            _w("veintiuno veintidos veintitres veinticuatro veinticinco veintiseis veintisiete veintiocho veintinueve"),
            range(21, 30),
            strict=True,
        )
    ),
    "veintiun": 21,
    "veintiuna": 21,
}
"""Numbers below a hundred that are one word and take no other after them."""

TENS: Final = {
    **dict(zip(_w("twenty thirty forty fifty sixty seventy eighty ninety"), range(20, 100, 10), strict=True)),
    **dict(
        zip(_w("veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa"), range(20, 100, 10), strict=True)
    ),
    "fourty": 40,
    "ninty": 90,
}
"""Tens, which may take a unit."""

HUNDREDS: Final = {
    "cien": 100,
    "ciento": 100,
    **dict(zip(_w("doscientos trescientos cuatrocientos quinientos"), (200, 300, 400, 500), strict=True)),
    **dict(zip(_w("seiscientos setecientos ochocientos novecientos"), (600, 700, 800, 900), strict=True)),
    **dict(zip(_w("doscientas trescientas cuatrocientas quinientas"), (200, 300, 400, 500), strict=True)),
    **dict(zip(_w("seiscientas setecientas ochocientas novecientas"), (600, 700, 800, 900), strict=True)),
}
"""Spanish hundreds."""

ORDINALS: Final = dict(zip(_w("first second third fourth fifth sixth seventh eighth ninth"), range(1, 10), strict=True))
"""Ordinals, read as numbers only after a ten: "twenty third"."""

TIMES: Final = {"double": 2, "triple": 3, "doble": 2, "dobles": 2}
"""Words that repeat the digit or letter after them."""

FILLERS: Final = frozenset(_w("uh um uhm eh er erm mm mmm hmm este pues and then luego like so ok okay"))
"""What is said between two groups of digits without meaning anything."""

HESITATIONS: Final = frozenset(_w("uh um uhm eh er erm mm mmm hmm"))
"""Of these, the ones that mean nothing anywhere; they are left out."""

FILLER_PAIRS: Final = frozenset({("you", "know"), ("o", "sea"), ("i", "mean"), ("let's", "see"), ("a", "ver")})
"""The same in two words."""

NATO: Final = dict(
    zip(
        _w(
            "alpha bravo charlie delta echo foxtrot golf hotel india juliet kilo lima mike november oscar papa quebec "
            "romeo sierra tango uniform victor whiskey xray yankee zulu"
        ),
        "abcdefghijklmnopqrstuvwxyz",
        strict=True,
    )
) | {"alfa": "a", "juliett": "j", "whisky": "w"}
"""The radio alphabet (ICAO)."""

LETTERS_ES: Final = {
    **dict(zip(_w("be ce de efe ge hache jota ka ele eme ene pe cu erre ese te uve ve equis ye zeta"),
               "bcdfghjklmnpqrstvvxyz", strict=True)),
    "ere": "r", "ache": "h", "elle": "l", "enie": "n", "seta": "z", "ceta": "z",
}  # fmt: skip
"""Names of letters in Spanish."""

LETTERS_EN: Final = {
    "bee": "b", "cee": "c", "dee": "d", "eff": "f", "gee": "g", "aitch": "h", "jay": "j", "kay": "k", "el": "l",
    "ell": "l", "em": "m", "en": "n", "pee": "p", "cue": "q", "ar": "r", "ess": "s", "tee": "t", "vee": "v", "ex": "x",
    "wye": "y", "zee": "z", "zed": "z",
}  # fmt: skip
"""Names of letters in English, as speech recognisers write them."""

WORDLIKE: Final = frozenset(
    _w("a e i o u y de te be ve se el en em ar ex ese este ella jay kay bee dee gee pee tee cue elle")
    + _w("charlie golf hotel india lima mike november oscar papa romeo victor juliet delta sierra")
)
"""Letters, names of letters and radio words that are everyday words or names too: weak evidence of spelling."""

MARKS: Final = {
    "arroba": "@",
    "dot": ".",
    "punto": ".",
    "point": ".",
    "dash": "-",
    "hyphen": "-",
    "guion": "-",
    "underscore": "_",
    "slash": "/",
    "diagonal": "/",
}
"""Words for one mark."""

TOP_LEVEL: Final = frozenset(
    _w("com net org edu gov mil info biz io co us uk ca mx es tv app dev health care example test local")
)
"""Ends of host names that are said after "dot"."""

SURE_TOP_LEVEL: Final = frozenset(_w("com net org edu gov biz example"))
"""Of these, the ones that follow "dot" in nothing but a host name."""

FILE_ENDS: Final = frozenset(_w("jpg jpeg png heic gif bmp tiff webp pdf wav mp3 m4a mp4 mov dcm"))
"""Ends of file names that are said after "dot"."""

NO_MAIL: Final = frozenset(
    _w("is are was be it's that's me us him her them profile page website site portal link look looked up see video")
)
"""Words after which "at" is followed by a web address, not by a mail's host."""

PROVIDERS: Final = frozenset(
    _w("gmail yahoo hotmail outlook icloud aol protonmail proton msn live comcast verizon att gmx ymail me")
)
"""Mail providers people name without saying "dot com"."""

SPOKEN: Final = (
    frozenset(UNITS)
    | frozenset(TEENS)
    | frozenset(TENS)
    | frozenset(HUNDREDS)
    | frozenset(MARKS)
    | frozenset({"oh", "hundred", "thousand", "mil", "double", "triple", "doble", "underscore", "www"})
    | ((frozenset(NATO) | frozenset(LETTERS_ES) | frozenset(LETTERS_EN) | frozenset("bcdfghjklmnpqrstvwxz")) - WORDLIKE)
)
"""Words that hint at something spoken."""
