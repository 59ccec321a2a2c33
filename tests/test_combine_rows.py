"""What `combine` makes of rows and values: each decision by itself, read back with openpyxl."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from combine_finder import Line, Result, faults, read_result
from combine_groups import MARCH, Struck, Typed, files, touched, write
from openpyxl import load_workbook
from openpyxl.comments import Comment

from pipeline.language import LANGUAGES
from pipeline.municipalities.identity import identify
from pipeline.runs.combining import CombineOutcome, combine
from pipeline.vocabulary.model import Language
from pipeline.vocabulary.typed import Mark, Sign
from pipeline.workbook import blank
from pipeline.workbook.known import known_cells
from pipeline.workbook.layout import layout
from pipeline.workbook.reading import read
from pipeline.workbook.signs import mark_of, signed

NOW = dt.datetime(2026, 11, 22, 19, 0, tzinfo=dt.UTC)
PORTAL = {"id": "TP1", "goal": "T1", "name": "Avataan asiointiportaali", "owners": "ICT", "starts": "1/2027"}
SITES = {"id": "TP2", "goal": "T1", "name": "Uusitaan verkkosivut", "owners": "Viestintä", "starts": "2027"}
SKILLS = {"id": "T1", "name": "Henkilöstön digitaidot vahvistuvat", "description": "Jokainen pärjää."}
SAFE = {"id": "T1", "name": "Tieto on turvassa", "description": "Varmistukset toimivat."}


class Combined:
    """A workbook of several groups."""

    def __init__(self, folder: Path, *typed: Typed) -> None:
        self.typed, self.folder = typed, folder
        self.paths = files(typed, folder)
        self.into = folder / "yhdessa.xlsx"
        self.outcome = self.again()

    def again(self) -> CombineOutcome:
        self.outcome = combine([str(path) for path in self.paths], str(self.into), NOW)
        assert self.outcome.status in ("combined", "unchanged"), self.outcome.findings
        base = Path(self.outcome.kept) if self.outcome.kept else None
        assert list(faults(self.paths, self.into, base)) == []
        return self.outcome

    def touched(self) -> CombineOutcome:
        """Again, when every group has changed what is no row."""
        touched(self.typed, self.folder)
        self.outcome = combine([str(path) for path in self.paths], str(self.into), NOW)
        assert self.outcome.status == "combined"
        return self.outcome

    @property
    def result(self) -> Result:
        return read_result(self.into)

    def rows(self, sheet: str, *keys: str) -> list[tuple[Any, ...]]:
        return [tuple(row[key] for key in keys) for row in self.result.rows[sheet]]

    def marks(self, title: str) -> list[Any]:
        page = load_workbook(self.into)[title]
        assert page["A2"].value == "Yhdistäminen"
        return [page.cell(row, 1).value for row in range(3, page.max_row + 1) if page.cell(row, 2).value]

    def lines(self, kind: str) -> list[Line]:
        return [line for line in self.result.lines if line.kind == kind]

    def codes(self) -> list[str]:
        return [finding.code for finding in read(self.into, "x")[1]]


def actions(*rows: dict[str, Any], **more: Any) -> Typed:
    return Typed(tables={"actions": list(rows)}, **more)


def test_the_same_row_stands_once_with_its_groups(tmp_path: Path) -> None:
    other = {**PORTAL, "name": " avataan  asiointiportaali. ", "starts": "tammikuu 2027"}
    both = Combined(tmp_path, actions(PORTAL), actions(other), actions(PORTAL))
    assert both.rows("actions", "id", "name", "starts") == [("TP1", PORTAL["name"], "1/2027")]
    assert both.marks("Toimenpiteet") == ["ryhma-1 | ryhma-2 | ryhma-3"]
    assert {line.text for line in both.lines("Yhdistetty") if line.cell == "C3"} == {other["name"]}


def test_versions_of_one_row_stand_below_each_other(tmp_path: Path) -> None:
    other = {**PORTAL, "owners": "Hallinto", "cost": 5000}
    both = Combined(tmp_path, actions(PORTAL, SITES), actions(other), actions(PORTAL))
    assert both.rows("actions", "id", "owners") == [("TP1", "ICT"), ("TP1/2", "Hallinto"), ("TP2", "Viestintä")]
    assert both.marks("Toimenpiteet") == ["VALITSE: ryhma-1 | ryhma-3", "VAIHTOEHTO: ryhma-2", "ryhma-1"]
    page = load_workbook(both.into)["Toimenpiteet"]
    owners = [page.cell(row, 6) for row in (3, 4)]
    assert all(cell.font.b and cell.border.left.style == "medium" for cell in owners)
    assert "ryhma-2: Hallinto" in owners[0].comment.text
    assert not page.cell(3, 4).font.b
    roadmap, findings = read(both.into, "x")
    assert roadmap is not None
    assert [action.id for action in roadmap.actions] == ["TP1", "TP2"]
    assert [(item.code, item.place.cell) for item in findings if item.code[:2] == "CO"] == [
        ("CO001", "A3"),
        ("CO001", "A4"),
    ]


def test_a_version_that_was_chosen_is_an_ordinary_row(tmp_path: Path) -> None:
    both = Combined(tmp_path, actions(PORTAL), actions({**PORTAL, "owners": "Hallinto"}))
    book = load_workbook(both.into)
    page = book["Toimenpiteet"]
    page.delete_rows(3)
    page["A3"], page["B3"] = None, "TP1"
    book.save(both.into)
    roadmap, _ = read(both.into, "x")
    assert roadmap is not None
    assert [(action.id, action.owners) for action in roadmap.actions] == [("TP1", ("Hallinto",))]
    assert not {"CO001", "WB032", "WB044"} & set(both.codes())


def test_an_id_used_for_two_things_is_renumbered_with_all_that_refers_to_it(tmp_path: Path) -> None:
    one = Typed(tables={"goals": [SKILLS], "actions": [PORTAL, SITES]})
    below = {"id": "T1.1", "parent": "T1", "name": "Varmistukset testataan"}
    test = {"id": "TP1", "goal": "T1", "name": "Hankitaan palomuuri", "predecessors": "TP2"}
    exercise = {"id": "TP2", "goal": "T1.1", "name": "Pidetään kyberharjoitus"}
    other = Typed(
        tables={
            "goals": [SAFE, below],
            "actions": [test, exercise],
            "trainings": [{"id": "K1", "name": "Tietosuoja", "supports": "T1; TP1; TP2"}],
            "indicators": [{"id": "M1", "name": "Poikkeamat", "goal": "T1"}],
        }
    )
    both = Combined(tmp_path, one, other)
    assert both.rows("goals", "id", "parent", "name") == [
        ("T1", None, SKILLS["name"]),
        ("T2", None, SAFE["name"]),
        ("T1.1", "T2", below["name"]),
    ]
    assert both.rows("actions", "id", "goal", "predecessors")[2:] == [("TP3", "T2", "TP4"), ("TP4", "T1.1", None)]
    assert both.rows("actions", "id", "goal")[:2] == [("TP1", "T1"), ("TP2", "T1")]
    assert both.rows("trainings", "supports") == [("T2; TP3; TP4",)]
    assert both.rows("indicators", "goal") == [("T2",)]
    assert ("T1", "Tavoitteet · T2 · Tunnus") in {
        (line.why.split("työkirjassa ")[-1].split(" ")[0], line.result) for line in both.lines("Uusi tunnus")
    }


def test_a_sub_goal_follows_its_goal_to_a_new_id(tmp_path: Path) -> None:
    below = {"id": "T1.1", "parent": "T1", "name": "Peruskoulutus pidetään"}
    other = {"id": "T1.1", "parent": "T1", "name": "Varmistukset testataan"}
    both = Combined(tmp_path, Typed(tables={"goals": [SKILLS, below]}), Typed(tables={"goals": [SAFE, other]}))
    assert both.rows("goals", "id", "parent") == [("T1", None), ("T1.1", "T1"), ("T2", None), ("T2.1", "T2")]


def test_new_ids_are_none_that_any_group_has_typed(tmp_path: Path) -> None:
    third = {**SITES, "id": "TP9"}
    both = Combined(tmp_path, actions(PORTAL), actions({**SITES, "id": "TP1"}), actions({**third, "name": "Arkisto"}))
    assert both.rows("actions", "id") == [("TP1",), ("TP10",), ("TP9",)]


def test_the_same_content_under_another_id_is_joined_and_references_follow(tmp_path: Path) -> None:
    one = Typed(tables={"goals": [SKILLS, {**SAFE, "id": "T2"}], "actions": [PORTAL]})
    other = Typed(
        tables={
            "goals": [{**SAFE, "id": "T7"}, {**SKILLS, "id": "T8"}],
            "actions": [{**PORTAL, "id": "TP5", "goal": "T8"}, {**SITES, "goal": "T7", "predecessors": "TP5"}],
        }
    )
    both = Combined(tmp_path, one, other)
    assert both.rows("goals", "id") == [("T1",), ("T2",)]
    assert both.rows("actions", "id", "goal", "predecessors") == [("TP1", "T1", None), ("TP2", "T2", "TP1")]


def test_sub_goals_of_different_goals_are_not_joined(tmp_path: Path) -> None:
    below = {"parent": "T1", "name": "Henkilöstö koulutetaan"}
    both = Combined(
        tmp_path,
        Typed(tables={"goals": [SKILLS, {"id": "T1.1", **below}]}),
        Typed(tables={"goals": [SAFE, {"id": "T1.5", **below}]}),
    )
    assert both.rows("goals", "id", "parent") == [("T1", None), ("T1.1", "T1"), ("T2", None), ("T1.5", "T2")]


@pytest.mark.parametrize(
    ("one", "other", "told"),
    [
        ("Otetaan käyttöön sähköinen asiointi", "Sähköisen asioinnin käyttöönotto", True),
        ("Järjestetään tietoturvakoulutus", "Tietoturvan koulutuksia järjestetään", True),
        ("Uusitaan verkkosivut", "Verkkosivujen uusiminen", True),
        ("Digitaitojen kehittäminen", "Kehitetään digitaitoja", True),
        ("Uusitaan verkkosivut", "Hankitaan palomuuri", False),
        ("Avataan data", "Laaditaan viestintäsuunnitelma", False),
    ],
)
def test_near_duplicates_are_suggested_and_never_joined(tmp_path: Path, one: str, other: str, told: bool) -> None:
    both = Combined(tmp_path, actions({**PORTAL, "name": one}), actions({**SITES, "name": other}))
    assert both.rows("actions", "id") == [("TP1",), ("TP2",)]
    assert both.marks("Toimenpiteet")[1].startswith("VERTAA TP1: ") is told
    assert len(both.lines("Vertaa")) == told
    assert both.codes().count("CO003") == told
    assert "CO001" not in both.codes()


def test_what_one_group_wrote_as_two_things_is_not_suggested(tmp_path: Path) -> None:
    two = {**SITES, "name": "Asiointiportaali avataan"}
    both = Combined(tmp_path, actions(PORTAL, two), actions(PORTAL))
    assert both.lines("Vertaa") == []


def test_an_empty_cell_contradicts_nothing(tmp_path: Path) -> None:
    both = Combined(tmp_path, actions(PORTAL), actions({**PORTAL, "owners": "", "cost": 900, "description": "Näin."}))
    assert both.rows("actions", "owners", "cost", "description") == [("ICT", 900, "Näin.")]
    assert {line.text for line in both.lines("Täydennetty")} == {"900", "Näin."}


def test_forms_of_numbers_times_and_lists_don_t_differ(tmp_path: Path) -> None:
    one = {**PORTAL, "cost": "12 500 €", "starts": MARCH, "owners": "ICT; Hallinto", "status": "Valmis"}
    other = {**PORTAL, "cost": 12500, "starts": "1.3.2027", "owners": "hallinto; ict", "status": "klar"}
    rows = [Typed(tables={"actions": [one], "indicators": [{"id": "M1", "name": "Osuus", "target_value": 3.4}]})]
    rows += [Typed(tables={"actions": [other], "indicators": [{"id": "M1", "name": "Osuus", "target_value": "3,4"}]})]
    both = Combined(tmp_path, *rows)
    assert len(both.rows("actions", "id")) == len(both.rows("indicators", "id")) == 1
    assert both.lines("Päätettävä") == []


def test_single_values_stay_first_and_the_others_stand_beside(tmp_path: Path) -> None:
    both = Combined(tmp_path, Typed(vision="Ensin."), Typed(vision="ensin"), Typed(vision="Toisin."))
    page = load_workbook(both.into)["Visio"]
    assert (page["B3"].value, page["C3"].value) == ("Ensin.", "VALITSE: ryhma-1 | ryhma-2\nryhma-3: Toisin.")
    assert "ryhma-3: Toisin." in page["B3"].comment.text
    assert both.codes().count("CO002") == 1
    book = load_workbook(both.into)
    book["Visio"]["C3"] = None
    book.save(both.into)
    assert "CO002" not in both.codes()


def test_groups_in_two_languages_are_joined(tmp_path: Path) -> None:
    one = Typed(
        "sv", {"actions": [{**PORTAL, "status": "pågår"}], "interviews": [{"observation": "A", "publish": "ja"}]}
    )
    other = Typed("fi", {"actions": [{**PORTAL, "status": "Käynnissä"}]})
    both = Combined(tmp_path, one, other, Typed("fi", {"interviews": [{"observation": "a", "publish": "kyllä"}]}))
    assert both.result.language == "fi"
    assert both.rows("actions", "id", "status") == [("TP1", "Käynnissä")]
    assert both.rows("interviews", "observation", "publish") == [("A", "kyllä")]


def test_what_belongs_to_no_field_is_in_the_list(tmp_path: Path) -> None:
    odd = {**PORTAL, "owners": Struck("Rehtori"), "cost": "noin 5000", "starts": "#REF!", "description": "=1+1"}
    typed = actions(odd, own_column={"actions": ["muista"]}, stray=["sivussa"], own_sheet=["=HYPERLINK(1)"])
    both = Combined(tmp_path, typed)
    told = {line.text: line.why for line in both.lines("Vain luettelossa")}
    assert set(told) == {"Oma merkintä", "muista", "sivussa", "=HYPERLINK(1)", "Rehtori", "noin 5000", "#REF!", "=1+1"}
    assert told["muista"] == "oma sarake ”Oma merkintä”"
    page = load_workbook(both.into)["Toimenpiteet"]
    assert (page["F3"].value, page["F3"].font.strike) == ("Rehtori", True)
    assert (page["G3"].value, page["E3"].value) == (None, None)
    listed = load_workbook(both.into)["Yhdistäminen"]
    assert all(cell.data_type != "f" for row in listed.iter_rows() for cell in row)


def test_ids_that_one_group_used_twice_or_not_at_all(tmp_path: Path) -> None:
    both = Combined(tmp_path, actions(PORTAL, {**SITES, "id": "TP1"}, {**SITES, "id": "", "name": "Arkisto"}, PORTAL))
    assert both.rows("actions", "id", "name") == [
        ("TP1", PORTAL["name"]),
        ("TP2", SITES["name"]),
        ("TP3", "Arkisto"),
    ]


def test_a_reference_to_a_row_that_only_another_group_has_is_told(tmp_path: Path) -> None:
    both = Combined(tmp_path, Typed(tables={"goals": [SKILLS]}), actions(PORTAL))
    assert [(line.groups, line.cell) for line in both.lines("Viittaus auki")] == [(["ryhma-2"], "B3")]
    assert "ei ole riviä T1" in load_workbook(both.into)["Toimenpiteet"]["C3"].comment.text


def test_the_workbook_that_is_there_is_the_base(tmp_path: Path) -> None:
    write(Typed(tables={"goals": [SKILLS], "actions": [PORTAL]}), tmp_path / "yhdessa.xlsx")
    before = (tmp_path / "yhdessa.xlsx").read_bytes()
    both = Combined(tmp_path, actions(SITES), actions({**PORTAL, "owners": "Hallinto"}))
    assert both.rows("actions", "id", "goal") == [("TP1", "T1"), ("TP1/2", "T1"), ("TP2", "T1")]
    assert both.marks("Toimenpiteet") == ["VALITSE: yhdessa", "VAIHTOEHTO: ryhma-2", "ryhma-1"]
    assert both.lines("Viittaus auki") == []
    assert [path.read_bytes() for path in (tmp_path / "aiemmat").iterdir()] == [before]
    assert Path(both.outcome.kept).name == "yhdessa-20261122-190000.xlsx"


def test_combining_again_changes_nothing_but_the_list_and_then_nothing(tmp_path: Path) -> None:
    one = Typed(tables={"goals": [SKILLS], "actions": [PORTAL, SITES]}, vision="Ensin.")
    other = Typed(tables={"goals": [SAFE], "actions": [{**PORTAL, "owners": "X"}, {**SITES, "name": "Avataan data"}]})
    both = Combined(tmp_path, one, other, Typed(vision="Toisin.", own_sheet=["muistio"]))
    first, vision = both.result, load_workbook(both.into)["Visio"]["C3"].value
    marks = both.marks("Toimenpiteet")
    content = both.into.read_bytes()
    assert both.again().status == "unchanged"
    assert both.into.read_bytes() == content
    assert both.touched().status == "combined"
    assert both.result.rows == first.rows
    assert both.marks("Toimenpiteet") == marks
    assert load_workbook(both.into)["Visio"]["C3"].value == vision
    assert combine([str(path) for path in both.paths], str(both.into), NOW).status == "unchanged"


def test_choices_stay_chosen_and_only_a_changed_group_asks_anew(tmp_path: Path) -> None:
    both = Combined(
        tmp_path, actions(PORTAL, SITES), actions({**PORTAL, "owners": "X"}), actions({**SITES, "owners": "Y"})
    )
    book = load_workbook(both.into)
    page = book["Toimenpiteet"]
    for row in range(page.max_row, 2, -1):
        if str(page.cell(row, 1).value).startswith("VAIHTOEHTO"):
            page.delete_rows(row)
        page.cell(row, 1).value = None
    book.save(both.into)
    chosen, content = both.result.rows, both.into.read_bytes()
    outcome = combine([str(path) for path in both.paths], str(both.into), NOW)
    assert (outcome.status, both.into.read_bytes()) == ("unchanged", content)
    assert sum(finding.code == "CO014" for finding in outcome.findings) == 3
    write(actions({**SITES, "owners": "Z"}), both.paths[2])
    outcome = combine([str(path) for path in both.paths], str(both.into), NOW)
    assert sum(finding.code == "CO014" for finding in outcome.findings) == 2
    assert outcome.counts["undecided"] == 1
    assert [row["id"] for row in both.result.rows["actions"]] == ["TP1", "TP2", "TP2/2"]
    assert chosen["actions"][0] == both.result.rows["actions"][0]


@pytest.mark.parametrize(
    "row",
    [
        {"parent": "T1"},
        {"parent": "T9"},
        {"id": "T5", "parent": "T1"},
        {"id": "T1"},
        {"description": "Sovitaan ensin."},
    ],
)
@pytest.mark.parametrize("has_base", [False, True])
def test_a_goal_without_a_name_is_not_added_again(tmp_path: Path, row: dict[str, str], has_base: bool) -> None:
    """Not even one that holds nothing but a reference to another goal."""
    if has_base:
        write(Typed(tables={"goals": [SAFE]}), tmp_path / "yhdessa.xlsx")
    goals = Typed(tables={"goals": [row, row]})
    both = Combined(tmp_path, goals, Typed(tables={"goals": [SKILLS]}), goals)
    first = both.result.rows
    both.touched()
    assert both.result.rows == first
    assert combine([str(path) for path in both.paths], str(both.into), NOW).status == "unchanged"


def test_a_reference_to_an_id_that_its_group_used_twice_means_the_first_again(tmp_path: Path) -> None:
    twice = [{**SKILLS, "parent": "T9"}, {**SKILLS, "description": "Toisin."}, {"parent": "T1"}]
    both = Combined(tmp_path, Typed(tables={"goals": twice}), Typed(tables={"goals": [{**SAFE, "id": "T1"}]}))
    first = both.result.rows
    both.touched()
    assert both.result.rows == first


def test_an_action_of_which_only_an_error_and_its_predecessor_stand_is_not_added_again(tmp_path: Path) -> None:
    both = Combined(tmp_path, actions(PORTAL, {"predecessors": "TP1", "starts": "#REF!"}), actions({"starts": "#REF!"}))
    first = both.result.rows
    assert len(first["actions"]) == 3
    both.touched()
    assert both.result.rows == first


def test_groups_that_gave_the_same_value_stand_in_one_proposal(tmp_path: Path) -> None:
    given = ("Ensin.", "Toisin.", "Kolmas tapa.", "kolmas  tapa", "Kolmas tapa.", "Ensin.")
    both = Combined(tmp_path, *(Typed(vision=text) for text in given), Typed("sv", vision="Kolmas tapa."))
    beside = [
        "VALITSE: ryhma-1 | ryhma-6",
        "ryhma-2: Toisin.",
        "ryhma-3 | ryhma-4 | ryhma-5 | ryhma-7: Kolmas tapa.",
    ]
    assert load_workbook(both.into)["Visio"]["C3"].value.splitlines() == beside
    assert [(line.groups, line.text) for line in both.lines("Päätettävä")] == [
        (["ryhma-1", "ryhma-6"], "Ensin."),
        (["ryhma-2"], "Toisin."),
        (["ryhma-3", "ryhma-4", "ryhma-5", "ryhma-7"], "Kolmas tapa."),
    ]
    assert both.outcome.counts["values"] == 1
    both.touched()
    assert load_workbook(both.into)["Visio"]["C3"].value.splitlines() == beside
    both.again()
    assert set(load_workbook(both.into)["Visio"]["C3"].value.splitlines()) == set(beside)


def test_a_text_of_many_lines_is_proposed_once(tmp_path: Path) -> None:
    both = Combined(tmp_path, Typed(vision="Ensin."), Typed(vision="Rivi 1\n- rivi 2: näin\n- rivi 3"))
    beside = load_workbook(both.into)["Visio"]["C3"].value
    both.touched()
    assert load_workbook(both.into)["Visio"]["C3"].value == beside
    assert both.again().status == "unchanged"


def _new(path: Path, language: Language, name: str, **actions: str) -> Path:
    """A workbook as `new` makes it, and some actions in it by cell."""
    identity = identify(name, language)
    path.write_bytes(blank.made(language, identity.name, known_cells(identity), identity.languages[1:]))
    book = load_workbook(path)
    for cell, text in actions.items():
        book[layout().sheet("actions").title[language]][cell] = text
    book.save(path)
    return path


def test_what_new_wrote_is_nobodys_proposal(tmp_path: Path) -> None:
    into = tmp_path / "tulos.xlsx"
    paths = [
        _new(tmp_path / "a.xlsx", "fi", "Esimerkkilän kunta", C3="Avataan portaali"),
        _new(tmp_path / "b.xlsx", "fi", "Esimerkkilän kunta", C3="Uusitaan sivut"),
        _new(tmp_path / "tom.xlsx", "sv", "Esimerkkilä"),
        _new(tmp_path / "en.xlsx", "en", "Esimerkkilä municipality", C3="A portal is opened"),
    ]
    outcome = combine([str(path) for path in paths], str(into), NOW)
    assert (outcome.status, outcome.counts["values"]) == ("combined", 0)
    assert "CO002" not in {finding.code for finding in read(into, "x")[1]}
    listed = {(line.groups[0], line.result, line.text) for line in read_result(into).lines if "komento new" in line.why}
    assert {text for group, result, text in listed if "kieli" in result} == {"svenska", "English"}
    assert {group for group, _, _ in listed} == {"tom", "en"}
    page = load_workbook(into)["Perustiedot"]
    assert (page["B3"].value, page["C3"].value) == ("Esimerkkilän kunta", "a | b")


def test_what_somebody_gave_goes_before_what_new_wrote(tmp_path: Path) -> None:
    path = _new(tmp_path / "b.xlsx", "fi", "Esimerkkilän kunta", C3="Uusitaan sivut")
    book = load_workbook(path)
    book["Perustiedot"]["B3"] = "Esimerkkilän kaupunki"
    book.save(path)
    into = tmp_path / "tulos.xlsx"
    empty = _new(tmp_path / "a.xlsx", "fi", "Esimerkkilän kunta")
    assert combine([str(empty), str(path)], str(into), NOW).counts["values"] == 0
    assert load_workbook(into)["Perustiedot"]["B3"].value == "Esimerkkilän kaupunki"
    third = _new(tmp_path / "c.xlsx", "fi", "Esimerkkilän kunta", C3="Uusitaan sivut")
    assert combine([str(empty), str(path), str(third)], str(tmp_path / "toinen.xlsx"), NOW).counts["values"] > 0


def test_what_needs_attention_stands_before_what_was_joined(tmp_path: Path) -> None:
    portal = {**PORTAL, "name": "Asiointiportaalin avaaminen", "id": "TP4"}
    both = Combined(
        tmp_path,
        actions(PORTAL, SITES),
        actions({**PORTAL, "owners": "X"}, SITES, own_column={"actions": ["oma"]}),
        actions(portal, {"id": "TP2", "name": "Hankitaan palomuuri"}, {**SITES, "id": "TP9", "cost": 5}),
    )
    kinds = list(dict.fromkeys(line.kind for line in both.result.lines))
    order = ["Päätettävä", "Vertaa", "Viittaus auki", "Uusi tunnus", "Vain luettelossa", "Täydennetty", "Yhdistetty"]
    assert kinds == [kind for kind in order if kind in kinds]
    assert {"Päätettävä", "Vertaa", "Vain luettelossa", "Yhdistetty"} <= set(kinds)


@pytest.mark.parametrize(("most", "told"), [(1, ["CO013"]), (2, [])])
def test_a_table_in_which_similar_rows_are_not_looked_for_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, most: int, told: list[str]
) -> None:
    monkeypatch.setattr("pipeline.comparing.combining.near_duplicates.MOST_ROWS", most)
    both = Combined(tmp_path, actions(PORTAL), actions({**SITES, "name": "Asiointiportaali avataan"}))
    found = [item for item in both.outcome.findings if item.code == "CO013"]
    assert [item.code for item in found] == told
    assert all(dict(item.values) == {"count": 2, "limit": 1} for item in found)
    assert len(both.lines("Vertaa")) == (not told)


def test_other_words_are_never_told_to_be_wholly_alike(tmp_path: Path) -> None:
    one, other = "Avataan kuntalaisten chat-palvelu", "Avataan kuntalaisille chat-palvelu"
    both = Combined(tmp_path, actions({**PORTAL, "name": one}), actions({**SITES, "name": other}))
    (line,) = both.lines("Vertaa")
    assert line.why == "ehkä sama asia kuin TP1 (samat tai lähes samat sanat)"
    assert max(item.likeness for item in both.outcome.combined.items) < 1


def test_what_an_earlier_list_told_is_not_lost(tmp_path: Path) -> None:
    both = Combined(tmp_path, Typed(own_sheet=["muistio 1"]))
    write(actions(PORTAL), both.paths[0])
    both.again()
    assert [line.text for line in both.lines("Aiemmin: Vain luettelossa")] == ["muistio 1"]


def test_prepared_rows_and_examples_are_nobodys_work(tmp_path: Path) -> None:
    paths = [tmp_path / f"ryhma-{number}.xlsx" for number in (1, 2, 3)]
    for path in paths:
        blank.write(path, "sv" if path.stem == "ryhma-3" else "fi", "Esimerkkilän kunta")
    book = load_workbook(paths[1])
    book["Tasot"]["E4"] = 4
    book.save(paths[1])
    into = tmp_path / "yhdessa.xlsx"
    outcome = combine([str(path) for path in paths], str(into), NOW)
    assert [item.code for item in outcome.findings] == ["CO008", "CO010", "CO008"]
    roadmap, findings = read(into, "x")
    assert roadmap is not None
    assert [(level.id, level.target) for level in roadmap.levels][:3] == [("N1", None), ("N2", 4), ("N3", None)]
    assert (len(roadmap.levels), len(roadmap.statutes), len(roadmap.goals)) == (11, 14, 0)
    assert not {"WB012", "CO001", "CO003"} & {item.code for item in findings}
    page = load_workbook(into)["Tasot"]
    assert [page.cell(row, 1).value for row in (3, 4, 5)] == [None, "ryhma-2", None]


def test_an_archive_is_brought_along(tmp_path: Path) -> None:
    paths = files([actions(PORTAL), actions({**SITES, "id": "TP1"})], tmp_path)
    for path, rows in ((paths[0], ["TP7"]), (paths[1], ["TP7", "TP8"])):
        book = load_workbook(path)
        page = book.create_sheet("Arkisto")
        for row in (["Valmiit"], ["Tunnus", "Toimenpide", "Vuosi"], *([item, "Vanha", 2025] for item in rows)):
            page.append(row)
        book.save(path)
    into = tmp_path / "yhdessa.xlsx"
    assert combine([str(path) for path in paths], str(into), NOW).status == "combined"
    assert _archive(into) == [("TP7", "Vanha", 2025), ("TP8", "Vanha", 2025)]
    assert read_result(into).rows["actions"][1]["id"] == "TP9"


def _archive(path: Path, *more: str) -> list[tuple[Any, ...]]:
    rows = list(load_workbook(path)["Arkisto"].iter_rows(values_only=True))
    top = next(number for number, row in enumerate(rows) if "Tunnus" in row)
    columns = [rows[top].index(header) for header in ("Tunnus", "Toimenpide", "Vuosi", *more)]
    return [tuple(row[column] for column in columns) for row in rows[top + 1 :]]


def test_archives_of_other_columns_and_languages_come_column_by_column(tmp_path: Path) -> None:
    paths = files([actions(PORTAL), Typed("sv", {"actions": [SITES]}), actions(PORTAL)], tmp_path)
    sheets: list[tuple[str, list[list[Any]]]] = [
        ("Arkisto", [["Arkisto"], ["Tunnus", "Toimenpide", "Vuosi"], ["TP7", "Vanha", 2025]]),
        ("Arkiv", [["Arkiv", "hej!"], ["År", "Oma", "Åtgärd", "Beteckning"], [2024, "eget", "Gammal", "TP8"]]),
        ("Arkisto", [["Oma", "Oma", "Tunnus", "Toimenpide"], ["eka", "toka", "TP9", "Kolmas"]]),
    ]
    for path, (title, rows) in zip(paths, sheets, strict=True):
        book = load_workbook(path)
        page = book.create_sheet(title)
        for row in rows:
            page.append(row)
        book.save(path)
    into = tmp_path / "yhdessa.xlsx"
    for status in ("combined", "unchanged"):
        assert combine([str(path) for path in paths], str(into), NOW).status == status
        assert _archive(into, "Oma", "Oma 2") == [
            ("TP7", "Vanha", 2025, None, None),
            ("TP8", "Gammal", 2024, "eget", None),
            ("TP9", "Kolmas", None, "eka", "toka"),
        ]
    assert read_result(into).listed("ryhma-2", "Arkiv", "B1", "hej!")


def test_notes_at_cells_are_in_the_list_but_not_ours(tmp_path: Path) -> None:
    paths = files([actions(PORTAL), actions({**PORTAL, "owners": "Hallinto"})], tmp_path)
    book = load_workbook(paths[0])
    book["Toimenpiteet"]["C3"].comment = Comment("HR tarkistaa", "Maija")
    book.save(paths[0])
    into = tmp_path / "yhdessa.xlsx"
    for _ in range(2):
        combine([str(path) for path in paths], str(into), NOW)
        noted = [line for line in read_result(into).lines if line.why == "solun muistiinpano"]
        assert [(line.groups, line.sheet, line.cell, line.text) for line in noted] == [
            (["ryhma-1"], "Toimenpiteet", "C3", "HR tarkistaa")
        ]
    assert "WB039" not in {finding.code for finding in read(into, "x")[1]}


def test_a_sheet_that_is_too_large_to_be_read_stops_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    paths = files([actions(PORTAL), actions(SITES)], tmp_path)
    monkeypatch.setattr("pipeline.workbook.sheet_xml.MOST_CELLS", 10)
    outcome = combine([str(path) for path in paths], str(tmp_path / "yhdessa.xlsx"), NOW)
    assert outcome.status == "failed"
    assert "WB048" in {finding.code for finding in outcome.findings}
    assert not (tmp_path / "yhdessa.xlsx").exists()


def test_the_base_keeps_its_order(tmp_path: Path) -> None:
    rows = [{"id": "T1.1", "parent": "T1", "name": "Perustaidot"}, {**SAFE, "id": "T2"}, SKILLS]
    write(Typed(tables={"goals": rows}), tmp_path / "yhdessa.xlsx")
    more = {"id": "T1.2", "parent": "T1", "name": "Kielitaito"}
    both = Combined(tmp_path, Typed(tables={"goals": [more]}))
    assert both.rows("goals", "id") == [("T1.1",), ("T2",), ("T1",), ("T1.2",)]


def test_a_swedish_result_is_marked_and_read_in_swedish(tmp_path: Path) -> None:
    rows = [Typed("sv", {"actions": [{**PORTAL, "owners": owner}]}) for owner in ("ICT", "Kansliet")]
    paths = files(rows, tmp_path)
    into = tmp_path / "tillsammans.xlsx"
    assert combine([str(path) for path in paths], str(into), NOW).language == "sv"
    page = load_workbook(into)["Åtgärder"]
    assert [page.cell(row, 1).value for row in (2, 3, 4)] == ["Sammanslagning", "VÄLJ: ryhma-1", "ALTERNATIV: ryhma-2"]
    assert [finding.code for finding in read(into, "x")[1] if finding.code[:2] == "CO"] == ["CO001", "CO001"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("sign", ["", "decide", "version", "similar"])
def test_signs_are_read_as_they_are_written(sign: Sign, language: Language) -> None:
    text = signed(sign, ("ryhmä 1", "B"), language, "TP1" if sign == "similar" else "")
    assert mark_of(f"{text}\nC: muuta") == Mark(sign, ("ryhmä 1", "B"), "C: muuta")
