"""How a person of the clinic leaves a conversation: by their own word, or when a lease ends that nobody renewed."""

from services.audit.model import Action, Actor, ActorKind, AuditEvent
from services.dialogue.turn import Turn

_SERVICE = Actor(ActorKind.SERVICE, "dialogue")


def lapse_staff(turn: Turn) -> None:
    """Give a conversation back whose person wrote nothing for a whole lease."""
    state = turn.state
    if state.staff is not None and state.staff.until <= turn.now:
        leave(turn, _SERVICE)


def leave(turn: Turn, by: Actor) -> None:
    """Take the person out of the conversation, and record who did it."""
    there = turn.state.staff
    turn.state.staff = None
    turn.state.case_told = False
    record(turn, by, Action.CHAT_HANDED_BACK, {"staff": there.name if there else ""})


def record(turn: Turn, actor: Actor, action: Action, body: dict[str, str]) -> None:
    """Record what staff did in the conversation, in the commit of this turn."""
    event = AuditEvent(
        at=turn.now,
        actor=actor,
        action=action,
        patient_id=turn.state.identity.patient_id,
        purpose="HOPERAT",
        body={"chat": turn.chat_id, **body},
    )
    turn.effects.audits.append(event)
