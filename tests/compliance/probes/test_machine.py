import os
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from compliance.probes.kernel_clock import kernel_clock
from compliance.probes.machine import ACCOUNTABILITY, APART, CLOCK, INVENTORY, inventory, inventory_digest
from compliance.probes.model import Verdict
from compliance.probes.subject import ClockState, Ran, Seal, Subject
from compliance.probes.units import HARDENED, SEPARATE
from services.audit.model import Action
from tests.compliance.probes.broken import LOADED, UNIT, unit
from tests.compliance.probes.looking import look
from tests.doubles.evidence import NOW, ScriptedCommands, recorded


def machine(subject: Subject, **changes: object) -> Subject:
    return replace(subject, machine=replace(subject.machine, **changes))  # type: ignore[arg-type]  # its fields


@pytest.mark.parametrize(
    ("state", "verdict"),
    [
        (ClockState(kept=True, most_off_seconds=0.9), Verdict.PASS),
        (ClockState(kept=True, most_off_seconds=1.1), Verdict.FAIL),
        (ClockState(kept=False, most_off_seconds=0.1), Verdict.FAIL),
    ],
)
async def test_the_clock_is_judged_by_the_kernels_word(subject: Subject, state: ClockState, verdict: Verdict) -> None:
    assert (await look(machine(subject, clock_state=lambda: state), CLOCK))[0] is verdict


async def test_a_kernel_that_does_not_answer_shows_nothing(subject: Subject) -> None:
    def refused() -> ClockState:
        raise OSError(1, "adjtimex")

    assert (await look(machine(subject, clock_state=refused), CLOCK))[0] is Verdict.CANNOT_TELL


def test_this_kernel_answers_without_being_changed() -> None:
    state = kernel_clock()
    assert state.most_off_seconds >= 0
    assert isinstance(state.kept, bool)


def block(subject: Subject, uuid: str = "", below: str = "") -> None:
    number = subject.stored.secrets.stat().st_dev
    device = subject.machine.sys / "dev/block" / f"{os.major(number)}:{os.minor(number)}"
    for path, text in ((device, uuid), (device / "slaves/sda", below)):
        (path / "dm").mkdir(parents=True)
        if text:
            (path / "dm/uuid").write_text(f"{text}\n")


@pytest.mark.parametrize(
    ("uuid", "below", "verdict"),
    [
        ("CRYPT-LUKS2-aa-luks", "", Verdict.PASS),
        ("LVM-aa", "CRYPT-LUKS2-bb-luks", Verdict.PASS),
        ("LVM-aa", "", Verdict.FAIL),
        ("", "", Verdict.FAIL),
    ],
)
async def test_the_disk_is_followed_down_to_its_encryption(
    subject: Subject, uuid: str, below: str, verdict: Verdict
) -> None:
    assert (await look(subject, APART))[0] is Verdict.CANNOT_TELL
    block(subject, uuid, below)
    found = await look(subject, APART)
    assert found[0] is verdict
    assert verdict is Verdict.FAIL or found[1] == "the disk with the keys lies on LUKS2"


def parts(subject: Subject, serial: str) -> str:
    """Let the machine report a disk with this serial, and return the digest of what it then consists of."""
    for path, text in (("class/dmi/id/product_name", "PowerEdge"), ("block/sda/device/serial", serial)):
        file = subject.machine.sys / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"{text}\n")
    (subject.machine.sys / "block/loop0").mkdir(exist_ok=True)
    return inventory_digest(inventory(subject.machine))


async def test_parts_are_compared_with_the_first_list_after_the_last_sign_off(subject: Subject) -> None:
    assert await look(subject, INVENTORY) == (Verdict.CANNOT_TELL, "the machine reports no parts")
    first = parts(subject, "S1")
    assert inventory(subject.machine) == ("board product_name: PowerEdge", "disk sda: serial S1")
    assert (await look(subject, INVENTORY))[0] is Verdict.CANNOT_TELL
    await recorded(subject, Action.EVIDENCE_COLLECTED, NOW - timedelta(days=30), inventory=first)
    assert await look(subject, INVENTORY) == (Verdict.PASS, "2 parts, the same as on 2026-10-24 10:00 CDT")
    second = parts(subject, "S2")
    assert (await look(subject, INVENTORY))[0] is Verdict.FAIL
    await recorded(subject, Action.EVIDENCE_COLLECTED, NOW - timedelta(days=20), inventory=second)
    assert (await look(subject, INVENTORY))[0] is Verdict.FAIL  # making a pack again accepts nothing
    await recorded(subject, Action.CONTROL_SIGNED, NOW - timedelta(days=10), control=ACCOUNTABILITY)
    assert (await look(subject, INVENTORY))[0] is Verdict.CANNOT_TELL
    await recorded(subject, Action.EVIDENCE_COLLECTED, NOW - timedelta(days=9), inventory=second)
    assert (await look(subject, INVENTORY))[0] is Verdict.PASS


