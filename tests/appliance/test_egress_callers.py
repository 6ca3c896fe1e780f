"""Who may call at which socket, as the settings and the machine's users say."""

import os
from pathlib import Path

import pytest

from appliance import egress_callers
from appliance.accounts import Account
from appliance.egress_callers import office_users, service_users
from appliance.errors import ProcessError
from appliance.plans import UP_USER, appliance_processes
from appliance.settings.egress import Caller
from appliance.settings.model import Settings
from tests.appliance.settings.test_egress import TWILIO
from tests.appliance.settings_files import small_clinic

OURS = os.geteuid()
UIDS = {"sealdesk-egress": 901, "sealdesk-bridge": 902, "sealdesk-portal": 903, "sealdesk": 904}


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch) -> set[int]:
    """Return the members of the group `desk`, empty at first, on a machine that has our usual users."""
    inside: set[int] = set()

    def account(name: str) -> Account | None:
        return Account(name, UIDS[name], UIDS[name]) if name in UIDS else None

    monkeypatch.setattr(egress_callers, "account", account)
    monkeypatch.setattr(egress_callers, "group_id", lambda name: 55 if name == "desk" else None)
    monkeypatch.setattr(egress_callers, "members", lambda _gid: frozenset(inside))
    monkeypatch.delenv(UP_USER, raising=False)
    return inside


def clinic(folder: Path, **egress: object) -> Settings:
    return small_clinic(folder, egress={"twilio": TWILIO, **egress})


def test_in_development_all_is_one_user_and_nothing_is_to_be_set(tmp_path: Path) -> None:
    settings = clinic(tmp_path)
    assert service_users(settings, Caller.BRIDGE) == service_users(settings, Caller.PORTAL) == {OURS}
    assert office_users(settings) == {OURS, 0}


def test_a_process_with_a_user_of_its_own_serves_root_which_started_it(
    tmp_path: Path, machine: set[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: UIDS["sealdesk-egress"])
    assert machine == set()
    assert service_users(clinic(tmp_path), Caller.BRIDGE) == {0}


def test_below_up_the_services_have_the_user_of_up(
    tmp_path: Path, machine: set[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    machine |= {904}
    settings = clinic(tmp_path, group="desk")
    (plan,) = [plan for plan in appliance_processes(settings, tmp_path / "x.yaml") if plan.name == "egress"]
    assert plan.environment[UP_USER] == str(OURS)
    monkeypatch.setenv(UP_USER, "77")
    assert service_users(settings, Caller.BRIDGE) == {77}
    named = clinic(tmp_path, bridge_user="sealdesk-bridge")
    with pytest.raises(ProcessError, match=r"egress\.bridge_user is sealdesk-bridge, but `sealdesk up` runs") as told:
        service_users(named, Caller.BRIDGE)
    assert told.value.do == "Take egress.bridge_user out of the settings."


@pytest.mark.usefixtures("machine")
def test_a_user_that_is_named_is_the_only_one(tmp_path: Path) -> None:
    settings = clinic(tmp_path, group="desk", bridge_user="sealdesk-bridge", portal_user="sealdesk")
    assert service_users(settings, Caller.BRIDGE) == {902}
    assert office_users(settings) == {904, 0}
    with pytest.raises(ProcessError, match=r"There is no system user nobody-here \(egress\.portal_user\)"):
        office_users(clinic(tmp_path, portal_user="nobody-here"))


def test_of_a_group_the_one_member_is_the_services(tmp_path: Path, machine: set[int]) -> None:
    machine |= {904}
    settings = clinic(tmp_path, group="desk")
    assert service_users(settings, Caller.BRIDGE) == service_users(settings, Caller.PORTAL) == {904}


def test_of_a_larger_group_it_is_the_usual_name_or_the_settings_say(tmp_path: Path, machine: set[int]) -> None:
    machine |= {902, 903}
    settings = clinic(tmp_path, group="desk")
    assert service_users(settings, Caller.BRIDGE) == {902}
    assert service_users(settings, Caller.PORTAL) == {903}
    machine.discard(902)
    machine |= {904, 905}
    with pytest.raises(ProcessError, match="has 3 members, and any could be the bridge's user") as told:
        service_users(settings, Caller.BRIDGE)
    assert told.value.do == "Name that user in egress.bridge_user."


def test_the_doors_own_user_in_the_group_is_no_service(
    tmp_path: Path, machine: set[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: UIDS["sealdesk-egress"])
    machine |= {901, 904}
    assert service_users(clinic(tmp_path, group="desk"), Caller.BRIDGE) == {904}
