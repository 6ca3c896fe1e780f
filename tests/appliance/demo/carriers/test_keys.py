from pathlib import Path

from appliance.demo.carriers.keys import CarrierKeys


def test_keys_are_new_each_time_and_for_their_owner_alone(tmp_path: Path) -> None:
    one, other = (CarrierKeys.fresh("+12125550100", "frontdesk@maple-street.example") for _ in range(2))
    assert one.twilio_secret != other.twilio_secret
    file = tmp_path / "keys.json"
    one.write(file)
    assert file.stat().st_mode & 0o777 == 0o400
    assert CarrierKeys.read(file) == one
    assert one.twilio_secret not in repr(one)
