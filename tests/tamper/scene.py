"""What an attack finds: an honest ledger with its checkpoints, and what an attacker can make of it."""

import random
from dataclasses import dataclass, field
from functools import lru_cache

from services.audit.notes import Note
from services.audit.reading import Found
from services.audit.statement import STATEMENTS
from tests.doubles.exports import Ledger, log_key, signed_manifest, witness_key

Export = dict[str, bytes]

FIRST_KEY, SECOND_KEY, OWN_KEY = log_key(0), log_key(1), log_key(99)
"""The ledger's key, the one it certified later, and one that the attacker made."""
WITNESS = witness_key(0)


@dataclass
class Scene:
    """An honest ledger: events, a certified key, one destroyed key, and checkpoints on the way."""

    seed: int
    ledger: Ledger = field(init=False)
    notes: list[tuple[int, Note]] = field(default_factory=list)
    """Genuine checkpoints of the ledger, with their sizes, the last one over everything; all cosigned."""
    honest: Export = field(init=False)
    before: dict[int, Found] = field(default_factory=dict)
    """Events as they were before their key was destroyed."""

    def __post_init__(self) -> None:
        self.ledger = Ledger(self.seed, FIRST_KEY)
        chance = random.Random(self.seed)  # noqa: S311 a seeded place
        for step in range(4):
            self.ledger.grow(20 + chance.randrange(120))
            if step == 1:
                self.ledger.rotate(SECOND_KEY)
            if step == 2:
                self._shred()
            self.notes.append((self.ledger.size, self.ledger.checkpoint(None, WITNESS)))
        self.honest = self.ledger.contents(self.notes[-1][1])

    def _shred(self) -> None:
        patient = next(one.filing.patient for one in self.ledger.events if one.filing.patient)
        self.before = {one.sequence: one for one in self.ledger.closable(patient)}
        self.ledger.shred(patient)

    def until(self, size: int) -> list[Found]:
        """The events as they stood when there were so many."""
        events = self.ledger.events[:size]
        if any(one.filing.action == "keys.shredded" for one in events):
            return events
        return [self.before.get(one.sequence, one) for one in events]

    @property
    def newest(self) -> Note:
        """The last checkpoint that the witness saw."""
        return self.notes[-1][1]

    def again(self) -> Ledger:
        """The same ledger made again, to be tampered with."""
        return self.ledger.rebuilt(self.ledger.events, SECOND_KEY)

    def opened(self, chance: random.Random) -> int:
        """The index of a random event that can be read and says nothing about keys."""
        return chance.choice(
            [
                index
                for index, one in enumerate(self.ledger.events)
                if not one.shredded and one.filing.action not in STATEMENTS
            ]
        )

    def careful(self, forged: Ledger) -> Export:
        """The export of a forged ledger by somebody without its key: everything fits, but for the signature."""
        forged.signer = OWN_KEY
        return forged.contents()

    def masked(self, forged: Ledger) -> Export:
        """Likewise, with the genuine key beside it and the last genuine checkpoint on top."""
        files = self.careful(forged)
        genuine = {path: self.honest[path] for path in ("log/vkey", "log/checkpoint")}
        return (
            files
            | genuine
            | signed_manifest(forged.manifest(self.newest, forged.events, files | genuine, whole=True), OWN_KEY)
        )

    def stolen(self, forged: Ledger) -> Export:
        """The export by somebody who holds the ledger's present key as well."""
        forged.signer = SECOND_KEY
        return forged.contents()


@lru_cache(maxsize=8)
def scene(seed: int) -> Scene:
    """Return a scene, made once."""
    return Scene(seed)
