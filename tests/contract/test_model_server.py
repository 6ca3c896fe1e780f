"""The fake model server keeps the contract; so does a real vLLM, where SEALDESK_MODEL_SERVER names one.

For the real one: `SEALDESK_MODEL_SERVER=http://127.0.0.1:8000` or `unix:/run/vllm.sock`, its key in
`SEALDESK_MODEL_SERVER_KEY`. It must be started with `VLLM_MAX_N_SEQUENCES=1` and a tool-call parser.
"""

import os
from collections.abc import Iterator

import httpx
import pytest

from tests.contract.model_server import ModelServerContract
from tests.doubles.loopback import serving
from tests.doubles.vllm import FakeVllm

REAL = os.environ.get("SEALDESK_MODEL_SERVER", "")
KEY = os.environ.get("SEALDESK_MODEL_SERVER_KEY", "contract-key")


def client(address: str) -> httpx.Client:
    """Return a client of a server on TCP or on a Unix socket."""
    headers = {"authorization": f"Bearer {KEY}"}
    socket = address.removeprefix("unix:") if address.startswith("unix:") else None
    transport = httpx.HTTPTransport(uds=socket)
    base = "http://model-server" if socket else address
    return httpx.Client(base_url=base, headers=headers, transport=transport, timeout=120, trust_env=False)


@pytest.fixture(scope="module")
def server() -> Iterator[httpx.Client]:
    if REAL:
        with client(REAL) as real:
            yield real
        return
    with serving(FakeVllm(KEY).app()) as address, client(address) as fake:
        yield fake


class TestModelServer(ModelServerContract):
    """The contract, by a server that runs for all of it."""
