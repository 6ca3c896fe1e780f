"""Addresses and places smaller than a State, in American and Latin American forms; States and countries are neutral."""

from scripts.redaction.corpus import say
from scripts.redaction.corpus.lexicons import tables
from scripts.redaction.corpus.people import family_name
from scripts.redaction.corpus.pieces import Piece
from scripts.redaction.corpus.scene import Scene


def _said(scene: Scene, text: str) -> str:
    """Return an address with its numbers spoken: digit by digit or in pairs ("forty two eighteen")."""
    if not scene.spoken:
        return text
    words = (
        say.digits(word, scene.lang, scene.rng) if word.isdigit() else word for word in text.replace("#", "").split()
    )
    return " ".join(words).replace(".", "").replace(",", "").lower()


def _road(scene: Scene) -> str:
    """Return a street's name with its kind, sometimes a numbered or invented one."""
    table = tables("places")
    chance = scene.rng.random()
    if scene.lang == "es" and chance < 0.35:
        kind = scene.rng.choice(("Calle", "Avenida", "Av.", "Calle", "Callejón", "Boulevard"))
        return f"{kind} {scene.rng.choice(table['street_es'])}"
    if chance < 0.45:
        number = scene.rng.randint(1, 99)
        ending = "th" if number in {11, 12, 13} else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
        if not scene.spoken:
            return f"{scene.rng.choice(('', 'W ', 'East ', 'N. '))}{number}{ending} {scene.rng.choice(table['suffix'])}"
    base = family_name(scene.rng, scene.part, spanish=False) if chance > 0.85 else scene.rng.choice(table["street"])
    direction = scene.rng.choice(("", "", "", "", "N ", "South ", "E. ", "West "))
    suffix = scene.rng.choice(table["suffix"])
    if scene.spoken:
        suffix = {
            "St": "street",
            "Ave": "avenue",
            "Rd": "road",
            "Dr": "drive",
            "Ln": "lane",
            "Blvd": "boulevard",
            "Ct": "court",
            "Cir": "circle",
            "Pl": "place",
            "Ter": "terrace",
            "Pkwy": "parkway",
            "Hwy": "highway",
        }.get(suffix, suffix)
        direction = {"N ": "north ", "E. ": "east "}.get(direction, direction)
    return f"{direction}{base} {suffix}"


def streetname(scene: Scene, _number: int) -> list[Piece]:
    """Return a street without a house number."""
    return [Piece(_said(scene, _road(scene)), "STREET")]


def _street(scene: Scene) -> str:
    house = str(scene.rng.choice((scene.rng.randint(1, 999), scene.rng.randint(1000, 19999))))
    road = _road(scene)
    latin = road.split()[0] in {"Calle", "Avenida", "Av.", "Callejón", "Boulevard"}
    line = f"{road} {scene.rng.choice(('', '#', 'número '))}{house}" if latin else f"{house} {road}"
    if scene.rng.random() < 0.3:
        kind = scene.rng.choice(
            ("Apt", "apartamento", "Apto.") if scene.lang == "es" else ("Apt", "Apt.", "Unit", "#", "apartment")
        )
        unit = f"{scene.rng.randint(1, 40)}{scene.rng.choice(('', '', 'B', 'C'))}"
        line += f"{scene.rng.choice((' ', ', '))}{kind}{'' if kind == '#' else ' '}{unit}"
    return line


def street(scene: Scene, number: int) -> list[Piece]:
    """Return house number, street and perhaps a unit."""
    return [Piece(_said(scene, scene.once(f"street{number}", _street(scene))), "STREET")]


def _city(scene: Scene) -> str:
    if scene.rng.random() < 0.08:
        stem = family_name(scene.rng, scene.part, spanish=False)
        return f"{stem}{scene.rng.choice(('ville', ' Springs', ' City', 'ton', ' Falls'))}"
    table = tables("places")
    return scene.rng.choice(table["city_es"] if scene.lang == "es" and scene.rng.random() < 0.6 else table["city"])


def city(scene: Scene, _number: int) -> list[Piece]:
    """Return a city."""
    return [Piece(_city(scene), "CITY")]


