from pathlib import Path

import pytest

from appliance.demo.staff import StaffMember, code_now, enrol_staff, read_staff, write_staff
from services.accounts.service import SignIn
from services.accounts.times import SessionTimes
from tests.doubles.clock import ManualClock
from tests.doubles.store import MemoryStore


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock()


@pytest.fixture
def store() -> MemoryStore:
    return MemoryStore()


@pytest.fixture
async def staff(store: MemoryStore, clock: ManualClock) -> list[StaffMember]:
    return await enrol_staff(store, clock)


async def test_each_signs_in_with_what_the_page_shows_at_once(
    staff: list[StaffMember], store: MemoryStore, clock: ManualClock
) -> None:
    for member in staff:
        signed = await SignIn(store, clock, SessionTimes()).sign_in(member.id, member.password, code_now(member, clock))
        assert signed.token


def test_the_file_is_for_its_owner_alone_and_is_read_back(tmp_path: Path, staff: list[StaffMember]) -> None:
    file = tmp_path / "staff.json"
    assert read_staff(file) == []
    write_staff(file, staff)
    assert file.stat().st_mode & 0o777 == 0o400
    assert read_staff(file) == staff
    assert staff[0].password not in repr(staff)
