"""Which secrets each service needs, by the settings; what it does not need it never sees."""

from appliance.addresses import gateway_secrets
from appliance.plans import egress_secrets, portal_secrets
from appliance.secret_files import LEDGER_KEYS, RAW_KEYS, REFERENCES_KEY, SecretFiles
from appliance.settings.model import Settings


def own_secrets(settings: Settings, secrets: SecretFiles) -> dict[str, tuple[str, ...]]:
    """Return which secrets each service needs, by its name; no service may read another's."""
    smart = settings.scheduling_system.smart
    needed: dict[str, tuple[str | None, ...]] = {
        "audit": LEDGER_KEYS,
        "portal": (*RAW_KEYS, *_first_state_key(secrets), *portal_secrets(settings), *_called_by_portal(settings)),
        "bridge": (smart.key_file, smart.next_key_file) if smart else (),
        "gateway": gateway_secrets(settings) if settings.gateway.runs else (),
        "egress": egress_secrets(settings) if settings.egress.runs else (),
    }
    return {service: tuple(name for name in names if name) for service, names in needed.items()}


def _first_state_key(secrets: SecretFiles) -> tuple[str, ...]:
    """Return what patients' references come from, where `state.key` was changed since."""
    return (REFERENCES_KEY,) if secrets.holds(REFERENCES_KEY) else ()


def _called_by_portal(settings: Settings) -> tuple[str | None, ...]:
    """Return what the portal shows to the gateway and to the clinic's directory."""
    directory = settings.console.directory if settings.console else None
    ours = gateway_secrets(settings)[0] if settings.gateway.runs and settings.understanding.gateway is None else None
    return settings.understanding.key_file, ours, directory.client_secret_file if directory else None