def county(scene: Scene, _number: int) -> list[Piece]:
    """Return a county's name; the word County after it is neutral."""
    name = Piece(scene.word("county", shared=True), "COUNTY")
    return [name] if scene.lang == "es" else [name, Piece(" "), Piece("County", "neutral")]


def hood(scene: Scene, _number: int) -> list[Piece]:
    """Return a neighbourhood."""
    return [Piece(scene.word("hood", shared=True), "NEIGHBORHOOD")]


def state(scene: Scene, _number: int) -> list[Piece]:
    """Return a State: no identifier."""
    return [Piece(scene.word("state", shared=True))]


def state2(scene: Scene, _number: int) -> list[Piece]:
    """Return a State inside an address: neutral."""
    return [Piece(scene.word("state2", shared=True), "neutral")]


def country(scene: Scene, _number: int) -> list[Piece]:
    """Return a country: no identifier."""
    return [Piece(scene.word("country", shared=True))]


def _zip(scene: Scene) -> str:
    code = f"{scene.rng.randint(501, 99950):05d}"
    return f"{code}-{scene.rng.randint(1000, 9999)}" if scene.rng.random() < 0.1 else code


def zip_code(scene: Scene, _number: int) -> list[Piece]:
    """Return a postal code."""
    return scene.code(_zip(scene), "ZIP")


def zip_w(scene: Scene, _number: int) -> list[Piece]:
    """Return a postal code in figures."""
    return [Piece(_zip(scene), "ZIP")]


def cityline(scene: Scene, number: int) -> list[Piece]:
    """Return city, State and postal code."""
    comma = Piece(" " if scene.spoken else scene.rng.choice((", ", ", ", " ")))
    return [*city(scene, number), comma, *state2(scene, number), Piece(" "), *zip_code(scene, number)]


def address(scene: Scene, number: int) -> list[Piece]:
    """Return a whole address, sometimes without its end."""
    pieces = [*street(scene, number), Piece(" " if scene.spoken else ", ")]
    return [*pieces, *(city(scene, number) if scene.rng.random() < 0.25 else cityline(scene, number))]


def pobox(scene: Scene, _number: int) -> list[Piece]:
    """Return a post office box."""
    box = str(scene.rng.randint(10, 9999))
    name = scene.rng.choice(("PO Box", "P.O. Box", "po box", "Apartado" if scene.lang == "es" else "Post Office Box"))
    return [Piece(f"{name} {say.digits(box, scene.lang, scene.rng) if scene.spoken else box}", "PO_BOX")]


def esaddress(scene: Scene, _number: int) -> list[Piece]:
    """Return an address as written in Mexico or Puerto Rico."""
    table = tables("places")
    road = f"{scene.rng.choice(('Calle', 'Av.', 'Avenida'))} {scene.rng.choice(table['street_es'])}"
    house = f"{road} {scene.rng.choice(('', 'No. ', '#'))}{scene.rng.randint(1, 900)}"
    district = f"{scene.rng.choice(('Col.', 'Urb.', 'colonia', 'Barrio'))} {scene.rng.choice(table['hood_es'])}"
    comma = Piece(" " if scene.spoken else ", ")
    city_piece = Piece(scene.rng.choice(table["city_es"]), "CITY")
    return [
        Piece(_said(scene, house), "STREET"),
        comma,
        Piece(_said(scene, district), "NEIGHBORHOOD"),
        comma,
        city_piece,
    ]


def hl7addr(scene: Scene, number: int) -> list[Piece]:
    """Return an address as HL7's XAD."""
    gap, tail = Piece("^^"), Piece("^")
    return [
        *street(scene, number),
        gap,
        *city(scene, number),
        tail,
        *state2(scene, number),
        tail,
        *zip_w(scene, number),
    ]


def aptno(scene: Scene, _number: int) -> list[Piece]:
    """Return a unit's number."""
    value = str(scene.rng.randint(1, 420))
    return [Piece(say.digits(value, scene.lang, scene.rng) if scene.spoken else value, "STREET")]
