import asyncio
from pathlib import Path

import pytest

from services.gateway.errors import RosterUnavailable, RosterUnreadable
from services.gateway.roster.file import FileRoster


async def test_the_file_is_read_anew_at_each_list(tmp_path: Path) -> None:
    file = tmp_path / "roster.jsonl"
    source = FileRoster(file)
    for patients in (1, 1100):
        file.write_text('{"name": "Ana Quackenbush"}\n' * patients)
        assert sum([len(page) async for page in source.pages()]) == patients
    await source.aclose()


async def test_a_missing_file_and_a_bad_line_are_no_list(tmp_path: Path) -> None:
    with pytest.raises(RosterUnavailable, match="down"):
        async for _ in FileRoster(tmp_path / "none").pages():
            pass
    (tmp_path / "bad").write_text('{"name": "Ana Quackenbush"}\nAna\n')
    with pytest.raises(RosterUnreadable, match="line 2"):
        async for _ in FileRoster(tmp_path / "bad").pages():
            pass


async def test_a_file_tells_of_no_changes(tmp_path: Path) -> None:
    waiting = asyncio.create_task(FileRoster(tmp_path).changes())
    await asyncio.sleep(0)
    assert not waiting.done()
    waiting.cancel()
