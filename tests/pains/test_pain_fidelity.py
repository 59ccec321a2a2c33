"""What hurts in the finished Word document (pains 10–16 of what the users of other engines report), before and after.

In: the template that hurts, made here. Out: what docxtpl makes of it, and what ours does.
"""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import docx
import pptx
import pytest
from docxtpl import RichText
from lxml import etree
from PIL import Image

from documents import filled, paragraph, part, run, table, text, word
from office_checks import fault_codes, office_faults
from office_templates import complex_field, mark, parts_of, rooted, saved, told, with_parts
from peer_engines import docxtpl_fills, texts
from pipeline.ooxml.dialect import w
from pipeline.runs.templates import check_template
from pipeline.vocabulary.brand import Brand
from pipeline.vocabulary.content import LongText, Record, Text

GOALS = (Record("T1", name=Text("Tieto"), steps=("a", "b")), Record("T2", name=Text("Palvelut"), steps=("c",)))
PLAIN_GOALS = [{"name": "Tieto", "steps": ["a", "b"]}, {"name": "Palvelut", "steps": ["c"]}]


def tree(document: bytes | None, name: str = "word/document.xml") -> etree._Element:
    assert document is not None
    return etree.fromstring(part(document, name).encode())


def values(root: etree._Element, name: str) -> list[str]:
    return [item.get(w("val")) or "" for item in root.iter(w(name))]


# --- 10: numbered lists in loops --------------------------------------------------------------------------------------

NUMBERING = rooted(
    "numbering",
    '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
    '<w:lvlText w:val="%1."/><w:lvlJc w:val="left"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>',
)
ITEM = f'<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>{run("{{ s }}")}</w:p>'


def test_pain_10_numbered_lists_do_not_restart_in_loops() -> None:
    template = with_parts(
        "{%p for g in goals %}", "{{ g.name }}", "{%p for s in g.steps %}", ITEM, "{%p endfor %}", "{%p endfor %}",
        numbering=NUMBERING,
    )  # fmt: skip
    assert values(tree(docxtpl_fills(template, goals=PLAIN_GOALS)), "numId") == ["1", "1", "1"]  # a, b, c: 1, 2, 3
    result = filled(template, goals=GOALS)
    assert result.findings == ()
    first, second, third = values(tree(result.document), "numId")
    assert first == second != third
    (again,) = [
        item for item in parts_of(result.document or b"")["word/numbering.xml"] if item.get(w("numId")) == third
    ]
    assert values(again, "startOverride") == ["1"]
    assert office_faults(result.document) == []


# --- 11: sub-documents ------------------------------------------------------------------------------------------------


def picture(colour: str) -> BytesIO:
    data = BytesIO()
    Image.new("RGB", (40, 20), colour).save(data, "PNG")
    data.seek(0)
    return data


def with_pictures() -> bytes:
    """A chapter with a heading, a picture, a numbered list and a header, repeated over goals; no file is joined."""
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "{{ title }}"
    for content in ("{%p for g in goals %}", "{{ g.name }}"):
        document.add_paragraph(content)
    document.add_picture(picture("red"))
    for item in ("{%p for s in g.steps %}", "{{ s }}", "{%p endfor %}"):
        document.add_paragraph(item, style="List Number")
    document.add_paragraph("{%p endfor %}")
    return saved(document)


def test_pain_11_sub_documents_lose_numbering_images_and_headers() -> None:
    """docxtpl joins files for this and needs docxcompose; here chapters are blocks of one template."""
    result = filled(with_pictures(), goals=GOALS, title=Text("Tiekartta"))
    assert result.findings == ()
    assert office_faults(result.document) == []
    document = docx.Document(BytesIO(result.document or b""))
    assert [item.text for item in document.paragraphs if item.text] == ["Tieto", "a", "b", "Palvelut", "c"]
    assert len(document.inline_shapes) == 2
    assert {item.style.name for item in document.paragraphs if item.text in ("a", "b", "c")} == {"List Number"}
    assert document.sections[0].header.paragraphs[0].text == "Tiekartta"
    assert len([name for name in document.part.package.iter_parts() if "media" in name.partname]) == 1


# --- 12: rich text ----------------------------------------------------------------------------------------------------

LOOK = '<w:rFonts w:ascii="Georgia" w:hAnsi="Georgia"/><w:color w:val="006374"/><w:sz w:val="28"/>'


