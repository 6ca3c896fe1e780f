"""`sealdesk staff`: accounts are made, listed, reset and disabled; each with the person in the audit trail."""

import asyncio
import json
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from appliance.cli.app import app
from appliance.cli.opening import opened_state
from appliance.settings.load import load
from services.accounts.errors import NoSuchAccount, NotPermitted, WrongAccount
from services.accounts.service import digest_of
from services.audit.model import Action
from services.state.trail import AuditQuery
from tests.appliance.cli.test_fees import a_clinic

CONSOLE = "console: {port: 8099, public_hosts: [desk.maple.example], behind_tls: true}"


@pytest.fixture
def clinic(tmp_path: Path) -> Path:
    return a_clinic(tmp_path, CONSOLE)


def sealdesk(clinic: Path, *words: str) -> str:
    result = CliRunner().invoke(app, ["staff", *words, "--config", str(clinic)], catch_exceptions=True)
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.output


def add(clinic: Path, *roles: str) -> str:
    given = [word for role in roles for word in ("--role", role)]
    return sealdesk(clinic, "add", "m.kim", "--name", "Min Kim", *given, "--as", "Jo Miller")


def test_an_account_is_made_with_a_code_that_is_kept_nowhere(clinic: Path) -> None:
    printed = add(clinic, "front_desk", "approver")
    assert "https://desk.maple.example/enrol" in printed
    found = re.search(r"[A-Z2-7]{6}(-[A-Z2-7]{6}){3}", printed)
    assert found is not None

    async def look() -> None:
        async with opened_state(load(clinic)) as store:
            (account,) = await store.read(lambda tx: tx.accounts.all())
            (made,) = await store.read(lambda tx: tx.audit.search(AuditQuery(action=Action.STAFF_ADDED)))
        assert account.invitation is not None
        assert account.invitation.digest == digest_of(found[0])
        assert (made.record.actor_id, made.record.body["account"]) == ("Jo Miller", "m.kim")

    asyncio.run(look())


def test_the_list_says_who_can_sign_in(clinic: Path) -> None:
    assert "Nobody has an account." in sealdesk(clinic, "list")
    add(clinic, "front_desk")
    assert re.search(r"m\.kim +Min Kim +front_desk +invited", sealdesk(clinic, "list"))
    sealdesk(clinic, "disable", "m.kim", "--as", "Jo Miller")
    (row,) = json.loads(sealdesk(clinic, "list", "--json"))["staff"]
    assert row == {"id": "m.kim", "name": "Min Kim", "roles": ["front_desk"], "state": "disabled"}
    assert "Invitation code" in sealdesk(clinic, "reset", "m.kim", "--as", "Jo Miller")
    assert json.loads(sealdesk(clinic, "list", "--json"))["staff"][0]["state"] == "invited"


def test_an_unknown_role_or_name_is_refused(clinic: Path) -> None:
    with pytest.raises(WrongAccount):
        add(clinic, "chief")
    with pytest.raises(NoSuchAccount):
        sealdesk(clinic, "disable", "nobody", "--as", "Jo Miller")


def test_who_holds_the_permission_is_asked_for_once_somebody_does(clinic: Path) -> None:
    sealdesk(clinic, "add", "ira", "--name", "Ira Stone", "--role", "it", "--as", "Jo Miller")
    with pytest.raises(NotPermitted):
        add(clinic, "front_desk")
    assert "Invitation code" in sealdesk(
        clinic, "add", "m.kim", "--name", "Min Kim", "--role", "front_desk", "--as", "ira"
    )

    async def look() -> None:
        async with opened_state(load(clinic)) as store:
            (denied,) = await store.read(lambda tx: tx.audit.search(AuditQuery(action=Action.STAFF_DENIED)))
        assert (denied.record.actor_id, denied.record.body["needs"]) == ("Jo Miller", "accounts.manage")

    asyncio.run(look())


def test_an_account_is_linked_to_the_directory(clinic: Path) -> None:
    add(clinic, "front_desk")
    assert "Linked." in sealdesk(clinic, "link", "m.kim", "6f1e-77", "--as", "Jo Miller")


def test_the_table_of_permissions_is_printed() -> None:
    result = CliRunner().invoke(app, ["staff", "may"])
    assert re.search(r"audit\.see +PHI +compliance, security_officer", result.output)
    (row,) = [
        each
        for each in json.loads(CliRunner().invoke(app, ["staff", "may", "--json"]).output)["permissions"]
        if each["permission"] == "keys.operate"
    ]
    assert row["roles"] == ["it", "security_officer"]
