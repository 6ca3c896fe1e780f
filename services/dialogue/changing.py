"""A confirmed change, from the yes to its last word; also after a crash between any two steps.

The yes and the operation's id are kept before anything is asked of the change protocol, and asking again with the
same id has no second effect. So whoever looks at the conversation next can finish what was begun.
"""

from datetime import timedelta
from functools import partial

from services.audit.model import Actor, ActorKind
from services.dialogue import confirming, flow, outcome
from services.dialogue.hearing import Message
from services.dialogue.outage import say_system_down
from services.dialogue.outcome import ask_anything_else
from services.dialogue.phrases import Phrase
from services.dialogue.ports import Changes, DialogueTx, FeeDue, Payments
from services.dialogue.state import FlowState, Pending, Step, state_of
from services.dialogue.turn import Turn
from services.dialogue.turns import Before, Turns
from services.handoff.task import TaskState
from services.kernel.store import Store
from services.scheduling.errors import SchedulingError
from services.scheduling.late_count import FeeChanged, LateInProgress
from services.scheduling.operation import Operation, OperationState
from services.scheduling.service import ChangeInProgress


class Changing:
    """Asks for confirmed changes and tells how they ended."""

    def __init__(self, store: Store[DialogueTx], turns: Turns, changes: Changes, payments: Payments) -> None:
        self._store = store
        self._turns = turns
        self._changes = changes
        self._payments = payments

    async def begin(self, chat_id: str, wait: timedelta) -> None:
        """Ask for the confirmed change, wait a while for its end, and say how it stands."""
        operation_id = await self.settle(chat_id)
        if operation_id is None:
            return
        await self._changes.outcome(operation_id, wait)
        if await self.settle(chat_id) is not None:
            await self._turns.run(chat_id, _still_working)

    async def settle(self, chat_id: str) -> str | None:
        """Bring a pending change forward: ask for it if that was not done, tell its end once there is one.

        Returns:
            The id of the operation that still runs, or None.
        """
        chat = await self._store.read(lambda tx: tx.chats.get(chat_id))
        if chat is not None and Step.WITH_PERSON in chat.state:
            await self._tell_case(chat_id, state_of(chat.state))
        if chat is None or '"pending":null' in chat.state:
            return None
        state = state_of(chat.state)
        if state.pending is None:
            return None
        operation_id = state.pending.operation_id
        operation = await self._store.read(lambda tx: tx.operations.get(operation_id))
        if operation is None:
            operation = await self._request(chat_id, state, state.pending)
        if operation is None:
            return None
        if not operation.state.final:
            return operation_id
        ended = operation
        fee = await self._payments.due(ended.id) if ended.fee_cents and ended.state is OperationState.DONE else None

        async def tell(turn: Turn, before: Before) -> Message | None:  # noqa: ARG001 the shape of every work
            return await _tell(turn, ended, fee)

        await self._turns.run(chat_id, tell)
        return None

    async def _tell_case(self, chat_id: str, state: FlowState) -> None:
        """Say how a person decided the change that this conversation waits for."""
        case_id = state.case_id
        if case_id is None or state.step is not Step.WITH_PERSON or state.staff is not None:
            return
        task = await self._store.read(lambda tx: tx.tasks.get(case_id))
        if task is None or task.state is not TaskState.CLOSED:
            return
        ended = task

        async def tell(turn: Turn, before: Before) -> Message | None:  # noqa: ARG001 the shape of every work
            if turn.state.staff is None:
                outcome.tell_case(turn, ended)
            return None

        await self._turns.run(chat_id, tell)

    async def _request(self, chat_id: str, state: FlowState, pending: Pending) -> Operation | None:
        try:
            return await self._changes.request(_wanted(chat_id, state, pending))
        except ChangeInProgress:
            await self._turns.run(chat_id, _in_progress)
        except (LateInProgress, FeeChanged) as error:
            phrase = Phrase.LATE_IN_PROGRESS if isinstance(error, LateInProgress) else Phrase.FEE_AGAIN
            await self._turns.run(chat_id, partial(_propose_again, phrase))
        return None


def _wanted(chat_id: str, state: FlowState, pending: Pending) -> Operation:
    """Return the operation that the patient said yes to.

    Raises:
        PermissionError: The appointment is not the verified patient's.
    """
    proposal = pending.proposal
    if state.identity.patient_id != proposal.appointment.patient_id:
        msg = "A change is asked for by the verified patient only. Verify the caller first."
        raise PermissionError(msg)
    return Operation(
        id=pending.operation_id,
        kind=proposal.kind,
        appointment=proposal.appointment,
        slot=proposal.slot,
        actor=Actor(ActorKind.PATIENT, chat_id),
        conversation_id=chat_id,
        requested_at=pending.since,
        language=state.language,
        late=proposal.late,
        fee_cents=proposal.fee_cents,
        offence=proposal.offence,
        phone=state.identity.phone,
        mail=state.identity.mail,
        words=" / ".join(state.words),
    )


async def _tell(turn: Turn, operation: Operation, fee: FeeDue | None) -> Message | None:
    pending = turn.state.pending
    if pending is None or pending.operation_id != operation.id or turn.state.staff is not None:
        return None
    outcome.tell(turn, operation, fee)
    try:
        await flow.go_on(turn)
    except SchedulingError:
        say_system_down(turn)
    return None


async def _still_working(turn: Turn, before: Before) -> Message | None:  # noqa: ARG001 the shape of every work
    if turn.state.pending is not None and turn.state.staff is None:
        turn.say(Phrase.STILL_WORKING)
    return None


async def _propose_again(phrase: Phrase, turn: Turn, before: Before) -> Message | None:  # noqa: ARG001 as above
    """Read the change back once more, with the fee as it is now; nothing was asked for."""
    state = turn.state
    pending, state.pending = state.pending, None
    if pending is None or state.staff is not None:
        return None
    turn.say(phrase)
    slot = pending.proposal.slot
    try:
        await (confirming.propose_cancel(turn) if slot is None else confirming.propose_move(turn, slot))
        await flow.go_on(turn)
    except SchedulingError:
        say_system_down(turn)
    return None


async def _in_progress(turn: Turn, before: Before) -> Message | None:  # noqa: ARG001 the shape of every work
    state = turn.state
    if state.pending is not None and state.staff is None:
        state.pending = None
        state.forget_plan()
        state.step = Step.GOAL
        turn.say(Phrase.IN_PROGRESS)
        ask_anything_else(turn)
    return None
