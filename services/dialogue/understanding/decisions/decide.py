"""From the facts of a message to commands: an ordered list of rules, the first that speaks decides.

The order is the product's promise: an emergency before anything else (checked before these rules), then
attempts on the machine, then a wish for a person, then what was asked, then what the patient came for.
"""

from collections.abc import Callable
from typing import Final

from services.dialogue.commands import (
    Ask,
    AskAlternatives,
    AskPerson,
    ChangeLanguage,
    Command,
    Confirm,
    Deny,
    Goodbye,
    Greeting,
    PickAppointment,
    Repeat,
    StartOther,
    StopHere,
    Thanks,
    Unclear,
)
from services.dialogue.understanding.decisions.answers import offer, which
from services.dialogue.understanding.decisions.asking import question
from services.dialogue.understanding.decisions.booking import book
from services.dialogue.understanding.decisions.choices import any_choice
from services.dialogue.understanding.decisions.confirming import confirm
from services.dialogue.understanding.decisions.leaving import cannot_come
from services.dialogue.understanding.decisions.model import MOVES, Decision, DecisionRule
from services.dialogue.understanding.decisions.starts import happened, price, start
from services.dialogue.understanding.decisions.unplain import unplain
from services.dialogue.understanding.decisions.wishes import wish
from services.dialogue.understanding.facts import Facts
from services.dialogue.understanding.model import Asked
from services.dialogue.understanding.words.word_set import word_set
from services.kernel.language import Language


def _injection(facts: Facts) -> Decision | None:
    """Words aimed at the machine, markup and junk are not understood, whatever else they say."""
    return ([Unclear()], True) if facts.has("INJECT") else None


#: What may stand beside "a person" without changing what is meant.
_AROUND_PERSON: Final = word_set(
    "PERSON NEED TO HELLO YES NO NOT OR A UN THANKS EL LA THE WITH AVAIL NOW TAKE WE THIS NEGAVOID PLACEW BAD ON"
)


def _person(facts: Facts) -> Decision | None:
    """A wish for a person, at any step."""
    if facts.has("ASKPERSON_ALONE") and not facts.has("NEVERMIND", "DUNNO", "PUTOFF"):
        return [AskPerson()], False
    if _transfers(facts):
        return [AskPerson()], False
    if not facts.has("PERSON") or facts.value("TOPIC") not in {None, "help"}:
        return None
    aside = {"FILL", "END", "STOP", "COMMA", "Q", "X", "TOPIC"}
    cats = [symbol.cat for symbol in facts.words if symbol.cat not in aside]
    alone = set(cats) <= _AROUND_PERSON
    if alone or facts.has("ASKPERSON"):
        return [AskPerson()], False
    return None


def _transfers(facts: Facts) -> bool:
    """Tell whether "transfer me", or the 0 of telephone menus, is all that was said."""
    words = [token.text for token in facts.tokens if token.kind != "mark"]
    said = {symbol.cat for symbol in facts.words} - {"FILL", "END", "STOP", "COMMA", "HELLO", "THANKS"}
    return (words == ["0"] and facts.asked in {None, Asked.WHAT, Asked.ANYTHING_ELSE}) or said == {"ASKPERSON"}


def _language(facts: Facts) -> Decision | None:
    """A wish for the other language."""
    wanted = next((symbol.value for symbol in reversed(facts.symbols) if symbol.cat == "LANG"), None)
    if wanted is None or (facts.has(*MOVES, "CANCEL") and facts.has("APPT")):
        return None
    return [ChangeLanguage(Language(wanted))], False


def _help(facts: Facts) -> Decision | None:
    """A question about the clinic or the assistant, when nothing else was asked for."""
    topic = facts.value("TOPIC")
    if topic is None or (facts.has("APPT", "DAYS", "WIN", "MOMENT") and facts.has(*MOVES, "CANCEL", "STATUS")):
        return None
    if facts.asked is Asked.WHEN and facts.wish.intervals and not facts.has("Q"):
        return None
    if topic == "help" and facts.has("THANKS", "BYE"):
        return None
    if topic == "privacy" and facts.has("APPT", "VISIT", *MOVES, "CANCEL"):
        return [Unclear()], True
    topics = dict.fromkeys(symbol.value for symbol in facts.symbols if symbol.cat == "TOPIC")
    return [Ask(each) for each in topics], False


