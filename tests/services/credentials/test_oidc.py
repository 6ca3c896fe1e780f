"""The clinic's directory: what is believed, and everything that is not."""

import hashlib
import hmac
from collections.abc import Callable
from datetime import timedelta

import httpx
import pytest
from joserfc import jwt

from services.accounts.directory import Known, Trip
from services.accounts.errors import DirectoryRefused, DirectoryUnreachable
from services.credentials.oidc import OidcClient, OidcDirectory
from tests.doubles.clock import ManualClock
from tests.doubles.oidc_provider import CLIENT, ISSUER, SECRET, Claims, Provider, encoded, new_key, part, unsigned

KIM: Claims = {
    "sub": "6f1e",
    "preferred_username": "m.kim",
    "name": "Min Kim",
    "groups": ["sealdesk-desk", "all"],
    "amr": ["pwd", "mfa"],
}


class Trips:
    """A directory, and somebody who goes there and comes back."""

    def __init__(self, **client: object) -> None:
        self.clock = ManualClock()
        self.provider = Provider(self.clock, person=dict(KIM))
        agreed = {"issuer": ISSUER, "client_id": CLIENT, "client_secret": SECRET, **client}
        self.directory = OidcDirectory(self.provider.http(), OidcClient(**agreed), self.clock)  # type: ignore[arg-type]
        until = self.clock.now() + timedelta(minutes=10)
        self.trip = Trip("https://desk.clinic.lan/sign-in/back", "/", "state", "nonce", "verifier" * 6, "", until)

    async def goes(self) -> httpx.QueryParams:
        """Sign in at the directory; return what the browser brings back."""
        return httpx.URL(self.provider.signs_in(await self.directory.address(self.trip))).params

    async def comes_back(self, answer: httpx.QueryParams | None = None) -> Known:
        brought = answer or await self.goes()
        return await self.directory.known(self.trip, brought["code"], brought.get("iss"))

    async def refused(self, answer: httpx.QueryParams | None = None) -> str:
        with pytest.raises(DirectoryRefused) as refused:
            await self.comes_back(answer)
        return refused.value.why


async def test_who_comes_back_is_who_the_directory_says() -> None:
    groups = frozenset({"sealdesk-desk", "all"})
    assert await Trips().comes_back() == Known("6f1e", "m.kim", "Min Kim", groups, second_factor=True)


@pytest.mark.parametrize(
    ("claims", "strong"),
    [
        ({"amr": ["pwd"]}, False),
        ({"amr": None}, False),
        ({"amr": [], "acr": "urn:strong"}, True),
        ({"amr": [], "acr": "urn:weak"}, False),
        ({"amr": ["otp"]}, False),
    ],
)
async def test_its_word_on_a_second_factor_is_taken_as_the_settings_say(claims: Claims, strong: bool) -> None:  # noqa: FBT001
    trips = Trips(acr=frozenset({"urn:strong"}))
    trips.provider.person |= claims
    assert (await trips.comes_back()).second_factor is strong


def changed(**claims: object) -> Callable[[Claims], Claims]:
    return lambda given: {**given, **claims}


def without(name: str) -> Callable[[Claims], Claims]:
    return lambda given: {key: value for key, value in given.items() if key != name}


def moved(name: str, by: timedelta) -> Callable[[Claims], Claims]:
    return lambda given: {**given, name: given[name] + int(by.total_seconds())}


@pytest.mark.parametrize(
    ("spoil", "why"),
    [
        (changed(nonce="another"), "wrong_nonce"),
        (without("nonce"), "wrong_nonce"),
        (changed(aud="another client"), "not_for_us"),
        (without("aud"), "not_for_us"),
        (changed(aud=[CLIENT, "another"]), "not_asked_by_us"),
        (changed(aud=[CLIENT, "another"], azp="another"), "not_asked_by_us"),
        (changed(azp="another"), "not_asked_by_us"),
        (changed(iss="https://directory.clinic.lan/realms/other"), "other_issuer"),
        (changed(iss=f"{ISSUER}/"), "other_issuer"),
        (moved("exp", -timedelta(minutes=6, seconds=1)), "expired"),
        (without("exp"), "expired"),
        (changed(exp="tomorrow"), "expired"),
        (moved("iat", timedelta(minutes=2)), "from_the_future"),
        (moved("iat", -timedelta(minutes=12)), "too_old"),
        (without("iat"), "from_the_future"),
        (changed(nbf=4_000_000_000), "not_yet"),
        (without("sub"), "nobody"),
        (changed(sub=""), "nobody"),
    ],
)
async def test_a_token_that_says_something_else_is_refused(spoil: Callable[[Claims], Claims], why: str) -> None:
    trips = Trips()
    trips.provider.spoil = spoil
    assert await trips.refused() == why


