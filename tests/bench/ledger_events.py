"""Invented events in the proportions of a clinic: chats of eight events, each about one patient and one change."""

import random
from collections.abc import Iterator
from functools import lru_cache

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


@lru_cache(maxsize=4)
def _chat(number: int) -> tuple[str, str, str, str]:
    """Return actor, patient, resource and operation of a chat."""
    chance = random.Random(number)  # noqa: S311 the same chats in every run
    actor, operation = f"chat_{chance.getrandbits(128):032x}", f"op_{chance.getrandbits(128):032x}"
    return actor, patient(chance.randrange(PATIENTS)), f"Appointment/{chance.randrange(200_000)}", operation


def events(count: int, first: int = 1, apart: int = 40_000_000, source: str = "state") -> Iterator[Filing]:
    """Yield so many events, `apart` microseconds one from the next; the same for the same numbers."""
    for number in range(first, first + count):
        chat, step = divmod(number, len(_STEPS))
        actor, whom, what, operation = _chat(chat)
        known = step > 1
        yield Filing(
            source=source,
            number=number,
            at=START + number * apart,
            node="desk-1",
            actor_kind="patient" if known else "caller",
            actor_id=actor,
            role="",
            action=_STEPS[step],
            outcome=_OUTCOMES[(number * 7 + chat) % len(_OUTCOMES)],
            patient=whom if known else None,
            resource=what if known else None,
            operation=operation if step > 4 else None,
            purpose="TREAT",
            accountable=False,
            body={"channel": "web", "language": "en", "template": "offer_three", "policy": "allow"},
        )
