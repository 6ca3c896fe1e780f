"""The appliance of the test of sends: the same settings in each of its processes."""

from pathlib import Path

from appliance.settings.model import Settings
from tests.appliance.settings_files import small_clinic
from tests.doubles.carriers import ACCOUNT


def sending_clinic(folder: Path, port: int) -> Settings:
    """Return a clinic whose texts go to a stand-in of Twilio at a port of this machine."""
    channel = {"account": ACCOUNT.account, "key": ACCOUNT.key, "number": ACCOUNT.number.digits, "stand_in_port": port}
    return small_clinic(folder, messaging={"sender": "egress"}, egress={"twilio": channel})
