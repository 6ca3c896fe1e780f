"""What typing, phones and recognisers do to a line: case, accents, abbreviations, slips, fillers, lost punctuation."""

import re
from random import Random
from typing import Final

from scripts.redaction.corpus import say
from scripts.redaction.corpus.people import plain
from scripts.redaction.corpus.pieces import GROUPS, Piece, mapped
from scripts.redaction.corpus.scene import Scene

_FILLERS: Final = {"en": ("um", "uh", "like", "you know", "so"), "es": ("este", "eh", "pues", "o sea", "mmm")}
_SHORT: Final = {
    "en": {
        "you": "u",
        "please": "pls",
        "appointment": "appt",
        "tomorrow": "tmrw",
        "are": "r",
        "because": "bc",
        "thanks": "thx",
        "message": "msg",
        "and": "n",
        "your": "ur",
        "about": "abt",
        "doctor": "doc",
        "number": "#",
    },
    "es": {
        "que": "q",
        "por favor": "xfa",
        "porque": "xq",
        "mensaje": "msj",
        "también": "tmb",
        "para": "pa",
        "mañana": "mñn",
        "doctora": "dra",
        "doctor": "dr",
        "número": "num",
        "bueno": "bno",
    },
}
_NEIGHBOURS: Final = dict(zip("qwertyuiopasdfghjklzxcvbnm", "wertyuiopqsdfghjklaxcvbnmz", strict=True))
_TITLE: Final = re.compile(
    r"(?<!\w)((?:dr|dra|doctor|doctora|doc|mr|mrs|ms|miss|mister|sr|sra|srita|señor|señora|señorita|don|doña)\.?)(\s*)$",
    re.IGNORECASE,
)
_PUNCTUATION: Final = re.compile(r"[.,;:!?¿¡\"()\[\]|]+")
_MARKS: Final = re.compile(r"\s*[-/@#&]\s+|\s+[-/@#&]\s*|\n")
_FIGURES: Final = re.compile(r"\d+")
_NAME: Final = "NAME"


def titled(pieces: list[Piece]) -> list[Piece]:
    """Return the pieces with a title right before a name made neutral: it is a matter of taste whether it goes."""
    found: list[Piece] = []
    for at, piece in enumerate(pieces):
        following = pieces[at + 1].type if at + 1 < len(pieces) else None
        title = _TITLE.search(piece.text) if piece.type is None and following and GROUPS[following] == _NAME else None
        if title is None:
            found.append(piece)
        else:
            found += [Piece(piece.text[: title.start()]), Piece(title[1], "neutral"), Piece(title[2])]
    return found


def typed(scene: Scene, pieces: list[Piece]) -> list[Piece]:
    """Return a typed line with its slips, its case and its missing accents."""
    rng = scene.rng
    if scene.style == "tool":
        return pieces
    if scene.style in {"sms", "chat"}:
        pieces = _shortened(scene, pieces) if rng.random() < (0.5 if scene.style == "sms" else 0.12) else pieces
        pieces = _slipped(rng, pieces) if rng.random() < 0.25 else pieces
        pieces = _unended(scene, pieces)
    if scene.lang == "es" and rng.random() < 0.45:
        pieces = mapped(pieces, plain)
    return _cased(scene, pieces)


def _cased(scene: Scene, pieces: list[Piece]) -> list[Piece]:
    lower, capitals = {
        "sms": (0.5, 0.06),
        "chat": (0.4, 0.05),
        "query": (0.1, 0.03),
        "note": (0.2, 0.2),
        "form": (0.1, 0.15),
    }.get(scene.style, (0.0, 0.0))
    chance = scene.rng.random()
    if chance < lower:
        return mapped(pieces, str.lower)
    return mapped(pieces, str.upper) if chance > 1 - capitals else pieces


def _unended(scene: Scene, pieces: list[Piece]) -> list[Piece]:
    if scene.rng.random() < 0.6:
        pieces = [Piece(re.sub(r"[¿¡]", "", each.text), each.type) if each.type is None else each for each in pieces]
    if pieces[-1].type is None and scene.rng.random() < 0.5:
        pieces = [*pieces[:-1], Piece(pieces[-1].text.rstrip(".!"))]
    return pieces


