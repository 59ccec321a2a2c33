"""A template fault is told where a designer finds it: part, heading path or slide, table cell, the words with the tag."""

from __future__ import annotations

import pytest

from changed_templates import BODY, ROADMAP, STAFF, Change, changed, slide
from documents import filled, paragraph, table, word
from pipeline.filling.rendering import render_template
from pipeline.filling.spots import Spots
from pipeline.filling.template import Template, open_template
from pipeline.language import words
from pipeline.ooxml.whereabouts import Whereabouts
from pipeline.vocabulary.brand import Brand
from pipeline.vocabulary.content import Record
from pipeline.vocabulary.quoting import marked

STYLES = (
    '<w:style w:type="paragraph" w:styleId="H1"><w:name w:val="heading 1"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="H2"><w:name w:val="Oma"/><w:basedOn w:val="H1"/><w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Based"><w:name w:val="Perii"/><w:basedOn w:val="H2"/></w:style>'
)


def with_styles(*body: str) -> bytes:
    """A document whose styles H1 and H2 are headings, and Based is one by its base."""
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    main = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    relation = f'<Relationship Id="rId1" Type="{office}/styles" Target="styles.xml"/>'
    parts = {
        "word/styles.xml": f'<w:styles xmlns:w="{main}">{STYLES}</w:styles>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{package}">{relation}</Relationships>',
    }
    return word(*body, parts=parts)


def places(data: bytes, lang: str = "fi") -> list[str]:
    template = open_template(data, "malli.docx")
    assert isinstance(template, Template)
    say = words(lang)  # type: ignore[arg-type]
    return [say.place(finding.place) for finding in Spots(template).findings(template.faults)]


def test_the_tag_is_marked_in_its_paragraph() -> None:
    assert places(word("Tavoite {{ goal.name | arpa }} vuonna 2027")) == [
        "malli.docx: leipäteksti, ”Tavoite »{{ goal.name | arpa }}« vuonna 2027”"
    ]


def test_the_heading_path_comes_from_outline_levels_of_styles_and_their_bases() -> None:
    body = (
        paragraph("Alku", style="H1"),
        paragraph("Tavoitteet", style="H1"),
        paragraph("Tavoite {{ goal.id }}", style="Based"),
        "{{ a | arpa }}",
    )
    assert places(with_styles(*body)) == [
        "malli.docx: leipäteksti, Tavoitteet › Tavoite {{ goal.id }}, ”»{{ a | arpa }}«”"
    ]


def test_a_higher_heading_ends_the_path_of_lower_ones() -> None:
    body = (
        paragraph("Yksi", style="H1"),
        paragraph("Alla", style="H2"),
        paragraph("Kaksi", style="H1"),
        "{{ a | arpa }}",
    )
    assert places(with_styles(*body)) == ["malli.docx: leipäteksti, Kaksi, ”»{{ a | arpa }}«”"]


def test_tables_are_counted_under_their_heading_and_nested_ones_in_their_cell() -> None:
    inner = table(("", "{{ b | arpa }}"))
    body = (
        table(("ennen",)),
        paragraph("Luku", style="H1"),
        table(("eka",)),
        table(("a", "b"), ("c", f"{paragraph('d')}{inner}{paragraph('e')}")),
    )
    assert places(with_styles(*body)) == [
        "malli.docx: leipäteksti, Luku, taulukko 2, rivi 2, sarake 2, taulukko 1, rivi 1, sarake 2, ”»{{ b | arpa }}«”"
    ]


def test_a_column_after_a_merged_cell_is_counted_as_it_shows() -> None:
    merged = table(("leveä", "{{ a | arpa }}")).replace("<w:tcPr>", '<w:tcPr><w:gridSpan w:val="3"/>', 1)
    assert places(word(merged)) == ["malli.docx: leipäteksti, taulukko 1, rivi 1, sarake 4, ”»{{ a | arpa }}«”"]


