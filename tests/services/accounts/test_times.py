"""How long a session lives."""

from datetime import UTC, datetime, timedelta

from services.accounts.model import Role, Session
from services.accounts.times import SessionTimes, Times

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
OFFICER, ADMIN = Times(10 * MINUTE, 8 * HOUR), Times(HOUR, HOUR)
TIMES = SessionTimes(15 * MINUTE, 12 * HOUR, {Role.COMPLIANCE: OFFICER, Role.IT: ADMIN})


def test_of_several_roles_the_shortest_times_count() -> None:
    assert TIMES.of([Role.FRONT_DESK]) == Times(15 * MINUTE, 12 * HOUR)
    assert TIMES.of([Role.FRONT_DESK, Role.COMPLIANCE]) == Times(10 * MINUTE, 8 * HOUR)
    assert TIMES.of([Role.COMPLIANCE, Role.IT]) == Times(10 * MINUTE, HOUR)


def test_a_session_ends_by_idleness_by_age_and_at_its_own_end() -> None:
    session = Session("digest", "m.kim", NOW, NOW + 7 * HOUR)
    assert TIMES.alive(session, [Role.COMPLIANCE], NOW + 7 * HOUR + 9 * MINUTE)
    assert not TIMES.alive(session, [Role.COMPLIANCE], NOW + 7 * HOUR + 10 * MINUTE)
    assert not TIMES.alive(Session("d", "m.kim", NOW, NOW + 8 * HOUR), [Role.COMPLIANCE], NOW + 8 * HOUR)
    ending = Session("d", "m.kim", NOW, NOW, ends_at=NOW + MINUTE)
    assert TIMES.alive(ending, [Role.FRONT_DESK], NOW)
    assert not TIMES.alive(ending, [Role.FRONT_DESK], NOW + MINUTE)
