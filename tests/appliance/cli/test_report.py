"""`sealdesk report`: a pack of a small clinic, sign-offs, and the check of a pack."""

import asyncio
import hashlib
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from appliance.cli.app import app
from appliance.cli.opening import opened_state
from appliance.places import Places
from appliance.secret_files import CHECKPOINT_KEY, SecretFiles
from appliance.settings.load import load
from appliance.wiring.evidence_pack import pack_signer
from services.audit.model import Action
from services.kernel.errors import SealdeskError
from services.signing.signers import LogSigner
from services.state.trail import AuditQuery
from tests.appliance.cli.test_egress import STOCK, a_clinic

pytestmark = pytest.mark.timeout(180)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    made = a_clinic(tmp_path, STOCK)
    key = tmp_path / "secrets" / CHECKPOINT_KEY
    key.write_bytes(bytes(range(32)))
    key.chmod(0o400)
    return made


def run(*words: str, code: int = 0) -> str:
    result = CliRunner().invoke(app, ["report", *words])
    if isinstance(result.exception, SealdeskError):
        raise result.exception
    assert result.exit_code == code, result.output
    return result.stdout


def trail(file: Path, action: Action) -> list[dict[str, str]]:
    async def read() -> list[dict[str, str]]:
        async with opened_state(load(file)) as store:
            found = await store.read(lambda tx: tx.audit.search(AuditQuery(action=action)))
        return [{**link.record.body, "by": link.record.actor_id} for link in found]

    return asyncio.run(read())


def test_a_pack_is_made_recorded_and_checked(file: Path, tmp_path: Path) -> None:
    folder, config = tmp_path / "pack", ("--config", str(file))
    said = run("hipaa", "--to", str(folder), "--as", "m.ortiz", *config)
    assert "of 42 specifications are shown today" in said
    assert "42 probes looked" in said
    assert "It is signed by sealdesk.invalid/" in said
    (event,) = trail(file, Action.EVIDENCE_COLLECTED)
    assert event["pack_sha256"] == hashlib.sha256((folder / "SHA256SUMS").read_bytes()).hexdigest()
    assert event["by"] == "m.ortiz"
    overview = json.loads((folder / "overview.json").read_text())
    assert int(event["shown"]) == overview["figures"]["specifications_shown"]
    standing = {each["id"]: each["standing"] for each in overview["controls"]}
    assert standing["164.308(a)(7)(ii)(A)"] == "cannot_tell"
    assert standing["164.312(a)(2)(iv)"] == "shown"
    assert standing["164.308(a)(8)"] == "not_shown"
    with pytest.raises(SealdeskError, match="holds something already"):
        run("hipaa", "--to", str(folder), "--as", "m.ortiz", *config)
    checked_by_its_key(file, tmp_path, event["pack_sha256"])
    (folder / "paper.html").write_text("")
    assert "NOT as it was made: paper.html" in run("check", str(folder), *config, code=1)


def checked_by_its_key(file: Path, tmp_path: Path, digest: str) -> None:
    """Check the pack as an auditor with the log's key, without it, with a wrong one, and on the appliance."""
    folder, config, settings = tmp_path / "pack", ("--config", str(file)), load(file)
    vkey = pack_signer(settings, SecretFiles.locate(settings.folders.secrets)).key.vkey
    (tmp_path / "vkey").write_text(f"{vkey}\n")
    for key in (vkey, str(tmp_path / "vkey")):
        checked = run("check", str(folder), "--vkey", key)
        assert digest in checked
        assert "It is signed by sealdesk.invalid/" in checked
    assert "Whose pack it is was NOT checked" in run("check", str(folder), *config, code=2)
    other = LogSigner("sealdesk.invalid/other", bytes(32)).key.vkey
    assert "NOT signed by the log" in run("check", str(folder), "--vkey", other, code=1)
    places = Places.of(settings)
    (places.ledger / "log").mkdir(parents=True, exist_ok=True)
    (places.ledger / "log/vkey").write_text(f"{vkey}\n")
    assert json.loads(run("check", str(folder), "--json", *config))["signed_by"].startswith("sealdesk.invalid/")


def test_a_sign_off_counts_and_is_due_again(file: Path, tmp_path: Path) -> None:
    scan, config = tmp_path / "scan.pdf", ("--config", str(file))
    scan.write_bytes(b"%PDF signed")
    assert "not signed off" in run("sign-offs", *config)
    run("sign-off", "164.308(a)(2)", "--as", "m.ortiz", "--document", str(scan), *config)
    assert trail(file, Action.CONTROL_SIGNED) == [
        {
            "control": "164.308(a)(2)",
            "document_sha256": hashlib.sha256(b"%PDF signed").hexdigest(),
            "by": "m.ortiz",
        }
    ]
    rows = {row["control"]: row for row in json.loads(run("sign-offs", "--json", *config))["sign_offs"]}
    assert rows["164.308(a)(2)"]["by"] == "m.ortiz"
    assert rows["164.308(a)(2)"]["due"] > rows["164.308(a)(2)"]["at"]
    assert rows["164.308(b)(3)"]["by"] is None
    assert "164.312(b)" not in rows
    with pytest.raises(SealdeskError, match="nobody signs it off"):
        run("sign-off", "164.312(b)", "--as", "m.ortiz", "--document", str(scan), *config)
    with pytest.raises(SealdeskError, match="cannot be read"):
        run("sign-off", "164.308(a)(2)", "--as", "m.ortiz", "--document", str(tmp_path / "none"), *config)


def test_an_agreement_to_start_from_is_printed_or_written(tmp_path: Path) -> None:
    printed = CliRunner().invoke(app, ["baa", "template"])
    assert "# Business associate agreement" in printed.stdout
    written = CliRunner().invoke(app, ["baa", "template", "--to", str(tmp_path / "baa.md")])
    assert written.exit_code == 0
    assert (tmp_path / "baa.md").read_text() == printed.stdout
