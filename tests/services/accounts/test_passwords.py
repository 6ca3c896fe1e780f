"""Password hashes."""

import pytest

from services.accounts.errors import WeakPassword
from services.accounts.passwords import Passwords, require_strong

QUICK = Passwords(cost=4)


async def test_a_password_fits_its_own_hash_alone() -> None:
    stored = await QUICK.hash("four green maple leaves")
    assert await QUICK.fits("four green maple leaves", stored)
    assert not await QUICK.fits("four green maple leafs", stored)
    assert stored != await QUICK.hash("four green maple leaves")


async def test_without_a_hash_nothing_fits() -> None:
    assert not await QUICK.fits("", "")
    assert not await QUICK.fits("anything", "")


async def test_the_shipped_cost_is_owasps() -> None:
    stored = await Passwords().hash("four green maple leaves")
    assert stored.startswith("scrypt$15$")
    assert await QUICK.fits("four green maple leaves", stored)


@pytest.mark.parametrize("weak", ["", "elevenchars", "a" * 12, "m.kim m.kim x", "maple leaves" * 11, "x kim 1234567"])
def test_easy_passwords_are_refused(weak: str) -> None:
    with pytest.raises(WeakPassword):
        require_strong(weak, "m.kim", "Min Kim")


def test_a_sentence_is_fine() -> None:
    require_strong("four green maple leaves", "m.kim", "Min Kim")
