"""For each probe, the thing that it looks at really broken; `test_every_probe` lets each look.

A spoiler takes the appliance and the test's patches, and returns the appliance to look at.
"""

import os
import sqlite3
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta
from importlib.metadata import Distribution, PathDistribution
from pathlib import Path
from typing import Any

import pytest

from compliance.probes.anchor import anchor_in
from compliance.probes.subject import Anchor, BackupSeen, Checked, ClockState, Face, Neighbours, Peer, Ran, Subject
from services.accounts import enrolling, service
from services.accounts.model import Account, Role, Session
from services.accounts.times import SessionTimes
from services.accounts.tries import Begun, Tries
from services.audit.courier import NoLedger
from services.audit.model import Action, Actor, ActorKind, AuditEvent
from services.egress.allow_list import AllowList, Decision
from services.egress.model import Destination
from services.egress.reasons import Reason
from services.state.sealed import Transactions, sealed_engine
from services.state.store import open_state
from tests.compliance.probes.logs_here import WITNESS, written
from tests.doubles.clock import ManualClock
from tests.doubles.evidence import KEY, NOW, OFFICER, ScriptedCommands, agreement, recorded, twilio

Spoiler = Callable[[Subject, pytest.MonkeyPatch], Awaitable[Subject]]
UNIT = "sealdesk-egress.service"
LOADED = "ActiveState=active\nNeedDaemonReload=no\nDropInPaths=\n"
CHECKED = {"doctor.healthy": "a", "durable.works": "durable", "gateway.redacts": "gateway_settings"}


def machine(subject: Subject, **changes: object) -> Subject:
    return replace(subject, machine=replace(subject.machine, **changes))  # type: ignore[arg-type]  # its fields


def _account(name: str = "k.obi", **changes: Any) -> Account:  # noqa: ANN401 any field of an account
    made = Account(name, name.title(), frozenset({Role.FRONT_DESK}), NOW, "JBSWY3DPEHPK3PXP", "scrypt$1$a$b")
    return replace(made, **{"last_step": 7, **changes})


async def _keep(subject: Subject, *accounts: Account) -> Subject:
    for each in accounts:
        await subject.store.write(lambda tx, one=each: tx.accounts.add(one))  # type: ignore[misc]
    return subject


async def a_plain_database(subject: Subject, _: pytest.MonkeyPatch) -> Subject:
    plain = sqlite3.connect(subject.stored.folders[0] / "copy.sqlite")
    with plain:
        plain.execute("CREATE TABLE patients (name)")
    plain.close()
    return subject


async def a_plain_state(subject: Subject, _: pytest.MonkeyPatch) -> Subject:
    folder = subject.stored.state_file.parent / "plain"
    folder.mkdir(mode=0o700)
    plain = sqlite3.connect(folder / "state.db")
    with plain:
        plain.execute("CREATE TABLE patients (name)")
    plain.close()
    return replace(subject, stored=replace(subject.stored, state_file=folder / "state.db"))


async def a_changed_page(subject: Subject, _: pytest.MonkeyPatch) -> Subject:
    for _number in range(50):
        await recorded(subject, Action.STAFF_SIGNED_IN)
    await subject.store.close()
    content = bytearray(subject.stored.state_file.read_bytes())
    content[-1000] ^= 1
    subject.stored.state_file.write_bytes(content)
    return _reopened(subject)


async def a_key_for_all(subject: Subject, _: pytest.MonkeyPatch) -> Subject:
    (subject.stored.secrets / "state.key").chmod(0o644)
    return subject


def _behind_its_back(*statements: str) -> Spoiler:
    async def spoil(subject: Subject, _: pytest.MonkeyPatch) -> Subject:
        for _number in range(4):
            await recorded(subject, Action.STAFF_SIGNED_IN)
        await subject.store.close()
        engine = sealed_engine(subject.stored.state_file, KEY, Transactions.WRITE)
        with engine.begin() as connection:
            for statement in statements:
                connection.exec_driver_sql(statement)
        engine.dispose()
        return _reopened(subject)

    return spoil


def _reopened(subject: Subject) -> Subject:
    return replace(subject, store=open_state(subject.stored.state_file, KEY, node="desk-1", courier=NoLedger()))


def _an_old(action: Action, days: int, **body: str) -> Spoiler:
    async def spoil(subject: Subject, _: pytest.MonkeyPatch) -> Subject:
        await recorded(subject, action, NOW - timedelta(days=days), OFFICER, **body)
        return subject

    return spoil


