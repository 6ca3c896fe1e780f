"""Settings for tests: a small clinic, all of whose folders are below one."""

from pathlib import Path
from typing import Any

from appliance.secret_files import SecretFiles, create_missing_keys
from appliance.settings.model import Settings


def small_clinic(folder: Path, **sections: object) -> Settings:
    """Return settings with every folder below `folder`; sections given replace the small ones."""
    values: dict[str, Any] = {
        "clinic": {"name": "Maple Street Clinic", "phone": "+1 212 555 0100", "zone": "America/Chicago"},
        "scheduling_system": {"base_url": "http://127.0.0.1:9/fhir"},
        "chat": {"port": 9},
        "folders": {"state": str(folder / "state"), "run": str(folder / "run"), "secrets": str(folder / "secrets")},
    }
    (folder / "state").mkdir(mode=0o700, exist_ok=True)
    return Settings(**{**values, **sections})


def fresh_secrets(settings: Settings) -> SecretFiles:
    """Return new random keys in the settings' folder."""
    create_missing_keys(settings.folders.secrets)
    return SecretFiles(settings.folders.secrets)
