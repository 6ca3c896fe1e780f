"""What cannot be done while Sealdesk runs is refused with the reason, before anything is changed."""

import socket
from pathlib import Path

from appliance.errors import ApplianceError
from appliance.places import Places
from appliance.settings.model import Settings


class StillUp(ApplianceError):
    """Sealdesk runs, and would go on with what is about to be changed."""

    code = "still_up"

    def __init__(self, why: str) -> None:
        super().__init__(
            f"Sealdesk is up: {why}. Nothing was changed.",
            "Run `sealdesk down`, then this again, then `sealdesk up`. Patients are asked to call meanwhile.",
        )


def require_down(settings: Settings, why: str) -> None:
    """Check that no process of the appliance answers here.

    Raises:
        StillUp: one does.
    """
    places = Places.of(settings)
    if any(_answers(path) for path in (places.audit_socket, places.portal_socket, places.bridge_socket)):
        raise StillUp(why)


def _answers(path: Path) -> bool:
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as probe:
        return probe.connect_ex(str(path)) == 0
