"""What the chat page refuses, and the HTTP status of each refusal.

PortalError
├── WrongPortalSetting  the appliance's settings are wrong; nothing starts
└── Refused             a request is answered with an error page
    ├── BadRequest       400  it is not a form we made
    ├── ForeignForm      403  it does not come from our own page
    ├── NotOpen          403  the person does not have the permission it needs
    ├── StepUpNeeded     403  a second factor younger than five minutes is asked for first
    ├── TooSlow          408  the body did not come in time
    ├── TooLarge         413  the body is larger than any form of ours
    ├── TooFast          429  more requests than a person makes
    └── Busy             503  all places are taken
"""

import math
from datetime import timedelta

from services.kernel.errors import SealdeskError


class PortalError(SealdeskError):
    """Something about the chat page failed."""


class WrongPortalSetting(PortalError):
    """A setting of the page is wrong."""

    def __init__(self, name: str, what: str, do: str) -> None:
        super().__init__(f"The portal setting {name} {what}.", do)


class Refused(PortalError):
    """A request is answered with an error page of `status`."""

    status = 500

    def __init__(self, what: str, do: str = "") -> None:
        super().__init__(what, do)

    def headers(self) -> dict[str, str]:
        """Return the response headers that belong to the refusal."""
        return {}


class BadRequest(Refused):
    """The request is not one that our pages make."""

    status = 400


class ForeignForm(Refused):
    """The form does not come from our own page, or from one that is too old (cross-site request forgery)."""

    status = 403


class NotOpen(Refused):
    """The person does not have the permission that it needs; `permission` is its word."""

    status = 403

    def __init__(self, permission: str) -> None:
        self.permission = permission
        super().__init__("Your roles do not open this. Nothing was changed.")


class StepUpNeeded(Refused):
    """A second factor younger than five minutes is asked for before this; the console's page for it comes between."""

    status = 403

    def __init__(self) -> None:
        super().__init__("A second factor is asked for first. Nothing was changed.")


class TooSlow(Refused):
    """The body did not come in time, and the connection is given up (RFC 9110, 15.5.9)."""

    status = 408

    def headers(self) -> dict[str, str]:
        """Return the header that ends the connection."""
        return {"connection": "close"}


class TooLarge(Refused):
    """The body is larger than any form of ours (RFC 9110, 15.5.14)."""

    status = 413


class _RetryLater(Refused):
    """A refusal that ends by itself."""

    def __init__(self, what: str, wait: timedelta) -> None:
        super().__init__(what, "Try again later.")
        self.wait = wait

    def headers(self) -> dict[str, str]:
        """Return Retry-After in whole seconds (RFC 9110, 10.2.3)."""
        return {"retry-after": str(max(1, math.ceil(self.wait.total_seconds())))}


class TooFast(_RetryLater):
    """More requests than a person makes (RFC 6585, 4)."""

    status = 429


class Busy(_RetryLater):
    """All places are taken."""

    status = 503
