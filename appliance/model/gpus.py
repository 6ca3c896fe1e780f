"""The GPUs of this machine, as nvidia-smi names them."""

import subprocess
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from appliance.model.errors import GpuMissing

QUERY: Final = (
    "nvidia-smi",
    "--query-gpu=index,name,memory.total,memory.used,compute_cap",
    "--format=csv,noheader,nounits",
)
_FIELDS: Final = 5
_SECONDS: Final = 20
_FP8_SINCE: Final = (8, 9)
_INSTALL: Final = "Install NVIDIA's driver and reboot: `nvidia-smi` must list the GPUs. Without one, leave `model` out."

Run = Callable[[Sequence[str]], str]


@dataclass(frozen=True, slots=True)
class Gpu:
    """One GPU.

    Attributes:
        number: Its number, from 0.
        name: What NVIDIA calls it.
        total: Its memory, in MiB.
        used: What of it is taken now, in MiB.
        capability: Its compute capability, such as (8, 9) for Ada.
    """

    number: int
    name: str
    total: int
    used: int
    capability: tuple[int, int]

    @property
    def computes_fp8(self) -> bool:
        """Whether it computes in FP8; older ones keep FP8 weights and compute in 16 bits."""
        return self.capability >= _FP8_SINCE


def nvidia_smi(words: Sequence[str]) -> str:
    """Return what nvidia-smi prints.

    Raises:
        GpuMissing: it is not installed, or it fails.
    """
    try:
        done = subprocess.run(words, check=True, capture_output=True, text=True, timeout=_SECONDS)  # noqa: S603 fixed
    except FileNotFoundError:
        raise GpuMissing("There is no GPU here that NVIDIA's driver knows: nvidia-smi is missing.", _INSTALL) from None
    except (OSError, subprocess.SubprocessError) as error:
        raise GpuMissing(f"nvidia-smi failed ({type(error).__name__}).", _INSTALL) from None
    return done.stdout


def gpus(run: Run = nvidia_smi) -> list[Gpu]:
    """Return the GPUs, by number.

    Raises:
        GpuMissing: there is none.
    """
    found = [gpu for line in run(QUERY).splitlines() if (gpu := _gpu(line)) is not None]
    if not found:
        raise GpuMissing("nvidia-smi lists no GPU.", _INSTALL)
    return sorted(found, key=lambda gpu: gpu.number)


def _gpu(line: str) -> Gpu | None:
    fields = [field.strip() for field in line.split(",")]
    if len(fields) != _FIELDS:
        return None
    number, name, total, used, capability = fields
    major, _, minor = capability.partition(".")
    if not all(digits.isdecimal() for digits in (number, total, major, minor)):
        return None  # "[N/A]": a GPU that is lost, or one whose memory is the machine's
    return Gpu(int(number), name, int(total), int(used) if used.isdecimal() else 0, (int(major), int(minor)))
