"""One appliance for the probes, small and whole, every part of which a test can spoil."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from appliance.processes.quiet_logs import QuietFormatter
from compliance.probes.subject import ClockState, Installed, Logs, Machine, Ran, Stored, Subject
from services.accounts.times import SessionTimes
from services.audit.courier import NoLedger
from services.audit.model import Action, Actor, ActorKind, AuditEvent
from services.egress.allow_list import AllowList
from services.egress.baa import BaaRecord, document_hash, sign
from services.egress.model import Coverage, Destination, DestinationClass, PhiPolicy
from services.egress.register import FolderRegister
from services.state.store import open_state
from tests.doubles.clock import ManualClock

NOW = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)
ZONE = ZoneInfo("America/Chicago")
KEY = bytes(range(32))
OFFICER = Actor(ActorKind.STAFF, "m.ortiz")
APPROVER = Ed25519PrivateKey.from_private_bytes(bytes(range(1, 33)))


@dataclass
class ScriptedCommands:
    """`compliance.probes.subject.Commands` by script: what begins with these words ends like this."""

    answers: dict[str, Ran] = field(default_factory=dict)
    ran: list[tuple[str, ...]] = field(default_factory=list)

    async def run(self, *words: str) -> Ran | None:
        self.ran.append(words)
        return self.answers.get(words[0])


def twilio() -> Destination:
    """A destination that needs an agreement."""
    need = Coverage("twilio", "programmable messaging")
    return Destination(
        "twilio", DestinationClass.MESSAGING, "api.twilio.com", 443, "sealdesk-egress", PhiPolicy.FULL, need
    )


def agreement(folder: Path, days: int, *, id_: str = "twilio-2026", key: Ed25519PrivateKey = APPROVER) -> None:
    """Put a record onto the register that ends so many days from now."""
    today = NOW.astimezone(ZONE).date()
    record = BaaRecord(
        id=id_,
        vendor="twilio",
        products=("programmable messaging",),
        counterparty="Twilio Inc.",
        effective=today - timedelta(days=300),
        expires=today + timedelta(days=days),
        document_sha256=document_hash(b"signed"),
        approver="m.ortiz",
    )
    folder.mkdir(exist_ok=True)
    (folder / f"{id_}.json").write_bytes(sign(record, key).text())


def a_subject(folder: Path, destinations: Sequence[Destination] = ()) -> Subject:
    """An appliance below `folder`, as it stands after its first start; close its store at the end."""
    state, secrets, logs = folder / "state", folder / "secrets", folder / "logs"
    for each in (state, secrets, logs):
        each.mkdir(mode=0o700)
    (secrets / "state.key").touch(mode=0o600)
    clock = ManualClock(NOW)
    register = FolderRegister(folder / "agreements", [APPROVER.public_key()], ZONE)
    return Subject(
        clock=clock,
        zone=ZONE,
        store=open_state(state / "state.db", KEY, node="desk-1", courier=NoLedger()),
        stored=Stored((state,), state / "state.db", secrets),
        times=SessionTimes(),
        allow_list=AllowList(register, clock, destinations),
        register=register,
        installed=Installed({}, folder / "units", "table inet sealdesk {}\n"),
        logs=Logs(QuietFormatter(), logs),
        machine=Machine(
            ScriptedCommands(),
            lambda: ClockState(kept=True, most_off_seconds=0.01),
            list,
            folder / "proc",
            folder / "sys",
        ),
    )


async def recorded(subject: Subject, action: Action, at: datetime = NOW, actor: Actor = OFFICER, **body: str) -> None:
    """Put an event into the subject's trail."""
    event = AuditEvent(at, actor, action, body=body)
    await subject.store.write(lambda tx: tx.audit.record(event))
