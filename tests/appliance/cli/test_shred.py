"""`sealdesk keys shred`: ordered, signed by two people with their own keys, carried out while nothing runs."""

import asyncio
import socket
from datetime import UTC, datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner

from appliance.cli import shred as command
from appliance.cli.app import app
from appliance.cli.down_first import StillUp
from appliance.cli.opening import opened_state
from appliance.cli.shred import ShredRefused
from appliance.places import Places
from appliance.secret_files import DATA_KEYS_KEY, SecretFiles, create_missing_keys
from appliance.settings.load import load
from appliance.wiring.audit import build_ledger
from services.accounts.enrolling import Enrolling
from services.accounts.errors import NotPermitted
from services.accounts.model import Role
from services.audit.holding import Hold
from services.audit.model import Action, Actor, ActorKind
from services.audit.reading import LedgerQuery
from services.audit.statement import Shredding
from services.keys.errors import Held, NeedsTwo, NotYet
from services.keys.keyring import Status
from services.keys.shredding import WrongOrder
from tests.appliance.cli.test_fees import a_clinic
from tests.appliance.cli.test_keyring import init, recorded
from tests.doubles.clock import ManualClock
from tests.doubles.ledger import a_filing

THEN, OVER = datetime(2026, 11, 23, 15, 0, tzinfo=UTC), datetime(2033, 1, 2, 9, 0, tzinfo=UTC)
ANN, BEN = "a" * 64, "b" * 64


