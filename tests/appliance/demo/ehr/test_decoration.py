from tests.appliance.demo.clinic_client import Clinic


async def test_what_a_client_drops_is_noticed(generic: Clinic) -> None:
    decorated = await generic.control("decorate")
    assert decorated["decorated"] > 500
    whole = (await generic.get("Appointment/apt-001")).json()
    assert (await generic.put("Appointment/apt-001", {**whole, "comment": "kept all"})).status_code == 200
    assert (await generic.http.get("/_control/decorate")).json() == {"lost": []}
    for name in ("extension", "_status", "vendorColour"):
        await generic.put("Appointment/apt-001", {key: value for key, value in whole.items() if key != name})
        assert (await generic.http.get("/_control/decorate")).json() == {"lost": ["Appointment/apt-001"]}
        await generic.put("Appointment/apt-001", whole)
