"""The waitlist's offers as texts: whether one may go to a number, and what a code in a text brings about.

A code is taken when it stands alone or beside a plain yes. Beside a plain no it turns the offer down; beside anything
else nobody can be sure, and the text asks for the code alone. A plain yes without the code gets the same answer, a
plain no turns the offer down: where no conversation went on since or asked something before, that is what they answer.
"""

import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol

from services.dialogue.ports import Attempts
from services.dialogue.proof import folded, keyed
from services.kernel.clock import Clock
from services.kernel.language import Language
from services.kernel.store import Store
from services.kernel.texting import MessageClass, ReceivedText
from services.messaging.consents import standing_of
from services.messaging.inbound import Desk
from services.messaging.ports import MessagingTx
from services.messaging.reminding import IDLE, Answered
from services.messaging.rules import Letter, MessageRules, judge
from services.messaging.templates import taken_by
from services.scheduling.waitlist.answers import Answer, OfferBook
from services.scheduling.waitlist.codes import find_code

HOUR = timedelta(hours=1)


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_YES = _words(
    "y yes yeah yep ok okay sure please thanks thank you si claro vale bueno gracias por favor i ll take it lo tomo"
    " la quiero code is my the codigo es mi el"
)
_AGREES = _words("y yes yeah yep ok okay sure si claro vale bueno take tomo quiero")
_REFUSES = _words("n no nope not pass decline cannot")
_NO = _REFUSES | _words("thanks thank you gracias can t make it i puedo")
_TEMPLATES = {
    Answer.ACCEPTED: "waitlist_taking",
    Answer.SECOND: "waitlist_second",
    Answer.DECLINED: "waitlist_declined",
    Answer.UNKNOWN: "waitlist_no_code",
}


class OpenQuestions(Protocol):
    """Knows what conversations wait for; `services.dialogue.service.Conversations` does."""

    async def awaits_answer(self, chat_id: str) -> bool:
        """Tell whether a question of this conversation is open: a bare yes answers that."""
        ...


class OfferTextsTx(MessagingTx, Protocol):
    """A transaction that also counts tries."""

    @property
    def attempts(self) -> Attempts:
        """Counted events."""
        ...


@dataclass(frozen=True, slots=True)
class OfferTexts:
    """`services.messaging.reminding.TextAnswers` for the codes of the waitlist.

    A number that sent `most_wrong` wrong codes within an hour gets no further one read: what it sends is answered as a
    wrong code, and no offer is touched.
    """

    store: Store[OfferTextsTx]
    replies: OfferBook
    talks: OpenQuestions
    clock: Clock
    desk: Desk
    pepper: bytes = field(repr=False)
    most_wrong: int = 5

    async def answer(self, text: ReceivedText) -> Answered | None:
        """Return what a text with a code meant and did, or None when there is no code in it."""
        found = code_in(text.body)
        if found is None:
            return await self._without_code(text)
        code, accepts = found
        language = await self._language(text)
        if accepts is None:
            return self._answered("unclear", "waitlist_code_alone", language, code)
        key = keyed(self.pepper, "offer_code", text.sender)
        since = self.clock.now() - HOUR
        if await self.store.read(lambda tx: tx.attempts.count(key, since)) >= self.most_wrong:
            return self._answered("too_many_codes", "waitlist_no_code", language, code)
        reply = await self.replies.reply(code, text.sender, accepts=accepts)
        if reply.answer is Answer.UNKNOWN:
            await self.store.write(lambda tx: tx.attempts.add(key, self.clock.now()))
        template = "waitlist_over" if reply.over else _TEMPLATES.get(reply.answer)
        return self._answered(str(reply.answer), template, reply.language or language, code)

    async def _without_code(self, text: ReceivedText) -> Answered | None:
        """Take a plain yes or no to an open offer of this number; None for all other words."""
        words = frozenset(re.findall(r"\w+", folded(text.body)))
        accepts = _accepts(words)
        if accepts is None or not words & (_AGREES | _REFUSES):
            return None
        offer = await self.replies.open_to(text.sender)
        if offer is None or await self._talking(text, offer.offered_at):
            return None
        if accepts:
            return self._answered("yes", "waitlist_code_alone", offer.language, offer.code)
        reply = await self.replies.reply(offer.code, text.sender, accepts=False)
        return self._answered(str(reply.answer), _TEMPLATES.get(reply.answer), offer.language, offer.code)

    async def _talking(self, text: ReceivedText, since: datetime) -> bool:
        """Tell whether a conversation went on since the offer, or asked before it: then the word answers that."""
        lane = await self.store.read(lambda tx: tx.texts.lane(text.sender))
        if lane is None or lane.chat_id is None or text.at >= lane.used_at + IDLE:
            return False
        return since < lane.used_at or await self.talks.awaits_answer(lane.chat_id)

    def _answered(self, meant: str, template: str | None, language: Language, code: str) -> Answered:
        """Return the answer; a time that is gone was told by the waitlist's own note."""
        known = {"clinic": self.desk.clinic, "phone": self.desk.phone, "code": code}
        values = {key: known[key] for key in taken_by(template) if key in known} if template else {}
        return Answered(f"offer_{meant}", template=template, language=language, values=values)

    async def _language(self, text: ReceivedText) -> Language:
        lane = await self.store.read(lambda tx: tx.texts.lane(text.sender))
        return lane.language if lane is not None else self.desk.language


def code_in(body: str) -> tuple[str, bool | None] | None:
    """Return the code in a text as people read it, and whether it is taken (True), turned down, or neither (None)."""
    found = find_code(body)
    if found is None:
        return None
    code, rest = found
    return str(code), _accepts(frozenset(re.findall(r"\w+", folded(rest))))


def _accepts(words: frozenset[str]) -> bool | None:
    if words <= _YES:
        return True
    return False if words & _REFUSES and words <= _NO else None


def may_offer(rules: MessageRules, tx: MessagingTx, number: str, zone: str | None, now: datetime) -> bool:
    """Tell whether one more offer may be texted to the number now: opt-out, consent, hours and caps."""
    letter = Letter(MessageClass.REMINDER_OR_OFFER, number, now, zone)
    return judge(rules, letter, standing_of(tx, letter, now), now).go
