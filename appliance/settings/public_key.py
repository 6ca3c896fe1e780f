"""A person's public key in the settings: Ed25519, 32 bytes in base64."""

import base64
import binascii
from typing import Annotated, Final

from pydantic import AfterValidator

_KEY_BYTES: Final = 32


def _public_key(text: str) -> str:
    try:
        raw = base64.b64decode(text, validate=True)
    except (ValueError, binascii.Error):
        raw = b""
    if len(raw) != _KEY_BYTES:
        msg = "is no public key; copy the line that `sealdesk baa keygen` or `sealdesk keys shred keygen` printed"
        raise ValueError(msg)
    return text


PublicKey = Annotated[str, AfterValidator(_public_key)]
