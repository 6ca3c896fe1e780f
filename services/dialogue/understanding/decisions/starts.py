"""What the patient came for: move, cancel, hear, book, something else."""

from itertools import pairwise
from typing import Final

from services.dialogue.commands import (
    AppointmentRef,
    Ask,
    Command,
    Constrain,
    Deny,
    Keep,
    Repeat,
    StartBook,
    StartCancel,
    StartMove,
    StartOther,
    StartStatus,
    Unclear,
)
from services.dialogue.understanding.decisions.booking import for_another
from services.dialogue.understanding.decisions.instead import adds_more, cancels_instead, rather_cancels, was_done
from services.dialogue.understanding.decisions.model import MOVES, REACTIONS, Decision
from services.dialogue.understanding.decisions.other_flow import other_flow
from services.dialogue.understanding.decisions.unsaid import moves_unsaid
from services.dialogue.understanding.decisions.wishes import constraint
from services.dialogue.understanding.facts import Facts
from services.dialogue.understanding.grammar.cascade import compile_pattern, encode
from services.dialogue.understanding.lookahead import TIME
from services.dialogue.understanding.model import Asked
from services.dialogue.understanding.role_model import TARGET, WISH
from services.dialogue.understanding.words.word_set import phrase_set, word_set


def price(facts: Facts) -> Decision | None:
    """What it would cost, or whether it can be done from afar, asked before deciding."""
    topic = facts.value("TOPIC")
    said = [symbol.cat for symbol in facts.symbols if symbol.cat not in {"HELLO", "COMMA", "STOP", "AND", "ALSO"}]
    if topic == "fee" and said[:1] == ["TOPIC"]:
        return [Ask(topic)], False
    if topic == "telehealth" and not facts.has("A", "UN", "BOOKAPPT", "CANCEL", *MOVES):
        return [Ask(topic)], False
    if topic == "modality" and not facts.wishes and not facts.has("CANCEL", "BOOK", "BOOKAPPT"):
        return [Ask(topic)], False
    if topic in _BEFOREHAND and _only_asks(facts):
        return [Ask(topic)], False
    return ([Ask("fee")], False) if topic == "fee" and not facts.has("NEED") else None


#: What is asked about a visit that is to come, whoever has it already.
_BEFOREHAND: Final = word_set("preparation duration parking address hours")


def _only_asks(facts: Facts) -> bool:
    """Tell whether a question names a visit only in passing: "what should I bring to my first visit"."""
    opening = facts.asked in {None, Asked.WHAT, Asked.ANYTHING_ELSE}
    return opening and not facts.has("NEED", "BOOK", "AVAIL", "CANCEL", "STATUS", "AND", *MOVES)


def happened(facts: Facts) -> Decision | None:
    """Read "did you cancel my appointment?" as a question, not as a wish to have it done."""
    asks = any(symbol.word in _HAPPENED for symbol in facts.symbols if symbol.cat == "STATUS")
    if asks and facts.has("BOOK", "BOOKAPPT", "NEED") and facts.has("BOOKAPPT", "ALTS", "APPT", "VISIT"):
        return _anew(facts)
    return ([StartStatus(facts.booked())], False) if asks else None


def _anew(facts: Facts) -> Decision | None:
    """Read "they cancelled my appointment and I want another" as booking; unsure where that is not plain."""
    if facts.has(*MOVES):
        return None
    another = facts.has("BOOKAPPT", "BOOK", "ALTS")
    return ([StartBook()], facts.wishes) if another else ([StartStatus(facts.reference())], True)


def start(facts: Facts) -> Decision | None:
    """What the patient came for: move, cancel, hear, book, something else."""
    if (other := other_flow(facts)) is not None:
        return [StartOther(other, facts.reference())], facts.asked is Asked.WHEN and facts.wishes
    kept = _kept(facts) if facts.has("KEEP") else None
    if kept is not None:
        return kept
    if facts.has(*MOVES, "CANCEL") and _is_flow(facts):
        return _move_or_cancel(facts)
    unsaid = moves_unsaid(facts)
    if unsaid is not None:
        return unsaid
    return _status(facts)


