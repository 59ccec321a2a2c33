"""`templates check` tells every fault once, in the order of the document; `templates copy` never writes over a file."""

from __future__ import annotations

from pathlib import Path

import pytest

from changed_templates import BODY, COUNCIL, ROADMAP, STAFF, changed, slide, slide_with
from pipeline.runs.templates import annotated, check_template, copy_templates
from pipeline.vocabulary.brand import Brand
from pipeline.vocabulary.findings import Severity

SOURCE_STYLE = '<w:rPr><w:b w:val="0"/><w:bCs w:val="0"/><w:color w:val="{}/><w:sz w:val="18"/>'
FAINT_SOURCE = (SOURCE_STYLE.format('57656C" w:themeColor="accent6"'), SOURCE_STYLE.format('AAAAAA"'))
"""What the style of a source line says of its colour, and a fainter one."""
SURVEY, GAPS = slide_with(STAFF, "{{ deck.survey.title }}"), slide_with(STAFF, "{{ deck.gaps.title }}")
TOGETHER = {"seuranta.docx", "esitys-seuranta.pptx", "aluekooste.docx", "esitys-alue.pptx"}
FILES = {ROADMAP, STAFF, COUNCIL, *TOGETHER, "brand.toml"}


def codes(path: Path, data: bytes, **options: bool) -> list[str]:
    path.write_bytes(data)
    return [item.code for item in check_template(path, path.name, Brand(), **options).findings]


@pytest.mark.parametrize("name", [ROADMAP, STAFF, COUNCIL])
def test_our_own_templates_have_no_errors(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(changed(name))
    found = check_template(tmp_path / name, name, Brand()).findings
    assert [item.code for item in found if item.severity is not Severity.NOTE] == []


def test_faults_of_all_kinds_come_in_one_run_in_the_order_of_the_document(tmp_path: Path) -> None:
    data = changed(
        ROADMAP,
        (BODY, "{{ goal.name }}", "{{ goal.nmae }}"),
        (BODY, 'descr="{{ exhibits.radar }}"', 'descr=""'),
        (BODY, "{{ chapters.goals.title }}", "{{ chapters.goals.title | arpa }}"),
        ("word/header1.xml", "document.header_line }}", "document.header_line }"),
        ("word/styles.xml", *FAINT_SOURCE),
    )
    assert codes(tmp_path / ROADMAP, data) == ["TP016", "TP014", "TP006", "TP003", "TP001"]


def test_a_chart_without_alternative_text_is_one_fault_a_picture_another(tmp_path: Path) -> None:
    chart = changed(STAFF, (GAPS, ' descr="{{ exhibits.gaps }}"', ""))
    assert codes(tmp_path / STAFF, chart) == ["TP014"]
    logo = changed(STAFF, (slide(1), ' descr="{{ organisation.logo }}"', ""))
    assert codes(tmp_path / STAFF, logo) == ["AX002"]


def test_titles_that_the_data_tell_apart_are_not_the_same_title(tmp_path: Path) -> None:
    name = "{{ organisation.name }}"
    same = changed(STAFF, (SURVEY, "{{ deck.survey.title }}", name), (GAPS, "{{ deck.gaps.title }}", name))
    assert codes(tmp_path / STAFF, same) == []
    words = changed(STAFF, (SURVEY, "{{ deck.survey.title }}", "Kysely"), (GAPS, "{{ deck.gaps.title }}", "Kysely"))
    assert codes(tmp_path / STAFF, words) == ["AX030"]


def test_what_is_told_of_documents_is_left_to_them(tmp_path: Path) -> None:
    logo = changed(STAFF, (slide(1), ' descr="{{ organisation.logo }}"', ""))
    assert codes(tmp_path / STAFF, logo, of_documents=True) == []


@pytest.mark.parametrize(("name", "code"), [("oma.docx", "TP003"), (STAFF, "")])
def test_which_names_apply_follows_from_the_file(name: str, code: str, tmp_path: Path) -> None:
    """`deck` is a name of decks only, whatever the file is called."""
    data = (
        changed(ROADMAP, (BODY, "{{ goal.name }}", "{{ deck.goals.title }}"))
        if name.endswith("x") and code
        else changed(STAFF)
    )
    found = codes(tmp_path / name, data)
    assert (code in found) if code else found == []


UNREADABLE = {"empty": b"", "noise": bytes(range(256)), "half a zip": changed(ROADMAP)[:20_000]}


@pytest.mark.parametrize("what", UNREADABLE)
def test_what_can_not_be_read_is_a_finding_and_has_no_copy(what: str, tmp_path: Path) -> None:
    path = tmp_path / "rikki.docx"
    path.write_bytes(UNREADABLE[what])
    checked = check_template(path, "rikki.docx", Brand())
    assert [item.code for item in checked.findings] == ["TP008"]
    assert annotated(checked, "fi") is None


def test_a_file_that_is_not_there_is_a_finding(tmp_path: Path) -> None:
    assert [item.code for item in check_template(tmp_path / "x.docx", "x.docx", Brand()).findings] == ["IN001"]


# --- copy -------------------------------------------------------------------------------------------------------------


def test_all_templates_and_the_brand_are_copied(tmp_path: Path) -> None:
    created, findings = copy_templates(tmp_path / "Ähtärin pohjat", force=False)
    assert findings == ()
    assert (
        {Path(path).name for path in created}
        == FILES
        == {path.name for path in (tmp_path / "Ähtärin pohjat").iterdir()}
    )


def test_a_file_of_another_content_is_left_and_what_is_missing_is_copied(tmp_path: Path) -> None:
    (tmp_path / STAFF).write_bytes(b"mine")
    created, findings = copy_templates(tmp_path, force=False)
    assert {Path(path).name for path in created} == FILES - {STAFF}
    assert [(item.code, item.values["path"]) for item in findings] == [("OT008", str(tmp_path / STAFF))]
    assert {path.name for path in tmp_path.iterdir()} == FILES
    assert (tmp_path / STAFF).read_bytes() == b"mine"


def test_no_copy_is_put_beside_an_own_template_of_another_kind(tmp_path: Path) -> None:
    (tmp_path / "digitiekartta.dotx").write_bytes(b"mine")
    _, findings = copy_templates(tmp_path, force=False)
    assert [(item.code, Path(item.place.file).name) for item in findings] == [("OT008", "digitiekartta.dotx")]
    assert not (tmp_path / ROADMAP).exists()


def test_force_writes_over_and_the_same_content_is_no_obstacle(tmp_path: Path) -> None:
    (tmp_path / STAFF).write_bytes(b"mine")
    assert copy_templates(tmp_path, force=True)[1] == ()
    assert (tmp_path / STAFF).read_bytes().startswith(b"PK")
    assert copy_templates(tmp_path, force=False) == ([], ())


def test_a_folder_that_can_not_be_made_is_a_finding(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    assert [item.code for item in copy_templates(tmp_path / "file", force=False)[1]] == ["OT002"]
