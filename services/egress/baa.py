"""Records of business associate agreements (45 CFR 164.504(e)), signed by whoever approved them.

The signature is Ed25519 (RFC 8032) over the record's canonical JSON (RFC 8785 for these types). The JSON names its own
kind, so that no other signed document can be taken for one.
"""

import base64
import binascii
import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from services.egress.errors import WrongBaaRecord
from services.egress.model import Coverage

KIND: Final = "sealdesk.baa/1"
LARGEST: Final = 64 * 1024
"""A record has no more bytes than this."""

_TEXTS: Final = ("id", "vendor", "counterparty", "approver", "document_sha256")
_DATES: Final = ("effective", "expires")
_FIELDS: Final = frozenset({"kind", "products", *_TEXTS, *_DATES})
_SHA256: Final = re.compile(r"[0-9a-f]{64}")
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
_SIGNATURE_BYTES: Final = 64


@dataclass(frozen=True, slots=True)
class BaaRecord:
    """One agreement: with which legal person (`counterparty`), for which products of which vendor, and how long.

    It holds from the first moment of `effective` to the last moment of `expires`, in the clinic's time zone.
    `document_sha256` is the hash of the signed document; `approver` is who recorded it.

    Raises:
        WrongBaaRecord: a field is empty or impossible.
    """

    id: str
    vendor: str
    products: tuple[str, ...]
    counterparty: str
    effective: date
    expires: date
    document_sha256: str
    approver: str

    def __post_init__(self) -> None:
        """Refuse what no agreement says."""
        texts = (*(getattr(self, name) for name in _TEXTS), *self.products)
        if not self.products or not all(text.strip() and text.isprintable() for text in texts):
            raise WrongBaaRecord("A record of an agreement has an empty field, or one that cannot be printed.")
        if not _SHA256.fullmatch(self.document_sha256):
            raise WrongBaaRecord("A record's document_sha256 is not a SHA-256 in 64 small hexadecimal digits.")
        if self.expires < self.effective:
            raise WrongBaaRecord("A record of an agreement expires before it takes effect.")

    def covers(self, need: Coverage) -> bool:
        """Tell whether the agreement is about this vendor and product, whatever the day."""
        return need.vendor == self.vendor and need.product in self.products

    def canonical(self) -> bytes:
        """Return what is signed: JSON with sorted keys and no spaces, in UTF-8."""
        return canonical(
            {
                "kind": KIND,
                **{name: getattr(self, name) for name in _TEXTS},
                **{name: getattr(self, name).isoformat() for name in _DATES},
                "products": list(self.products),
            }
        )


@dataclass(frozen=True, slots=True)
class SignedBaa:
    """A record with its signature; nothing is said yet of whose it is."""

    record: BaaRecord
    signature: bytes

    def signed_by(self, key: Ed25519PublicKey) -> bool:
        """Tell whether the signature is this key's, over exactly this record."""
        try:
            key.verify(self.signature, self.record.canonical())
        except InvalidSignature:
            return False
        return True

    def text(self) -> bytes:
        """Return the record as its file holds it."""
        signature = base64.b64encode(self.signature).decode()
        return canonical({"record": json.loads(self.record.canonical()), "signature": signature}) + b"\n"


def canonical(value: Mapping[str, Any]) -> bytes:
    """Return JSON with sorted keys and no spaces, in UTF-8.

    Raises:
        WrongBaaRecord: a text holds half a surrogate pair.
    """
    try:
        return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
    except UnicodeEncodeError:
        raise WrongBaaRecord("A record of an agreement holds a broken letter.") from None


def document_hash(document: bytes) -> str:
    """Return what `document_sha256` holds for a signed document."""
    return hashlib.sha256(document).hexdigest()


def sign(record: BaaRecord, key: Ed25519PrivateKey) -> SignedBaa:
    """Return the record signed by its approver's key."""
    return SignedBaa(record, key.sign(record.canonical()))


def parse(text: bytes) -> SignedBaa:
    """Read a record's file; every field must be there, and none besides.

    Raises:
        WrongBaaRecord: it is not what `SignedBaa.text` writes.
    """
    if len(text) > LARGEST:
        raise WrongBaaRecord("A record of an agreement is larger than any is.")
    try:
        outer = _object(json.loads(text, object_pairs_hook=_distinct), frozenset({"record", "signature"}))
        fields = _object(outer["record"], _FIELDS)
        signature = base64.b64decode(outer["signature"], validate=True)
    except (ValueError, TypeError, RecursionError, binascii.Error):
        raise WrongBaaRecord("A record of an agreement is not the JSON that a record is.") from None
    if len(signature) != _SIGNATURE_BYTES:
        raise WrongBaaRecord("A record's signature is not an Ed25519 signature.")
    return SignedBaa(_record(fields), signature)


def _record(fields: Mapping[str, Any]) -> BaaRecord:
    products = fields["products"]
    texts = [fields[name] for name in (*_TEXTS, *_DATES)]
    if fields["kind"] != KIND or not isinstance(products, list):
        raise WrongBaaRecord("A record is not of the kind that this version reads.")
    if not all(isinstance(text, str) for text in (*texts, *products)):
        raise WrongBaaRecord("A record of an agreement has a field that is no text.")
    return BaaRecord(
        **{name: fields[name] for name in _TEXTS},
        products=tuple(products),
        effective=_day(fields["effective"]),
        expires=_day(fields["expires"]),
    )


def _day(text: str) -> date:
    try:
        if _DAY.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise WrongBaaRecord("A record of an agreement has a date that is not YYYY-MM-DD.")


def _distinct(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        msg = "a key comes twice"
        raise ValueError(msg)
    return found


def _object(value: object, keys: frozenset[str]) -> dict[str, Any]:
    if not isinstance(value, dict) or value.keys() != keys:
        msg = "not these keys"
        raise ValueError(msg)
    return value
