from datetime import timedelta

from services.kernel.clock import SystemClock
from services.kernel.errors import SealdeskError
from services.kernel.ids import RandomIds
from services.kernel.phi import Phi


def test_phi_never_shows_itself_unasked() -> None:
    secret = Phi("Ana Reyes")
    assert [repr(secret), str(secret), f"{secret}", f"{secret:>20}", f"{secret}"] == ["[PHI]"] * 5
    assert secret.reveal() == "Ana Reyes"


def test_phi_compares_by_value() -> None:
    assert Phi("a") == Phi("a") != Phi("b")
    assert len({Phi("a"), Phi("a")}) == 1


def test_ids_are_readable_by_kind_and_never_the_same() -> None:
    made = {RandomIds().new("op") for _ in range(1000)}
    assert len(made) == 1000
    assert all(one.startswith("op_") and len(one) == 35 for one in made)


def test_the_system_clock_is_aware_and_in_utc() -> None:
    assert SystemClock().now().utcoffset() == timedelta(0)


def test_an_error_says_what_happened_and_what_to_do() -> None:
    error = SealdeskError("The state key is missing.", "Put it in the secrets directory.")
    assert str(error) == "The state key is missing. Put it in the secrets directory."
