"""`sealdesk demo`."""

from pathlib import Path

from appliance.demo.launch import launch
from services.kernel.language import Language


def run(folder: Path, language: str, *, stripe: bool = False) -> int:
    """Run the demo clinic until Ctrl-C."""
    launch(folder, Language.ES if language == "es" else Language.EN, stripe=stripe)
    return 0
