"""Builds the sign-in by the clinic's directory, whose connections stay on the clinic's network."""

from datetime import timedelta
from pathlib import Path

import httpx

from appliance.secret_files import SecretFiles
from appliance.settings.model import Settings
from services.accounts.directory import DirectorySignIn
from services.bridge.fhir.inside import InsideTransport
from services.bridge.fhir.profile import LanPlaces
from services.bridge.fhir.tls import TlsFiles, tls_context
from services.credentials.oidc import OidcClient, OidcDirectory
from services.kernel.clock import Clock
from services.state.store import StateStore

_SECONDS = 10.0
_CONNECTIONS = 4


def build_directory(
    settings: Settings, secrets: SecretFiles, store: StateStore, clock: Clock
) -> DirectorySignIn | None:
    """Return the sign-in by the directory, None where the settings name none.

    Raises:
        SealdeskError: its certificate authority or the client's secret cannot be read.
    """
    wanted = settings.console.directory if settings.console else None
    if wanted is None:
        return None
    secret = wanted.client_secret_file
    client = OidcClient(
        issuer=wanted.issuer,
        client_id=wanted.client_id,
        client_secret=secrets.read(secret).decode().strip() if secret else "",
        scopes=wanted.scopes,
        groups=wanted.groups_claim,
        acr=frozenset(wanted.second_factor_acr),
        amr=frozenset(wanted.second_factor_amr),
        skew=timedelta(seconds=wanted.clock_skew_seconds),
    )
    tls = tls_context(TlsFiles(Path(wanted.ca_file)))
    places = LanPlaces(settings.network.own, settings.network.addresses)
    limits = httpx.Limits(max_connections=_CONNECTIONS, max_keepalive_connections=0)
    http = httpx.AsyncClient(transport=InsideTransport(tls, limits, places), timeout=_SECONDS, trust_env=False)
    roles = {group: frozenset(given) for group, given in wanted.groups.items()}
    return DirectorySignIn(store, clock, OidcDirectory(http, client, clock), roles)
