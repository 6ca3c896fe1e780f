import pytest

from tests.appliance.demo.clinic_client import Clinic


def ids(found: list[dict[str, str]]) -> list[str]:
    return [resource["id"] for resource in found]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("family=santos&birthdate=1985-03-14", ["pat-001"]),
        ("family=SANT&given=mar", ["pat-001"]),
        ("name:exact=Santos", ["pat-001"]),
        ("family=delgado&birthdate=1984-03-12", ["pat-004", "pat-005"]),
        ("phone=%2B12125550101", ["pat-001"]),
        ("phone=(212) 555-0101", ["pat-001"]),
        ("identifier=https://maple-street.example/mrn|MS001", ["pat-001"]),
        ("identifier=MS001", ["pat-001"]),
        ("identifier=other|MS001", []),
        ("_id=pat-001,pat-002", ["pat-001", "pat-002"]),
        ("active=false", ["pat-019"]),
        ("family=carter&_sort=birthdate", ["pat-002", "pat-017"]),
        ("family=carter&_sort=-birthdate", ["pat-017", "pat-002"]),
    ],
)
async def test_patients_are_found(generic: Clinic, query: str, expected: list[str]) -> None:
    assert ids(await generic.search(f"Patient?{query}")) == expected


async def test_accents_do_not_matter(generic: Clinic) -> None:
    plain = await generic.search("Patient?family=pena&_count=200")
    accented = await generic.search("Patient?family=Peña&_count=200")
    assert ids(plain) == ids(accented)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("patient=Patient/pat-001", ["apt-001"]),
        ("patient=pat-001", ["apt-001"]),
        ("actor=Patient/pat-001", ["apt-001"]),
        ("patient=http://ehr.test/fhir/Patient/pat-001", ["apt-001"]),
        ("patient=pat-002&practitioner=Practitioner/whitfield", ["apt-002"]),
        ("slot=Slot/whitfield-main-20261201-1000", ["apt-001"]),
        ("patient=pat-001&date=2026-12-01", ["apt-001"]),
        ("patient=pat-001&date=ge2026-12-01T15:00:00Z&date=lt2026-12-01T15:30:00Z", ["apt-001"]),
        ("patient=pat-001&date=gt2026-12-01", []),
        ("patient=pat-001&date=le2026-11-30", []),
        ("patient=pat-001&date=ne2026-12-01", []),
        ("patient=pat-010&status=booked", []),
        ("patient=pat-010&status=booked,cancelled", ["apt-012"]),
        ("patient=pat-010&status:not=booked", ["apt-012"]),
        ("patient=pat-001&service-type=cleaning", ["apt-001"]),
        ("identifier=https://maple-street.example/linked-appointments|linked-1&_sort=date", ["apt-008", "apt-009"]),
    ],
)
async def test_appointments_are_found(generic: Clinic, query: str, expected: list[str]) -> None:
    assert ids(await generic.search(f"Appointment?{query}")) == expected


async def test_slots_of_a_practitioner_come_with_their_schedule(generic: Clinic) -> None:
    query = "Slot?schedule.actor=Practitioner/whitfield&status=free&start=2026-11-24&_include=Slot:schedule&_count=5"
    bundle = (await generic.get(query)).json()
    modes = [entry["search"]["mode"] for entry in bundle["entry"]]
    assert modes == ["match"] * 5 + ["include"]
    assert bundle["entry"][-1]["resource"]["id"] == "whitfield-main"


async def test_pages_follow_one_another_without_gap_or_repeat(generic: Clinic) -> None:
    whole = ids(await generic.search("Slot?schedule=Schedule/whitfield-main&_count=1000"))
    url, found, totals = "/fhir/Slot?schedule=Schedule/whitfield-main&_count=30", [], set()
    while url:
        bundle = (await generic.http.get(url)).json()
        totals.add(bundle["total"])
        found += [entry["resource"]["id"] for entry in bundle["entry"]]
        url = next((link["url"] for link in bundle["link"] if link["relation"] == "next"), "")
    assert found == whole
    assert totals == {len(whole)}
    assert len(whole) > 100


async def test_a_search_may_be_posted_so_that_names_stay_out_of_urls(generic: Clinic) -> None:
    answer = await generic.http.post("/fhir/Patient/_search", data={"family": "Santos", "birthdate": "1985-03-14"})
    assert answer.json()["total"] == 1
    assert "Santos" not in answer.text.split('"entry"')[0]


async def test_a_count_of_nought_and_a_summary_give_the_total_alone(generic: Clinic) -> None:
    for query in ("Patient?_count=0", "Patient?_summary=count"):
        bundle = (await generic.get(query)).json()
        assert bundle["total"] == 60
        assert "entry" not in bundle


@pytest.mark.parametrize(
    "query",
    [
        "Patient?favourite=blue",
        "Patient?birthdate=yesterday",
        "Patient?family=",
        "Patient?family:sounds=like",
        "Patient?active:in=x",
        "Patient?_count=many",
        "Patient?_sort=favourite",
        "Slot?end=ge2026-11-24",
        "Appointment?_include=Slot:schedule",
    ],
)
async def test_a_search_it_does_not_understand_is_400(generic: Clinic, query: str) -> None:
    answer = await generic.get(query)
    assert answer.status_code == 400
    assert answer.json()["resourceType"] == "OperationOutcome"


async def test_an_unknown_cursor_is_gone(generic: Clinic) -> None:
    assert (await generic.get("Slot?_cursor=c999")).status_code == 410
