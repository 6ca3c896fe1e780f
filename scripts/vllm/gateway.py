"""Runs `sealdesk gateway serve` in front of a model server, in a process of its own, as an appliance would."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from typing import Final

_STOP_SECONDS: Final = 30


@contextmanager
def a_gateway(folder: Path, upstream: str, key: str) -> Iterator[str]:
    """Serve until the block ends; yield the gateway's address. The key is the model server's.

    Raises:
        ConnectionError: it did not come up, or did not end as told.
    """
    address, key_file = f"unix:{folder / 'gateway.sock'}", folder / "upstream.key"
    key_file.write_text(key, encoding="utf-8")
    words = [sys.executable, "-m", "appliance.cli.main", "gateway", "serve", "--upstream", upstream]
    words += ["--upstream-key-file", str(key_file), "--listen", address]
    with subprocess.Popen(words, stderr=subprocess.PIPE, text=True) as process:  # noqa: S603 fixed words
        try:
            if process.stderr is None or not any("listens" in line for line in process.stderr):
                raise ConnectionError("the gateway did not come up; start it by hand: `sealdesk gateway serve`")
            rest = Thread(target=process.stderr.read, daemon=True)  # a full pipe would stop the gateway
            rest.start()
            yield address
            process.send_signal(signal.SIGTERM)
            process.wait(_STOP_SECONDS)
            rest.join()
        finally:
            process.kill()
    if process.returncode:
        raise ConnectionError(f"the gateway ended with status {process.returncode}; start it by hand to see why")
