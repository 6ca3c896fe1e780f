"""The identity check's part of a message: name, birth date, code, telephone number."""

from datetime import date
from typing import Final

from services.dialogue.commands import (
    ChooseOffer,
    Command,
    Constrain,
    Deny,
    GiveBirthDate,
    GiveCode,
    GiveName,
    GivePhone,
    PickAppointment,
    Repeat,
    StartCancel,
    StartMove,
    StartStatus,
    Unclear,
)
from services.dialogue.understanding.decisions.decide import decide
from services.dialogue.understanding.decisions.model import Decision
from services.dialogue.understanding.facts import Facts
from services.dialogue.understanding.gather import copy
from services.dialogue.understanding.identity.birth_date import birth_date_in
from services.dialogue.understanding.identity.digits import code_in, phone_in
from services.dialogue.understanding.identity.introduction import stated_name
from services.dialogue.understanding.identity.name import name_in
from services.dialogue.understanding.injection import aims_at_machine
from services.dialogue.understanding.model import Asked
from services.dialogue.understanding.words.common_words import ENGLISH, SPANISH
from services.dialogue.understanding.words.names import NAMES
from services.dialogue.understanding.words.tokens import MAX_CHARS, fold

IDENTITY: Final = frozenset({Asked.NAME, Asked.BIRTH_DATE, Asked.CODE, Asked.PHONE})


def identity(facts: Facts) -> Decision | None:
    """Read a value of the identity check where one was asked for or is plainly stated."""
    if aims_at_machine(facts):
        return [Unclear()], True
    escapes = facts.asked in IDENTITY and facts.has(*_ESCAPES) and not _is_surname(facts)
    if escapes and not _only_misread(facts):
        reached = _number_to_reach(facts)
        return ([GivePhone(reached)], False) if reached is not None else decide(facts)
    name = _name(facts)
    birth = _birth_date(facts, named=name is not None)
    values: list[Command] = [GiveName(name)] if name else []
    if birth:
        values.append(GiveBirthDate(birth[0], birth[1:]))
    values.extend(_numbers(facts))
    if values:
        return values + _also(facts), len(birth) > 1
    return _no_value(facts)


def _number_to_reach(facts: Facts) -> str | None:
    """Return the number of "you can reach me on 617 555 0144", which asks for no call."""
    alone = facts.scene.language == "en" and facts.has("ASKPERSON_ALONE")
    calls = facts.asked is Asked.PHONE and not (alone or facts.has("RESEND", "NEVERMIND", "LANG"))
    return phone_in(list(facts.tokens), facts.scene.language) if calls else None


def _is_surname(facts: Facts) -> bool:
    """Tell whether a word that means something else is only a surname: "Sofia Castellano", "Sunny Park"."""
    if facts.asked is not Asked.NAME or facts.has("ASKPERSON", "ASKPERSON_ALONE", "RESEND", "NEVERMIND"):
        return False
    words = [symbol for symbol in facts.words if symbol.cat not in {"END", "STOP", "COMMA"}]
    said = name_in(facts.text[:MAX_CHARS])
    if said is None or " " not in said or len(words) < len(said.split()) or words[-1].cat not in _SURNAMES:
        return False
    first, last = fold(said).split()[0], fold(said).split()[-1]
    named = first in NAMES or (
        words[-1].cat != "LANG" and words[-2].cat == "X" and words[-2].word not in ENGLISH | SPANISH
    )
    capital = all(word[:1].isupper() for word in said.split())
    return words[-1].word == last and (named or capital or facts.has("NAMEIS"))


def _only_misread(facts: Facts) -> bool:
    """Tell whether what is no name was only put there by the spelling's repair: "Rosa Huamán" is no "human"."""
    if facts.asked is not Asked.NAME:
        return False
    written = fold(facts.text[:MAX_CHARS])
    strange = [symbol for symbol in facts.words if symbol.cat in {*_ESCAPES, *_SURNAMES, "PERSON", "THANKS", "DUNNO"}]
    return bool(strange) and all(symbol.word not in written for symbol in strange)


#: What a surname may mean elsewhere.
_SURNAMES: Final = frozenset({"LANG", "MOVE", "CANCEL", "TOPIC", "BOOK", "OTHERFLOW", "PERSON", "REPEAT"})


def _birth_date(facts: Facts, *, named: bool) -> tuple[date, ...]:
    """Return the readings of a birth date, where one was asked for, announced, or said with the name."""
    asked = facts.asked is Asked.BIRTH_DATE or (facts.asked is Asked.NAME and named)
    if not (asked or facts.has("BORN") or _dated(facts)):
        return ()
    return birth_date_in([copy(symbol) for symbol in facts.words], facts.scene) or ()


