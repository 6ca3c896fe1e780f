import pytest

from services.egress.allow_list import AllowList
from services.egress.errors import WrongDestination
from services.egress.model import Destination, DestinationClass, PhiPolicy
from services.egress.reasons import SENTENCES, Reason
from tests.doubles.clock import ManualClock
from tests.doubles.egress import StandingRegister
from tests.services.egress.entries import BRIDGE, HOST, a_destination

PAGER = a_destination(
    name="pager", kind=DestinationClass.MESSAGING, host="sms.pelican.example", who="sealdesk-sender", phi=PhiPolicy.FULL
)


def an_allow_list(
    *entries: Destination, standing: Reason = Reason.ALLOWED, systems_of_record: bool = True
) -> AllowList:
    return AllowList(StandingRegister(standing), ManualClock(), entries, systems_of_record=systems_of_record)


def test_stock_allows_nothing() -> None:
    stock = AllowList(StandingRegister(), ManualClock())
    assert stock.destinations == ()
    assert stock.explain(HOST, 443, BRIDGE).reason is Reason.UNKNOWN_HOST


def test_systems_of_record_are_off_by_default() -> None:
    stock = AllowList(StandingRegister(), ManualClock(), [a_destination()])
    assert stock.explain(HOST, 443, BRIDGE).reason is Reason.CLASS_OFF


@pytest.mark.parametrize(
    ("host", "port", "who", "reason"),
    [
        (HOST, 443, BRIDGE, Reason.ALLOWED),
        (HOST.upper(), 443, BRIDGE, Reason.ALLOWED),
        (f"{HOST}.", 443, BRIDGE, Reason.NOT_A_NAME),
        ("203.0.113.7", 443, BRIDGE, Reason.NOT_A_NAME),
        (f"www.{HOST}", 443, BRIDGE, Reason.UNKNOWN_HOST),
        (HOST.partition(".")[2], 443, BRIDGE, Reason.UNKNOWN_HOST),
        (f"{HOST}.evil.example", 443, BRIDGE, Reason.UNKNOWN_HOST),
        (HOST, 8443, BRIDGE, Reason.PORT_NOT_ALLOWED),
        (HOST, 443, "sealdesk-portal", Reason.WHO_NOT_ALLOWED),
        (PAGER.host, 443, BRIDGE, Reason.WHO_NOT_ALLOWED),
    ],
)
def test_only_the_exact_wish_is_allowed(host: str, port: int, who: str, reason: Reason) -> None:
    decision = an_allow_list(a_destination(), PAGER).explain(host, port, who)
    assert decision.reason is reason
    assert decision.allowed == (reason is Reason.ALLOWED)
    assert decision.what


@pytest.mark.parametrize("standing", [Reason.BAA_MISSING, Reason.BAA_EXPIRED, Reason.BAA_NOT_YET, Reason.BAA_UNTRUSTED])
def test_without_an_agreement_that_holds_a_channel_stays_closed(standing: Reason) -> None:
    decision = an_allow_list(a_destination(), PAGER, standing=standing).explain(HOST, 443, BRIDGE)
    assert not decision.allowed
    assert decision.reason is standing
    assert decision.do


def test_a_channel_without_phi_asks_for_no_agreement() -> None:
    entry = a_destination(phi=PhiPolicy.NONE, baa=None)
    assert an_allow_list(entry, standing=Reason.BAA_MISSING).explain(HOST, 443, BRIDGE).allowed


def test_there_is_no_tunnel_to_a_destination_for_messages() -> None:
    allowed = an_allow_list(PAGER, systems_of_record=False)
    assert allowed.explain(PAGER.host, 443, PAGER.who).allowed
    assert allowed.tunnel(PAGER.host, 443, PAGER.who).reason is Reason.SENDER_ONLY


def test_one_destination_may_be_open_to_two_services_by_two_entries() -> None:
    both = an_allow_list(a_destination(), a_destination(name="harborbook-voice", who="sealdesk-voice"))
    assert both.explain(HOST, 443, BRIDGE).destination == both.destinations[0]
    assert both.explain(HOST, 443, "sealdesk-voice").destination == both.destinations[1]


@pytest.mark.parametrize("changes", [{"name": "other"}, {"host": "other.harborbook.example"}])
def test_two_entries_never_say_different_things_about_one_wish(changes: dict[str, str]) -> None:
    with pytest.raises(WrongDestination):
        an_allow_list(a_destination(), a_destination(**changes))


def test_every_reason_has_its_sentences() -> None:
    assert set(SENTENCES) == set(Reason)
