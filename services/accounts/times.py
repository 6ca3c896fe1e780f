"""How long a session lives: without its person, and at most; shorter for roles that reach further (ASVS 5.0 V7.3)."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from services.accounts.model import Role, Session


@dataclass(frozen=True, slots=True)
class Times:
    """How long a session lives without its person, and at most."""

    idle: timedelta
    longest: timedelta


@dataclass(frozen=True, slots=True)
class SessionTimes:
    """The times of everybody, and the shorter ones of some roles; of several roles the shortest times count."""

    idle: timedelta = timedelta(minutes=15)
    longest: timedelta = timedelta(hours=12)
    by_role: Mapping[Role, Times] = field(default_factory=dict)

    def of(self, roles: Collection[Role]) -> Times:
        """Return the times of somebody with these roles."""
        every = [Times(self.idle, self.longest), *(self.by_role[role] for role in roles if role in self.by_role)]
        return Times(min(each.idle for each in every), min(each.longest for each in every))

    def alive(self, session: Session, roles: Collection[Role], now: datetime) -> bool:
        """Tell whether the session still counts."""
        times = self.of(roles)
        ends = min(session.seen_at + times.idle, session.started_at + times.longest)
        return now < ends and (session.ends_at is None or now < session.ends_at)