def test_pain_12_rich_text_resets_the_designers_style() -> None:
    theirs = RichText()
    theirs.add("Lihava", bold=True)
    theirs.add(" ja muu")
    root = tree(docxtpl_fills(word(paragraph(run("{{r x }}", LOOK))), x=theirs))
    assert text(root) == "Lihava ja muu"
    looks = [values(item, "color") for item in root.iter(w("r")) if text(item)]
    assert looks == [[], []]  # the designer's look is gone
    result = filled(word(paragraph(run("{{ x }}", LOOK))), x=LongText("**Lihava** ja *muu*"))
    root = tree(result.document)
    assert text(root) == "Lihava ja muu"
    assert values(root, "color") == ["006374"] * 3
    assert [item.get(w("ascii")) for item in root.iter(w("rFonts"))] == ["Georgia"] * 3
    assert [said.getparent().getparent().findtext(w("t")) for said in root.iter(w("b"))] == ["Lihava"]
    assert office_faults(result.document) == []  # also: properties in the schema's order


def test_pain_12_markdown_becomes_the_templates_own_list_and_links() -> None:
    document = docx.Document()
    document.add_paragraph("{{ x }}")
    template = saved(document)
    source = "Alku\n- yksi\n- [kaksi](https://esimerkki.example)"
    assert texts(docxtpl_fills(template, x=source))[:1] == [source]  # signs and all, in one paragraph
    result = filled(template, x=LongText(source))
    made = docx.Document(BytesIO(result.document or b""))
    assert [item.text for item in made.paragraphs] == ["Alku", "yksi", "kaksi"]
    items = made.paragraphs[1:]
    assert all(item._p.find(f"{w('pPr')}") is not None for item in items)
    assert [link.address for link in made.paragraphs[2].hyperlinks] == ["https://esimerkki.example"]
    assert office_faults(result.document) == []


# --- 13: contents list ------------------------------------------------------------------------------------------------

STYLES = rooted(
    "styles",
    "".join(
        f'<w:style w:type="paragraph" w:styleId="{name}"><w:name w:val="{shown}"/>{level}</w:style>'
        for name, shown, level in (
            ("Heading1", "heading 1", '<w:pPr><w:outlineLvl w:val="0"/></w:pPr>'),
            ("TOC1", "toc 1", ""),
            ("Caption", "caption", ""),
        )
    ),
)
CONTENTS = (
    paragraph(mark("begin"), '<w:r><w:instrText> TOC \\o "1-1" \\h </w:instrText></w:r>', mark("separate"), "Vanha otsikko 7",
              style="TOC1")
    + f"<w:p>{mark('end')}</w:p>"
)  # fmt: skip


def test_pain_13_the_contents_list_is_stale() -> None:
    chapter = [paragraph("{{ g.name }}", style="Heading1"), '<w:p><w:r><w:br w:type="page"/></w:r></w:p>']
    template = with_parts(
        CONTENTS, "{%p for g in goals %}", *chapter, "{%p endfor %}",
        styles=STYLES, settings=rooted("settings", ""),
    )  # fmt: skip
    assert "Vanha otsikko 7" in texts(docxtpl_fills(template, goals=PLAIN_GOALS))
    result = filled(template, goals=GOALS)
    assert result.findings == ()
    said = [item.replace("\t", " ") for item in texts(result.document or b"")]
    assert said[:2] == ["Tieto 1", "Palvelut 2"]
    assert not any("Vanha" in item for item in said)
    root = tree(result.document)
    anchors = {item.get(w("anchor")) for item in root.iter(w("hyperlink"))}
    assert anchors <= {item.get(w("name")) for item in root.iter(w("bookmarkStart"))}
    assert not list(tree(result.document, "word/settings.xml").iter(w("updateFields")))  # Word asks nothing on opening
    assert not [item for item in root.iter(w("fldChar")) if item.get(w("dirty"))]
    assert office_faults(result.document) == []


# --- 14: captions and references --------------------------------------------------------------------------------------


