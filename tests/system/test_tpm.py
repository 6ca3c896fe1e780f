"""A keyring sealed by a TPM: opened by that TPM in that state alone, and by three of five cards when it is gone.

The TPM is one in software (swtpm); systemd-creds and the product's own commands talk to it as to a chip.
"""

import os
import signal
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from appliance.secret_files import STATE_KEY, SecretFiles
from services.keys import sources
from services.keys.errors import CardsRefused, KekUnavailable
from tests.appliance.cli.test_fees import a_clinic
from tests.appliance.cli.test_keyring import cards_of, invoke

PCR: str = "7"
"""The state of Secure Boot, which systemd-creds binds to unless it is told otherwise."""
BOOTED, OTHER_FIRMWARE = "ab" * 32, "cd" * 32


class Tpm:
    """A TPM 2.0 in software, with what its firmware measured at start; its commands come at a port of this machine."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._pid = folder / "pid"
        folder.mkdir(exist_ok=True)
        self.port = two_free_ports()

    def start(self, measured: str) -> None:
        """Switch the machine on: firmware measures what it boots."""
        command = (
            f"swtpm socket --tpm2 --tpmstate dir={self._folder} --flags not-need-init,startup-clear --daemon"
            f" --server type=tcp,port={self.port},bindaddr=127.0.0.1"
            f" --ctrl type=tcp,port={self.port + 1},bindaddr=127.0.0.1 --pid file={self._pid}"
        )
        subprocess.run(command.split(), check=True)  # noqa: S603
        self._tool("tpm2_pcrextend", f"{PCR}:sha256={measured}")

    def stop(self) -> None:
        """Switch it off; what it keeps stays in its folder."""
        pid = int(self._pid.read_text())
        os.kill(pid, signal.SIGTERM)
        while Path(f"/proc/{pid}").exists():
            pass

    def flush(self) -> None:
        """Forget the sessions of commands that have ended: what the kernel's resource manager does for a chip."""
        for kind in ("--loaded-session", "--saved-session", "--transient-object"):
            self._tool("tpm2_flushcontext", kind)

    def _tool(self, *words: str) -> None:
        subprocess.run(words, check=True, env={**os.environ, "TPM2TOOLS_TCTI": f"swtpm:{self.address}"})  # noqa: S603

    @property
    def address(self) -> str:
        """Where it answers."""
        return f"host=127.0.0.1,port={self.port}"


def two_free_ports() -> int:
    """Return a free port whose next one, for the TPM's control channel, is free too."""
    while True:
        with socket.socket() as first, socket.socket() as second:
            first.bind(("127.0.0.1", 0))
            port: int = first.getsockname()[1]
            try:
                second.bind(("127.0.0.1", port + 1))
            except (OSError, OverflowError):
                continue
            return port


@pytest.fixture
def tpm(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Tpm]:
    found = Tpm(tmp_path / "tpm")
    found.start(BOOTED)
    attach(found, monkeypatch)
    yield found
    found.stop()


def attach(tpm: Tpm, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have systemd-creds find this TPM as the machine's own."""
    creds = sources._creds  # noqa: SLF001 the one place where the tool is called

    def flushed(*words: str, given: bytes) -> bytes:
        try:
            return creds(*words, given=given)
        finally:
            tpm.flush()

    monkeypatch.setattr(sources, "_creds", flushed)
    monkeypatch.setenv("SYSTEMD_TPM2_DEVICE", f"swtpm:{tpm.address}")


@pytest.fixture
def clinic(tmp_path: Path) -> Path:
    return a_clinic(tmp_path)


def secrets(clinic: Path) -> SecretFiles:
    """Return the keys as a process finds them that has just started."""
    return SecretFiles(clinic.parent / "secrets")


def sealed(clinic: Path) -> bytes:
    """Seal a clinic's keys by the TPM; return one that the keyring holds."""
    key = secrets(clinic).key(STATE_KEY)
    assert "sealed by systemd" in invoke(clinic, "init", "--seal", "tpm2", "--as", "Jo Miller").output
    return key


def test_the_tpm_opens_it_again_after_a_restart_and_nothing_lies_in_the_clear(tpm: Tpm, clinic: Path) -> None:
    key = sealed(clinic)
    tpm.stop()
    tpm.start(BOOTED)
    assert secrets(clinic).key(STATE_KEY) == key
    files = [each for each in (clinic.parent / "secrets").iterdir() if each.is_file()]
    assert all(key not in each.read_bytes() for each in files)


def test_after_other_firmware_it_stays_shut_and_says_what_to_do(tpm: Tpm, clinic: Path) -> None:
    sealed(clinic)
    before = sorted(each.name for each in (clinic.parent / "secrets").iterdir())
    tpm.stop()
    tpm.start(OTHER_FIRMWARE)
    with pytest.raises(KekUnavailable, match="keys recover"):
        secrets(clinic).key(STATE_KEY)
    assert sorted(each.name for each in (clinic.parent / "secrets").iterdir()) == before


@pytest.mark.usefixtures("tpm")
def test_another_machines_tpm_opens_nothing(clinic: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    key = sealed(clinic)
    other = Tpm(clinic.parent / "other-tpm")
    other.start(BOOTED)
    with monkeypatch.context() as moved:
        attach(other, moved)
        with pytest.raises(KekUnavailable, match="keys recover"):
            secrets(clinic).key(STATE_KEY)
    other.stop()
    assert secrets(clinic).key(STATE_KEY) == key


def test_three_of_five_cards_open_it_and_the_new_state_seals_it(tpm: Tpm, clinic: Path) -> None:
    key = sealed(clinic)
    cards = cards_of(invoke(clinic, "split", "--as", "Jo Miller").output.split("\nGive each card")[0])
    tpm.stop()
    tpm.start(OTHER_FIRMWARE)
    words = ("recover", "--seal", "tpm2", "--as", "Jo Miller")
    with pytest.raises(CardsRefused):
        invoke(clinic, *words, typed="\n".join((cards[1], cards[3])))
    typed = "\n".join((cards[4], cards[0], cards[2]))
    assert "sealed by systemd" in invoke(clinic, *words, typed=typed).output
    assert secrets(clinic).key(STATE_KEY) == key
    tpm.stop()
    tpm.start(BOOTED)
    with pytest.raises(KekUnavailable):
        secrets(clinic).key(STATE_KEY)
