"""Checks of the machine: clock, disk, secrets."""

import shutil

from appliance.doctor.model import Check, Patient, Wrong
from appliance.secret_files import OUR_KEYS

LEAST_FREE_BYTES = 500 * 1024 * 1024
EARLIEST_YEAR, LATEST_YEAR = 2026, 2100


async def _clock(patient: Patient) -> str:
    now = patient.clock.now()
    if not EARLIEST_YEAR <= now.year < LATEST_YEAR:
        raise Wrong(f"the clock says {now.year}")
    return f"{now:%Y-%m-%d %H:%M:%S} UTC"


async def _disk(patient: Patient) -> str:
    folder = patient.settings.folders.state
    free = shutil.disk_usage(folder).free
    if free < LEAST_FREE_BYTES:
        raise Wrong(f"{free // 1_000_000} MB free in {folder}; at least {LEAST_FREE_BYTES // 1_000_000} MB are needed")
    probe = folder / ".doctor"
    probe.write_bytes(b"x" * 4096)
    probe.unlink()
    return f"{free // 1_000_000} MB free in {folder}, and it takes a file"


async def _secrets(patient: Patient) -> str:
    for name in OUR_KEYS:
        patient.secrets.key(name)
    smart = patient.settings.scheduling_system.smart
    if smart is not None:
        patient.secrets.read(smart.key_file)
    return f"all secrets are in {patient.secrets.folder}, readable by this user alone"


CLOCK = Check("The clock is sane", "timedatectl set-ntp true", _clock)
DISK = Check("The state's disk has room and takes a file", "df -h; free some space on that disk", _disk)
SECRETS = Check("The secrets are there and private", "ls -l the secrets folder; restore what is missing", _secrets)
