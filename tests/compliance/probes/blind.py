"""For each probe, what it looks at out of its sight; `test_every_probe` lets each look. None of them may be green."""

import errno
import os
import tempfile
from dataclasses import replace
from typing import NoReturn

import pytest

from compliance.probes.subject import Anchor, Face, Neighbours, Peer, Subject
from services.egress.allow_list import AllowList
from tests.compliance.probes.broken import CHECKED, Spoiler, machine, one_user_for_all, reaching, unit
from tests.doubles.evidence import twilio


async def as_it_is(subject: Subject, _: pytest.MonkeyPatch) -> Subject:
    """The small appliance of the tests has none of these parts."""
    return subject


async def folders_that_may_not_be_read(subject: Subject, patch: pytest.MonkeyPatch) -> Subject:
    def refuse(path: object) -> NoReturn:
        raise PermissionError(errno.EACCES, "Permission denied", str(path))

    patch.setattr(os, "scandir", refuse)
    return subject


async def no_state(subject: Subject, _: pytest.MonkeyPatch) -> Subject:
    return replace(subject, stored=replace(subject.stored, state_file=subject.stored.secrets / "none.db"))


async def a_state_that_is_closed(subject: Subject, _: pytest.MonkeyPatch) -> Subject:
    await subject.store.close()
    return subject


async def no_room_for_a_rehearsal(subject: Subject, patch: pytest.MonkeyPatch) -> Subject:
    def full(*_: object, **__: object) -> NoReturn:
        raise OSError(errno.ENOSPC, "No space left on device")

    patch.setattr(tempfile, "TemporaryDirectory", full)
    return subject


async def a_list_that_cannot_be_read(subject: Subject, patch: pytest.MonkeyPatch) -> Subject:
    def refuse(*_: object) -> NoReturn:
        raise PermissionError(errno.EACCES, "Permission denied")

    patch.setattr(AllowList, "explain", refuse)
    patch.setattr(type(subject.register), "standing", refuse)
    return reaching(subject, twilio())


async def a_peer_that_nobody_tried(subject: Subject, _: pytest.MonkeyPatch) -> Subject:
    return replace(subject, peers=(Peer("ehr", "https://fhir.example.org", "system"),), checked={})


async def a_kernel_that_does_not_say(subject: Subject, _: pytest.MonkeyPatch) -> Subject:
    def refuse() -> NoReturn:
        raise OSError(errno.EPERM, "adjtimex")

    return machine(subject, clock_state=refuse)


async def a_page_that_does_not_answer(subject: Subject, _: pytest.MonkeyPatch) -> Subject:
    certificate = subject.stored.secrets / "chat.pem"
    return replace(subject, faces=(Face("chat", "127.0.0.1", 9, certificate),))


async def a_witness_that_is_not_there(subject: Subject, _: pytest.MonkeyPatch) -> Subject:
    async def refuse() -> Anchor:
        raise PermissionError(errno.EACCES, "Permission denied")

    return replace(subject, neighbours=Neighbours(anchor=refuse))


async def somebody_away(subject: Subject, _: pytest.MonkeyPatch) -> Subject:
    spoilt = await one_user_for_all(subject, _)
    return replace(spoilt, pids={"portal": 1, "egress": None})


REHEARSED = ("accounts.sign_in", "accounts.lock_out", "accounts.log_off", "accounts.ended", "accounts.passwords")
READ = ("unique", "second_factor", "granted", "used", "reviewed", "break_glass")

BLIND: dict[str, Spoiler] = {
    "files.encrypted": folders_that_may_not_be_read,
    "state.key_needed": no_state,
    "state.pages": a_state_that_is_closed,
    "files.private": folders_that_may_not_be_read,
    **{f"trail.{name}": a_state_that_is_closed for name in ("intact", "refuses_change", "kept", "reviewed")},
    "trail.anchored": a_witness_that_is_not_there,
    "disclosures.complete": a_state_that_is_closed,
    **{f"accounts.{name}": a_state_that_is_closed for name in READ},
    **dict.fromkeys((*REHEARSED, "accounts.sign_ins_seen", "trail.fails_closed"), no_room_for_a_rehearsal),
    "patients.verified_first": a_state_that_is_closed,
    "egress.default_deny": a_list_that_cannot_be_read,
    "egress.agreements": a_list_that_cannot_be_read,
    "egress.firewall": as_it_is,
    "transport.faces": a_page_that_does_not_answer,
    "transport.peers": a_peer_that_nobody_tried,
    **dict.fromkeys((*CHECKED, "backups.fresh", "backups.restored"), as_it_is),
    "machine.clock": a_kernel_that_does_not_say,
    "keys.apart": as_it_is,
    "machine.inventory": as_it_is,
    "units.hardened": unit("PrivateTmp=yes\n", "not as systemd says it"),
    "processes.separate": somebody_away,
    "software.unchanged": as_it_is,
    "logs.clean": as_it_is,
    "documents.reviewed": a_state_that_is_closed,
}
