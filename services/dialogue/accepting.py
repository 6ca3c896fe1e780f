"""An offer of the waitlist taken in the conversation: "I got a text with code K7M2-A9BK-PCYV".

The code proves nothing about who types it: the caller is verified first, and the offer must have gone to their number.
"""

from services.dialogue.outcome import ask_anything_else
from services.dialogue.phrases import Phrase
from services.dialogue.proof import keyed
from services.dialogue.turn import Limit, Turn
from services.scheduling.waitlist.answers import Answer

_SAID = {
    Answer.ACCEPTED: Phrase.OFFER_CODE_FIRST,
    Answer.SECOND: Phrase.OFFER_CODE_SECOND,
    Answer.GONE: Phrase.OFFER_CODE_GONE,
    Answer.EXPIRED: Phrase.OFFER_CODE_GONE,
    Answer.DECLINED: Phrase.OFFER_CODE_GONE,
    Answer.UNKNOWN: Phrase.OFFER_CODE_UNKNOWN,
}


async def take_offer(turn: Turn) -> None:
    """Take the offer whose code the verified patient gave, and say what that led to.

    The reply is kept before this turn is. Taking the turn again says the same, because a code's reply does.
    """
    state = turn.state
    code, state.offer_code = state.offer_code, ""
    turn.say(await _reply(turn, code), phone=turn.settings.clinic_phone)
    state.queue = ()
    state.appointments = ()
    state.forget_plan()
    ask_anything_else(turn)


async def _reply(turn: Turn, code: str) -> Phrase:
    """Return what to say of what the code led to; after too many wrong ones none is read for a while."""
    settings, who = turn.settings, turn.state.identity
    key = keyed(settings.pepper, "offer_code", who.phone)
    limit = Limit(key, settings.wrong_offer_codes, turn.now - settings.details_window)
    if await turn.tools.count(limit.key, limit.since) >= limit.most:
        return _SAID[Answer.UNKNOWN]
    reply = await turn.tools.offers.reply(code, who.phone)
    if reply.answer is Answer.UNKNOWN:
        turn.effects.limits.append(limit)
    return Phrase.OFFER_CODE_OVER if reply.over else _SAID[reply.answer]
