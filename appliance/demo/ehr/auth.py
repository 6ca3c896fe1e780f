"""SMART Backend Services, the server's side (http://hl7.org/fhir/smart-app-launch/backend-services.html).

A client signs a JWT with its private key (RS384 or ES384); the token endpoint checks it against the registered public
keys, refuses a replayed `jti`, and gives a short-lived access token.
"""

import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

import jwt

from appliance.demo.ehr.config import BackendClient, EhrConfig
from appliance.demo.ehr.outcome import FhirError
from services.kernel.clock import Clock

ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
ALGORITHMS = ("RS384", "ES384")
_LONGEST = timedelta(minutes=5)


class TokenError(Exception):
    """The token endpoint refuses; `code` is the OAuth 2.0 error code (RFC 6749 section 5.2)."""

    def __init__(self, code: str, description: str, status: int = 400) -> None:
        super().__init__(description)
        self.code = code
        self.status = status


class Authorization:
    """Registered clients, used assertion ids and open access tokens."""

    def __init__(self, config: EhrConfig, clock: Clock) -> None:
        self._clock = clock
        self._seconds = config.token_seconds
        self._clients = {client.client_id: client for client in config.clients}
        self._used: dict[tuple[str, str], datetime] = {}
        self._tokens: dict[str, tuple[str, frozenset[str], datetime]] = {}

    def register(self, client: BackendClient) -> None:
        """Add a client or replace its keys (key rotation: register both, later only the new one)."""
        self._clients[client.client_id] = client

    def revoke_all(self) -> None:
        """Make every access token invalid, as a restarted server does."""
        self._tokens.clear()

    def issue(self, form: Mapping[str, str], token_url: str) -> dict[str, Any]:
        """Answer a token request.

        Raises:
            TokenError: the request, the client, its assertion or its scope is refused.
        """
        if form.get("grant_type") != "client_credentials":
            raise TokenError("unsupported_grant_type", "grant_type must be client_credentials")
        if form.get("client_assertion_type") != ASSERTION_TYPE:
            raise TokenError("invalid_request", "client_assertion_type must be jwt-bearer")
        client = self._authenticate(form.get("client_assertion", ""), token_url)
        scopes = frozenset(form.get("scope", "").split())
        if not scopes or not all(_granted(scope, client.scopes) for scope in scopes):
            raise TokenError("invalid_scope", "a scope was asked for that this client does not have")
        token = secrets.token_urlsafe(32)
        self._tokens[token] = (client.client_id, scopes, self._clock.now() + timedelta(seconds=self._seconds))
        return {
            "access_token": token,
            "token_type": "bearer",
            "expires_in": self._seconds,
            "scope": " ".join(sorted(scopes)),
        }

    def actor(self, header: str, *, write: bool) -> str:
        """Return the client of a bearer token that may read (or write).

        Raises:
            FhirError: 401 without a valid token, 403 without the scope.
        """
        scheme, _, token = header.partition(" ")
        client_id, scopes, expires = self._tokens.get(token, ("", frozenset(), self._clock.now()))
        if scheme.lower() != "bearer" or expires <= self._clock.now():
            challenge = {"WWW-Authenticate": 'Bearer error="invalid_token"'}
            raise FhirError(401, "login", "A valid access token is required", headers=challenge)
        if write and not any(_writes(scope) for scope in scopes):
            raise FhirError(403, "forbidden", "The token's scope does not allow writing")
        return client_id

    def _authenticate(self, assertion: str, token_url: str) -> BackendClient:
        try:
            header = jwt.get_unverified_header(assertion)
            claimed = jwt.decode(assertion, options={"verify_signature": False})
            client = self._clients[str(claimed.get("iss"))]
            claims = jwt.decode(
                assertion,
                _key(client, header),
                algorithms=list(ALGORITHMS),
                audience=token_url,
                options={"require": ["iss", "sub", "aud", "exp", "jti"], "verify_exp": False, "verify_iat": False},
            )
        except (jwt.PyJWTError, KeyError, ValueError) as error:
            raise TokenError("invalid_client", "the client assertion was not accepted", 401) from error
        self._check_times(claims)
        return client

    def _check_times(self, claims: dict[str, Any]) -> None:
        now = self._clock.now()
        expires = datetime.fromtimestamp(int(claims["exp"]), tz=now.tzinfo)
        used = (claims["iss"], claims["jti"])
        if claims["iss"] != claims["sub"]:
            raise TokenError("invalid_client", "iss and sub differ", 401)
        if not now < expires <= now + _LONGEST:
            raise TokenError("invalid_client", "exp must lie within the next five minutes", 401)
        if used in self._used:
            raise TokenError("invalid_client", "this jti was used before", 401)
        self._used[used] = expires


def _key(client: BackendClient, header: dict[str, Any]) -> jwt.PyJWK:
    """Return the client's public key of the assertion's `kid`.

    Raises:
        KeyError: when the client has no such key, or the algorithm is not one of RS384 and ES384.
    """
    if header.get("alg") not in ALGORITHMS:
        raise KeyError("alg")
    for key in client.jwks.get("keys", []):
        if key.get("kid") == header.get("kid"):
            return jwt.PyJWK(key, algorithm=header["alg"])
    raise KeyError("kid")


def _granted(scope: str, allowed: frozenset[str]) -> bool:
    """Tell whether `system/Type.action` lies within an allowed `system/*.action` (or is named itself)."""
    _, _, action = scope.partition(".")
    return scope.startswith("system/") and (scope in allowed or f"system/*.{action}" in allowed)


def _writes(scope: str) -> bool:
    """Tell whether a scope of SMART v1 (`.write`, `.*`) or v2 (`.cruds`) allows writing."""
    action = scope.rpartition(".")[2]
    return action in ("write", "*") or (action not in ("read",) and bool(set("cud") & set(action)))