def _small_talk(facts: Facts) -> Decision | None:
    """Repeat, alternatives, yes, no, thanks, goodbye, hello, stop, keep; unsure when much else was said."""
    if facts.asked is Asked.ANYTHING_ELSE and _is_content(facts):
        return [Thanks()], False
    for cats, build in _SMALL:
        if facts.has(*cats) and not (cats == ("REPEAT",) and _in_passing(facts)):
            return [build()], _says_more(facts) or _unasked(facts, build)
    return None


def _is_content(facts: Facts) -> bool:
    """Tell whether "ok, gracias", "listo, gracias" to "anything else?" says no more than thanks."""
    said = [symbol for symbol in facts.words if symbol.cat not in {"FILL", "END", "STOP", "COMMA"}]
    fine = [symbol for symbol in said if symbol.cat in {"YES", "WORKS"}]
    content = all(symbol.word.split()[0] not in {"si", "yes", "yeah", "yep", "sure", "claro"} for symbol in fine)
    return (
        bool(fine) and content and {symbol.cat for symbol in said} <= {"YES", "WORKS", "THANKS"} and facts.has("THANKS")
    )


def _unasked(facts: Facts, build: Callable[[], Command]) -> bool:
    """Tell whether a yes, a no or "it did not come" that nothing asked for stands beside other words."""
    if facts.asked is not None:
        return _misplaced(facts, build)
    if build is Repeat and facts.has("RESEND"):
        return True
    return (build is Confirm and facts.has("X")) or (build in {Confirm, Deny} and facts.has("WITH", "KIN"))


def _misplaced(facts: Facts, build: Callable[[], Command]) -> bool:
    """Tell whether an answer hardly fits what was asked."""
    if build is Deny and facts.asked in {Asked.WHEN, Asked.WHICH_APPOINTMENT}:
        return not facts.has("NO") or facts.symbols[0].cat == "X"
    if build is AskAlternatives:
        return facts.asked in {Asked.WHAT, Asked.WHICH_APPOINTMENT}
    if build is Goodbye and facts.asked is Asked.CONFIRM:
        return any(symbol.word in _FINE for symbol in facts.symbols if symbol.cat == "BYE")
    several = len(facts.context.appointments) > 1
    return build is Confirm and facts.asked is Asked.WHICH_APPOINTMENT and several


#: A goodbye that may be a yes.
_FINE: Final = word_set("done") | {
    "all good",
    "all set",
    "im all set",
    "im good",
    "good for now",
    "were all set",
    "were good",
}
#: Words that ask for a repetition only when they stand alone.
_ALONE: Final = frozenset({"what", "que", "como", "huh", "eh", "wat", "pardon", "excuse me"})
_MUCH: Final = 3
#: A "no" among more symbols than these, before anything was asked, belongs to a sentence.
_LONG: Final = 4


def _in_passing(facts: Facts) -> bool:
    """Tell whether "what" is only a part of a sentence."""
    asked = {symbol.word for symbol in facts.symbols if symbol.cat == "REPEAT"}
    others = [
        symbol
        for symbol in facts.symbols
        if symbol.cat in {"X", "APPT", "VISIT", "DAYS", "WIN", "MOMENT", "HAVEAPPT", "NEED"}
    ]
    return asked <= _ALONE and bool(others)


def _says_more(facts: Facts) -> bool:
    """Tell whether a time or many unknown words stand beside a greeting, a yes or a no."""
    unknown = sum(symbol.cat == "X" for symbol in facts.symbols)
    opening = facts.asked in {None, Asked.WHAT}
    tells = unknown > 0 and facts.has("YES", "WORKS") and not facts.has("NO")
    long = unknown > 0 and facts.has("NO", "NOT") and len(facts.symbols) > _LONG
    unasked = opening and (tells or long or facts.has("NEED", "WHENQ", "APPT", "VISIT"))
    number = facts.asked is Asked.WHEN and facts.has("NUM", "ORD")
    return unasked or number or unknown >= _MUCH or facts.has("DAYS", "WIN", "MOMENT")


