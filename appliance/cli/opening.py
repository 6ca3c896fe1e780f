"""What staff commands share: the settings, the state database, and who is acting."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from appliance.errors import ApplianceError
from appliance.places import Places
from appliance.secret_files import SecretFiles
from appliance.settings.load import find_file, load
from appliance.settings.model import Settings
from appliance.wiring.state import build_state
from services.audit.model import Actor, ActorKind
from services.bridge.link.client import LinkedSchedulingSystem
from services.state.store import StateStore

_LONGEST_NAME = 60


class WrongStaffName(ApplianceError):
    """The name given with --as names nobody."""

    code = "wrong_staff_name"


def staff_actor(name: str) -> Actor:
    """Return the staff member as the audit trail names them.

    Raises:
        WrongStaffName: the name is empty, too long or not printable.
    """
    plain = name.strip()
    if not plain or len(plain) > _LONGEST_NAME or not plain.isprintable():
        raise WrongStaffName("--as needs your name or staff id.", f"Give 1 to {_LONGEST_NAME} printable characters.")
    return Actor(ActorKind.STAFF, plain)


def settings_of(config: Path | None) -> Settings:
    """Return the settings in force."""
    return load(find_file(config))


@asynccontextmanager
async def opened_state(settings: Settings) -> AsyncIterator[StateStore]:
    """Open the state database for one command."""
    store = build_state(settings, SecretFiles.locate(settings.folders.secrets))
    try:
        yield store
    finally:
        await store.close()


@asynccontextmanager
async def opened_bridge(settings: Settings) -> AsyncIterator[LinkedSchedulingSystem]:
    """Open the bridge's socket for one command."""
    system = LinkedSchedulingSystem(Places.of(settings).bridge_socket)
    try:
        yield system
    finally:
        await system.aclose()
