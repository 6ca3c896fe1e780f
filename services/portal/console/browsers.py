"""The console's cookie and the tokens of its forms.

The cookie is random and says nothing. Before somebody signs in it only binds the sign-in form to the browser; signing
in replaces it (no session fixation), and only then does the database know its hash. A second cookie, which outlives the
session, says whose browser this is (`services.accounts.devices`): their wrong tries are counted apart from strangers'.
"""

import hashlib
import hmac
import secrets
from datetime import timedelta

from starlette.requests import Request
from starlette.responses import Response

from services.portal.console.settings import ConsoleSettings
from services.portal.errors import ForeignForm

_BYTES = 32
KNOWN_FOR = timedelta(days=90)


class Browsers:
    """Reads and writes the cookie, makes and checks form tokens."""

    def __init__(self, settings: ConsoleSettings) -> None:
        self.cookie = "__Host-sealdesk-staff" if settings.tls else "sealdesk-staff"
        self.known = "__Host-sealdesk-known" if settings.tls else "sealdesk-known"
        self._key = hmac.new(settings.key, b"sealdesk staff form token", hashlib.sha256).digest()
        self._secure = settings.tls

    def secret(self, request: Request) -> str:
        """Return what the browser's cookie holds, empty where it has none."""
        return request.cookies.get(self.cookie, "")

    def new(self) -> str:
        """Return a cookie's content that nobody has seen."""
        return secrets.token_urlsafe(_BYTES)

    def token(self, secret: str) -> str:
        """Return the token that a form of this browser carries; it outlives a renewal of the session's secret."""
        return hmac.new(self._key, secret.partition(".")[0].encode(), hashlib.sha256).hexdigest()

    def check(self, request: Request, token: str) -> None:
        """Refuse a form that this browser did not get from us.

        Raises:
            ForeignForm: The token is not its own.
        """
        secret = self.secret(request)
        if not secret or not hmac.compare_digest(self.token(secret).encode(), token.encode()):
            raise ForeignForm("The form belongs to no page of this browser.")

    def keep(self, response: Response, secret: str) -> None:
        """Give the browser a cookie; it goes when the browser closes."""
        response.set_cookie(self.cookie, secret, path="/", secure=self._secure, httponly=True, samesite="strict")

    def device(self, request: Request) -> str:
        """Return what the browser says of whom it is known for, empty where it says nothing."""
        return request.cookies.get(self.known, "")

    def know(self, response: Response, device: str) -> None:
        """Let the browser keep whom it is known for."""
        age = int(KNOWN_FOR.total_seconds())
        response.set_cookie(
            self.known, device, max_age=age, path="/", secure=self._secure, httponly=True, samesite="strict"
        )

    def forget(self, response: Response) -> None:
        """Take the cookie, and what the browser kept of our pages, away."""
        response.delete_cookie(self.cookie, path="/", secure=self._secure, httponly=True, samesite="strict")
        response.headers["clear-site-data"] = '"cache"'
