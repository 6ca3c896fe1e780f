"""A key file that is wrong, missing, cut, swapped or older: nothing opens, nothing is made; what to do is said."""

import asyncio
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from appliance.cli.lifecycle import first_start
from appliance.key_change import DATABASE_KEYS, KeyChange
from appliance.places import Places
from appliance.secret_files import OUR_KEYS, SecretFiles, create_missing_keys
from appliance.settings.model import Settings
from appliance.wiring.audit import build_ledger
from appliance.wiring.state import open_state_with
from services.audit.courier import NoLedger
from services.kernel.clock import SystemClock
from services.kernel.errors import SealdeskError
from services.keys.keyring import Keyring
from services.keys.sources import find_kek, make_file
from tests.appliance.settings_files import small_clinic
from tests.doubles.ledger import a_filing

PLAIN = b"SQLite format 3"
KEYS = ("state.key", "ledger.key", "data-keys.key")


@dataclass(frozen=True)
class Clinic:
    """An appliance that has run: its keys, its databases."""

    folder: Path
    settings: Settings

    @property
    def secrets(self) -> SecretFiles:
        return SecretFiles(self.settings.folders.secrets)

    @property
    def keyring(self) -> Path:
        return self.secrets.keyring_file

    @property
    def kek(self) -> Path:
        return self.folder / "usb" / "kek"

    def start(self) -> None:
        """Open everything that a start opens."""
        first_start(self.settings, self.secrets)
        asyncio.run(open_state_with(self.settings, self.secrets, NoLedger()).close())
        opened = build_ledger(self.settings, self.secrets, SystemClock())
        opened.ledger.take([a_filing(opened.ledger.last_taken("state") + 1)])
        opened.close()

    def seal(self) -> None:
        """Put the keys into a keyring."""
        place = make_file(self.kek)
        ring = Keyring.make(self.keyring, find_kek(place), place)
        for name in OUR_KEYS:
            ring.add(name, SystemClock().now(), (self.secrets.folder / name).read_bytes())
            (self.secrets.folder / name).unlink()

    def put(self, path: Path, content: bytes) -> None:
        """Put other content into a file."""
        path.chmod(0o600)
        path.write_bytes(content)
        path.chmod(0o400)

    def files(self) -> dict[str, bytes]:
        """Return every file that a start could make or change, but for locks and what readers keep beside."""
        places = Places.of(self.settings)
        roots = (places.state, places.ledger, places.data_keys_file.parent, self.secrets.folder)
        return {
            str(each): each.read_bytes()
            for root in roots
            for each in sorted(root.rglob("*"))
            if each.is_file() and each.suffix != ".lock" and not each.name.endswith(("-shm", "-wal"))
        }

    def require_shut(self) -> None:
        """Try to start; see that nothing opened, nothing was made, and that the words say what to do."""
        before = self.files()
        with pytest.raises(SealdeskError) as refused:
            self.start()
        assert refused.value.what
        assert len(refused.value.do) > 20
        assert self.files() == before
        assert not any(content.startswith(PLAIN) for content in before.values())


@pytest.fixture
def clinic(tmp_path: Path) -> Clinic:
    """A clinic with plain key files."""
    made = Clinic(tmp_path, small_clinic(tmp_path, audit={"node": "desk-1"}))
    create_missing_keys(made.secrets.folder)
    made.start()
    return made


@pytest.fixture
def sealed(clinic: Clinic) -> Clinic:
    """The same with a keyring."""
    clinic.seal()
    clinic.start()
    return clinic


Fault = Callable[[Clinic, Path], None]
FAULTS: dict[str, Fault] = {
    "wrong": lambda clinic, path: clinic.put(path, b"w" * 32),
    "missing": lambda _, path: path.unlink(),
    "cut": lambda clinic, path: clinic.put(path, path.read_bytes()[:16]),
    "empty": lambda clinic, path: clinic.put(path, b""),
}


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("name", KEYS)
def test_a_key_file_that_does_not_fit(clinic: Clinic, name: str, fault: str) -> None:
    FAULTS[fault](clinic, clinic.secrets.folder / name)
    clinic.require_shut()


@pytest.mark.parametrize(("one", "other"), [(KEYS[0], KEYS[1]), (KEYS[1], KEYS[2]), (KEYS[2], "checkpoint.key")])
def test_two_keys_in_one_anothers_places(clinic: Clinic, one: str, other: str) -> None:
    first, second = clinic.secrets.folder / one, clinic.secrets.folder / other
    content = first.read_bytes(), second.read_bytes()
    clinic.put(first, content[1])
    clinic.put(second, content[0])
    clinic.require_shut()


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("what", ["kek", "keyring"])
def test_what_seals_the_keys_does_not_fit(sealed: Clinic, what: str, fault: str) -> None:
    FAULTS[fault](sealed, sealed.kek if what == "kek" else sealed.keyring)
    sealed.require_shut()


def test_two_lines_of_the_keyring_in_one_anothers_places(sealed: Clinic) -> None:
    content = json.loads(sealed.keyring.read_text())
    first, second = content["keys"][0], content["keys"][1]
    first["wrapped"], second["wrapped"] = second["wrapped"], first["wrapped"]
    sealed.put(sealed.keyring, json.dumps(content).encode())
    sealed.require_shut()


def test_a_line_of_the_keyring_taken_out(sealed: Clinic) -> None:
    content = json.loads(sealed.keyring.read_text())
    content["keys"].pop()
    sealed.put(sealed.keyring, json.dumps(content).encode())
    sealed.require_shut()


@pytest.mark.parametrize("name", DATABASE_KEYS)
def test_an_older_keyring_from_before_a_change_of_keys(sealed: Clinic, name: str) -> None:
    older = sealed.keyring.read_bytes()
    KeyChange(sealed.secrets.keyring(), Places.of(sealed.settings)).run(name, SystemClock().now())
    sealed.start()
    sealed.put(sealed.keyring, older)
    sealed.require_shut()


def test_the_kek_from_before_the_keyring_was_sealed_anew(sealed: Clinic) -> None:
    older = sealed.kek.read_bytes()
    sealed.kek.unlink()
    place = make_file(sealed.kek)
    sealed.put(sealed.kek, older)
    ring, new = sealed.secrets.keyring(), make_file(sealed.folder / "usb" / "new")
    ring.wrap_anew(find_kek(new), place)
    sealed.require_shut()


def test_another_appliances_keyring(sealed: Clinic, tmp_path: Path) -> None:
    place = make_file(tmp_path / "other" / "kek")
    Keyring.make(tmp_path / "other" / "keyring.json", find_kek(place), place)
    sealed.put(sealed.keyring, (tmp_path / "other" / "keyring.json").read_bytes())
    sealed.require_shut()


def test_an_older_or_missing_file_of_data_keys(sealed: Clinic) -> None:
    places = Places.of(sealed.settings)
    older = places.data_keys_file.read_bytes()
    opened = build_ledger(sealed.settings, sealed.secrets, SystemClock())
    opened.ledger.take([a_filing(opened.ledger.last_taken("state") + 1, patient="a" * 64)])
    opened.close()
    sealed.put(places.data_keys_file, older)
    places.data_keys_file.chmod(0o600)
    sealed.require_shut()
    places.data_keys_file.unlink()
    sealed.require_shut()
    assert not places.data_keys_file.exists()
