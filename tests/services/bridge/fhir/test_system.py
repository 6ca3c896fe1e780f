import pytest

from services.bridge.fhir.capability import Offered, Statement
from services.bridge.fhir.dialects.oracle import Oracle
from services.bridge.fhir.profile import DialectName, SiteProfile
from services.bridge.fhir.system import DIALECTS, FhirSchedulingSystem, choose_dialect
from services.scheduling.errors import SystemUnreachable
from services.scheduling.model import Capabilities, Lock, MoveSupport
from tests.contract.fhir_harness import CHICAGO, a_client, a_profile
from tests.contract.fhir_server import ehr_server
from tests.doubles.clock import ManualClock

PROFILE = SiteProfile(base_url="http://127.0.0.1:9/fhir", zone=CHICAGO)
WRITABLE = {"Appointment": Offered(frozenset({"update"}))}


@pytest.mark.parametrize(
    ("statement", "name"),
    [
        (Statement("Cerner Millennium"), DialectName.ORACLE),
        (Statement("Oracle Health Millennium"), DialectName.ORACLE),
        (Statement("Epic May 2026"), DialectName.EPIC),
        (Statement("athenaPractice"), DialectName.ATHENA),
        (Statement("Some router", {}, frozenset({"find", "hold", "book"})), DialectName.IHE_SCHED),
        (Statement("Some router", WRITABLE, frozenset({"find", "hold", "book"})), DialectName.GENERIC),
        (Statement(""), DialectName.GENERIC),
    ],
)
def test_the_dialect_follows_from_the_servers_name_and_offer(statement: Statement, name: DialectName) -> None:
    assert choose_dialect(statement, PROFILE) is name


def test_the_sites_own_choice_comes_first() -> None:
    profile = SiteProfile(base_url=PROFILE.base_url, zone=CHICAGO, dialect=DialectName.GENERIC)
    assert choose_dialect(Statement("Epic"), profile) is DialectName.GENERIC


def test_every_dialect_but_auto_is_there() -> None:
    assert set(DIALECTS) == set(DialectName) - {DialectName.AUTO}


async def test_the_server_is_asked_for_its_dialect_when_first_used() -> None:
    with ehr_server() as server:
        server.reset("oracle")
        system = FhirSchedulingSystem(a_client(a_profile(server)), a_profile(server), ManualClock())
        assert isinstance(await system.dialect(), Oracle)
        server.reset("generic")
        assert isinstance(await system.dialect(), Oracle)
        await system.aclose()


async def test_a_server_that_is_down_at_first_is_asked_again() -> None:
    system = FhirSchedulingSystem(a_client(PROFILE), PROFILE, ManualClock())
    for _ in range(2):
        with pytest.raises(SystemUnreachable):
            await system.capabilities()
    await system.aclose()


@pytest.mark.parametrize(
    ("dialect", "claimed"),
    [
        ("generic", (MoveSupport.ATOMIC, True, Lock.ETAG, False)),
        ("generic-noetag", (MoveSupport.ATOMIC, True, Lock.NONE, False)),
        ("oracle", (MoveSupport.ATOMIC, True, Lock.SERVER_CHECK, True)),
        ("epic", (MoveSupport.TWO_STEP, True, Lock.SERVER_CHECK, True)),
        ("athena", (MoveSupport.TWO_STEP, True, Lock.SERVER_CHECK, False)),
        ("ihe-sched", (MoveSupport.ATOMIC, True, Lock.SERVER_CHECK, True)),
    ],
)
async def test_each_family_claims_what_it_can_do(dialect: str, claimed: tuple[object, ...]) -> None:
    with ehr_server() as server:
        server.reset(dialect)
        profile = a_profile(server)
        system = FhirSchedulingSystem(a_client(profile), profile, ManualClock())
        found = await system.capabilities()
        assert (found.move, found.cancel, found.lock, found.frees_slots) == claimed
        await system.aclose()


@pytest.mark.parametrize("name", list(DIALECTS))
def test_a_server_that_offers_nothing_is_claimed_to_do_nothing(name: DialectName) -> None:
    dialect = DIALECTS[name](a_client(PROFILE), PROFILE, ManualClock())
    found: Capabilities = dialect.describe(Statement())
    assert (found.move, found.cancel) == (MoveSupport.NONE, False)
