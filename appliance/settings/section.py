"""What every section of appliance.yaml has in common."""

from pydantic import BaseModel, ConfigDict


class Section(BaseModel):
    """A part of the settings: read only, and no key that is not known."""

    model_config = ConfigDict(frozen=True, extra="forbid", validate_default=True)
