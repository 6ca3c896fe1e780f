"""Spanish turns of phrase of everyday errands: "era para el 7 y no para el 8", "la del jueves sí"."""

from typing import Final

from services.dialogue.understanding.grammar.cascade import Builder, Match, Rule, Symbol, as_cat, rule
from services.dialogue.understanding.grammar.scene import Scene
from services.dialogue.understanding.model import Asked
from services.dialogue.understanding.words.word_set import word_set
from services.kernel.language import Language

_OPENING: Final = frozenset({None, Asked.WHAT})


def _spanish(build: Builder) -> Builder:
    """Return a builder that leaves other languages alone."""
    return lambda match, scene: build(match, scene) if scene.language is Language.ES else None


def _words(match: Match) -> set[str]:
    """Return all words of a match."""
    return {word for symbol in match.symbols for word in symbol.word.split()}


def _when_on_duty(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "qué días atiende el doctor Montalvo", "la doctora Luna atiende los martes?" as asking for that provider."""
    asks = next(symbol for symbol in match.symbols if symbol.cat in {"TOPIC", "NOT"})
    if asks.value != "hours" and asks.word not in {"trabaja", "trabajan"}:
        return None
    behind = [Symbol("LOS", None, asks.last, asks.last, "los")] if asks.word.endswith(" los") else []
    spread = [[as_cat(asks, "AVAIL"), *behind] if symbol is asks else [symbol] for symbol in match.symbols]
    return [symbol for each in spread for symbol in each]


def _wrong_date(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "me equivoqué, era para el siete y no para el ocho" as moving it from the eighth to the seventh."""
    wrong_said = any(symbol.cat == "CORRECT" for symbol in match.symbols) or match.symbols[0].cat == "X"
    if scene.asked not in _OPENING or not wrong_said:
        return None
    was = next(index for index, symbol in enumerate(match.symbols) if symbol.cat == "HAVEAPPT")
    no = next(
        index for index, symbol in enumerate(match.symbols) if index > was and symbol.cat in {"NO", "NOT", "EXCEPT"}
    )
    said = match.symbols[was]
    right = [symbol for symbol in match.symbols[was + 1 : no] if symbol.cat not in {"COMMA", "AND", "BUT"}]
    wrong = [
        symbol for symbol in match.symbols[no + 1 :] if symbol.cat not in {"FOR", "COMMA", "CORRECT", "FILL", "WE"}
    ]
    month = next((symbol for symbol in right if symbol.cat == "MON"), None)
    if month is not None and wrong[-1].cat == "NUM":
        end = wrong[-1].last
        wrong += [Symbol("OF", None, end, end, "de"), Symbol("MON", month.value, end, end, month.word)]
    the = [as_cat(said, "EL", "el")] if said.word.endswith(" el") else []
    head = match.symbols[0]
    return [as_cat(head, "MOVE", "cambiar"), as_cat(head, "APPT", "cita"), as_cat(head, "OF", "de"), *wrong,
            as_cat(said, "TOW"), *the, *right]  # fmt: skip


def _put_there(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "me agendaron para el 15 y era para el 16" as moving it from the one day to the other."""
    head, *rest = match.symbols
    was = next(index for index, symbol in enumerate(rest) if symbol.cat in {"HAVEAPPT", "NEED"})
    plain = rest[was].word.startswith("era") or rest[was].word.split()[0] in {
        "queria",
        "pedi",
        "quiero",
        "debia",
        "debe",
    }
    past = head.word in _DID and not rest[was].word.startswith(("quiero", "debe"))
    if scene.asked not in _OPENING or not plain or not (past or head.word.startswith(_PUT)):
        return None
    days = [symbol for symbol in rest[:was] if symbol.cat in _DAY_CATS]
    the = [as_cat(rest[was], "EL", "el")] if rest[was].word.endswith(" el") else []
    return [as_cat(head, "MOVE", "cambiar"), as_cat(head, "APPT", "cita"), as_cat(head, "OF", "de"), *days,
            as_cat(rest[was], "TOW"), *the]  # fmt: skip


_PUT: Final = (
    "me agend",
    "me pus",
    "me dier",
    "me cit",
    "me han",
    "me program",
    "esta para",
    "me apunt",
    "me anot",
    "me qued",
)
_DID: Final = word_set("agende saque pedi reserve puse aparte programe hice marque agendamos sacamos pedimos pusimos")
_DAY_CATS: Final = word_set("WD NUM MON MANANA REL ORD EL LA LOS OF QUEVIENE NEXT THIS UNIT TO LAS CLOCK")


def _want_it_there(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "tengo cita en la clínica norte pero la quiero en la otra" as moving it."""
    *before, it, want = match.symbols
    if scene.asked not in _OPENING or it.word not in {"la", "lo"}:
        return None
    return [*before, as_cat(want, "MOVE", "cambiar"), as_cat(want, "TOW")]


def _one_before(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "póngame una cita antes del fin de mes" as a new one before then."""
    sooner = match.symbols[-1]
    if scene.asked not in _OPENING or not sooner.word.startswith("una cita"):
        return None
    return [as_cat(sooner, "BOOKAPPT", "una cita")]


def _off_to_see(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "necesito ir al ginecólogo" as asking for an appointment."""
    need, *_to, visit = match.symbols
    if scene.asked not in _OPENING or need.word.split()[0] in {"tengo", "quiero"}:
        return None
    return [need, as_cat(need, "BOOKAPPT", "una cita"), visit]


def _too_far(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "me queda muy lejos la clínica del norte" as a wish for another place."""
    far = next(symbol for symbol in match.symbols if symbol.cat == "EARLIER")
    if "lejos" not in far.word.split():
        return None
    return [Symbol("PLACE", "other", match.symbols[0].first, match.symbols[-1].last, far.word)]


def _leave_and_cancel(match: Match, scene: Scene) -> list[Symbol] | None:
    """Leave out what stays of "déjeme la del lunes nada más, la otra quítela"."""
    keeps = match.symbols[0].word.split()[-1].startswith("dej") and scene.asked in _OPENING
    return [as_cat(match.symbols[-1], "STOP", ".")] if keeps else None


def _of_those(match: Match, scene: Scene) -> list[Symbol] | None:
    """Leave out the "de las dos que tengo" before which one is meant."""
    return [as_cat(match.symbols[0], "FILL")] if scene.asked in _OPENING else None


def _the_first_free(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "quiero la primera cita que tengan el lunes" as a new one, the soonest."""
    need, *_rest = match.symbols
    if scene.asked not in _OPENING or match.get("ORD") != 1:
        return None
    last = match.symbols[-1]
    return [need, as_cat(last, "BOOKAPPT", "una cita"), as_cat(last, "SOONEST", "primera")]


def _not_the_other(match: Match, scene: Scene) -> list[Symbol] | None:
    """Leave out the "no la del 22" behind "quiero mover la del 20", and the "la de las 9 no"."""
    if scene.asked not in {None, Asked.WHAT, Asked.WHICH_APPOINTMENT, Asked.OFFER}:
        return None
    parting = {"COMMA", "BUT", "AND", "STOP"} if match.symbols[-1].cat == "NO" else {"NO", "NOT"}
    at = max(index for index, symbol in enumerate(match.symbols) if symbol.cat in parting)
    before = match.symbols[:at]
    apart = before[-1].cat in {"COMMA", "BUT", "AND", "STOP"} or "COMMA" in parting
    plain = apart or (scene.asked in _OPENING and before[0].cat in {"CANCEL", "MOVE", "NEED"})
    return list(before) if plain and any(symbol.cat in _NAMING for symbol in before) else None


def _not_this_but_that(match: Match, scene: Scene) -> list[Symbol] | None:
    """Leave out the "no la del lunes" before "la del martes quiero mover"."""
    return [as_cat(match.symbols[0], "FILL")] if scene.asked in _OPENING else None


_NAMING: Final = frozenset({"WD", "NUM", "ORD", "MANANA", "REL", "DRTITLE", "VISIT", "CLOCK", "MON"})


def _that_one_stays(match: Match, scene: Scene) -> list[Symbol] | None:
    """Leave out the "la del jueves sí" behind what is cancelled."""
    if scene.asked not in _OPENING:
        return None
    at = max(index for index, symbol in enumerate(match.symbols) if symbol.cat in {"COMMA", "BUT", "AND", "STOP"})
    return list(match.symbols[:at])


def _who_would_it_be(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "¿la del lunes con quién sería?" in answer to a proposal as a question about it."""
    return _this_or_another(match, scene) if {"quien", "quienes", "cual", "que"} & _words(match) else None


def _this_or_another(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "¿eso es con la doctora Luna o con otro?" in answer to a proposal as a question about it."""
    if scene.asked not in {Asked.OFFER, Asked.CONFIRM}:
        return None
    return [Symbol("REPEAT", None, match.symbols[0].first, match.symbols[-1].last, "repita")]


def _meant_another(match: Match, scene: Scene) -> list[Symbol] | None:
    """Keep the "no" of "no, la que quiero cambiar es la otra" in answer to "shall I?"."""
    return [as_cat(match.symbols[0], "STOP", ".")] if scene.asked is Asked.CONFIRM else None


def _had_it_put(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "pueden darme la cita del lunes más tarde" as moving it."""
    give = match.symbols[0]
    fits = scene.asked in _OPENING and not _GIVING.isdisjoint(give.word.split())
    return [as_cat(give, "MOVE", "cambiar"), *match.symbols[1:]] if fits else None


_GIVING: Final = word_set("darme dar darnos ponerme poner ponernos dejarme dejar dejarnos darle ponerle")


def _leave_it_for(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "déjenmelo para el lunes" as moving it."""
    head, *rest = match.symbols
    fits = scene.asked in _OPENING and head.word.startswith(("dej", "pon"))
    return [as_cat(head, "MOVE", "cambiar"), *rest] if fits else None


def _told_to_book(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "me dijeron que llamara hoy para agendar" as booking."""
    told = _words(match) & {
        "dijeron",
        "dijo",
        "pidieron",
        "pidio",
        "indicaron",
        "mandaron",
        "dijeran",
        "llamo",
        "hablo",
    }
    return [as_cat(match.symbols[-1], "BOOKAPPT", "agendar cita")] if told and scene.asked in _OPENING else None


def _already_done(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "ya cancelé por internet" as something done, not as a wish."""
    said = match.symbols[1].word
    if scene.asked not in {*_OPENING, Asked.ANYTHING_ELSE} or not said.endswith(
        ("cele", "bie", "mbie", "programe", "agende")
    ):
        return None
    return [as_cat(match.symbols[0], "X", "ya"), as_cat(match.symbols[1], "X", said), *match.symbols[2:]]


_DAYS: Final = "(WD|NUM|MON|MANANA|REL|ORD|EL|LA|LOS|LAS|OF|QUEVIENE|NEXT|THIS|UNIT|TO|CLOCK|AND)"
_THE_OTHER: Final = f"(OF {_DAYS}* (WD|NUM|MON|MANANA|REL|CLOCK)|OF (LA|EL)? VISIT|WITH DRTITLE X?|OF (LA|EL)? X)"

RULES: Final[tuple[Rule, ...]] = tuple(
    Rule(each.pattern, each.cat, _spanish(each.build), each.needs)
    for each in (
        rule("(TOPIC|NOT) (WITH|FILL)? DRTITLE X|DRTITLE X (FILL|WE|NO)* (TOPIC|NOT)", "AVAIL", _when_on_duty),
        rule(f"((CORRECT|X) ((?!(END|Q|WD|NUM)).)*)? HAVEAPPT FOR? {_DAYS}+ (AND|COMMA|BUT)* (NO|NOT|EXCEPT)"
             f" FOR? {_DAYS}+"
             "(COMMA (FILL|WE)* CORRECT)?(?=(END|STOP|COMMA))", "MOVE", _wrong_date),
        rule(f"(HAVEAPPT|BOOK|BOOKAPPT|X|FILL|TAKE) (LA|APPT|FOR|IN|VISIT)* {_DAYS}+ (AND|BUT|COMMA)+ (FILL|LA"
             f"|WE)* (HAVEAPPT|NEED) FOR?(?={_DAYS})", "MOVE",
             _put_there),
        rule("(HAVEAPPT|HAVEQ|POSS) ((?!(END|Q|NEED|MOVE|CANCEL)).)* (BUT|AND|COMMA|STOP)+ (LA|WE)"
             " NEED(?=(PLACE|IN))", "MOVE",
             _want_it_there),
        rule("NEED FILL? TO (EL|LA|UN)? VISIT(?!.*(MOVE|CANCEL|MOVEUP|MOVEBACK|POSS))", "BOOKAPPT", _off_to_see),
        rule("EARLIER (THAT|LA|EL|POSS)? (PLACEW|PERSON|PLACE) (OF (EL|LA)? X|X)?"
             "|(PLACEW|PERSON|PLACE) (OF (EL|LA)? X|X)? (WE|FILL|X|THIS)* EARLIER", "PLACE", _too_far),
        rule("(X|FILL|TAKE|YES|KEEP) (LA|POSS|EL) ((?!(END|COMMA|STOP|BUT|AND|MOVE|CANCEL)).)+ (COMMA|AND|BUT|STOP)+"
             "(?=(FILL|LA|EL|OTHERONE|WE)* CANCEL)", "STOP", _leave_and_cancel),
        rule("OF ALLOF (REPEAT HAVEAPPT)?(?=((?!(END|STOP)).)*(CANCEL|MOVE|ORD))", "FILL", _of_those),
        rule(f"^(FILL|HELLO|COMMA)* (NO|NOT) (LA|EL) {_THE_OTHER} (COMMA|BUT|STOP)+(?=.*(CANCEL|MOVE))", "FILL",
             _not_this_but_that),
        rule("AVAIL(?=BEFORE)", "BOOKAPPT", _one_before),
        rule("(NEED|TAKE|BOOK) (LA|EL) ORD APPT REPEAT? (X|AVAIL|FILL|THIS)", "BOOKAPPT", _the_first_free),
        rule(f"((?!(END|COMMA|STOP|BUT)).)+ (COMMA|BUT|AND|STOP)* (NO|NOT) (LA|EL|POSS) {_THE_OTHER}(?=(END"
             f"|STOP|THANKS))",
             "STOP", _not_the_other),
        rule("((?!(END|COMMA|STOP|BUT)).)+ (COMMA|BUT|AND)+ (LA|EL) OF LAS? (NUM|CLOCK) NO(?=(END|STOP|THANKS))",
             "STOP", lambda m, s: _not_the_other(m, s) if s.asked is Asked.OFFER else None),
        rule(f"CANCEL ((?!(END|Q)).)* (COMMA|BUT|AND|STOP)+ (LA|EL|POSS) {_THE_OTHER} (WE|FILL)? (YES|WORKS"
             f"|NEED|KEEP|ATTEND)+ X?(?=(END|STOP))",
             "STOP", _that_one_stays),
        rule("CANCEL (COMMA|BUT|AND)+ (LA|EL) OF EL WD (WE|FILL)? (YES|WORKS|NEED|KEEP|ATTEND)+ X?(?=(END"
             "|STOP))", "STOP", _that_one_stays),
        rule("^.* (WITH|FOR|IN) (X|REPEAT) (DRTITLE|X)? (AVAIL|CODEIS|FILL|X|HAVEAPPT|Q)*(?=END)", "REPEAT",
             lambda m, s: _who_would_it_be(m, s) if m.symbols[-1].cat in {"AVAIL", "CODEIS", "Q", "FILL"} else None),
        rule("^(AND|COMMA|FILL|YES|STOP)* X (WE|FILL)* (X|BOOKAPPT|AVAIL|BOOK|SEE) ((?!(END|STOP|BUT)).)*"
             " Q?(?=END)", "REPEAT",
             lambda m, s: _who_would_it_be(m, s) if _words(m) & {"quien", "quienes"} else None),
        rule("(EXCEPT|NOT|NO|MENOS) (FILL|AVAIL|WITH)* SAMEPROV", "ANYPROV", lambda _m, _s: True),
        rule("^.* WITH DRTITLE X OR WITH (X|ALTS|DRTITLE|ANYPROV|OTHERONE) Q?(?=END)", "REPEAT", _this_or_another),
        rule("LA REPEAT (WE|NEED|FILL)* (MOVE|CANCEL|MOVEUP|MOVEBACK) CODEIS .*(?=END)", "STOP", _meant_another),
        rule("(X|FILL|AVAIL|TAKE) (LA|POSS) APPT OF (EL|LA|THIS)? (WD|MANANA|REL|NUM) (OF MON)?"
             "(?=(UN X|FILL)? (LATER|EARLIER|TO LAS|IN|POR|FOR|AROUND))", "MOVE", _had_it_put),
        rule("YES FOR(?=(EL|LA|WD|MANANA|REL|NEXT|THIS|OTHERONE))", "MOVE", _leave_it_for),
        rule("((?!(END|STOP|Q)).)* (REPEAT|FOR) ((?!(END|STOP|Q|WD|NUM)).)* FOR BOOK(?=(END|STOP|COMMA|AND"
             "|POSS))", "BOOKAPPT",
             _told_to_book),
        rule("NOW (CANCEL|MOVE) (POSS|LA|APPT|VISIT)* (TOPIC|POR|IN|WITH|X|YES)", "X", _already_done),
    )
)  # fmt: skip
