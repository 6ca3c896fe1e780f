"""The forms of a street address: regular expressions over the letters of the parts (see `parts`)."""

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from services.gateway.redaction.places.lexicon import lexicon
from services.gateway.redaction.places.parts import Part
from services.gateway.redaction.places.vocabulary import NOUNS

#: A house number: 12, 12B, 12-34, "fourteen twenty five".
_HOUSE: Final = r"(?:[NZ](?:[-/][NL])?L?|n{1,6}L?)"
_NAME: Final = "[wWoLDBkKpQR]"
_UNIT: Final = r"(?:[U#]\.?[U#]?\.?(?:[NZLo]|n{1,3})(?:-?[NL])?)"


class Form(NamedTuple):
    """One form of a street address.

    Attributes:
        pattern: It, over letters.
        weak: Whether its kind of street is also another word, so that what follows decides.
    """

    pattern: "re.Pattern[str]"
    weak: bool = False


_SIGN: Final = r"(?:[,]?(?:#\.?){1,2})"
#: The forms that say "address" by themselves.
_FORMS: Final = (
    # 1425 North Maple Avenue; 350 5th Ave; 12 Park Avenue North; 123 Avenue B
    Form(
        re.compile(
            rf"{_HOUSE}[NZ]?[,]?(?:D\.?)*(?:[wWoLDBkKAsSpPRjn]\.?-?){{1,5}}?S\.?(?:(?:D(?![wW])|"
            rf"[NLo](?![,.]?[NZ]))\.?)?"
        )
    ),
    Form(re.compile(rf"{_HOUSE}[,]?D?\.?S(?:L|[No]|n(?!n))")),
    Form(
        re.compile(rf"{_HOUSE}[,]?(?:D\.?)*(?:[wWoLDBkKAsS]\.?-?){{1,4}}?[sP](?![A-Za-z#])\.?(?:D(?![wW])\.?)?"),
        weak=True,
    ),
    Form(re.compile(rf"{_HOUSE}[,]?(?:D\.?)*(?:[wWoLDBkKAsS]\.?-?){{1,4}}?[sP]\.?(?:D(?![wW])\.?)?"), weak=True),
    # 1500 Broadway; 45 County Road 12; 1200 FM 1960; rural route 2 box 15
    Form(re.compile(rf"{_HOUSE}[,]?D?\.?B")),
    Form(re.compile(rf"{_HOUSE}[,]?[DAwW]{{0,2}}\.?[RSw]?[RS]-?(?:[NZ]|n{{1,3}})D?")),
    # 12 rue de la Paix; 772 ul. Narewska 94; 9 Avenida de Mayo
    Form(re.compile(rf"{_HOUSE}(?:bis|[,])?P\.?j{{0,3}}(?:[wWKLAs]\.?-?j{{0,2}}){{1,4}}(?:[NZ]L?)?")),
    Form(re.compile(rf"{_HOUSE}[,]?p\.?j{{0,3}}(?:[WKA]\.?-?j{{0,2}}){{1,4}}(?:[NZ]L?)?")),
    # calle 5 de mayo número 34; carrera 7 # 45-10; calle siete número cuarenta y cinco diez
    Form(
        re.compile(
            rf"[Pp]\.?/?j{{0,3}}(?:[wWNZnoLDAspkKPQB]\.?j{{0,3}}){{1,6}}?{_SIGN}{_HOUSE}(?:[-wj]?(?:[NZ]|n{{1,2}}))?"
        )
    ),
    Form(re.compile(rf"P\.?/?j{{0,3}}(?:[wWoLDAspkK]\.?j{{0,3}}){{1,5}}?,?{_HOUSE}(?:-[NZ])?")),
    Form(re.compile(r"P\.?/?(?:[NZ]L?|n{1,2}|o)(?:D|-[NZ])?(?![w%])")),
    Form(re.compile(r"[pL]\.?/?j{0,3}(?:W\.?j{0,3}){1,5}?,?[NZ]L?")),
    Form(re.compile(r"P\.?/?j{0,3}(?:W\.?j{0,3}W?){1,3}")),
    # Hauptstrasse 12; 6108 Friedhofstrasse 33; Erzsébet tér 19
    Form(re.compile(r"(?:[NZ][NZ]?[wW]{0,2}|[wW]{0,1})K\.?(?:[NZ]L?)")),
    Form(re.compile(r"[NZ]{1,2}[wW]{0,2}K")),
    Form(re.compile(r"[NZ]{0,2}[wWLs]{1,3}[ksj]\.?[NZ]L?(?=[.,|~]|$|[U#])")),
    # number, name, unit: 9448 Iroon Polytechniou 3, Apt. 683
    Form(re.compile(r"[NZ]{1,2}(?:[wWDLjsk]\.?){1,5}(?:[NZ]L?)?[,|~]{0,3}(?=U\.?[NZL])")),
    # 4923 Parmova 109: two numbers round a name
    Form(re.compile(r"[NZ]{1,2}W{1,3}\.?(?:[NZ]L?)(?=[.,|~]|$|U)")),
    # Blvd. Díaz Ordaz 123
    Form(re.compile(r"S\.?j{0,3}(?:W\.?j{0,3}){1,4},?[NZ]L?(?=[.,|~]|$|U)")),
    # mz 4 lote 12; Carretera Nacional km 12; Colonia Roma
    Form(re.compile(r"(?:U\.?#?[NZ]L?,?){2,}")),
    Form(re.compile(r"P\.?j?[wWAD]{0,4}R\.?(?:[NZ]|n{1,3})")),
    Form(re.compile(r"Q\.?(?:j{0,2}W){1,4}")),
    # 5th and Main, Maple St & 5th Ave
    Form(re.compile(r"(?:D?(?:o|[wW]{1,2})[Ss])(?:&|x|j)(?:D?(?:o|[wW]{1,2})[Ss])")),
    Form(re.compile(r"o[Ss]?(?:&|x)[W][Ss]?")),
)
#: Street names without a number: only behind "on", "corner of", "vivo en".
_NAMED: Final = re.compile(r"(?:D?\.?(?:[wWoBDLA]\.?){1,3}?[Ss](?![wWK])D?|B|[RS][NZ])")
_CROSSED: Final = re.compile(
    r"N?(?:(?:[WLKDPpksSN]\.?j{0,2}){1,5}?|D?(?:o|n|[wWB]{1,2}?)[Ss]?)(?:&|x|"
    r"j)(?:(?:[WLKDPpksSN]\.?j{0,2}){1,5}|D?(?:o|n|P?j{0,2}[wWB]{1,2})[Ss]?)"
)
_CROSSED_SPANISH: Final = re.compile(r"(?:P\.?j{0,2})?(?:[oNn]|[wWA]{1,2}?)[xj](?:P\.?j{0,2})?(?:[oNn]|[wWA]{1,2})")
_CALLE: Final = re.compile(r"P\.?j{0,3}[wW](?:j{0,2}W)?|Q\.?j{0,2}[wW](?:j{0,2}[wW])?")
#: A stretch behind "my address is": number and words.
_TOLD: Final = re.compile(rf"{_HOUSE}(?:[NZ])?,?(?:D\.?)?(?:[wWoLDsSpPkKBAQj]\.?-?){{1,5}}(?:[NZ]L?(?![A-Za-z]))?")
_NAMED_THERE: Final = re.compile(
    r"(?<!\w)(?:(?:live[sd]?|living|stay(?:ing)?|reside[sd]?|house is|home is|corner|located|office|"
    r"drops you off)\s(?:on|at|off|off of|"
    r"of)|over on|down on|off of|on|at)\s(?:the\s)?$"
)
_CORNER: Final = re.compile(
    r"(?<!\w)(?:(?:corner|intersection)\s(?:of|at)|esquina(?:\s(?:de|con))?|cruce\s(?:de|con)|entre|"
    r"lives? (?:at|on|near|by))"
    r"\s(?:the\s|la\s|las\s)?$"
)
_LIVES: Final = re.compile(
    r"(?<!\w)(?:vivo|vive|vivimos|viven|domicilio|direccion|casa)[^.\n]{0,10}\s(?:en|es|esta en|sobre)\s(?:la\s)?$"
)
_TOLD_THERE: Final = re.compile(
    r"(?<!\w)(?:(?<!email )(?<!mail )(?<!ip )address|domicilio|direccion|"
    r"residence)(?:\sof\s\S{1,30})?\s?(?:(?:on file|actual|now|"
    r"postal|particular|nueva)\s)?(?:is|was|es|:|to|with|-|=)?[\s:]{1,3}$|(?<!\w)(?:lives?|living|located|"
    r"reside[sd]?|meet me|restaurant is|office is|clinic is|drops? (?:you|me|him|her) off|pick (?:me|him|her) up|"
    r"delivered?|mailed|sent|shipped|moved|taxi|ride|return|letter arrived)\s(?:at|to)\s$"
)


