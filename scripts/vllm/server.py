"""Starts a real vLLM on a Unix socket, as the appliance would, and stops it: its own processes and no other."""

import os
import secrets
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import httpx
import psutil

from appliance.model.command import KEY_VARIABLE, llama
from appliance.settings.language_model import LanguageModelSettings

START_SECONDS: Final = 420
_STOP_SECONDS: Final = 30
_OWN: Final = ("127.", "::1", "::ffff:127.")
# What a processor needs on top of the rendered flags. One thread: its three processes otherwise wait on one another.
_WORDS: Final = ("--enforce-eager",)
_ENVIRONMENT: Final = {
    "OMP_NUM_THREADS": "1",
    "VLLM_CPU_KVCACHE_SPACE": "1",
    "VLLM_CPU_OMP_THREADS_BIND": "nobind",
}


@dataclass(frozen=True, slots=True)
class Running:
    """A server that answers.

    Attributes:
        socket: The Unix socket it listens on.
        key: The key it asks for.
        process: Its first process.
        seconds: How long it took to answer.
    """

    socket: Path
    key: str
    process: psutil.Process
    seconds: float

    @property
    def address(self) -> str:
        """Its address as clients write it."""
        return f"unix:{self.socket}"

    def processes(self) -> list[psutil.Process]:
        """Return all its processes."""
        return [self.process, *self.process.children(recursive=True)]

    def strangers(self) -> list[str]:
        """Return the sockets of its processes that reach or listen beyond this machine."""
        found = (pipe for process in self.processes() for pipe in process.net_connections(kind="inet"))
        ends = (end for pipe in found for end in (pipe.laddr, pipe.raddr) if len(end))
        return sorted({end[0] for end in ends if not end.ip.startswith(_OWN)})

    def megabytes(self) -> int:
        """Return the memory that its processes hold, shared parts counted once."""
        return int(sum(process.memory_full_info().pss for process in self.processes()) // 1_000_000)


@contextmanager
def served(weights: Path, environment: Path, folder: Path) -> Iterator[Running]:
    """Serve weights until the block ends; its log is `folder/vllm.log`.

    Raises:
        TimeoutError: it did not answer in time, or ended.
    """
    path, key = folder / "vllm.sock", secrets.token_hex(16)
    given = {"kind": "8b-bf16", "path": weights, "environment": environment, "socket": path}
    settings = LanguageModelSettings.model_validate({**given, "context": 2048, "streams": 16})
    command = llama(settings, folder / "caches")
    variables = {"PATH": os.environ["PATH"], **command.environment, **_ENVIRONMENT, KEY_VARIABLE: key}
    began = time.monotonic()
    with (folder / "vllm.log").open("wb") as log:
        words = [*command.words, *_WORDS]
        child = subprocess.Popen(words, env=variables, stdout=log, stderr=log, start_new_session=True)  # noqa: S603 ours
        try:
            _wait(path, child, began)
            yield Running(path, key, psutil.Process(child.pid), time.monotonic() - began)
        finally:
            _stop(child)


def _wait(path: Path, child: "subprocess.Popen[bytes]", began: float) -> None:
    transport = httpx.HTTPTransport(uds=str(path))
    with httpx.Client(base_url="http://model-server", transport=transport, timeout=5, trust_env=False) as http:
        while time.monotonic() - began < START_SECONDS and child.poll() is None:
            if _listens(path) and _healthy(http):
                return
            time.sleep(0.1)
    raise TimeoutError("vLLM did not come up; see vllm.log beside its socket")


def _listens(path: Path) -> bool:
    with socket.socket(socket.AF_UNIX) as probe:
        return probe.connect_ex(str(path)) == 0


def _healthy(http: httpx.Client) -> bool:
    try:
        return http.get("/health").is_success
    except httpx.HTTPError:
        return False


def _stop(child: "subprocess.Popen[bytes]") -> None:
    """End the server's own process group: in order first, then by force."""
    for sign in (signal.SIGTERM, signal.SIGKILL):
        try:
            os.killpg(child.pid, sign)
            child.wait(_STOP_SECONDS)
        except ProcessLookupError:
            return
        except subprocess.TimeoutExpired:
            continue
