"""Where the appliance keeps what, below the folders of the settings."""

from dataclasses import dataclass
from pathlib import Path

from appliance.settings.egress import Caller
from appliance.settings.model import Settings


@dataclass(frozen=True, slots=True)
class Places:
    """Files and sockets of one appliance."""

    state: Path
    run: Path
    audit: Path | None = None

    @classmethod
    def of(cls, settings: Settings) -> "Places":
        """Return the places that the settings name."""
        return cls(settings.folders.state, settings.folders.run, settings.audit.folder)

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

    @property
    def roster_socket(self) -> Path:
        """Where the bridge process tells the gateway who the clinic's patients are."""
        return self.run / "roster.sock"

    @property
    def gateway_folder(self) -> Path:
        """The gateway's own folder below the run folder: its user makes its socket there."""
        return self.run / "gateway"

    @property
    def gateway_socket(self) -> Path:
        """Where the gateway process listens, if the settings name no other address."""
        return self.gateway_folder / "gateway.sock"

    @property
    def gateway_state(self) -> Path:
        """Where the gateway keeps its audit records: beside the state, which its user must not see."""
        return self.state.with_name(f"{self.state.name}-gateway")

    @property
    def egress_folder(self) -> Path:
        """The egress process's own folder below the run folder: its user makes its sockets there."""
        return self.run / "egress"

    @property
    def egress_socket(self) -> Path:
        """Where the egress process takes requests of messages."""
        return self.egress_folder / "egress.sock"

    def tunnel_socket(self, caller: Caller) -> Path:
        """Where one service of ours asks for tunnels to systems of record."""
        return self.egress_folder / f"connect-{caller.value}.sock"

    @property
    def egress_state(self) -> Path:
        """Where the egress process keeps its audit records: beside the state, which its user must not see."""
        return self.state.with_name(f"{self.state.name}-egress")

    @property
    def audit_folder(self) -> Path:
        """The audit process's own folder below the run folder: its user makes its socket there."""
        return self.run / "audit"

    @property
    def audit_socket(self) -> Path:
        """Where the audit process listens."""
        return self.audit_folder / "audit.sock"

    @property
    def ledger(self) -> Path:
        """Where the audit process keeps the ledger: beside the state, which its user must not see."""
        return self.audit or self.state.with_name(f"{self.state.name}-audit")

    @property
    def data_keys_file(self) -> Path:
        """The small database of the keys that single events are sealed with; apart, for its backups must not be old."""
        return self.ledger.with_name(f"{self.ledger.name}-keys") / "data-keys.db"

    @property
    def model_caches(self) -> Path:
        """Where a model server started by `up` keeps what it compiled."""
        return self.state.with_name(f"{self.state.name}-model")
