"""The languages a patient can be served in."""

from enum import StrEnum


class Language(StrEnum):
    """BCP 47 language codes of the reviewed templates."""

    EN = "en"
    ES = "es"
