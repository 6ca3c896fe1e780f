"""`sealdesk config`: check, show and describe the settings."""

import json
import sys
from pathlib import Path

import yaml

from appliance.settings.load import find_file, load
from appliance.settings.schema import schema_text


def check(config: Path | None) -> int:
    """Load the settings and say so; problems are raised and printed by the entry point."""
    file = find_file(config)
    load(file)
    sys.stdout.write(f"{file} is right.\n")
    return 0


def show(config: Path | None) -> int:
    """Print every setting in force as YAML."""
    settings = load(find_file(config))
    values = json.loads(settings.model_dump_json())
    sys.stdout.write(yaml.safe_dump(values, sort_keys=False, allow_unicode=True))
    return 0


def schema() -> int:
    """Print the JSON schema."""
    sys.stdout.write(schema_text())
    return 0
