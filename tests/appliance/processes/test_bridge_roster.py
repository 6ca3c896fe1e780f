"""The bridge's second socket: there for a gateway of ours, and for nobody else."""

import stat
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from appliance.processes.bridge import roster_server
from services.kernel.roster import RosterEntry
from tests.appliance.settings_files import small_clinic


class Nobody:
    """A system without patients."""

    async def roster(self) -> AsyncIterator[list[RosterEntry]]:
        yield []


@pytest.mark.parametrize(
    "gateway",
    [
        {},
        {"runs": True, "upstream": "unix:/x", "roster": {"source": "none"}},
        {"runs": True, "upstream": "unix:/x", "roster": {"source": "file", "file": "/x"}},
    ],
)
def test_without_a_gateway_that_wants_it_there_is_no_such_socket(tmp_path: Path, gateway: dict[str, object]) -> None:
    assert roster_server(small_clinic(tmp_path, gateway=gateway), Nobody()) == []
    assert not (tmp_path / "run/roster.sock").exists()


def test_for_a_gateway_it_is_its_owners_and_its_groups(tmp_path: Path) -> None:
    settings = small_clinic(tmp_path, gateway={"runs": True, "upstream": "unix:/x"})
    ((server, listener),) = roster_server(settings, Nobody())
    listener.close()
    assert stat.S_IMODE((tmp_path / "run/roster.sock").stat().st_mode) == 0o660
    assert server.config.http != "auto"
