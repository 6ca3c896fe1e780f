"""What patients may change by themselves: the default rules, and other ones by visit type."""

from pydantic import Field

from appliance.settings.section import Section


class PolicySettings(Section):
    """The clinic's policy."""

    visit_types: dict[str, str] = Field(default_factory=dict, description="Rules by visit type.")
