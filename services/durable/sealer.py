"""Payloads of the durable database: JSON sealed with AES-256-GCM, never pickle.

DBOS's own serializer unpickles what it reads, so whoever can write its database can run code. Ours reads JSON only, and
only what carries our key's authentication tag. Workflow and step are inside the sealed text (see
`services.durable.envelope`), so a payload moved to another row is noticed.
"""

import base64
import os
from typing import Any

import orjson
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from dbos import Serializer

from services.durable.errors import DurableError, PayloadRejected

_NONCE_BYTES = 12
_PURPOSE = b"sealdesk/durable/payload/1"


class PayloadSealer(Serializer):
    """DBOS's serializer: values and the types of errors, sealed.

    Args:
        key: 32 raw bytes; the key used is derived from it (HKDF with SHA-256).
    """

    def __init__(self, key: bytes) -> None:
        self._aead = AESGCM(HKDF(algorithm=SHA256(), length=32, salt=None, info=_PURPOSE).derive(key))

    def name(self) -> str:
        """Return the name that DBOS stores beside each payload."""
        return "sealdesk-aesgcm-json-1"

    def serialize(self, data: Any) -> str:  # noqa: ANN401 DBOS hands over anything
        """Return the sealed text; of an exception only its type is kept, for its message may hold PHI."""
        content = {"error": type(data).__name__} if isinstance(data, BaseException) else {"value": data}
        nonce = os.urandom(_NONCE_BYTES)
        return base64.b64encode(nonce + self._aead.encrypt(nonce, orjson.dumps(content), _PURPOSE)).decode()

    def deserialize(self, serialized_data: str) -> Any:  # noqa: ANN401 whatever was serialized
        """Return the value, or a `DurableError` that stands for a stored exception.

        Raises:
            PayloadRejected: the text is not ours.
        """
        try:
            sealed = base64.b64decode(serialized_data, validate=True)
            content = orjson.loads(self._aead.decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], _PURPOSE))
        except (ValueError, InvalidTag):
            raise PayloadRejected from None
        if "error" in content:
            return DurableError(f"A workflow failed with {content['error']}.", "See the log of that time.")
        return content["value"]