def _dated(facts: Facts) -> bool:
    """Tell whether a date with its month was said where a code was asked for: a birth date put right, and no code."""
    coded = facts.has("CODEIS") or any(token.text.startswith(("cod", "pin")) for token in facts.tokens)
    dated = any(symbol.cat in {"MON", "MAY"} for symbol in facts.words)
    return facts.asked is Asked.CODE and dated and not coded


def _also(facts: Facts) -> list[Command]:
    """Return what else was asked for beside an identity value: "my name is Bob and I want to cancel"."""
    if not facts.has("MOVE", "MOVEUP", "MOVEBACK", "CANCEL", "STATUS") or _is_surname(facts):
        return []
    if facts.asked is Asked.PHONE and not facts.has("APPT", "VISIT", "POSS", "NEED", "CANCEL", "DAYS"):
        return []
    commands, _unsure = decide(facts)
    return [command for command in commands if isinstance(command, StartMove | StartCancel | StartStatus | Constrain)]


def _no_value(facts: Facts) -> Decision | None:
    """Where a value of the identity check was asked for and a time was said, it was not understood."""
    if facts.asked not in IDENTITY:
        return None
    if " ".join(token.text for token in facts.tokens if token.kind != "mark") in _PARDON:
        return [Repeat()], False
    commands, unsure = decide(facts)
    if facts.asked is Asked.CODE and commands == [Deny()] and len(facts.tokens) > _BARE:
        return [Repeat()], unsure
    wishes = any(isinstance(command, Constrain | ChooseOffer | PickAppointment) for command in commands)
    moved = any(isinstance(command, StartMove | StartCancel) for command in commands)
    bare = moved and not facts.has("APPT", "VISIT", "POSS", "DAYS", "NEED", "AVAIL", "Q", "MOMENT")
    return ([Unclear()], True) if wishes or bare else (commands, unsure)


_PARDON: Final = frozenset({"como", "que", "mande", "mande usted", "eh", "como dijo", "perdon", "what", "pardon"})
#: A "no" with more words than these, where a code was asked for, says that none came.
_BARE: Final = 2
#: What an answer to an identity question may be instead of the value.
_ESCAPES: Final = ("ASKPERSON", "ASKPERSON_ALONE", "RESEND", "NEVERMIND", "LANG")


def _name(facts: Facts) -> str | None:
    """Return the name said, where one was asked for or is stated as one."""
    asked = facts.asked is Asked.NAME
    if not asked and facts.asked is not None and not (facts.has("NAMEIS") and _tells_name(facts)):
        return None
    if (
        asked
        and facts.has("TOPIC", "REPEAT", "PERSON", "CANCEL", "MOVE", "DUNNO", *(() if facts.has("X") else ("THANKS",)))
        and not facts.has("NAMEIS")
        and not _is_surname(facts)
        and not _only_misread(facts)
    ):
        return None
    if asked:
        return name_in(facts.text[:MAX_CHARS])
    stated = stated_name(facts.text[:MAX_CHARS])
    return stated[0] if stated else None


def _tells_name(facts: Facts) -> bool:
    """Tell whether a name is stated as one; "it's Kim" in answer to "which one?" names the doctor."""
    proposed = facts.asked in {Asked.WHICH_APPOINTMENT, Asked.OFFER, Asked.CONFIRM, Asked.WHEN}
    told = {word for symbol in facts.words if symbol.cat == "NAMEIS" for word in symbol.word.split()}
    return not proposed or facts.scene.language != "en" or not told <= _WEAKLY


_WEAKLY: Final = frozenset({"its", "it", "is", "im", "i", "am"})


def _numbers(facts: Facts) -> list[Command]:
    """Return the code or telephone number said, where one was asked for or announced."""
    if facts.asked is Asked.WHEN or not (facts.asked in {Asked.CODE, Asked.PHONE} or facts.has("CODEIS", "PHONEIS")):
        return []
    told = facts.has("APPT", "DAYS", "STATUS") and not any("cod" in token.text for token in facts.tokens)
    if (facts.asked is None and told) or (_dated(facts) and _birth_date(facts, named=False)):
        return []
    tokens = list(facts.tokens)
    phone = phone_in(tokens, facts.scene.language)
    if phone and facts.asked is not Asked.CODE:
        return [GivePhone(phone)]
    if facts.asked is Asked.BIRTH_DATE and not any(token.text.startswith(("cod", "pin")) for token in tokens):
        return []
    code = code_in(tokens, facts.scene.language)
    if code and (facts.asked is Asked.CODE or facts.has("CODEIS")) and facts.asked is not Asked.PHONE:
        return [GiveCode(code)]
    return []
