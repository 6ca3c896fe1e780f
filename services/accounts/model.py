"""A member of staff as the appliance knows them, and one signed-in session."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from services.audit.model import Actor, ActorKind


class Role(StrEnum):
    """What somebody is to the appliance; `services.accounts.permissions` says what each role may do."""

    FRONT_DESK = "front_desk"
    APPROVER = "approver"
    COMPLIANCE = "compliance"
    IT = "it"
    SECURITY_OFFICER = "security_officer"
    BREAK_GLASS = "break_glass"
    """Emergency access (45 CFR 164.312(a)(2)(ii)): sealed until it is used, for an hour, with a reason."""


@dataclass(frozen=True, slots=True)
class Invitation:
    """A one-time code with which a person chooses their password and sets up their second factor."""

    digest: str = field(repr=False)
    until: datetime


@dataclass(frozen=True, slots=True)
class SecurityKey:
    """A WebAuthn credential: on a security key, a phone or a computer that checks who uses it.

    `id` and `public_key` (COSE) are base64url; `site` is the host name for which it was made, and the only one at which
    it works; `count` is the newest number of its signature counter, 0 where it has none.
    """

    id: str
    public_key: str = field(repr=False)
    site: str
    name: str
    added_at: datetime
    count: int = 0
    used_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Account:
    """One person. `id` is their sign-in name and what the audit trail calls them; `name` is what people read.

    `password` is a hash, empty until the person has enrolled. `secret` is the second factor's, in base32. `last_step`
    is the newest time step whose code was used, so that no code works twice. `directory` is the subject under which the
    clinic's directory knows the person; they then come in through it alone.
    """

    id: str
    name: str
    roles: frozenset[Role]
    created_at: datetime
    secret: str = field(repr=False)
    password: str = field(repr=False, default="")
    invitation: Invitation | None = None
    disabled: bool = False
    last_step: int = 0
    keys: tuple[SecurityKey, ...] = ()
    directory: str = ""

    @property
    def person(self) -> "Person":
        """Return who this is for the use cases."""
        return Person(self.id, self.name, self.roles)


@dataclass(frozen=True, slots=True)
class Person:
    """A member of staff who has signed in."""

    id: str
    name: str
    roles: frozenset[Role]

    @property
    def actor(self) -> Actor:
        """Return the person as the audit trail names them, with their roles at this moment."""
        return Actor(ActorKind.STAFF, self.id, "+".join(sorted(self.roles)))


@dataclass(frozen=True, slots=True)
class EmergencyUse:
    """One use of emergency access: who, why, and until when; then who reviewed it, and what they found."""

    id: str
    account_id: str
    reason: str
    opened_at: datetime
    until: datetime
    reviewed_by: str = ""
    reviewed_at: datetime | None = None
    found: str = field(repr=False, default="")


@dataclass(frozen=True, slots=True)
class Session:
    """A browser in which somebody has signed in; `digest` stands for its cookie, which is kept nowhere.

    `factor_at` is when a second factor was shown last; without one, nothing opens before it is. `ends_at` is when the
    session ends in any case, where that is earlier than its role's time. `how` is by which way they came in.
    """

    digest: str = field(repr=False)
    account_id: str
    started_at: datetime
    seen_at: datetime
    factor_at: datetime | None = None
    ends_at: datetime | None = None
    how: str = ""
