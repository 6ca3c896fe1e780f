"""What can go wrong with staff accounts.

AccountError
├── WrongAccount      the name, the roles or the sign-in name cannot be used
├── NoSuchAccount     nobody has that sign-in name
├── SignInRefused     the details do not fit; one answer for every reason, so that nobody learns which
├── SignInHeld        there were too many wrong tries; says how long to wait, whether or not anybody has the name
├── InvitationRefused the code is unknown, used up or too old
├── WeakPassword      the password chosen is too easy to guess
├── WrongFirstCode    the first code of the second factor does not fit
├── WrongKey          the security key's answer does not fit, or it may not be added
├── DirectoryUnreachable  the clinic's directory does not answer
├── DirectoryRefused  the directory signed nobody in, or what it says cannot be believed
├── ReviewRefused     the review of a use of emergency access cannot be signed like this
├── WrongFactor       the second factor that was asked for again does not fit
└── NotPermitted      the person's roles do not have the permission
"""

import math
from collections.abc import Sequence
from datetime import timedelta

from services.kernel.errors import SealdeskError

_MINUTES_TOLD = 90


class AccountError(SealdeskError):
    """Something about a staff account failed."""

    code = "account_error"


class WrongAccount(AccountError):
    """An account cannot be made like this."""

    code = "wrong_account"


class NoSuchAccount(AccountError):
    """Nobody has this sign-in name."""

    code = "no_such_account"

    def __init__(self) -> None:
        super().__init__("Nobody has this sign-in name.", "Look at `sealdesk staff list`.")


class SignInRefused(AccountError):
    """Name, password and code do not fit together; or the account is disabled or not there."""

    code = "sign_in_refused"

    def __init__(self) -> None:
        super().__init__(
            "The name, the password or the code is wrong.",
            "Wait for a new code and try again, or ask whoever runs Sealdesk for a new invitation.",
        )


class SignInHeld(AccountError):
    """Too many wrong tries; `wait` says how long."""

    code = "sign_in_held"

    def __init__(self, wait: timedelta) -> None:
        self.wait = wait
        minutes = math.ceil(wait / timedelta(minutes=1))
        hours = math.ceil(wait / timedelta(hours=1))
        long = f"{hours} hours" if minutes > _MINUTES_TOLD else f"{minutes} minute{'s' * (minutes > 1)}"
        super().__init__(
            "There were too many wrong tries for this name. Nothing was checked.",
            f"Try again in {long}, or in a browser where you have signed in before. If it cannot wait, ask whoever "
            "runs Sealdesk for a new invitation.",
        )


class InvitationRefused(AccountError):
    """An invitation is used once, and in time."""

    code = "invitation_refused"

    def __init__(self) -> None:
        super().__init__(
            "This invitation code is unknown, used up or too old.", "Ask whoever runs Sealdesk for a new one."
        )


class WeakPassword(AccountError):
    """The password is too easy to guess."""

    code = "weak_password"

    def __init__(self, least: int) -> None:
        super().__init__(
            f"Choose a password of {least} to 128 characters, with at least 5 different ones and without your name.",
            "Four words in a row make a good one.",
        )


class WrongFirstCode(AccountError):
    """The code from the authenticator app does not fit the secret that was shown."""

    code = "wrong_first_code"

    def __init__(self) -> None:
        super().__init__("The 6-digit code does not fit.", "Wait for the next code in your app, and type that one.")


class WrongFactor(AccountError):
    """The second factor that was asked for again does not fit."""

    code = "wrong_factor"

    def __init__(self) -> None:
        super().__init__(
            "That did not fit.", "Wait for the next code of your app and type that one, or use your security key."
        )


class WrongKey(AccountError):
    """A security key's answer does not fit, is too old, or belongs to another site or account."""

    code = "wrong_key"

    def __init__(self, what: str = "The security key was not accepted.") -> None:
        super().__init__(what, "Try once more; if it fails again, use the code of your authenticator app.")


class NotPermitted(AccountError):
    """The person's roles do not have the permission; `words` is what it lets somebody do."""

    code = "not_permitted"

    def __init__(self, words: str, roles: Sequence[str]) -> None:
        super().__init__(
            f"Your roles do not let you {words}. Nothing was done.",
            f"Ask somebody with one of these roles: {', '.join(roles)}.",
        )


class ReviewRefused(AccountError):
    """The review of a use of emergency access cannot be signed like this."""

    code = "review_refused"

    def __init__(self, what: str) -> None:
        super().__init__(what, "Nothing was signed. Look at the use once more.")


class DirectoryUnreachable(AccountError):
    """The clinic's directory does not answer, so nobody signs in through it."""

    code = "directory_unreachable"

    def __init__(self) -> None:
        super().__init__(
            "The clinic's directory does not answer.",
            "Try again in a minute. What cannot wait is what emergency access is for.",
        )


class DirectoryRefused(AccountError):
    """Nobody was signed in by the directory; `why` is for the audit trail, and the page says what helps."""

    code = "directory_refused"

    def __init__(self, why: str) -> None:
        self.why = why
        known = _WHY.get(why)
        super().__init__(*(known or _NOT_BELIEVED))


_NOT_BELIEVED = (
    "What the directory answered could not be believed. Nobody was signed in.",
    "Begin anew on the sign-in page. If it happens again, tell whoever runs Sealdesk: the audit log says why.",
)
_WHY = {
    "not_signed_in": ("The directory signed nobody in.", "Begin anew on the sign-in page."),
    "too_late": ("The way to the directory and back took too long, or was gone twice.", "Begin anew."),
    "another_browser": ("Another browser began this.", "Begin anew in this one."),
    "no_role": (
        "You have no account here: none of your groups in the directory has a role.",
        "Ask whoever runs Sealdesk which group gives one.",
    ),
    "name_taken": (
        "Your name in the directory cannot be used here: it is taken, or has other letters than a-z.",
        "Ask whoever runs Sealdesk to link your account (`sealdesk staff link`).",
    ),
    "disabled": ("Your account here has ended.", "Ask whoever runs Sealdesk."),
    "no_second_factor": (
        "The directory asked for no second factor, and none is set up here.",
        "Ask whoever runs Sealdesk for an invitation code (`sealdesk staff reset`).",
    ),
}