def _kept(facts: Facts) -> Decision | None:
    """What stays as it is; "keep the day but come earlier" moves it."""
    if facts.has("BUT", "NEED") and facts.has("EARLIER", "LATER") and not facts.has("CANCEL"):
        return [StartMove(facts.reference()), constraint(facts) or Constrain()], False
    # A yes beside it may agree to the change, or leave all as it was: "ándele, así déjela".
    more = facts.has("WORKS") and facts.roles.value(WISH, "WIN") is not None
    more = more or (facts.has("ALTS", "BOOKAPPT") and facts.has("NEED"))
    asks = (facts.asked in {None, Asked.WHAT} and more) or (facts.asked is Asked.CONFIRM and _agrees_too(facts))
    return ([Keep()], asks) if not _keeps_not(facts) and not _moves_on(facts) else None


def _agrees_too(facts: Facts) -> bool:
    """Tell whether a yes comes first or, in Spanish, anywhere: "ándele, así déjela", "yes but don't cancel mine"."""
    opening = next((symbol.cat for symbol in facts.words if symbol.cat not in {"FILL", "COMMA", "HELLO"}), "")
    return opening == "YES" or (facts.has("YES") and facts.scene.language == "es")


#: How "I will come" begins, among the words of keeping.
_COMING: Final = ("si ", "ahi ", "y si ", "que si ")


def _keeps_not(facts: Facts) -> bool:
    """Tell whether something beside the keeping asks for more; "confirm" beside "I will come" does not."""
    asks = any(symbol.cat == "STATUS" and "confirm" not in symbol.word for symbol in facts.symbols)
    comes = any(symbol.cat == "KEEP" and symbol.word.startswith(_COMING) for symbol in facts.symbols)
    return facts.has("MOVEUP", "MOVEBACK", "CHOICE", "CANT") or (facts.has("STATUS") and (asks or not comes))


#: Questions whether something was done: not a wish to have it done.
_HAPPENED: Final = phrase_set(
    "did my appointment get|has my appointment been|did you cancel|did you move|did you change"
    "|was my appointment|has it been|did it get|se cancelo|se movio|se cambio|ya cancelaron|me cancelaron"
    "|ya la cambiaron|ya la cancelaron|se cancelo mi|se movio mi|se cambio mi"
)


def _status(facts: Facts) -> Decision | None:
    """What is booked; in answer to a proposal it is a request to say that again."""
    if facts.has("DUNNO") and facts.has("APPT", "VISIT"):
        return [StartStatus()], False
    another = facts.wishes and bool(facts.target.intervals) and facts.has("AVAIL", "BOOK", "WORKS", "NEED")
    asks = facts.has("HAVEQ") and not another and (facts.has("Q") or not facts.wishes) and not facts.roles.cant_target
    if not (asks or _asks_status(facts)):
        return None
    if facts.asked in REACTIONS and not facts.has("APPT", "VISIT", "POSS"):
        return [Repeat()], False
    return [StartStatus(facts.booked())], False


def _asks_status(facts: Facts) -> bool:
    """Tell whether a question about what is booked is complete: "is my" needs an appointment behind it."""
    asked = [symbol.word for symbol in facts.symbols if symbol.cat == "STATUS"]
    if not asked:
        return facts.has("WHENQ") and facts.has("POSS") and facts.has("APPT", "VISIT")
    return facts.has("APPT", "VISIT", "ONE", "DAYS", "WIN", "MOMENT") or any(
        word.endswith(" it is") or word.split()[-1] not in _OPEN_ENDS for word in asked
    )


_OPEN_ENDS: Final = frozenset({"my", "mi", "mis", "the", "la", "an", "any", "is", "are", "do", "i"})


def _moves_on(facts: Facts) -> bool:
    """Tell whether "don't cancel" goes on to "just move it to Friday"."""
    kept = [symbol.word for symbol in facts.symbols if symbol.cat == "KEEP"]
    goes_on = facts.wishes or facts.has("NEED", "BUT") or any("cancel" in word for word in kept)
    return facts.has("MOVE") and goes_on


def _is_flow(facts: Facts) -> bool:
    """Tell whether a verb of moving or cancelling starts something, rather than answering a question."""
    if facts.asked is not Asked.CONFIRM or facts.has("APPT", "VISIT", "NEED") or facts.wishes:
        return True
    return facts.has("TOW") or not facts.has("YES") or cancels_instead(facts)


