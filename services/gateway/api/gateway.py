"""The parts of the gateway put together; built in one place, by the appliance."""

import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from starlette.datastructures import Headers

from services.gateway.api.journal import Journal
from services.gateway.api.layers import layer
from services.gateway.api.upstream import Upstream
from services.gateway.payload.clean import CleanTexts
from services.gateway.payload.limits import Limits
from services.gateway.payload.texts import Texts
from services.gateway.ports import Finder, OtherPatients, RosterStanding
from services.gateway.redaction.labels import Label
from services.gateway.refusals import Malformed
from services.gateway.vault.placeholder import TYPES
from services.gateway.vault.store import Vaults
from services.gateway.vault.vault import Vault

CONVERSATION: Final = "x-conversation-id"
VERIFIED: Final = "x-caller-verified"
_CONVERSATION: Final = re.compile(r"[A-Za-z0-9._:-]{1,128}\Z")


class Verified(StrEnum):
    """What the client says of the caller in `X-Caller-Verified`."""

    YES = "yes"
    NO = "no"
    UNSAID = "unsaid"


@dataclass(frozen=True, slots=True)
class Caller:
    """Whose call it is: the conversation's id, if it has one, and whether the caller is verified."""

    conversation: str | None
    verified: Verified

    @classmethod
    def of(cls, headers: Headers) -> "Caller":
        """Read the two headers.

        Raises:
            Malformed: one of them has another form, or stands there twice.
        """
        if any(len(headers.getlist(name)) > 1 for name in (CONVERSATION, VERIFIED)):
            raise Malformed("X-Conversation-Id and X-Caller-Verified may stand there once.", "Send one of each.")
        conversation = headers.get(CONVERSATION)
        if conversation is not None and not _CONVERSATION.match(conversation):
            raise Malformed("X-Conversation-Id must be 1 to 128 letters, digits, '.', '_', ':' or '-'.")
        said = headers.get(VERIFIED, "unsaid").strip().lower()
        if said not in tuple(Verified):
            raise Malformed("X-Caller-Verified must be yes or no.")
        return cls(conversation, Verified(said))


@dataclass(frozen=True, slots=True)
class Gateway:
    """All parts.

    Attributes:
        finder: The redaction layers.
        vaults: The conversations' vaults.
        upstream: The model server.
        transcriber: The server of transcriptions; the same one where there is no other.
        journal: Audit and counts.
        limits: The caps.
        key: The key clients must send; empty means that none is asked for.
        others: Looks for people of the roster in what the model wrote.
        canaries: Words that no reply may hold, besides those found in prompts.
        must_be_verified: Treat a caller as not verified unless the client says so.
        roster: Keeps the roster up to date; None where nobody does.
    """

    finder: Finder
    vaults: Vaults
    upstream: Upstream
    transcriber: Upstream
    journal: Journal
    limits: Limits = field(default_factory=Limits)
    key: str = field(default="", repr=False)
    others: OtherPatients | None = None
    canaries: tuple[str, ...] = field(default=(), repr=False)
    must_be_verified: bool = False
    clean: CleanTexts = field(default_factory=CleanTexts)
    roster: RosterStanding | None = None

    def typed_only(self, verified: Verified) -> bool:
        """Tell whether only what the caller typed may come back."""
        return verified is Verified.NO or (self.must_be_verified and verified is Verified.UNSAID)

    def texts(self, vault: Vault, found: Counter[str]) -> Texts:
        """Return the texts of one request, which counts what is found in them."""

        def count(label: Label) -> None:
            found[TYPES[label]] += 1

        return Texts(self.finder, vault, self.clean, self.limits.text_characters, count)

    @contextmanager
    def opened(self, caller: Caller) -> Iterator[Vault]:
        """Lend the conversation's vault.

        Raises:
            CallRefused: the roster is not there yet, there is no room, or the vault failed.
        """
        if self.roster is not None:
            self.roster.check()
        with layer("vault"):
            context = self.vaults.opened(caller.conversation)
            vault = context.__enter__()
        try:
            yield vault
        finally:
            context.__exit__(None, None, None)

    def name_of(self, caller: Caller) -> str | None:
        """Return the digest under which the conversation is audited."""
        return self.vaults.name(caller.conversation) if caller.conversation else None
