"""A service without any network of its own: what it gets at the door, and what without it."""

import errno
import json
import socket
import ssl
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

from tests.system.egress.names import FHIR, FHIR_PORT, VENDOR


def attempt(door: str, authority: str, wish: dict[str, Any]) -> dict[str, str]:
    """Ask the door for a host and port, speak TLS there, and let the server echo."""
    with socket.socket(socket.AF_UNIX) as end:
        try:
            end.connect(door)
        except FileNotFoundError:
            return {"status": "no door"}
        end.sendall(f"CONNECT {wish['host']}:{wish['port']} HTTP/1.1\r\n\r\n".encode())
        head = b""
        while not head.endswith(b"\r\n\r\n"):
            head += end.recv(1)
        status = head.split()[1].decode()
        if status != "200":
            return {"status": status, "reason": head.partition(b'details="')[2].partition(b'"')[0].decode()}
        return {"status": status, "said": _greet(end, authority, wish)}


def _greet(end: socket.socket, authority: str, wish: dict[str, Any]) -> str:
    context = ssl.create_default_context(cafile=authority)
    try:
        with context.wrap_socket(end, server_hostname=wish.get("sni", wish["host"])) as secure:
            secure.sendall(b"good day")
            return secure.recv(100).decode()
    except ssl.SSLError as error:
        return error.reason


def directly() -> str:
    """Say how a connection without the door ends."""
    try:
        with socket.create_connection((VENDOR, 443)):
            return "connected"
    except OSError as error:
        return errno.errorcode[error.errno or 0]


def hold(door: str, authority: str, host: str, port: int) -> None:
    """Open a tunnel, say so, and say when it is cut."""
    context = ssl.create_default_context(cafile=authority)
    with socket.socket(socket.AF_UNIX) as end:
        end.connect(door)
        end.sendall(f"CONNECT {host}:{port} HTTP/1.1\r\n\r\n".encode())
        while not end.recv(1000).endswith(b"\r\n\r\n"):
            pass
        with context.wrap_socket(end, server_hostname=host, suppress_ragged_eofs=True) as secure:
            print("open", flush=True)  # noqa: T201 its answer
            with suppress(OSError):
                secure.recv(100)
    print("cut", flush=True)  # noqa: T201 its answer


if __name__ == "__main__":
    door = str(Path(sys.argv[1]) / "run/egress/connect-bridge.sock")
    if sys.argv[2] == "hold":
        hold(door, sys.argv[3], FHIR, FHIR_PORT)
    else:
        told = [attempt(door, sys.argv[3], wish) for wish in json.loads(sys.argv[2])]
        print(json.dumps({"directly": directly(), "told": told}))  # noqa: T201 its answer
