"""A strict OpenID provider on no network at all, as a clinic's directory is one; it misbehaves on demand."""

import base64
import hashlib
import json
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
from joserfc import jwt
from joserfc.jwk import RSAKey
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from services.kernel.clock import Clock

ISSUER = "https://directory.clinic.lan/realms/staff"
CLIENT, SECRET = "sealdesk", "between us two"
Claims = dict[str, Any]


def new_key(name: str) -> RSAKey:
    """Return a signing key."""
    return RSAKey.generate_key(2048, {"kid": name, "alg": "RS256", "use": "sig"})


@dataclass
class Provider:
    """One directory; `person` is who signs in next.

    `spoil` changes the claims of the next tokens, `sign` signs them in another way, `about` changes what the directory
    says of itself, `iss` what its answers say.
    """

    clock: Clock
    issuer: str = ISSUER
    person: Claims = field(default_factory=dict)
    spoil: Callable[[Claims], Claims] = field(default=lambda claims: claims)
    sign: Callable[[Claims], str] | None = None
    about: Claims = field(default_factory=dict)
    iss: str | None = ""
    down: bool = False
    keys: list[RSAKey] = field(default_factory=lambda: [new_key("first")])
    asked: list[str] = field(default_factory=list)
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)

    def http(self) -> httpx.AsyncClient:
        """Return a client whose every connection leads here."""
        return httpx.AsyncClient(transport=httpx.ASGITransport(self.app()))

    def app(self) -> Starlette:
        routes = [
            Route("/realms/staff/.well-known/openid-configuration", self._about),
            Route("/realms/staff/auth", self._auth),
            Route("/realms/staff/token", self._token, methods=["POST"]),
            Route("/realms/staff/keys", self._keys),
        ]
        return Starlette(routes=routes)

    def signs_in(self, address: str) -> str:
        """Let the person sign in at the address that the browser was sent to; return where it is sent back."""
        query = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        assert query["client_id"] == CLIENT
        assert query["response_type"] == "code"
        assert "openid" in query["scope"].split()
        assert query["code_challenge_method"] == "S256"
        assert len(query["code_challenge"]) == 43
        assert query["state"]
        assert query["nonce"]
        code = secrets.token_urlsafe(16)
        self.codes[code] = query
        said = self.issuer if self.iss == "" else self.iss
        issuer = f"&iss={said}" if said else ""
        return f"{query['redirect_uri']}?code={code}&state={query['state']}{issuer}"

    async def _about(self, _: Request) -> Response:
        self.asked.append("about")
        if self.down:
            return Response(status_code=503)
        said = {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/auth",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/keys",
            "authorization_response_iss_parameter_supported": True,
        }
        return JSONResponse({**said, **self.about})

    async def _auth(self, request: Request) -> Response:
        return RedirectResponse(self.signs_in(str(request.url)))

    async def _keys(self, _: Request) -> Response:
        self.asked.append("keys")
        return JSONResponse({"keys": [key.as_dict(private=False) for key in self.keys]})

    async def _token(self, request: Request) -> Response:
        form = {name: values[0] for name, values in parse_qs((await request.body()).decode()).items()}
        expected = "Basic " + base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
        asked = self.codes.get(form.get("code", ""))
        if request.headers.get("authorization") != expected or asked is None or form["code"] in self.used:
            return JSONResponse({"error": "invalid_grant"}, 400)
        self.used.add(form["code"])
        challenge = base64.urlsafe_b64encode(hashlib.sha256(form["code_verifier"].encode()).digest()).rstrip(b"=")
        if challenge.decode() != asked["code_challenge"] or form["redirect_uri"] != asked["redirect_uri"]:
            return JSONResponse({"error": "invalid_grant"}, 400)
        now = self.clock.now()
        claims = {
            "iss": self.issuer,
            "aud": CLIENT,
            "iat": int(now.timestamp()),
            "exp": int((now + timedelta(minutes=5)).timestamp()),
            "nonce": asked["nonce"],
            **self.person,
        }
        token = (self.sign or self.signed)(self.spoil(claims))
        return JSONResponse({"id_token": token, "access_token": "opaque", "token_type": "Bearer"})

    def signed(self, claims: Claims) -> str:
        """Return a token as it should be."""
        return jwt.encode({"alg": "RS256", "kid": self.keys[-1].kid}, claims, self.keys[-1])


def unsigned(claims: Claims) -> str:
    """Return a token that says it needs no signature."""
    return f"{part({'alg': 'none', 'kid': 'first'})}.{part(claims)}."


def part(content: Claims) -> str:
    """Return a part of a token."""
    return encoded(json.dumps(content).encode())


def encoded(content: bytes) -> str:
    """Return bytes as tokens hold them."""
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()
