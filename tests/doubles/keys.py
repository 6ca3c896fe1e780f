"""Security keys made of paper: `services.accounts.ports.Ceremonies` without any cryptography."""

import json
from collections.abc import Sequence

from services.accounts.errors import WrongKey
from services.accounts.model import Account, SecurityKey
from services.accounts.ports import Site


class PaperKeys:
    """Answers name the key, the last challenge that was given, and the counter; each key knows its site."""

    def __init__(self) -> None:
        self.last = b""

    def answer(self, key: str, count: int) -> str:
        """Return what a browser would send now."""
        return json.dumps({"key": key, "challenge": self.last.hex(), "count": count})

    def creation(self, site: Site, challenge: bytes, account: Account, issuer: str) -> str:
        self.last = challenge
        return f"{site.host} {account.id} {issuer}"

    def request(self, site: Site, challenge: bytes, keys: Sequence[SecurityKey]) -> str:
        self.last = challenge
        return f"{site.host} {len(keys)}"

    def answered(self, answer: str) -> tuple[str, bytes]:
        said = json.loads(answer)
        return said["key"], bytes.fromhex(said["challenge"])

    def created(self, site: Site, challenge: bytes, answer: str) -> tuple[str, str, int]:
        said = json.loads(answer)
        return said["key"], f"public {site.host} {challenge.hex()}", said["count"]

    def shown(self, site: Site, challenge: bytes, answer: str, key: SecurityKey) -> int:
        said = json.loads(answer)
        if key.site != site.host or said["challenge"] != challenge.hex():
            raise WrongKey
        return int(said["count"])
