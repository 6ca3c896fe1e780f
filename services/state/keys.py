"""Keys derived from the one secret of the state (HKDF with SHA-256, RFC 5869)."""

import hashlib
import hmac

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from services.state.errors import MissingKey, WrongKey

KEY_BYTES = 32


def require_key(key: bytes | None) -> bytes:
    """Return `key` when it is 32 raw bytes.

    Raises:
        MissingKey: there is none.
        WrongKey: it has another length, so it is not one of ours.
    """
    if not key:
        raise MissingKey
    if len(key) != KEY_BYTES:
        raise WrongKey("The key of the state database must be exactly 32 bytes.")
    return key


def derive_key(key: bytes, purpose: str) -> bytes:
    """Return a 32-byte key for one purpose; keys for two purposes say nothing about one another."""
    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=b"sealdesk/" + purpose.encode()).derive(
        require_key(key)
    )


def keyed_hash(key: bytes, value: str) -> str:
    """Return HMAC-SHA-256 of `value` in hexadecimal: the same for the same value, useless without the key."""
    return hmac.new(key, value.encode(), hashlib.sha256).hexdigest()


def workflow_file_key(key: bytes) -> bytes:
    """Return the key of the file of durable workflows; `key` is the one of the state database."""
    return derive_key(key, "workflows/file")


def patient_reference(key: bytes, patient_id: str) -> str:
    """Return the keyed hash by which audit events name a patient; `key` is the first one of the state database."""
    return keyed_hash(derive_key(key, "audit/patient"), patient_id)
