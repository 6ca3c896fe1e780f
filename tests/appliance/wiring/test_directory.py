"""The sign-in by the directory as the settings build it: over real TLS, with one pinned authority, on the LAN alone."""

import os
from pathlib import Path

import httpx
import pytest

from appliance.settings.model import Settings
from appliance.wiring.console import session_times
from appliance.wiring.directory import build_directory
from services.accounts.directory import DirectorySignIn
from services.accounts.errors import DirectoryUnreachable
from services.accounts.model import Role
from services.accounts.service import Browser
from services.kernel.clock import SystemClock
from tests.appliance.settings_files import fresh_secrets, small_clinic
from tests.contract.certificates import Authority, make_authority
from tests.contract.fhir_server import serving
from tests.doubles.oidc_provider import CLIENT, SECRET, Provider
from tests.doubles.store import MemoryStore

BACK = "https://desk.maple.example/sign-in/back"
KIM = {"sub": "6f1e", "preferred_username": "m.kim", "name": "Min Kim", "groups": ["desk"], "amr": ["mfa"]}


@pytest.fixture
def authority(tmp_path: Path) -> Authority:
    return make_authority(tmp_path, "directory-ca")


def clinic(folder: Path, issuer: str, ca: Path) -> Settings:
    directory = {
        "issuer": issuer,
        "client_id": CLIENT,
        "client_secret_file": "directory.secret",
        "ca_file": str(ca),
        "groups": {"desk": ["front_desk"]},
    }
    return small_clinic(folder, console={"directory": directory})


def built(settings: Settings, store: MemoryStore) -> DirectorySignIn:
    secrets = fresh_secrets(settings)
    path = secrets.folder / "directory.secret"
    handle = os.open(path, os.O_WRONLY | os.O_CREAT, 0o400)
    with os.fdopen(handle, "w") as file:
        file.write(f"{SECRET}\n")
    made = build_directory(settings, secrets, store, SystemClock())  # type: ignore[arg-type]  # its accounts alone
    assert made is not None
    return made


def served(authority: Authority) -> tuple[str, str]:
    certificate, key = authority.issue("directory", "localhost")
    return str(certificate), str(key)


async def test_somebody_goes_there_and_comes_back(tmp_path: Path, authority: Authority) -> None:
    provider, store = Provider(SystemClock(), person=dict(KIM)), MemoryStore()
    certificate, key = served(authority)
    with serving(provider.app(), ssl_certfile=certificate, ssl_keyfile=key) as address:
        provider.issuer = f"{address.replace('http://', 'https://')}/realms/staff"
        directory = built(clinic(tmp_path, provider.issuer, authority.file), store)
        sent, cookie = await directory.begin(BACK, "/cases")
        answer = dict(httpx.URL(provider.signs_in(sent)).params)
        _, after = await directory.finish(answer, cookie, Browser())
    assert after == "/cases"
    assert store.accounts["m.kim"].roles == frozenset({Role.FRONT_DESK})


async def test_a_certificate_of_anybody_else_is_not_believed(tmp_path: Path, authority: Authority) -> None:
    provider = Provider(SystemClock())
    certificate, key = served(authority)
    (tmp_path / "other").mkdir()
    other = make_authority(tmp_path / "other", "other-ca")
    with serving(provider.app(), ssl_certfile=certificate, ssl_keyfile=key) as address:
        provider.issuer = f"{address.replace('http://', 'https://')}/realms/staff"
        with pytest.raises(DirectoryUnreachable):
            await built(clinic(tmp_path, provider.issuer, other.file), MemoryStore()).begin(BACK, "/")
    assert provider.asked == []


async def test_a_directory_beyond_the_lan_is_not_dialled(tmp_path: Path, authority: Authority) -> None:
    directory = built(clinic(tmp_path, "https://192.0.2.7/realms/staff", authority.file), MemoryStore())
    with pytest.raises(DirectoryUnreachable):
        await directory.begin(BACK, "/")


def test_without_a_directory_there_is_none(tmp_path: Path) -> None:
    settings = small_clinic(tmp_path, console={})
    assert build_directory(settings, fresh_secrets(settings), MemoryStore(), SystemClock()) is None  # type: ignore[arg-type]


def test_no_group_breaks_the_glass(tmp_path: Path) -> None:
    directory = {"issuer": "https://d.lan", "client_id": "s", "ca_file": "/ca", "groups": {"all": ["break_glass"]}}
    with pytest.raises(ValueError, match="no group gives break_glass"):
        small_clinic(tmp_path, console={"directory": directory})


def test_officers_are_signed_out_sooner(tmp_path: Path) -> None:
    times = session_times(small_clinic(tmp_path, console={"idle_minutes": 15, "officer_idle_minutes": 10}))
    assert times.of([Role.COMPLIANCE]).idle < times.of([Role.FRONT_DESK]).idle
    assert times.of([Role.IT]).longest < times.of([Role.APPROVER]).longest
