"""The notice that something was written to a patient, kept in the commit of the ending: an address and a random token.

It leaves by a service that signs no agreement. Its row says nothing of the change, so nothing of it can leave; what was
done stands in the text and in the chat.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from services.kernel.ids import opaque_token
from services.scheduling.operation import MessageKind, Operation, OperationState, OutboxMessage
from services.scheduling.ports import ChangeTx

TEMPLATE = "notice"
TOKEN = "token"  # noqa: S105 the name of a value
"""The row's only value: what the link ends in."""


@dataclass(frozen=True, slots=True)
class NoticeOfChange:
    """What follows from a change where a patient has a mail address on file: `services.scheduling.settle.Afterwards`.

    `token` makes what the link ends in: random, and kept nowhere but in the row.
    """

    token: Callable[[], str] = opaque_token

    def __call__(self, tx: ChangeTx, operation: Operation, now: datetime) -> None:
        """Queue the notice, once for each change that is done."""
        if operation.state is not OperationState.DONE or not operation.mail:
            return
        tx.outbox.add(
            OutboxMessage(
                id=f"{operation.id}:{TEMPLATE}",
                to=operation.mail,
                template=TEMPLATE,
                language=operation.language,
                values={TOKEN: self.token()},
                created_at=now,
                operation_id=operation.id,
                kind=MessageKind.NOTICE,
            )
        )
