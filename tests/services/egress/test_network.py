import socket
from ipaddress import ip_address

import pytest

from services.egress.errors import NotReached
from services.egress.network import LoopTimer, SystemResolver, TcpDialer
from services.egress.ports import Resolver
from tests.doubles.egress import ScriptedResolver


@pytest.fixture(params=["system", "scripted"])
def resolver(request: pytest.FixtureRequest) -> Resolver:
    """Return each implementation of the port; both know localhost, and no other name that exists."""
    scripted = ScriptedResolver(localhost=["127.0.0.1 ::1"])
    return SystemResolver() if request.param == "system" else scripted


async def test_a_known_name_has_addresses_each_once(resolver: Resolver) -> None:
    found = await resolver.addresses("localhost")
    assert ip_address("127.0.0.1") in found
    assert len(set(found)) == len(found)


async def test_a_name_without_addresses_is_not_reached(resolver: Resolver) -> None:
    with pytest.raises(NotReached):
        await resolver.addresses("." * 300)


async def test_a_name_service_that_takes_too_long_is_given_up() -> None:
    with pytest.raises(NotReached):
        await SystemResolver(timeout=0).addresses("localhost")


async def test_the_dialler_reaches_the_very_address() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        _, writer = await TcpDialer().dial(ip_address("127.0.0.1"), listening.getsockname()[1])
        arrived, sender = listening.accept()
        arrived.close()
        assert sender == writer.get_extra_info("sockname")
        writer.close()
        await writer.wait_closed()


async def test_where_nobody_listens_nothing_is_reached() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    with pytest.raises(NotReached):
        await TcpDialer().dial(ip_address("127.0.0.1"), port)


async def test_the_loops_time_passes() -> None:
    timer = LoopTimer()
    before = timer.monotonic()
    await timer.sleep(0)
    assert timer.monotonic() >= before


async def test_for_a_name_with_an_address_in_the_settings_nobody_is_asked() -> None:
    resolver = SystemResolver(timeout=0, hosts={"mail.clinic.example": ip_address("10.0.0.6")})
    assert await resolver.addresses("mail.clinic.example") == [ip_address("10.0.0.6")]
