import asyncio
import json
import subprocess
import sys
from collections.abc import Iterator

import httpx
import pytest

from appliance.demo.ehr.traps import KINDS
from tests.appliance.demo.clinic_client import Clinic, in_slot

READ = "Appointment/apt-001"


async def test_a_status_trap_answers_before_anything_is_done(generic: Clinic) -> None:
    params = {"status": 429, "retry_after": 7}
    await generic.trap("status", match={"method": "PUT"}, params=params)
    body = {**generic.appointment_of("pat-001"), "comment": "never"}
    answer = await generic.put(READ, body)
    assert (answer.status_code, answer.headers["retry-after"]) == (429, "7")
    assert answer.json()["issue"][0]["code"] == "throttled"
    assert "comment" not in generic.stored(READ)
    assert (await generic.put(READ, body)).status_code == 200


@pytest.mark.parametrize("status", [400, 401, 403, 404, 405, 409, 410, 412, 422, 423, 424, 500, 502, 503, 504])
async def test_every_status_can_be_asked_for(generic: Clinic, status: int) -> None:
    await generic.trap("status", params={"status": status})
    assert (await generic.get(READ)).status_code == status


async def test_a_trap_springs_where_and_as_often_as_told(generic: Clinic) -> None:
    match = {"method": "GET", "type": "Slot", "path": "^Slot/"}
    trap = await generic.trap("status", match=match, times=2, skip=1)
    slot = "Slot/whitfield-main-20261124-0900"
    statuses = [(await generic.get(path)).status_code for path in (READ, "Slot?_count=1", slot, slot, slot, slot)]
    assert statuses == [200, 200, 200, 503, 503, 200]
    listing = (await generic.http.get("/_control/traps")).json()["traps"]
    assert [(found["id"], found["sprung"]) for found in listing] == [(trap, 2)]


async def test_a_trap_until_cleared(generic: Clinic) -> None:
    trap = await generic.trap("status", times=0)
    assert [(await generic.get(READ)).status_code for _ in range(3)] == [503] * 3
    await generic.http.delete(f"/_control/traps?id={trap}")
    assert (await generic.get(READ)).status_code == 200


async def test_an_unknown_trap_is_refused_with_the_known_ones(generic: Clinic) -> None:
    answer = await generic.http.post("/_control/traps", json={"name": "earthquake"})
    assert answer.status_code == 400
    assert all(kind in answer.json()["error"] for kind in KINDS)


async def test_a_lie_says_yes_and_keeps_nothing(generic: Clinic) -> None:
    await generic.trap("lie")
    answer = await generic.put(READ, {**generic.appointment_of("pat-001"), "comment": "a lie"})
    assert (answer.status_code, answer.json()["comment"], answer.headers["etag"]) == (200, "a lie", 'W/"2"')
    assert "comment" not in (await generic.get(READ)).json()


async def test_another_slot_than_asked_for(generic: Clinic) -> None:
    slot = generic.free_slots("whitfield-main")[0]
    await generic.trap("other-slot")
    asked = in_slot(generic.appointment_of("pat-001"), slot)
    answer = await generic.put(READ, asked)
    assert answer.json()["slot"] == asked["slot"]
    assert generic.stored(READ)["slot"] != asked["slot"]
    assert generic.stored(READ)["start"] > slot["start"]


@pytest.mark.parametrize("where", ["pause", "pause-after"])
async def test_a_pause_waits_until_it_is_released(generic: Clinic, where: str) -> None:
    trap = await generic.trap(where)
    work = asyncio.create_task(generic.put(READ, {**generic.appointment_of("pat-001"), "comment": "slow"}))
    await generic.ehr.traps.somebody_waits(trap)
    assert ("comment" in generic.stored(READ)) == (where == "pause-after")
    await generic.control("traps/release", {"id": trap})
    assert (await work).status_code == 200


@pytest.mark.parametrize("where", ["delay", "delay-after"])
async def test_a_delay_answers_all_the_same(generic: Clinic, where: str) -> None:
    await generic.trap(where, params={"seconds": 0})
    assert (await generic.get(READ)).status_code == 200


async def test_a_redirect_points_elsewhere(generic: Clinic) -> None:
    await generic.trap("redirect")
    answer = await generic.get(READ)
    assert (answer.status_code, answer.headers["location"]) == (302, f"http://elsewhere.invalid/fhir/fhir/{READ}")


