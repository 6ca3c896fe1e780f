"""The rule that a change is recorded, itself: it sees a write without an event, and each exception is still there."""

import importlib

import pytest

from services.audit.model import Action, Actor, ActorKind, AuditEvent
from services.dialogue.model import Chat
from services.kernel.language import Language
from services.scheduling.operation import OutboxMessage
from tests.doubles.audited_writes import NOT_OF_RECORD, UNRECORDED, require_audited
from tests.doubles.clock import ManualClock
from tests.doubles.tables import Journal, Tables
from tests.doubles.transaction import MemoryTx


def by_the_product() -> None:
    """Stand for a function of the product."""


by_the_product.__module__ = "services.scheduling.invented"
NOW = ManualClock().now()


def test_a_change_without_an_event_is_seen() -> None:
    journal = Journal(Tables())
    MemoryTx(journal).chats.add(Chat("chat-1", 1, Language.EN, NOW, NOW, "{}"))
    with pytest.raises(AssertionError, match="by_the_product changed chats"):
        require_audited(by_the_product, journal)
    journal.record(AuditEvent(NOW, Actor(ActorKind.SERVICE, "test"), Action.CHAT_OPENED))
    require_audited(by_the_product, journal)


def test_what_is_not_of_record_and_what_changes_nothing_passes() -> None:
    journal = Journal(Tables())
    MemoryTx(journal).outbox.add(OutboxMessage("m1", "+13125550142", "moved", Language.EN, {}, NOW))
    require_audited(by_the_product, journal)


@pytest.mark.parametrize("name", UNRECORDED)
def test_each_exception_names_a_function_that_is_there(name: str) -> None:
    module, owner, method = name.rsplit(".", 2)
    assert hasattr(getattr(importlib.import_module(module), owner), method)


def test_each_table_that_is_not_of_record_is_one() -> None:
    assert NOT_OF_RECORD.keys() <= vars(Journal(Tables())).keys()
