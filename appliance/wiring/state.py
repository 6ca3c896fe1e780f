"""Opens the encrypted state database."""

from appliance.places import Places
from appliance.secret_files import STATE_KEY, SecretFiles
from appliance.settings.model import Settings
from appliance.wiring.node import node_name
from services.state.store import StateStore, open_state


def build_state(settings: Settings, secrets: SecretFiles) -> StateStore:
    """Open the state database, made and brought to the present schema as needed.

    Raises:
        SealdeskError: a key or the file cannot be used.
    """
    return open_state(Places.of(settings).state_file, secrets.key(STATE_KEY), node=node_name())
