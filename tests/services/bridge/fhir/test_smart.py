"""SMART Backend Services against the simulated authorization server, and against one that misbehaves."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from services.bridge.fhir.client import FhirClient
from services.bridge.fhir.connection import open_http
from services.bridge.fhir.jwks import SigningKey, jwks, load_signing_key
from services.bridge.fhir.limits import Limits
from services.bridge.fhir.profile import SiteProfile
from services.bridge.fhir.smart import BackendClient, SmartBackend, client_assertion
from services.scheduling.errors import MalformedAnswer, NotPermitted, SystemBusy, SystemUnreachable
from tests.contract.fhir_harness import CHICAGO, no_pause
from tests.contract.fhir_resources import SLOT
from tests.contract.fhir_server import EhrServer, ehr_server
from tests.contract.scripted_fhir import Scripted, ScriptedFhir, scripted_fhir
from tests.doubles.clock import MONDAY_MORNING, ManualClock


def key(kid: str, *, elliptic: bool) -> SigningKey:
    made = (
        ec.generate_private_key(ec.SECP384R1())
        if elliptic
        else rsa.generate_private_key(public_exponent=65537, key_size=2048)
    )
    return load_signing_key(kid, made.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))


KEYS = {"RS384": key("rsa-1", elliptic=False), "ES384": key("ec-1", elliptic=True)}
GRANTED = {"access_token": "abc", "token_type": "bearer", "expires_in": 300}


class Site:
    """One EHR that wants a token, and our client for it."""

    def __init__(self, server: EhrServer, clock: ManualClock, signing: SigningKey) -> None:
        self.profile = SiteProfile(base_url=server.fhir, zone=CHICAGO)
        self.http = open_http(self.profile)
        self.backend = BackendClient("sealdesk", f"{server.address}/auth/token", signing)
        self.smart = SmartBackend(self.http, self.backend, clock, Limits())
        self.client = FhirClient(self.http, Limits(), self.smart, pause=no_pause)


@pytest.fixture(scope="module")
def server() -> Iterator[EhrServer]:
    with ehr_server(auth="smart") as running:
        yield running


@pytest.fixture
def clock(server: EhrServer) -> ManualClock:
    server.reset(auth="smart")
    server.load(SLOT)
    server.control("clock", {"now": MONDAY_MORNING.isoformat()})
    return ManualClock()


def register(server: EhrServer, *keys: SigningKey) -> None:
    server.control("clients", {"client_id": "sealdesk", "jwks": jwks(keys)})


@pytest.fixture
async def site(server: EhrServer, clock: ManualClock) -> AsyncIterator[Site]:
    register(server, KEYS["RS384"])
    site = Site(server, clock, KEYS["RS384"])
    yield site
    await site.client.aclose()


@pytest.mark.parametrize("algorithm", ["RS384", "ES384"])
async def test_both_mandatory_algorithms_are_accepted(server: EhrServer, clock: ManualClock, algorithm: str) -> None:
    register(server, KEYS[algorithm])
    site = Site(server, clock, KEYS[algorithm])
    assert (await site.client.read("Slot", "slot-1"))["id"] == "slot-1"
    await site.client.aclose()


async def test_many_requests_at_once_ask_for_one_token(server: EhrServer, site: Site) -> None:
    server.trap("status", times=0, skip=1, match={"path": "auth/token"}, params={"status": 500})
    answers = await asyncio.gather(*(site.client.read("Slot", "slot-1") for _ in range(8)))
    assert len(answers) == 8


async def test_a_token_is_renewed_before_it_expires(server: EhrServer, clock: ManualClock, site: Site) -> None:
    first = await site.smart.header()
    clock.advance(timedelta(seconds=269))
    assert await site.smart.header() == first
    clock.advance(timedelta(seconds=2))
    server.control("clock", {"now": clock.now().isoformat()})
    assert await site.smart.header() != first


async def test_a_revoked_token_is_renewed_without_anybody_noticing(server: EhrServer, site: Site) -> None:
    await site.client.read("Slot", "slot-1")
    server.control("revoke-tokens", {})
    assert (await site.client.read("Slot", "slot-1"))["id"] == "slot-1"


async def test_keys_rotate_while_both_are_live(server: EhrServer, clock: ManualClock) -> None:
    register(server, KEYS["RS384"], KEYS["ES384"])
    for signing in KEYS.values():
        site = Site(server, clock, signing)
        await site.client.read("Slot", "slot-1")
        await site.client.aclose()


async def test_a_key_nobody_registered_is_a_matter_of_permission(server: EhrServer, clock: ManualClock) -> None:
    register(server, KEYS["RS384"])
    site = Site(server, clock, replace(KEYS["ES384"], kid="rsa-1"))
    with pytest.raises(NotPermitted, match="registered public key") as caught:
        await site.client.read("Slot", "slot-1")
    assert caught.value.rule == "invalid_client"
    await site.client.aclose()


async def test_a_read_only_scope_does_not_write(server: EhrServer, clock: ManualClock) -> None:
    register(server, KEYS["RS384"])
    site = Site(server, clock, KEYS["RS384"])
    narrow = replace(site.backend, scopes=("system/*.read",))
    client = FhirClient(site.http, Limits(), SmartBackend(site.http, narrow, clock, Limits()), pause=no_pause)
    await client.read("Slot", "slot-1")
    with pytest.raises(NotPermitted):
        await client.update(SLOT, "1")
    await client.aclose()


def test_an_assertion_says_who_to_whom_once_and_briefly() -> None:
    backend = BackendClient("sealdesk", "https://ehr.example/token", KEYS["ES384"])
    first, second = (client_assertion(backend, MONDAY_MORNING) for _ in range(2))
    claims = jwt.decode(first, options={"verify_signature": False})
    assert claims["iss"] == claims["sub"] == "sealdesk"
    assert claims["aud"] == "https://ehr.example/token"
    assert 0 < claims["exp"] - MONDAY_MORNING.timestamp() <= 300
    assert claims["jti"] != jwt.decode(second, options={"verify_signature": False})["jti"]
    assert jwt.get_unverified_header(first) == {"alg": "ES384", "kid": "ec-1", "typ": "JWT"}


@pytest.fixture
def scripted() -> Iterator[ScriptedFhir]:
    with scripted_fhir() as running:
        yield running


async def ask(scripted: ScriptedFhir, clock: ManualClock | None = None) -> SmartBackend:
    http = open_http(SiteProfile(base_url=scripted.fhir, zone=CHICAGO))
    backend = BackendClient("sealdesk", f"{scripted.fhir}/token", KEYS["ES384"])
    smart = SmartBackend(http, backend, clock or ManualClock(), Limits())
    try:
        await smart.header()
    finally:
        await http.aclose()
    return smart


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (Scripted({"error": "invalid_scope"}, 400), NotPermitted),
        (Scripted(b"no json", 401), NotPermitted),
        (Scripted([], 403), NotPermitted),
        (Scripted({}, 503), SystemBusy),
        (Scripted({}, 302, {"location": "http://elsewhere.example/"}), MalformedAnswer),
        (Scripted({"token_type": "bearer"}), NotPermitted),
        (Scripted({**GRANTED, "access_token": 7}), NotPermitted),
        (Scripted({**GRANTED, "access_token": "a\r\nX: y"}), NotPermitted),
        (Scripted({**GRANTED, "token_type": "mac"}), NotPermitted),
        (Scripted([GRANTED]), NotPermitted),
        (Scripted(b"<html>", headers={"content-type": "text/html"}), MalformedAnswer),
    ],
)
async def test_what_is_no_token_is_refused(scripted: ScriptedFhir, answer: Scripted, error: type[Exception]) -> None:
    scripted.say("POST token", answer)
    with pytest.raises(error):
        await ask(scripted)


@pytest.mark.parametrize("given", [{}, {"expires_in": "soon"}, {"expires_in": -5}, {"expires_in": 300.5}])
async def test_a_token_without_a_sound_life_gets_a_short_one(scripted: ScriptedFhir, given: dict[str, Any]) -> None:
    clock = ManualClock()
    scripted.say("POST token", Scripted({"access_token": "abc", "token_type": "Bearer", **given}))
    smart = await ask(scripted, clock)
    assert await smart.header() == "Bearer abc"
    clock.advance(timedelta(seconds=271))
    with pytest.raises((SystemUnreachable, RuntimeError)):
        await smart.header()


async def test_a_late_refusal_of_an_old_token_does_not_throw_away_the_new_one(scripted: ScriptedFhir) -> None:
    scripted.say("POST token", Scripted(GRANTED))
    smart = await ask(scripted)
    smart.invalidate("Bearer of-yesterday")
    assert await smart.header() == "Bearer abc"
