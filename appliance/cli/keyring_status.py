"""`sealdesk keys status`: every key, how old it is, what seals the keyring and since when; no key is shown."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from appliance.cli.keyring import SINCE, opened_keys, place_words, say
from appliance.secret_files import OUR_KEYS
from services.kernel.clock import SystemClock
from services.keys.keyring import Keyring, Status, Wrapped


@dataclass(frozen=True, slots=True)
class Standing:
    """What there is to say of the keys."""

    ring: Keyring
    plain: Sequence[str]
    """Keys that lie beside the keyring as plain files."""
    now: datetime

    @property
    def sealed(self) -> str | None:
        """When the keyring was sealed as it is, where that is known."""
        return self.ring.place.where.get(SINCE)

    def lines(self) -> list[str]:
        """Return the words for people."""
        since = "" if self.sealed is None else f" since {self._age(datetime.fromisoformat(self.sealed))}"
        lines = [f"Sealed by {place_words(self.ring.place)}{since}; its id is {self.ring.kek_id}."]
        lines += [
            f"{each.name:18} {each.number:>3}  {each.status.value:8} made {self._age(each.made)}"
            for each in self.ring.contents()
        ]
        lines += [
            f"{each.name:18}      A CHANGE WAS INTERRUPTED: `sealdesk up` finishes it."
            for each in self.ring.contents()
            if each.status is Status.NEXT
        ]
        return [*lines, *(f"{name:18}      NOT WRAPPED: a plain file beside the keyring" for name in self.plain)]

    def fields(self) -> dict[str, object]:
        """Return the same for a machine."""
        return {
            "kek": self.ring.kek_id,
            "seal": self.ring.place.kind,
            "sealed": self.sealed,
            "keys": [self._fields(each) for each in self.ring.contents()],
            "plain_files": list(self.plain),
        }

    def _fields(self, key: Wrapped) -> dict[str, object]:
        return {
            "name": key.name,
            "number": key.number,
            "status": key.status.value,
            "made": key.made.isoformat(),
            "days": (self.now - key.made).days,
        }

    def _age(self, made: datetime) -> str:
        days = (self.now - made).days
        return f"{made:%Y-%m-%d} ({'today' if days == 0 else '1 day ago' if days == 1 else f'{days} days ago'})"


def status(config: Path | None, *, as_json: bool) -> int:
    """Print it; 1 while a key lies unwrapped."""
    _, secrets = opened_keys(config)
    plain = [name for name in OUR_KEYS if (secrets.folder / name).exists()]
    standing = Standing(secrets.keyring(), plain, SystemClock().now())
    if as_json:
        say(json.dumps(standing.fields()))
        return 0
    for line in standing.lines():
        say(line)
    return 1 if plain else 0