async def a_disclosure_to_nobody(subject: Subject, _: pytest.MonkeyPatch) -> Subject:
    event = AuditEvent(NOW, OFFICER, Action.MESSAGE_SENT, accountable=True, patient_id="pat-1")
    await subject.store.write(lambda tx: tx.audit.record(event))
    return subject


async def a_stranger_who_was_told(subject: Subject, _: pytest.MonkeyPatch) -> Subject:
    told = AuditEvent(NOW, Actor(ActorKind.CALLER, "chat-1"), Action.APPOINTMENTS_DISCLOSED, patient_id="pat-1")
    await subject.store.write(lambda tx: tx.audit.record(told))
    return subject


def _with(*accounts: Account) -> Spoiler:
    async def spoil(subject: Subject, _: pytest.MonkeyPatch) -> Subject:
        return await _keep(subject, *accounts)

    return spoil


async def a_session_of_somebody_who_left(subject: Subject, _: pytest.MonkeyPatch) -> Subject:
    await _keep(subject, _account(disabled=True))
    left = Session("digest", "k.obi", NOW, NOW, NOW)
    await subject.store.write(lambda tx: tx.sessions.add(left))
    return subject


def _instead(owner: object, name: str, value: object) -> Spoiler:
    async def spoil(subject: Subject, patch: pytest.MonkeyPatch) -> Subject:
        patch.setattr(owner, name, value)
        return subject

    return spoil


def _nothing(*_: object, **__: object) -> None:
    return None


def reaching(subject: Subject, *destinations: Destination) -> Subject:
    return replace(subject, allow_list=AllowList(subject.register, ManualClock(NOW), destinations))


async def an_agreement_that_ended(subject: Subject, _: pytest.MonkeyPatch) -> Subject:
    agreement(subject.stored.secrets.parent / "agreements", -1)
    return reaching(subject, twilio())


async def an_open_firewall(subject: Subject, _: pytest.MonkeyPatch) -> Subject:
    ran = {"nft": Ran(0, "policy accept\n"), "unshare": Ran(0, "policy drop\n")}
    return machine(subject, commands=ScriptedCommands(ran))


async def a_page_in_the_clear(subject: Subject, _: pytest.MonkeyPatch) -> Subject:
    return replace(subject, faces=(Face("chat", "192.0.2.4", 80),))


async def a_peer_in_the_clear(subject: Subject, _: pytest.MonkeyPatch) -> Subject:
    good = {"door": Checked("door", "good", "answers")}
    return replace(subject, peers=(Peer("ehr", "http://fhir.example.org"),), checked=good)


def _bad(*names: str) -> Spoiler:
    async def spoil(subject: Subject, _: pytest.MonkeyPatch) -> Subject:
        return replace(subject, checked={name: Checked(name, "bad", "it failed") for name in names})

    return spoil


async def an_unread_backup(subject: Subject, _: pytest.MonkeyPatch) -> Subject:
    async def seen() -> BackupSeen:
        return BackupSeen(NOW, checked=False, words="nobody read it")

    return replace(subject, neighbours=Neighbours(backup=seen, drill=seen))


async def a_log_written_anew(subject: Subject, _: pytest.MonkeyPatch) -> Subject:
    log = subject.stored.secrets.parent / "log"
    written(log, 300, cosigned=200)
    written(log, 300, salt=1)

    async def anchor() -> Anchor:
        return anchor_in(log, [WITNESS.key.vkey])

    return replace(subject, neighbours=Neighbours(anchor=anchor))


async def no_emergency_accounts(subject: Subject, _: pytest.MonkeyPatch) -> Subject:
    return subject


async def a_clock_that_nobody_keeps(subject: Subject, _: pytest.MonkeyPatch) -> Subject:
    return machine(subject, clock_state=lambda: ClockState(kept=False, most_off_seconds=0))


async def keys_on_a_plain_disk(subject: Subject, _: pytest.MonkeyPatch) -> Subject:
    number = subject.stored.secrets.stat().st_dev
    (subject.machine.sys / "dev/block" / f"{os.major(number)}:{os.minor(number)}").mkdir(parents=True)
    return subject


async def another_disk(subject: Subject, _: pytest.MonkeyPatch) -> Subject:
    serial = subject.machine.sys / "block/sda/device/serial"
    serial.parent.mkdir(parents=True)
    serial.write_text("S2\n")
    await recorded(subject, Action.EVIDENCE_COLLECTED, NOW - timedelta(days=3), inventory="of other parts")
    return subject


