"""Builds the egress process: the allow-list with its register, the door of tunnels, and what senders dial through."""

import base64
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from starlette.applications import Starlette

from appliance.audit_file import AuditFile
from appliance.door_api import Tester, door_route
from appliance.filed_file import FiledFile
from appliance.places import Places
from appliance.processes.peers import peer_of
from appliance.secret_files import SecretFiles
from appliance.settings.allowed import destinations
from appliance.settings.egress import Caller
from appliance.settings.model import Settings
from appliance.wiring.courier import build_courier
from appliance.wiring.egress_office import build_office
from appliance.wiring.node import node_name
from services.audit.model import Action, Actor, ActorKind, AuditEvent
from services.egress.allow_list import AllowList
from services.egress.door import Door
from services.egress.errors import Refused
from services.egress.guard import SENDER, Guard, Ways
from services.egress.journal import Journal
from services.egress.network import LoopTimer, SystemResolver, TcpDialer
from services.egress.ports import Dialer, Resolver, Timer
from services.egress.reasons import Reason
from services.egress.register import FolderRegister
from services.egress.visit import Outside
from services.kernel.clock import Clock
from services.kernel.ids import RandomIds

AUDIT_FILE = "egress-audit.jsonl"
SOURCE = "egress"
"""The name of this outbox in the ledger."""
_MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Network:
    """The machine's network, as the egress process uses it; a test gives another."""

    resolver: Resolver
    dialer: Dialer
    timer: Timer

    @classmethod
    def of_this_machine(cls, settings: Settings) -> "Network":
        """Return the machine's own name service, TCP and time, and the names that the settings give addresses."""
        return cls(SystemResolver(hosts=settings.network.addresses), TcpDialer(), LoopTimer())


@dataclass(frozen=True, slots=True)
class Egress:
    """Everything that runs in the egress process."""

    allow_list: AllowList
    guard: Guard
    door: Door
    office: Starlette
    trail: FiledFile
    clock: Clock
    journal: Journal

    def refused_caller(self, uid: int | None) -> None:
        """Record that another user called at the office."""
        self.journal.refused(SENDER, Refused(Reason.WRONG_PEER, uid=str(uid)))

    def record(self, action: Action) -> None:
        """Record that the process begins or ends its work."""
        actor = Actor(ActorKind.SERVICE, SENDER)
        self.trail.record(AuditEvent(at=self.clock.now(), actor=actor, action=action, purpose="HSYSADMIN"))


def build_egress(settings: Settings, secrets: SecretFiles, clock: Clock, network: Network) -> Egress:
    """Return the egress process's parts; nothing runs yet.

    Raises:
        SealdeskError: a secret or the audit file cannot be used.
    """
    trail = filed_trail(settings)
    allow_list = build_allow_list(settings, clock)
    journal = Journal(trail, clock)
    ids = RandomIds()
    lan = settings.network.own
    ways = Ways(network.resolver, network.dialer, network.timer, lan)
    guard = Guard(allow_list, journal, ways, ids)
    outside = Outside(network.resolver, network.dialer, network.timer, peer_of, lan)
    office = build_office(settings, secrets, allow_list, guard, journal, clock)
    tester = Tester(settings, allow_list.destinations, partial(Guard, allow_list, journal, ways, ids), trail, clock)
    office.router.routes.insert(0, door_route(tester))
    return Egress(
        allow_list=allow_list,
        guard=guard,
        door=Door(allow_list, journal, outside, ids),
        office=office,
        trail=trail,
        clock=clock,
        journal=journal,
    )


def build_allow_list(settings: Settings, clock: Clock) -> AllowList:
    """Return the allow-list of the settings, held against the register of agreements."""
    egress = settings.egress
    register = build_register(settings)
    return AllowList(register, clock, destinations(egress), systems_of_record=egress.systems_of_record)


def build_register(settings: Settings) -> FolderRegister:
    """Return the register of business associate agreements."""
    agreements = settings.egress.agreements
    return FolderRegister(agreements.folder, approvers(settings), settings.clinic.zone_info)


def approvers(settings: Settings) -> Sequence[Ed25519PublicKey]:
    """Return the keys of those whose signature makes a record count."""
    written = settings.egress.agreements.approvers
    return [Ed25519PublicKey.from_public_bytes(base64.b64decode(text)) for text in written]


def open_trail(settings: Settings) -> AuditFile:
    """Return the audit trail of the egress process.

    Raises:
        AuditFileError: its file cannot be used.
    """
    return AuditFile(trail_file(settings), node_name(), settings.egress.audit_megabytes * _MEGABYTE)


def filed_trail(settings: Settings) -> FiledFile:
    """Return the same trail, whose records go to the ledger.

    Raises:
        AuditFileError: its file cannot be used.
    """
    trail = open_trail(settings)
    courier = build_courier(SOURCE, Places.of(settings).audit_socket)
    return FiledFile(trail_file(settings), trail, SOURCE, courier)


def trail_file(settings: Settings) -> Path:
    """Return where the egress process keeps its audit records."""
    return settings.egress.audit_file or Places.of(settings).egress_state / AUDIT_FILE


def callers_of_tunnels(settings: Settings) -> list[Caller]:
    """Return the services that have a destination, and so a socket of their own."""
    return list(dict.fromkeys(entry.who for entry in settings.egress.destinations))
