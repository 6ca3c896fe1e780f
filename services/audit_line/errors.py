"""What can go wrong on the line to the audit process, by what is known afterwards.

AuditLineError
├── LedgerAway      nobody answered: nothing was handed over
├── LedgerCut       no usable answer came: it may have been taken; giving it again is harmless
├── LedgerRefused   the ledger answers why not; `name` is the ledger's own name for it
└── OutboxBehind    the outbox was put back to an older state than the ledger has taken
"""

from services.kernel.errors import SealdeskError


class AuditLineError(SealdeskError):
    """Something was not acknowledged, or not answered."""

    code = "audit_line_error"


class LedgerAway(AuditLineError):
    """The audit process does not answer."""

    code = "audit_line_down"

    def __init__(self) -> None:
        super().__init__("The audit process is not running.", "Start it with `sealdesk up`, or see `sealdesk status`.")


class LedgerCut(AuditLineError):
    """The audit process gave no usable answer."""

    code = "audit_line_cut"

    def __init__(self) -> None:
        super().__init__("The audit process gave no usable answer.", "See its log; `sealdesk status` names it.")


class LedgerRefused(AuditLineError):
    """The ledger says no, and why."""

    code = "audit_line_refused"

    def __init__(self, name: str, what: str, do: str) -> None:
        super().__init__(what, do)
        self.name = name


class OutboxBehind(AuditLineError):
    """The ledger has taken events that the outbox does not hold."""

    code = "audit_outbox_behind"

    def __init__(self, source: str, taken: int, last: int) -> None:
        super().__init__(
            f"The audit ledger has taken {taken} events of `{source}`, but that outbox holds {last}: it was put back.",
            "Restore the newest backup of the state, or declare it: docs/runbooks/state-restored.md.",
        )