def test_pain_14_captions_and_cross_references() -> None:
    caption = (
        f'<w:p><w:pPr><w:pStyle w:val="Caption"/></w:pPr><w:bookmarkStart w:id="1" w:name="_Ref1"/>{run("Taulukko ")}'
        f'{complex_field("SEQ Taulukko", "9")}<w:bookmarkEnd w:id="1"/>{run(". {{ g.name }}")}</w:p>'
    )
    reference = paragraph(run("Ks. "), complex_field("REF _Ref1 \\h", "Taulukko 9"), run("."))
    template = with_parts("{%p for g in goals %}", caption, reference, "{%p endfor %}", styles=STYLES)
    stale = ["Taulukko 9. Tieto", "Ks. Taulukko 9.", "Taulukko 9. Palvelut", "Ks. Taulukko 9."]
    assert texts(docxtpl_fills(template, goals=PLAIN_GOALS)) == stale
    result = filled(template, goals=GOALS)
    assert result.findings == ()
    assert texts(result.document or b"") == [
        "Taulukko 1. Tieto", "Ks. Taulukko 1.", "Taulukko 2. Palvelut", "Ks. Taulukko 2.",
    ]  # fmt: skip
    assert office_faults(result.document) == []


# --- 15: unreadable content -------------------------------------------------------------------------------------------

UNREADABLE = {
    "a table that loses all its rows": (
        word(table(["{%tr for x in nothing %}"], ["{{ x }}"], ["{%tr endfor %}"]), "loppu"), "BLK02"
    ),
    "a cell that loses its paragraphs": (
        word(table(["a", paragraph("{%p if no %}") + paragraph("x") + paragraph("{%p endif %}")])), "BLK01"
    ),
    "a row that loses its cells": (
        word(table(["{%tc for x in nothing %}", "{{ x }}", "{%tc endfor %}"]), "loppu"), "BLK03"
    ),
    "a bookmark in a loop": (
        word("{%p for x in xs %}", f'<w:p><w:bookmarkStart w:id="1" w:name="k"/>{run("{{ x }}")}<w:bookmarkEnd w:id="1"/></w:p>',
             "{%p endfor %}"), "ID03"
    ),
    "a bookmark that ends outside the loop": (
        word("{%p for x in xs %}", f'<w:p><w:bookmarkStart w:id="1" w:name="k"/>{run("{{ x }}")}</w:p>', "{%p endfor %}",
             f'<w:p>{run("z")}<w:bookmarkEnd w:id="1"/></w:p>'), "ID03"
    ),
    "a content control whose text goes": (
        word(f"<w:sdt><w:sdtContent>{paragraph('{%p if no %}')}{paragraph('x')}{paragraph('{%p endif %}')}</w:sdtContent></w:sdt>"),
        "SDT01",
    ),
    "markup in a value": (word("{{ markup }}"), "XSD01"),
}  # fmt: skip


@pytest.mark.parametrize("name", UNREADABLE)
def test_pain_15_word_found_unreadable_content(name: str) -> None:
    template, code = UNREADABLE[name]
    names = {"nothing": (), "no": False, "xs": ("a", "b"), "markup": "<b>x</b>"}
    assert office_faults(template, tags=False) == []  # the template itself opens
    assert code in fault_codes(docxtpl_fills(template, **names))
    result = filled(template, **names)
    assert result.findings == ()
    assert office_faults(result.document) == []


# --- 16: accessibility ------------------------------------------------------------------------------------------------


def test_pain_16_accessibility_is_missing(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_picture(picture("blue"))
    document.inline_shapes[0]._inline.docPr.attrib.pop("descr", None)
    look = document.add_table(2, 2)._tbl.tblPr.find(w("tblLook"))
    look.getparent().remove(look)
    template = saved(document)
    assert docxtpl_fills(template)  # without a word
    path = tmp_path / "malli.docx"
    path.write_bytes(template)
    codes = {finding.code for finding in check_template(path, "malli.docx", Brand()).findings}
    assert {"AX002", "AX005"} <= codes
    deck = pptx.Presentation()
    deck.slides.add_slide(deck.slide_layouts[5])
    path = tmp_path / "malli.pptx"
    deck.save(str(path))
    (untitled,) = [item for item in told(check_template(path, "malli.pptx", Brand()).findings) if item[0] == "AX004"]
    assert "slide 1" in untitled[1]


def test_pain_16_the_documents_language_follows_its_text() -> None:
    template = saved(docx.Document())
    styles = parts_of(docxtpl_fills(template))["word/styles.xml"]
    assert {item.get(w("val")) for item in styles.iter(w("lang"))} == {"en-US"}
    styles = parts_of(filled(template).document or b"")["word/styles.xml"]
    assert {item.get(w("val")) for item in styles.iter(w("lang"))} == {"fi-FI"}
