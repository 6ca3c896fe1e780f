"""A vault outside memory: sealed with AES-256-GCM (NIST SP 800-38D), bound to its conversation, deleted when read."""

import json
import secrets
from pathlib import Path
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from services.gateway.redaction.labels import Label
from services.gateway.refusals import LayerFailed
from services.gateway.vault.vault import Vault

KEY_BYTES: Final = 32
_NONCE: Final = 12
_SUFFIX: Final = ".vault"


def sealed(vault: Vault, key: bytes, conversation: str) -> bytes:
    """Return the vault's content, encrypted under a random nonce and bound to the conversation's digest."""
    content = [
        [entry.kind, entry.label, [[form.text(), form.typed] for form in entry.surfaces]] for entry in vault.entries()
    ]
    nonce = secrets.token_bytes(_NONCE)
    return nonce + AESGCM(key).encrypt(nonce, json.dumps(content).encode(), conversation.encode())


def unsealed(blob: bytes, key: bytes, conversation: str) -> Vault:
    """Return the vault that was sealed.

    Raises:
        LayerFailed: the content was changed, is another conversation's, or the key is another one.
    """
    try:
        content = json.loads(AESGCM(key).decrypt(blob[:_NONCE], blob[_NONCE:], conversation.encode()))
    except (InvalidTag, ValueError):
        raise LayerFailed("vault") from None
    vault = Vault()
    for kind, label, forms in content:
        vault.restore_entry(kind, Label(label) if label else None, [(text, typed) for text, typed in forms])
    return vault


class FolderSpill:
    """Sealed vaults as files in one folder; the key lives in memory only, so a restart makes them unreadable."""

    def __init__(self, folder: Path, key: bytes) -> None:
        """Delete what an earlier process left: its key is gone.

        Raises:
            LayerFailed: the key is not 32 bytes.
        """
        if len(key) != KEY_BYTES:
            raise LayerFailed("vault")
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for left in folder.glob(f"*{_SUFFIX}"):
            left.unlink()
        self._folder = folder
        self._key = key

    def _path(self, conversation: str) -> Path:
        return self._folder / f"{conversation}{_SUFFIX}"

    def put(self, conversation: str, vault: Vault) -> None:
        """Seal a vault and keep it, readable by its owner only."""
        path = self._path(conversation)
        path.touch(mode=0o600)
        path.write_bytes(sealed(vault, self._key, conversation))

    def take(self, conversation: str) -> Vault | None:
        """Return a kept vault and delete its file; None when there is none."""
        path = self._path(conversation)
        if not path.exists():
            return None
        blob = path.read_bytes()
        path.unlink()
        return unsealed(blob, self._key, conversation)

    def drop(self, conversation: str) -> None:
        """Delete a kept vault unread."""
        self._path(conversation).unlink(missing_ok=True)
