"""The history that comes again with every call of a conversation: what is known of it isn't done again.

What is passed on of a text is kept in the conversation's vault. It is taken again while the same layers and the same
roster read texts (the digests of `CleanTexts` change with them), and while no value that was learned since can stand in
the text.
"""

from dataclasses import dataclass

from services.gateway.payload.texts import Text, Texts, Visitor
from services.gateway.payload.values import visited_text
from services.gateway.redaction.traces import traces_of
from services.gateway.vault.passages import Passage, Passages


@dataclass(frozen=True, slots=True)
class History:
    """The contents of messages and the arguments of calls, of one request."""

    texts: Texts

    def learn(self, text: Text, visit: Visitor, depth: int) -> str:
        """Visit a text for its values; not where it was rewritten before: then the vault has them all."""
        passages = self.texts.vault.passages
        if passages is not None and passages.known(self._digest(text)) is not None:
            return text.raw
        return visited_text(text, visit, depth)

    def rewrite(self, text: Text, visit: Visitor, depth: int) -> str:
        """Return what may be passed on of a text, as before where that still holds."""
        passages = self.texts.vault.passages
        if passages is None:
            return visited_text(text, visit, depth)
        digest = self._digest(text)
        known = passages.known(digest)
        if known is None or not self.texts.vault.holds(known):
            return self._kept(passages, digest, text, visit, depth)
        for label in known.labels:
            self.texts.count(label)
        return known.text

    def _kept(self, passages: Passages, digest: bytes, text: Text, visit: Visitor, depth: int) -> str:
        """Rewrite a text and keep what was made of it."""
        learned, replaced = self.texts.vault.learned, len(self.texts.replaced)
        visited: list[str] = []

        def noted(text: Text) -> str:
            visited.append(text.raw)
            return visit(text)

        written = visited_text(text, noted, depth)
        labels = tuple(self.texts.replaced[replaced:])
        passages.keep(digest, Passage(written, labels, traces_of(visited), learned))
        return written

    def _digest(self, text: Text) -> bytes:
        """Return the digest of a text and of all that counts beside it."""
        asked = " ".join([text.asked or "", *text.also]).encode()
        typed = b"typed" if text.typed else b""
        around = text.before.encode(), text.joined.encode()
        return self.texts.clean.digest(b"passage", text.raw.encode(), asked, typed, *around)
