"""The keys an EHR needs from us: printed for registration by hand, or fetched by the EHR from the LAN."""

import asyncio
import json
import socket
from pathlib import Path

import httpx
import pytest
import yaml
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from appliance.cli import keys
from appliance.processes.bridge import jwks_server
from appliance.processes.serve import serve_until
from appliance.secret_files import SecretFiles
from tests.appliance.settings_files import small_clinic


def write_key(folder: Path, name: str) -> None:
    made = ec.generate_private_key(ec.SECP384R1())
    file = folder / name
    file.write_bytes(made.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    file.chmod(0o600)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def smart_system(**more: object) -> dict[str, object]:
    smart = {
        "client_id": "sealdesk",
        "token_url": "https://ehr.example/token",
        "next_key_file": "next.pem",
        **more,
    }
    return {"base_url": "http://127.0.0.1:9/fhir", "smart": smart}


@pytest.fixture
def secrets(tmp_path: Path) -> Path:
    folder = tmp_path / "secrets"
    folder.mkdir(mode=0o700, exist_ok=True)
    for name in ("smart.pem", "next.pem"):
        write_key(folder, name)
    return folder


async def test_the_ehr_fetches_both_live_keys_from_the_lan(tmp_path: Path, secrets: Path) -> None:
    port = free_port()
    settings = small_clinic(tmp_path, scheduling_system=smart_system(jwks={"host": "127.0.0.1", "port": port}))
    stop = asyncio.Event()
    serving = asyncio.create_task(serve_until(stop, *jwks_server(settings, SecretFiles.locate(secrets))))
    transport = httpx.AsyncHTTPTransport(retries=5)
    async with httpx.AsyncClient(transport=transport, base_url=f"http://127.0.0.1:{port}") as ehr:
        answer = await ehr.get("/.well-known/jwks.json")
    stop.set()
    await serving
    assert [key["kid"] for key in answer.json()["keys"]] == ["sealdesk-1", "sealdesk-2"]


def test_without_the_setting_nothing_listens(tmp_path: Path, secrets: Path) -> None:
    assert jwks_server(small_clinic(tmp_path, scheduling_system=smart_system()), SecretFiles.locate(secrets)) == []


def test_the_keys_are_printed_for_registration(
    tmp_path: Path, secrets: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = small_clinic(tmp_path, scheduling_system=smart_system(), folders={"secrets": str(secrets)})
    file = tmp_path / "printed.yaml"
    file.write_text(yaml.safe_dump(json.loads(settings.model_dump_json())))
    assert keys.run(file) == 0
    assert [key["kid"] for key in json.loads(capsys.readouterr().out)["keys"]] == ["sealdesk-1", "sealdesk-2"]