def _move_or_cancel(facts: Facts) -> Decision:
    """Cancelling in order to come at another time is moving; a bare "cancel" in answer to "shall I?" is unsure."""
    bare = facts.asked in REACTIONS and not (
        facts.has("APPT", "VISIT", "NEED", "KEEP") or facts.wishes or rather_cancels(facts)
    )
    reference = facts.reference()
    wish = constraint(facts)
    moves = facts.has(*MOVES)
    if facts.has("BYMISTAKE") and not facts.asked:
        return [Unclear()], True
    if cancels_instead(facts) and not moves and wish is None:
        return [Deny(), StartCancel(reference)], False
    if facts.has("CANCEL") and not moves and not _rebooks(facts, wished=wish is not None):
        return [StartCancel(reference or _named_only(facts))], bare or facts.visits_named > 1 or was_done(facts)
    if facts.has("CANCEL") and moves and not wish and facts.has("OR"):
        return [Unclear()], True
    if facts.asked in REACTIONS and wish is not None and reference is None and not facts.has("CANCEL", "APPT", "VISIT"):
        denies = facts.asked is Asked.CONFIRM and facts.has("NO")
        return ([Deny(), wish] if denies else [wish]), facts.wish.unsure or adds_more(facts)
    commands: list[Command] = [StartMove(reference), *([wish] if wish is not None else [])]
    bare = bare or (facts.has("CANCEL") and for_another(facts)) or was_done(facts)
    return commands, bare or facts.has("ORIGINAL") or (facts.has("CANCEL") and facts.has("ALLOF"))


_THE_ONE_OF: Final = compile_pattern("OF (EL|LA)? (DAYS|MOMENT)")


def _named_only(facts: Facts) -> AppointmentRef | None:
    """Return the appointment named before "cancel": "lo del lunes, cancelarlo"."""
    before = facts.roles.parts(WISH) and not facts.roles.parts(TARGET) and _all_before_cancel(facts)
    if facts.asked in {None, Asked.WHAT} and before and facts.has("HAVEAPPT", "NAMEIS", "POSS", "BUT", "ON"):
        return AppointmentRef(when=facts.whens(facts.wish)) if facts.wish.intervals else None
    if facts.asked in {Asked.WHEN, *REACTIONS} or _THE_ONE_OF.search(encode(facts.symbols)) is None:
        return None
    return AppointmentRef(when=facts.whens(facts.wish)) if facts.wish.intervals else None


def _all_before_cancel(facts: Facts) -> bool:
    """Tell whether every time was said before the cancelling: "I'm down for Tuesday, but I need to cancel"."""
    last = max(at for at, symbol in enumerate(facts.symbols) if symbol.cat == "CANCEL")
    return all(item.at < last and not item.negative for item in facts.roles.items if item.symbol.cat in TIME)


def _rebooks(facts: Facts, *, wished: bool) -> bool:
    """Tell whether a cancellation goes on to ask for another time."""
    return (
        wished and (_needs_more(facts) or facts.has("AVAIL", "TAKE", "BOOK", "BOOKAPPT", "ALTS", "INSTEADADV"))
    ) or (facts.has("ALTS", "BOOKAPPT") and ((facts.has("ALTS") and facts.has("AVAIL", "NEED")) or _another(facts)))


def _needs_more(facts: Facts) -> bool:
    """Tell whether a "need" asks for something else than to cancel, or a time stands behind it."""
    cats = [symbol.cat for symbol in facts.symbols if symbol.cat not in {"TO", "X"}]
    last = max(at for at, cat in enumerate(cats) if cat == "CANCEL")
    elsewhere = any(one == "NEED" and two not in {"CANCEL", "NEED"} for one, two in pairwise(cats))
    return "NEED" in cats and (elsewhere or not TIME.isdisjoint(cats[last:]))


def _another(facts: Facts) -> bool:
    """Tell whether "sacar otra" asks for a new time."""
    return any(symbol.cat == "BOOKAPPT" and symbol.value == "another" for symbol in facts.symbols) or any(
        symbol.cat == "ALTS" and symbol.word.split()[-1] in {"otra", "cita"} for symbol in facts.symbols
    )
