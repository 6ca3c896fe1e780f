"""The trained network in its file: checked against its manifest, loaded once for the process, run on one thread.

onnxruntime sends nothing anywhere on Linux; where it could (Windows' event tracing) that is switched off here. Only its
processor provider is used.
"""

import json
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from services.gateway.errors import TaggerUnusable
from services.gateway.redaction.labels import Label
from services.gateway.redaction.tagger.decode import Chances, Limits, limits
from services.gateway.redaction.tagger.features import COLUMNS, ROWS, VERSION

SUFFIX: Final = ".json"
"""The manifest lies beside the network under the same name."""
_FATAL: Final = 4
_REACH: Final = 7
"""How many tokens to each side the network looks at."""
_WINDOW: Final = 512


@dataclass(frozen=True, slots=True)
class Model:
    """A network that is ready; safe to share between threads.

    Attributes:
        least: How likely a token must be of a kind to be taken.
        session: onnxruntime's session.
    """

    least: Limits
    session: Any

    def chances(self, rows: npt.NDArray[np.int64]) -> Chances:
        """Return each token's chances; a long text is read in windows that overlap, with the same result."""
        if len(rows) <= _WINDOW:
            return self._run(rows)
        parts: list[Chances] = []
        for start in range(0, len(rows), _WINDOW):
            before = min(_REACH, start)
            part = self._run(rows[start - before : start + _WINDOW + _REACH])
            parts.append(part[before : before + _WINDOW])
        return np.concatenate(parts)

    def _run(self, rows: npt.NDArray[np.int64]) -> Chances:
        chances: Chances = self.session.run(None, {"rows": rows})[0]
        return chances


@lru_cache(maxsize=4)
def model(file: Path) -> Model:
    """Return the network in a file, loaded at the first call of the process.

    Raises:
        TaggerUnusable: The file or its manifest cannot be read, they do not belong together, or the network was
            trained for another version of the features.
    """
    try:
        manifest = json.loads(file.with_suffix(SUFFIX).read_bytes())
        data = file.read_bytes()
        wanted, least = manifest["sha256"], limits({Label(name): at for name, at in manifest["thresholds"].items()})
        features = [manifest["features"], manifest["rows"], manifest["columns"]]
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as problem:
        raise TaggerUnusable(file.name, f"it or its manifest cannot be read: {type(problem).__name__}") from None
    if sha256(data).hexdigest() != wanted:
        raise TaggerUnusable(file.name, "its SHA-256 is not the one in its manifest")
    if features != [VERSION, ROWS, COLUMNS]:
        raise TaggerUnusable(file.name, "it was trained for other features")
    return Model(least, _session(data))


def _session(data: bytes) -> Any:  # noqa: ANN401  onnxruntime ships no types for it
    """Return a session for a checked network: one thread, the processor alone, nothing reported to anyone."""
    import onnxruntime  # noqa: PLC0415  a gateway without tagger does without its time and memory

    onnxruntime.disable_telemetry_events()
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = _FATAL
    return onnxruntime.InferenceSession(data, options, providers=["CPUExecutionProvider"])
