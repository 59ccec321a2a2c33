"""The lines of a contents list after our changes are accepted: each leads to the heading that it names."""

from __future__ import annotations

import re

import pytest
from harness_word import RUN, pair
from revision_judging import q
from revision_making import MAIN, body_xml, r

from corrections import CORRECTIONS
from pipeline.merging.merge import accepted, merge
from pipeline.merging.revisions.contents import relink
from pipeline.ooxml.package import parse, read_package


def line(name: str, text: str, number: str = "5.2") -> str:
    code = f'<w:r><w:instrText xml:space="preserve"> PAGEREF {name} \\h </w:instrText></w:r>'
    shown = f"{r(number)}<w:r><w:tab/></w:r>{r(text)}<w:r><w:tab/></w:r>{code}{r('12')}"
    return f'<w:p><w:hyperlink w:anchor="{name}">{shown}</w:hyperlink></w:p>'


def heading(name: str, text: str, number: int) -> str:
    return f'<w:p><w:bookmarkStart w:id="{number}" w:name="{name}"/>{r(text)}<w:bookmarkEnd w:id="{number}"/></w:p>'


def led(*body: str) -> list[tuple[str, str]]:
    root = parse(body_xml("".join(body)))
    relink(root)
    codes = [re.findall(r"PAGEREF (\S+)", item.text)[0] for item in root.iter(q("instrText"))]
    return list(zip([item.get(q("anchor")) for item in root.iter(q("hyperlink"))], codes, strict=True))


def test_a_line_leads_to_the_heading_that_it_names() -> None:
    assert led(line("_Toc1", "Kaksi"), heading("_Toc2", "Kaksi", 1)) == [("_Toc2", "_Toc2")]
    exchanged = heading("_Toc1", "Yksi", 1) + heading("_Toc2", "Kaksi", 2)
    assert led(line("_Toc1", "Kaksi"), line("_Toc2", "Yksi"), exchanged) == [("_Toc2", "_Toc2"), ("_Toc1", "_Toc1")]


def test_a_line_that_names_several_headings_or_none_stays() -> None:
    twins = heading("_Toc2", "Kaksi", 1) + heading("_Toc3", "Kaksi", 2)
    assert led(line("_Toc1", "Kaksi"), twins) == [("_Toc1", "_Toc1")]
    assert led(line("_Toc3", "Kaksi"), twins) == [("_Toc3", "_Toc3")]
    assert led(line("_Toc1", "Oma rivi"), heading("_Toc1", "Yksi", 1)) == [("_Toc1", "_Toc1")]


@pytest.mark.parametrize("name", ["goals moved", "goal split"])
def test_no_line_of_an_accepted_roadmap_leads_nowhere(name: str) -> None:
    _leads_right(name)


@pytest.mark.long
@pytest.mark.parametrize("name", list(CORRECTIONS))
def test_no_line_of_any_accepted_roadmap_leads_nowhere(name: str) -> None:
    _leads_right(name)


def _leads_right(name: str) -> None:
    base, fresh = pair(name)
    root = parse(read_package(accepted(merge(base, base, fresh, RUN).document)).read(MAIN))
    headings = {
        item.get(q("name")): "".join(item.getparent().itertext(q("t"))) for item in root.iter(q("bookmarkStart"))
    }
    for item in root.iter(q("hyperlink")):
        if (item.get(q("anchor")) or "").startswith("_Toc"):
            assert headings[item.get(q("anchor"))] in "".join(item.itertext(q("t")))
