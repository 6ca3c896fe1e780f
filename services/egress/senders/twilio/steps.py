"""What each answer of Twilio means for a text: by its error code where there is one, else by the HTTP status.

Source: https://www.twilio.com/docs/api/errors. A code that is not listed is refused for good when it comes with a 4xx
status, and unknown when it comes with a 5xx status or as the end of a delivery.
"""

from services.egress.senders.steps import NextStep, Step

_RETRY, _NEVER, _OPTED_OUT = NextStep.RETRY, NextStep.NEVER, NextStep.OPTED_OUT
_UNKNOWN, _KEY, _SETUP, _NOTHING = NextStep.UNKNOWN, NextStep.KEY, NextStep.SETUP, NextStep.NOTHING

CODES: dict[int, Step] = {
    11200: Step(_NOTHING, "Twilio cannot reach our address for its calls"),
    20003: Step(_KEY, "the account or the key is not accepted"),
    20005: Step(_SETUP, "the account is not active"),
    20008: Step(_KEY, "the key is one for tests"),
    20404: Step(_SETUP, "there is no such account or message"),
    20429: Step(_RETRY, "too many requests"),
    20500: Step(_UNKNOWN, "Twilio failed inside"),
    20503: Step(_UNKNOWN, "Twilio is out of order"),
    20504: Step(_UNKNOWN, "Twilio took too long"),
    21211: Step(_NEVER, "the number is not a valid one"),
    21212: Step(_SETUP, "our sender is not a valid number"),
    21408: Step(_SETUP, "texts to this region are not switched on"),
    21601: Step(_SETUP, "our number cannot send texts"),
    21602: Step(_NEVER, "the text is empty"),
    21603: Step(_SETUP, "the sender is missing"),
    21604: Step(_NEVER, "the recipient is missing"),
    21606: Step(_SETUP, "our number is not one of this account"),
    21608: Step(_SETUP, "the account is a trial and the number is not verified"),
    21610: Step(_OPTED_OUT, "the recipient opted out"),
    21611: Step(_RETRY, "our number's queue is full"),
    21612: Step(_NEVER, "this number cannot be reached from ours"),
    21614: Step(_NEVER, "the number is not a mobile one"),
    21617: Step(_NEVER, "the text is too long"),
    21703: Step(_SETUP, "the messaging service has no number"),
    21704: Step(_SETUP, "the messaging service has no number of its own"),
    30001: Step(_RETRY, "the queue overflowed"),
    30002: Step(_SETUP, "the account was suspended"),
    30003: Step(_RETRY, "the handset could not be reached"),
    30004: Step(_NEVER, "the recipient's carrier or the recipient blocks it"),
    30005: Step(_NEVER, "the number is unknown or no longer in use"),
    30006: Step(_NEVER, "the number is a landline or cannot be reached"),
    30007: Step(_NEVER, "a carrier filtered it; the same words would be filtered again"),
    30008: Step(_UNKNOWN, "the carrier gave no reason"),
    30022: Step(_RETRY, "the campaign's rate is exceeded"),
    30034: Step(_SETUP, "our number is not registered for A2P 10DLC"),
    30036: Step(_NEVER, "it waited longer than it makes sense"),
    30410: Step(_RETRY, "the recipient's carrier took too long"),
    30450: Step(_NEVER, "Twilio took it for message pumping"),
}
"""The step after each error code."""

STATUSES: dict[int, Step] = {
    400: Step(_NEVER, "the request is refused"),
    401: Step(_KEY, "the account or the key is not accepted"),
    403: Step(_KEY, "the key may not do this"),
    404: Step(_SETUP, "there is no such account"),
    408: Step(_UNKNOWN, "the request took too long"),
    429: Step(_RETRY, "too many requests"),
}
"""The step after each HTTP status that comes without a code we know."""

_REDIRECT = Step(_SETUP, "it points elsewhere, where nothing is sent")
_REFUSED = Step(_NEVER, "the request is refused")
_FAILED = Step(_UNKNOWN, "Twilio failed, perhaps after it took the text")
_ENDED = Step(_UNKNOWN, "it was not delivered, for a reason that is not known here")


def step_after_request(status: int, code: int | None) -> Step:
    """Return what follows a request that was not answered with success.

    A 5xx answer leaves the text unknown whatever its code says: Twilio may have failed after it took it.
    """
    if status >= 500:  # noqa: PLR2004
        return _FAILED
    known = CODES.get(code) if code is not None else None
    if known is not None:
        return known
    if 300 <= status < 400:  # noqa: PLR2004
        return _REDIRECT
    return STATUSES.get(status, _REFUSED)


def step_after_delivery(code: int | None) -> Step:
    """Return what follows a text that Twilio took and that did not arrive."""
    return CODES.get(code, _ENDED) if code is not None else _ENDED
