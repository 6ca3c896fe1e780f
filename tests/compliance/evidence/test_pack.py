import json
import re
import subprocess
from dataclasses import replace
from datetime import timedelta
from html.parser import HTMLParser
from pathlib import Path

import pytest

from compliance.agreements.expiry import registered
from compliance.controls.load import load_catalogue
from compliance.controls.model import Kind, Proof
from compliance.evidence.check import check_pack
from compliance.evidence.errors import FolderInUse, FolderUnusable, NoPack, UnknownControl
from compliance.evidence.model import figures
from compliance.evidence.pack import SUMS, pack_files, write_files
from compliance.evidence.signing import signable, signed
from compliance.evidence.standing import Standing
from services.egress.register import FolderRegister
from tests.doubles.evidence import APPROVER, NOW, OFFICER, ZONE, agreement
from tests.doubles.packs import a_pack, failing


class Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.ids: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self.found += [value for name in ("href", "src") if (value := values.get(name))]
        self.ids += [value] if (value := values.get("id")) else []


def pages(files: dict[str, bytes]) -> dict[str, Links]:
    found = {}
    for name, content in files.items():
        if name.endswith(".html"):
            found[name] = Links()
            found[name].feed(content.decode())
    return found


def test_every_link_of_every_page_leads_to_a_file_of_the_pack() -> None:
    files = pack_files(a_pack())
    for name, links in pages(files).items():
        assert len(set(links.ids)) == len(links.ids)
        for link in links.found:
            target, _, fragment = link.partition("#")
            path = (Path("/pack") / name).parent.joinpath(target).resolve() if target else Path("/pack") / name
            assert path.relative_to("/pack").as_posix() in files, (name, link)
            assert not fragment or fragment in links.ids


def test_the_overview_has_each_control_with_its_question_and_its_answer() -> None:
    text = pack_files(a_pack())["index.html"].decode()
    for control in load_catalogue():
        for words in (control.asks, control.shows, control.means, control.clinic, control.citation):
            escaped = words.replace("&", "&amp;").replace("'", "&#39;").replace("<", "&lt;")
            assert escaped in text, control.id
    assert "42 &lt;seen&gt; &amp; well" in text
    assert "<seen>" not in text


def test_each_form_and_each_paper_has_its_place() -> None:
    files = pack_files(a_pack((lambda result: result), (), "164.308(a)(1)(ii)(C)"))
    forms = {control.slug for control in load_catalogue() if control.proof is Proof.FORM}
    assert {name.removeprefix("forms/").removesuffix(".html") for name in files if name.startswith("forms/")} == forms
    paper = files["paper.html"].decode()
    for control in load_catalogue():
        listed = control.proof is Proof.PAPER and control.kind is not Kind.PROPOSED
        assert (f"{control.citation}: {control.title}" in paper) == listed
    assert "m.ortiz, 2026-11-20 09:00 CST" in paper


def test_a_form_holds_what_the_appliance_knows_and_what_is_asked() -> None:
    files = pack_files(a_pack())
    risk = files["forms/164-308-a-1-ii-A.html"].decode()
    for words in (
        "assets &lt;1&gt;",
        "destinations &lt;1&gt;",
        "what could go wrong",
        "Signature",
        "sealdesk report sign-off",
    ):
        assert words in risk
    clauses = files["forms/164-504-e-2.html"].decode()
    assert "45 CFR 164.504(e)(2)(ii)(J): Return or destruction" in clauses
    assert "164.314(a)(2)(i)(C)" in clauses


def test_the_register_calls_out_what_is_about_to_end(tmp_path: Path) -> None:
    agreement(tmp_path, 12)
    agreement(tmp_path, 200, id_="later")
    records = registered(FolderRegister(tmp_path, [APPROVER.public_key()], ZONE), NOW)
    page = pack_files(a_pack((lambda result: result), records))["agreements/register.html"].decode()
    assert re.search(r"About to end:</strong>\s+twilio-2026 \(expires in 12 days\)\.", page)
    assert "counts for 200 days more" in page
    assert re.search(r"nothing covers it:</strong> twilio\.", page)


def test_the_figures_are_counted() -> None:
    found = figures(a_pack(failing("accounts.unique"), (), "164.308(a)(2)"))
    assert (found["specifications"], found["required"], found["addressable"], found["with_probes"]) == (42, 20, 22, 28)
    assert found["specifications_shown"] == 23 - 1 + 1
    assert found["specifications_not_shown"] == 1
    assert found["specifications_unsigned"] == 18
    assert sum(found[f"specifications_{standing}"] for standing in Standing) == 42
    assert (found["probes"], found["probes_pass"], found["probes_fail"]) == (42, 41, 1)


