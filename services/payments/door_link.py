"""The door to the payment service: an errand to the egress process, which alone holds the key."""

from services.kernel.errands import CLOSED_CODES, NOT_SENT_CODES, OPEN_PAYMENT, WRONG_CODES, OpenPayment
from services.line.client import Line
from services.line.errors import ErrandFailed, LineDown, LineError
from services.payments.errors import ChannelClosed, ChannelRefused, ChannelUnknown, NothingSent, PaymentError
from services.payments.ports import DoorAnswer, DoorRequest


class EgressDoor:
    """`services.payments.ports.PaymentDoor` over the egress process's socket."""

    def __init__(self, line: Line) -> None:
        self._line = line

    async def send(self, request: DoorRequest) -> DoorAnswer:
        """Send the request once and return its answer, whatever its status.

        Raises:
            ChannelClosed: this destination is not open.
            ChannelRefused: it is not the one request that the egress process makes.
            NothingSent: the request certainly did not leave.
            ChannelUnknown: it may have left, and no answer came.
        """
        asked = OpenPayment(request.method, request.host, request.path, request.headers, request.body)
        try:
            answer = await self._line.run(OPEN_PAYMENT, asked)
        except LineError as error:
            raise _error_of(error) from None
        return DoorAnswer(answer.status, answer.body)


def _error_of(error: LineError) -> PaymentError:
    if isinstance(error, LineDown):
        return NothingSent(error.what, error.do)
    if not isinstance(error, ErrandFailed):
        return ChannelUnknown(error.what, error.do)
    kinds: dict[str, type[PaymentError]] = {
        **dict.fromkeys(NOT_SENT_CODES, NothingSent),
        **dict.fromkeys(CLOSED_CODES, ChannelClosed),
        **dict.fromkeys(WRONG_CODES, ChannelRefused),
    }
    return kinds.get(error.failed.code, ChannelUnknown)(error.what, error.do)
