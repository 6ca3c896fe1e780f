"""Where the appliance keeps what, below the folders of the settings."""

from dataclasses import dataclass
from pathlib import Path

from appliance.settings.model import Settings


@dataclass(frozen=True, slots=True)
class Places:
    """Files and sockets of one appliance."""

    state: Path
    run: Path

    @classmethod
    def of(cls, settings: Settings) -> "Places":
        """Return the places that the settings name."""
        return cls(settings.folders.state, settings.folders.run)

    @property
    def state_file(self) -> Path:
        """The encrypted state database."""
        return self.state / "state.db"

    @property
    def workflow_file(self) -> Path:
        """The encrypted database of durable workflows."""
        return self.state / "workflows.db"

    @property
    def bridge_socket(self) -> Path:
        """Where the bridge process listens."""
        return self.run / "bridge.sock"

    @property
    def portal_socket(self) -> Path:
        """Where the portal process listens for this machine's own commands."""
        return self.run / "portal.sock"
