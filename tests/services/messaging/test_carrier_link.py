"""What each failure of an errand means for the message."""

import pytest

from services.egress.errors import NotReached
from services.egress.office.errors import ChannelOff, NotAudited, WrongErrand
from services.egress.senders import errors as senders
from services.kernel.errands import Failed
from services.line.errors import ErrandFailed, LineCut, LineDown
from services.messaging import errors
from services.messaging.carrier_link import error_of


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        (senders.NotSent.code, errors.NotSent),
        (senders.CredentialsRefused.code, errors.NotSent),
        (senders.SetupRefused.code, errors.NotSent),
        (senders.TlsMissing.code, errors.NotSent),
        (NotReached.code, errors.NotSent),
        (NotAudited.code, errors.NotSent),
        (ChannelOff.code, errors.NotSent),
        ("not_allowed", errors.NotSent),
        (senders.SendRefused.code, errors.SendRefused),
        (senders.OptedOut.code, errors.OptedOut),
        (senders.WrongRequest.code, errors.WrongMessage),
        (WrongErrand.code, errors.WrongMessage),
        (errors.WrongMessage.code, errors.WrongMessage),
        (senders.SendUnknown.code, errors.SendUnknown),
        ("a code of tomorrow", errors.SendUnknown),
    ],
)
def test_by_its_code(code: str, kind: type[errors.MessagingError]) -> None:
    assert type(error_of(ErrandFailed(Failed(code, "What happened.", "Do this.")))) is kind


def test_by_what_became_of_the_line() -> None:
    assert type(error_of(LineDown())) is errors.NotSent
    assert type(error_of(LineCut())) is errors.SendUnknown