_SMALL: Final[tuple[tuple[tuple[str, ...], Callable[[], Command]], ...]] = (
    (("RESEND",), Repeat),
    (("NEVERMIND", "PUTOFF"), StopHere),
    (("ALTS",), AskAlternatives),
    (("BYE",), Goodbye),
    (("REPEAT",), Repeat),
    (("NO", "NOT"), Deny),
    (("YES", "WORKS"), Confirm),
    (("THANKS",), Thanks),
    (("HELLO",), Greeting),
)


def _target_only(facts: Facts) -> Decision | None:
    """A reference to an appointment and nothing else: what to do with it is not said."""
    reference = facts.reference()
    if reference is None:
        return None
    return [PickAppointment(reference)], facts.target.unsure or facts.asked is not Asked.WHICH_APPOINTMENT


def _dunno(facts: Facts) -> Decision | None:
    """Read "I don't know", "no sé": a question is due."""
    if not facts.has("DUNNO") or facts.wishes or facts.has(*MOVES, "CANCEL", "STATUS", "APPT", "NEVERMIND"):
        return None
    if (
        facts.asked is Asked.OFFER
        and facts.has("TAKE", "WORKS")
        and (facts.choice is not None or facts.has("ANYOFFER"))
    ):
        return None
    if facts.has("ASKPERSON_ALONE"):
        return [StopHere()], False
    if facts.asked in {Asked.OFFER, Asked.WHICH_APPOINTMENT} and facts.has("REPEAT"):
        return [Repeat()], False
    return [Unclear()], True


def _put_off(facts: Facts) -> Decision | None:
    """Not now: somebody is to be asked first, or the patient will call again."""
    stops = facts.asked in {Asked.WHEN, Asked.OFFER, Asked.CONFIRM} and not facts.has("APPT", "VISIT", "POSS")
    if not facts.has("PUTOFF") or facts.has(*MOVES, *(() if stops else ("CANCEL",)), "BOOK", "BOOKAPPT", "TOPIC"):
        return None
    if _comes_back(facts):
        return [Unclear()], True
    return [StopHere()], facts.wishes or facts.has("YES")


def _comes_back(facts: Facts) -> bool:
    """Tell whether somebody is asked now ("hold on, let me ask"); "hold off" puts it off."""
    words = [token.text for token in facts.tokens]
    return any(
        word in _WAITING and (word != "hold" or words[at + 1 : at + 2] != ["off"]) for at, word in enumerate(words)
    )


#: Who says this asks somebody now and comes back at once.
_WAITING: Final = word_set(
    """
    espereme esperame esperenme esperate espere espera momento momentito segundo segundito tantito permitame permiteme
    aguanteme aguantame minuto minutito ahorita hold wait sec second minute moment
    """
)


def _waitlist(facts: Facts) -> Decision | None:
    """The waiting list, which people keep."""
    moves = facts.has(*MOVES) and facts.wishes and facts.has("Q")
    if not facts.has("WAITLIST") or facts.has("MOVEUP") or moves:
        return None
    agrees = facts.has("YES") and facts.asked in {Asked.OFFER, Asked.CONFIRM}
    return [StartOther("waitlist")], agrees or (facts.asked is Asked.WHEN and facts.wishes)


RULES: Final[tuple[DecisionRule, ...]] = (
    _injection,
    _person,
    _language,
    _waitlist,
    _put_off,
    _dunno,
    question,
    unplain,
    which,
    price,
    happened,
    start,
    cannot_come,
    book,
    offer,
    confirm,
    _help,
    wish,
    any_choice,
    _small_talk,
    _target_only,
)


def decide(facts: Facts) -> Decision:
    """Return the commands of the first rule that speaks; unclear when none does."""
    for each in RULES:
        decision = each(facts)
        if decision is not None:
            return decision
    return [Unclear()], True
