"""Probes of backups and restore drills, and of what is not there yet."""

from datetime import timedelta
from typing import Final

from compliance.probes.model import CannotTell, Figure, NotShown, Probe
from compliance.probes.subject import Subject

_OLDEST: Final = timedelta(hours=48)


async def _fresh(subject: Subject) -> Figure:
    ask = subject.neighbours.backup
    if ask is None:
        raise CannotTell("not there yet: this version makes no backups by itself")
    seen = await ask()
    if not seen.checked:
        raise NotShown(f"the newest backup was never read back: {seen.words}")
    if subject.clock.now() - seen.at > _OLDEST:
        raise NotShown(f"the newest backup is older than 48 hours: {seen.words}")
    return Figure(seen.words, seen.at)


async def _restored(subject: Subject) -> Figure:
    ask = subject.neighbours.drill
    if ask is None:
        raise CannotTell("not there yet: this version has no restore drill")
    seen = await ask()
    if not seen.checked:
        raise NotShown(f"the newest drill did not end well: {seen.words}")
    return Figure(seen.words, seen.at)


FRESH: Final = Probe(
    "backups.fresh",
    "There is a backup not older than 48 hours, and it can be read",
    "the newest backup: its age, and the check of its content",
    "ls -l --time-style=full-iso where the copies lie",
    "Copy the encrypted folders and the secrets to two places, apart from each other.",
    _fresh,
)
RESTORED: Final = Probe(
    "backups.restored",
    "Restoring was tried",
    "the newest restore drill: its date, duration and result",
    "the minutes of the newest drill",
    "Restore the copies onto another machine, and run sealdesk doctor there.",
    _restored,
)
COPIES: Final = (FRESH, RESTORED)
