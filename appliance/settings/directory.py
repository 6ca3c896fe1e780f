"""The clinic's directory, by which staff sign in to the console (OpenID Connect)."""

from typing import Final

from pydantic import Field, field_validator

from appliance.settings.section import Section
from services.accounts.model import Role

_FILE: Final = r"^[\w.-]+$"


class DirectorySettings(Section):
    """A directory on the clinic's own network: Entra through a proxy of its own, AD FS, Keycloak and others."""

    issuer: str = Field(
        pattern=r"^https://[^\s?#]+$",
        description="The directory's name of itself, to the letter as its discovery document writes it (`issuer`).",
    )
    client_id: str = Field(min_length=1, description="Under which name the directory knows the console.")
    client_secret_file: str | None = Field(
        None, pattern=_FILE, description="Name of the client's secret in the secrets directory; null for none."
    )
    ca_file: str = Field(description="PEM file of the authority that signed its certificate; nothing else is trusted.")
    groups: dict[str, tuple[Role, ...]] = Field(
        min_length=1,
        description="Which roles a group gives: front_desk, approver, compliance, it, security_officer. Somebody in "
        "none of these groups has no account; who is in one gets it with the first sign-in.",
    )
    groups_claim: str = Field("groups", min_length=1, description="The claim that lists a person's groups.")
    scopes: tuple[str, ...] = Field(("profile", "groups"), description="What is asked for, beside `openid`.")
    second_factor_amr: tuple[str, ...] = Field(
        ("mfa",), description="Values of `amr` that say that the directory asked for a second factor (RFC 8176)."
    )
    second_factor_acr: tuple[str, ...] = Field((), description="Values of `acr` that say so.")
    clock_skew_seconds: int = Field(60, ge=0, le=300, description="By how much its clock may differ from ours.")

    @field_validator("groups")
    @classmethod
    def _no_group_breaks_the_glass(cls, groups: dict[str, tuple[Role, ...]]) -> dict[str, tuple[Role, ...]]:
        if any(Role.BREAK_GLASS in roles for roles in groups.values()):
            msg = "no group gives break_glass: emergency access has to work while the directory is down"
            raise ValueError(msg)
        return groups
