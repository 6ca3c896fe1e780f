from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from services.egress.allow_list import AllowList
from services.egress.baa import BaaRecord, sign
from services.egress.model import Coverage
from services.egress.reasons import Reason
from services.egress.register import FolderRegister
from tests.doubles.clock import MONDAY_MORNING, ManualClock
from tests.services.egress.entries import BRIDGE, HOST, NEED, a_destination, a_record

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
CHICAGO = ZoneInfo("America/Chicago")


@pytest.fixture
def register(tmp_path: Path) -> FolderRegister:
    return FolderRegister(tmp_path, [KEY.public_key()], CHICAGO)


def put(register: FolderRegister, record: BaaRecord, key: Ed25519PrivateKey = KEY) -> Path:
    path = register.folder / f"{record.id}.json"
    path.write_bytes(sign(record, key).text())
    return path


def test_without_a_record_nothing_is_covered(register: FolderRegister) -> None:
    assert register.standing(NEED, MONDAY_MORNING) is Reason.BAA_MISSING


def test_without_a_folder_nothing_is_covered(register: FolderRegister) -> None:
    gone = FolderRegister(register.folder / "none", [KEY.public_key()], CHICAGO)
    assert gone.standing(NEED, MONDAY_MORNING) is Reason.BAA_MISSING


def test_a_record_covers_its_vendors_products(register: FolderRegister) -> None:
    put(register, a_record())
    assert register.standing(NEED, MONDAY_MORNING) is Reason.ALLOWED
    assert register.standing(Coverage(NEED.vendor, "Analytics"), MONDAY_MORNING) is Reason.BAA_MISSING
    assert register.standing(Coverage("Pelican", NEED.product), MONDAY_MORNING) is Reason.BAA_MISSING


def test_a_record_signed_by_somebody_else_counts_for_nothing(register: FolderRegister) -> None:
    put(register, a_record(), Ed25519PrivateKey.generate())
    assert register.standing(NEED, MONDAY_MORNING) is Reason.BAA_UNTRUSTED


def test_nobodys_signature_counts_where_no_key_is_trusted(register: FolderRegister) -> None:
    put(register, a_record())
    nobody = FolderRegister(register.folder, [], CHICAGO)
    assert nobody.standing(NEED, MONDAY_MORNING) is Reason.BAA_UNTRUSTED


@pytest.mark.parametrize(
    ("instant", "reason"),
    [
        (datetime(2026, 12, 31, 23, 59, 59, tzinfo=CHICAGO), Reason.BAA_NOT_YET),
        (datetime(2027, 1, 1, 5, 0, tzinfo=UTC), Reason.BAA_NOT_YET),
        (datetime(2027, 1, 1, 0, 0, tzinfo=CHICAGO), Reason.ALLOWED),
        (datetime(2027, 12, 31, 23, 59, 59, tzinfo=CHICAGO), Reason.ALLOWED),
        (datetime(2028, 1, 1, 0, 0, tzinfo=CHICAGO), Reason.BAA_EXPIRED),
        (datetime(2028, 1, 1, 5, 59, tzinfo=UTC), Reason.ALLOWED),
    ],
)
def test_an_agreement_holds_whole_days_of_the_clinics_zone(
    register: FolderRegister, instant: datetime, reason: Reason
) -> None:
    put(register, a_record())
    assert register.standing(NEED, instant) is reason


def test_a_renewal_beside_an_expired_record_counts(register: FolderRegister) -> None:
    put(register, a_record(expires=date(2027, 2, 1)))
    assert register.standing(NEED, MONDAY_MORNING) is Reason.BAA_EXPIRED
    put(register, a_record(id="baa-2027-02", effective=date(2027, 2, 2)))
    assert register.standing(NEED, MONDAY_MORNING) is Reason.ALLOWED


def test_a_file_that_is_no_record_hides_no_other(register: FolderRegister, caplog: pytest.LogCaptureFixture) -> None:
    (register.folder / "a.json").write_bytes(b"{")
    (register.folder / "b.json").mkdir()
    put(register, a_record())
    assert register.standing(NEED, MONDAY_MORNING) is Reason.ALLOWED
    assert [record.getMessage() for record in caplog.records] == [
        "a record of an agreement cannot be used: WrongBaaRecord",
        "a record of an agreement cannot be used: IsADirectoryError",
    ]


def test_expiry_and_withdrawal_close_the_channel_at_once(register: FolderRegister) -> None:
    path, clock = put(register, a_record()), ManualClock()
    allowed = AllowList(register, clock, [a_destination()], systems_of_record=True)
    assert allowed.explain(HOST, 443, BRIDGE).allowed
    clock.advance(timedelta(days=365))
    assert allowed.explain(HOST, 443, BRIDGE).reason is Reason.BAA_EXPIRED
    path.unlink()
    assert allowed.explain(HOST, 443, BRIDGE).reason is Reason.BAA_MISSING
