"""Without the door no connection of the bridge's leaves the clinic's network, whatever a name server says."""

import asyncio
import socket
from collections.abc import AsyncIterator, Callable
from ipaddress import ip_address
from zoneinfo import ZoneInfo

import httpcore
import httpx
import pytest

from services.bridge.fhir.connection import open_http
from services.bridge.fhir.exchange import Request, exchange
from services.bridge.fhir.inside import BeyondTheLan
from services.bridge.fhir.limits import Limits
from services.bridge.fhir.profile import LanPlaces, SiteProfile
from services.bridge.fhir.statuses import Kind
from services.kernel.lan import Lan, lan_range
from services.scheduling.errors import SystemUnreachable

CHICAGO = ZoneInfo("America/Chicago")
Answer = Callable[..., list[tuple[object, ...]]]


@pytest.fixture
async def http() -> AsyncIterator[httpx.AsyncClient]:
    async with open_http(SiteProfile(base_url="http://ehr.example/fhir", zone=CHICAGO)) as http:
        yield http


@pytest.fixture
def dialled(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Let nothing be dialled, and return what would have been."""
    seen: list[str] = []

    async def connect(self: object, host: str, *args: object) -> httpcore.AsyncNetworkStream:
        del self, args
        seen.append(host)
        raise httpcore.ConnectError

    monkeypatch.setattr(httpcore.AnyIOBackend, "connect_tcp", connect)
    return seen


async def named(monkeypatch: pytest.MonkeyPatch, *addresses: str) -> None:
    """Let every name have these addresses."""

    async def getaddrinfo(*args: object, **more: object) -> list[tuple[object, ...]]:
        del args, more
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, 0)) for address in addresses]

    monkeypatch.setattr(asyncio.get_running_loop(), "getaddrinfo", getaddrinfo, raising=False)


@pytest.mark.parametrize(
    "addresses",
    [
        ("93.184.215.14",),
        ("10.0.0.5", "93.184.215.14"),  # one of the LAN does not open the way for the other
        ("2600:1f18::5",),
        ("169.254.169.254",),
        ("100.64.0.5",),
        ("fe80::1",),
        ("::ffff:93.184.215.14",),
        ("64:ff9b::5db8:d70e",),
        ("0.0.0.1",),
    ],
)
async def test_an_address_beyond_the_lan_is_not_dialled(
    http: httpx.AsyncClient, dialled: list[str], monkeypatch: pytest.MonkeyPatch, addresses: tuple[str, ...]
) -> None:
    await named(monkeypatch, *addresses)
    with pytest.raises(BeyondTheLan):
        await http.get("Patient/1")
    with pytest.raises(SystemUnreachable, match="only the door leads"):
        await exchange(http, Request("GET", "Patient/1", Kind.READ), Limits())
    assert dialled == []


@pytest.mark.parametrize("address", ["10.1.2.3", "172.31.0.9", "192.168.4.4", "fd12::4", "127.0.0.1", "::1"])
async def test_what_was_checked_is_dialled(
    http: httpx.AsyncClient, dialled: list[str], monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    await named(monkeypatch, address)
    with pytest.raises(httpx.ConnectError):
        await http.get("Patient/1")
    assert dialled == [address]


async def test_an_address_in_the_settings_is_no_way_around(http: httpx.AsyncClient) -> None:
    with pytest.raises(BeyondTheLan):
        await http.get("http://93.184.215.14/fhir/Patient/1")


async def test_a_clinics_range_that_is_named_is_inside_and_others_are_not(
    monkeypatch: pytest.MonkeyPatch, dialled: list[str]
) -> None:
    places = LanPlaces(Lan((lan_range("100.64.0.0/10"),)))
    profile = SiteProfile(base_url="http://ehr.example/fhir", zone=CHICAGO, places=places)
    async with open_http(profile) as http:
        await named(monkeypatch, "100.64.0.5")
        with pytest.raises(httpx.ConnectError):
            await http.get("metadata")
        for outside in ("100.100.100.200", "10.0.0.5"):
            await named(monkeypatch, outside)
            with pytest.raises(BeyondTheLan):
                await http.get("metadata")
    assert dialled == ["100.64.0.5"]


async def test_a_clouds_metadata_in_a_private_range_is_not_inside(
    monkeypatch: pytest.MonkeyPatch, http: httpx.AsyncClient, dialled: list[str]
) -> None:
    await named(monkeypatch, "fd00:ec2::254")
    with pytest.raises(BeyondTheLan):
        await http.get("metadata")
    assert dialled == []


async def test_for_a_name_with_an_address_in_the_settings_nobody_is_asked(
    monkeypatch: pytest.MonkeyPatch, dialled: list[str]
) -> None:
    places = LanPlaces(hosts={"ehr.example": ip_address("10.0.0.7")})
    await named(monkeypatch, "10.0.0.9")
    async with open_http(SiteProfile(base_url="http://ehr.example/fhir", zone=CHICAGO, places=places)) as http:
        with pytest.raises(httpx.ConnectError):
            await http.get("metadata")
    assert dialled == ["10.0.0.7"]
