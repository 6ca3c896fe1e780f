"""Builds the bridge: the adapter of the clinic's scheduling system, with its credentials."""

from dataclasses import replace
from pathlib import Path

import httpx

from appliance.places import Places
from appliance.secret_files import SecretFiles
from appliance.settings.allowed import beyond
from appliance.settings.egress import Caller
from appliance.settings.model import Settings
from appliance.settings.system import Smart
from appliance.wiring.node import node_name
from services.bridge.fhir.client import Authorizer, FhirClient
from services.bridge.fhir.connection import AGENT, open_http
from services.bridge.fhir.jwks import SigningKey, load_signing_key
from services.bridge.fhir.limits import Limits
from services.bridge.fhir.profile import CancelReason, Extensions, IdentifierSystems, LanPlaces, SiteProfile
from services.bridge.fhir.smart import BackendClient, SmartBackend
from services.bridge.fhir.system import FhirSchedulingSystem
from services.bridge.fhir.tls import TlsFiles, tls_context
from services.kernel.clock import Clock


def site_profile(settings: Settings) -> SiteProfile:
    """Return what the adapter needs to know of the clinic's server."""
    system = settings.scheduling_system
    reason, extensions = system.cancel_reason, system.extensions
    limits = Limits(read_seconds=system.timeout_seconds, write_seconds=system.timeout_seconds)
    return SiteProfile(
        base_url=system.base_url.rstrip("/"),
        zone=settings.clinic.zone_info,
        dialect=system.dialect,
        system=system.name,
        cancel_reason=CancelReason(reason.code, reason.system, reason.display),
        extensions=replace(
            Extensions(),
            modality=extensions.modality,
            authorization_expires=extensions.authorization_expires,
            referral_expires=extensions.referral_expires,
            payer=extensions.payer,
        ),
        identifiers=IdentifierSystems(system.identifiers.series, system.identifiers.linked),
        video_codes=frozenset(system.video_codes),
        phone_codes=frozenset(system.phone_codes),
        sorted_slots=system.sorted_slots,
        post_search=system.post_search,
        service_types=dict(system.visit_types),
        page_size=system.page_size,
        marks_allowed=system.marks_allowed,
        lock=system.lock,
        frees_slots=system.frees_slots,
        limits=limits,
        places=LanPlaces(settings.network.own, settings.network.addresses),
    )


def build_system(settings: Settings, secrets: SecretFiles, clock: Clock) -> FhirSchedulingSystem:
    """Return the adapter of the clinic's scheduling system.

    Raises:
        SealdeskError: a certificate or key cannot be used.
    """
    profile = site_profile(settings)
    ca_file = settings.scheduling_system.ca_file
    tls = tls_context(TlsFiles(Path(ca_file))) if ca_file else None
    door = Places.of(settings).tunnel_socket(Caller.BRIDGE) if beyond(settings) else None
    http = open_http(profile, tls, f"{AGENT}/{node_name()}", door)
    client = FhirClient(http, profile.limits, _authorizer(settings, secrets, http, clock))
    return FhirSchedulingSystem(client, profile, clock)


def signing_keys(smart: Smart, secrets: SecretFiles) -> list[SigningKey]:
    """Return the key in use, and during a rotation the next one.

    Raises:
        SealdeskError: a key is missing or cannot be used.
    """
    keys = [load_signing_key(smart.key_id, secrets.read(smart.key_file))]
    if smart.next_key_file is not None:
        keys.append(load_signing_key(smart.next_key_id, secrets.read(smart.next_key_file)))
    return keys


def _authorizer(settings: Settings, secrets: SecretFiles, http: httpx.AsyncClient, clock: Clock) -> Authorizer | None:
    smart = settings.scheduling_system.smart
    if smart is None:
        return None
    key = signing_keys(smart, secrets)[0]
    registration = BackendClient(smart.client_id, smart.token_url, key, smart.scopes)
    return SmartBackend(http, registration, clock, site_profile(settings).limits)
