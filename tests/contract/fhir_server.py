"""The simulated EHR on a real socket, for tests: one server thread, emptied before each test."""

import asyncio
import json
import socket
import ssl
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import httpx
import uvicorn
from starlette.types import ASGIApp

from appliance.demo.ehr.app import create_ehr
from appliance.demo.ehr.config import EhrConfig

Json = dict[str, Any]
Setting = str | int | bool
_NO_TLS = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)  # the default one takes long to make and is not used on loopback


@dataclass(frozen=True, slots=True)
class EhrServer:
    """Where the simulator listens, and its control plane."""

    address: str
    http: httpx.Client

    @property
    def fhir(self) -> str:
        return f"{self.address}/fhir"

    def control(self, name: str, body: Json | None = None) -> Json:
        """Ask the control plane; a body makes it a POST."""
        url = f"{self.address}/_control/{name}"
        answer = self.http.get(url) if body is None else self.http.post(url, json=body)
        assert answer.status_code == 200, answer.text
        found: Json = answer.json()
        return found

    def reset(self, dialect: str = "generic", **settings: Setting) -> None:
        """Start again with an empty clinic."""
        self.control("reset", {"dialect": dialect, "load_clinic": False, "zone": "America/Chicago", **settings})

    def load(self, *resources: Json) -> None:
        """Put resources as they are."""
        self.control("load", {"resources": list(resources)})

    def trap(self, name: str, *, times: int = 1, skip: int = 0, **match_and_params: Json) -> str:
        """Arm a trap: `match` and `params` as the control plane takes them."""
        return str(self.control("traps", {"name": name, "times": times, "skip": skip, **match_and_params})["id"])

    def resource(self, resource_type: str, resource_id: str) -> Json | None:
        """Return a resource as the server keeps it."""
        rows = self.resources(resource_type)
        return next((row for row in rows if row["id"] == resource_id), None)

    def resources(self, resource_type: str) -> list[Json]:
        """Return every resource of a type as the server keeps it."""
        rows: list[Json] = self.control(f"state?type={resource_type}")["resources"][resource_type]
        return rows


@contextmanager
def serving(app: ASGIApp, **tls: Any) -> Iterator[str]:  # noqa: ANN401 TLS options of uvicorn
    """Serve an ASGI app on a free loopback port in a thread of its own."""
    # asyncio switches Nagle's delay off only for sockets that say they are TCP
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.bind(("127.0.0.1", 0))
    listener.listen(100)
    server = uvicorn.Server(
        uvicorn.Config(app, log_level="critical", lifespan="off", timeout_graceful_shutdown=1, **tls)
    )
    thread = threading.Thread(target=lambda: asyncio.run(server.serve([listener])), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join()
        listener.close()


@contextmanager
def ehr_server(page_size: int = 50, auth: str = "none") -> Iterator[EhrServer]:
    """Serve an empty simulated EHR."""
    app = create_ehr(EhrConfig(load_clinic=False, page_size=page_size, auth=auth))
    with serving(app) as address, httpx.Client(trust_env=False, verify=_NO_TLS) as http:
        yield EhrServer(address, http)


@contextmanager
def ehr_process(dialect: str = "generic") -> Iterator[str]:
    """Run the simulator with its clinic as a process of its own, and return its FHIR base."""
    command = [sys.executable, "-m", "appliance.demo.ehr", "--port", "0", "--dialect", dialect]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:  # noqa: S603 our own module
        try:
            assert process.stdout is not None
            yield str(json.loads(process.stdout.readline())["fhir"])
        finally:
            process.terminate()
