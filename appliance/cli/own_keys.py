"""A person's own signing key in a file of theirs; documents that travel between people: written whole, never over."""

import base64
import os
from collections.abc import Callable
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

from appliance.errors import ApplianceError

Refused = Callable[[str, str], ApplianceError]
"""Words what was refused, and what to do, as the verb's own error."""


def make_key(path: Path, refused: Refused) -> str:
    """Write a new key, mode 0400, and return its public half in base64.

    Raises:
        ApplianceError: the file is there already, or cannot be written.
    """
    key = Ed25519PrivateKey.generate()
    write_new(path, key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()), 0o400, refused)
    return public_text(key.public_key())


def public_text(key: Ed25519PublicKey) -> str:
    """Return a public key as the settings take it."""
    return base64.b64encode(key.public_bytes_raw()).decode("ascii")


def private_key(path: Path, maker: str, refused: Refused) -> Ed25519PrivateKey:
    """Return the key of a file; `maker` is the command that writes one.

    Raises:
        ApplianceError: it cannot be read, or is no such key.
    """
    try:
        key = load_pem_private_key(read(path, "private key", refused), password=None)
    except (ValueError, TypeError):
        key = None
    if not isinstance(key, Ed25519PrivateKey):
        raise refused(f"{path.name} is no signing key of a person.", f"Use the file that `{maker}` wrote.")
    return key


def read(path: Path, what: str, refused: Refused) -> bytes:
    """Return the content of a file.

    Raises:
        ApplianceError: it cannot be read.
    """
    try:
        return path.read_bytes()
    except OSError as error:
        raise refused(f"The {what} {path} cannot be read ({type(error).__name__}).", "Check the path.") from None


def write_new(path: Path, content: bytes, mode: int, refused: Refused) -> None:
    """Write a new file; half of one is never there.

    Raises:
        ApplianceError: the file is there already, or cannot be written.
    """
    half = path.with_name(f".{path.name}.new")
    try:
        half.unlink(missing_ok=True)
        handle = os.open(half, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, mode)
        with os.fdopen(handle, "wb") as file:
            os.fchmod(handle, mode)
            file.write(content)
        os.link(half, path)
    except FileExistsError:
        raise refused(f"{path} is there already.", "Name another file, or take the old one away first.") from None
    except OSError as error:
        raise refused(f"{path} cannot be written ({type(error).__name__}).", "Check the folder.") from None
    finally:
        half.unlink(missing_ok=True)
