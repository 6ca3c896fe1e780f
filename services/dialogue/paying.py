"""Fees in the conversation: said with the reason before the yes, a person on demand, and where to pay afterwards.

The address of the payment page is never part of a text: beside the line on the page it is a link, and by text it
leaves only as a message of the class billing, to whoever agreed to such messages.
"""

from services.dialogue.buttons import Press
from services.dialogue.model import Choice
from services.dialogue.person import Why, hand_over
from services.dialogue.phrases import Phrase
from services.dialogue.ports import FeeDue
from services.dialogue.rules import held
from services.dialogue.state import Proposal, Step
from services.dialogue.turn import Turn
from services.kernel.wording import say_money
from services.scheduling.policy import Finding

TEXT = "bill"
WAIVER = "fee_waiver"


def say_before(turn: Turn, proposal: Proposal) -> None:
    """Say what the proposed late change costs and why, before anybody says yes to it."""
    hours = proposal.notice_hours
    if proposal.fee_cents:
        turn.say(Phrase.FEE, fee=say_money(proposal.fee_cents), hours=hours)
    elif proposal.late:
        turn.say(Phrase.FEE_FREE, hours=hours)


def ask_waiver(turn: Turn) -> bool:
    """Put the proposed change with its fee before a person, who may make it for nothing; False where it has none."""
    proposal = turn.state.proposal
    if proposal is None or not proposal.fee_cents:
        return False
    fee = say_money(proposal.fee_cents)
    params = {"fee": fee, "fee_cents": str(proposal.fee_cents), "notice_hours": proposal.notice_hours}
    request = held(turn, (Finding("late_fee", params),), proposal.slot)
    turn.say(Phrase.FEE_TO_PERSON, fee=fee, old=turn.when(proposal.appointment))
    hand_over(turn, Why(WAIVER, f"fee {fee}", request))
    return True


def say_after(turn: Turn, due: FeeDue | None) -> list[Choice]:
    """Say where the fee of the change that was done can be paid; return the button that belongs to it, if any."""
    turn.state.fee_page, turn.state.fee_asked = "", False
    if due is None:
        return []
    fee = say_money(due.cents)
    if due.page is None:
        turn.say(Phrase.FEE_PAY_AT_DESK, fee=fee, phone=turn.settings.clinic_phone)
        return []
    turn.say(Phrase.FEE_PAY, pay=due.page, fee=fee)
    if due.texted:
        turn.say(Phrase.FEE_TEXTED)
    elif due.may_text:
        turn.say(Phrase.FEE_ASK_TEXT)
        turn.state.fee_page = due.page
        return [_button(turn)]
    return []


async def answered(turn: Turn, *, yes: bool, no: bool) -> bool:
    """Take a plain yes or no where texts about the fee were asked about; False where it answers something else.

    The first yes may answer "anything else?" just as well, so the question is put once more by itself.
    """
    state = turn.state
    if state.step is not Step.ANYTHING_ELSE or not state.fee_page:
        return False
    if yes:
        if state.fee_asked:
            return await agreed(turn, Press(TEXT, state.fee_page))
        state.fee_asked = True
        turn.say(Phrase.FEE_ASK_TEXT, [_button(turn), turn.button(Phrase.B_NO, "/no")])
        return True
    if no and state.fee_asked:
        state.fee_page, state.fee_asked = "", False
        turn.repeat = True
        return True
    return False


def _button(turn: Turn) -> Choice:
    return turn.button(Phrase.B_TEXT_FEE, f"/{TEXT} {turn.state.fee_page}")


async def agreed(turn: Turn, pressed: Press | None) -> bool:
    """Take the patient's word that they want texts about fees; False where the button was not pressed."""
    if pressed is None or pressed.what != TEXT or not turn.state.verified:
        return False
    turn.state.fee_page, turn.state.fee_asked = "", False
    texted = await turn.tools.payments.agree(pressed.key, turn.actor)
    if texted:
        turn.say(Phrase.FEE_TEXTED)
    else:
        turn.say(Phrase.FEE_NOT_TEXTED, phone=turn.settings.clinic_phone)
    turn.repeat = True
    return True
