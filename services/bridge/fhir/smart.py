"""SMART Backend Services (http://hl7.org/fhir/smart-app-launch/backend-services.html): access without a user."""

import asyncio
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

import httpx
import jwt
import orjson

from services.bridge.fhir.exchange import Answer, Request, exchange
from services.bridge.fhir.jwks import SigningKey
from services.bridge.fhir.limits import Limits
from services.bridge.fhir.statuses import Kind, failure
from services.kernel.clock import Clock
from services.scheduling.errors import NotPermitted

_ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
_ASSERTION_LASTS = timedelta(minutes=4)
_RENEW_BEFORE = timedelta(seconds=30)
_SHORTEST_TOKEN = 1
_DEFAULT_SECONDS = 300
_REFUSALS = (400, 401, 403)
_REGISTER = (
    "Check the client id, the registered public key (kid), the scopes and the clock, then run `sealdesk doctor`."
)


@dataclass(frozen=True, slots=True)
class BackendClient:
    """Our registration with the EHR's authorization server. `token_url` is the exact URL, which is also `aud`."""

    client_id: str
    token_url: str
    key: SigningKey
    scopes: tuple[str, ...] = ("system/*.read", "system/*.write")


@dataclass(frozen=True, slots=True)
class _Token:
    header: str
    renew_at: datetime


class SmartBackend:
    """Gives a bearer token, asked for once and shared by all requests until shortly before it expires."""

    def __init__(self, http: httpx.AsyncClient, client: BackendClient, clock: Clock, limits: Limits) -> None:
        self._http = http
        self._client = client
        self._clock = clock
        self._limits = limits
        self._token: _Token | None = None
        self._asking = asyncio.Lock()

    async def header(self) -> str | None:
        """Return `Bearer ...`; concurrent callers wait for one request.

        Raises:
            NotPermitted: the authorization server refuses.
            SystemUnreachable: it does not answer.
        """
        if (token := self._fresh()) is not None:
            return token
        async with self._asking:
            if (token := self._fresh()) is not None:
                return token
            self._token = await self._ask()
            return self._token.header

    def invalidate(self, header: str) -> None:
        """Forget the token if it is still this one (another request may have renewed it already)."""
        if self._token is not None and self._token.header == header:
            self._token = None

    def _fresh(self) -> str | None:
        token = self._token
        return token.header if token is not None and self._clock.now() < token.renew_at else None

    async def _ask(self) -> _Token:
        asked_at = self._clock.now()
        form = {
            "grant_type": "client_credentials",
            "scope": " ".join(self._client.scopes),
            "client_assertion_type": _ASSERTION_TYPE,
            "client_assertion": client_assertion(self._client, asked_at),
        }
        content = str(httpx.QueryParams(form)).encode()
        headers = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json"}
        request = Request("POST", self._client.token_url, Kind.READ, content=content, headers=headers)
        answer = await exchange(self._http, request, self._limits)
        if answer.status in _REFUSALS:
            raise NotPermitted("The authorization server refuses a token.", _REGISTER, _oauth_error(answer))
        if not answer.success:
            raise failure(answer.status, Kind.READ, answer.headers, None)
        return _read_token(answer.json(), asked_at)


def client_assertion(client: BackendClient, now: datetime) -> str:
    """Sign the assertion: iss = sub = client id, aud = the exact token URL, a jti used once, at most five minutes."""
    claims = {
        "iss": client.client_id,
        "sub": client.client_id,
        "aud": client.token_url,
        "jti": secrets.token_urlsafe(32),
        "iat": int(now.timestamp()),
        "exp": int((now + _ASSERTION_LASTS).timestamp()),
    }
    return jwt.encode(claims, client.key.private, algorithm=client.key.algorithm, headers={"kid": client.key.kid})


def _read_token(body: object, asked_at: datetime) -> _Token:
    """Read the token answer (RFC 6749 section 5.1); its life is counted from when we asked."""
    token = body.get("access_token") if isinstance(body, dict) else None
    kind = body.get("token_type") if isinstance(body, dict) else None
    if not isinstance(token, str) or not token.isascii() or not token.isprintable() or str(kind).lower() != "bearer":
        raise NotPermitted("The authorization server gave no usable bearer token.", _REGISTER)
    given = body.get("expires_in") if isinstance(body, dict) else None
    seconds = given if isinstance(given, int) and given >= _SHORTEST_TOKEN else _DEFAULT_SECONDS
    lasts = timedelta(seconds=seconds)
    return _Token(f"Bearer {token}", asked_at + max(lasts - _RENEW_BEFORE, lasts / 2))


def _oauth_error(answer: Answer) -> str:
    """Return the error code (RFC 6749 section 5.2), which is one of a fixed list."""
    try:
        body = orjson.loads(answer.content)
    except orjson.JSONDecodeError:
        return ""
    code = body.get("error") if isinstance(body, dict) else None
    known = ("invalid_request", "invalid_client", "invalid_grant", "unauthorized_client", "invalid_scope")
    return code if code in (*known, "unsupported_grant_type") else ""
