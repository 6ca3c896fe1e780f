"""The real egress process under a user of its own, and callers under all kinds of users at each of its sockets.

Run as root, with the file of the settings; prints what each caller was told, as JSON.
"""

import grp
import json
import os
import pwd
import signal
import socket
import sys
from collections.abc import Callable
from pathlib import Path

from appliance.places import Places
from appliance.processes.edge import run_process
from appliance.processes.egress import serve
from appliance.settings.egress import Caller
from appliance.settings.load import load
from appliance.wiring import egress as wiring
from services.audit.courier import NoLedger

HEALTH = b"GET /health HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
CONNECT = b"CONNECT fhir.harborbook.example:443 HTTP/1.1\r\n\r\n"


def become(user: str, *groups: int) -> None:
    """Become a system user for good, in these groups beside its own."""
    account = pwd.getpwnam(user)
    os.setgroups(groups)
    os.setgid(account.pw_gid)
    os.setuid(account.pw_uid)


def in_child(work: Callable[[int], None]) -> tuple[int, int]:
    """Run in a child; return its process id and the end of a pipe that it writes to."""
    reading, writing = os.pipe()
    child = os.fork()
    if child:
        os.close(writing)
        return child, reading
    try:
        work(writing)
    finally:
        os._exit(0)


def told(user: str, groups: tuple[int, ...], path: Path, words: bytes) -> str:
    """Return the first and the last line that a user is told at a socket; how it failed otherwise."""

    def ask(writing: int) -> None:
        become(user, *groups)
        try:
            with socket.socket(socket.AF_UNIX) as end:
                end.connect(str(path))
                end.sendall(words)
                answer = end.makefile("rb").read()
        except OSError as error:
            answer = type(error).__name__.encode()
        os.write(writing, b" ".join(dict.fromkeys(answer.splitlines()[:1] + answer.splitlines()[-1:])))

    child, reading = in_child(ask)
    with os.fdopen(reading, "rb") as end:
        said = end.read().decode()
    os.waitpid(child, 0)
    return said


def main(config: str) -> None:
    """Start the process, let everybody call, stop it."""
    wiring.build_courier = lambda *_: NoLedger()  # type: ignore[assignment, attr-defined]
    settings = load(Path(config))
    places, gid = Places.of(settings), grp.getgrnam(str(settings.egress.group)).gr_gid
    tunnel = places.tunnel_socket(Caller.BRIDGE)

    def door(_: int) -> None:
        become(str(settings.egress.user), gid)
        os.environ["SEALDESK_CONFIG"] = config
        run_process("egress", serve)

    process, _ = in_child(door)
    while not told("root", (), places.egress_socket, HEALTH).startswith("HTTP/1.1 200"):
        assert os.waitpid(process, os.WNOHANG) == (0, 0), "the egress process ended"
    egress = settings.egress
    users = [str(each) for each in (egress.bridge_user, egress.portal_user, "sys", egress.user, "root")]
    sockets = {"tunnel": (tunnel, CONNECT), "office": (places.egress_socket, HEALTH)}
    answers = {user: {name: told(user, (gid,), *at) for name, at in sockets.items()} for user in users}
    stranger = told(str(settings.egress.bridge_user), (), tunnel, CONNECT)
    os.kill(process, signal.SIGTERM)
    os.waitpid(process, 0)
    sys.stdout.write(json.dumps({"answers": answers, "without the group": stranger}))


if __name__ == "__main__":
    main(*sys.argv[1:])
