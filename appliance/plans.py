"""The processes of the appliance, for the supervisor and for `sealdesk status`."""

import os
from pathlib import Path
from typing import Final

from appliance.accounts import Account, group_id, own_account
from appliance.addresses import gateway_secrets, our_gateway
from appliance.errors import ProcessError
from appliance.places import Places
from appliance.secret_files import LEDGER_KEYS, SecretFiles
from appliance.settings.model import Settings
from appliance.supervisor.plan import OwnFolder, Plan, Probe, ProcessPlan
from services.kernel.errors import SealdeskError

_HERE: Final = "http://localhost"
GATEWAY_USER: Final = "sealdesk-gateway"
MODEL_USER: Final = "sealdesk-model"
EGRESS_USER: Final = "sealdesk-egress"
AUDIT_USER: Final = "sealdesk-audit"
MODEL_KEY: Final = "model.key"
UP_USER: Final = "UP_USER_ID"
"""Variable in which `up` tells other users' processes whose the portal and the bridge are."""
#: glibc gives large freed blocks back at once (mallopt(3)): an old roster's memory does not stay beside the new one's.
GATEWAY_MEMORY: Final = {
    "MALLOC_ARENA_MAX": "2",
    "MALLOC_MMAP_THRESHOLD_": "524288",
    "MALLOC_TRIM_THRESHOLD_": "1048576",
}
APART: Final = {"audit": AUDIT_USER, "gateway": GATEWAY_USER, "model": MODEL_USER, "egress": EGRESS_USER}


def appliance_processes(settings: Settings, file: Path) -> tuple[ProcessPlan, ...]:
    """Return the processes that the settings ask for, each with the request that proves its health."""
    places = Places.of(settings)
    environment = {"SEALDESK_CONFIG": str(file.absolute())}
    bridge = ProcessPlan(
        "bridge", "appliance.processes.bridge", Probe(f"{_HERE}/health", places.bridge_socket), environment=environment
    )
    portal = ProcessPlan(
        "portal", "appliance.processes.portal", Probe(f"{_HERE}/health", places.portal_socket), environment=environment
    )
    more = [_gateway(settings, environment)] if settings.gateway.runs else []
    if settings.egress.runs:
        more.append(_egress(settings, environment))
    if settings.model is not None and settings.model.supervised:
        more.append(_model(settings, settings.model.socket, file))
    return _audit(settings, environment), bridge, portal, *more


def appliance_plan(settings: Settings, file: Path) -> Plan:
    """Return the plan of a clinic's appliance."""
    return Plan(settings.folders.run, appliance_processes(settings, file), settings.folders.secrets)


def gateway_account(settings: Settings) -> Account | None:
    """Return the user that the gateway runs as below `up`; None is the user of `up`."""
    found = own_account(settings.gateway.user or GATEWAY_USER)
    return found.within(group_id(settings.gateway.group)) if found else None


def egress_account(settings: Settings) -> Account | None:
    """Return the user that the egress process runs as below `up`; None is the user of `up`."""
    found = own_account(settings.egress.user or EGRESS_USER)
    return found.within(group_id(settings.egress.group)) if found else None


def audit_account(settings: Settings) -> Account | None:
    """Return the user that the audit process runs as below `up`; None is the user of `up`."""
    found = own_account(settings.audit.user or AUDIT_USER)
    return found.within(group_id(settings.audit.group)) if found else None


def egress_secrets(settings: Settings) -> tuple[str, ...]:
    """Return the names of the secrets that only the egress process needs."""
    egress = settings.egress
    named = (
        *((egress.twilio.secret_file, egress.twilio.token_file) if egress.twilio else ()),
        *((egress.sendgrid.key_file,) if egress.sendgrid else ()),
        *((egress.smtp.password_file,) if egress.smtp else ()),
        *((egress.stripe.key_file,) if egress.stripe else ()),
    )
    return tuple(name for name in named if name)


