"""One running simulated EHR: its store, dialect, clock, front desk and the switches of its control plane."""

from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from appliance.demo.clinic import build_clinic
from appliance.demo.ehr.auth import Authorization
from appliance.demo.ehr.clock import SettableClock
from appliance.demo.ehr.config import EhrConfig
from appliance.demo.ehr.dialects import dialect_for
from appliance.demo.ehr.front_desk import FrontDesk
from appliance.demo.ehr.outcome import Resource
from appliance.demo.ehr.server import FhirServer
from appliance.demo.ehr.store import Store
from appliance.demo.ehr.traps import Traps
from services.kernel.clock import Clock


class Ehr:
    """Everything one simulator process holds; `reset` builds it anew."""

    server: FhirServer
    front_desk: FrontDesk

    def __init__(self, config: EhrConfig, clock: Clock | None = None) -> None:
        self.clock = SettableClock(clock)
        self.traps = Traps()
        self.authorization = Authorization(config, self.clock)
        self._watchers: set[Callable[[], None]] = set()
        self.config = config
        self._build()

    @property
    def store(self) -> Store:
        """Return the present store."""
        return self.server.store

    def reset(self, changes: dict[str, Any]) -> None:
        """Forget everything and load the clinic again, with some settings changed.

        Raises:
            ValueError: when a setting is unknown or its value is not allowed.
        """
        try:
            config = replace(self.config, **changes)
        except TypeError as error:
            raise ValueError("an unknown setting was named") from error
        dialect_for(config)
        self.config = config
        self.front_desk.stop()
        self.traps.clear()
        self._build()

    def load(self, resources: list[Resource], actor: str = "control") -> None:
        """Put resources as they are, then take the present state as the audit's baseline."""
        for resource in resources:
            self.store.write(resource, actor, "PUT")
        self.store.mark_baseline()

    def _build(self) -> None:
        dialect = dialect_for(self.config)
        store = Store(self.clock, self.config.zone, seed=self.config.seed, first_version=dialect.first_version)
        store.watchers = self._watchers
        self.server = FhirServer(store, dialect, self.config)
        self.front_desk = FrontDesk(store, self.config.seed)
        if self.config.load_clinic:
            self.load(self._clinic())
        for watcher in list(self._watchers):
            watcher()

    def _clinic(self) -> list[Resource]:
        zone = self.config.zone
        start = self.config.start_date or self.clock.now().astimezone(zone).date().isoformat()
        return _clinic_resources(start, zone, self.config.seed, self.config.days)


@lru_cache(maxsize=8)
def _clinic_resources(start: str, zone: ZoneInfo, seed: int, days: int) -> list[Resource]:
    """Return the clinic's resources; the store copies what it keeps, so that a reset can use them again."""
    return build_clinic(start, zone, seed, days).resources
