"""The pack's OSCAL is read by NIST's own models as compliance-trestle has them, and its references lead somewhere."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from trestle.common.err import TrestleError
from trestle.oscal.assessment_results import AssessmentResults
from trestle.oscal.catalog import Catalog
from trestle.oscal.component import ComponentDefinition

from compliance.evidence.pack import pack_files
from compliance.probes.model import Verdict
from tests.doubles.packs import a_pack, failing


@pytest.fixture(scope="module")
def oscal(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("oscal")
    files = pack_files(a_pack(failing("trail.intact"), (), "164.308(a)(2)"))
    for name, content in files.items():
        if name.startswith("oscal/"):
            (folder / name.removeprefix("oscal/")).write_bytes(content)
    return folder


def read(oscal: Path, name: str) -> dict[str, Any]:
    content: dict[str, Any] = json.loads((oscal / name).read_text())
    return content


def ids(group: dict[str, Any]) -> Iterator[str]:
    """Yield the id of every control below a group."""
    yield from (control["id"] for control in group.get("controls", ()))
    for inner in group.get("groups", ()):
        yield from ids(inner)


def controls(oscal: Path, name: str) -> set[str]:
    return set(ids(read(oscal, name)["catalog"]))


@pytest.mark.parametrize(
    ("name", "model"),
    [
        ("catalog.json", Catalog),
        ("sp800_66r2.json", Catalog),
        ("component-definition.json", ComponentDefinition),
        ("assessment-results.json", AssessmentResults),
    ],
)
def test_trestle_reads_each_file(oscal: Path, name: str, model: type[Catalog]) -> None:
    assert model.oscal_read(oscal / name) is not None


def test_the_guide_as_it_was_published_lacks_its_zone_and_is_refused(oscal: Path, tmp_path: Path) -> None:
    guide = read(oscal, "sp800_66r2.json")
    zoneless = guide["catalog"]["metadata"]["last-modified"].removesuffix("+00:00")
    guide["catalog"]["metadata"]["last-modified"] = zoneless
    (tmp_path / "guide.json").write_text(json.dumps(guide))
    with pytest.raises(TrestleError):
        Catalog.oscal_read(tmp_path / "guide.json")


def test_a_wrong_component_definition_is_refused(oscal: Path, tmp_path: Path) -> None:
    content = read(oscal, "component-definition.json")
    del content["component-definition"]["components"][0]["title"]
    (tmp_path / "component-definition.json").write_text(json.dumps(content))
    with pytest.raises(TrestleError):
        ComponentDefinition.oscal_read(tmp_path / "component-definition.json")


def test_every_requirement_leads_to_a_control_of_its_source(oscal: Path) -> None:
    definition = read(oscal, "component-definition.json")["component-definition"]
    ours, guide = definition["components"][0]["control-implementations"]
    for implementation in (ours, guide):
        named = [each["control-id"] for each in implementation["implemented-requirements"]]
        assert set(named) <= controls(oscal, implementation["source"])
        assert len(set(named)) == len(named)
    assert {each["control-id"] for each in ours["implemented-requirements"]} == controls(oscal, "catalog.json")


def test_every_key_activity_of_the_guide_belongs_to_a_control(oscal: Path) -> None:
    definition = read(oscal, "component-definition.json")["component-definition"]
    guide = definition["components"][0]["control-implementations"][1]
    assert {each["control-id"] for each in guide["implemented-requirements"]} == controls(oscal, "sp800_66r2.json")


def test_a_finding_rests_on_its_observations_and_is_satisfied_only_where_the_control_is_green(oscal: Path) -> None:
    (result,) = read(oscal, "assessment-results.json")["assessment-results"]["results"]
    observed = {each["uuid"]: each for each in result["observations"]}
    reviewed = {each["control-id"] for each in result["reviewed-controls"]["control-selections"][0]["include-controls"]}
    assert reviewed <= controls(oscal, "catalog.json")
    assert {each["target"]["target-id"].removesuffix("_smt") for each in result["findings"]} == reviewed
    states = set()
    for finding in result["findings"]:
        below = [observed[each["observation-uuid"]] for each in finding["related-observations"]]
        assert below
        verdicts = {prop["value"] for each in below for prop in each["props"] if prop["name"] == "verdict"}
        state = finding["target"]["status"]["state"]
        states.add(state)
        assert state == "not-satisfied" or verdicts == {Verdict.PASS.value}
    assert states == {"satisfied", "not-satisfied"}


def test_an_observation_says_when_it_stops_counting(oscal: Path) -> None:
    (result,) = read(oscal, "assessment-results.json")["assessment-results"]["results"]
    for each in result["observations"]:
        assert each["expires"] > each["collected"]
        assert each["methods"] == ["TEST"]
