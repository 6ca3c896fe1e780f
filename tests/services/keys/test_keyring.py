"""The keyring's file: what it keeps, and that nobody changes it unseen."""

import json
import secrets
from datetime import UTC, datetime
from pathlib import Path

import pytest

from services.keys.errors import KeyringDamaged, KeyringThere, NoKeyring, NoSuchKey, WrongKek
from services.keys.kek import RawKek
from services.keys.keyring import KekPlace, Keyring, Status, place_of

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
PLACE = KekPlace("file", {"path": "/media/key/sealdesk.kek"})


@pytest.fixture
def kek() -> RawKek:
    return RawKek(secrets.token_bytes(32))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "secrets" / "keyring.json"


@pytest.fixture
def ring(path: Path, kek: RawKek) -> Keyring:
    made = Keyring.make(path, kek, PLACE)
    made.add("ledger.key", NOW)
    made.add("state.key", NOW, b"s" * 32)
    return made


def test_a_key_is_the_same_after_the_keyring_was_opened_again(ring: Keyring, path: Path, kek: RawKek) -> None:
    again = Keyring.open(path, kek)
    assert again.key("state.key") == b"s" * 32
    assert again.key("ledger.key") == ring.key("ledger.key")
    assert again.names() == ("ledger.key", "state.key")
    assert place_of(path) == PLACE


def test_no_key_stands_in_the_file_in_clear(ring: Keyring, path: Path) -> None:
    text = path.read_text()
    assert ring.key("ledger.key").hex() not in text
    assert (b"s" * 32).hex() not in text
    assert path.stat().st_mode & 0o077 == 0


@pytest.mark.usefixtures("ring")
def test_another_kek_opens_nothing(path: Path) -> None:
    with pytest.raises(WrongKek):
        Keyring.open(path, RawKek(bytes(32)))


def test_a_missing_keyring_is_never_made_by_opening(path: Path, kek: RawKek) -> None:
    with pytest.raises(NoKeyring):
        Keyring.open(path, kek)
    assert not path.exists()


@pytest.mark.usefixtures("ring")
def test_a_keyring_is_never_made_over_another(path: Path, kek: RawKek) -> None:
    with pytest.raises(KeyringThere):
        Keyring.make(path, kek, PLACE)


def test_a_new_current_key_retires_the_one_before(ring: Keyring, path: Path, kek: RawKek) -> None:
    old = ring.key("ledger.key")
    ring.add("ledger.key", NOW)
    again = Keyring.open(path, kek)
    assert again.key("ledger.key") != old
    assert again.key("ledger.key", Status.RETIRED) == old


def test_a_change_of_key_that_was_cut_short_leaves_both_at_hand(ring: Keyring, path: Path, kek: RawKek) -> None:
    old = ring.key("ledger.key")
    ring.add("ledger.key", NOW, status=Status.NEXT)
    half = Keyring.open(path, kek)
    assert half.key("ledger.key") == old
    coming = half.key("ledger.key", Status.NEXT)
    half.settle("ledger.key")
    done = Keyring.open(path, kek)
    assert done.key("ledger.key") == coming
    assert done.key("ledger.key", Status.RETIRED) == old


def test_a_dropped_key_is_gone(ring: Keyring, path: Path, kek: RawKek) -> None:
    ring.add("ledger.key", NOW)
    ring.drop("ledger.key", Status.RETIRED)
    assert [each.name for each in Keyring.open(path, kek).contents()] == ["state.key", "ledger.key"]
    with pytest.raises(NoSuchKey):
        ring.key("ledger.key", Status.RETIRED)


def test_wrapped_anew_only_the_new_kek_opens_it(ring: Keyring, path: Path, kek: RawKek) -> None:
    other, elsewhere = RawKek(b"n" * 32), KekPlace("credential", {"name": "sealdesk-kek"})
    before = {name: ring.key(name) for name in ring.names()}
    ring.wrap_anew(other, elsewhere)
    with pytest.raises(WrongKek):
        Keyring.open(path, kek)
    again = Keyring.open(path, other)
    assert {name: again.key(name) for name in again.names()} == before
    assert again.place == elsewhere


def taken_out(content: dict[str, list[dict[str, str]]]) -> None:
    content["keys"].pop()


def exchanged(content: dict[str, list[dict[str, str]]]) -> None:
    first, second = content["keys"]
    first["wrapped"], second["wrapped"] = second["wrapped"], first["wrapped"]


def retired_by_hand(content: dict[str, list[dict[str, str]]]) -> None:
    content["keys"][0]["status"] = "retired"


def moved_elsewhere(content: dict[str, dict[str, dict[str, str]]]) -> None:
    content["kek"]["where"]["path"] = "/tmp/other"  # noqa: S108 a path in a document


def cut(content: dict[str, str]) -> None:
    content["proof"] = content["proof"][:10]


@pytest.mark.usefixtures("ring")
@pytest.mark.parametrize("change", [taken_out, exchanged, retired_by_hand, moved_elsewhere, cut])
def test_a_changed_file_is_refused(path: Path, kek: RawKek, change: object) -> None:
    content = json.loads(path.read_text())
    change(content)  # type: ignore[operator]
    path.write_text(json.dumps(content))
    with pytest.raises(KeyringDamaged):
        Keyring.open(path, kek)


@pytest.mark.usefixtures("ring")
@pytest.mark.parametrize("text", ["", "{}", "[]", '{"version": 1}', "\x00"])
def test_rubbish_is_refused(path: Path, kek: RawKek, text: str) -> None:
    path.write_text(text)
    with pytest.raises(KeyringDamaged):
        Keyring.open(path, kek)


def test_a_key_of_another_length_is_no_kek() -> None:
    with pytest.raises(WrongKek):
        RawKek(b"short")
