"""What can go wrong with the model server.

ModelError
├── ModelNotConfigured   appliance.yaml has no section `model` (or no `model.whisper`)
├── WeightsWrong         the weights are not what their manifest says, or cannot be read
├── VllmMissing          vLLM is not installed where the settings say, or too old
├── GpuMissing           there is no GPU, or too few
├── GpuTooSmall          the model does not fit on the GPUs
└── BenchFailed          the server under measurement did not answer as a model server does
"""

from appliance.errors import ApplianceError


class ModelError(ApplianceError):
    """The model server cannot do what was asked."""

    code = "model_error"


class ModelNotConfigured(ModelError):
    """`appliance.yaml` has no section `model`, or no `model.whisper`."""

    code = "model_not_configured"


class WeightsWrong(ModelError):
    """The weights are not what their manifest says, or cannot be read."""

    code = "weights_wrong"


class VllmMissing(ModelError):
    """vLLM is not installed where the settings say, or it is older than the oldest safe version."""

    code = "vllm_missing"


class GpuMissing(ModelError):
    """There is no GPU, or there are fewer than the settings say."""

    code = "gpu_missing"


class GpuTooSmall(ModelError):
    """The model does not fit on the GPUs."""

    code = "gpu_too_small"


class BenchFailed(ModelError):
    """The server under measurement did not answer as a model server does."""

    code = "bench_failed"