@pytest.fixture
def clinic(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A clinic whose ledger holds events of 2026Q4, six years later; kim and lee have keys that it trusts."""
    file = a_clinic(tmp_path)
    create_missing_keys(tmp_path / "secrets")
    settings = load(file)
    opened = build_ledger(settings, SecretFiles(settings.folders.secrets), ManualClock(THEN))
    opened.ledger.take([a_filing(number, patient=(ANN, BEN)[number % 2]) for number in range(1, 7)])
    opened.close()
    monkeypatch.setattr(command, "SystemClock", lambda: ManualClock(OVER))
    keys = {name: keygen(file, name) for name in ("kim", "lee")}
    file.write_text(f"{file.read_text()}audit: {{shredders: {keys}}}\n".replace("'", '"'))
    init(file)
    return file


def keygen(clinic: Path, name: str) -> str:
    return shred(clinic, "keygen", "--out", str(clinic.parent / f"{name}.pem"), staff=name).split()[0]


def shred(clinic: Path, *words: str, staff: str = "kim", typed: str = "y\n") -> str:
    result = CliRunner().invoke(app, ["keys", "shred", *words, "--as", staff, "--config", str(clinic)], input=typed)
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    assert result.exit_code == 0, result.output
    return result.output


def ordered(clinic: Path, *words: str) -> Path:
    out = clinic.parent / "order.json"
    shred(clinic, "order", "--quarter", "2026Q4", "--reason", "retention is over", "--out", str(out), *words)
    return out


def signed(clinic: Path, *names: str) -> Path:
    order = ordered(clinic)
    for name in names:
        shred(clinic, "sign", str(order), "--key", str(clinic.parent / f"{name}.pem"), staff=name)
    return order


def secrets(clinic: Path) -> SecretFiles:
    return SecretFiles(clinic.parent / "secrets")


def refusals(clinic: Path) -> list[str]:
    return [each["why"] for each in recorded(clinic, Action.SHRED_REFUSED)]


def accounts(clinic: Path, **roles: Role) -> None:
    async def add() -> None:
        async with opened_state(load(clinic)) as store:
            for name, role in roles.items():
                await Enrolling(store, ManualClock(THEN)).add(name, name, {role}, Actor(ActorKind.STAFF, "setup"))

    asyncio.run(add())


def test_two_people_destroy_a_quarter_and_its_file_has_a_new_key(clinic: Path) -> None:
    before, order = secrets(clinic).key(DATA_KEYS_KEY), signed(clinic, "kim", "lee")
    output = shred(clinic, "run", str(order))
    assert "2 keys are destroyed" in output
    assert secrets(clinic).key(DATA_KEYS_KEY) != before
    assert Status.RETIRED not in {
        each.status for each in secrets(clinic).keyring().contents() if each.name == DATA_KEYS_KEY
    }
    opened = build_ledger(load(clinic), secrets(clinic), ManualClock(OVER))
    found = list(opened.ledger.reader.stream(LedgerQuery()))
    opened.ledger.check()
    opened.close()
    assert [each.shredded for each in found[:6]] == [True] * 6
    said = Shredding.of(found[6].filing.body)
    assert (said.people, said.events, said.epoch) == (("kim", "lee"), 6, "2026Q4")
    assert [each["patients"] for each in recorded(clinic, Action.SHRED_ORDERED)] == ["all"]
    assert len(recorded(clinic, Action.SHRED_SIGNED)) == 2
    assert "0 keys are destroyed" in shred(clinic, "run", str(order))


def test_one_persons_signature_is_not_enough(clinic: Path) -> None:
    order = signed(clinic, "kim")
    with pytest.raises(NeedsTwo):
        shred(clinic, "run", str(order))
    shred(clinic, "sign", str(order), "--key", str(clinic.parent / "kim.pem"))
    with pytest.raises(NeedsTwo):
        shred(clinic, "run", str(order))
    assert refusals(clinic) == ["NeedsTwo", "NeedsTwo"]


def test_another_persons_key_signs_nothing(clinic: Path) -> None:
    order = signed(clinic, "kim")
    with pytest.raises(ShredRefused, match=r"audit\.shredders gives to lee"):
        shred(clinic, "sign", str(order), "--key", str(clinic.parent / "kim.pem"), staff="lee")
    assert refusals(clinic) == ["another key"]


def test_before_the_retention_is_over_no_order_is_written(clinic: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(command, "SystemClock", lambda: ManualClock(THEN))
    with pytest.raises(NotYet, match="2033-01-01"):
        ordered(clinic)
    assert refusals(clinic) == ["NotYet"]
    assert not (clinic.parent / "order.json").exists()


def test_an_order_for_later_is_refused_when_it_is_run(clinic: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    order = signed(clinic, "kim", "lee")
    monkeypatch.setattr(command, "SystemClock", lambda: ManualClock(THEN))
    before = secrets(clinic).key(DATA_KEYS_KEY)
    with pytest.raises(NotYet):
        shred(clinic, "run", str(order))
    assert secrets(clinic).key(DATA_KEYS_KEY) == before


def test_a_legal_hold_forbids_it_and_that_is_on_record(clinic: Path) -> None:
    opened = build_ledger(load(clinic), secrets(clinic), ManualClock(OVER))
    opened.data_keys.hold(Hold("hold_1", ANN, "matter 12", "kim", OVER))
    opened.close()
    order = signed(clinic, "kim", "lee")
    with pytest.raises(Held):
        shred(clinic, "run", str(order))
    assert refusals(clinic) == ["Held"]


def test_one_patients_events_go_alone(clinic: Path) -> None:
    order = ordered(clinic, "--patient", ANN)
    for name in ("kim", "lee"):
        shred(clinic, "sign", str(order), "--key", str(clinic.parent / f"{name}.pem"), "--yes", staff=name)
    assert "1 keys are destroyed" in shred(clinic, "run", str(order))
    opened = build_ledger(load(clinic), secrets(clinic), ManualClock(OVER))
    assert [opened.ledger.reader.open(each).shredded for each in (1, 2)] == [False, True]
    opened.close()


def test_whose_role_it_is_not_neither_orders_nor_signs_nor_counts(clinic: Path) -> None:
    order = signed(clinic, "kim", "lee")
    accounts(clinic, kim=Role.COMPLIANCE, lee=Role.FRONT_DESK)
    for words in (["run", str(order)], ["sign", str(order), "--key", str(clinic.parent / "lee.pem")]):
        with pytest.raises(NotPermitted):
            shred(clinic, *words, staff="lee")
    with pytest.raises(NeedsTwo):
        shred(clinic, "run", str(order), staff="kim")
    assert len(recorded(clinic, Action.STAFF_DENIED)) == 2


def test_while_it_is_up_the_reason_is_said(clinic: Path) -> None:
    order = signed(clinic, "kim", "lee")
    path = Places.of(load(clinic)).audit_socket
    path.parent.mkdir(parents=True)
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as running:
        running.bind(str(path))
        running.listen()
        with pytest.raises(StillUp, match="new key afterwards"):
            shred(clinic, "run", str(order))


def test_who_says_no_has_not_signed(clinic: Path) -> None:
    order = ordered(clinic)
    words = ["sign", str(order), "--key", str(clinic.parent / "kim.pem"), "--as", "kim", "--config", str(clinic)]
    result = CliRunner().invoke(app, ["keys", "shred", *words], input="n\n")
    assert result.exit_code == 1
    assert "unreadable for good" in result.output
    assert recorded(clinic, Action.SHRED_SIGNED) == []


@pytest.mark.parametrize("words", [("--quarter", "2026"), ("--reason", " ")])
def test_an_order_says_what_and_why(clinic: Path, words: tuple[str, str]) -> None:
    with pytest.raises(ShredRefused):
        ordered(clinic, *words)


def test_what_is_no_order_or_was_changed_is_not_carried_out(clinic: Path) -> None:
    order = signed(clinic, "kim", "lee")
    order.write_text(order.read_text().replace("retention is over", "another reason"))
    with pytest.raises(NeedsTwo):
        shred(clinic, "run", str(order))
    order.write_text("{}")
    with pytest.raises(WrongOrder):
        shred(clinic, "run", str(order))
