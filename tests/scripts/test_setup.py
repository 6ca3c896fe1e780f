import os
import shutil
import subprocess
from pathlib import Path

import pytest

from scripts.lint.base import ROOT

TOOLS = ("bash", "cat", "cut", "dirname", "env", "id", "mkdir", "rm", "sha256sum", "sh")


@pytest.fixture
def bare(tmp_path: Path) -> dict[str, str]:
    """A machine with a shell, a package manager that only writes down what it is asked for, and no Python."""
    folder = tmp_path / "bin"
    folder.mkdir()
    for tool in TOOLS:
        (folder / tool).symlink_to(str(shutil.which(tool)))
    asked = tmp_path / "asked"
    apt = folder / "apt-get"
    apt.write_text(f'#!/bin/sh\necho "$@" >> {asked}\n')
    apt.chmod(0o755)
    (folder / "id").unlink()
    (folder / "id").write_text("#!/bin/sh\necho ${FAKE_UID:-0}\n")
    (folder / "id").chmod(0o755)
    project = tmp_path / "project"
    (project / "scripts").mkdir(parents=True)
    shutil.copy(ROOT / "scripts/setup.sh", project / "scripts/setup.sh")
    return {"PATH": str(folder), "project": str(project), "asked": str(asked)}


def setup(machine: dict[str, str], *words: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    script = str(Path(machine["project"]) / "scripts/setup.sh")
    bash = str(Path(machine["PATH"]) / "bash")
    found = {"PATH": machine["PATH"], **environment}
    return subprocess.run([bash, script, *words], env=found, capture_output=True, text=True, check=False)  # noqa: S603


def asked(machine: dict[str, str]) -> str:
    path = Path(machine["asked"])
    return path.read_text() if path.exists() else ""


def test_the_tests_need_more_than_the_demo(bare: dict[str, str]) -> None:
    setup(bare, "full")
    assert "git" in asked(bare)
    assert "chromium" in asked(bare)


def test_without_rights_the_command_for_root_is_told(bare: dict[str, str]) -> None:
    result = setup(bare, "full", FAKE_UID="1000")
    assert result.returncode == 1
    assert "As root: apt-get install" in result.stderr
    assert asked(bare) == ""


def test_an_unknown_kind_is_refused(bare: dict[str, str]) -> None:
    result = setup(bare, "everything")
    assert result.returncode == 1
    assert "Say 'demo' or 'full'." in result.stderr


def test_the_scripts_can_be_run() -> None:
    assert (ROOT / "scripts/setup.sh").stat().st_mode & 0o111
    assert os.access(ROOT / ".ci/run", os.X_OK)
