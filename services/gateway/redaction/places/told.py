"""Street addresses that the words before them tell: "on Maple Street", "corner of 5th and Main", "my address is"."""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Final, NamedTuple

from services.gateway.redaction.places.forms import HOUSE
from services.gateway.redaction.places.parts import Part, Parts
from services.gateway.redaction.word_list import word_set

#: Kinds of street that count in small letters too, though they are other words.
_COMMON: Final = word_set("way st drive dr court ct circle cir place pl terrace ter trail trl cove loop")
_SPANISH: Final = word_set("calle callejon avenida av avda bulevar boulevard blvd calzada calz jiron prolongacion")
_NAMED: Final = re.compile(r"(?:j?D?\.?j?(?:[wWoBDLAspkKSPR]\.?){1,4}(?:S|s(?![LK]))D?|B|[RS][NZ])")
_CROSSED: Final = re.compile(
    r"N?(?:(?:[WLKDPpksSN]\.?j{0,2}){1,5}?|D?(?:o|n|[wWB]{1,2}?)[Ss]?)(?:&|\+)"
    r"(?:(?:[WLKDPpksSN]\.?j{0,2}){1,5}|D?(?:o|n|P?j{0,2}[wWB]{1,2})[Ss]?)"
)
_CROSSED_SPANISH: Final = re.compile(r"(?:P\.?j{0,2})?(?:[oNn]|[wWA]{1,2}?)\+(?:P\.?j{0,2})?(?:[oNn]|[wWA]{1,2})")
_CALLE: Final = re.compile(r"P\.?j{0,3}(?:[wWonA]{1,3}(?=[xj,.|~A+!]|$)|W(?:j{0,2}W)?|[wo](?:j{0,2}w)?)")
_QUARTER: Final = re.compile(r"Q\.?j{0,2}[wW](?:j{0,2}[wW])?")
_TOLD: Final = re.compile(rf"{HOUSE}(?:[NZ])?,?(?:D\.?)?(?:[wWoLDsSpPkKBAQj]\.?-?){{1,5}}(?:[NZ]L?(?![A-Za-z]))?")
_FIELD: Final = re.compile(r"(?:[wWoLDNZnBpj]\.?){0,6}(?:[SsKkP])(?:\.?[wWoLDNZnj]){0,4}(?=[,|~A]|$)")


class Rule(NamedTuple):
    """What may stand behind certain words.

    Attributes:
        lasts: The last words before it.
        before: All words before it.
        patterns: What it is, over letters.
        holds: Whether the parts found are one.
    """

    lasts: frozenset[str]
    before: "re.Pattern[str]"
    patterns: Sequence["re.Pattern[str]"]
    holds: Callable[[Sequence[Part]], bool] = lambda _parts: True


def _crossing(parts: Sequence[Part]) -> bool:
    """Return whether "entre ... y ..." is of streets and not of two people or hours."""
    return len(parts) > 3 or any(part.letter in "SsPpNo" for part in parts)  # noqa: PLR2004


def _is_named(parts: Sequence[Part]) -> bool:
    """Return whether the kind of street is no other word, or the name has a capital."""
    if parts[0].text in {"la", "the", "los"}:
        return False
    suffix = parts[-1] if parts[-1].letter != "D" else parts[-2]
    if all(part.letter == "j" for part in parts[:-1]):
        return suffix.letter == "B" or parts[-1].letter in "NZ"
    return suffix.letter != "s" or suffix.text in _COMMON or any(part.letter == "W" for part in parts)


#: Behind a number that is an hour or a number of things: "drops me off at ten past nine".
_CLOCK: Final = word_set(
    "past to till til until after before sharp am pm a p o'clock or y en de por on in every each people"
)

