"""The documents that the program makes have no fault of accessibility; what is put into them is found in its place."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

from changed_templates import BODY, COUNCIL, ROADMAP, STAFF, changed
from example_folder import build, copy_example
from pipeline.accessibility import check_document
from pipeline.language import words
from pipeline.ooxml.package import read_package


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The example's documents."""
    folder = tmp_path_factory.mktemp("built")
    outcome, documents = build(copy_example(folder / "esimerkki"), folder / "outputs")
    assert [item.code for item in outcome.findings if item.code.startswith("AX")] == []
    return documents


def test_nothing_is_said_of_the_examples_documents(made: dict[str, bytes]) -> None:
    assert {name: check_document(data, name) for name, data in made.items()} == dict.fromkeys(made, ())


FAULTS: dict[str, tuple[str, str, str, str, str]] = {
    "a header row lost": (ROADMAP, BODY, "<w:tblHeader/>", "", "AX005"),
    "a chart's words lost": (ROADMAP, BODY, 'name="Profiili" descr="', 'name="Profiili" title="', "AX002"),
    "a cell merged": (ROADMAP, BODY, '<w:tcW w:w="', '<w:gridSpan w:val="2"/><w:tcW w:w="', "AX010"),
    "text paled": (ROADMAP, "word/styles.xml", 'w:val="57656C" w:themeColor="accent6"', 'w:val="C8C8C8"', "AX020"),
    "a language lost": (ROADMAP, "word/styles.xml", 'w:lang w:val="fi-FI"', 'w:lang w:val="f1-FI"', "AX006"),
    "a deck's title lost": (STAFF, "docProps/core.xml", "<dc:title>", "<dc:title/><dc:subject>", "AX001"),
}


@pytest.mark.parametrize("what", FAULTS)
def test_a_fault_in_a_made_document_is_found(what: str, made: dict[str, bytes]) -> None:
    name, part, old, new, code = FAULTS[what]
    package = read_package(made[name])
    text = package.read(part).decode("utf-8")
    assert old in text, what
    text = text.replace(old, new, 1)
    if code == "AX001":
        text = text.replace("</dc:title>", "</dc:subject>", 1)
    package.parts[part] = text.encode("utf-8")
    assert {item.code for item in check_document(package.write(), name)} == {code}


def without_yearly_costs(data: bytes, name: str) -> bytes:
    """The document without the table that holds the chart of costs' figures."""
    package, told = read_package(data), words("fi").catalog("roadmap" if name == ROADMAP else "deck")["t"]
    alt = told["alt_costs" if name == ROADMAP else "alt_yearly_costs"]
    for part in [part for part in package.parts if part == BODY or part.startswith("ppt/slides/slide")]:
        tree = etree.fromstring(package.read(part))
        for item in tree.xpath(
            f"//*[local-name()='tbl'][.//*[@*='{alt}']] | //*[local-name()='graphicFrame'][.//*[@descr='{alt}']]"
        ):
            item.getparent().remove(item)
            package.parts[part] = etree.tostring(tree)
            return package.write()
    raise AssertionError(alt)


@pytest.mark.parametrize("name", [ROADMAP, COUNCIL])
def test_a_year_in_the_middle_of_other_text_is_no_table_of_costs(name: str, made: dict[str, bytes]) -> None:
    assert [item.code for item in check_document(without_yearly_costs(made[name], name), name)] == ["AX016"]


def test_pale_letters_of_an_own_template_are_told_once_of_the_document(tmp_path: Path) -> None:
    folder = copy_example(tmp_path / "esimerkki")
    source = '<w:rPr><w:b w:val="0"/><w:bCs w:val="0"/><w:color w:val="{}/><w:sz w:val="18"/>'
    faint = changed(
        ROADMAP, ("word/styles.xml", source.format('57656C" w:themeColor="accent6"'), source.format('AAAAAA"'))
    )
    (folder / ROADMAP).write_bytes(faint)
    outcome, documents = build(folder, tmp_path / "outputs")
    told = [item for item in outcome.findings if item.code in ("AX020", "TP016")]
    assert [item.code for item in told] == ["AX020"]
    assert ROADMAP in documents
    assert words("fi").place(told[0].place).startswith(f"{ROADMAP}: ")
    assert int(told[0].values["count"]) > 1