async def test_a_huge_bundle_is_as_large_as_asked(generic: Clinic) -> None:
    await generic.trap("huge", params={"megabytes": 2})
    answer = await generic.get("Slot?status=free")
    assert len(answer.content) > 2 * 1024 * 1024
    assert answer.json()["resourceType"] == "Bundle"


async def test_malformed_json_and_a_sign_in_page(generic: Clinic) -> None:
    await generic.trap("malformed-json")
    with pytest.raises(json.JSONDecodeError):
        (await generic.get(READ)).json()
    await generic.trap("wrong-content-type")
    assert (await generic.get(READ)).headers["content-type"] == "text/html"


async def test_spoilt_resources(generic: Clinic) -> None:
    await generic.trap("wrong-types")
    assert (await generic.get(READ)).json()["participant"] == "nobody"
    await generic.trap("missing-references")
    spoilt = (await generic.get(READ)).json()
    assert "slot" not in spoilt
    assert all("reference" not in participant["actor"] for participant in spoilt["participant"])
    await generic.trap("missing-status")
    assert "status" not in (await generic.get(READ)).json()


async def test_a_stale_read_shows_the_version_before(generic: Clinic) -> None:
    await generic.put(READ, {**generic.appointment_of("pat-001"), "comment": "second"})
    await generic.trap("stale-read", times=2)
    stale = await generic.get(READ)
    assert ("comment" in stale.json(), stale.headers["etag"]) == (False, 'W/"1"')
    assert "comment" not in (await generic.search("Appointment?patient=pat-001"))[0]
    assert (await generic.get(READ)).json()["comment"] == "second"


async def test_a_taken_slot_looks_free(generic: Clinic) -> None:
    await generic.trap("slot-looks-free")
    slot = generic.appointment_of("pat-001")["slot"][0]["reference"]
    assert (await generic.get(slot)).json()["status"] == "free"
    assert (await generic.get(slot)).json()["status"] == "busy"


async def test_duplicate_entries(generic: Clinic) -> None:
    await generic.trap("duplicate-entries")
    assert [found["id"] for found in await generic.search("Appointment?patient=pat-001")] == ["apt-001"] * 2


@pytest.mark.parametrize("kind", ["endless-paging", "endless-paging-new"])
async def test_endless_paging_always_has_a_next_page(generic: Clinic, kind: str) -> None:
    await generic.trap(kind, times=0)
    url, seen = "/fhir/Slot?_count=1", []
    for _ in range(4):
        bundle = (await generic.http.get(url)).json()
        url = next(link["url"] for link in bundle["link"] if link["relation"] == "next")
        seen.append(url)
    assert len(set(seen)) == (1 if kind == "endless-paging" else 4)


@pytest.mark.parametrize("kind", ["drop-before", "drop-after"])
async def test_a_dropped_connection_in_process(generic: Clinic, kind: str) -> None:
    await generic.trap(kind)
    with pytest.raises(httpx.RemoteProtocolError):
        await generic.put(READ, {**generic.appointment_of("pat-001"), "comment": "done?"})
    assert ("comment" in generic.stored(READ)) == (kind == "drop-after")


@pytest.fixture(scope="module")
def process() -> Iterator[str]:
    command = [sys.executable, "-m", "appliance.demo.ehr", "--port", "0", "--start-date", "2026-11-23"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as started:  # noqa: S603 our own module
        try:
            assert started.stdout is not None
            yield json.loads(started.stdout.readline())["address"]
        finally:
            started.terminate()


@pytest.mark.parametrize("kind", ["drop-before", "drop-after", "truncated"])
def test_a_dropped_connection_on_the_wire(process: str, kind: str) -> None:
    httpx.post(f"{process}/_control/reset").raise_for_status()
    httpx.post(f"{process}/_control/traps", json={"name": kind, "match": {"method": "PUT"}}).raise_for_status()
    body = {**httpx.get(f"{process}/fhir/{READ}").json(), "comment": "done?"}
    with pytest.raises((httpx.RemoteProtocolError, httpx.ReadError)):
        httpx.put(f"{process}/fhir/{READ}", json=body)
    done = "comment" in httpx.get(f"{process}/fhir/{READ}").json()
    assert done == (kind != "drop-before")
