"""Short answers to questions on the side; afterwards the flow repeats what it had asked."""

from services.dialogue.opening import opening_hours
from services.dialogue.phrases import Phrase
from services.dialogue.turn import Turn
from services.kernel.wording import say_money


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
    if turn.settings.clinic_address:
        turn.say(Phrase.ANSWER_ADDRESS, address=turn.settings.clinic_address)
    else:
        _unknown(turn)


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
