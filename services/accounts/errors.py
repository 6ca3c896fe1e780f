"""What can go wrong with staff accounts.

AccountError
├── WrongAccount      the name, the roles or the sign-in name cannot be used
├── NoSuchAccount     nobody has that sign-in name
├── SignInRefused     the details do not fit; one answer for every reason, so that nobody learns which
├── InvitationRefused the code is unknown, used up or too old
├── WeakPassword      the password chosen is too easy to guess
└── WrongFirstCode    the first code of the second factor does not fit
"""

from services.kernel.errors import SealdeskError


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
    """Name, password and code do not fit together; or the account is locked, disabled or not there."""

    code = "sign_in_refused"

    def __init__(self) -> None:
        super().__init__(
            "The name, the password or the code is wrong, or the account is locked for a while.",
            "Wait for a new code and try again, or ask whoever runs Sealdesk for a new invitation.",
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
