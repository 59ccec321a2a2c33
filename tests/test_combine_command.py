"""`combine` as a command: its files, its exit statuses, what it tells; and that it never harms what stands there."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from combine_finder import read_result
from combine_groups import Typed, files, write
from openpyxl import load_workbook

from bad_files import WORKBOOKS
from example_folder import EXAMPLE, WORKBOOK
from pipeline.cli import main
from pipeline.runs import combining, replacing

PORTAL = {"id": "TP1", "goal": "T1", "name": "Avataan asiointiportaali", "owners": "ICT", "starts": "1/2027"}


def typed(name: str = PORTAL["name"], language: str = "fi") -> Typed:
    return Typed(language, {"actions": [{**PORTAL, "name": name}]})


def combine(groups: list[Path], into: Path, *more: str, lang: str = "fi") -> Result:
    result = CliRunner().invoke(main, ["combine", *map(str, groups), "--into", str(into), "--lang", lang, *more])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    assert "Traceback" not in result.output
    return result


def data(result: Result) -> dict[str, Any]:
    found = json.loads(result.stdout)
    assert (found["schema_version"], found["command"]) == (1, "combine")
    assert isinstance(found, dict)
    return found


def codes(result: Result) -> list[str]:
    return [finding["code"] for finding in data(result)["findings"]]


@pytest.fixture
def two(tmp_path: Path) -> list[Path]:
    return files([typed(), typed()], tmp_path)


@pytest.mark.parametrize(("lang", "said"), [("fi", "Yhdistetty"), ("sv", "Sammanslagen"), ("en", "Combined")])
def test_it_tells_what_became_of_the_groups(two: list[Path], tmp_path: Path, lang: str, said: str) -> None:
    into = tmp_path / "tulos" / "tyokirja.xlsx"
    result = combine(two, into, lang=lang)
    assert result.exit_code == 0
    assert f"{said} {into}" in result.stderr
    assert result.stdout == ""
    assert not list(into.parent.glob(".*"))
    assert read_result(into).rows["actions"][0]["id"] == "TP1"


def test_json_holds_the_counts_and_the_list(two: list[Path], tmp_path: Path) -> None:
    write(typed("Avataan uusi asiointiportaali"), two[1])
    found = data(combine(two, tmp_path / "yhdessa.xlsx", "--json"))
    assert found["status"] == "combined"
    assert found["groups"] == [{"file": str(path), "name": path.stem} for path in two]
    assert (found["counts"]["rows"], found["counts"]["undecided"]) == (1, 1)
    told = {(line["kind"], line["groups"][0], line["cell"], line["text"]) for line in found["list"]}
    assert ("side_by_side", "ryhma-2", "C3", "Avataan uusi asiointiportaali") in told
    assert all(line["explanation"] for line in found["list"])


def test_a_dry_run_writes_nothing(two: list[Path], tmp_path: Path) -> None:
    into = tmp_path / "uusi" / "yhdessa.xlsx"
    result = combine(two, into, "--dry-run")
    assert result.exit_code == 0
    assert "koeajo" in result.stderr
    assert not into.parent.exists()


def test_what_stood_there_is_kept_aside_each_time(two: list[Path], tmp_path: Path) -> None:
    into = tmp_path / "yhdessa.xlsx"
    write(typed("Vanha asia"), into)
    before = into.read_bytes()
    first = data(combine(two, into, "--json"))
    assert Path(first["kept"]).read_bytes() == before
    assert Path(first["kept"]).parent == tmp_path / "aiemmat"
    middle = into.read_bytes()
    write(typed("Ihan muuta"), two[0])
    second = data(combine(two, into, "--json"))
    assert Path(second["kept"]).read_bytes() == middle
    assert len(list((tmp_path / "aiemmat").iterdir())) == 2


def test_the_same_workbooks_give_the_same_bytes(two: list[Path], tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        combine(two, tmp_path / name / "yhdessa.xlsx")
    assert (tmp_path / "a/yhdessa.xlsx").read_bytes() == (tmp_path / "b/yhdessa.xlsx").read_bytes()


def test_a_file_given_twice_and_the_target_among_the_groups(two: list[Path], tmp_path: Path) -> None:
    into = tmp_path / "yhdessa.xlsx"
    write(typed("Pohja"), into)
    result = combine([*two, two[0], into], into, "--json")
    assert result.exit_code == 0
    assert [code for code in codes(result) if code != "CO010"] == ["CO004", "CO006", "CO007"]
    assert len(data(result)["groups"]) == 2


def test_groups_of_one_name_are_told_apart(tmp_path: Path) -> None:
    paths = []
    for folder in ("ryhma a", "ryhma b"):
        (tmp_path / folder).mkdir()
        paths.append(tmp_path / folder / "tyokirja.xlsx")
        write(typed(), paths[-1])
    into = tmp_path / "tyokirja.xlsx"
    write(typed(), into)
    found = data(combine(paths, into, "--json"))
    assert [group["name"] for group in found["groups"]] == ["tyokirja (ryhma a)", "tyokirja (ryhma b)"]
    assert load_workbook(into)["Toimenpiteet"]["A3"].value == "tyokirja | tyokirja (ryhma a) | tyokirja (ryhma b)"


@pytest.mark.parametrize("name", WORKBOOKS)
def test_nothing_is_written_when_a_group_can_t_be_read(two: list[Path], tmp_path: Path, name: str) -> None:
    make, code = WORKBOOKS[name]
    two[1].write_bytes(make())
    into = tmp_path / "yhdessa.xlsx"
    write(typed("Pohja"), into)
    before = into.read_bytes()
    result = combine(two, into, "--json")
    assert result.exit_code == 3
    assert code in codes(result)
    assert (into.read_bytes(), (tmp_path / "aiemmat").exists()) == (before, False)


@pytest.mark.parametrize("name", ["noise", "a Word document", "behind a password"])
def test_a_base_that_can_t_be_read_stays(two: list[Path], tmp_path: Path, name: str) -> None:
    into = tmp_path / "yhdessa.xlsx"
    into.write_bytes(WORKBOOKS[name][0]())
    before = into.read_bytes()
    assert combine(two, into).exit_code == 3
    assert into.read_bytes() == before


def test_a_missing_group_a_folder_and_a_lock_file(two: list[Path], tmp_path: Path) -> None:
    lock = tmp_path / "~$ryhma-1.xlsx"
    lock.write_bytes(b"x")
    for given, code in ((tmp_path / "puuttuu.xlsx", "IN001"), (tmp_path, "CO012"), (lock, "IN009")):
        result = combine([*two, given], tmp_path / "yhdessa.xlsx", "--json")
        assert (result.exit_code, code in codes(result)) == (3, True)
    assert not (tmp_path / "yhdessa.xlsx").exists()


def test_a_command_in_a_hint_can_be_copied(two: list[Path], tmp_path: Path) -> None:
    group = tmp_path / "ryhmä 2.xlsx"
    write(Typed(tables={"actions": [{**PORTAL, "starts": "joskus"}]}), group)
    assert f'check "{group}" ' in combine([two[0], group], tmp_path / "yhdessa.xlsx").stderr


def test_usage(two: list[Path], tmp_path: Path) -> None:
    assert combine(two, tmp_path / "yhdessa.docx").exit_code == 2
    into = tmp_path / "yhdessa.xlsx"
    write(typed(), into)
    assert combine([into], into).exit_code == 2
    assert CliRunner().invoke(main, ["combine", str(two[0])]).exit_code == 2


@pytest.mark.parametrize("owner", ["~$yhdessa.xlsx", ".~lock.yhdessa.xlsx#"])
def test_a_target_that_is_open_is_left_alone(two: list[Path], tmp_path: Path, owner: str) -> None:
    into = tmp_path / "yhdessa.xlsx"
    write(typed("Pohja"), into)
    before = into.read_bytes()
    (tmp_path / owner).write_bytes(b"x")
    result = combine(two, into, "--json")
    assert (result.exit_code, codes(result)[-1]) == (4, "OT001")
    assert data(result)["findings"][-1]["file"] == str(into)
    assert (into.read_bytes(), (tmp_path / "aiemmat").exists()) == (before, False)


def test_a_target_that_is_a_folder_or_a_link(two: list[Path], tmp_path: Path) -> None:
    (tmp_path / "kansio.xlsx").mkdir()
    assert combine(two, tmp_path / "kansio.xlsx").exit_code == 4
    real, link = tmp_path / "oikea.xlsx", tmp_path / "linkki.xlsx"
    write(typed("Pohja"), real)
    before = real.read_bytes()
    link.symlink_to(real)
    assert combine(two, link).exit_code == 4
    assert (real.read_bytes(), link.is_symlink()) == (before, True)


def test_what_somebody_saves_meanwhile_is_not_written_over(
    two: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    into = tmp_path / "yhdessa.xlsx"
    write(typed("Pohja"), into)
    content = combining._content

    def saved_meanwhile(*given: Any) -> bytes:
        write(typed("Sillä välin"), into)
        return content(*given)

    monkeypatch.setattr(combining, "_content", saved_meanwhile)
    result = combine(two, into, "--json")
    assert (result.exit_code, codes(result)[-1]) == (4, "OT018")
    assert load_workbook(into)["Toimenpiteet"]["C3"].value == "Sillä välin"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["aiemmat", *(p.name for p in two), "yhdessa.xlsx"]


def test_a_full_disk_leaves_what_stood_there(two: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    into = tmp_path / "yhdessa.xlsx"
    write(typed("Pohja"), into)
    before = into.read_bytes()

    def full(path: Path, _: bytes) -> Path:
        raise OSError(28, "No space left on device", str(path))

    monkeypatch.setattr(replacing, "_beside", full)
    result = combine(two, into, "--json")
    assert (result.exit_code, codes(result)[-1]) == (4, "OT002")
    assert into.read_bytes() == before


def test_the_result_is_checked_like_any_workbook(tmp_path: Path) -> None:
    one, two, into = tmp_path / "ryhma-1.xlsx", tmp_path / "ryhma-2.xlsx", tmp_path / "tyokirja.xlsx"
    one.write_bytes((EXAMPLE / WORKBOOK).read_bytes())
    book = load_workbook(one)
    book["Visio"]["B3"], book["Toimenpiteet"]["C4"], book["Toimenpiteet"]["H5"] = "Toisin.", "Ihan muuta", "eilen"
    book.save(two)
    assert combine([one, two], into).exit_code == 0
    told = []
    for path in (one, two, into):
        run = CliRunner().invoke(main, ["check", str(path), "--json", "--lang", "fi"])
        told.append({(item["code"], item["message"]) for item in json.loads(run.stdout)["folders"][0]["findings"]})
    more = {code for code, _ in told[2] - told[0] - told[1]}
    assert {"CO001", "CO002"} <= more <= {"CO001", "CO002", "CO003", "WB018", "WB039"}
