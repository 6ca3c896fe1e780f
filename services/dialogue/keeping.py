"""One turn is one commit: the new state, the transcript's lines, the audit events, the messages and the cases."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from services.dialogue.hearing import Message
from services.dialogue.model import Chat, Line, Speaker
from services.dialogue.ports import DialogueTx
from services.dialogue.turn import Turn
from services.handoff.opening import open_task
from services.scheduling.operation import Escalation
from services.scheduling.waitlist.joining import join, leave


class Conflict(Exception):
    """Another turn was kept meanwhile, or a limit was reached meanwhile: take the turn again."""


class Replayed(Exception):
    """The form of this turn was taken before: nothing is to be done."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What one commit writes."""

    chat: Chat
    lines: tuple[Line, ...]
    form_id: str | None = None
    new: bool = False


def to_keep(turn: Turn, chat: Chat, message: Message | None, form_id: str | None = None, *, new: bool = False) -> Kept:
    """Number the lines of the turn and put the state into its next version."""
    lines = _numbered(turn, message)
    turn.state.last_line += len(lines)
    saved = replace(
        chat,
        version=chat.version + 1,
        language=turn.state.language,
        last_at=turn.now if message is not None else chat.last_at,
        state=turn.state.to_json(),
        ended=turn.ended,
    )
    return Kept(saved, lines, form_id, new)


def keep(tx: DialogueTx, turn: Turn, kept: Kept) -> None:
    """Write the turn.

    Raises:
        Conflict: Another turn was kept meanwhile, or a limit is reached now.
        Replayed: The form was taken before.
    """
    chat, effects = kept.chat, turn.effects
    if kept.form_id is not None and not tx.chats.turn_of(chat.id, kept.form_id):
        raise Replayed
    _count(tx, turn)
    if kept.new:
        tx.chats.add(replace(chat, version=chat.version - 1))
    if not tx.chats.save(chat, kept.lines):
        raise Conflict
    for event in effects.audits:
        tx.audit.record(event)
    for case in effects.cases:
        _open(tx, turn, case)
    _wait(tx, turn)
    for message in effects.messages:
        tx.outbox.add(message)


def _open(tx: DialogueTx, turn: Turn, case: Escalation) -> None:
    """Open the case; with the change that it puts before a person, if there is one."""
    request = turn.effects.held.get(case.id)
    if request is None:
        tx.escalations.add(case)
    else:
        open_task(tx, case, request, turn.settings.gates, turn.settings.answering)


def _wait(tx: DialogueTx, turn: Turn) -> None:
    for entry in turn.effects.joined:
        join(tx, entry, turn.now, turn.actor)
    for entry_id in turn.effects.left:
        leave(tx, entry_id, turn.now, turn.actor)


def _count(tx: DialogueTx, turn: Turn) -> None:
    for limit in turn.effects.limits:
        if tx.attempts.count(limit.key, limit.since) >= limit.most:
            raise Conflict
        tx.attempts.add(limit.key, turn.now)


def _numbered(turn: Turn, message: Message | None) -> tuple[Line, ...]:
    number = turn.state.last_line
    lines: list[Line] = []
    if message is not None:
        lines.append(Line(number + 1, Speaker.PATIENT, message.shown, turn.now))
    return (*lines, *_replies(turn, number + len(lines)))


def _replies(turn: Turn, number: int) -> Sequence[Line]:
    return [
        Line(number + at, each.speaker, each.text, turn.now, each.choices, each.attachment, each.pay, each.unsent)
        for at, each in enumerate(turn.effects.replies, start=1)
    ]
