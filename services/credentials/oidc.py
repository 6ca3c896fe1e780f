"""The clinic's directory by OpenID Connect Core 1.0: code flow with PKCE (RFC 7636), nothing else.

The ID token is believed only if it is signed with a key that the directory publishes, by an algorithm of ours, for us,
for this one trip, now. The directory's own addresses are read from its discovery document, whose issuer has to be the
one in the settings to the letter. Keys are fetched anew when a token names one that is not known (rotation).
"""

import base64
import hashlib
import hmac
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final
from urllib.parse import urlencode, urlsplit

import httpx
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import JWKRegistry

from services.accounts.directory import Known, Trip
from services.accounts.errors import DirectoryRefused, DirectoryUnreachable
from services.kernel.clock import Clock

ALGORITHMS: Final = ("RS256", "PS256", "ES256")
"""What a token may be signed with; `none` and shared secrets are no signatures of the directory."""
KEYS_LAST: Final = timedelta(hours=1)
ASKED_AGAIN_AFTER: Final = timedelta(seconds=30)
OLDEST: Final = timedelta(minutes=10)
_LARGEST: Final = 256 * 1024
_DISCOVERY: Final = "/.well-known/openid-configuration"
Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class OidcClient:
    """What the directory and the appliance agreed on.

    Attributes:
        issuer: the directory's name of itself, to the letter.
        client_id: under which name it knows the console.
        client_secret: what it gave the console; empty for a public client, which PKCE alone protects.
        scopes: what is asked for, beside `openid`.
        groups: the claim that lists the person's groups.
        acr: classes of authentication that count as a second factor.
        amr: means of authentication of which one counts as a second factor (RFC 8176).
        skew: by how much its clock may differ.
    """

    issuer: str
    client_id: str
    client_secret: str = field(repr=False, default="")
    scopes: Sequence[str] = ("profile", "groups")
    groups: str = "groups"
    acr: frozenset[str] = frozenset()
    amr: frozenset[str] = frozenset({"mfa"})
    skew: timedelta = timedelta(minutes=1)


@dataclass(slots=True)
class _Keys:
    """The directory's published keys, and when they were fetched."""

    by_id: dict[str, Json] = field(default_factory=dict)
    at: datetime | None = None


