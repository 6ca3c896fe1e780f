"""The fake inbox and the folder keep the contract."""

import asyncio
from dataclasses import dataclass
from pathlib import Path

import pytest

from services.summaries.folder_inbox import FolderInbox
from tests.contract.inbox import CountedInbox, InboxContract
from tests.doubles.inbox import MemoryInbox


@dataclass(frozen=True, slots=True)
class CountedFolder(FolderInbox):
    async def count(self, inbox: str) -> int:
        return await asyncio.to_thread(lambda: len(list((self.root / inbox / "new").iterdir())))


class TestMemoryInbox(InboxContract):
    @pytest.fixture
    def inbox(self) -> CountedInbox:
        return MemoryInbox()


class TestFolderInbox(InboxContract):
    @pytest.fixture
    def inbox(self, tmp_path: Path) -> CountedInbox:
        return CountedFolder(tmp_path)
