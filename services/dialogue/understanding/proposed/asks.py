"""Which messages a language model is asked about; apart, for settings name it in processes that understand nothing."""

from enum import StrEnum


class Asks(StrEnum):
    """Which messages a model is asked about."""

    UNSURE = "unsure"
    ALWAYS = "always"