@pytest.mark.parametrize("by", [timedelta(seconds=50), timedelta(seconds=-50)])
async def test_clocks_may_differ_by_a_minute(by: timedelta) -> None:
    trips = Trips()
    trips.provider.spoil = lambda claims: moved("iat", by)(moved("exp", by - timedelta(minutes=5))(claims))
    assert (await trips.comes_back()).subject == "6f1e"


async def test_a_token_without_a_signature_is_refused() -> None:
    trips = Trips()
    trips.provider.sign = unsigned
    assert await trips.refused() == "wrong_algorithm"


async def test_the_public_key_is_no_shared_secret() -> None:
    trips = Trips()
    public = trips.provider.keys[0].as_pem(private=False)

    def by_secret(claims: Claims) -> str:
        signed = f"{part({'alg': 'HS256', 'kid': 'first'})}.{part(claims)}"
        return f"{signed}.{encoded(hmac.new(public, signed.encode(), hashlib.sha256).digest())}"

    trips.provider.sign = by_secret
    assert await trips.refused() == "wrong_algorithm"


async def test_another_key_under_the_same_name_is_refused() -> None:
    trips = Trips()
    await trips.comes_back()
    trips.provider.sign = lambda claims: jwt.encode({"alg": "RS256", "kid": "first"}, claims, new_key("first"))
    assert await trips.refused() == "wrong_signature"


async def test_a_changed_token_is_refused() -> None:
    trips = Trips()
    provider = trips.provider

    def swapped(claims: Claims) -> str:
        head, _, signature = provider.signed(claims).split(".")
        return ".".join((head, provider.signed({**claims, "sub": "root"}).split(".")[1], signature))

    provider.sign = swapped
    assert await trips.refused() == "wrong_signature"


async def test_a_new_key_is_found_and_the_old_one_is_forgotten() -> None:
    trips = Trips()
    await trips.comes_back()
    old = trips.provider.keys
    trips.provider.keys = [new_key("second")]
    trips.clock.advance(timedelta(seconds=30))
    assert (await trips.comes_back()).subject == "6f1e"
    trips.provider.sign = lambda claims: jwt.encode({"alg": "RS256", "kid": "first"}, claims, old[0])
    trips.clock.advance(timedelta(minutes=1))
    assert await trips.refused() == "unknown_key"


async def test_made_up_keys_do_not_make_us_ask_all_the_time() -> None:
    trips = Trips()
    stranger = new_key("made up")
    trips.provider.sign = lambda claims: jwt.encode({"alg": "RS256", "kid": "made up"}, claims, stranger)
    for _ in range(5):
        assert await trips.refused() == "unknown_key"
    assert trips.provider.asked.count("keys") == 1


async def test_a_code_is_taken_once() -> None:
    trips = Trips()
    answer = await trips.goes()
    await trips.comes_back(answer)
    assert await trips.refused(answer) == "code_refused"


async def test_a_code_without_its_verifier_is_worth_nothing() -> None:
    trips = Trips()
    answer = await trips.goes()
    until = trips.clock.now() + timedelta(minutes=10)
    trips.trip = Trip(trips.trip.back, "/", "state", "nonce", "another verifier", "", until)
    assert await trips.refused(answer) == "code_refused"


@pytest.mark.parametrize("issuer", [None, "https://another.clinic.lan"])
async def test_an_answer_of_another_directory_is_refused_before_the_code_is_shown(issuer: str | None) -> None:
    trips = Trips()
    trips.provider.iss = issuer
    assert await trips.refused() == "other_issuer"
    assert not trips.provider.used


@pytest.mark.parametrize(
    ("about", "why"),
    [
        ({"issuer": "https://another.clinic.lan"}, "other_issuer"),
        ({"token_endpoint": "http://directory.clinic.lan/token"}, "not_https"),
        ({"jwks_uri": ""}, "not_https"),
    ],
)
async def test_a_directory_that_says_something_else_of_itself_is_refused(about: Claims, why: str) -> None:
    trips = Trips()
    trips.provider.about = about
    with pytest.raises(DirectoryRefused) as refused:
        await trips.directory.address(trips.trip)
    assert refused.value.why == why


async def test_a_directory_that_is_down_says_so() -> None:
    trips = Trips()
    trips.provider.down = True
    with pytest.raises(DirectoryUnreachable):
        await trips.directory.address(trips.trip)


@pytest.mark.parametrize("token", ["", "a.b.c", "e30.e30.", "bnVsbA.e30."])
async def test_what_is_no_token_is_refused(token: str) -> None:
    trips = Trips()
    trips.provider.sign = lambda _: token
    assert await trips.refused() in {"not_understood", "wrong_algorithm"}
