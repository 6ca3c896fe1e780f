"""All vaults of this process: one per conversation, bounded in number, destroyed when their time is over."""

import hashlib
import secrets
import threading
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from services.gateway.refusals import VaultFull
from services.gateway.vault.passages import Passages, Room
from services.gateway.vault.vault import Vault
from services.kernel.clock import Clock

IDLE: Final = timedelta(minutes=30)
MOST: Final = 10_000


@dataclass(slots=True)
class _Held:
    vault: Vault
    until: datetime
    users: int = 0


class Vaults:
    """Opens the vault of a conversation; a conversation's own id is never kept, only a keyed digest of it."""

    def __init__(self, clock: Clock, idle: timedelta = IDLE, most: int = MOST) -> None:
        self._clock = clock
        self._idle = idle
        self._most = most
        self._key = secrets.token_bytes(32)
        self._held: OrderedDict[str, _Held] = OrderedDict()
        self._lock = threading.Lock()
        self._room = Room()

    def __len__(self) -> int:
        return len(self._held)

    def name(self, conversation: str) -> str:
        """Return the digest under which a conversation is kept and audited."""
        return hashlib.blake2b(conversation.encode(), key=self._key, digest_size=12).hexdigest()

    @contextmanager
    def opened(self, conversation: str | None) -> Iterator[Vault]:
        """Lend the vault of a conversation; None is a conversation of this one request.

        Raises:
            VaultFull: there are too many conversations at once.
        """
        if conversation is None:
            vault = Vault()
            try:
                yield vault
            finally:
                vault.destroy()
            return
        name = self.name(conversation)
        held, vault = self._lend(name)
        try:
            yield vault
        finally:
            self._give_back(name, held)

    def sweep(self) -> int:
        """Destroy the vaults whose time is over; return how many."""
        with self._lock:
            return self._sweep()

    def close(self, conversation: str) -> None:
        """Destroy a conversation's vault now."""
        with self._lock:
            self._destroy(self.name(conversation))

    def close_all(self) -> None:
        """Destroy every vault."""
        with self._lock:
            for name in list(self._held):
                self._destroy(name)

    def _lend(self, name: str) -> tuple[_Held, Vault]:
        with self._lock:
            self._sweep()
            held = self._held.get(name)
            if held is None:
                self._make_room()
                held = self._held[name] = _Held(Vault(passages=Passages(self._room)), self._deadline())
            held.users += 1
            self._held.move_to_end(name)
            return held, held.vault

    def _give_back(self, name: str, held: _Held) -> None:
        with self._lock:
            held.users -= 1
            held.until = self._deadline()
            if name in self._held:
                self._held.move_to_end(name)

    def _deadline(self) -> datetime:
        return self._clock.now() + self._idle

    def _make_room(self) -> None:
        if len(self._held) >= self._most:
            raise VaultFull("The gateway holds too many conversations.", "Try again later.")

    def _sweep(self) -> int:
        now = self._clock.now()
        over = []
        for name, held in self._held.items():
            if held.until > now:
                break
            if not held.users:
                over.append(name)
        for name in over:
            self._destroy(name)
        return len(over)

    def _destroy(self, name: str) -> None:
        held = self._held.pop(name, None)
        if held is not None:
            held.vault.destroy()
