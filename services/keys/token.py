"""A KEK that stays in a PKCS#11 token (an HSM, a smart card): the token wraps, we never see the key.

AES-256-GCM by CKM_AES_GCM (PKCS #11 v3.0 section 6.13.3); the associated data name the wrapped key.
"""

import hashlib
import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Final

import pkcs11
from pkcs11 import Attribute, GCMParams, KeyType, Mechanism, ObjectClass

from services.keys.errors import KekUnavailable, WrongKek
from services.keys.kek import bound
from services.keys.keyring import KekPlace

_BITS: Final = 256
_NONCE: Final = 12
_ID: Final = 8
_REMEDY: Final = "Attach the token, and look at its label, its module and its PIN: `pkcs11-tool --module M -L`."


class TokenKek:
    """Wraps and unwraps by a token's key."""

    def __init__(self, session: Any, key: Any, key_id: str) -> None:  # noqa: ANN401 the library's own objects
        self._session = session
        self._key = key
        self._id = key_id

    @classmethod
    def make(cls, module: str, token: str, label: str, pin_file: str, pin: str) -> KekPlace:
        """Make a key in the token that it never gives away; return where it is.

        Raises:
            KekUnavailable: the token is not there, or refuses.
        """
        identifier = secrets.token_bytes(_ID)
        template = {Attribute.SENSITIVE: True, Attribute.EXTRACTABLE: False, Attribute.PRIVATE: True}
        with _words():
            session = _session(module, token, pin, write=True)
            session.generate_key(KeyType.AES, _BITS, id=identifier, label=label, store=True, template=template)
            session.close()
        where = {"module": module, "token": token, "label": label, "id": identifier.hex(), "pin_file": pin_file}
        return KekPlace("pkcs11", where)

    @classmethod
    def find(cls, where: Mapping[str, str], pin: str) -> "TokenKek":
        """Return the KEK of a place.

        Raises:
            KekUnavailable: the token is not there, refuses the PIN, or holds no such key.
        """
        with _words():
            session = _session(where["module"], where["token"], pin, write=False)
            key = session.get_key(
                object_class=ObjectClass.SECRET_KEY, label=where["label"], id=bytes.fromhex(where["id"])
            )
        shown = hashlib.sha256(b"sealdesk/kek/token" + bytes.fromhex(where["id"])).digest()[:_ID]
        return cls(session, key, shown.hex())

    @property
    def id(self) -> str:
        """What tells it from another."""
        return self._id

    def wrap(self, name: str, key: bytes) -> bytes:
        """Return `key` wrapped for this name.

        Raises:
            KekUnavailable: the token is gone.
        """
        nonce = secrets.token_bytes(_NONCE)
        with _words():
            return nonce + bytes(
                self._key.encrypt(key, mechanism=Mechanism.AES_GCM, mechanism_param=GCMParams(nonce, bound(name)))
            )

    def unwrap(self, name: str, wrapped: bytes) -> bytes:
        """Return the key.

        Raises:
            WrongKek: it was wrapped by another KEK, under another name, or was changed.
        """
        parameters = GCMParams(wrapped[:_NONCE], bound(name))
        try:
            return bytes(self._key.decrypt(wrapped[_NONCE:], mechanism=Mechanism.AES_GCM, mechanism_param=parameters))
        except pkcs11.PKCS11Error:
            raise WrongKek from None


def _session(module: str, token: str, pin: str, *, write: bool) -> Any:  # noqa: ANN401 the library's own object
    """Open a session; a process signs in to a token once, for all of its sessions (PKCS #11 section 5.6.8)."""
    found = pkcs11.lib(module).get_token(token_label=token)
    try:
        return found.open(rw=write, user_pin=pin)
    except pkcs11.UserAlreadyLoggedIn:
        return found.open(rw=write)


@contextmanager
def _words() -> Iterator[None]:
    try:
        yield
    except (pkcs11.PKCS11Error, RuntimeError) as error:
        raise KekUnavailable(f"the token refuses ({type(error).__name__})", _REMEDY) from None
