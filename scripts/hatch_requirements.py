"""Build hook: the wheel's dependencies are the names in requirements/runtime.in."""

from pathlib import Path
from typing import Any

from hatchling.metadata.plugin.interface import MetadataHookInterface


class RequirementsHook(MetadataHookInterface):
    """Read `requirements/runtime.in`, so that a dependency is named in one place only."""

    def update(self, metadata: dict[str, Any]) -> None:
        """Fill `dependencies`: one entry a line, comments dropped."""
        lines = (Path(self.root) / "requirements" / "runtime.in").read_text().splitlines()
        metadata["dependencies"] = [line.strip() for line in lines if line.strip() and not line.startswith("#")]
