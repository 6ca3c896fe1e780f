"""The security headers of every response, whole and in one place."""

from typing import Protocol

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send


class Facing(Protocol):
    """What the headers depend on."""

    @property
    def passkeys(self) -> bool:
        """Whether the pages ask browsers for security keys."""
        ...

    @property
    def tls(self) -> bool:
        """Whether the page is reached over TLS."""
        ...

    @property
    def embed_origins(self) -> tuple[str, ...]:
        """Web sites that may show the page in an iframe."""
        ...


_TWO_YEARS = 63_072_000
_NO_FEATURES = (
    "accelerometer=(), autoplay=(), browsing-topics=(), camera=(), display-capture=(), "
    "fullscreen=(), geolocation=(), gyroscope=(), hid=(), magnetometer=(), microphone=(), midi=(), payment=(), "
    "publickey-credentials-get=(), screen-wake-lock=(), serial=(), usb=(), xr-spatial-tracking=()"
)

_KEYS = _NO_FEATURES.replace("-get=()", "-get=(self), publickey-credentials-create=(self)")


def content_security_policy(settings: Facing) -> str:
    """Return the policy (CSP 3, Trusted Types): everything from this origin only, nothing inline, nothing evaluated."""
    ancestors = " ".join(settings.embed_origins) or "'none'"
    return (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
        "connect-src 'self'; form-action 'self'; base-uri 'none'; "
        f"frame-ancestors {ancestors}; require-trusted-types-for 'script'; trusted-types 'none'"
    )


def security_headers(settings: Facing) -> dict[str, str]:
    """Return the headers that every response carries, errors and assets too."""
    headers = {
        "content-security-policy": content_security_policy(settings),
        "x-content-type-options": "nosniff",
        "referrer-policy": "no-referrer",
        "permissions-policy": _KEYS if settings.passkeys else _NO_FEATURES,
        "cross-origin-opener-policy": "same-origin",
        "cross-origin-resource-policy": "cross-origin" if settings.embed_origins else "same-origin",
    }
    if not settings.embed_origins:
        headers["x-frame-options"] = "DENY"
    if settings.tls:
        headers["strict-transport-security"] = f"max-age={_TWO_YEARS}"
    return headers


class SecurityHeaders:
    """ASGI middleware that adds the headers, and `no-store` where a response says nothing about caching."""

    def __init__(self, app: ASGIApp, settings: Facing) -> None:
        self._app = app
        self._headers = security_headers(settings)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one connection."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.update(self._headers)
                headers.setdefault("cache-control", "no-store")
            await send(message)

        await self._app(scope, receive, send_with_headers)
