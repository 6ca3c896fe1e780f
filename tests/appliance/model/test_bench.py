import json

import pytest

from appliance.model.bench import as_json, bench, opened, table
from appliance.model.errors import BenchFailed
from tests.doubles.loopback import serving
from tests.doubles.vllm import FakeVllm

KEY = "bench-key"


async def test_it_times_both_kinds_of_request_at_each_number_of_streams() -> None:
    fake = FakeVllm(KEY)
    with serving(fake.app()) as address:
        async with opened(address, KEY) as target:
            rows = [row async for row in bench(target, (1, 4), rounds=2)]
    assert [row.streams for row in rows] == [1, 4]
    assert [row.commands_well_formed for row in rows] == ["2/2", "8/8"]
    assert all(0 < row.first_p50 <= row.first_p95 for row in rows)
    assert all(row.tokens_per_second > 0 and row.commands_per_second > 0 for row in rows)
    assert len(fake.chats) == 2 + 2 * 2 + 2 * 8


async def test_the_figures_are_a_table_or_json() -> None:
    with serving(FakeVllm().app()) as address:
        async with opened(address, "") as target:
            rows = [row async for row in bench(target, (1,), rounds=1)]
    assert len(table(rows).splitlines()) == 2
    assert json.loads(as_json(rows))["streams"][0]["commands_well_formed"] == "1/1"


@pytest.mark.parametrize("address", ["http://127.0.0.1:9", "unix:/nowhere.sock", "ftp://x", ""])
async def test_a_server_that_is_not_there_is_told(address: str) -> None:
    with pytest.raises(BenchFailed):
        async with opened(address, ""):
            pass


async def test_a_wrong_key_is_told() -> None:
    with serving(FakeVllm(KEY).app()) as address, pytest.raises(BenchFailed, match="key"):
        async with opened(address, "another"):
            pass


@pytest.mark.parametrize("fault", ["500", "not_json", "wrong_shape"])
async def test_a_server_that_fails_is_told(fault: str) -> None:
    fake = FakeVllm()
    with serving(fake.app()) as address:
        async with opened(address, "") as target:
            fake.fault = fault
            with pytest.raises(BenchFailed, match="did not answer"):
                _ = [row async for row in bench(target, (1,), rounds=1)]
