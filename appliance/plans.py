"""The processes of the appliance, for the supervisor and for `sealdesk status`."""

from pathlib import Path

from appliance.places import Places
from appliance.settings.model import Settings
from appliance.supervisor.plan import Plan, Probe, ProcessPlan

_HERE = "http://localhost"


def appliance_processes(settings: Settings, file: Path) -> tuple[ProcessPlan, ...]:
    """Return the bridge and the portal, each with the request that proves its health."""
    places = Places.of(settings)
    environment = {"SEALDESK_CONFIG": str(file.absolute())}
    bridge = ProcessPlan(
        "bridge", "appliance.processes.bridge", Probe(f"{_HERE}/health", places.bridge_socket), environment=environment
    )
    portal = ProcessPlan(
        "portal", "appliance.processes.portal", Probe(f"{_HERE}/health", places.portal_socket), environment=environment
    )
    return bridge, portal


def appliance_plan(settings: Settings, file: Path) -> Plan:
    """Return the plan of a clinic's appliance."""
    return Plan(settings.folders.run, appliance_processes(settings, file))
