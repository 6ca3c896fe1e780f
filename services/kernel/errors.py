"""The root of every room's error tree.

SealdeskError
├── services.scheduling.errors.SchedulingError (the clinic's scheduling system)
├── services.state.errors.StateError
├── services.durable.errors.DurableError
├── appliance.errors.SettingsError
└── ... one small tree per room, named for what failed
"""


class SealdeskError(Exception):
    """Something failed; `what` happened and what to `do` about it, both free of PHI."""

    def __init__(self, what: str, do: str = "") -> None:
        self.what = what
        self.do = do
        super().__init__(f"{what} {do}".strip())
