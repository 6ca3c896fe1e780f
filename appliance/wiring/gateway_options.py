"""From the settings to what the gateway process needs to know."""

from datetime import timedelta

from appliance.addresses import gateway_secrets, gateway_upstream
from appliance.errors import SettingsError
from appliance.places import Places
from appliance.secret_files import SecretFiles, header_key
from appliance.settings.gateway import GatewaySettings, RosterFrom, UntilLoaded
from appliance.settings.model import Settings
from appliance.wiring.gateway import GatewayOptions
from services.gateway.payload.limits import Limits
from services.gateway.ports import PatientSource
from services.gateway.redaction.pipeline import Mode
from services.gateway.roster.bridge import BridgeRoster
from services.gateway.roster.file import FileRoster
from services.gateway.roster.keeper import Rules

AUDIT_FILE = "gateway-audit.jsonl"


def gateway_options(settings: Settings, secrets: SecretFiles) -> GatewayOptions:
    """Return the options of this clinic's gateway.

    Raises:
        SettingsError: no model server is named.
        SecretsError: a key cannot be used.
    """
    chosen, upstream = settings.gateway, gateway_upstream(settings)
    if upstream is None:
        raise SettingsError("The gateway has no model server behind it.", "Name one in gateway.upstream.")
    key, upstream_key = gateway_secrets(settings)
    return GatewayOptions(
        upstream=upstream,
        transcriber=_transcriber(settings),
        key=header_key(secrets, key) if key else "",
        upstream_key=header_key(secrets, upstream_key) if upstream_key else "",
        mode=Mode(chosen.mode),
        audit=chosen.audit_file or Places.of(settings).gateway_state / AUDIT_FILE,
        ledger=Places.of(settings).audit_socket,
        must_be_verified=chosen.must_be_verified,
        limits=Limits(**chosen.limits.model_dump()),
        idle=timedelta(minutes=chosen.vault_minutes),
        conversations=chosen.conversations,
        patients=_patients(settings),
        keeping=_rules(chosen),
    )


def _patients(settings: Settings) -> PatientSource | None:
    roster = settings.gateway.roster
    if roster.source is RosterFrom.FILE and roster.file is not None:
        return FileRoster(roster.file)
    return BridgeRoster(Places.of(settings).roster_socket) if roster.source is RosterFrom.EHR else None


def _rules(chosen: GatewaySettings) -> Rules:
    roster = chosen.roster
    every = timedelta(minutes=roster.every_minutes)
    return Rules(every, wait_for_first=roster.until_loaded is UntilLoaded.REFUSE, most=roster.most)


def _transcriber(settings: Settings) -> str:
    chosen, model = settings.gateway, settings.model
    if chosen.transcriber is not None:
        return chosen.transcriber
    ours = chosen.upstream is None and model is not None and model.whisper is not None
    return f"unix:{model.whisper.socket}" if ours and model is not None and model.whisper is not None else ""
