"""What can go wrong with a disclosure that is put on record.

DisclosureError
├── WrongDisclosure     something that 164.528(b)(2) asks for is missing, or cannot be read
├── DoesNotCount        that ground is exempt: the accounting holds no such disclosure
└── WrongSuspension     the right cannot be suspended as asked (164.528(a)(2))
"""

from services.kernel.errors import SealdeskError


class DisclosureError(SealdeskError):
    """A disclosure cannot be put on record as it was given."""

    code = "disclosure_error"


class WrongDisclosure(DisclosureError):
    """Something that the accounting must tell is missing, or cannot be read."""

    code = "disclosure_wrong"


class DoesNotCount(DisclosureError):
    """The ground is one that the rule exempts from the accounting."""

    code = "disclosure_does_not_count"

    def __init__(self, words: str) -> None:
        super().__init__(
            f"A disclosure of this sort does not count: {words}.",
            "Record only what the patient may ask to be told of; `sealdesk disclosures grounds` lists both sorts.",
        )


class WrongSuspension(DisclosureError):
    """The patient's right cannot be suspended as asked."""

    code = "disclosure_wrong_suspension"
