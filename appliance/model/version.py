"""Which vLLM is installed, read from its package without running it."""

import os
import re
from pathlib import Path
from typing import Final

from appliance.model.errors import VllmMissing

# Every older one has a known hole: the last are PYSEC-2026-4344 and -4349 (chat templates in requests), mended in 0.32.
OLDEST: Final = (0, 32, 0)
_VERSION: Final = re.compile(r"^Version: (\d+)\.(\d+)(?:\.(\d+))?(.*)$", re.MULTILINE)
_UNFINISHED: Final = re.compile(r"(a|b|rc|\.?dev)\d")


def installed(environment: Path) -> str:
    """Return the version of the vLLM in a virtual environment.

    Raises:
        VllmMissing: there is none, or it is older than the oldest safe one.
    """
    wanted = ".".join(str(part) for part in OLDEST)
    mend = f"Install vLLM {wanted} or newer there, or set model.environment."
    if not os.access(environment / "bin" / "vllm", os.X_OK):
        raise VllmMissing(f"vLLM is not installed in {environment}.", mend)
    packages = sorted(environment.glob("lib/python3.*/site-packages/vllm-*.dist-info/METADATA"))
    if not packages:
        raise VllmMissing(f"{environment} does not say which vLLM it holds.", mend)
    found = [_read(path) for path in packages]
    for version, rest in found:
        if version < OLDEST or (version == OLDEST and _UNFINISHED.match(rest)):
            named = ".".join(str(part) for part in version) + rest
            raise VllmMissing(f"The vLLM in {environment} is {named}: it has known holes.", mend)
    version, rest = found[0]
    return ".".join(str(part) for part in version) + rest


def _read(metadata: Path) -> tuple[tuple[int, int, int], str]:
    found = _VERSION.search(metadata.read_text(encoding="utf-8", errors="replace"))
    if found is None:
        return (0, 0, 0), ""
    return (int(found[1]), int(found[2]), int(found[3] or 0)), found[4]
