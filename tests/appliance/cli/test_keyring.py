"""`sealdesk keys`: made, listed, replaced, split into cards, recovered; what is read through the keyring afterwards."""

import asyncio
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from appliance.cli.app import app
from appliance.cli.keyring import KeysRefused
from appliance.cli.opening import opened_state
from appliance.secret_files import CHECKPOINT_KEY, LEDGER_KEYS, SecretFiles, create_missing_keys
from appliance.settings.load import load
from appliance.wiring.audit import build_ledger
from services.audit.model import Action
from services.audit.notes import Note
from services.audit.reading import LedgerQuery
from services.audit.statement import CERTIFICATE, certified
from services.kernel.clock import SystemClock
from services.keys.errors import CardsRefused, KekUnavailable, KeyringThere, WrongKek
from services.ledger.ledger import origin_of
from services.signing.signers import LogSigner
from services.signing.verifiers import verifier_of
from services.state.trail import AuditQuery
from tests.appliance.cli.test_fees import a_clinic


@pytest.fixture
def clinic(tmp_path: Path) -> Path:
    return a_clinic(tmp_path)


@pytest.fixture
def secrets(clinic: Path) -> SecretFiles:
    return SecretFiles(clinic.parent / "secrets")


def invoke(clinic: Path, *words: str, typed: str = "") -> Result:
    result = CliRunner().invoke(app, ["keys", *words, "--config", str(clinic)], input=typed)
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def init(clinic: Path) -> str:
    return invoke(clinic, "init", "--seal", f"file:{clinic.parent}/usb/kek", "--as", "Jo Miller").output


def recorded(clinic: Path, action: Action) -> list[dict[str, str]]:
    async def look() -> list[dict[str, str]]:
        async with opened_state(load(clinic)) as store:
            found = await store.read(lambda tx: tx.audit.search(AuditQuery(action=action)))
        return [dict(each.record.body) for each in found]

    return asyncio.run(look())


def test_the_plain_keys_move_into_the_keyring(clinic: Path, secrets: SecretFiles) -> None:
    before = secrets.read("state.key")
    assert "sealed by file" in init(clinic)
    assert not (secrets.folder / "state.key").exists()
    assert secrets.read("state.key") == secrets.key("state.key") == before
    assert recorded(clinic, Action.KEYS_MADE) == [{"seal": "file", "keys": "state.key cookie.key"}]


def test_no_new_key_is_made_beside_one_in_the_keyring(clinic: Path, secrets: SecretFiles) -> None:
    init(clinic)
    assert create_missing_keys(secrets.folder, ["state.key", "cookie.key"]) == []


def test_a_second_keyring_is_refused(clinic: Path) -> None:
    init(clinic)
    with pytest.raises(KeyringThere):
        init(clinic)


@pytest.mark.parametrize("how", ["paper", "file", "tpm2:x", "pkcs11:only-a-module", ""])
def test_an_unknown_seal_is_refused_and_the_keys_stay(clinic: Path, secrets: SecretFiles, how: str) -> None:
    with pytest.raises(KeysRefused):
        invoke(clinic, "init", "--seal", how, "--as", "Jo Miller")
    assert (secrets.folder / "state.key").exists()
    assert not secrets.keyring_file.exists()


def test_the_status_lists_every_key_and_shows_none(clinic: Path, secrets: SecretFiles) -> None:
    init(clinic)
    result = invoke(clinic, "status", "--json")
    said = json.loads(result.output)
    assert [(each["name"], each["days"]) for each in said["keys"]] == [("state.key", 0), ("cookie.key", 0)]
    assert "(today)" in invoke(clinic, "status").output
    assert secrets.read("state.key").hex() not in result.output
    assert result.exit_code == 0


def test_the_status_names_a_key_that_lies_unwrapped(clinic: Path, secrets: SecretFiles) -> None:
    init(clinic)
    create_missing_keys(secrets.folder, ["waitlist.key"])
    result = invoke(clinic, "status")
    assert result.exit_code == 1
    assert "NOT WRAPPED" in result.output


def test_without_its_seal_nothing_opens_and_nothing_is_made(clinic: Path, secrets: SecretFiles) -> None:
    init(clinic)
    (clinic.parent / "usb" / "kek").unlink()
    with pytest.raises(KekUnavailable):
        secrets.read("state.key")
    assert create_missing_keys(secrets.folder, ["state.key"]) == []


