"""What the ledger needs from the room that keeps the keys."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Protocol

from services.audit.notes import Signer


class DataKeys(Protocol):
    """Keys that single events are sealed with: one for each patient and quarter, and one for what concerns nobody."""

    def key(self, patient: str | None, epoch: str) -> bytes | None:
        """Return the 32 bytes that events were sealed with; None once the key was destroyed. Nothing is ever made.

        Args:
            patient: the keyed hash in hexadecimal; None for events without a patient.
            epoch: the quarter, like `2026Q4`.

        Raises:
            SealdeskError: there never was one here, or it cannot be read.
        """
        ...

    def made(self, patient: str | None, epoch: str) -> bytes | None:
        """Return the 32 bytes to seal with, made durably at first use; None once the key was destroyed."""
        ...

    def missing(self, places: Iterable[tuple[str | None, str]]) -> int:
        """Return how many of these patients and quarters never had a key here."""
        ...


class LegalHolds(Protocol):
    """Says what a legal hold keeps from being removed."""

    def held(self, epoch: str) -> bool:
        """Tell whether any hold covers events of this quarter."""
        ...


@dataclass(frozen=True, slots=True)
class LedgerKeys:
    """Everything secret that the ledger works with: the files' raw key, the data keys, and who signs checkpoints.

    The first signer's key is the log's own: its name is the origin that checkpoints begin with.
    """

    database: bytes = field(repr=False)
    data: DataKeys
    signers: tuple[Signer, ...]
