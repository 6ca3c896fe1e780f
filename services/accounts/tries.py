"""How often somebody may try a name: few tries, then growing waits, counted where the tries come from.

After the device cookies of OWASP ("Slow Down Online Guessing Attacks with Device Cookies"): a browser in which the
person has signed in before has a counter of its own. All others share one small number of tries a day for each name,
however many addresses they come from, so a stranger uses up the strangers' tries and never those of the front desk.

It is kept in memory, and begins anew when the process does. A name is counted whether or not anybody has it.
"""

from collections import OrderedDict, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final, TypeVar

FREE: Final = 5
"""Tries before the first wait, for a browser and for an address."""
FIRST_WAIT: Final = timedelta(minutes=1)
LONGEST_WAIT: Final = timedelta(hours=1)
TRUSTED: Final = 10
"""Wrong tries after which a known browser counts as unknown, until a day has passed or its person signs in."""
STRANGERS: Final = 20
"""Tries a day for one name from all browsers together in which its person has not signed in."""
DAY: Final = timedelta(days=1)
_KEPT: Final = 10_000
_DOUBLINGS: Final = 10
K = TypeVar("K")
V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class Attempt:
    """One try: the name, the address it comes from, and the known browser, if it is one.

    `account` stands for the name; a new second factor gives it a new one. `known` says that somebody has the name.
    """

    account: str
    source: str
    device: str | None = None
    known: bool = False


@dataclass(frozen=True, slots=True)
class Held:
    """The try may not be made yet; `times` tries of that name were held back since the day began."""

    wait: timedelta
    times: int


@dataclass(frozen=True, slots=True)
class Begun:
    """The try may be made; `last` says that strangers have no further one today."""

    stranger: bool
    last: bool


@dataclass(slots=True)
class _Counter:
    wrong: int = 0
    last: datetime | None = None

    def until(self, now: datetime) -> datetime:
        """Return when the next try may be made."""
        if self.last is None or self.wrong < FREE:
            return now
        doublings: int = min(self.wrong - FREE, _DOUBLINGS)
        return self.last + min(FIRST_WAIT * (1 << doublings), LONGEST_WAIT)

    def at(self, now: datetime) -> "_Counter":
        """Return the counter as it is now: a day without a try empties it."""
        if self.last is not None and now - self.last >= DAY:
            self.wrong, self.last = 0, None
        return self


@dataclass(slots=True)
class _Name:
    """The tries of strangers at one name, and how many of all tries were held back."""

    tries: deque[datetime] = field(default_factory=deque)
    held: int = 0
    since: datetime | None = None

    def until(self, now: datetime) -> datetime:
        """Return when strangers may try it again."""
        while self.tries and now - self.tries[0] >= DAY:
            self.tries.popleft()
        return self.tries[0] + DAY if len(self.tries) >= STRANGERS else now

    def more(self, now: datetime) -> int:
        """Count one that is not recorded each time; return how many there were since the day began."""
        if self.since is None or now - self.since >= DAY:
            self.held, self.since = 0, now
        self.held += 1
        return self.held


class Tries:
    """Counts tries when they begin, so that many at once are no more than many in a row."""

    def __init__(self) -> None:
        self._counters: OrderedDict[tuple[str, str], _Counter] = OrderedDict()
        self._devices: OrderedDict[tuple[str, str], _Counter] = OrderedDict()
        self._names: dict[str, _Name] = {}
        self._nobodys: OrderedDict[str, _Name] = OrderedDict()
        self._unknown = _Name()

    def begin(self, attempt: Attempt, now: datetime) -> Begun | Held:
        """Count a try, or hold it back: it then is not counted, and nothing is to be checked."""
        name, counter = self._name(attempt), self._device(attempt, now)
        stranger = counter is None
        if counter is None:
            counter = _kept(self._counters, (attempt.account, attempt.source), _Counter).at(now)
        until = max(counter.until(now), name.until(now) if stranger else now)
        if until > now:
            return Held(until - now, name.more(now))
        counter.wrong, counter.last = counter.wrong + 1, now
        if stranger:
            name.tries.append(now)
        return Begun(stranger, stranger and name.until(now) > now)

    def passed(self, attempt: Attempt, begun: Begun) -> None:
        """Forget the wrong tries of this browser and address: their person has signed in."""
        if begun.stranger:
            self._name(attempt).tries.pop()
        self._counters.pop((attempt.account, attempt.source), None)
        if attempt.device is not None:
            self._devices.pop((attempt.account, attempt.device), None)

    def nobodys(self, now: datetime) -> int:
        """Count a wrong try at a name that nobody has; return how many there were since the day began."""
        return self._unknown.more(now)

    def _device(self, attempt: Attempt, now: datetime) -> _Counter | None:
        """Return the counter of a known browser; None where it is none, or had too many wrong tries."""
        if attempt.device is None:
            return None
        found = _kept(self._devices, (attempt.account, attempt.device), _Counter).at(now)
        return found if found.wrong < TRUSTED else None

    def _name(self, attempt: Attempt) -> _Name:
        """Return what is counted of a name; made-up names cannot push out those that somebody has."""
        if attempt.known:
            return self._names.setdefault(attempt.account, _Name())
        return _kept(self._nobodys, attempt.account, _Name)


def worth_recording(times: int) -> bool:
    """Tell whether the audit trail gets this one: the first, the tenth, the hundredth, and so on."""
    return str(times).rstrip("0") == "1"


def _kept(table: OrderedDict[K, V], key: K, make: Callable[[], V]) -> V:
    """Return the value of a key, new where it has none; the one unused for longest makes room."""
    found = table.setdefault(key, make())
    table.move_to_end(key)
    if len(table) > _KEPT:
        table.popitem(last=False)
    return found
