"""Every verb of the command line either asks for a permission, or says why it asks for none."""

import asyncio
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import CliRunner

from appliance.cli.app import app
from appliance.cli.guard import UnknownVerb, guard
from appliance.cli.needs import FREE, NEEDS
from appliance.cli.opening import WrongStaffName, state_to_read
from appliance.secret_files import SecretFiles
from appliance.settings.load import load
from appliance.wiring.state import open_state_with
from services.accounts.enrolling import Enrolling
from services.accounts.errors import NotPermitted
from services.accounts.model import Role
from services.accounts.permissions import GRANTS
from services.audit.chain import Record
from services.audit.courier import NoLedger
from services.audit.model import Action, Actor, ActorKind
from services.kernel.clock import SystemClock
from services.state.trail import AuditQuery
from tests.appliance.cli.test_fees import SETTINGS

BY = Actor(ActorKind.STAFF, "Jo Miller")
STAFF = {
    "fran": Role.FRONT_DESK,
    "ada": Role.APPROVER,
    "cleo": Role.COMPLIANCE,
    "ira": Role.IT,
    "olga": Role.SECURITY_OFFICER,
    "glass.a": Role.BREAK_GLASS,
}
WORDS = {
    "policy explain": ("move", "--appointment", "1"),
    "audit report": ("activity",),
    "baa sign": (
        *("--key", "k", "--vendor", "v", "--product", "p", "--counterparty", "c", "--effective", "2026-01-01"),
        *("--expires", "2027-01-01", "--document", "d", "--id", "i", "--out", "o"),
    ),
}
"""What a verb needs on its line where its help does not show it all."""


def verbs(
    command: Any,  # noqa: ANN401 a class of the command framework
    path: tuple[str, ...] = (),
) -> Iterator[tuple[str, Any]]:
    if hasattr(command, "commands"):
        for name, below in command.commands.items():
            yield from verbs(below, (*path, name))
    else:
        yield " ".join(path), command


VERBS = dict(verbs(typer.main.get_command(app)))


def words_of(verb: str) -> list[str]:
    """Return a line that runs the verb: something for everything that it must be given."""
    given = list(WORDS.get(verb, ()))
    for each in VERBS[verb].params if verb not in WORDS else ():
        if each.required and each.name != "staff":
            named = [] if each.param_type_name == "argument" else [each.opts[0]]
            valued = [] if getattr(each, "is_flag", False) else ["1"]
            given += [*named, *valued]
    return [*verb.split(" "), *given]


@pytest.fixture(scope="module")
def clinic(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("clinic")
    file = folder / "appliance.yaml"
    file.write_text(SETTINGS.format(folder, ""))
    settings = load(file)
    settings.folders.secrets.mkdir(mode=0o700)
    for name in ("state.key", "pepper.key", "cookie.key"):
        (settings.folders.secrets / name).touch(mode=0o600)
        (settings.folders.secrets / name).write_bytes(os.urandom(32))

    async def fill() -> None:
        store = open_state_with(settings, SecretFiles(settings.folders.secrets), NoLedger())
        for name, role in STAFF.items():
            await Enrolling(store, SystemClock()).add(name, name.title(), {role}, BY)
        await store.close()

    asyncio.run(fill())
    return file


def sealdesk(clinic: Path, words: list[str], by: str) -> BaseException | None:
    named = ["--as", by] if by else []
    result = CliRunner().invoke(app, [*words, *named, "--config", str(clinic)])
    assert "Usage:" not in result.output, (words, result.output)
    return result.exception


def test_every_verb_stands_in_one_of_the_two_tables() -> None:
    assert VERBS.keys() == NEEDS.keys() | FREE.keys()
    assert not NEEDS.keys() & FREE.keys()
    assert all(len(why) > 20 for why in FREE.values())


def test_a_verb_in_neither_is_refused() -> None:
    other = typer.Typer()

    @other.command("new")
    def new() -> None:
        raise AssertionError("it ran")

    @other.command("newer")
    def newer() -> None:
        raise AssertionError("it ran")

    guard(other)
    result = CliRunner().invoke(other, ["new"])
    assert isinstance(result.exception, UnknownVerb)


@pytest.mark.parametrize("verb", sorted(NEEDS))
def test_whoever_may_not_is_refused_and_on_record(clinic: Path, verb: str) -> None:
    need = NEEDS[verb].permission
    outsider = next(name for name, role in STAFF.items() if need not in GRANTS[role])
    refused = sealdesk(clinic, words_of(verb), outsider)
    assert isinstance(refused, NotPermitted), refused
    assert refused.what.endswith("Nothing was done.")
    assert "Ask somebody with one of these roles: " in refused.do
    assert isinstance(sealdesk(clinic, words_of(verb), "glass.a"), NotPermitted)

    async def look() -> list[Record]:
        async with state_to_read(load(clinic)) as store:
            found = await store.read(lambda tx: tx.audit.search(AuditQuery(action=Action.STAFF_DENIED), limit=1000))
            return [link.record for link in found]

    denied = [(one.actor_id, one.body["needs"]) for one in asyncio.run(look()) if one.body["verb"] == verb]
    assert denied == [(outsider, need), ("glass.a", need)]


@pytest.mark.parametrize(
    "verb", ["cases list", "fees list", "waitlist list", "baa list", "audit verify", "messages list"]
)
def test_whoever_may_goes_on(clinic: Path, verb: str) -> None:
    insider = next(name for name, role in STAFF.items() if NEEDS[verb].permission in GRANTS[role])
    assert not isinstance(sealdesk(clinic, words_of(verb), insider), NotPermitted)


def test_nobody_named_is_asked_for_a_name(clinic: Path) -> None:
    assert isinstance(sealdesk(clinic, ["audit", "verify"], ""), WrongStaffName)


def test_an_export_is_checked_on_any_machine_by_anybody(tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["audit", "verify", str(tmp_path / "nowhere")])
    assert not isinstance(result.exception, (WrongStaffName, NotPermitted))
