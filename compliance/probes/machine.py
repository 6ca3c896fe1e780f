"""Probes of the machine below: its clock, its disk, its parts."""

import asyncio
import hashlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from compliance.probes.model import CannotTell, Figure, NotShown, Probe
from compliance.probes.records import records, said, when
from compliance.probes.sign_offs import sign_offs
from compliance.probes.subject import Machine, Subject
from services.audit.model import Action

ACCOUNTABILITY: Final = "164.310(d)(2)(iii)"
_MOST_OFF: Final = 1.0
_CRYPT: Final = "CRYPT-"
_BOARD: Final = ("sys_vendor", "product_name", "product_serial", "board_name", "board_serial")
_DISK: Final = ("size", "device/model", "device/serial", "device/wwid", "wwid", "serial")
_NO_DISKS: Final = ("loop", "ram", "zram", "dm-", "md", "sr", "fd")


async def _clock(subject: Subject) -> Figure:
    try:
        state = subject.machine.clock_state()
    except OSError as error:
        raise CannotTell(f"the kernel does not say ({type(error).__name__})") from None
    if not state.kept:
        raise NotShown("nothing keeps the clock: the kernel says that it is not synchronised")
    if state.most_off_seconds > _MOST_OFF:
        raise NotShown(f"the clock may be off by {state.most_off_seconds:.1f} s; at most {_MOST_OFF:.0f} s is allowed")
    return Figure(f"a time server keeps it; off by {state.most_off_seconds * 1000:.0f} ms at most")


async def _apart(subject: Subject) -> Figure:
    seal, folder = subject.stored.seal, subject.stored.secrets
    if seal is not None and seal.holds_off_the_disk:
        return Figure(f"the keys are sealed by {seal.kind} {seal.how}".rstrip() + ", and none lies outside of it")
    if not folder.is_dir():
        raise CannotTell(f"there is no folder {folder.name} yet")
    number = folder.stat().st_dev
    device = subject.machine.sys / "dev" / "block" / f"{os.major(number)}:{os.minor(number)}"
    if not device.exists():
        raise CannotTell("the file system of the keys is on no disk that the kernel names (a container, or a network)")
    crypt = [uuid for uuid in _uuids(device) if uuid.startswith(_CRYPT)]
    if not crypt:
        raise NotShown("the disk is not encrypted (no dm-crypt below it) and holds the keys beside the data")
    return Figure(f"the disk with the keys lies on {crypt[0].split('-')[1]}")


def _uuids(device: Path) -> Iterator[str]:
    """Yield the device mapper's names of a device and of everything below it."""
    name = device / "dm" / "uuid"
    if name.is_file():
        yield name.read_text(encoding="ascii").strip()
    for below in sorted((device / "slaves").glob("*")):
        yield from _uuids(below)


def inventory(machine: Machine) -> tuple[str, ...]:
    """Return the board, the disks and the network interfaces, as they report themselves."""
    board = [f"board {name}: {value}" for name in _BOARD if (value := _read(machine.sys / "class/dmi/id" / name))]
    disks = []
    for device in sorted((machine.sys / "block").glob("*")):
        if not device.name.startswith(_NO_DISKS):
            told = [f"{name.split('/')[-1]} {value}" for name in _DISK if (value := _read(device / name))]
            disks.append(f"disk {device.name}: {', '.join(told)}")
    nets = [
        f"network {device.name}: {_read(device / 'address')}"
        for device in sorted((machine.sys / "class/net").glob("*"))
        if (device / "device").exists()
    ]
    return (*board, *disks, *nets)


def inventory_digest(parts: tuple[str, ...]) -> str:
    """Return what stands for an inventory in the audit trail."""
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _read(path: Path) -> str:
    try:
        return " ".join(path.read_text(encoding="utf-8", errors="replace").split())
    except OSError:
        return ""


async def _inventory(subject: Subject) -> Figure:
    parts = await asyncio.to_thread(inventory, subject.machine)
    if not parts:
        raise CannotTell("the machine reports no parts")
    signed = (await sign_offs(subject)).get(ACCOUNTABILITY)
    packs = await records(subject, [Action.EVIDENCE_COLLECTED], signed.at if signed else None)
    earlier = [record for record in packs if record.body.get("inventory")]
    if not earlier:
        raise CannotTell(f"{len(parts)} parts listed for the first time; the next pack compares with this one")
    since = when(earlier[0])
    if earlier[0].body["inventory"] != inventory_digest(parts):
        raise NotShown(
            f"the parts are not those of {said(since, subject.zone)}: compare evidence/inventory.json of both packs"
        )
    return Figure(f"{len(parts)} parts, the same as on {said(since, subject.zone)}")


CLOCK: Final = Probe(
    "machine.clock",
    "A time server keeps the clock",
    "the kernel's own word on its clock (adjtimex(2)): synchronised or not, and the largest error",
    "timedatectl; chronyc tracking",
    "timedatectl set-ntp true, with a time server on the clinic's network",
    _clock,
)
APART: Final = Probe(
    "keys.apart",
    "No key lies beside the data in the clear",
    "what seals the keyring, and the device below the folder of secrets, down to the disk",
    "sealdesk keys status; lsblk -o NAME,TYPE,MOUNTPOINT",
    "sealdesk keys init --as YOU on a machine with a TPM, or install on an encrypted disk (LUKS).",
    _apart,
)
INVENTORY: Final = Probe(
    "machine.inventory",
    "Every part of the machine is accounted for",
    "board, disks and network interfaces as they report themselves, against the first list after the last sign-off",
    "lsblk -o NAME,MODEL,SERIAL,SIZE; ip -br link; dmidecode -t 1,2",
    f"Find out what was changed; then: sealdesk report sign-off '{ACCOUNTABILITY}' --as NAME --document FILE",
    _inventory,
)
MACHINE: Final = (CLOCK, APART, INVENTORY)
