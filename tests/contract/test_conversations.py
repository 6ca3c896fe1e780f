"""The dialogue and the portal's script both keep the contract of conversations."""

import pytest

from services.dialogue.understanding.embedded import EmbeddedUnderstander
from services.portal.ports import Conversations
from tests.contract.conversations import ConversationsContract
from tests.dialogues.clinic import Clinic
from tests.doubles.conversations import ScriptedConversations


class TestScriptedConversations(ConversationsContract):
    @pytest.fixture
    def conversations(self) -> Conversations:
        return ScriptedConversations()


class TestDialogue(ConversationsContract):
    @pytest.fixture
    def conversations(self) -> Conversations:
        return Clinic(EmbeddedUnderstander()).conversations
