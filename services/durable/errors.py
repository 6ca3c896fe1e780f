"""What can go wrong with durable workflows.

DurableError
├── NotRunning          the runtime is not started, or is stopping
├── AlreadyRunning      another process runs the workflows of this file
├── UnknownWorkflow     no workflow of this name is registered
└── PayloadRejected     a stored payload was not written by us, or not for this place

`Interrupted` stands apart: it ends a run without an outcome, so that the run is resumed later.
"""

from services.kernel.errors import SealdeskError


class DurableError(SealdeskError):
    """The durable runtime could not do what was asked."""


class NotRunning(DurableError):
    """The runtime is not started, or is stopping."""

    def __init__(self) -> None:
        super().__init__("Durable workflows are not running.", "Start the service again.")


class AlreadyRunning(DurableError):
    """Another runtime has the file."""

    def __init__(self) -> None:
        super().__init__(
            "Another process already runs the workflows of this file.", "Stop the other `sealdesk` process first."
        )


class UnknownWorkflow(DurableError):
    """No workflow of this name is registered."""

    def __init__(self, name: str) -> None:
        super().__init__(f"No workflow is called {name!r}.", "Register it before the runtime starts.")


class PayloadRejected(DurableError):
    """A stored payload does not open with our key, or belongs elsewhere."""

    def __init__(self) -> None:
        super().__init__(
            "A stored step result was not written by this appliance for this step.",
            "Restore the key or the file of the durable database from backup.",
        )


class Interrupted(BaseException):
    """Ends a run without an outcome. Not an `Exception`: neither a workflow nor DBOS may take it for a result."""
