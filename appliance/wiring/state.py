"""Opens the encrypted state database, and joins its outbox to the ledger."""

from appliance.places import Places
from appliance.secret_files import STATE_KEY, SecretFiles
from appliance.settings.model import Settings
from appliance.wiring.courier import build_courier
from appliance.wiring.node import node_name
from services.audit.courier import Courier, ReadOnly
from services.audit_line.courier import Patience
from services.state.filings import SOURCE
from services.state.store import StateStore, open_state

AT_ONCE = Patience(start=2.0)
"""For one command: the audit process answers, or the command is refused."""


def build_state(settings: Settings, secrets: SecretFiles, patience: Patience = Patience()) -> StateStore:  # noqa: B008
    """Open the state database, made and brought to the present schema as needed; its events go to the ledger.

    Raises:
        SealdeskError: a key or the file cannot be used.
    """
    return open_state_with(settings, secrets, build_courier(SOURCE, Places.of(settings).audit_socket, patience))


def read_state(settings: Settings, secrets: SecretFiles) -> StateStore:
    """Open the state database for reading alone, also while the ledger is down.

    Raises:
        SealdeskError: a key or the file cannot be used.
    """
    return open_state_with(settings, secrets, ReadOnly())


def open_state_with(settings: Settings, secrets: SecretFiles, courier: Courier) -> StateStore:
    """Open the state database with a courier of one's own."""
    key = secrets.key(STATE_KEY)
    file, root = Places.of(settings).state_file, secrets.references()
    return open_state(file, key, node=node_name(), courier=courier, references=root)
