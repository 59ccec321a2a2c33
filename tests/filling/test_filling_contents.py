"""Contents lists and lists of figures in templates that were not made for us."""

from __future__ import annotations

import pytest
from lxml import etree
from test_filling_word import field, mark, rendered, with_parts
from word_files import without_marks

from documents import NAMESPACES, paragraph, run, table, text
from pipeline.ooxml.dialect import w

STYLES = "".join(
    f'<w:style w:type="paragraph" w:styleId="Otsikko{level}"><w:name w:val="heading {level}"/><w:pPr>'
    f'<w:outlineLvl w:val="{level - 1}"/></w:pPr></w:style>'
    f'<w:style w:type="paragraph" w:styleId="Sisluet{level}"><w:name w:val="toc {level}"/></w:style>'
    for level in (1, 2, 3)
)
HEADINGS = tuple(paragraph(f"Taso {level}", style=f"Otsikko{level}") for level in (1, 2, 3))


def opened(code: str) -> str:
    return f'{mark("begin")}<w:r><w:instrText xml:space="preserve"> {code} </w:instrText></w:r>{mark("separate")}'


def listed(code: str, *samples: tuple[str, str]) -> str:
    rows = [paragraph(run(shown), style=style) for style, shown in samples or (("Sisluet1", "malli"),)]
    rows[0] = rows[0].replace("<w:r>", opened(code) + "<w:r>", 1)
    rows[-1] = rows[-1].removesuffix("</w:p>") + mark("end") + "</w:p>"
    return "".join(rows)


def document(*body: str, **names: object) -> etree._Element:
    template = with_parts(*body, styles=f"<w:styles {NAMESPACES}>{STYLES}</w:styles>")
    return rendered(template, mail="a@b.example", **names)


def entries(root: etree._Element) -> list[tuple[str, str]]:
    """The style and text of each entry, without its page."""
    found = [item for item in root.iter(w("p")) if item.find(w("hyperlink")) is not None]
    return [(_style(item), text(item).rstrip("0123456789")) for item in found]


def _style(item: etree._Element) -> str:
    style = item.find(f"{w('pPr')}/{w('pStyle')}")
    return "" if style is None else style.get(w("val")) or ""


def fields_are_whole(root: etree._Element) -> bool:
    marks = [item.get(w("fldCharType")) for item in root.iter(w("fldChar"))]
    return marks.count("begin") == marks.count("separate") == marks.count("end")


def test_a_list_of_figures_shows_the_captions_and_the_contents_list_after_it_the_headings() -> None:
    figures = listed('TOC \\h \\z \\c "Kuva"', ("Kuvaluettelo", "Kuva 1 vanha"))
    caption = paragraph(run("Kuva "), field("SEQ Kuva", "9"), run(". {{ n }}"))
    other = paragraph(run("Taulukko "), f'<w:fldSimple w:instr="SEQ Taulukko">{run("7")}</w:fldSimple>')
    loop = ("{% for n in names %}", caption, other, "{% endfor %}")
    root = document(figures, listed('TOC \\o "1-3"'), *HEADINGS, *loop, names=("Polku", "Silta"))
    assert entries(root) == [
        ("Kuvaluettelo", "Kuva 1. Polku"), ("Kuvaluettelo", "Kuva 2. Silta"),
        ("Sisluet1", "Taso "), ("Sisluet2", "Taso "), ("Sisluet3", "Taso "),
    ]  # fmt: skip
    assert fields_are_whole(root)
    anchors = [item.get(w("anchor")) for item in root.iter(w("hyperlink"))]
    assert len(set(anchors)) == 5
    assert set(anchors) <= {item.get(w("name")) for item in root.iter(w("bookmarkStart"))}


@pytest.mark.parametrize("code", ['TOC \\a "Kuva"', 'TOC \\f C \\l "1"', "TOC \\b luku1", "TOCCATA"])
def test_lists_of_other_things_keep_what_they_show(code: str) -> None:
    root = document(listed(code), *HEADINGS)
    assert entries(root) == []
    assert "malli" in text(root)