_RULES: Final = (
    Rule(
        word_set("on at of off the la el en near by behind past sobre por across"),
        re.compile(
            r"(?<!\w)(?:(?:live[sd]?|living|stay(?:ing)?|reside[sd]?|house is|home is|corner|located|office|"
            r"off)\s(?:at|of)|"
            r"on|at|near|by|off|behind|past|across from|en|sobre|de la|por la|en la|de el|del|sobre la)\s(?:the\s)?$"
        ),
        (_NAMED,),
        _is_named,
    ),
    Rule(
        word_set("of at on near by the de con entre la las esquina cruce"),
        re.compile(
            r"(?<!\w)(?:(?:corner|intersection)\s(?:of|at)|esquina(?:\s(?:de|con))?|cruce\s(?:de|con)|"
            r"lives? (?:at|on|near|by))\s(?:the\s|la\s|las\s)?$"
        ),
        (_CROSSED, _CROSSED_SPANISH),
    ),
    Rule(
        word_set("entre la las"),
        re.compile(r"(?<!\w)entre\s(?:la\s|las\s)?$"),
        (_CROSSED, _CROSSED_SPANISH),
        _crossing,
    ),
    Rule(
        word_set("la el en es sobre de"),
        re.compile(
            r"(?<!\w)(?:vivo|vive|vivimos|viven|domicilio|direccion|casa)[^.\n]{0,10}\s(?:en|es|de)\s(?:la\s|el\s)?$"
        ),
        (_QUARTER,),
    ),
    Rule(
        word_set("at to is was es : with - = address domicilio direccion"),
        re.compile(
            r"(?<!\w)(?:(?<!email )(?<!mail )(?<!ip )address|domicilio|direccion|residence)(?:\sof\s\S{1,30})?\s?"
            r"(?:(?:on file|actual|now|postal|particular|nueva)\s)?(?:is|was|es|:|to|with|-|=)?[\s:]{1,3}$|"
            r"(?<!\w)(?:lives?|living|located|reside[sd]?|meet me|restaurant is|office is|clinic is|"
            r"drops? (?:you|me|him|her) off|pick (?:me|him|her) up|delivered?|mailed|sent|shipped|moved|taxi|"
            r"ride|return|"
            r"letter arrived)\s(?:at|to)\s$"
        ),
        (_TOLD,),
        lambda parts: len(parts) < 2 or parts[1].text not in _CLOCK,  # noqa: PLR2004
    ),
    Rule(
        frozenset({":"}),
        re.compile(r"(?<!\w)(?:calle|street|direccion|address|domicilio|vive en|lives at|lugar|residence)\s?:\s{0,3}$"),
        (_FIELD,),
    ),
)
#: Nothing begins with these, nor where there is nothing.
_MARKS: Final = frozenset(",.~|-") | {""}
_LASTS: Final = frozenset(word for rule in _RULES for word in rule.lasts)
_RULES_BEHIND: Final = {last: [rule for rule in _RULES if last in rule.lasts] for last in _LASTS}


def told(text: str, parts: Parts, *, asked: bool) -> Iterator[tuple[int, int]]:
    """Yield the stretches of the parts that are addresses by what stands before them."""
    letters = parts.letters
    for at in parts.among(_SPANISH):
        calle = _CALLE.match(letters, at)
        if calle and parts.texts[at + 1] != "y":
            yield calle.span()
    behind = [at + 1 for at in parts.among(_LASTS) if letters[at + 1 : at + 2] not in _MARKS]
    for at in behind:
        start = parts.starts[at]
        for rule in _RULES_BEHIND[parts.texts[at - 1]]:
            matches = list(_matches(rule, parts, letters, at))
            if matches and rule.before.search(text, max(0, start - 40), start):
                yield from matches
    answer = _TOLD.match(letters, len(letters) - len(letters.lstrip("x,~"))) if asked else None
    if answer:
        yield answer.span()


def _matches(rule: Rule, parts: Parts, letters: str, at: int) -> Iterator[tuple[int, int]]:
    for pattern in rule.patterns:
        found = pattern.match(letters, at)
        if found and rule.holds(parts[at : found.end()]):
            yield found.span()
