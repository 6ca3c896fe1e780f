import os
import stat
import sys
from pathlib import Path

import pytest

from scripts.vllm.server import served
from tests.appliance.model.invented import vllm, weights

# Answers /health on the socket that its command line names, and says what it was started with.
STAND_IN = f"""#!{sys.executable}
import http.server, json, os, pathlib, socketserver, sys
path = sys.argv[sys.argv.index("--uds") + 1]
pathlib.Path(path).with_name("seen.json").write_text(json.dumps([sys.argv[1:], dict(os.environ)]))
class Answer(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.end_headers()
    def address_string(self):
        return ""
    def log_message(self, *words):
        pass
socketserver.UnixStreamServer(path, Answer).serve_forever()
"""


def test_a_server_is_started_as_rendered_and_stopped_with_the_block(tmp_path: Path) -> None:
    environment = vllm(tmp_path / "vllm", script=STAND_IN)
    with served(weights(tmp_path / "w"), environment, tmp_path) as server:
        assert stat.S_ISSOCK(server.socket.stat().st_mode)
        assert server.address == f"unix:{tmp_path / 'vllm.sock'}"
        assert server.strangers() == []
        assert server.processes()[0].is_running()
        seen = (tmp_path / "seen.json").read_text()
    assert not server.process.is_running()
    assert '"--structured-outputs-config"' in seen
    assert '"HF_HUB_OFFLINE": "1"' in seen
    assert server.key in seen
    assert os.environ["PATH"] in seen


def test_a_server_that_ends_at_once_is_told(tmp_path: Path) -> None:
    environment = vllm(tmp_path / "vllm", script="#!/bin/sh\nexit 3\n")
    with pytest.raises(TimeoutError, match=r"vllm\.log"), served(weights(tmp_path / "w"), environment, tmp_path):
        raise AssertionError