def test_another_key_in_the_seals_place_opens_nothing(clinic: Path, secrets: SecretFiles) -> None:
    init(clinic)
    place = clinic.parent / "usb" / "kek"
    place.unlink()
    place.write_bytes(b"x" * 32)
    place.chmod(0o400)
    with pytest.raises(WrongKek):
        secrets.read("state.key")


def test_a_key_that_seals_no_data_is_replaced(clinic: Path, secrets: SecretFiles) -> None:
    init(clinic)
    before = secrets.read("cookie.key")
    assert "sign-ins" in invoke(clinic, "rotate", "cookie.key", "--as", "Jo Miller").output
    assert secrets.read("cookie.key") != before
    assert recorded(clinic, Action.KEYS_ROTATED) == [{"key": "cookie.key"}]


def test_an_unknown_key_is_not_replaced(clinic: Path) -> None:
    init(clinic)
    with pytest.raises(KeysRefused, match="databases"):
        invoke(clinic, "rotate", "references.key", "--as", "Jo Miller")


def test_the_ledgers_key_certifies_the_next_one_in_the_ledger(clinic: Path, secrets: SecretFiles) -> None:
    create_missing_keys(secrets.folder, LEDGER_KEYS)
    invoke(clinic, "init", "--seal", f"file:{clinic.parent}/usb/kek", "--as", "Jo Miller")
    before = secrets.key(CHECKPOINT_KEY)
    output = invoke(clinic, "rotate", CHECKPOINT_KEY, "--as", "Jo Miller").output
    assert secrets.key(CHECKPOINT_KEY) != before
    settings = load(clinic)
    opened = build_ledger(settings, secrets, SystemClock())
    try:
        query = LedgerQuery(actions=(Action.LEDGER_KEY_CERTIFIED.value,))
        (found,) = opened.ledger.reader.stream(query)
        old = LogSigner(origin_of(opened.node), before)
        key = certified(found.filing.body[CERTIFICATE], verifier_of(old.key))
        assert key.vkey in output
        opened.record(Action.SERVICE_STARTED)
        assert Note.parse(opened.ledger.checkpoint()).signatures[0].key_id == key.id
    finally:
        opened.close()


def test_the_keyring_is_sealed_anew(clinic: Path, secrets: SecretFiles) -> None:
    init(clinic)
    before = secrets.read("state.key")
    invoke(clinic, "rotate", "kek", "--seal", f"file:{clinic.parent}/usb2/kek", "--as", "Jo Miller")
    (clinic.parent / "usb" / "kek").unlink()
    assert secrets.read("state.key") == before
    with pytest.raises(KeysRefused):
        invoke(clinic, "rotate", "kek", "--as", "Jo Miller")


def cards_of(output: str) -> list[str]:
    """Return what is printed below each heading, as people would type it from paper."""
    return ["\n".join(part.splitlines()[1:]) for part in output.split("Sealdesk recovery card ")[1:]]


def test_three_cards_bring_the_data_to_another_machine(clinic: Path, secrets: SecretFiles) -> None:
    init(clinic)
    before = secrets.read("state.key")
    cards = cards_of(invoke(clinic, "split", "--as", "Jo Miller").output.split("\nGive each card")[0])
    assert len(cards) == 5
    (clinic.parent / "usb" / "kek").unlink()
    typed = "\n".join(cards[each] for each in (4, 0, 2))
    invoke(clinic, "recover", "--seal", f"file:{clinic.parent}/new/kek", "--as", "Jo Miller", typed=typed)
    assert secrets.read("state.key") == before
    assert recorded(clinic, Action.KEYS_RECOVERED)[0]["seal"] == "file"


def test_cards_are_read_with_what_is_printed_around_them(clinic: Path, secrets: SecretFiles) -> None:
    init(clinic)
    before = secrets.read("state.key")
    printed = invoke(clinic, "split", "--as", "Jo Miller").output
    (clinic.parent / "usb" / "kek").unlink()
    invoke(clinic, "recover", "--seal", f"file:{clinic.parent}/new/kek", "--as", "Jo Miller", typed=printed)
    assert secrets.read("state.key") == before


def test_two_cards_are_not_enough(clinic: Path) -> None:
    init(clinic)
    cards = cards_of(invoke(clinic, "split", "--as", "Jo Miller").output.split("\nGive each card")[0])
    with pytest.raises(CardsRefused):
        invoke(
            clinic,
            "recover",
            "--seal",
            f"file:{clinic.parent}/new/kek",
            "--as",
            "Jo Miller",
            typed="\n".join(cards[:2]),
        )
    assert not (clinic.parent / "new").exists()
