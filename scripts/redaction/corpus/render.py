"""From a template to a line: fill the slots, then write it in a style."""

from random import Random

from scripts.redaction.corpus import noise
from scripts.redaction.corpus.lexicons import Part
from scripts.redaction.corpus.people import NOBODY, Clinic
from scripts.redaction.corpus.pieces import Line, Piece, assembled
from scripts.redaction.corpus.scene import Scene
from scripts.redaction.corpus.slots import filler
from scripts.redaction.corpus.templates import SLOT, Template

_SPOKEN_SHARE = {"dictated": 0.75, "voicemail": 0.6}
_PUNCTUATED_SHARE = 0.4
_LONG_SHARE = 0.12
_LONG = 4000
_ESCAPED_SHARE = 0.15


def filled(template: Template, scene: Scene) -> list[Piece]:
    """Return a template's pieces with its slots filled."""
    pieces: list[Piece] = []
    parts = SLOT.split(template.text)
    for at, part in enumerate(parts):
        if at % 2 == 0:
            pieces += [Piece(part)] if part else []
        else:
            fill, number = filler(part)
            pieces += fill(scene, number)
    return noise.titled(_contracted(pieces) if template.lang == "es" else pieces)


def _contracted(pieces: list[Piece]) -> list[Piece]:
    """Return Spanish pieces with "de el" as "del" and "a el" as "al"."""
    found = list(pieces)
    for at in range(1, len(found)):
        before, after = found[at - 1].text, found[at].text
        if after.startswith("el ") and before.endswith((" de ", " a ")):
            found[at - 1] = Piece(before[:-1] + "l ", found[at - 1].type)
            found[at] = Piece(after[3:], found[at].type)
    return found


def rendered(template: Template, style: str, rng: Random, part: Part, clinic: Clinic = NOBODY) -> Line:
    """Return one line written in a style."""
    scene = Scene(rng, template.lang, style, part, spoken=rng.random() < _SPOKEN_SHARE.get(style, 0), clinic=clinic)
    pieces = filled(template, scene)
    if style == "dictated" or (style == "voicemail" and rng.random() > _PUNCTUATED_SHARE):
        pieces = noise.dictated(scene, pieces)
    elif style != "voicemail":
        pieces = noise.typed(scene, pieces)
    text, spans = assembled(pieces)
    return Line(text, spans, style, template.lang, template.asked)


def long_result(some: tuple[Template, ...], rng: Random, part: Part, clinic: Clinic = NOBODY) -> Line:
    """Return a tool result of about 4,000 characters, of many resources about different people."""
    pieces: list[Piece] = [Piece("[")]
    lang = some[0].lang
    while sum(len(piece.text) for piece in pieces) < _LONG:
        scene = Scene(rng, lang, "tool", part, clinic=clinic)
        pieces += [*filled(rng.choice(some), scene), Piece(",\n ")]
    if rng.random() < _ESCAPED_SHARE:
        pieces = [Piece(_escaped(piece.text), piece.type) for piece in pieces]
    text, spans = assembled([*pieces[:-1], Piece("]")])
    return Line(text, spans, "tool", lang, None)


def _escaped(text: str) -> str:
    """Return a text with JSON's escapes for what is not ASCII."""
    return "".join(each if each.isascii() else f"\\u{ord(each):04x}" for each in text)