def test_a_list_for_which_there_is_nothing_keeps_what_it_shows() -> None:
    assert "malli" in text(document(listed('TOC \\c "Kuva"'), *HEADINGS))


@pytest.mark.parametrize(("levels", "shown"), [("2-3", [2, 3]), ("1-1", [1]), ("2-2", [2])])
def test_only_the_levels_asked_for_are_listed(levels: str, shown: list[int]) -> None:
    root = document(listed(f'TOC \\o "{levels}" \\h'), *HEADINGS)
    assert [style for style, _ in entries(root)] == [f"Sisluet{level}" for level in shown]


def test_the_same_heading_in_two_lists_has_one_bookmark() -> None:
    root = document(listed('TOC \\o "1-1"'), listed('toc \\o "1-2"'), *HEADINGS)
    assert [style for style, _ in entries(root)] == ["Sisluet1", "Sisluet1", "Sisluet2"]
    assert len(list(without_marks(root).iter(w("bookmarkStart")))) == 2


def test_styles_of_the_list_are_known_by_name_and_samples_stay_as_they_are() -> None:
    tabbed = '<w:pPr><w:pStyle w:val="Sisluet2"/><w:ind w:left="99"/></w:pPr>'
    samples = listed("TOC", ("Sisluet1", "a"), ("Sisluet2", "b"))
    samples = samples.replace('<w:pPr><w:pStyle w:val="Sisluet2"/></w:pPr>', tabbed)
    root = document(samples, *HEADINGS)
    assert [style for style, _ in entries(root)] == ["Sisluet1", "Sisluet2", "Sisluet3"]
    assert [item.get(w("left")) for item in root.iter(w("ind"))] == ["99"]


def test_a_list_may_end_after_its_content_control() -> None:
    control = f"<w:sdt><w:sdtPr/><w:sdtContent>{paragraph(opened('TOC'), 'malli')}</w:sdtContent></w:sdt>"
    root = document(control, paragraph(mark("end"), "Johdannoksi"), *HEADINGS)
    assert [style for style, _ in entries(root)][1:] == ["Sisluet2", "Sisluet3"]
    assert [item.getparent().tag for item in root.iter(w("p")) if item.find(w("hyperlink")) is not None] == [
        w("sdtContent")
    ] * 3
    assert "malli" not in text(root)
    assert "Johdannoksi" in text(root)
    assert fields_are_whole(root)


def test_what_stands_after_the_end_of_a_list_is_kept() -> None:
    turn = '<w:r><w:br w:type="page"/></w:r>'
    root = document(paragraph(opened("TOC"), "malli"), paragraph(mark("end"), turn, "Seuraava"), *HEADINGS)
    assert len(list(root.iter(w("br")))) == 1
    assert "Seuraava" in text(root)
    section = "<w:p><w:pPr><w:sectPr/></w:pPr>" + mark("end") + "</w:p>"
    assert len(list(document(paragraph(opened("TOC"), "malli"), section, *HEADINGS).iter(w("sectPr")))) == 2


def test_a_list_that_fills_a_cell_leaves_the_cell_whole() -> None:
    cells = table((paragraph(opened("TOC"), "malli"), paragraph(mark("end"))))
    root = document(cells, *HEADINGS)
    assert len(entries(root)) == 3
    assert all(cell[-1].tag == w("p") for cell in root.iter(w("tc")))
    assert fields_are_whole(root)


def test_a_list_that_ends_inside_a_box_in_it_stays() -> None:
    box = f"<w:r><w:pict><w:txbxContent>{paragraph(mark('end'))}</w:txbxContent></w:pict></w:r>"
    root = document(paragraph(opened("TOC"), "malli", box), *HEADINGS)
    assert entries(root) == []
    assert [one for one in ("malli", "Taso 1", "Taso 3") if one in text(root)] == ["malli", "Taso 1", "Taso 3"]
