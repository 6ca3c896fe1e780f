"""Opens the encrypted file of durable workflows, beside the state."""

from appliance.places import Places
from appliance.secret_files import STATE_KEY, SecretFiles
from appliance.settings.model import Settings
from appliance.wiring.node import node_name
from services.durable.workflows import DbosWorkflows
from services.kernel.clock import Clock
from services.state.keys import derive_key, workflow_file_key
from services.state.sealed import durable_engine

WORKFLOW_FORMAT = "change-1"
"""Names the stored format of workflows; it changes only with an incompatible change protocol."""


def build_workflows(settings: Settings, secrets: SecretFiles, clock: Clock) -> DbosWorkflows:
    """Return the durable runtime, not yet launched.

    Raises:
        SealdeskError: a key or the file cannot be used.
    """
    path = Places.of(settings).workflow_file
    engine = durable_engine(path, workflow_file_key(secrets.key(STATE_KEY)))
    return DbosWorkflows(
        engine,
        derive_key(secrets.references(), "workflows/payload"),
        application_version=WORKFLOW_FORMAT,
        executor_id=node_name(),
        clock=clock,
    )
