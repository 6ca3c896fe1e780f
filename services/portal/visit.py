"""The visit: what binds one browser to its chat.

The cookie is opaque: AES-256-GCM over a random 256-bit secret and the chat's id. Nothing is stored for it, so a chat
survives a restart, and nobody without the key can make one. The id of a chat is never in an address.
"""

import base64
import binascii
import hashlib
import hmac
import secrets
from dataclasses import dataclass, field, replace

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from services.portal.settings import PortalSettings

_SECRET_BYTES = 32
_NONCE_BYTES = 12
_PURPOSE = b"sealdesk portal visit 1"


@dataclass(frozen=True, slots=True)
class Visit:
    """One browser's visit. `chat_id` is None until the patient starts a chat."""

    secret: bytes = field(repr=False)
    chat_id: str | None = field(repr=False, default=None)

    def with_chat(self, chat_id: str) -> "Visit":
        """Return the visit bound to a chat."""
        return replace(self, chat_id=chat_id)


class Visits:
    """Seals visits into cookies, opens them, and makes the token that our own forms carry."""

    def __init__(self, settings: PortalSettings) -> None:
        self._form_key = _derive(settings.key, b"form token")
        self._cipher = AESGCM(_derive(settings.key, b"visit cookie"))
        self.cookie_name = "__Host-sealdesk" if settings.tls else "sealdesk"
        self._attributes = _attributes(settings)

    def new(self) -> Visit:
        """Return a visit that nobody has seen."""
        return Visit(secrets.token_bytes(_SECRET_BYTES))

    def open(self, cookie: str | None) -> Visit | None:
        """Return the visit of a cookie, or None when there is none or we did not make it."""
        if not cookie:
            return None
        try:
            sealed = base64.urlsafe_b64decode(cookie + "=" * (-len(cookie) % 4))
            plain = self._cipher.decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], _PURPOSE)
        except (InvalidTag, binascii.Error, ValueError):
            return None
        return Visit(plain[:_SECRET_BYTES], plain[_SECRET_BYTES:].decode() or None)

    def form_token(self, visit: Visit) -> str:
        """Return the token that a form of this visit must carry (OWASP: HMAC-based token bound to the session)."""
        return hmac.new(self._form_key, visit.secret, hashlib.sha256).hexdigest()

    def owns_token(self, visit: Visit, token: str) -> bool:
        """Say whether a form's token belongs to this visit."""
        return hmac.compare_digest(self.form_token(visit).encode(), token.encode())

    def cookie(self, visit: Visit) -> str:
        """Return the Set-Cookie value that binds the browser to this visit until it closes."""
        nonce = secrets.token_bytes(_NONCE_BYTES)
        plain = visit.secret + (visit.chat_id or "").encode()
        sealed = base64.urlsafe_b64encode(nonce + self._cipher.encrypt(nonce, plain, _PURPOSE)).decode().rstrip("=")
        return f"{self.cookie_name}={sealed}; {self._attributes}"

    def no_cookie(self) -> str:
        """Return the Set-Cookie value that ends the visit in the browser."""
        return f"{self.cookie_name}=; Max-Age=0; {self._attributes}"


def _derive(key: bytes, purpose: bytes) -> bytes:
    """Return a key for one purpose only."""
    return hmac.digest(key, purpose, "sha256")


def _attributes(settings: PortalSettings) -> str:
    """Return the cookie's attributes; in another site's iframe it is kept apart for that site (CHIPS)."""
    if not settings.tls:
        return "Path=/; HttpOnly; SameSite=Lax"
    if settings.embed_origins:
        return "Path=/; HttpOnly; Secure; SameSite=None; Partitioned"
    return "Path=/; HttpOnly; Secure; SameSite=Lax"
