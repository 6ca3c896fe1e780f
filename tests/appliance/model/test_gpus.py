from collections.abc import Sequence

import pytest

from appliance.model.errors import GpuMissing
from appliance.model.gpus import Gpu, gpus, nvidia_smi
from tests.appliance.model.invented import A100, L4, L40S_PAIR


def test_a_gpu_is_read() -> None:
    [gpu] = gpus(lambda _: L4)
    assert gpu == Gpu(0, "NVIDIA L4", 23034, 3, (8, 9))
    assert gpu.computes_fp8


def test_an_older_one_does_not_compute_in_fp8() -> None:
    assert not gpus(lambda _: A100)[0].computes_fp8


def test_several_are_read_in_their_order() -> None:
    backwards = "\n".join(reversed(L40S_PAIR.splitlines()))
    assert [gpu.number for gpu in gpus(lambda _: backwards)] == [0, 1]


@pytest.mark.parametrize("printed", ["", "No devices were found\n", "0, Lost, [N/A], [N/A], 8.9\n"])
def test_none_is_told_with_what_to_do(printed: str) -> None:
    with pytest.raises(GpuMissing, match="leave `model` out"):
        gpus(lambda _: printed)


@pytest.mark.parametrize(("words", "said"), [(("no-such-nvidia-smi",), "is missing"), (("false",), "failed")])
def test_a_machine_without_the_driver_is_told(words: Sequence[str], said: str) -> None:
    with pytest.raises(GpuMissing, match=said):
        nvidia_smi(words)