def test_the_overview_for_machines_says_the_same() -> None:
    files = pack_files(a_pack(failing("accounts.unique")))
    content = json.loads(files["overview.json"])
    by_id = {each["id"]: each for each in content["controls"]}
    assert by_id["164.312(a)(2)(i)"]["standing"] == "not_shown"
    assert by_id["164.312(d)"]["evidence"] == ["evidence/accounts.second_factor.json", "evidence/accounts.sign_in.json"]
    seen = json.loads(files["evidence/accounts.unique.json"])
    assert (seen["verdict"], seen["command"]) == ("fail", "sealdesk staff list")
    assert seen["at"] == "2026-11-23T14:00:00+00:00"


def test_a_pack_is_written_private_whole_and_never_over_something(tmp_path: Path) -> None:
    files = pack_files(a_pack())
    folder = tmp_path / "pack"
    write_files(folder, files)
    assert folder.stat().st_mode & 0o777 == 0o700
    assert {path.stat().st_mode & 0o777 for path in folder.rglob("*") if path.is_file()} == {0o600}
    command = ["sha256sum", "-c", "--quiet", SUMS]
    checked = subprocess.run(command, cwd=folder, check=False, capture_output=True)  # noqa: S603 fixed words
    assert checked.returncode == 0, checked.stdout
    with pytest.raises(FolderInUse, match="new or empty"):
        write_files(folder, files)
    with pytest.raises(FolderUnusable):
        write_files(folder / "index.html" / "below", files)


def test_a_pack_is_checked_against_its_hashes_and_the_time(tmp_path: Path) -> None:
    write_files(tmp_path / "pack", pack_files(a_pack((lambda result: result), (), "164.308(a)(2)")))
    today = check_pack(tmp_path / "pack", NOW)
    assert today.differing == ()
    assert sum(each.green for each in today.judged if each.control.specification) == 24
    later = check_pack(tmp_path / "pack", NOW + timedelta(days=9))
    weekly = {each.control.id: each.standing for each in later.judged}
    assert weekly["164.312(b)"] is Standing.STALE
    assert weekly["164.312(d)"] is Standing.SHOWN
    years = check_pack(tmp_path / "pack", NOW + timedelta(days=1100))
    assert not any(each.green for each in years.judged)


@pytest.mark.parametrize("how", ["changed", "gone", "added"])
def test_a_file_that_is_not_as_it_was_made_is_named(tmp_path: Path, how: str) -> None:
    folder = tmp_path / "pack"
    write_files(folder, pack_files(a_pack()))
    path = folder / ("evidence/more.json" if how == "added" else "evidence/trail.intact.json")
    if how == "gone":
        path.unlink()
        with pytest.raises(NoPack):
            check_pack(folder, NOW)
        return
    path.write_text(path.read_text().replace("pass", "PASS") if how == "changed" else "{}")
    if how == "changed":
        with pytest.raises(NoPack):
            check_pack(folder, NOW)
        path.write_text(path.read_text().replace("PASS", "pass").replace("42", "43"))
    assert check_pack(folder, NOW).differing == (str(path.relative_to(folder)),)


def test_a_folder_without_a_pack_is_told(tmp_path: Path) -> None:
    with pytest.raises(NoPack):
        check_pack(tmp_path, NOW)
    (tmp_path / SUMS).write_text("")
    with pytest.raises(NoPack):
        check_pack(tmp_path, NOW)


def test_only_what_people_sign_is_signed_off() -> None:
    catalogue = load_catalogue()
    event = signed("164.308(a)(2)", b"signed", OFFICER, NOW, catalogue)
    assert event.body["control"] == "164.308(a)(2)"
    assert len(event.body["document_sha256"]) == 64
    assert signed("164.308(a)(1)(ii)(D)", b"review", OFFICER, NOW, catalogue).body["control"] == "164.308(a)(1)(ii)(D)"
    with pytest.raises(UnknownControl, match="nobody signs it off"):
        signed("164.312(b)", b"", OFFICER, NOW, catalogue)
    with pytest.raises(UnknownControl, match="has no control"):
        signed("164.999", b"", OFFICER, NOW, catalogue)
    assert "164.312(b)" not in {control.id for control in signable(catalogue)}


def test_a_result_of_a_probe_that_no_longer_exists_takes_nothing_with_it() -> None:
    pack = a_pack()
    fewer = replace(pack, results=pack.results[1:])
    assert "evidence/files.encrypted.json" not in pack_files(replace(fewer, judged=()))
