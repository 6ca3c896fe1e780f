"""Verifiers of notes, one for each kind of key."""

from collections.abc import Callable

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.mldsa import MLDSA44PublicKey

from services.audit.checkpoint import cosigned_message, cosigned_text, untimed
from services.audit.errors import NoteUnreadable
from services.audit.notes import Key, KeyKind, Verifier


class _Holder:
    """Holds a key of a note's signer."""

    def __init__(self, key: Key) -> None:
        self._key = key

    @property
    def key(self) -> Key:
        """The key."""
        return self._key


class LogVerifier(_Holder):
    """Checks a log's Ed25519 signatures (kind 0x01)."""

    def __init__(self, key: Key) -> None:
        super().__init__(key)
        self._public = Ed25519PublicKey.from_public_bytes(key.public)

    def verify(self, text: str, signature: bytes) -> bool:
        """Tell whether this key signed the text."""
        return _fits(self._public, signature, text.encode())


class WitnessVerifier(_Holder):
    """Checks a witness's Ed25519 cosignatures (kind 0x04)."""

    def __init__(self, key: Key) -> None:
        super().__init__(key)
        self._public = Ed25519PublicKey.from_public_bytes(key.public)

    def verify(self, text: str, signature: bytes) -> bool:
        """Tell whether this witness cosigned the checkpoint."""
        try:
            time, data = untimed(signature)
        except NoteUnreadable:
            return False
        return _fits(self._public, data, cosigned_text(text, time))


class MlDsaVerifier(_Holder):
    """Checks ML-DSA-44 signatures of checkpoints (kind 0x06)."""

    def __init__(self, key: Key) -> None:
        super().__init__(key)
        self._public = MLDSA44PublicKey.from_public_bytes(key.public)

    def verify(self, text: str, signature: bytes) -> bool:
        """Tell whether this key signed the checkpoint."""
        try:
            time, data = untimed(signature)
            message = cosigned_message(self._key.name, text, time)
        except NoteUnreadable:
            return False
        return _fits(self._public, data, message)


def _fits(public: Ed25519PublicKey | MLDSA44PublicKey, signature: bytes, message: bytes) -> bool:
    try:
        public.verify(signature, message)
    except InvalidSignature:
        return False
    return True


_KINDS: dict[int, Callable[[Key], Verifier]] = {
    KeyKind.ED25519: LogVerifier,
    KeyKind.COSIGNATURE: WitnessVerifier,
    KeyKind.ML_DSA_44: MlDsaVerifier,
}


def verifier_of(key: Key) -> Verifier:
    """Return the verifier for a key.

    Raises:
        NoteUnreadable: the project knows no such kind of key.
    """
    kind = _KINDS.get(key.kind)
    if kind is None:
        msg = f"The key of {key.name} is of a kind that is not known here."
        raise NoteUnreadable(msg)
    return kind(key)
