"""What every clinic's own waitlist promises. A test module gives a fixture `native` that lists `LISTED`."""

from datetime import UTC, date, datetime, time, timedelta

from services.scheduling.waitlist.model import Hours
from services.scheduling.waitlist.ports import NativeEntry, NativeWaitlist
from tests.doubles.builders import FOLLOW_UP
from tests.doubles.clock import MONDAY_MORNING

EARLY = NativeEntry(
    id="wl-1",
    patient_id="pat-1",
    visit_type=FOLLOW_UP,
    since=MONDAY_MORNING - timedelta(days=9),
    priority=1,
    earliest=date(2027, 3, 3),
    weekdays=frozenset({1, 2}),
    hours=(Hours(time(8), time(12)),),
    appointment_id="appt-1",
    expires_at=datetime(2027, 3, 9, 18, tzinfo=UTC),
)
LATE = NativeEntry("wl-2", "pat-2", FOLLOW_UP, MONDAY_MORNING - timedelta(days=2))
LISTED = (LATE, EARLY)


class NativeWaitlistContract:
    """`services.scheduling.waitlist.ports.NativeWaitlist`."""

    async def test_everybody_is_listed_the_longest_waiting_first(self, native: NativeWaitlist) -> None:
        assert await native.entries() == [EARLY, LATE]

    async def test_who_is_removed_is_gone_and_the_others_stay(self, native: NativeWaitlist) -> None:
        await native.remove("wl-1")
        assert await native.entries() == [LATE]

    async def test_removing_twice_is_no_error(self, native: NativeWaitlist) -> None:
        await native.remove("wl-1")
        await native.remove("wl-1")
        assert await native.entries() == [LATE]