class Stretch(NamedTuple):
    """A stretch of the parts that is an address: indexes of its first part and after its last."""

    start: int
    end: int


def streets(text: str, parts: Sequence[Part], letters: str, *, asked: bool) -> Iterator[Stretch]:
    """Yield the street addresses of a text; they may overlap."""
    for form in _FORMS:
        for found in form.pattern.finditer(letters):
            if not form.weak or _is_street(parts, letters, found):
                yield _stretch(letters, found)
    yield from _after(text, parts, letters, (_NAMED_THERE, (_NAMED,)), strong=True)
    yield from _after(text, parts, letters, (_CORNER, (_CROSSED, _CROSSED_SPANISH)), strong=False)
    yield from _after(text, parts, letters, (_LIVES, (_CALLE,)), strong=False)
    yield from _after(text, parts, letters, (_TOLD_THERE, (_TOLD,)), strong=False)
    if asked:
        told = _TOLD.match(letters, len(letters) - len(letters.lstrip("x,~")))
        if told:
            yield _stretch(letters, told)


def _stretch(letters: str, found: "re.Match[str]") -> Stretch:
    """Return a find as a stretch, without the marks at its end."""
    start, end = found.span()
    # Some countries write the postal code or a parcel number before the house number.
    first = start - 1 if letters[start - 1 : start] in {"N", "Z"} and start else start
    return Stretch(first, start + len(letters[start:end].rstrip(".,|~-")))


