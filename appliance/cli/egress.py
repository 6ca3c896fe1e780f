"""`sealdesk egress`: what may leave, to whom, and whether it works."""

import asyncio
import json
import sys
from pathlib import Path
from typing import Any, Final

import httpx

from appliance.cli.opening import settings_of, staff_actor
from appliance.errors import ApplianceError, NotRunning
from appliance.places import Places
from appliance.settings.allowed import account
from appliance.settings.egress import Caller
from appliance.settings.model import Settings
from appliance.wiring.egress import build_allow_list
from services.egress.allow_list import AllowList, Decision
from services.egress.errors import WrongDestination
from services.egress.guard import SENDER
from services.egress.model import Destination, DestinationClass
from services.kernel.clock import SystemClock

SHUT: Final = 1
_SECONDS: Final = 60.0
_OK: Final = 200


class WrongCaller(ApplianceError):
    """Nobody of that name asks the door."""

    code = "wrong_caller"


def list_all(config: Path | None, *, as_json: bool) -> int:
    """Print every destination and how it stands now."""
    allowed = build_allow_list(settings_of(config), SystemClock())
    rows = [(entry, _standing(allowed, entry)) for entry in allowed.destinations]
    if as_json:
        sys.stdout.write(json.dumps({"destinations": [_row(entry, decision) for entry, decision in rows]}) + "\n")
        return 0
    if not rows:
        sys.stdout.write("Nothing may leave: the allow-list is empty.\n")
    for entry, decision in rows:
        word = "open" if decision.allowed else "SHUT"
        sys.stdout.write(f"{entry.name:16} {word}  {entry.host}:{entry.port}  {_terms(entry)}\n")
        if not decision.allowed:
            sys.stdout.write(f"{'':16}       {decision.what} {decision.do}\n")
    return 0


def explain(config: Path | None, destination: str, who: str) -> int:
    """Print whether somebody may reach a destination now, and why or why not.

    Raises:
        WrongDestination: this is no host and port.
        WrongCaller: nobody of that name asks the door.
    """
    host, _, port = destination.rpartition(":")
    if not host or not port.isdecimal():
        raise WrongDestination("host", f"{destination!r} is no host and port.", "Write HOST:PORT.")
    allowed = build_allow_list(settings_of(config), SystemClock())
    name = _account(who)
    ask = allowed.explain if name == SENDER else allowed.tunnel
    decision = ask(host.lower(), int(port), name)
    sys.stdout.write(f"{'Yes' if decision.allowed else 'No'} ({decision.reason.value}). {decision.what}\n")
    if decision.do:
        sys.stdout.write(f"{decision.do}\n")
    if decision.destination is not None:
        sys.stdout.write(f"Entry {decision.destination.name}: {_terms(decision.destination)}\n")
    return 0 if decision.allowed else SHUT


def test(config: Path | None, name: str | None, staff: str, *, as_json: bool) -> int:
    """Let the running door try one destination or all; print what it found.

    Raises:
        NotRunning: there is no egress process.
        WrongDestination: no destination has that name.
    """
    settings, by = settings_of(config), staff_actor(staff).id
    names = [entry.name for entry in build_allow_list(settings, SystemClock()).destinations]
    if not names:
        sys.stdout.write("Nothing may leave: the allow-list is empty, and no egress process runs.\n")
        return 0
    if name is not None and name not in names:
        raise WrongDestination("name", f"No destination is called {name}.", f"Use one of: {', '.join(names)}.")
    found = asyncio.run(ask_for_test(settings, name, by))
    if as_json:
        sys.stdout.write(json.dumps({"tested": found}) + "\n")
    else:
        for one in found:
            sys.stdout.write(f"{one['name']:16} {'good' if one['ok'] else 'BAD '}  {one['evidence']}\n")
            if one["do"]:
                sys.stdout.write(f"{'':16}       {one['do']}\n")
    return 0 if all(one["ok"] for one in found) else SHUT


async def ask_for_test(settings: Settings, name: str | None, by: str) -> list[dict[str, Any]]:
    """Ask the egress process to try one destination or all.

    Raises:
        NotRunning: it does not answer.
    """
    socket = Places.of(settings).egress_socket
    transport = httpx.AsyncHTTPTransport(uds=str(socket))
    try:
        async with httpx.AsyncClient(transport=transport, timeout=_SECONDS, trust_env=False) as http:
            answer = await http.post("http://localhost/door/test", json={"name": name, "by": by})
    except httpx.HTTPError:
        answer = None
    if answer is None or answer.status_code != _OK:
        raise NotRunning(
            f"The egress process does not answer at {socket}.",
            "Run `sealdesk up`, then read run/logs/egress.log; its socket is for its user, root and `egress.group`.",
        )
    found: list[dict[str, Any]] = answer.json()["tested"]
    return found


def _standing(allowed: AllowList, entry: Destination) -> Decision:
    return allowed.explain(entry.host, entry.port, entry.who)


def _terms(entry: Destination) -> str:
    what = "messages, by the senders alone" if entry.kind is DestinationClass.MESSAGING else f"tunnel for {entry.who}"
    covered = f"agreement {entry.baa.vendor}/{entry.baa.product}" if entry.baa else "no agreement needed"
    if entry.exception:
        covered = f"exception {entry.exception}"
    return f"{what}; phi {entry.phi.value}; {entry.location.value}; {covered}"


def _row(entry: Destination, decision: Decision) -> dict[str, object]:
    return {
        "name": entry.name,
        "class": entry.kind.value,
        "host": entry.host,
        "port": entry.port,
        "who": entry.who,
        "phi": entry.phi.value,
        "location": entry.location.value,
        "baa": {"vendor": entry.baa.vendor, "product": entry.baa.product} if entry.baa else None,
        "exception": entry.exception,
        "open": decision.allowed,
        "reason": decision.reason.value,
    }


def _account(who: str) -> str:
    callers = {caller.value: account(caller) for caller in Caller} | {"egress": SENDER}
    name = callers.get(who.removeprefix("sealdesk-"))
    if name is None:
        raise WrongCaller(f"Nobody called {who!r} asks the door.", f"Use one of: {', '.join(callers)}.")
    return name
