"""Why a message was not taken, in the patient's words. The text stays in the field."""

from http import HTTPStatus

from services.dialogue.errors import ChatEnded, MessageTooLong, TooManyMessages
from services.kernel.language import Language
from services.portal.errors import TooFast
from services.portal.pages import Problem
from services.portal.words import words_in

MessageError = TooFast | TooManyMessages | MessageTooLong | ChatEnded
MESSAGE_ERRORS = (TooFast, TooManyMessages, MessageTooLong, ChatEnded)


def empty_message(language: Language) -> Problem:
    """Return the problem of a message without a visible character."""
    return Problem(HTTPStatus.BAD_REQUEST, words_in(language).empty)


def too_long(language: Language, text: str, limit: int) -> Problem:
    """Return the problem of a message longer than is read."""
    shown = f"{limit:,}" if language is Language.EN else str(limit)
    return Problem(HTTPStatus.BAD_REQUEST, words_in(language).too_long.format(limit=shown), text)


def problem_of(error: MessageError, language: Language, text: str) -> Problem:
    """Return the problem that an error of a message means for the patient."""
    words = words_in(language)
    if isinstance(error, TooFast):
        headers = error.headers()
        said = words.too_fast.format(seconds=headers["retry-after"])
        return Problem(HTTPStatus.TOO_MANY_REQUESTS, said, text, headers)
    if isinstance(error, TooManyMessages):
        return Problem(HTTPStatus.TOO_MANY_REQUESTS, words.too_many, text, {"retry-after": "60"})
    if isinstance(error, MessageTooLong):
        return too_long(language, text, error.limit)
    return Problem(HTTPStatus.CONFLICT, words.ended, text)
