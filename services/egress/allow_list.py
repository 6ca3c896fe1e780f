"""The allow-list: exact hosts and ports, each for one service; stock, it is empty and nothing gets out."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from services.egress.errors import WrongDestination
from services.egress.host_name import host_name
from services.egress.model import Destination, DestinationClass
from services.egress.ports import BaaRegister
from services.egress.reasons import SENTENCES, Reason
from services.kernel.clock import Clock


@dataclass(frozen=True, slots=True)
class Decision:
    """What the allow-list says to one wish, and the entry that decided it."""

    reason: Reason
    destination: Destination | None = None

    @property
    def allowed(self) -> bool:
        """Tell whether the door may open."""
        return self.reason is Reason.ALLOWED

    @property
    def what(self) -> str:
        """Why, in a sentence."""
        return SENTENCES[self.reason][0]

    @property
    def do(self) -> str:
        """What to do about it; empty where nothing is to be done."""
        return SENTENCES[self.reason][1]


class AllowList:
    """All that may be reached; without entries, nothing.

    Raises:
        WrongDestination: two entries have one name, or say different things about one wish.
    """

    def __init__(
        self,
        register: BaaRegister,
        clock: Clock,
        destinations: Iterable[Destination] = (),
        *,
        systems_of_record: bool = False,
    ) -> None:
        self._register = register
        self._clock = clock
        self._destinations = tuple(destinations)
        self._systems_of_record = systems_of_record
        require_distinct(self._destinations)

    @property
    def destinations(self) -> tuple[Destination, ...]:
        """The entries, in the order of the settings."""
        return self._destinations

    def explain(self, host: str, port: int, who: str) -> Decision:
        """Say whether `who` may reach `host` at `port` now, and why or why not."""
        name = host_name(host)
        if name is None:
            return Decision(Reason.NOT_A_NAME)
        of_host = [entry for entry in self._destinations if entry.host == name]
        of_port = [entry for entry in of_host if entry.port == port]
        if not of_port:
            return Decision(Reason.PORT_NOT_ALLOWED if of_host else Reason.UNKNOWN_HOST)
        entry = next((entry for entry in of_port if entry.who == who), None)
        return Decision(Reason.WHO_NOT_ALLOWED) if entry is None else Decision(self._standing(entry), entry)

    def tunnel(self, host: str, port: int, who: str) -> Decision:
        """Say whether `who` may have a tunnel there: as `explain`, but never to a destination for messages."""
        decision = self.explain(host, port, who)
        entry = decision.destination
        if entry is not None and entry.kind is DestinationClass.MESSAGING:
            return Decision(Reason.SENDER_ONLY, entry)
        return decision

    def _standing(self, entry: Destination) -> Reason:
        if entry.kind is DestinationClass.SYSTEM_OF_RECORD and not self._systems_of_record:
            return Reason.CLASS_OFF
        return Reason.ALLOWED if entry.baa is None else self._register.standing(entry.baa, self._clock.now())


def require_distinct(destinations: Sequence[Destination]) -> None:
    """Require that no two entries have one name, or say something about one wish.

    Raises:
        WrongDestination: two do.
    """
    names = [entry.name for entry in destinations]
    wishes = [(entry.host, entry.port, entry.who) for entry in destinations]
    for field, seen in (("name", names), ("host", wishes)):
        if len(set(seen)) != len(seen):
            what = f"Two destinations of the allow-list have the same {field}."
            raise WrongDestination(field, what, "Keep one of them.")