async def test_units_are_compared_word_for_word(subject: Subject) -> None:
    folder = subject.installed.folder
    units = {
        "sealdesk-egress.service": "NoNewPrivileges=yes\nUser=x\n",
        "sealdesk-gateway.service": "ProtectHome=yes\n",
    }
    wanted = replace(subject, installed=replace(subject.installed, units=units))
    assert (await look(wanted, HARDENED))[0] is Verdict.CANNOT_TELL
    folder.mkdir()
    for name, text in units.items():
        (folder / name).write_text(text)
    assert (await look(wanted, HARDENED))[0] is Verdict.CANNOT_TELL  # systemd does not say whether it runs them so
    wanted = machine(wanted, commands=ScriptedCommands({"systemctl": Ran(0, f"{LOADED}\n{LOADED}")}))
    assert await look(wanted, HARDENED) == (
        Verdict.PASS,
        "2 units are installed word for word as the settings make them, with 2 limits; systemd runs them so, with "
        "nothing added",
    )
    (folder / "sealdesk-egress.service").write_text("User=x\n")
    (folder / "sealdesk-gateway.service").unlink()
    assert await look(wanted, HARDENED) == (
        Verdict.FAIL,
        "not as the settings make them: sealdesk-egress.service; missing: sealdesk-gateway.service",
    )


@pytest.mark.parametrize(
    ("said", "verdict", "words"),
    [
        (
            LOADED.replace("DropInPaths=", "DropInPaths=/etc/x.conf"),
            Verdict.FAIL,
            f"from outside: {UNIT} (/etc/x.conf)",
        ),
        (LOADED.replace("Reload=no", "Reload=yes"), Verdict.FAIL, f"changed since systemd read them: {UNIT}"),
        (LOADED.replace("=active", "=inactive"), Verdict.CANNOT_TELL, f"not running by their units now: {UNIT}"),
        ("", Verdict.CANNOT_TELL, "systemd does not say"),
    ],
)
async def test_a_unit_counts_only_as_systemd_runs_it(
    subject: Subject, monkeypatch: pytest.MonkeyPatch, said: str, verdict: Verdict, words: str
) -> None:
    found = await look(await unit("PrivateTmp=yes\n", said)(subject, monkeypatch), HARDENED)
    assert found[0] is verdict
    assert words in found[1]


def run_as(proc: Path, users: dict[int, int]) -> None:
    for pid, user in users.items():
        (proc / str(pid)).mkdir(parents=True)
        (proc / str(pid) / "status").write_text(f"Name:\tpython\nUid:\t0\t{user}\t{user}\t{user}\n")


@pytest.mark.parametrize(
    ("users", "verdict", "figure"),
    [
        ({1: 990, 2: 991}, Verdict.PASS, "2 processes run as 2 users, none as root"),
        ({1: 990, 2: 990}, Verdict.FAIL, "run as the portal's own user: egress"),
        ({1: 990, 2: 0}, Verdict.FAIL, "run as root: egress"),
        ({2: 991}, Verdict.CANNOT_TELL, "portal does not run below `sealdesk up`, so its user is not seen"),
        ({1: 990}, Verdict.CANNOT_TELL, "egress does not run below `sealdesk up`, so its user is not seen"),
    ],
)
async def test_what_meets_the_outside_runs_apart(
    subject: Subject, users: dict[int, int], verdict: Verdict, figure: str
) -> None:
    run_as(subject.machine.proc, users)
    running = replace(subject, pids={"portal": 1, "egress": 2})
    assert await look(running, SEPARATE) == (verdict, figure)


@pytest.mark.parametrize(
    ("seal", "verdict"),
    [
        (Seal("systemd", "host+tpm2"), Verdict.PASS),
        (Seal("pkcs11"), Verdict.PASS),
        (Seal("systemd", "host"), Verdict.FAIL),
        (Seal("file"), Verdict.FAIL),
        (Seal("systemd", "tpm2", ("state.key",)), Verdict.FAIL),
    ],
)
async def test_a_chip_keeps_the_keys_off_the_disk(subject: Subject, seal: Seal, verdict: Verdict) -> None:
    block(subject)
    sealed = replace(subject, stored=replace(subject.stored, seal=seal))
    assert (await look(sealed, APART))[0] is verdict
