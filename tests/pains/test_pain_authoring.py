"""What hurts whoever writes a template (pains 1–9 of what the users of other engines report), each before and after.

In: the template that hurts, made here. Out: what docxtpl or python-pptx makes of it, and what ours does.
Pains 23 and 24 (hand edits kept, changes tracked) are another piece of work and not here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from io import BytesIO
from pathlib import Path

import docx
import pptx
import pytest
from lxml import etree
from pptx.util import Inches

from documents import filled, paragraph, part, run, table, word
from office_checks import fault_codes, office_faults
from office_templates import deck_of, fill_deck, parts_of, rooted, saved, text_box, told, with_parts
from peer_engines import docxtpl_fills, texts
from pipeline.filling.rendering import Filled
from pipeline.ooxml.dialect import W14, w
from pipeline.runs.templates import annotated, check_template
from pipeline.vocabulary.brand import Brand
from pipeline.vocabulary.content import Record, Text
from pipeline.vocabulary.findings import Finding


def said(result: Filled) -> list[str]:
    assert result.document is not None, result.findings
    return texts(result.document)


def unmarked(findings: Iterable[Finding]) -> list[tuple[str, str]]:
    """As `told`, without the marks round the tag."""
    return [(code, re.sub("[«»]", "", place)) for code, place in told(findings)]


# --- 1: which tag, where? ---------------------------------------------------------------------------------------------

HEADING = (
    '<w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/>'
    '<w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>'
)
FAULTY = with_parts(
    paragraph("Talous", style="Heading1"),
    paragraph("Kohde {{ goal.nmae }} ja muut"),
    table(["Toimi", "Hinta"], ["{{ goal.name }}", "{{ 1 / count }} euroa"]),
    styles=rooted("styles", HEADING),
)
FAULTY_EARLY = word(
    "{% for g in goals %}", "{{ g.name | tojson }}", table(["{{ name", "{% if g %}"]), "{{ 1 + }}", "{% endif %}"
)


def test_pain_01_which_tag_where() -> None:
    with pytest.raises(ZeroDivisionError) as error:
        docxtpl_fills(FAULTY, goal={"name": "Tieto"}, count=0)
    assert "count" not in str(error.value)
    assert not hasattr(error.value, "docx_context")  # no tag, no line, nothing round it
    result = filled(FAULTY, goal=Record(name="Tieto"), count=0)
    assert result.document is None
    (missing, impossible) = told(result.findings)
    assert missing[0] == "TP003"
    assert impossible[0] == "TP005"
    for _, place in (missing, impossible):
        assert place.startswith("malli.docx: ") and "Talous" in place  # the file and the heading
    assert "Kohde »{{ goal.nmae }}« ja muut" in missing[1]
    assert "row 2, column 2" in impossible[1] and "»{{ 1 / count }}« euroa" in impossible[1]
    assert result.findings[0].values["nearest"] == "goal.name"


def test_pain_01_all_faults_are_told_at_once_without_data(tmp_path: Path) -> None:
    with pytest.raises(Exception) as error:
        docxtpl_fills(FAULTY_EARLY, goals=[])
    assert "tojson" not in str(error.value)
    path = tmp_path / "malli.docx"
    path.write_bytes(FAULTY_EARLY)
    checked = check_template(path, "malli.docx", Brand())
    codes = [finding.code for finding in checked.findings]
    assert {"TP001", "TP004", "TP006"} <= set(codes)
    for tag in ("{% for g in goals %}", "tojson", "{{ name", "{{ 1 + }}"):
        assert any(tag in place for _, place in unmarked(checked.findings)), tag
    notes = annotated(checked, "fi")
    assert notes is not None
    assert len(parts_of(notes)["word/comments.xml"]) >= len([code for code in codes if code.startswith("TP")])


# --- 2: tags found by patterns ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "condition", ["cost == '100 %'", "name == 'a}b' or cost", "cost | replace('%', '') | trim == '100'"]
)
def test_pain_02_regex_tag_surgery_is_fragile(condition: str) -> None:
    template = word("{%p if " + condition + " %}", "on", "{%p endif %}")
    with pytest.raises(Exception, match="unknown tag 'p'"):
        docxtpl_fills(template, cost="100 %", name="a}b")
    assert said(filled(template, cost=Text("100 %"), name=Text("a}b"))) == ["on"]


def test_pain_02_quotes_of_the_text_stay_as_they_are() -> None:
    template = word("{{ x | default(“–”) }} “Tieto” ’s")
    assert said(filled(template)) == ["– “Tieto” ’s"]


# --- 3: unclosed tags -------------------------------------------------------------------------------------------------

UNCLOSED = word("Hyväksytty {{ name", "Toinen kappale.", "Kolmas }} kappale.")


def test_pain_03_unclosed_tags_swallow_text_silently() -> None:
    swallowed = word("{{ name", "| replace('x', '') }}", "Loppu.")
    assert texts(docxtpl_fills(swallowed, name="Tieto")) == ["Tieto", "Loppu."]  # two paragraphs became one tag
    for template in (swallowed, UNCLOSED):
        result = filled(template, name="Tieto")
        assert result.document is None
        assert result.findings[0].code == "TP001"
        assert "{{ name" in unmarked(result.findings)[0][1]


# --- 4: missing data --------------------------------------------------------------------------------------------------


def test_pain_04_missing_data_renders_blank() -> None:
    template = word("Asiakas: {{ clientt }}", "{% if lisää.tietoa %}Lisää{% endif %}")
    assert texts(docxtpl_fills(template, client="Tieto", lisää={})) == ["Asiakas: ", ""]
    result = filled(template, client="Tieto", lisää=Record())
    assert result.document is None
    assert [(item.code, item.values["name"], item.values["nearest"]) for item in result.findings] == [
        ("TP003", "clientt", "client"),
        ("TP003", "lisää.tietoa", ""),
    ]
    assert said(filled(word("Asiakas: {{ clientt | default('–') }}"))) == ["Asiakas: –"]


# --- 5: escaping ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("value", ["Smith & Co <Ltd>", "a <select> b", "x < y > z", "]]> &amp; &#10; <w:p/>"])
def test_pain_05_escaping_is_off_by_default(value: str) -> None:
    template = word("{{ x }}")
    try:
        assert texts(docxtpl_fills(template, x=value)) != [value]
    except Exception as error:
        assert isinstance(error, etree.XMLSyntaxError)
    result = filled(template, x=Text(value))
    assert said(result) == [value]
    assert office_faults(result.document) == []


def test_pain_05_control_characters_break_nothing() -> None:
    with pytest.raises(ValueError, match="XML"):
        docx.Document().add_paragraph("a\x00b\x08c")
    frame = pptx.Presentation().slide_master.placeholders[0].text_frame
    frame.text = "a\x08b"
    assert frame.text != "ab" and "_x0008_" in etree.tostring(frame._txBody).decode()
    assert said(filled(word("{{ x }}"), x=Text("a\x00b\x08c"))) == ["abc"]


# --- 6: blank lines ---------------------------------------------------------------------------------------------------

BLANKS = word(
    "Alku",
    "{% if yes %}",
    "On",
    "{% endif %}",
    table(["a", paragraph("{% if no %}") + paragraph("x") + paragraph("{% endif %}")]),
    "{% for x in xs %}",
    "- {{ x }}",
    "{% endfor %}",
)


def test_pain_06_blank_lines_around_conditions_and_loops() -> None:
    names = {"yes": True, "no": False, "xs": ("b", "c")}
    assert texts(docxtpl_fills(BLANKS, **names)) == ["Alku", "", "On", "", "a | ", "", "- b", "", "- c", ""]
    result = filled(BLANKS, **names)
    assert said(result) == ["Alku", "On", "a | ", "- b", "- c"]
    assert office_faults(result.document) == []


def test_pain_06_a_cell_never_loses_its_last_paragraph() -> None:
    template = word(table(["a", paragraph("{%p if no %}") + paragraph("x") + paragraph("{%p endif %}")]))
    assert "BLK01" in fault_codes(docxtpl_fills(template, no=False))
    for container in (template, word(text_box("{% if no %}", "x", "{% endif %}"))):
        result = filled(container, no=False)
        assert result.findings == ()
        assert office_faults(result.document) == []


# --- 7: tags split over runs on slides --------------------------------------------------------------------------------


def split_slide() -> bytes:
    deck = pptx.Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[5])
    slide.shapes.title.text = "Otsikko"
    box = slide.shapes.add_textbox(Inches(1), Inches(2), Inches(8), Inches(2))
    for text, bold in (("Kunta: {{ na", True), ("me", False), (" }}!", False)):
        added = box.text_frame.paragraphs[0].add_run()
        added.text, added.font.bold = text, bold
    return saved(deck)


def test_pain_07_tags_split_over_runs_on_slides() -> None:
    deck = pptx.Presentation(BytesIO(split_slide()))
    for added in deck.slides[0].shapes[1].text_frame.paragraphs[0].runs:  # the usual recipe with python-pptx
        added.text = added.text.replace("{{ name }}", "Malli")
    assert deck.slides[0].shapes[1].text_frame.text == "Kunta: {{ name }}!"
    runs = deck_of(fill_deck(split_slide(), name=Text("Malli"))).slides[0].shapes[1].text_frame.paragraphs[0].runs
    assert "".join(item.text for item in runs) == "Kunta: Malli!"
    assert next(item for item in runs if "Malli" in item.text).font.bold


# --- 8: ids and text boxes in loops -----------------------------------------------------------------------------------

CONTROL = '<w:sdt><w:sdtPr><w:id w:val="5"/><w:tag w:val="a"/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>'
MARKED = (
    f'<w:p xmlns:w14="{W14}" w14:paraId="0A000001"><w:bookmarkStart w:id="3" w:name="kohta"/>{run("{{ x }}")}'
    '<w:bookmarkEnd w:id="3"/></w:p>'
)
COMMENTED = (
    f'<w:p><w:commentRangeStart w:id="0"/>{run("{{ x }}")}<w:commentRangeEnd w:id="0"/>'
    '<w:r><w:commentReference w:id="0"/></w:r></w:p>'
)
COMMENTS = rooted("comments", f'<w:comment w:id="0" w:author="Maija">{paragraph("Tarkista.")}</w:comment>')


def looped(opening: str, closing: str) -> bytes:
    content = MARKED + CONTROL.format(paragraph("{{ x }}")) + COMMENTED + text_box("{{ x }}")
    return with_parts(opening, content, closing, comments=COMMENTS)


def test_pain_08_shapes_text_boxes_and_ids_in_loops() -> None:
    theirs = docxtpl_fills(looped("{%p for x in xs %}", "{%p endfor %}"), xs=("a", "b", "c"))
    assert {"BM01", "ID04", "ID06"} & fault_codes(theirs)
    result = filled(looped("{% for x in xs %}", "{% endfor %}"), xs=("a", "b", "c"))
    assert result.findings == ()
    assert office_faults(result.document) == []
    root = etree.fromstring(part(result.document).encode())
    boxes = ["".join(item.itertext()) for item in root.iter(w("txbxContent"))]
    assert boxes == ["a", "a", "b", "b", "c", "c"]  # both halves of each, in step
    assert len(parts_of(result.document)["word/comments.xml"]) == 3


def test_pain_08_shapes_in_a_loop_on_a_slide_have_ids_of_their_own() -> None:
    deck = pptx.Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[5])
    slide.shapes.title.text = "Otsikko"
    for place, text in enumerate(("{% for x in xs %}", "{{ x }}", "{% endfor %}")):
        slide.shapes.add_textbox(Inches(1), Inches(2 + place), Inches(4), Inches(0.6)).text_frame.text = text
    result = fill_deck(saved(deck), xs=(Text("a"), Text("b")))
    shapes = deck_of(result).slides[0].shapes
    assert [shape.text_frame.text for shape in shapes] == ["Otsikko", "a", "b"]
    assert len({shape.shape_id for shape in shapes}) == 3
    assert office_faults(result.document) == []


# --- 9: templates run code --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "source",
    [
        "{{ cycler.__init__.__globals__.os.getcwd() }}",
        "{{ ''.__class__.__mro__[1].__subclasses__() | length }}",
        "{% for c in ().__class__.__base__.__subclasses__() %}{{ c.__name__ }}{% endfor %}",
        "{{ lipsum.__globals__['os'].getcwd() }}",
    ],
)
def test_pain_09_templates_are_code_execution(source: str) -> None:
    assert texts(docxtpl_fills(word(source))) != [""]  # it ran
    result = filled(word(source))
    assert result.document is None
    assert {finding.code for finding in result.findings} <= {"TP003", "TP006"}


@pytest.mark.parametrize(
    ("source", "says"),
    [
        ("\ue012 range(9) \ue013", " range(9) "),
        ("\ue010 for x in (1, 2) \ue011y\ue010 endfor \ue011", " for x in (1, 2) y endfor "),
        ("{{ 'a\ue013\ue012 range(9) \ue013b' }}", "a range(9) b"),
        ("\ue0007\ue001", "7"),
    ],
)
def test_pain_09_the_engines_own_marks_cannot_be_forged(source: str, says: str) -> None:
    assert said(filled(word(source))) == [says]


@pytest.mark.parametrize(
    "source",
    ["{{ 'x' * 10 ** 9 }}", "{% for a in range(9999) %}{% for b in range(9999) %}x{% endfor %}{% endfor %}"],
)
def test_pain_09_a_template_cannot_take_all_time_and_memory(source: str) -> None:
    result = filled(word(source))
    assert result.document is None
    assert [finding.code for finding in result.findings] == ["TP007"]
