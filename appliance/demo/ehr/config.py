"""How one simulated EHR is set up."""

from dataclasses import dataclass, field
from typing import Any
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class BackendClient:
    """A SMART Backend Services client: its id, its public JWK Set and the scopes it may ask for."""

    client_id: str
    jwks: dict[str, Any]
    scopes: frozenset[str] = frozenset({"system/*.read", "system/*.write", "system/*.cruds"})


@dataclass(frozen=True, slots=True)
class EhrConfig:
    """The simulated EHR's settings; see README.md beside this file for what each means."""

    dialect: str = "generic"
    zone: ZoneInfo = field(default_factory=lambda: ZoneInfo("America/New_York"))
    seed: int = 1
    start_date: str = ""
    days: int = 30
    slot_side_effects: str = "none"
    strict: bool = True
    auth: str = "none"
    clients: tuple[BackendClient, ...] = ()
    token_seconds: int = 300
    page_size: int = 50
    notice_hours: int = 2
    displace_every: int = 3
    proposal_minutes: int = 10
    load_clinic: bool = True