class OidcDirectory:
    """`services.accounts.directory.Directory` over HTTPS; `http` reaches the clinic's network alone."""

    def __init__(self, http: httpx.AsyncClient, client: OidcClient, clock: Clock) -> None:
        self._http = http
        self._client = client
        self._clock = clock
        self._keys = _Keys()

    async def aclose(self) -> None:
        """Close every connection."""
        await self._http.aclose()

    async def address(self, trip: Trip) -> str:
        """Return where the browser is sent."""
        about = await self._about()
        challenge = _base64(hashlib.sha256(trip.verifier.encode()).digest())
        asked = {
            "response_type": "code",
            "client_id": self._client.client_id,
            "redirect_uri": trip.back,
            "scope": " ".join(("openid", *self._client.scopes)),
            "state": trip.state,
            "nonce": trip.nonce,
            "code_challenge": challenge,
            "code_challenge_method": "S256",
        }
        return f"{about['authorization_endpoint']}?{urlencode(asked)}"

    async def known(self, trip: Trip, code: str, issuer: str | None) -> Known:
        """Exchange a code for who came back."""
        about = await self._about()
        if issuer != self._client.issuer and (issuer or about.get("authorization_response_iss_parameter_supported")):
            raise DirectoryRefused("other_issuer")
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": trip.back,
            "client_id": self._client.client_id,
            "code_verifier": trip.verifier,
        }
        secret = self._client.client_secret
        auth = httpx.BasicAuth(self._client.client_id, secret) if secret else None
        answer = await self._json("POST", str(about["token_endpoint"]), data=form, auth=auth)
        return self._said(await self._claims(str(answer.get("id_token", "")), about, trip.nonce))

    def _said(self, claims: Json) -> Known:
        client = self._client
        groups, means = claims.get(client.groups), claims.get("amr")
        strong = claims.get("acr") in client.acr or bool(client.amr & _words(means))
        username = str(claims.get("preferred_username") or claims.get("upn") or claims.get("email") or "")
        return Known(str(claims["sub"]), username, str(claims.get("name") or username), _words(groups), strong)

    async def _claims(self, token: str, about: Json, nonce: str) -> Json:
        """Return what the ID token says, once all of it was checked (OpenID Connect Core 1.0, 3.1.3.7)."""
        header = _header(token)
        if header.get("alg") not in ALGORITHMS:
            raise DirectoryRefused("wrong_algorithm")
        key = await self._key(str(header.get("kid", "")), about)
        if key is None or key.get("alg", header["alg"]) != header["alg"] or key.get("use", "sig") != "sig":
            raise DirectoryRefused("unknown_key")
        try:
            claims = jwt.decode(token, JWKRegistry.import_key(dict(key)), algorithms=[str(header["alg"])]).claims
        except (JoseError, ValueError, TypeError):
            raise DirectoryRefused("wrong_signature") from None
        why = _wrong(claims, self._client, nonce, self._clock.now())
        if why:
            raise DirectoryRefused(why)
        return claims

    async def _key(self, key_id: str, about: Json) -> Json | None:
        """Return a published key; one that is not known is looked for anew, though not with every try."""
        now, fetched = self._clock.now(), self._keys.at
        age = None if fetched is None else now - fetched
        if age is None or age >= KEYS_LAST or (key_id not in self._keys.by_id and age >= ASKED_AGAIN_AFTER):
            published = (await self._json("GET", str(about["jwks_uri"]))).get("keys")
            keys = [key for key in published or () if isinstance(key, dict)]
            self._keys = _Keys({str(key.get("kid", "")): key for key in keys}, now)
        return self._keys.by_id.get(key_id)

    async def _about(self) -> Json:
        about = await self._json("GET", f"{self._client.issuer.rstrip('/')}{_DISCOVERY}")
        if about.get("issuer") != self._client.issuer:
            raise DirectoryRefused("other_issuer")
        for name in ("authorization_endpoint", "token_endpoint", "jwks_uri"):
            if urlsplit(str(about.get(name, ""))).scheme != "https":
                raise DirectoryRefused("not_https")
        return about

    async def _json(
        self, method: str, address: str, data: Mapping[str, str] | None = None, auth: httpx.Auth | None = None
    ) -> Json:
        try:
            async with self._http.stream(method, address, follow_redirects=False, data=data, auth=auth) as response:
                body = b""
                async for chunk in response.aiter_bytes():
                    body += chunk
                    if len(body) > _LARGEST:
                        raise DirectoryRefused("too_large")
        except httpx.HTTPError:
            raise DirectoryUnreachable from None
        if response.status_code >= httpx.codes.INTERNAL_SERVER_ERROR:
            raise DirectoryUnreachable
        try:
            answer = json.loads(body) if response.status_code == httpx.codes.OK else None
        except ValueError:
            answer = None
        if not isinstance(answer, dict):
            raise DirectoryRefused("not_understood" if response.status_code == httpx.codes.OK else "code_refused")
        return answer


def _wrong(claims: Json, client: OidcClient, nonce: str, now: datetime) -> str:
    """Return what is wrong with a token's claims, empty where nothing is."""
    audience = claims.get("aud")
    audiences = [audience] if isinstance(audience, str) else audience
    checks = {
        "other_issuer": claims.get("iss") == client.issuer,
        "not_for_us": isinstance(audiences, list) and client.client_id in audiences,
        "not_asked_by_us": claims.get("azp", None if _several(audiences) else client.client_id) == client.client_id,
        "wrong_nonce": hmac.compare_digest(str(claims.get("nonce", "")).encode(), nonce.encode()),
        "expired": _instant(claims.get("exp")) > (now - client.skew).timestamp(),
        "from_the_future": _instant(claims.get("iat")) <= (now + client.skew).timestamp(),
        "too_old": _instant(claims.get("iat")) > (now - OLDEST - client.skew).timestamp(),
        "not_yet": _instant(claims.get("nbf", 0)) <= (now + client.skew).timestamp(),
        "nobody": isinstance(claims.get("sub"), str) and bool(claims["sub"]),
    }
    return next((why for why, right in checks.items() if not right), "")


def _several(audiences: object) -> bool:
    return isinstance(audiences, list) and len(audiences) > 1


def _instant(value: object) -> float:
    """Return a time in seconds; what is none can fit nothing."""
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else float("nan")


def _words(value: object) -> frozenset[str]:
    if isinstance(value, str):
        return frozenset({value})
    return frozenset(each for each in value if isinstance(each, str)) if isinstance(value, list) else frozenset()


def _header(token: str) -> Json:
    part = token.partition(".")[0]
    try:
        header = json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))
    except ValueError:
        header = None
    if not isinstance(header, dict) or "crit" in header:
        raise DirectoryRefused("not_understood")
    return header


def _base64(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()