def _is_street(parts: Sequence[Part], letters: str, found: "re.Match[str]") -> bool:
    """Return whether "way", "dr" or "park" is a kind of street here: what follows, and the house number, decide."""
    start, end = found.span()
    if letters[end : end + 1] in {"w", "W", "L", "K"} and letters[end - 1] != ".":
        city = lexicon().at([part.text for part in parts[end : end + 5]], 0)
        return city is not None and end + city[0] < len(letters) and letters[end + city[0]] in "AnxZ,"
    inside = parts[start:end]
    if not any(part.text in NOUNS for part in inside[-2:]):
        return True
    return (
        "W" in found[0] or (len(parts[start].text) > 2 and letters[start] in "NZ") or letters[start : start + 2] == "nn"  # noqa: PLR2004
    )


def _after(
    text: str,
    parts: Sequence[Part],
    letters: str,
    forms: tuple["re.Pattern[str]", tuple["re.Pattern[str]", ...]],
    *,
    strong: bool,
) -> Iterator[Stretch]:
    """Yield the forms that stand right behind certain words.

    Args:
        text: The folded text.
        parts: Its parts.
        letters: Their letters.
        forms: What must stand before, and the forms.
        strong: Whether the kind of street has to be one that is no other word, or its name in capitals.
    """
    before, patterns = forms
    for at, part in enumerate(parts):
        if part.letter in ",.~|-" or not before.search(text, max(0, part.start - 40), part.start):
            continue
        for pattern in patterns:
            found = pattern.match(letters, at)
            if found and not (strong and "s" in found[0][-2:] and "W" not in found[0]):
                yield _stretch(letters, found)
