"""Security keys by the `webauthn` library: `services.accounts.ports.Ceremonies`.

No attestation is asked for: which make of key somebody has is nobody's business here. User verification (a PIN, a
fingerprint) and a key that shows by itself whose it is are always required.
"""

import hashlib
import json
from collections.abc import Sequence

from webauthn import (
    base64url_to_bytes,
    generate_authentication_options,
    generate_registration_options,
    options_to_json,
    verify_authentication_response,
    verify_registration_response,
)
from webauthn.helpers import bytes_to_base64url
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from services.accounts.errors import WrongKey
from services.accounts.model import Account, SecurityKey
from services.accounts.ports import Site

_MILLISECONDS = 120_000
_REQUIRED = AuthenticatorSelectionCriteria(
    resident_key=ResidentKeyRequirement.REQUIRED, user_verification=UserVerificationRequirement.REQUIRED
)


class WebAuthnCeremonies:
    """Makes the options and checks the answers."""

    def creation(self, site: Site, challenge: bytes, account: Account, issuer: str) -> str:
        """Return the options for making a key, as JSON; keys that the account has are not made twice."""
        options = generate_registration_options(
            rp_id=site.host,
            rp_name=issuer,
            user_id=hashlib.sha256(f"sealdesk key {account.id} {account.created_at.isoformat()}".encode()).digest(),
            user_name=account.id,
            user_display_name=account.name,
            challenge=challenge,
            timeout=_MILLISECONDS,
            authenticator_selection=_REQUIRED,
            exclude_credentials=_descriptors([key for key in account.keys if key.site == site.host]),
        )
        return options_to_json(options)

    def request(self, site: Site, challenge: bytes, keys: Sequence[SecurityKey]) -> str:
        """Return the options for asking for one of these keys, or for any of the site's, as JSON."""
        options = generate_authentication_options(
            rp_id=site.host,
            challenge=challenge,
            timeout=_MILLISECONDS,
            allow_credentials=_descriptors(keys),
            user_verification=UserVerificationRequirement.REQUIRED,
        )
        return options_to_json(options)

    def answered(self, answer: str) -> tuple[str, bytes]:
        """Return which key answers, and to which challenge it says it does.

        Raises:
            WrongKey: the answer cannot be read.
        """
        try:
            said = json.loads(answer)
            client = json.loads(base64url_to_bytes(said["response"]["clientDataJSON"]))
            return str(said["id"]), base64url_to_bytes(client["challenge"])
        except (ValueError, KeyError, TypeError, AttributeError, WebAuthnException):
            raise WrongKey from None

    def created(self, site: Site, challenge: bytes, answer: str) -> tuple[str, str, int]:
        """Return the new key's id, its public key and its counter.

        Raises:
            WrongKey: the answer is not for this site and challenge, or its user was not verified.
        """
        try:
            made = verify_registration_response(
                credential=answer,
                expected_challenge=challenge,
                expected_rp_id=site.host,
                expected_origin=site.origin,
                require_user_verification=True,
            )
        except (WebAuthnException, ValueError, TypeError, KeyError):
            raise WrongKey from None
        return bytes_to_base64url(made.credential_id), bytes_to_base64url(made.credential_public_key), made.sign_count

    def shown(self, site: Site, challenge: bytes, answer: str, key: SecurityKey) -> int:
        """Return the key's counter; whether it went up is for the use case to judge, so any is taken here.

        Raises:
            WrongKey: the answer is not this key's, for this site and challenge, or its user was not verified.
        """
        if key.site != site.host:
            raise WrongKey
        try:
            shown = verify_authentication_response(
                credential=answer,
                expected_challenge=challenge,
                expected_rp_id=site.host,
                expected_origin=site.origin,
                credential_public_key=base64url_to_bytes(key.public_key),
                credential_current_sign_count=0,
                require_user_verification=True,
            )
        except (WebAuthnException, ValueError, TypeError, KeyError):
            raise WrongKey from None
        return shown.new_sign_count


def _descriptors(keys: Sequence[SecurityKey]) -> list[PublicKeyCredentialDescriptor]:
    return [PublicKeyCredentialDescriptor(id=base64url_to_bytes(key.id)) for key in keys]
