"""What mails to officers need: a way out, and the log's signed notes."""

from collections.abc import Sequence
from typing import Protocol

from services.accounts.officer_mail import OfficerMail


class Post(Protocol):
    """Takes mails to officers out of the building; addresses are its own business."""

    async def send(self, mail: OfficerMail) -> None:
        """Hand a mail over; the same one again after it was taken is not sent again.

        Raises:
            NotMailed: it is not known to have left.
        """
        ...


class Roots(Protocol):
    """The audit log's newest signed notes."""

    async def notes(self) -> Sequence[str]:
        """Return a checkpoint over everything that was taken, and the newest one that a witness cosigned, if any.

        Raises:
            SealdeskError: the log does not answer.
        """
        ...
