"""What the office itself refuses; what carriers and the door refuse is told by their own errors.

OfficeError
├── WrongErrand     it cannot be read, or holds what this errand never holds: it can never be done
├── ChannelOff      the channel is not set up on this appliance: nothing left
└── NotAudited      it cannot be recorded, so it is not done: nothing left
"""

from services.kernel.errors import SealdeskError


class OfficeError(SealdeskError):
    """An errand was refused before anything left."""

    code = "office_error"


class WrongErrand(OfficeError):
    """The errand cannot be read, or holds what such an errand never holds."""

    code = "wrong_errand"


class ChannelOff(OfficeError):
    """The channel is not set up on this appliance."""

    code = "channel_off"

    def __init__(self, channel: str) -> None:
        super().__init__(f"The channel {channel} is not set up.", "Set it up in the section egress of the settings.")


class NotAudited(OfficeError):
    """The errand cannot be recorded in the audit trail; what cannot be recorded is not sent."""

    code = "not_audited"

    def __init__(self) -> None:
        super().__init__("The audit trail takes no record.", "See whether its disk is full, and `sealdesk status`.")
