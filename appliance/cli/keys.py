"""`sealdesk config keys`: the public keys to register with the scheduling system's authorization server."""

import json
import sys
from pathlib import Path

from appliance.secret_files import SecretFiles
from appliance.settings.load import find_file, load
from appliance.wiring.bridge import signing_keys
from services.bridge.fhir.jwks import jwks


def run(config: Path | None) -> int:
    """Print the public halves of the signing keys as a JWK Set; 1 where the settings ask for no token."""
    settings = load(find_file(config))
    smart = settings.scheduling_system.smart
    if smart is None:
        sys.stderr.write("The settings name no scheduling_system.smart, so nothing is signed.\n")
        return 1
    published = jwks(signing_keys(smart, SecretFiles.locate(settings.folders.secrets)))
    sys.stdout.write(json.dumps(published, indent=2) + "\n")
    return 0
