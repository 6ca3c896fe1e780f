"""Short answers to questions on the side; afterwards the flow repeats what it had asked."""

from services.dialogue.opening import opening_hours
from services.dialogue.phrases import Phrase
from services.dialogue.proof import folded
from services.dialogue.turn import Turn
from services.kernel.wording import say_money
from services.scheduling.model import Appointment, Modality

_MOST_VISITS = 3


def answer(turn: Turn, topic: str) -> None:
    """Answer a question from what is known; anything else gets the front desk's number."""
    teller = _TELLERS.get(topic, _unknown)
    teller(turn)


def _hours(turn: Turn) -> None:
    days = opening_hours(turn.settings.week, turn.state.language)
    if days:
        turn.say(Phrase.ANSWER_HOURS, days=days)
    else:
        _unknown(turn)


def _address(turn: Turn) -> None:
    """Tell the clinic's address, unless the patient's visits are elsewhere: that way is the front desk's to tell."""
    settings = turn.settings
    visits = _visits(turn)
    in_person = [each for each in visits if each.modality is Modality.IN_PERSON]
    elsewhere = [each.location.name for each in in_person if each.location and each.location.name]
    elsewhere = [name for name in dict.fromkeys(elsewhere) if folded(name) != folded(settings.clinic_name)]
    for visit in visits[:_MOST_VISITS]:
        turn.say(Phrase.ANSWER_VISIT, visit=turn.visit(visit))
    for place in elsewhere[:_MOST_VISITS]:
        turn.say(Phrase.ANSWER_OTHER_PLACE, place=place, phone=settings.clinic_phone)
    if visits and not in_person:
        turn.say(Phrase.ANSWER_REMOTE)
    if elsewhere or (visits and not in_person):
        return
    if settings.clinic_address:
        turn.say(Phrase.ANSWER_ADDRESS, address=settings.clinic_address)
    else:
        _unknown(turn)


def _visits(turn: Turn) -> list[Appointment]:
    """Return the visits that a verified patient can mean: the chosen one, else all that were read."""
    state = turn.state
    if not state.verified:
        return []
    return [state.chosen] if state.chosen is not None else list(state.appointments)


def _phone(turn: Turn) -> None:
    turn.say(Phrase.ANSWER_PHONE, phone=turn.settings.clinic_phone)


def _fee(turn: Turn) -> None:
    proposal = turn.state.proposal
    if proposal is None:
        turn.say(Phrase.ANSWER_FEE)
    elif proposal.fee_cents:
        turn.say(Phrase.ANSWER_FEE_NOW, fee=say_money(proposal.fee_cents))
    else:
        turn.say(Phrase.ANSWER_NO_FEE)


def _privacy(turn: Turn) -> None:
    turn.say(Phrase.ANSWER_PRIVACY)


def _assistant(turn: Turn) -> None:
    turn.say(Phrase.ANSWER_ASSISTANT)


def _visit(turn: Turn) -> None:
    chosen = turn.state.chosen
    if turn.state.verified and chosen is not None:
        turn.say(Phrase.ANSWER_VISIT, visit=turn.visit(chosen))
    else:
        _unknown(turn)


def _unknown(turn: Turn) -> None:
    turn.say(Phrase.ANSWER_UNKNOWN, phone=turn.settings.clinic_phone)


_TELLERS = {
    "hours": _hours,
    "address": _address,
    "place": _address,
    "location": _address,
    "phone": _phone,
    "fee": _fee,
    "privacy": _privacy,
    "assistant": _assistant,
    "when": _visit,
    "provider": _visit,
    "visit": _visit,
}
