"""A machine behind its firewall's rules, and a world beside it: who gets where, as each of the system's users.

Run as root in a network namespace of its own, with the file of the rules and what to try; prints what came through.
"""

import json
import os
import pwd
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

VENDOR: Final = "203.0.113.10"
LAN: Final = "10.20.0.5"
SHARED: Final = "100.64.0.5"
"""In the carriers' range, by which some clinics number their network (RFC 6598)."""
METADATA: Final = "100.100.100.200"
"""Within that range too, and still a cloud's credentials."""
HERE: Final = "127.0.0.1"
BEYOND: Final = (VENDOR, LAN, SHARED, METADATA)
_WITHIN_SECONDS: Final = 0.5
_WORLD: Final = """
import socket
hosts = ("203.0.113.10", "10.20.0.5", "100.64.0.5", "100.100.100.200")
kept = [socket.create_server((host, port)) for host in hosts for port in (53, 443, 853, 5432, 8443)]
print("open", flush=True)
input()
"""


def run(command: str) -> str:
    """Run a command that has to succeed; return what it says."""
    return subprocess.run(command.split(), check=True, capture_output=True, text=True).stdout  # noqa: S603


@contextmanager
def world() -> Iterator[None]:
    """Join this namespace by a cable to another one, where servers answer on the internet and on the LAN."""
    command = ["unshare", "-n", sys.executable, "-c", f"input()\n{_WORLD}"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as beyond:  # noqa: S603
        assert beyond.stdin is not None
        assert beyond.stdout is not None
        _apart_from_us(beyond.pid)
        run("ip link set lo up")
        run(f"ip link add machine type veth peer name beyond netns {beyond.pid}")
        for host in BEYOND:
            run(f"ip address add {host.rpartition('.')[0]}.1/24 dev machine")
        run("ip link set machine up")
        there = f"nsenter -t {beyond.pid} -n ip"
        for host in BEYOND:
            run(f"{there} address add {host}/24 dev beyond")
        run(f"{there} link set beyond up")
        beyond.stdin.write("\n")
        beyond.stdin.flush()
        assert beyond.stdout.readline() == "open\n"
        _until_the_cable_carries()
        with socket.create_server((HERE, 53)):  # a resolver on this machine
            yield
        beyond.stdin.write("\n")
        beyond.stdin.flush()


def _apart_from_us(pid: int) -> None:
    """Wait until the process is in a network namespace that is not ours."""
    ours = Path("/proc/self/ns/net").readlink()
    while Path(f"/proc/{pid}/ns/net").readlink() == ours:
        pass


def _until_the_cable_carries() -> None:
    for host in BEYOND:
        while not all(came_through([("root", host, 443)])):
            pass


def came_through(wanted: list[tuple[str, str, int]]) -> list[bool]:
    """Tell of each user and address whether he reaches it; all try at once."""
    children = [_trying(*each) for each in wanted]
    return [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0 for child in children]


def _trying(user: str, host: str, port: int) -> int:
    "host".encode("idna")  # read now: another user may not read this Python's library
    child = os.fork()
    if child:
        return child
    account = pwd.getpwnam(user)
    os.setgroups([])
    os.setgid(account.pw_gid)
    os.setuid(account.pw_uid)
    try:
        socket.create_connection((host, port), _WITHIN_SECONDS).close()
    except OSError:
        os._exit(1)
    os._exit(0)


def main(rules: str, tries: str) -> None:
    """Try each without the rules and behind them."""
    wanted = [(user, host, port) for user, host, port in json.loads(tries)]
    with world():
        before = came_through(wanted)
        run(f"nft -f {rules}")
        behind = came_through(wanted)
        counted = run("nft list chain inet sealdesk refused")
    sys.stdout.write(json.dumps({"before": before, "behind": behind, "chain": counted}))


if __name__ == "__main__":
    main(*sys.argv[1:])
