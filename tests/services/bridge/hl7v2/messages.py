"""Messages for tests, of an invented clinic; each test says what differs."""

from zoneinfo import ZoneInfo

from services.bridge.hl7v2.er7.message import Message, parse
from services.bridge.hl7v2.profile import SenderProfile

CHICAGO = ZoneInfo("America/Chicago")
PROFILE = SenderProfile("ehr", CHICAGO)

SCHEDULE = (
    "SCH|P1|F1|||||FOLLOWUP^Follow-up|OFFICE^Office visit|30|min|^^30^202611240900^202611240930" + "|" * 14 + "Booked"
)


def siu(
    event: str = "S12",
    *,
    schedule: str = SCHEDULE,
    more: str = "",
    version: str = "2.5.1",
    patient: str = "PID|1||77^^^CL^MR||DOE^ANA||19800229|F",
) -> Message:
    """Return a SIU; `more` are further segments, one a line."""
    segments = [
        f"MSH|^~\\&|EHR|CLINIC|SEALDESK|CLINIC|20261123081500||SIU^{event}|M1|P|{version}",
        schedule,
        *(each for each in patient.splitlines() if each),
        "RGS|1|A",
        *more.splitlines(),
    ]
    return parse("".join(f"{each}\r" for each in segments).encode())
