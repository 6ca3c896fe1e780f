from importlib.metadata import packages_distributions

import pytest

from scripts.lint.base import PRODUCT
from scripts.wheel_check import problems


@pytest.mark.parametrize("name", PRODUCT)
def test_no_other_distribution_claims_our_package_names(name: str) -> None:
    assert set(packages_distributions().get(name, [])) <= {"sealdesk"}


def test_a_stranger_and_a_missing_file_in_the_wheel_are_found() -> None:
    found = problems({"services/kernel/clock.py", "tests/test_x.py", "sealdesk-0.1.0.dist-info/METADATA"})
    assert "should not be in the wheel: tests/test_x.py" in found
    assert any(line == "missing from the wheel: services/kernel/ids.py" for line in found)
    assert not any("services/kernel/clock.py" in line for line in found)
