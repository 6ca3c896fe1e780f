"""Symbols made ready for the grammar: fillers dropped, known names found, choices and "move ... to" marked."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any, Final

from services.dialogue.understanding.grammar.cascade import Match, Rule, Symbol, apply_rules, rule
from services.dialogue.understanding.grammar.scene import Scene
from services.dialogue.understanding.model import Asked, TurnContext
from services.dialogue.understanding.place_names import RULES as PLACES
from services.dialogue.understanding.surnames_said import RULES as SURNAMED
from services.dialogue.understanding.words.common_words import ENGLISH, SPANISH
from services.dialogue.understanding.words.names import NAMES
from services.dialogue.understanding.words.tokens import fold
from services.dialogue.understanding.words.word_set import word_set

_MOVES: Final = frozenset({"MOVE", "MOVEUP", "MOVEBACK"})
#: What can start a part of time after "to" or "for".
_STARTS: Final = word_set(
    """
    PROV
    WD WDS NEXT THIS THE EL LA LAS LOS NUM ORD NDATE ISO REL MANANA MON MAY AFTER BEFORE BETWEEN
    PART TARDE AROUND EARLY LATE ANY A UN COMING CLOCK NOON THAT SAME LATERIN WEEKEND WEEKDAYS UNIT
    HOLIDAY SOMETIME TONIGHT HALF QUARTER FOLLOWING MID ENDOF SAMETIME ANYTIME EARLIER LATER SOONEST
    IN ONE FROM STARTING LAST AVAIL TAKE OTHERONE AT EXCEPT ANYPROV WEEKENDS MIDWEEK
    """
)
_LONGEST_CHOICE: Final = 6


def _choice(match: Match, _scene: Scene) -> int | None:
    """Read "the second one", "option 2", "la última"."""
    if match.has("LAST"):
        return -1
    value = match.get("ORD", "NUM", "LETTER")
    if value is None:
        value = match.get("ONE", "UN")
    return int(value) if 1 <= value <= _LONGEST_CHOICE else None


def _when_choosing(match: Match, scene: Scene) -> int | None:
    """Read a bare ordinal or number as a choice, only when there is something to choose from."""
    return _choice(match, scene) if scene.asked in {Asked.OFFER, Asked.WHICH_APPOINTMENT} else None


_NOT_DATE: Final = "(?!OF|MON|MAY|UNIT|AMPM|OCLOCK|WD|NUM|TO|DASH|HALF|COLON|PART|AND (HALF|QUARTER|NUM)|MENOS|OR NUM)"

CHOICES: Final[tuple[Rule, ...]] = (
    rule("WDS(?=(APPT|VISIT|ONE))", "WD", lambda m, _s: m.get("WDS")),
    rule(
        "(?<!(MON|MAY))(THE|LA|EL)? (?<!MON THE)(ORD|LAST) (ONE|OPTION|APPT)(?!OF NEXT|OF (THE|EL)? (MON|UNIT))",
        "CHOICE",
        _choice,
    ),
    rule("(THE|LA|EL)? OPTION (NUM|ORD|ONE|UN)", "CHOICE", _choice),
    rule(
        f"(?<!(WD|MON|ON|AT|LAS|BEFORE|AFTER|UNTIL|BY|OF|DIA|FROM|BETWEEN|THE|LA|EL))"
        f"(THE|LA|EL)? (ORD|LAST){_NOT_DATE}",
        "CHOICE",
        _when_choosing,
    ),
    rule(
        "(?<!(WD|MON|ON|AT|LAS|BEFORE|AFTER|UNTIL|BY|OF|DIA|FROM|BETWEEN|AROUND|TO|DASH|NUM|IN|UNIT"
        "|COLON|INSTEAD|EXCEPT))(THE|LA|EL)? NUM(?=(END|STOP|COMMA|ONE|YES|Q|THANKS))(?!ONE END ONE)",
        "CHOICE",
        lambda m, s: _when_choosing(m, s) if not (m.has("LA") and m.get("NUM") == 1) else None,
    ),
    rule("^LA ORD(?=(END|STOP))", "CHOICE", _choice),
    rule("^ONE(?=END)", "CHOICE", _when_choosing),
    rule(
        "(THE|LA|EL)? (NEXT|EARLIER|COMING) (ONE|(?=END))",
        "CHOICE",
        lambda _m, s: 1 if s.asked is Asked.WHICH_APPOINTMENT else None,
    ),
    rule(
        "(?<!(OF|TO|AROUND|AFTER|BEFORE))(LAS|LOS) NUM(?=(END|STOP|COMMA|LA OF|EL OF|CANCEL|MOVE|APPT))",
        "ALLOF",
        lambda m, s: (s.asked is Asked.WHICH_APPOINTMENT and m.get("NUM") <= _LONGEST_CHOICE) or None,
    ),
)


def prepare(symbols: list[Symbol], scene: Scene, context: TurnContext) -> list[Symbol]:
    """Return the symbols ready for the grammar."""
    named = _known_names(symbols, context)
    named = apply_rules(named, PROVIDERS, scene)
    unknown = any(symbol.cat == "X" for symbol in named)
    kept = [symbol for symbol in named if symbol.cat != "FILL" and not (unknown and _is_weak_yes(symbol))]
    return _mark_destination(_mark_exceptions(apply_rules(kept, CHOICES, scene)))


#: Words that say yes on their own, and something else in a sentence.
_WEAK_YES: Final = word_set(
    "va sale s eso cierto seguro true right bet ready continue works puedo podria cool super bien"
)


def _is_weak_yes(symbol: Symbol) -> bool:
    """Tell whether a yes is one only when it stands alone."""
    return symbol.cat in {"YES", "WORKS"} and symbol.word in _WEAK_YES


#: Categories that are never a surname behind "Dr".
_NO_SURNAME: Final = word_set(
    """
    END STOP COMMA Q AND OR BUT ON AT IN OF FOR TO WITH WD WDS REL NOT NO APPT AVAIL MOVE
    CANCEL NEED A UN THE EL LA NUM INSTEAD NEXT THIS FILL BOOK CANT HAVEAPPT WE IS DRTITLE VISIT PART TARDE MANANA
    PLACEW
    """
)


#: What a doctor does: no surname.
_DOES: Final = word_set(
    "gets got says said say wants wanted told tells asked asks needs needed thinks thought recommended recommends"
    " prescribed ordered orders called calls comes came sees saw retired moved leaves left who that whose which told"
    " gave gives put suggested suggests mentioned referred explained works worked here there back again today please"
    " prefers likes has is was would could will recommends does did knows can should hates chooses decides picks"
    " leaving retiring moving going seeing asking calling telling working quitting recommending saying running"
    " about because before after since when where what why how also still anymore soon first though thanks thank"
    " puedo puede podria podra pueda"
    " dice dijo quiere pidio mando receto recomendo que quien cual ya hoy aqui"
    " vino viene llega llego trabaja trabajan regreso esta estara estan atiende atendio vera vio pidio hizo sigue mujer"
    " esa ese esos esas aquella aquel mejor preferible preferiblemente preferentemente porfa porfis nada"
    " nomas igual tambien otra vez ni si no es"
    " hombre nueva nuevo joven siempre todavia tambien mismo misma sale salio llamo dejo tiene tenia recibe consulta"
)


def _surname(match: Match, _scene: Scene) -> str | None:
    """Read "Dr. Park", "la doctora Ruiz": the word behind the title, whatever else it may mean."""
    title, name = match.symbols[0], match.symbols[-1]
    if title.cat in {"VISIT", "BOOKAPPT"} and not title.word.endswith(("doctor", "doctora", "dr", "dra")):
        return None
    fits = name.cat not in _NO_SURNAME and name.word.isalpha() and name.word not in _DOES
    unknown = name.cat == "X" and name.word not in ENGLISH | SPANISH
    named = title.cat == "DRTITLE" or unknown or name.word in NAMES
    return name.word if fits and named else None


def _seeing(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "quiero ver al doctor Peralta" as a visit that is wished, and with whom."""
    title, *stop, name = match.symbols[-2:] if match.symbols[-2].cat != "STOP" else match.symbols[-3:]
    who = _surname(Match([title, name]), scene)
    if who is None or scene.asked not in {None, Asked.WHAT}:
        return None
    return [*match.symbols[: -2 - len(stop)], title, Symbol("PROV", who, name.first, name.last)]