def portal_secrets(settings: Settings) -> tuple[str, ...]:
    """Return the names of the secrets that the portal needs besides its keys: what signs a payment's events."""
    stripe = settings.egress.stripe
    needed = stripe is not None and settings.payments.stripe
    return (stripe.webhook_secret_file,) if needed and stripe and stripe.webhook_secret_file else ()


def model_secrets(settings: Settings) -> set[str]:
    """Return the names of the secrets that the gateway and a model server started by `up` need."""
    supervised = settings.model is not None and settings.model.supervised
    named = gateway_secrets(settings) if settings.gateway.runs else ()
    return {name for name in named if name} | ({MODEL_KEY} if supervised else set())


def require_accounts(settings: Settings) -> None:
    """Check that a user that the settings name is there, where we could become it.

    Raises:
        ProcessError: it is not.
    """
    named = {
        "audit.user": settings.audit.user,
        "gateway.user": settings.gateway.user if settings.gateway.runs else None,
        "egress.user": settings.egress.user if settings.egress.runs else None,
    }
    for key, name in named.items():
        if name is not None and own_account("root") and own_account(name) is None:
            raise ProcessError(f"There is no system user {name} ({key}).", f"Run `useradd --system {name}`.")


def _gateway(settings: Settings, environment: dict[str, str]) -> ProcessPlan:
    places = Places.of(settings)
    address = our_gateway(settings)
    socket = Path(address.removeprefix("unix:")) if address.startswith("unix:") else None
    url = f"{_HERE if socket else address}/health"
    return ProcessPlan(
        "gateway",
        "appliance.processes.gateway",
        Probe(url, socket, headers=_key(settings)),
        environment={**environment, **GATEWAY_MEMORY},
        vital=False,
        account=gateway_account(settings),
        folders=(OwnFolder(places.gateway_folder, 0o711), OwnFolder(places.gateway_state)),
        secrets=tuple(name for name in gateway_secrets(settings) if name),
    )


def _audit(settings: Settings, environment: dict[str, str]) -> ProcessPlan:
    places = Places.of(settings)
    return ProcessPlan(
        "audit",
        "appliance.processes.audit",
        Probe(f"{_HERE}/health", places.audit_socket),
        environment={**environment, UP_USER: str(os.geteuid())},
        outlives=True,
        account=audit_account(settings),
        folders=(
            OwnFolder(places.audit_folder, 0o711),
            OwnFolder(places.ledger),
            OwnFolder(places.data_keys_file.parent),
        ),
        secrets=LEDGER_KEYS,
    )


def _egress(settings: Settings, environment: dict[str, str]) -> ProcessPlan:
    places = Places.of(settings)
    return ProcessPlan(
        "egress",
        "appliance.processes.egress",
        Probe(f"{_HERE}/health", places.egress_socket),
        environment={**environment, UP_USER: str(os.geteuid())},
        vital=False,
        account=egress_account(settings),
        folders=(OwnFolder(places.egress_folder, 0o711), OwnFolder(places.egress_state)),
        secrets=egress_secrets(settings),
    )


def _model(settings: Settings, socket: Path, file: Path) -> ProcessPlan:
    gateway, account = gateway_account(settings), own_account(MODEL_USER)
    if account is not None and gateway is not None:
        account = Account(account.name, account.uid, gateway.gid)  # its socket is for the gateway's group alone
    caches = Places.of(settings).model_caches
    return ProcessPlan(
        "model",
        "appliance.cli.main",
        Probe(f"{_HERE}/health", socket),
        ("model", "serve", "--config", str(file.absolute()), "--caches", str(caches)),
        vital=False,
        account=account,
        folders=(OwnFolder(socket.parent, 0o750, ours=False), OwnFolder(caches)),
        secrets=(MODEL_KEY,),
    )


def _key(settings: Settings) -> dict[str, str]:
    """Return the header that the gateway asks for; nothing where it asks for none, or we may not read its key."""
    name = gateway_secrets(settings)[0]
    if not name:
        return {}
    try:
        key = SecretFiles.locate(settings.folders.secrets).read(name)
    except SealdeskError:
        return {}
    return {"authorization": f"Bearer {key.decode('ascii', 'replace').strip()}"}
