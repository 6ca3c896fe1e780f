from pathlib import Path

import pytest

from appliance.errors import SettingsError
from appliance.settings.load import WrongSettings, find_file, load

GOOD = """\
clinic:
  name: Maple Street Clinic
  phone: "+1 212 555 0100"
  zone: America/Chicago
scheduling_system:
  base_url: https://ehr.maple-street.example/fhir
"""


def write(folder: Path, text: str) -> Path:
    file = folder / "appliance.yaml"
    file.write_text(text, encoding="utf-8")
    return file


def problems(folder: Path, text: str) -> list[str]:
    with pytest.raises(WrongSettings) as caught:
        load(write(folder, text))
    return [str(problem).removeprefix(f"{folder}/") for problem in caught.value.problems]


def test_the_smallest_file_names_clinic_and_system(tmp_path: Path) -> None:
    settings = load(write(tmp_path, GOOD))
    assert settings.clinic.zone_info.key == "America/Chicago"
    assert settings.policy.default.notice_move_hours == 24
    assert settings.messaging.sender == "none"


@pytest.mark.parametrize(
    ("extra", "expected"),
    [
        (
            "chat:\n  prot: 8090\n",
            "appliance.yaml:8 chat.prot - is not a known key - did you mean port? allowed: behind_tls, ",
        ),
        ("chat:\n  port: many\n", "appliance.yaml:8 chat.port - has the wrong type - allowed: a whole number"),
        ("chat:\n  port: 99999\n", "appliance.yaml:8 chat.port - is out of range - at most 65535"),
        ("chat: 12\n", "appliance.yaml:7 chat - has the wrong type - allowed: a section with keys of its own"),
        (
            "policy:\n  default:\n    late_move: sometimes\n",
            "appliance.yaml:9 policy.default.late_move - has a value that is not known - allowed: 'allow_with_fee'",
        ),
        (
            "policy:\n  visit_types:\n    cleaning:\n      notice_hours: 3\n",
            "appliance.yaml:10 policy.visit_types.cleaning.notice_hours - is not a known key - did you mean",
        ),
        (
            "policy:\n  days_off:\n    - first: 2027-01-01\n      last: 2026-12-31\n",
            "appliance.yaml:9 policy.days_off.0 - is not right - last must not be before first",
        ),
        (
            "folders:\n  state: state\n",
            "appliance.yaml:8 folders.state - is not right - a folder is written from the root",
        ),
        (
            "policy:\n  default:\n    weekdays: [monday, mittwoch]\n",
            "appliance.yaml:9 policy.default.weekdays.1 - has a value that is not known - allowed: 'monday'",
        ),
        (
            "messaging:\n  sender: pigeon\n",
            "appliance.yaml:8 messaging.sender - has a value that is not known - allowed: 'none' or 'egress'",
        ),
        (
            "messaging:\n  unasked:\n    not_after: '22:00'\n",
            "appliance.yaml:8 messaging.unasked - is not right - not_before comes before not_after, and both lie",
        ),
        (
            "messaging:\n  unasked:\n    not_before: 9\n",
            "appliance.yaml:9 messaging.unasked.not_before - ",
        ),
        (
            "chat:\n  embed_origins: ['https://x.example/path']\n",
            "appliance.yaml:7 chat - is not right - embed_origins takes origins such as",
        ),
    ],
)
def test_a_problem_says_file_line_key_and_what_is_allowed(tmp_path: Path, extra: str, expected: str) -> None:
    (found,) = problems(tmp_path, GOOD + extra)
    assert found.startswith(expected)


def test_everything_wrong_is_told_at_once_in_the_order_of_the_file(tmp_path: Path) -> None:
    text = GOOD.replace("America/Chicago", "Chicago").replace("phone", "phne")
    found = problems(tmp_path, text)
    assert [line.split(" ")[1] for line in found] == ["clinic.phone", "clinic.phne", "clinic.zone"]
    assert "is missing - add it: The clinic's telephone number" in found[0]
    assert "did you mean phone?" in found[1]


def test_an_empty_file_says_what_is_needed(tmp_path: Path) -> None:
    assert [line.split(" ")[1] for line in problems(tmp_path, "")] == ["clinic", "scheduling_system"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("clinic:\n  name: [x\n", "appliance.yaml:3 (YAML) - is not YAML: "),
        ("clinic:\n  name: A\n  name: B\n", "appliance.yaml:3 (YAML) - names clinic.name twice (first in line 2)"),
        ("- clinic\n", "appliance.yaml:1 (YAML) - must hold keys such as `name:`"),
        ("a: \x00\n", "appliance.yaml:1 (YAML) - is not YAML"),
        ("1: x\n", "appliance.yaml:1 1 - is no name of a section"),
        ("clinic: !!python/object/apply:os.system ['true']\n", "appliance.yaml:1 (YAML) - is not YAML"),
    ],
)
def test_what_is_no_yaml_is_named_with_its_line(tmp_path: Path, text: str, expected: str) -> None:
    (found,) = problems(tmp_path, text)
    assert found.startswith(expected)


def test_an_address_beyond_this_machine_needs_tls(tmp_path: Path) -> None:
    (found,) = problems(tmp_path, GOOD.replace("https://", "http://"))
    assert "must start with https://" in found


def test_a_missing_file_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="There is no settings file") as caught:
        load(tmp_path / "none.yaml")
    assert "--config" in caught.value.do


def test_a_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "appliance.yaml"
    file.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(SettingsError, match="cannot be read"):
        load(file)


def test_a_huge_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="larger than any settings file"):
        load(write(tmp_path, "#" * 1_000_001))


def test_the_environment_goes_before_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SEALDESK_CHAT__PORT", "8123")
    assert load(write(tmp_path, GOOD)).chat.port == 8123


def test_a_wrong_variable_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SEALDESK_CHAT__PORT", "soon")
    assert problems(tmp_path, GOOD) == [
        "environment SEALDESK_CHAT__PORT - has the wrong type - allowed: a whole number"
    ]


def test_a_malformed_section_in_the_environment_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SEALDESK_CHAT", "{port")
    (found,) = problems(tmp_path, GOOD)
    assert found.startswith("environment SEALDESK_... - holds a malformed value")


def test_settings_cannot_be_changed(tmp_path: Path) -> None:
    settings = load(write(tmp_path, GOOD))
    with pytest.raises(ValueError, match="frozen"):
        settings.chat.port = 1  # type: ignore[misc]


def test_the_file_is_found_by_option_variable_and_default() -> None:
    assert find_file(Path("a.yaml"), {"SEALDESK_CONFIG": "b.yaml"}) == Path("a.yaml")
    assert find_file(None, {"SEALDESK_CONFIG": "b.yaml"}) == Path("b.yaml")
    assert find_file(None, {}) == Path("/etc/sealdesk/appliance.yaml")
