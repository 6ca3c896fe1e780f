"""The contract of `services.summaries.ports.ProviderInbox`."""

from dataclasses import replace
from typing import Protocol

import pytest

from services.summaries.errors import InboxRefused
from services.summaries.ports import InboxMessage, ProviderInbox
from tests.doubles.clock import MONDAY_MORNING

MESSAGE = InboxMessage("cancel:op_1", "team-a", "A visit was cancelled", "Cancelled: ½ ñ.\n", MONDAY_MORNING)


class CountedInbox(ProviderInbox, Protocol):
    """An inbox a test can look into."""

    async def count(self, inbox: str) -> int: ...


class InboxContract:
    """Leaving is idempotent by id, and each inbox is its own."""

    async def test_the_same_message_left_again_is_there_once(self, inbox: CountedInbox) -> None:
        await inbox.leave(MESSAGE)
        await inbox.leave(MESSAGE)
        assert await inbox.count("team-a") == 1

    async def test_other_messages_and_other_inboxes_are_their_own(self, inbox: CountedInbox) -> None:
        await inbox.leave(MESSAGE)
        await inbox.leave(replace(MESSAGE, id="cancel:op_2"))
        await inbox.leave(replace(MESSAGE, id="cancel:op_3", inbox="prac-1"))
        assert (await inbox.count("team-a"), await inbox.count("prac-1")) == (2, 1)

    @pytest.mark.parametrize("name", ["../team-a", "a/b"])
    async def test_a_name_that_leads_elsewhere_is_refused(self, inbox: CountedInbox, name: str) -> None:
        with pytest.raises(InboxRefused):
            await inbox.leave(replace(MESSAGE, inbox=name))
