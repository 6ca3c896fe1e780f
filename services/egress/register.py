"""The register of business associate agreements: which records there are, and which of them count today."""

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from services.egress.baa import LARGEST, BaaRecord, SignedBaa, parse
from services.egress.errors import WrongBaaRecord
from services.egress.model import Coverage
from services.egress.reasons import Reason

_LOG = logging.getLogger(__name__)
_BEST_FIRST: Final = (Reason.ALLOWED, Reason.BAA_NOT_YET, Reason.BAA_EXPIRED, Reason.BAA_UNTRUSTED)


@dataclass(frozen=True, slots=True)
class FolderRegister:
    """`services.egress.ports.BaaRegister` over a folder with one signed record a file (`*.json`).

    The folder is read anew each time, so that a record added or taken away counts at once. `trusted` are the approvers'
    keys; without one, no record counts. `zone` is the clinic's, in which days begin and end.
    """

    folder: Path
    trusted: Sequence[Ed25519PublicKey]
    zone: ZoneInfo

    def standing(self, need: Coverage, now: datetime) -> Reason:
        """Return `ALLOWED` while a valid record covers the need, else one of the `BAA_...` reasons."""
        found = {self.judge(signed, now) for signed in self.records() if signed.record.covers(need)}
        return next((reason for reason in _BEST_FIRST if reason in found), Reason.BAA_MISSING)

    def records(self) -> Iterator[SignedBaa]:
        """Yield the records that can be read, by file name; the others count for nothing."""
        for path in self._files():
            try:
                with path.open("rb") as file:
                    yield parse(file.read(LARGEST + 1))
            except (OSError, WrongBaaRecord) as error:
                _LOG.warning("a record of an agreement cannot be used: %s", type(error).__name__)

    def _files(self) -> list[Path]:
        try:
            return sorted(self.folder.glob("*.json"))
        except OSError:
            return []

    def judge(self, signed: SignedBaa, now: datetime) -> Reason:
        """Return how one record stands: `ALLOWED`, or one of the `BAA_...` reasons."""
        if not any(signed.signed_by(key) for key in self.trusted):
            return Reason.BAA_UNTRUSTED
        return self._on(signed.record, now)

    def _on(self, record: BaaRecord, now: datetime) -> Reason:
        today = now.astimezone(self.zone).date()
        if today < record.effective:
            return Reason.BAA_NOT_YET
        return Reason.BAA_EXPIRED if today > record.expires else Reason.ALLOWED
