"""What can go wrong between a fee and its payment, by what is known of it afterwards.

PaymentError
├── NoSuchFee            there is no such fee
├── NotWaivable          the clinic's policy does not know this reason for such visits
├── ReferenceRefused     the reference is unknown, used up, replaced or expired
├── NothingSent          the payment page was not asked for: try again later
│   └── ChannelClosed    the way out is closed by configuration: use the clinic's own page
├── ChannelRefused       the payment service says no for good: the same request will never pass
├── ChannelUnknown       no usable answer: the same request may be sent again under the same key
├── SignatureRefused     a message that claims to be the payment service's is not believed
└── NewsMalformed        a signed message does not say what it must say
"""

from services.kernel.errors import SealdeskError


class PaymentError(SealdeskError):
    """A fee could not be handed over or settled."""

    code = "payment_error"


class NoSuchFee(PaymentError):
    """There is no such fee."""

    code = "no_such_fee"

    def __init__(self) -> None:
        super().__init__("There is no such fee.", "Look at the list of open fees.")


class NotWaivable(PaymentError):
    """The clinic's policy does not let staff waive such a fee for this reason."""

    code = "not_waivable"

    def __init__(self) -> None:
        super().__init__(
            "The policy lets nobody waive this fee for that reason.",
            "Use a reason that `waivers` of the visit's rules names.",
        )


class ReferenceRefused(PaymentError):
    """The reference is unknown, used up, replaced by a later one, or expired; which of them is not told."""

    code = "reference_refused"

    def __init__(self) -> None:
        super().__init__("This payment reference is not good any more.", "Hand the fee over again for a new link.")


class NothingSent(PaymentError):
    """The request certainly did not leave."""

    code = "nothing_sent"


class ChannelClosed(NothingSent):
    """The way to the payment service is not open on this appliance."""

    code = "channel_closed"


class ChannelRefused(PaymentError):
    """The payment service refuses the request for good."""

    code = "channel_refused"


class ChannelUnknown(PaymentError):
    """The payment service gave no usable answer; the same request under the same key has no second effect."""

    code = "channel_unknown"


class SignatureRefused(PaymentError):
    """The message's signature or time is wrong; why is not told to the sender."""

    code = "signature_refused"

    def __init__(self) -> None:
        super().__init__(
            "A message to the payment webhook was not believed.",
            "Check the webhook's signing secret and this machine's clock.",
        )


class NewsMalformed(PaymentError):
    """A signed message lacks what it must say."""

    code = "news_malformed"

    def __init__(self) -> None:
        super().__init__(
            "The payment service sent a message of an unknown form.", "Check the webhook's API version and events."
        )