def _known_names(symbols: Sequence[Symbol], context: TurnContext) -> list[Symbol]:
    """Replace unknown words that are part of a known provider's or place's name."""
    names = _name_words(context)
    if not names:
        return list(symbols)
    found: list[Symbol] = []
    for symbol in symbols:
        hit = names.get(symbol.word) if symbol.cat in {"X", "MON", "MAY"} else None
        if hit is None:
            found.append(symbol)
        elif found and found[-1].cat == hit[0] and found[-1].value == hit[1]:
            found[-1].last = symbol.last
        else:
            while found and found[-1].cat == "DRTITLE":
                found.pop()
            found.append(Symbol(hit[0], hit[1], symbol.first, symbol.last, symbol.word))
    return found


#: Parts of names that tell nobody apart.
_TITLES: Final = word_set(
    """
    dr dra doctor doctora md do dds rn np pa phd the of clinic clinica office center centro st de la
    el and
    """
)


PROVIDERS: Final[tuple[Rule, ...]] = (
    rule("(NEXT|FOLLOWING|COMING)(?=(APPT|VISIT))", "SKIP", lambda _m, _s: True),
    rule(
        "^((?!(POSS|HAVEAPPT|MOVE|MOVEUP|MOVEBACK|CANCEL|APPT|BUT|NOT|NO|INSTEADADV)).)*NEED BOOKAPPT STOP? ."
        "(?!.*INSTEAD)",
        "BOOKAPPT",
        _seeing,
    ),
    rule("(DRTITLE|VISIT|BOOKAPPT) STOP? .", "PROV", _surname),
    *SURNAMED,
    *PLACES,
)


