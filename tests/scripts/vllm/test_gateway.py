import socket
from pathlib import Path

import httpx
import pytest

from scripts.vllm.gateway import a_gateway
from tests.doubles.loopback import serving
from tests.doubles.vllm import MODEL, FakeVllm


def test_a_gateway_stands_before_the_model_server_until_the_block_ends(tmp_path: Path) -> None:
    fake = FakeVllm("the-key")
    body = {"model": MODEL, "messages": [{"role": "user", "content": "my ssn is 219-09-9999"}]}
    with serving(fake.app()) as upstream, a_gateway(tmp_path, upstream, "the-key") as address:
        path = address.removeprefix("unix:")
        with httpx.Client(base_url="http://gateway", transport=httpx.HTTPTransport(uds=path)) as http:
            assert http.post("/v1/chat/completions", json=body).is_success
    assert b"219-09-9999" not in fake.heard
    with socket.socket(socket.AF_UNIX) as probe:
        assert probe.connect_ex(path) != 0


def test_a_gateway_that_does_not_come_up_is_told(tmp_path: Path) -> None:
    with pytest.raises(ConnectionError, match="did not come up"), a_gateway(tmp_path, "gopher://nobody", "k"):
        raise AssertionError
