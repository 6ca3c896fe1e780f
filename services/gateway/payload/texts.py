"""What happens to one text of a request: first every text teaches the vault, then every text is rewritten.

Two passes, because a name introduced in the last message must also be hidden where the first one mentions it.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final, Protocol

from services.gateway.errors import TextTooLong
from services.gateway.payload.clean import Clean, CleanTexts, described
from services.gateway.ports import Finder
from services.gateway.redaction.labels import Label
from services.gateway.redaction.redactor import replaced
from services.gateway.redaction.roster.everyday import Everyday
from services.gateway.redaction.shadow import folded
from services.gateway.redaction.spans import Span, merged
from services.gateway.redaction.view import View
from services.gateway.refusals import TooLarge
from services.gateway.vault.placeholder import lookalikes
from services.gateway.vault.vault import Vault

_CAMEL: Final = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_REACH: Final = 160
_SEPARATORS: Final = re.compile(r"[\W_]+")


@dataclass(slots=True)
class Text:
    """One text of a request.

    Attributes:
        raw: The text.
        typed: Whether the caller wrote it (a user message), as opposed to a tool or the system.
        asked: What kind of identifier the question before it asked for.
        key: The name of the JSON field it is the value of; it tells much about the value.
        whole: The label of the whole text, where its position leaves no doubt.
        code: Whether a program wrote it, as the name of a tool: there an everyday word is nobody's name, even if the
            conversation once took it for one.
        also: What else the question before it asked for.
        before: The end of what the same person said right before, in another message or part.
        joined: The digits of a number of the kind asked for that this text tells the last piece of.
    """

    raw: str = field(repr=False)
    typed: bool = False
    asked: Label | None = None
    key: str = field(default="", repr=False)
    whole: Label | None = None
    code: bool = False
    also: tuple[Label, ...] = ()
    before: str = field(default="", repr=False)
    joined: str = field(default="", repr=False)


class Visitor(Protocol):
    """What is done with each text; the walker puts the result in its place."""

    def __call__(self, text: Text) -> str:
        """Return what stands in the text's place."""
        ...


@dataclass(slots=True)
class Texts:
    """The texts of one request: `learn` on the first pass, `rewrite` on the second.

    Attributes:
        finder: Finds identifiers.
        vault: The conversation's.
        clean: What is known of texts, across conversations.
        longest: How many characters a text may have.
        found: Is told what was replaced.
        replaced: All that was replaced so far.
    """

    finder: Finder
    vault: Vault
    clean: CleanTexts
    longest: int
    found: Callable[[Label], None] = lambda _label: None
    replaced: list[Label] = field(default_factory=list)

    def count(self, label: Label) -> None:
        """Count something that is replaced."""
        self.replaced.append(label)
        self.found(label)

    def learn(self, text: Text) -> str:
        """Put every identifier of the text into the vault; the text stays as it is."""
        if len(text.raw) > self.longest:
            raise TooLarge(f"A text is longer than {self.longest} characters.", "Send less of it.")
        for span in self._spans(text)[0]:
            self.vault.placeholder(span.label, text.raw[span.start : span.end], typed=text.typed)
        if text.joined and text.asked:
            self.vault.placeholder(text.asked, text.joined, typed=text.typed)
        return text.raw

    def rewrite(self, text: Text) -> str:
        """Return the text with placeholders in place of identifiers, of known values, and of look-alikes."""
        raw = text.raw
        found, clean = self._spans(text)
        if (
            clean is not None
            and clean.plain
            and not found
            and not self.vault.may_be_in(clean.words, numbers=clean.numbers)
        ):
            return raw
        spans = list(found) if text.whole and found else merged([*found, *self._seen(text)])
        parts: list[str] = []
        at = 0
        for span in spans:
            self.count(span.label)
            known = self.vault.placeholder(span.label, raw[span.start : span.end], typed=text.typed)
            parts += [self._neutral(raw[at : span.start], text), known]
            at = span.end
        return "".join([*parts, self._neutral(raw[at:], text)])

    def _seen(self, text: Text) -> list[Span]:
        """Return where values of the conversation stand in a text."""
        spans = self.vault.seen(View(text.raw))
        return [each for each in spans if not _everyday(text.raw[each.start : each.end])] if text.code else spans

    def _neutral(self, raw: str, text: Text) -> str:
        """Put look-alikes of placeholders away, so that the model cannot tell them from ours."""
        places = lookalikes(raw)
        if not places:
            return raw
        spans = [Span(start, end, Label.ID) for start, end in places]
        return replaced(raw, spans, lambda _span, words: self.vault.literal(words, typed=text.typed))

    def _spans(self, text: Text) -> tuple[tuple[Span, ...], Clean | None]:
        """Return what a text holds and what is known of it; each text is read once."""
        if text.whole is not None and not (text.code and _everyday(text.raw)):
            return _inner(text.raw, text.whole), None
        asked = " ".join([text.asked or "", *text.also])
        digest = self.clean.digest(*(each.encode() for each in (text.raw, text.key, asked, text.before)))
        known = self.clean.known(digest)
        if known is None:
            found = self._find(text)
            known = self.clean.keep(digest, Clean(found) if found else described([text.raw]))
        return known.spans, known

    def _find(self, text: Text) -> tuple[Span, ...]:
        lead = f"{readable(text.key)}: " if text.key else ""
        try:
            spans = [span for each in _readings(text.raw) for span in self._after(lead, each, text.asked)]
            for label in text.also:
                spans += self._after(lead, text.raw, label)
            if text.before:
                spans += self._after(f"{text.before} ", _beginning(text.raw), text.asked)
        except TextTooLong as error:
            raise TooLarge(error.what, error.do) from None
        return tuple(merged(spans))

    def _after(self, lead: str, raw: str, asked: Label | None) -> list[Span]:
        """Return what a text holds that is read after other words; those are only for the sense."""
        return [
            Span(max(0, each.start - len(lead)), each.end - len(lead), each.label, each.weight)
            for each in self.finder.find(View(lead + raw, asked=asked))
            if each.end > len(lead)
        ]


@lru_cache(maxsize=1)
def _words() -> Everyday:
    return Everyday()


def _everyday(name: str) -> bool:
    """Tell whether a name consists of everyday words."""
    return all(word in _words() for word in readable(name).split())


def readable(key: str) -> str:
    """Return the name of a JSON field as words: `patientPhone` and `patient_phone` are "patient phone"; no accents."""
    return folded(_SEPARATORS.sub(" ", _CAMEL.sub(" ", key)).strip())


def _readings(raw: str) -> tuple[str, ...]:
    """Return how a text is to be read: a name such as `call_maria_santos` also as words; the lengths are the same."""
    if "_" in raw and not any(each.isspace() for each in raw):
        return raw, raw.replace("_", " ")
    return (raw,)


def _inner(raw: str, label: Label) -> tuple[Span, ...]:
    """Return the whole text as one find, without the blanks around it."""
    stripped = raw.strip()
    if not stripped:
        return ()
    start = raw.index(stripped)
    return (Span(start, start + len(stripped), label),)


def _beginning(raw: str) -> str:
    """Return so much of a text as the words before it may say something of."""
    return raw if len(raw) <= _REACH else raw[:_REACH].rpartition(" ")[0] or raw[:_REACH]
