"""Starts Stoplight's Prism as a proxy that checks every request and answer against a vendor's OpenAPI description."""

import os
import re
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.peers.node import install, node

HERE = Path(__file__).parent
VIOLATIONS = "sl-violations"
"""The header in which Prism tells what does not hold."""

_LISTENING = re.compile(r"listening on (http://127\.0\.0\.1:\d+)")


@contextmanager
def prism_proxy(spec: Path, upstream: str) -> Iterator[str]:
    """Install what is missing, start the proxy on a free port, yield its address, and stop it at the end.

    Args:
        spec: the OpenAPI description.
        upstream: the address to which it passes requests on.
    """
    install(HERE)
    cli = HERE / "node_modules" / "@stoplight" / "prism-cli" / "dist" / "index.js"
    command = [str(node()), str(cli), "proxy", str(spec), upstream, "--host", "127.0.0.1", "--port", "0"]
    quiet = {**os.environ, "NO_COLOR": "1", "FORCE_COLOR": "0"}
    with subprocess.Popen(  # noqa: S603 our own files
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=quiet
    ) as process:
        try:
            yield _address(process)
        finally:
            process.terminate()
            process.wait()


def _address(process: "subprocess.Popen[str]") -> str:
    assert process.stdout is not None
    for line in process.stdout:
        found = _LISTENING.search(line)
        if found is not None:
            threading.Thread(target=process.stdout.read, daemon=True).start()  # it logs every request
            return found[1]
    raise RuntimeError("Prism did not start; run it by hand in tests/peers/prism to see why")
