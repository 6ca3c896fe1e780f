"""One HTTP call to a carrier and its bounded answer; what went wrong is told by the phase in which it did.

httpx, as in the bridge: its errors say whether a connection was ever opened, which decides whether a message certainly
did not leave. The gateway's pool, on aiohttp for its streams, repeats a call on a connection that was closed meanwhile,
which a message without an idempotency key must not be. No connection is kept between calls for the same reason.
"""

import asyncio
import json
import logging
import ssl
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import urlsplit

import httpx

from services.egress.senders.errors import NotSent, SendersError, SendUnknown

_LARGEST: Final = 8 * 1024 * 1024
_LONGEST_PAUSE: Final = 86_400.0
_CONNECT_SECONDS: Final = 5.0
_CHECK: Final = "Check the network and the allow-list, then run `sealdesk doctor`."
_LOOK: Final = "Look it up at the carrier before any second try."
_TALKERS: Final = ("httpx", "httpcore")
"""Libraries that log addresses and headers below a warning: a filter holds a patient's number, a header the key."""
_LOOPBACK: Final = frozenset({"127.0.0.1", "::1", "localhost"})


@dataclass(frozen=True, slots=True)
class Call:
    """What to ask of a carrier; `path` begins with a slash."""

    method: str
    path: str
    headers: Mapping[str, str] = field(repr=False)
    params: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    content: bytes = field(default=b"", repr=False)


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back; `headers` are found in any case."""

    status: int
    headers: Mapping[str, str] = field(repr=False)
    content: bytes = field(repr=False)

    def json(self) -> Any:  # noqa: ANN401 JSON is any value
        """Return the body as JSON, or None where it is none."""
        try:
            return json.loads(self.content)
        except (ValueError, RecursionError):
            return None

    @property
    def retry_after(self) -> float | None:
        """Return Retry-After in seconds (RFC 9110, 10.2.3); None if absent, or a date, which needs two equal clocks."""
        value = self.headers.get("retry-after", "").strip()
        return min(float(value), _LONGEST_PAUSE) if value.isascii() and value.isdigit() else None


def http_client(
    base_url: str, timeout_seconds: float = 15.0, transport: httpx.AsyncBaseTransport | None = None
) -> httpx.AsyncClient:
    """Return a client of one carrier: no proxy of the environment, no redirect, no kept connection, TLS 1.2 or later.

    Args:
        base_url: `https://host`; plain `http` only on this machine, where a stand-in listens (`http://name.localhost`).
        timeout_seconds: how long each phase of a call may take.
        transport: dials, and begins TLS, instead of httpx's own, for example to addresses that the door has checked.

    Raises:
        ValueError: the address is not one that a secret may be sent to.
    """
    parts = urlsplit(base_url)
    if parts.scheme != "https" and not (parts.scheme == "http" and _is_here(parts.hostname or "")):
        raise ValueError("A carrier is called by https; http is for this machine alone.")
    for library in _TALKERS:
        logging.getLogger(library).setLevel(logging.WARNING)
    return httpx.AsyncClient(
        base_url=base_url,
        transport=transport,
        verify=_tls() if transport is None else True,
        timeout=httpx.Timeout(timeout_seconds, connect=min(_CONNECT_SECONDS, timeout_seconds)),
        limits=httpx.Limits(max_keepalive_connections=0),
        trust_env=False,
        follow_redirects=False,
        headers={"user-agent": "sealdesk", "accept-encoding": "identity", "accept": "application/json"},
    )


def _is_here(host: str) -> bool:
    return host in _LOOPBACK or host.endswith(".localhost")


async def exchange(http: httpx.AsyncClient, call: Call, total_seconds: float = 30.0) -> Answer:
    """Make the call once and take the answer.

    Raises:
        NotSent: no connection was opened.
        SendUnknown: it was, and no whole answer came.
    """
    try:
        async with asyncio.timeout(total_seconds):
            return await _made(http, call)
    except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.UnsupportedProtocol):
        raise NotSent("The carrier cannot be reached.", _CHECK) from None
    except (httpx.HTTPError, httpx.InvalidURL, TimeoutError):
        raise SendUnknown("The carrier was called and no whole answer came back.", _LOOK) from None


def _tls() -> ssl.SSLContext:
    tls = ssl.create_default_context()
    tls.minimum_version = ssl.TLSVersion.TLSv1_2
    return tls


def unusable(what: str) -> SendersError:
    """Return the error for an answer to a send that says success and cannot be used."""
    return SendUnknown(what, _LOOK)


async def _made(http: httpx.AsyncClient, call: Call) -> Answer:
    outgoing = http.build_request(
        call.method, call.path, params=call.params or None, content=call.content, headers=dict(call.headers)
    )
    response = await http.send(outgoing, stream=True)
    try:
        if response.headers.get("content-encoding", "identity") != "identity":
            raise httpx.ReadError("compressed though that was not asked for")
        content = bytearray()
        async for piece in response.aiter_raw():
            content += piece
            if len(content) > _LARGEST:
                raise httpx.ReadError("larger than we take")
    finally:
        await response.aclose()
    return Answer(response.status_code, response.headers, bytes(content))
