"""A clinic that `sealdesk up` runs with a gateway of its own, beside a simulated EHR and an outbox page."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

import httpx
import yaml

from appliance.demo.launch import free_port, open_accounts
from appliance.demo.settings import ZONE, Home, Ports, demo_settings
from tests.system.demo_clinic import DemoClinic

READY = "Sealdesk is up"


@dataclass
class GatewayClinic(DemoClinic):
    """A running appliance with a gateway; `beside` are the clinic's own systems."""

    beside: list["subprocess.Popen[str]"] = field(default_factory=list)

    @classmethod
    def up(cls, folder: Path, upstream: str, patients: list[dict[str, Any]], **gateway: object) -> Self:
        """Run `sealdesk up` and return once it says that it is up."""
        ehr, ehr_at = _beside("appliance.demo.ehr")
        home, relay = Home(folder, folder / "run"), free_port(0)
        keys = open_accounts(home)
        carriers = ("--folder", str(home.carriers), "--mail-port", str(relay))
        outbox, outbox_at = _beside("appliance.demo.outbox", *carriers)
        httpx.post(f"{ehr_at}/_control/load", json={"resources": patients}, trust_env=False).raise_for_status()
        ports = Ports(
            free_port(0), int(ehr_at.rpartition(":")[2]), int(outbox_at.rpartition(":")[2]), relay, free_port(0)
        )
        settings = yaml.safe_load(demo_settings(home, ports, keys))
        settings["gateway"] = {"runs": True, "upstream": upstream, **gateway}
        settings["understanding"] = {"engine": "llama", "timeout_seconds": 5}
        (folder / "appliance.yaml").write_text(yaml.safe_dump(settings))
        command = [sys.executable, "-m", "appliance.cli.main", "up", "--config", str(folder / "appliance.yaml")]
        process = subprocess.Popen(  # noqa: S603 our own command
            command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env={**os.environ}
        )
        clinic = cls(folder, process, addresses=["", f"{ehr_at}/clinic", f"{outbox_at}/"], beside=[ehr, outbox])
        assert process.stdout is not None
        for line in process.stdout:
            clinic.words += line
            if READY in line:
                break
        assert READY in clinic.words, clinic.words
        return clinic

    def standing(self) -> dict[str, dict[str, Any]]:
        """Return how each process stands."""
        rows = json.loads(self.sealdesk("status", "--json").stdout)["processes"]
        return {row["name"]: row for row in rows}

    def stop(self) -> int:
        """Press Ctrl-C, and end the clinic's own systems."""
        code = super().stop()
        for each in self.beside:
            each.terminate()
            assert each.stdout is not None
            each.stdout.close()
            each.wait(30)
        return code


def _beside(module: str, *arguments: str) -> tuple["subprocess.Popen[str]", str]:
    """Start one of the clinic's own systems; return it and its address."""
    command = [sys.executable, "-m", module, "--port", "0", "--zone", ZONE, *arguments]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)  # noqa: S603 our own module
    assert process.stdout is not None
    return process, str(json.loads(process.stdout.readline())["address"])
