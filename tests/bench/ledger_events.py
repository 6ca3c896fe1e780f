"""Invented events in the proportions of a clinic: chats of eight events, each about one patient and one change."""

import random
from collections.abc import Iterator

from services.audit.filing import Filing

START = 1_790_812_800_000_000
"""October 1, 2026, UTC: the first instant of a quarter."""
PATIENTS = 20_000
_STEPS = (
    "chat.opened",
    "identity.asked",
    "identity.verified",
    "appointments.disclosed",
    "slots.offered",
    "change.requested",
    "change.done",
    "message.sent",
)
_OUTCOMES = ("success", "success", "success", "success", "success", "success", "refused", "failed")


def patient(number: int) -> str:
    """Return the keyed hash that stands for a patient."""
    return f"{number * 0x9E3779B97F4A7C15 % 2**64:016x}" * 4


def events(count: int, first: int = 1, apart: int = 40_000_000, source: str = "state") -> Iterator[Filing]:
    """Yield so many events, `apart` microseconds one from the next; the same for the same numbers."""
    for number in range(first, first + count):
        chat, step = divmod(number, len(_STEPS))
        chance = random.Random(chat)  # noqa: S311 the same chats in every run
        known = step > 1
        yield Filing(
            source=source,
            number=number,
            at=START + number * apart,
            node="desk-1",
            actor_kind="patient" if known else "caller",
            actor_id=f"chat_{chance.getrandbits(128):032x}",
            role="",
            action=_STEPS[step],
            outcome=_OUTCOMES[(number * 7 + chat) % len(_OUTCOMES)],
            patient=patient(chance.randrange(PATIENTS)) if known else None,
            resource=f"Appointment/{chance.randrange(200_000)}" if known else None,
            operation=f"op_{chance.getrandbits(128):032x}" if step > 4 else None,
            purpose="TREAT",
            accountable=False,
            body={"channel": "web", "language": "en", "template": "offer_three", "policy": "allow"},
        )