def _shortened(scene: Scene, pieces: list[Piece]) -> list[Piece]:
    def short(text: str) -> str:
        for word, brief in _SHORT[scene.lang].items():
            if scene.rng.random() < 0.6:
                text = re.sub(rf"\b{word}\b", brief, text, flags=re.IGNORECASE)
        return text

    return mapped(pieces, short, values=False)


def _slipped(rng: Random, pieces: list[Piece]) -> list[Piece]:
    """Return the line with some words mistyped, rarely a name."""
    found: list[Piece] = []
    for piece in pieces:
        if piece.type is None:
            found.append(Piece(re.sub(r"[^\W\d_]{5,}", lambda word: _slip(rng, word[0], 0.08), piece.text)))
        elif GROUPS[piece.type] == _NAME and piece.type != "SPELLED":
            found.append(Piece(re.sub(r"[^\W\d_]{5,}", lambda word: _slip(rng, word[0], 0.15), piece.text), piece.type))
        else:
            found.append(piece)
    return found


def _slip(rng: Random, word: str, share: float) -> str:
    """Return a word with two letters swapped, one dropped, doubled or hit beside."""
    if rng.random() > share:
        return word
    at = rng.randrange(1, len(word) - 2)
    beside = _NEIGHBOURS.get(word[at], word[at])
    ways = (word[at + 1] + word[at], word[at + 1], word[at] * 2 + word[at + 1], beside + word[at + 1])
    return word[:at] + rng.choice(ways) + word[at + 2 :]


def dictated(scene: Scene, pieces: list[Piece]) -> list[Piece]:
    """Return a line as a recogniser without punctuation writes it."""
    found: list[Piece] = []
    for piece in pieces:
        text = piece.text
        if piece.type is None or GROUPS[piece.type] in {_NAME, "PLACE", "neutral"}:
            text = _FIGURES.sub(lambda row: _said(scene, row[0]), text) if scene.spoken else text
            text = _MARKS.sub(" ", _PUNCTUATION.sub(" " if piece.type is None else "", text))
        text = re.sub(r"[ \n]+", " ", text.lower()).replace("-", " " if scene.spoken else "-")
        found.append(Piece(text, piece.type))
    if scene.lang == "es" and scene.rng.random() < 0.3:
        found = mapped(found, plain)
    return _hesitant(scene, found) if scene.rng.random() < 0.4 else found


def _said(scene: Scene, row: str) -> str:
    return say.number(int(row), scene.lang) if len(row) < 4 else say.digits(row, scene.lang, scene.rng)


def _hesitant(scene: Scene, pieces: list[Piece]) -> list[Piece]:
    """Return the line with a filler somewhere between its words, sometimes within a number."""
    filler = scene.rng.choice(_FILLERS[scene.lang])
    long = [
        at
        for at, piece in enumerate(pieces)
        if piece.type in {"PHONE", "SSN", "MRN", "MEMBER"} and piece.text.count(" ") > 4
    ]
    if long and scene.rng.random() < 0.3:
        at = scene.rng.choice(long)
        words = pieces[at].text.split()
        middle = scene.rng.randrange(2, len(words) - 1)
        kind = pieces[at].type
        split = [Piece(" ".join(words[:middle]), kind), Piece(f" {filler} "), Piece(" ".join(words[middle:]), kind)]
        return [*pieces[:at], *split, *pieces[at + 1 :]]
    plain_ones = [at for at, piece in enumerate(pieces) if piece.type is None and " " in piece.text.strip()]
    if not plain_ones:
        return [Piece(f"{filler} "), *pieces]
    at = scene.rng.choice(plain_ones)
    text = pieces[at].text
    gaps = [gap for gap, character in enumerate(text) if character == " "]
    gap = scene.rng.choice(gaps)
    return [*pieces[:at], Piece(f"{text[:gap]} {filler} {text[gap + 1 :]}"), *pieces[at + 1 :]]