def _name_words(context: TurnContext) -> dict[str, tuple[str, Any]]:
    """Return each telling word of the known names with its category and full name; words of two names tell nothing."""
    words: dict[str, tuple[str, Any]] = {}
    shared: set[str] = set()
    for cat, names in (("PROV", context.providers), ("PLACE", context.places)):
        for name in names:
            for word in fold(name).replace(".", " ").replace(",", " ").replace("'", "").split():
                if word in _TITLES:
                    continue
                if word in words and words[word] != (cat, name):
                    shared.add(word)
                words[word] = (cat, name)
    return {word: hit for word, hit in words.items() if word not in shared}


def _mark_exceptions(symbols: list[Symbol]) -> list[Symbol]:
    """Turn the "but" of "any afternoon next week but Thursday" into an exception."""
    universal = False
    for at, symbol in enumerate(symbols[:-1]):
        universal = (universal or symbol.cat in {"ANY", "ANYTIME"}) and symbol.cat not in {"STOP", "Q"}
        rest = {later.cat for later in symbols[at + 1 :]}
        if (
            symbol.cat == "BUT"
            and symbol.word != "pero"
            and universal
            and symbols[at + 1].cat in _DAYS_NEXT
            and not rest & {"WORKS", "BAD", "CANT", "AVAIL"}
        ):
            symbols[at] = Symbol("EXCEPT", None, symbol.first, symbol.last, symbol.word)
    return symbols


