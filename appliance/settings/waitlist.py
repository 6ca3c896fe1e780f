"""The waitlist: how freed slots are offered to people who wait for an earlier time."""

from pydantic import Field, model_validator

from appliance.settings.section import Section


class WaitlistSettings(Section):
    """The waitlist. When an offer may be texted at all is said by `messaging.unasked`."""

    runs: bool = Field(
        default=True,
        description="Freed slots are offered to people who wait; false: nobody is asked, and patients get a person.",
    )
    batch_size: int = Field(10, ge=1, le=50, description="How many people are asked at once.")
    batch_minutes: int = Field(5, ge=1, le=120, description="Minutes after which the next ones are asked.")
    answer_minutes: int = Field(120, ge=10, le=1440, description="Minutes for which an offer's code is good.")
    least_minutes: int = Field(
        10, ge=5, le=240, description="An offer that leaves fewer minutes to answer is not made."
    )
    travel_minutes: int = Field(
        60, ge=0, le=1440, description="Minutes before a visit by which patients must know of it, besides the lead."
    )
    depth: int = Field(3, ge=0, le=10, description="How many times a winner's own old time is offered on.")
    offers_per_day: int = Field(1, ge=1, le=5, description="Offers to one patient within 24 hours.")
    offers_per_week: int = Field(3, ge=1, le=20, description="Offers to one patient within 7 days.")
    settle_minutes: int = Field(
        15, ge=1, le=240, description="Minutes for which the scheduling system may fail before a person books."
    )
    watch: bool = Field(
        default=True, description="Also offer times that the front desk frees in the scheduling system."
    )
    watch_seconds: int = Field(
        10, ge=5, le=600, description="Seconds between two looks at the free times, while somebody waits."
    )
    import_seconds: int = Field(
        60, ge=10, le=3600, description="Seconds between two looks at the scheduling system's own waitlist."
    )
    wrong_codes_per_hour: int = Field(
        5, ge=1, le=100, description="Wrong codes from one number after which its codes are not read for an hour."
    )

    @model_validator(mode="after")
    def _an_offer_lasts_as_long_as_it_must(self) -> "WaitlistSettings":
        if self.least_minutes > self.answer_minutes:
            msg = "least_minutes must not be more than answer_minutes"
            raise ValueError(msg)
        return self
