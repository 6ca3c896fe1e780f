"""Time-based one-time passwords (RFC 6238, with the HMAC-SHA-1 and 6 digits that authenticator apps have)."""

import base64
import hashlib
import hmac
import secrets
import struct
from datetime import datetime
from urllib.parse import quote

STEP_SECONDS = 30
DIGITS = 6
_SECRET_BYTES = 20
_EITHER_WAY = 1
"""Steps by which a phone's clock may differ (RFC 6238, 5.2)."""


def new_secret() -> str:
    """Return a random secret of 160 bits in base32, as apps take it (RFC 4226, 4, R6)."""
    return base64.b32encode(secrets.token_bytes(_SECRET_BYTES)).decode()


def step_of(now: datetime) -> int:
    """Return the number of the time step."""
    return int(now.timestamp()) // STEP_SECONDS


def code_at(secret: str, step: int) -> str:
    """Return the code of a time step (RFC 4226, 5.3)."""
    digest = hmac.new(base64.b32decode(secret), struct.pack(">Q", step), hashlib.sha1).digest()
    offset = digest[-1] & 0x0F
    number = int.from_bytes(digest[offset : offset + 4]) & 0x7FFFFFFF
    return f"{number % 10**DIGITS:0{DIGITS}}"


def fitting_step(secret: str, code: str, now: datetime, after: int) -> int | None:
    """Return the time step to which a code belongs, None where it fits none that is newer than `after`."""
    typed = "".join(code.split()).encode()
    found = None
    for step in range(step_of(now) - _EITHER_WAY, step_of(now) + _EITHER_WAY + 1):
        if hmac.compare_digest(code_at(secret, step).encode(), typed) and step > after:
            found = step
    return found


def app_address(secret: str, account_id: str, issuer: str) -> str:
    """Return the `otpauth:` address that authenticator apps open."""
    return f"otpauth://totp/{quote(issuer)}:{quote(account_id)}?secret={secret}&issuer={quote(issuer)}"