WHERE: dict[str, tuple[str, Change, str]] = {
    "header": (ROADMAP, ("word/header1.xml", "document.header_line }}", "document.header_line }"), "ylätunniste, "),
    "slide": (STAFF, (slide(4), "deck.survey.kicker }}", "deck.survey.kicker | arpa }}"), "dia 4 ”{{ deck.survey.title }}”, "),
    "notes": (STAFF, ("ppt/notesSlides/notesSlide3.xml", "notes }}", "notes | arpa }}"), "dian 3 ”{{ deck.changes.title }}” muistiinpanot, "),
    "alternative text": (STAFF, (slide(4), "answers_short }}", "answers_short | arpa }}"), "dia 4 ”{{ deck.survey.title }}”, vaihtoehtoinen teksti ”»{{ exhibits"),
    "numbered heading": (ROADMAP, (BODY, "{{ goal.name }}", "{{ goal.name | arpa }}"), "leipäteksti, 20 {{ chapters.goals.title }}, taulukko 1, rivi "),
    "properties": (ROADMAP, ("docProps/core.xml", "{{ document.subject }}", "{{ document.subject | arpa }}"), "asiakirjan ominaisuudet, "),
}  # fmt: skip


@pytest.mark.parametrize("what", WHERE)
def test_each_part_has_a_name_that_people_use(what: str) -> None:
    name, change, begins = WHERE[what]
    said = places(changed(name, change))
    assert [place for place in said if place.startswith(f"malli.docx: {begins}")], said
    assert not [place for place in said if ".xml" in place or "!" in place]


@pytest.mark.parametrize(("lang", "part"), [("fi", "leipäteksti"), ("sv", "brödtext"), ("en", "body text")])
def test_places_are_in_the_readers_language(lang: str, part: str) -> None:
    (place,) = places(word("{{ a | arpa }}"), lang)
    assert place.startswith(f"malli.docx: {part}, ")


def test_faults_of_values_are_told_at_the_same_kind_of_place() -> None:
    result = filled(word(table(("a", "{{ goal.nmae }}"))), goal=Record(name="x"))
    (finding,) = result.findings
    assert words("en").place(finding.place) == "malli.docx: body text, table 1, row 1, column 2, “»{{ goal.nmae }}«”"


def test_no_part_of_the_file_is_named_while_building_either() -> None:
    result = render_template(changed(STAFF), "malli.pptx", {}, brand=Brand(), language_tag="fi-FI")
    said = [words("fi").place(finding.place) for finding in result.findings]
    assert "malli.pptx: dia 1 ”{{ deck.cover.title }}”, ”»{{ deck.cover.subtitle }}«”" in said
    assert not [place for place in said if "slide1" in place or "!" in place]


@pytest.mark.parametrize(
    ("text", "tag", "shown"),
    [
        ("Tavoite {{ x }} vuonna 2027", "{{ x }}", "Tavoite »{{ x }}« vuonna 2027"),
        ("{{ x }}", "{{ x }}", "»{{ x }}«"),
        ("Hyvin pitkä alku ennen varsinaista tunnistetta jossa on {{ x }}.", "{{ x }}", "…tunnistetta jossa on »{{ x }}«."),
        ("{{ x }} ja hyvin pitkä loppu, joka ei mahtuisi yhdelle riville", "{{ x }}", "»{{ x }}« ja hyvin pitkä loppu, joka ei…"),
        ("rivi\nvaihtuu {{ x }}", "{{ x }}", "rivi vaihtuu »{{ x }}«"),
    ],
)  # fmt: skip
def test_a_text_is_shortened_around_its_tag(text: str, tag: str, shown: str) -> None:
    assert marked(text, text.index(tag), text.index(tag) + len(tag)) == shown


def test_anchors_find_their_element_again_and_follow_the_document() -> None:
    template = open_template(word("{{ a | arpa }}", table(("b", "{{ c | arpa }}")), "{{ d | arpa }}"), "malli.docx")
    assert isinstance(template, Template)
    told = [Spots(template).tell(fault) for fault in template.faults]
    at = Whereabouts(template.package)
    ordered = sorted(told, key=lambda item: at.order(item.anchor))
    assert ["".join(at.element(item.anchor).itertext()) for item in ordered] == [
        "{{ a | arpa }}", "{{ c | arpa }}", "{{ d | arpa }}"
    ]  # fmt: skip
