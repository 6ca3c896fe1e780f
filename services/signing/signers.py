"""Signers of notes: a log's Ed25519 key, a witness's with its time, and ML-DSA-44 for both."""

from collections.abc import Callable

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.mldsa import MLDSA44PrivateKey

from services.audit.checkpoint import cosigned_message, cosigned_text, timed
from services.audit.notes import Key, KeyKind
from services.kernel.clock import Clock

SEED_BYTES = 32
"""Both kinds of private key are a seed of 32 random bytes."""


class LogSigner:
    """Signs with a log's Ed25519 key (kind 0x01)."""

    def __init__(self, name: str, seed: bytes) -> None:
        self._private = Ed25519PrivateKey.from_private_bytes(seed)
        self._key = Key(name, KeyKind.ED25519, self._private.public_key().public_bytes_raw())

    @property
    def key(self) -> Key:
        """The public half."""
        return self._key

    def sign(self, text: str) -> bytes:
        """Sign the text."""
        return self._private.sign(text.encode())


class WitnessSigner:
    """Cosigns checkpoints with Ed25519 and the time by the clock (kind 0x04)."""

    def __init__(self, name: str, seed: bytes, clock: Clock) -> None:
        self._private = Ed25519PrivateKey.from_private_bytes(seed)
        self._key = Key(name, KeyKind.COSIGNATURE, self._private.public_key().public_bytes_raw())
        self._clock = clock

    @property
    def key(self) -> Key:
        """The public half."""
        return self._key

    def sign(self, text: str) -> bytes:
        """Cosign the text of a checkpoint."""
        time = int(self._clock.now().timestamp())
        return timed(time, self._private.sign(cosigned_text(text, time)))


class MlDsaSigner:
    """Signs checkpoints with ML-DSA-44 (kind 0x06); a log that states no time gives 0."""

    def __init__(self, name: str, seed: bytes, seconds: Callable[[], int] = lambda: 0) -> None:
        self._private = MLDSA44PrivateKey.from_seed_bytes(seed)
        self._key = Key(name, KeyKind.ML_DSA_44, self._private.public_key().public_bytes_raw())
        self._seconds = seconds

    @property
    def key(self) -> Key:
        """The public half."""
        return self._key

    def sign(self, text: str) -> bytes:
        """Sign the text of a checkpoint."""
        time = self._seconds()
        return timed(time, self._private.sign(cosigned_message(self._key.name, text, time)))
