import re
from collections import Counter
from pathlib import Path

import pytest

from compliance.controls.errors import CatalogueError
from compliance.controls.load import FOLDER, ORDER, load_catalogue, require_probes
from compliance.controls.model import Kind, Proof

REQUIRED = [
    "308(a)(1)(ii)(A)",
    "308(a)(1)(ii)(B)",
    "308(a)(1)(ii)(C)",
    "308(a)(1)(ii)(D)",
    "308(a)(2)",
    "308(a)(4)(ii)(A)",
    "308(a)(6)(ii)",
    "308(a)(7)(ii)(A)",
    "308(a)(7)(ii)(B)",
    "308(a)(7)(ii)(C)",
    "308(a)(8)",
    "308(b)(3)",
    "310(b)",
    "310(c)",
    "310(d)(2)(i)",
    "310(d)(2)(ii)",
    "312(a)(2)(i)",
    "312(a)(2)(ii)",
    "312(b)",
    "312(d)",
]
ADDRESSABLE = [
    "308(a)(3)(ii)(A)",
    "308(a)(3)(ii)(B)",
    "308(a)(3)(ii)(C)",
    "308(a)(4)(ii)(B)",
    "308(a)(4)(ii)(C)",
    "308(a)(5)(ii)(A)",
    "308(a)(5)(ii)(B)",
    "308(a)(5)(ii)(C)",
    "308(a)(5)(ii)(D)",
    "308(a)(7)(ii)(D)",
    "308(a)(7)(ii)(E)",
    "310(a)(2)(i)",
    "310(a)(2)(ii)",
    "310(a)(2)(iii)",
    "310(a)(2)(iv)",
    "310(d)(2)(iii)",
    "310(d)(2)(iv)",
    "312(a)(2)(iii)",
    "312(a)(2)(iv)",
    "312(c)(2)",
    "312(e)(2)(i)",
    "312(e)(2)(ii)",
]
"""The specifications as 45 CFR part 164, appendix A to subpart C counts them."""


def copy(folder: Path) -> Path:
    for name in ORDER:
        (folder / f"{name}.yaml").write_text((FOLDER / f"{name}.yaml").read_text())
    return folder


def test_the_42_specifications_are_there_each_of_its_kind() -> None:
    found = {control.id: control.kind for control in load_catalogue() if control.specification}
    wanted = {f"164.{one}": Kind.REQUIRED for one in REQUIRED} | {f"164.{one}": Kind.ADDRESSABLE for one in ADDRESSABLE}
    assert (len(REQUIRED), len(ADDRESSABLE)) == (20, 22)
    assert found == wanted


def test_what_comes_besides() -> None:
    others = [control for control in load_catalogue() if not control.specification]
    kinds = Counter(control.kind for control in others)
    assert kinds == {Kind.REQUIRED: 10, Kind.BREACH: 7, Kind.PRIVACY: 17, Kind.PROPOSED: 18}


def test_at_least_24_specifications_have_a_probe() -> None:
    specifications = [control for control in load_catalogue() if control.specification]
    assert sum(bool(control.probes) for control in specifications) >= 24
    assert Counter(control.proof for control in specifications) == {Proof.APPLIANCE: 23, Proof.FORM: 11, Proof.PAPER: 8}


def test_the_proposal_is_called_one_wherever_it_is_cited() -> None:
    for control in load_catalogue():
        assert ("proposed" in control.citation) == (control.kind is Kind.PROPOSED)
        assert control.citation.startswith("45 CFR 164.") or control.kind is Kind.PROPOSED


def test_every_file_name_is_another() -> None:
    slugs = [control.slug for control in load_catalogue()]
    assert len(set(slugs)) == len(slugs)
    assert all(re.fullmatch(r"[A-Za-z0-9-]+", slug) for slug in slugs)


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        ("164-308", "  kind: required", "  kind: nice", r"164-308\.yaml:5: controls\.0\.kind: .*'required'"),
        (
            "164-308",
            "  fresh_days: 366",
            "  fresh_days: 0",
            r"164-308\.yaml:11: controls\.0\.fresh_days: .*greater than",
        ),
        ("164-312", "  probes: [accounts.unique]\n", "", r"164-312\.yaml:3: controls\.0: .*nothing else shows it"),
        (
            "164-310",
            "  clinic: Supply",
            "  clinical: Supply",
            r"164-310\.yaml:\d+: controls\.0\.clinical: .*not permitted",
        ),
        (
            "164-316",
            "164.316(b)(1)",
            "164.316(a)",
            r"164-316\.yaml:\d+: 164\.316\(a\) is there already \(164-316\.yaml:3\)",
        ),
        ("breach", "id: '164.404'", "id: 164.404", r"breach\.yaml:3: controls\.0\.id: .*valid string"),
        ("164-314", "  means:", "  means: [", r"164-314\.yaml:\d+: is not YAML"),
    ],
)
def test_a_mistake_is_told_with_its_file_and_line(tmp_path: Path, file: str, old: str, new: str, told: str) -> None:
    path = copy(tmp_path) / f"{file}.yaml"
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))
    with pytest.raises(CatalogueError) as raised:
        load_catalogue(tmp_path)
    assert re.search(told, raised.value.what), raised.value.what


def test_a_missing_file_is_told_with_the_other_problems(tmp_path: Path) -> None:
    (copy(tmp_path) / "privacy.yaml").unlink()
    path = tmp_path / "164-308.yaml"
    path.write_text(path.read_text().replace("status: partial", "status: done"))
    with pytest.raises(CatalogueError) as raised:
        load_catalogue(tmp_path)
    assert "privacy.yaml: cannot be read (FileNotFoundError)" in raised.value.problems
    assert len(raised.value.problems) > 1


def test_a_probe_that_nobody_wrote_and_one_that_nobody_asks_for() -> None:
    controls = load_catalogue()
    named = {probe for control in controls for probe in control.probes}
    require_probes(controls, named)
    with pytest.raises(CatalogueError, match=r"trail\.kept is named by a control and does not exist"):
        require_probes(controls, named - {"trail.kept"})
    with pytest.raises(CatalogueError, match="moon exists and no control names it"):
        require_probes(controls, named | {"machine.moon"})
