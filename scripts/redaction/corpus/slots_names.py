"""Names of people and employers, whole, in parts, turned round and spelled out."""

from scripts.redaction.corpus import say
from scripts.redaction.corpus.people import Person, plain
from scripts.redaction.corpus.pieces import Piece
from scripts.redaction.corpus.scene import PROVIDER, Scene


def _kind(number: int) -> str:
    return {1: "PATIENT", PROVIDER: "PROVIDER"}.get(number, "RELATIVE")


def _families(scene: Scene, who: Person) -> str:
    both = who.mother and scene.rng.random() < 0.6
    return f"{who.family} {who.mother}" if both else who.family


def _whole(scene: Scene, who: Person) -> str:
    middle = ""
    chance = scene.rng.random()
    if who.second and chance < 0.7:
        middle = f" {who.second}"
    elif not scene.spoken and chance > 0.93:
        middle = f" {plain(who.family)[0]}."
    return f"{who.given}{middle} {_families(scene, who)}"


def full(scene: Scene, number: int) -> list[Piece]:
    """Return a whole name."""
    return [Piece(_whole(scene, scene.person(number)), _kind(number))]


def first(scene: Scene, number: int) -> list[Piece]:
    """Return a given name."""
    return [Piece(scene.person(number).given, _kind(number))]


def last(scene: Scene, number: int) -> list[Piece]:
    """Return a family name."""
    return [Piece(scene.person(number).family, _kind(number))]


def lastfirst(scene: Scene, number: int) -> list[Piece]:
    """Return a name turned round, with the comma as neutral ground."""
    who = scene.person(number)
    given = f"{who.given} {who.second}".strip()
    return [Piece(_families(scene, who), _kind(number)), Piece(", "), Piece(given, _kind(number))]


def provider_last(scene: Scene, _number: int) -> list[Piece]:
    """Return a provider's family name."""
    return last(scene, PROVIDER)


def provider_first(scene: Scene, _number: int) -> list[Piece]:
    """Return a provider's given name."""
    return first(scene, PROVIDER)


def provider_full(scene: Scene, _number: int) -> list[Piece]:
    """Return a provider's name with a title before or after, which is neutral."""
    who = scene.person(PROVIDER)
    name = Piece(f"{who.given} {who.family}", "PROVIDER")
    chance = scene.rng.random()
    if chance < 0.3:
        return [name]
    if chance < 0.75 or scene.spoken:
        title = {"en": "Dr. ", "es": scene.rng.choice(("Dr. ", "Dra. "))}[scene.lang]
        return [Piece("doctor " if scene.spoken else title), name]
    return [name, Piece(", "), Piece(scene.rng.choice(("MD", "NP", "PA-C", "DO", "RN", "PT", "LCSW")), "neutral")]


def _spelled(scene: Scene, name: str) -> list[Piece]:
    letters = [each.lower() for each in name if each.isalpha()]
    if scene.style not in {"dictated", "voicemail"}:
        mark = scene.rng.choice(("-", " ", "-", "."))
        return [Piece(mark.join(letters).upper(), "SPELLED")]
    plain_letters = [plain(each) if each != "ñ" else "n" for each in letters]
    if scene.lang == "es" and scene.rng.random() < 0.5:
        return [Piece(" ".join(say.LETTERS_ES.get(each, each) for each in letters), "SPELLED")]
    if scene.rng.random() < 0.65:
        return [Piece(" ".join(plain_letters), "SPELLED")]
    pieces: list[Piece] = []
    for letter in plain_letters:
        pieces.append(Piece(f"{letter}", "SPELLED"))
        if scene.rng.random() < 0.5:
            link = "as in" if scene.lang == "en" else "de"
            pieces += [Piece(" "), Piece(f"{link} {say.letter_of(letter, scene.lang)}", "neutral")]
        pieces.append(Piece(" "))
    return pieces[:-1]


def spell_last(scene: Scene, number: int) -> list[Piece]:
    """Return a family name spelled out; "as in mary" between the letters is neutral."""
    return _spelled(scene, scene.person(number).family)


def spell_first(scene: Scene, number: int) -> list[Piece]:
    """Return a given name spelled out."""
    return _spelled(scene, scene.person(number).given)


def hl7name(scene: Scene, number: int) -> list[Piece]:
    """Return a name as HL7's XPN: family^given."""
    who = scene.person(number)
    return [Piece(who.family.upper(), _kind(number)), Piece("^"), Piece(who.given.upper(), _kind(number))]


def initials(scene: Scene, number: int) -> list[Piece]:
    """Return somebody's initials: neutral."""
    who = scene.person(number + 3)
    return [Piece(plain(who.given[0] + who.family[0]), "neutral")]


def employer(scene: Scene, number: int) -> list[Piece]:
    """Return an employer: 45 CFR 164.514(b)(2)(i)(A) counts names of employers."""
    if scene.rng.random() < 0.3:
        return [Piece(scene.word("employer_known"), "EMPLOYER")]
    family = scene.person(number + 5).family
    return [Piece(f"{family} {scene.word('employer_kind')}", "EMPLOYER")]
