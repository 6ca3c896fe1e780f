import pytest

from services.egress.errors import WrongDestination
from services.egress.host_name import host_name
from services.egress.limits import Limits
from services.egress.model import Location, PhiPolicy
from tests.services.egress.entries import a_destination


@pytest.mark.parametrize(
    "host",
    [
        "API.harborbook.example",
        "api.harborbook.example.",
        "*.harborbook.example",
        "harborbook",
        "192.168.1.20",
        "2130706433",
        "0x7f.1",
        "[::1]",
        "api.harborbook.example:443",
        "https://api.harborbook.example",
        "api..example",
        "-api.example",
        "api-.example",
        "a" * 64 + ".example",
        ".".join(["a" * 60] * 5),
        "bücher.example",
        "api.harborbook.example\n",
        "",
    ],
)
def test_a_host_is_exact_or_none(host: str) -> None:
    with pytest.raises(WrongDestination) as wrong:
        a_destination(host=host)
    assert wrong.value.field == "host"


def test_a_host_name_is_taken_in_lower_case() -> None:
    assert host_name("API.Harborbook.example") == "api.harborbook.example"
    assert host_name("xn--bcher-kva.example") == "xn--bcher-kva.example"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": "Harbor Book"}, "name"),
        ({"name": ""}, "name"),
        ({"who": "*"}, "who"),
        ({"port": 0}, "port"),
        ({"port": 65_536}, "port"),
        ({"limits": Limits(connections=0)}, "limits.connections"),
        ({"limits": Limits(bytes_per_second=10)}, "limits.bytes_per_second"),
        ({"limits": Limits(idle_seconds=-1)}, "limits.idle_seconds"),
        ({"baa": None}, "baa"),
        ({"baa": None, "exception": "exc-1"}, "baa"),
        ({"baa": None, "phi": PhiPolicy.PSEUDONYMOUS}, "baa"),
        ({"baa": None, "phi": PhiPolicy.PSEUDONYMOUS, "exception": ""}, "baa"),
    ],
)
def test_what_cannot_be_meant_is_refused_by_field(changes: dict[str, object], field: str) -> None:
    with pytest.raises(WrongDestination) as wrong:
        a_destination(**changes)
    assert wrong.value.field == field
    assert wrong.value.do


@pytest.mark.parametrize(
    "changes",
    [
        {"phi": PhiPolicy.NONE, "baa": None},
        {"phi": PhiPolicy.PSEUDONYMOUS, "baa": None, "exception": "exc-2027-3"},
        {"phi": PhiPolicy.PSEUDONYMOUS},
        {"phi": PhiPolicy.FULL, "baa": None, "location": Location.LAN},
    ],
)
def test_only_a_channel_with_phi_beyond_the_lan_needs_an_agreement(changes: dict[str, object]) -> None:
    assert a_destination(**changes).phi in PhiPolicy
