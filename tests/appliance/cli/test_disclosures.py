"""`sealdesk disclosures` and exports that leave the clinic, against a running audit process."""

import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from appliance.cli.app import app
from tests.appliance.cli import test_audit

file, clinic = test_audit.file, test_audit.clinic
POLICE = ("--ground", "police", "--recipient", "State Police", "--description", "Dates of visits")
WHY = ("--statement", "Search warrant 7")


def run(file: Path, *words: str, fails: bool = False) -> str:
    result = CliRunner().invoke(app, [*words, "--config", str(file)])
    assert (result.exit_code != 0) is fails, (result.exception, result.output)
    return f"{result.exception} {result.output}" if fails else result.output


def verb(file: Path, *words: str, fails: bool = False) -> str:
    return run(file, "disclosures", *words, "--as", "k.obi", "--patient", "pat-1", fails=fails)


def listed(file: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(verb(file, "list", "--json"))["disclosures"]
    return found


def accounting(file: Path) -> list[dict[str, str]]:
    said = run(file, "audit", "report", "disclosures", "--patient", "pat-1", "--as", "k.obi", "--json")
    rows: list[dict[str, str]] = json.loads(said)["rows"]
    return rows


def test_every_ground_is_listed() -> None:
    said = CliRunner().invoke(app, ["disclosures", "grounds"]).output
    assert said.index("treatment") < said.index("They count") < said.index("court ")
    rows = json.loads(CliRunner().invoke(app, ["disclosures", "grounds", "--json"]).output)["grounds"]
    assert {"ground": "court", "counts": True, "rule": "164.512(e)"}.items() <= next(
        row for row in rows if row["ground"] == "court"
    ).items()


def test_a_disclosure_is_recorded_corrected_held_back_and_withdrawn(clinic: Path) -> None:
    name = verb(clinic, "record", *POLICE, *WHY, "--on", "2026-01-05", "--address", "1 Main St").split()[0]
    (one,) = listed(clinic)
    assert (one["name"], one["date"], one["recipient_address"]) == (name, "2026-01-05", "1 Main St")
    verb(clinic, "correct", name, "--recipient", "County Sheriff", "--why", "misread")
    (row,) = accounting(clinic)
    assert (row["Date"], row["Who received it"]) == ("2026-01-05", "County Sheriff")
    assert row["For what purpose"] == "Search warrant 7 (45 CFR 164.512(f))"
    asked = ("--agency", "County Sheriff", "--official", "Deputy Vole", "--until", "2099-01-01")
    assert "30 days" in verb(clinic, "suspend", name, *asked, "--oral", fails=True)
    assert "held back until 2099-01-01" in verb(clinic, "suspend", name, *asked)
    assert accounting(clinic) == []
    assert "held back" in verb(clinic, "list")
    verb(clinic, "resume", name, "--why", "their letter")
    assert len(accounting(clinic)) == 1
    assert "Nothing holds it back" in verb(clinic, "resume", name, "--why", "again", fails=True)
    verb(clinic, "withdraw", name, "--why", "it never left")
    assert accounting(clinic) == []
    assert "withdrawn: it never left" in verb(clinic, "list")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("record", *POLICE, "--statement", " "), "for what purpose"),
        (("record", "--ground", "treatment", *POLICE[2:], *WHY), "does not count"),
        (("record", "--ground", "gossip", *POLICE[2:], *WHY), "no such ground"),
        (("record", *POLICE, *WHY, "--on", "soon"), "cannot be read"),
        (("record", *POLICE, *WHY, "--on", "2999-01-01"), "not come"),
        (("withdraw", "disclosure-0", "--why", "x"), "no such disclosure"),
    ],
)
def test_what_cannot_be_recorded_says_why(clinic: Path, words: tuple[str, ...], said: str) -> None:
    assert said in verb(clinic, *words, fails=True)


def test_only_police_and_oversight_can_be_held_back(clinic: Path) -> None:
    name = verb(clinic, "record", "--ground", "court", *POLICE[2:], *WHY).split()[0]
    asked = ("--agency", "Court", "--official", "Clerk", "--until", "2099-01-01")
    assert "law enforcement" in verb(clinic, "suspend", name, *asked, fails=True)
    assert "No disclosure" in run(clinic, "disclosures", "list", "--as", "k.obi", "--patient", "pat-2")


def test_an_export_that_counts_files_a_disclosure_of_each_patient(clinic: Path, tmp_path: Path) -> None:
    order = ("audit", "export", "--as", "k.obi", "--reason", "subpoena", "--form", "csv")
    assert "who received it" in run(clinic, *order, str(tmp_path / "no.zip"), "--ground", "court", fails=True)
    said = ("--ground", "court", "--recipient", "County Court", "--description", "Audit records", *WHY)
    run(clinic, *order, str(tmp_path / "court.zip"), *said)
    (one,) = listed(clinic)
    assert (one["recipient"], one["ground"], len(one["found"])) == ("County Court", "court", 64)
    assert one["name"] == f"export-{one['found'][:16]}"


def test_an_accounting_that_is_given_is_on_record(clinic: Path, tmp_path: Path) -> None:
    verb(clinic, "record", *POLICE, *WHY)
    order = ("audit", "export", str(tmp_path / "a.zip"), "--as", "k.obi", "--reason", "request of today")
    what = ("--report", "disclosures", "--patient", "pat-1", "--ground", "patient", "--purpose", "PATRQT")
    run(clinic, *order, *what, "--form", "csv")
    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        assert "State Police" in archive.read("report.csv").decode("utf-8-sig")
    rows = json.loads(run(clinic, "audit", "report", "accountings", "--as", "k.obi", "--json"))["rows"]
    assert [(row["Who"], row["Entries"]) for row in rows] == [("staff k.obi", "1")]
    seen = json.loads(run(clinic, "audit", "report", "patient-users", "--patient", "pat-1", "--as", "k.obi", "--json"))
    (mine,) = [row for row in seen["rows"] if row["Who"] == "staff k.obi"]
    assert {"accounting given", "disclosure made", "export made"} <= {
        kind.split(" (")[0] for kind in mine["What"].split("; ")
    }
