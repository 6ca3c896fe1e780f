"""What follows from a change that was done, in the same commit: its fee, and what its providers are told."""

from dataclasses import dataclass
from datetime import datetime

from services.audit.model import Action, Actor, ActorKind
from services.kernel.ids import Ids
from services.scheduling.fee import fee_event, raised
from services.scheduling.operation import Operation, OperationState
from services.scheduling.ports import ChangeTx
from services.scheduling.provider_notice import notices_of

SERVICE = Actor(ActorKind.SERVICE, "scheduling")


@dataclass(frozen=True, slots=True)
class RaiseFee:
    """Raises the fee that the patient agreed to; a free late change is kept too, because the next one counts it."""

    ids: Ids

    def __call__(self, tx: ChangeTx, operation: Operation, now: datetime) -> None:
        """Keep the fee of a late change that was done; only a change that was read back costs anything."""
        if operation.state is not OperationState.DONE:
            return
        fee = raised(operation, self.ids.new("fee"), SERVICE, now)
        if fee is not None and tx.fees.add(fee):
            tx.audit.record(fee_event(fee, SERVICE, Action.FEE_RAISED, now))


@dataclass(frozen=True, slots=True)
class TellProviders:
    """Keeps what each provider is told of the change; the summaries are made from it."""

    def __call__(self, tx: ChangeTx, operation: Operation, now: datetime) -> None:
        """Keep the notices of a change that was done."""
        for notice in notices_of(operation, now):
            tx.notices.add(notice)
