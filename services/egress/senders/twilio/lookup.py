"""Finds out whether a text left whose send had no answer. Nothing is sent again before this says that it did not.

The list is asked three ways, because each alone can miss it: by number and time; by number alone, since a text that
still waits has no time yet; and by time alone, since a number that Twilio has obfuscated no longer matches a filter.
A text whose words Twilio has discarded cannot be told from another one to the same number: then nobody claims to know.
"""

import hashlib
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from services.egress.senders.addresses import PhoneNumber
from services.egress.senders.twilio.account import TwilioAccount
from services.egress.senders.twilio.listing import Filter, TwilioListing, instant
from services.egress.senders.twilio.resource import TwilioMessage
from services.kernel.clock import Clock

SKEW: Final = timedelta(minutes=2)
"""How far Twilio's clock and ours may be apart."""
SETTLED: Final = timedelta(minutes=3)
"""How long after the attempt a text that is not listed is believed to be absent."""
_MASK: Final = frozenset("Xx*•")


class Verdict(StrEnum):
    """What the list says of a text."""

    FOUND = "found"
    """It left: these are its words, in this window, to this number."""
    LIKELY = "likely"
    """A text to this number left in this window that nobody claims, and its words are gone: a person decides."""
    ABSENT = "absent"
    """It did not leave: it may be tried again."""
    TOO_EARLY = "too_early"
    """It is not listed yet: look again later."""


@dataclass(frozen=True, slots=True)
class LookedUp:
    """What was found; `carrier_id` and `status` are empty where nothing was."""

    verdict: Verdict
    carrier_id: str = ""
    status: str = ""


@dataclass(frozen=True, slots=True)
class Attempt:
    """A send whose end is unknown: to whom, the fingerprint of its words, and when it was made.

    `latest` is for a caller who knows only that it was made between `at` and then.
    """

    to: PhoneNumber
    fingerprint: str
    at: datetime
    latest: datetime | None = None

    @property
    def end(self) -> datetime:
        """Return the latest moment at which it can have been made."""
        return self.at if self.latest is None else max(self.at, self.latest)


def fingerprint(words: str) -> str:
    """Return the hash by which a text's words are compared; blanks at its ends do not count."""
    return hashlib.sha256(unicodedata.normalize("NFKC", words).strip().encode()).hexdigest()


class TwilioLookup:
    """Looks texts up.

    Args:
        listing: the account's messages.
        account: says how long a text may wait before it leaves.
        clock: the time.
    """

    def __init__(self, listing: TwilioListing, account: TwilioAccount, clock: Clock) -> None:
        self._listing, self._account, self._clock = listing, account, clock

    async def find(self, attempt: Attempt, claimed: frozenset[str] = frozenset()) -> LookedUp:
        """Say what became of an attempt.

        Args:
            attempt: the send without an answer.
            claimed: the ids of texts to this number that other outbox rows have: they cannot be this one.

        Raises:
            ReadFailed: the list could not be read; nothing is known.
            CredentialsRefused: the key is not accepted.
        """
        likely: TwilioMessage | None = None
        for filters in self._questions(attempt):
            listed = await self._listing.messages(filters)
            candidates = [each for each in listed if each.sid not in claimed and self._may_be(each, attempt)]
            found = _first(each for each in candidates if each.body and fingerprint(each.body) == attempt.fingerprint)
            if found is not None:
                return LookedUp(Verdict.FOUND, found.sid, found.status)
            likely = likely or _first(each for each in candidates if not each.body)
        if likely is not None:
            return LookedUp(Verdict.LIKELY, likely.sid, likely.status)
        settled = self._clock.now() >= attempt.end + SETTLED
        return LookedUp(Verdict.ABSENT if settled else Verdict.TOO_EARLY)

    def _questions(self, attempt: Attempt) -> tuple[Filter, ...]:
        begin, end = self._window(attempt)
        to, after = ("To", attempt.to.digits), ("DateSent>", instant(begin))
        return ((to, after), (to,), (after, ("DateSent<", instant(end))))

    def _window(self, attempt: Attempt) -> tuple[datetime, datetime]:
        return attempt.at - SKEW, attempt.end + self._account.validity + SKEW

    def _may_be(self, message: TwilioMessage, attempt: Attempt) -> bool:
        """Tell whether this could be the text: ours, to this number, made or sent in the window."""
        begin, end = self._window(attempt)
        moment = message.created_at or message.sent_at
        in_window = moment is None or begin <= moment <= end
        return not message.inbound and in_window and shows_number(message.recipient, attempt.to)


def shows_number(shown: str, number: PhoneNumber) -> bool:
    """Tell whether what the list shows can be this number, of which Twilio may have hidden digits."""
    pairs = zip(shown, number.digits, strict=False)
    return len(shown) == len(number.digits) and all(seen == real or seen in _MASK for seen, real in pairs)


def _first(messages: Iterable[TwilioMessage]) -> TwilioMessage | None:
    return min(messages, key=lambda message: message.sid, default=None)