def unit(text: str, said: str = LOADED) -> Spoiler:
    async def spoil(subject: Subject, _: pytest.MonkeyPatch) -> Subject:
        subject.installed.folder.mkdir()
        (subject.installed.folder / UNIT).write_text(text)
        installed = replace(subject.installed, units={UNIT: "PrivateTmp=yes\n"})
        told = ScriptedCommands({"systemctl": Ran(0, said)})
        return replace(machine(subject, commands=told), installed=installed)

    return spoil


async def one_user_for_all(subject: Subject, _: pytest.MonkeyPatch) -> Subject:
    for pid in (1, 2):
        (subject.machine.proc / str(pid)).mkdir(parents=True)
        (subject.machine.proc / str(pid) / "status").write_text("Uid:\t990\t990\t990\t990\n")
    return replace(subject, pids={"portal": 1, "egress": 2})


async def a_replaced_program(subject: Subject, _: pytest.MonkeyPatch) -> Subject:
    site = subject.stored.secrets.parent / "site"
    (site / "sealdesk-1.dist-info").mkdir(parents=True)
    (site / "sealdesk-1.dist-info/METADATA").write_text("Name: sealdesk\n")
    (site / "sealdesk-1.dist-info/RECORD").write_text("services/one.py,sha256=AAAA,5\n")
    (site / "services").mkdir()
    (site / "services/one.py").write_text("evil\n")
    return machine(subject, packages=lambda: _packages(site))


def _packages(site: Path) -> list[Distribution]:
    return [PathDistribution(site / "sealdesk-1.dist-info")]


async def a_name_in_a_log(subject: Subject, _: pytest.MonkeyPatch) -> Subject:
    (subject.logs.folder / "portal.log").write_text("INFO sent to (212) 555-0142\n")
    return subject


BROKEN: dict[str, Spoiler] = {
    "files.encrypted": a_plain_database,
    "state.key_needed": a_plain_state,
    "state.pages": a_changed_page,
    "files.private": a_key_for_all,
    "trail.intact": _behind_its_back(
        "DROP TRIGGER audit_events_no_update", "UPDATE audit_events SET actor_id='x' WHERE sequence=2"
    ),
    "trail.refuses_change": _behind_its_back("DROP TRIGGER audit_events_no_delete"),
    "trail.kept": _behind_its_back("DROP TRIGGER audit_events_no_delete", "DELETE FROM audit_events WHERE sequence=1"),
    "trail.reviewed": _an_old(Action.REVIEW_SIGNED, 9, report="activity"),
    "trail.anchored": a_log_written_anew,
    "disclosures.complete": a_disclosure_to_nobody,
    "accounts.unique": _with(_account("front-desk")),
    "accounts.second_factor": _with(_account(secret="", last_step=0)),
    "accounts.granted": _with(_account()),
    "accounts.used": _with(replace(_account(), created_at=NOW - timedelta(days=200))),
    "accounts.reviewed": _an_old(Action.REVIEW_SIGNED, 93, report="access"),
    "accounts.break_glass": no_emergency_accounts,
    "accounts.sign_in": _instead(service, "fitting_step", lambda *given: given[3] + 1),
    "accounts.lock_out": _instead(Tries, "begin", lambda *_: Begun(stranger=False, last=False)),
    "accounts.log_off": _instead(SessionTimes, "alive", lambda *_: True),
    "accounts.ended": a_session_of_somebody_who_left,
    "accounts.passwords": _instead(enrolling, "require_strong", _nothing),
    "accounts.sign_ins_seen": _instead(service, "record", _nothing),
    "trail.fails_closed": _instead(enrolling, "record", _nothing),
    "patients.verified_first": a_stranger_who_was_told,
    "egress.default_deny": _instead(AllowList, "explain", lambda *_: Decision(Reason.ALLOWED)),
    "egress.agreements": an_agreement_that_ended,
    "egress.firewall": an_open_firewall,
    "transport.faces": a_page_in_the_clear,
    "transport.peers": a_peer_in_the_clear,
    **{probe: _bad(name, "gateway_running") for probe, name in CHECKED.items()},
    "backups.fresh": an_unread_backup,
    "backups.restored": an_unread_backup,
    "machine.clock": a_clock_that_nobody_keeps,
    "keys.apart": keys_on_a_plain_disk,
    "machine.inventory": another_disk,
    "units.hardened": unit("PrivateTmp=no\n"),
    "processes.separate": one_user_for_all,
    "software.unchanged": a_replaced_program,
    "logs.clean": a_name_in_a_log,
    "documents.reviewed": _an_old(Action.CONTROL_SIGNED, 400, control="164.308(a)(2)"),
}
