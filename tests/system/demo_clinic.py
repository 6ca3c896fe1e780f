"""The demo clinic as a person starts it: `sealdesk demo` in a process of its own, and a patient who types."""

import fcntl
import os
import re
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

import httpx

_TURN = Path(tempfile.gettempdir()) / f"sealdesk-demo-start-{os.getuid()}.lock"
_ARRIVED = ("taken", "delivered")
KINDS = {
    "code": re.compile(r"\b\d{6} (is your code|es su código)"),
    "cancelled": re.compile(r"(is cancelled|está cancelada)\."),
    "person_wanted": re.compile("a patient needs a person"),
}
"""Carriers are told words and no template: by these a text is known."""
_ADDRESS = re.compile(r"http://127\.0\.0\.1:\d+/\w*")


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    """Let one demo choose its ports and take them before the next one looks for free ones."""
    with _TURN.open("w") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        yield


@dataclass
class DemoClinic:
    """A running demo."""

    folder: Path
    process: "subprocess.Popen[str]"
    words: str = ""
    addresses: list[str] = field(default_factory=list)

    @classmethod
    def start(cls, folder: Path, *program: str) -> Self:
        """Start the demo, or a program that does as it does, and return once it has printed its addresses."""
        command = [sys.executable, "-m", *(program or ("appliance.cli.main", "demo")), "--folder", str(folder)]
        with _one_at_a_time():
            process = subprocess.Popen(  # noqa: S603 our own command
                command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
            )
            demo = cls(folder, process)
            assert process.stdout is not None
            for line in process.stdout:
                demo.words += line
                if "Ctrl-C" in line:
                    break
        demo.addresses = _ADDRESS.findall(demo.words)
        return demo

    @property
    def settings(self) -> Path:
        return self.folder / "appliance.yaml"

    @property
    def chat(self) -> str:
        return self.addresses[0]

    @property
    def clinic(self) -> str:
        return self.addresses[1]

    @property
    def outbox(self) -> str:
        return self.addresses[2]

    def texts(self, kind: str) -> list[dict[str, str]]:
        """Return the texts of one kind, newest first."""
        answer = httpx.get(f"{self.outbox}messages.json", trust_env=False)
        found = [
            text["words"] for text in answer.json()["messages"] if text["way"] == "text" and text["outcome"] in _ARRIVED
        ]
        return [{"body": words} for words in found if KINDS[kind].search(words)]

    def fhir(self, path: str) -> dict[str, Any]:
        """Read from the simulated EHR, past Sealdesk."""
        base = self.clinic.removesuffix("clinic")
        found: dict[str, Any] = httpx.get(f"{base}fhir/{path}", trust_env=False).json()
        return found

    def booked(self, patient: str) -> list[str]:
        """Return when a patient's visits are, as the clinic's FHIR server has them."""
        found = self.fhir(f"Appointment?patient=Patient/{patient}&_count=50")
        return [entry["resource"]["start"] for entry in found["entry"] if entry["resource"]["status"] == "booked"]

    def sealdesk(self, *words: str, given: str = "") -> "subprocess.CompletedProcess[str]":
        """Run another `sealdesk` command against this demo."""
        command = [sys.executable, "-m", "appliance.cli.main", *words, "--config", str(self.settings)]
        return subprocess.run(command, input=given, capture_output=True, text=True, check=False)  # noqa: S603 ours

    def pid(self, name: str) -> int:
        return int((self.folder / "run" / f"{name}.pid").read_text().split()[0])

    def stop(self) -> int:
        """Press Ctrl-C and return the exit code."""
        self.process.send_signal(signal.SIGINT)
        assert self.process.stdout is not None
        self.process.stdout.close()
        return self.process.wait(timeout=30)


class Caller:
    """A patient at the portal's own socket."""

    def __init__(self, demo: DemoClinic, language: str | None = None) -> None:
        transport = httpx.HTTPTransport(uds=str(demo.folder / "run" / "portal.sock"))
        self._client = httpx.Client(base_url="http://localhost", transport=transport, timeout=60)
        self._demo = demo
        self._seen = 0
        self.choices: list[dict[str, str]] = []
        self.chat = str(self._client.post("/chats", json={"language": language}).json()["chat"])
        self.heard = self._listen()

    def say(self, text: str) -> str:
        """Say something and return what the assistant answered."""
        self._client.post(f"/chats/{self.chat}/messages", json={"text": text}).raise_for_status()
        self.heard = self._listen()
        return self.heard

    def press(self, beginning: str) -> str:
        """Press the first button whose label begins so."""
        return self.say(next(choice["value"] for choice in self.choices if choice["label"].startswith(beginning)))

    def prove(self, name: str, born: str) -> str:
        """Say who one is, and give the code that arrives at the outbox."""
        before = len(self._demo.texts("code"))
        self.say(name)
        self.say(born)
        while len(codes := self._demo.texts("code")) == before:
            httpx.get(self._demo.outbox, trust_env=False)
        code = re.search(r"\b\d{6}\b", codes[0]["body"])
        assert code is not None
        return self.say(code.group())

    def close(self) -> None:
        self._client.close()

    def _listen(self) -> str:
        lines = self._client.get(f"/chats/{self.chat}/lines", params={"after": self._seen}).json()["lines"]
        self._seen = max((line["number"] for line in lines), default=self._seen)
        spoken = [line for line in lines if line["speaker"] != "patient"]
        self.choices = next((line["choices"] for line in reversed(spoken) if line["choices"]), [])
        return "\n".join(line["text"] for line in spoken)