_DAYS_NEXT: Final = frozenset(
    {"WD", "WDS", "THE", "EL", "LOS", "ON", "NEXT", "THIS", "REL", "MANANA", "NOT", "HOLIDAY"}
)
_DAYLIKE: Final = frozenset({"WD", "NUM", "ORD", "REL", "MANANA", "MON", "NDATE", "QUEVIENE"})


def _destination_follows(symbols: Sequence[Symbol], at: int) -> bool:
    """Tell whether a "to" or "for" with a part of time follows in the clause."""
    for symbol, following in pairwise(symbols[at + 1 :]):
        if symbol.cat in {"STOP", "Q", "BUT"}:
            return False
        if symbol.cat in {"TO", "FOR"} and following.cat in _STARTS:
            return True
    return False


def _leads_on(symbols: Sequence[Symbol], at: int) -> bool:
    """Tell whether "to", "for" or "por una" leads to the new time."""
    following = symbols[at + 1].cat
    if symbols[at].cat == "POR":
        return following == "UN"
    return symbols[at].cat in {"TO", "FOR"} and following in _STARTS


def _hour_follows(symbols: Sequence[Symbol], at: int) -> bool:
    """Tell whether "a las" or "a la" with a number follows: an hour, not "a la semana"."""
    following = [symbol.cat for symbol in symbols[at + 1 : at + 3]]
    return following[:1] == ["LAS"] or following in (["LA", "UN"], ["LA", "NUM"])


def _is_time_of_day(symbols: Sequence[Symbol], at: int) -> bool:
    """Tell whether "a las 9" behind a day is its time, not the new time: "la cita del lunes a las 9 para el martes"."""
    return symbols[at - 1].cat in _DAYLIKE and (symbols[at - 1].cat != "NUM" or symbols[at - 2].cat in {"EL", "WD"})


#: Behind these stands a reason, whose "to" leads nowhere: "because I'm away from the 10th to the 20th".
_BECAUSE: Final = word_set("porque because cuz cause pq xq")


def _names_standing(symbols: Sequence[Symbol], at: int) -> bool:
    """Tell whether the "for" of "my appointment for tomorrow to the day after" names the one that stands."""
    beside = symbols[at].word == "for" and symbols[at - 1].cat in {"APPT", "VISIT"}
    return beside and symbols[at + 1].cat in _STARTS and _destination_follows(symbols, at)


def _mark_destination(symbols: list[Symbol]) -> list[Symbol]:
    """Turn the "to" or "for" behind a verb of moving into TOW, so that it starts the wish and is no range."""
    moving = timed = False
    for at, symbol in enumerate(symbols[:-1]):
        timed = moving and (timed or (symbol.cat in {"LAS", "CLOCK"} and symbols[at - 1].cat != "TO"))
        if moving and symbol.cat == "FROM" and _destination_follows(symbols, at):
            symbols[at] = Symbol("FROMT", None, symbol.first, symbol.last, symbol.word)
            continue
        if moving and not timed and symbol.cat == "TO" and _hour_follows(symbols, at) and _is_time_of_day(symbols, at):
            continue
        if symbol.cat in _MOVES:
            moving = True
        elif symbol.cat in {"STOP", "Q"} or (symbol.cat == "X" and symbol.word in _BECAUSE):
            moving = False
        elif moving and _names_standing(symbols, at):
            symbols[at] = Symbol("FROMT", None, symbol.first, symbol.last, symbol.word)
        elif moving and _leads_on(symbols, at):
            one = symbols[at + 1].cat in {"A", "ONE", "UN", "SOMETIME", "ANY"}
            told = any(each.cat in _DAYLIKE or each.word.startswith("rebook") for each in symbols[:at])
            doubtful = symbol.word == "for" and symbols[at - 1].cat in {"APPT", "VISIT"} and not (one or told)
            symbols[at] = Symbol("TOW", doubtful, symbol.first, symbol.last, symbol.word)
            moving = False
    return symbols
