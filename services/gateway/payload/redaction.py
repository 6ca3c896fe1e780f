"""Redacts a whole chat request: first every text teaches the vault, then every text is rewritten."""

from dataclasses import dataclass
from typing import Final

import orjson

from services.gateway.payload.clean import Clean, described
from services.gateway.payload.history import History
from services.gateway.payload.limits import Limits
from services.gateway.payload.request import RequestWalk
from services.gateway.payload.shape import Object
from services.gateway.payload.texts import Text, Texts
from services.gateway.refusals import TooLarge

#: Fields that come with every call of a client, mostly unchanged and with nothing in them.
_STANDING: Final = ("tools", "response_format")


@dataclass(frozen=True, slots=True)
class Redaction:
    """The redaction of one request."""

    texts: Texts
    limits: Limits

    def redacted(self, given: Object) -> dict[str, object]:
        """Return the request as the model server may see it.

        Raises:
            CallRefused: something in it may not pass.
        """
        digests = {name: self._digest(given[name]) for name in _STANDING if given.get(name) is not None}
        known = {name: clean for name, digest in digests.items() if (clean := self.texts.clean.known(digest))}
        history = History(self.texts)
        learned = RequestWalk(self.texts.learn, self.limits, _values(known), history.learn).request(given)
        still = {name: clean for name, clean in known.items() if not self._holds(clean)}
        passed = RequestWalk(self.texts.rewrite, self.limits, _values(still), history.rewrite).request(given)
        for name, digest in digests.items():
            if name not in known and learned[name] == passed[name]:
                self.texts.clean.keep(digest, described(self._strings(name, given), passed[name]))
        return passed

    def _digest(self, value: object) -> bytes:
        try:
            return self.texts.clean.digest(b"field", orjson.dumps(value))
        except orjson.JSONEncodeError:  # it reads deeper than it writes
            raise TooLarge("A field nests deeper than is read.", "Send it flatter.") from None

    def _holds(self, clean: Clean) -> bool:
        return not clean.plain or self.texts.vault.may_be_in(clean.words, numbers=clean.numbers)

    def _strings(self, name: str, given: Object) -> list[str]:
        """Return every text of a field."""
        strings: list[str] = []

        def visit(text: Text) -> str:
            strings.append(text.raw)
            return text.raw

        RequestWalk(visit, self.limits).request({"model": "x", "messages": [{"role": "user"}], name: given[name]})
        return strings


def _values(known: dict[str, Clean]) -> dict[str, object]:
    return {name: clean.value for name, clean in known.items()}
