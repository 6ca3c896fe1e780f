"""Orders to destroy data keys at the end of their retention, signed by two different people.

An order is a small JSON document; each signature is Ed25519 (RFC 8032) over its canonical form. Signing may happen on
another machine. Only trusted keys count, and each once.
"""

import base64
import binascii
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from services.keys.errors import KeysError, NeedsTwo

KIND: Final = "sealdesk.shred/1"
PEOPLE: Final = 2
LARGEST: Final = 1_000_000


class WrongOrder(KeysError):
    """A document is no order to destroy keys."""

    def __init__(self) -> None:
        super().__init__(
            "This is no order to destroy keys, or it was changed.", "Make one with `sealdesk keys shred order`."
        )


@dataclass(frozen=True, slots=True)
class ShredOrder:
    """Which keys go: a quarter, and the patients' references (keyed hashes; empty: every key of the quarter)."""

    id: str
    epoch: str
    patients: tuple[str, ...]
    reason: str
    asked_by: str
    asked: datetime

    def canonical(self) -> bytes:
        """Return what is signed."""
        content = {
            "kind": KIND,
            "id": self.id,
            "epoch": self.epoch,
            "patients": sorted(self.patients),
            "reason": self.reason,
            "asked_by": self.asked_by,
            "asked": self.asked.isoformat(),
        }
        return json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


@dataclass(frozen=True, slots=True)
class SignedOrder:
    """An order and who signed it: name to signature."""

    order: ShredOrder
    signatures: Mapping[str, bytes]

    def signed(self, name: str, key: Ed25519PrivateKey) -> "SignedOrder":
        """Return it with one more signature."""
        return SignedOrder(self.order, {**self.signatures, name: key.sign(self.order.canonical())})

    def require_two(self, trusted: Mapping[str, Ed25519PublicKey]) -> tuple[str, ...]:
        """Return who signed it: two people or more, each with the key that is trusted as theirs.

        Raises:
            NeedsTwo: fewer did.
        """
        text = self.order.canonical()
        found: dict[bytes, str] = {}
        for name, signature in sorted(self.signatures.items()):
            key = trusted.get(name)
            if key is not None and _fits(key, signature, text):
                found.setdefault(key.public_bytes_raw(), name)
        if len(found) < PEOPLE:
            raise NeedsTwo("Destroying keys")
        return tuple(found.values())

    def text(self) -> bytes:
        """Return the document."""
        signatures = {name: base64.b64encode(each).decode() for name, each in self.signatures.items()}
        content = {"order": json.loads(self.order.canonical()), "signatures": signatures}
        return (json.dumps(content, indent=1, sort_keys=True, ensure_ascii=False) + "\n").encode()


def parse(text: bytes) -> SignedOrder:
    """Read a document.

    Raises:
        WrongOrder: it is not what `SignedOrder.text` writes.
    """
    try:
        content: Any = json.loads(text) if len(text) <= LARGEST else None
        signatures = {name: base64.b64decode(each, validate=True) for name, each in content["signatures"].items()}
        return SignedOrder(_order(content["order"]), signatures)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError, binascii.Error):
        raise WrongOrder from None


def _order(content: Mapping[str, Any]) -> ShredOrder:
    if content["kind"] != KIND or not all(isinstance(each, str) for each in content["patients"]):
        raise WrongOrder
    texts = {name: content[name] for name in ("id", "epoch", "reason", "asked_by")}
    if not all(isinstance(each, str) and each.strip() for each in texts.values()):
        raise WrongOrder
    return ShredOrder(patients=tuple(content["patients"]), asked=datetime.fromisoformat(content["asked"]), **texts)


def _fits(key: Ed25519PublicKey, signature: bytes, text: bytes) -> bool:
    try:
        key.verify(signature, text)
    except InvalidSignature:
        return False
    return True
