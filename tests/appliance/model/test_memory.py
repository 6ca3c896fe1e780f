import pytest

from appliance.model.errors import GpuMissing, GpuTooSmall
from appliance.model.gpus import gpus
from appliance.model.memory import Fit, fit
from tests.appliance.model.invented import A100, H200, L4, L40S_PAIR, settings


def fitted(printed: str, **values: object) -> Fit:
    """Return the fit of settings on the GPUs that nvidia-smi prints."""
    return fit(settings(**values), gpus(lambda _: printed))


def test_the_small_model_leaves_room_for_a_clinic_on_a_small_gpu() -> None:
    left = fitted(L4)
    assert 9 < left.room < 11
    assert 25 <= left.chats <= 40


def test_conversations_in_fp8_take_half() -> None:
    assert fitted(L4, cache="fp8").tokens == pytest.approx(2 * fitted(L4).tokens, rel=0.01)


def test_conversations_in_fp8_need_a_gpu_that_knows_it() -> None:
    with pytest.raises(GpuTooSmall, match=r"model\.cache"):
        fitted(A100, cache="fp8")


@pytest.mark.parametrize(
    ("printed", "values"),
    [(A100, {"kind": "8b-bf16"}), (H200, {"kind": "70b-fp8"}), (L40S_PAIR, {"kind": "70b-w4a16", "gpus": 2})],
)
def test_what_fits(printed: str, values: dict[str, object]) -> None:
    assert fitted(printed, **values).tokens > 8192


@pytest.mark.parametrize(
    ("printed", "values"),
    [(L4, {"kind": "70b-w4a16"}), (A100, {"kind": "70b-fp8"}), (L4, {"kind": "8b-bf16", "context": 131_072})],
)
def test_what_does_not_fit_is_told_with_what_to_do(printed: str, values: dict[str, object]) -> None:
    with pytest.raises(GpuTooSmall, match=r"Take a smaller model\.kind"):
        fitted(printed, **values)


def test_fewer_gpus_than_the_settings_say_are_told() -> None:
    with pytest.raises(GpuMissing, match="there are 1"):
        fitted(L4, gpus=2)


def test_several_machines_share_the_weights() -> None:
    nodes = {"addresses": ["10.9.0.1", "10.9.0.2"], "interface": "wg0"}
    assert fitted(L40S_PAIR, kind="70b-w4a16", gpus=1, nodes=nodes).tokens > 8192
