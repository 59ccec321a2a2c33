"""Numbers as other programs write them, and parts that are not there: the document is made, or a finding says why."""

from __future__ import annotations

import re

import pytest
from word_files import document_of, field, item, tree, values, word_file

from documents import filled, lines, paragraph, table
from drawn_decks import add_slide, add_table, changed, fill, made, new_deck, parts_of, relation, saved, xml_of
from office_checks import office_faults
from pipeline.ooxml.dialect import A, w
from pipeline.vocabulary.content import Record
from pipeline.vocabulary.findings import Term

GOALS = (Record("T1", name="Tieto"), Record("T2", name="Palvelut"))
FOREIGN = ("4680.0", "x", "", "nan", "9" * 5000)
ROWS = ["{% for g in goals %}", ""], ["{{ g.name }}", "sana " * 400], ["{% endfor %}", ""]
COLUMNS = ["Alku", "{% for g in goals %}", "{{ g.name }}", "{% endfor %}"]
PASSES = ("{% for g in goals %}", "Väli", item("{{ g.name }}"), item("{{ g.name }}"), "{% endfor %}")


@pytest.mark.parametrize("number", FOREIGN)
def test_widths_and_spans_are_read_from_any_number(number: str) -> None:
    markup = table(*ROWS).replace('<w:tcW w:w="1000"', f'<w:tcW w:w="{number}"')
    merged = markup.replace('"dxa"/>', f'"dxa"/><w:gridSpan w:val="{number}"/><w:vMerge w:val="restart"/>')
    for template in (word_file(markup), word_file(merged), word_file(merged.replace("<w:tr>", skipping(number)))):
        result = filled(template, goals=GOALS)
        assert result.findings == ()
        assert result.document is not None


def skipping(number: str) -> str:
    return f'<w:tr><w:trPr><w:gridBefore w:val="{number}"/></w:trPr>'


@pytest.mark.parametrize("number", FOREIGN)
def test_columns_repeat_whatever_the_numbers_of_their_table(number: str) -> None:
    markup = table(COLUMNS, ["Otsikko", "", "", ""]).replace('<w:gridCol w:w="1000"', f'<w:gridCol w:w="{number}"')
    spanned = markup.replace('"dxa"/>', f'"dxa"/><w:gridSpan w:val="{number}"/>', 1)
    for template in (word_file(markup), word_file(spanned.replace("<w:tr>", skipping(number), 1))):
        assert filled(template, goals=GOALS).findings == ()


def test_a_span_of_hundreds_of_millions_takes_no_memory() -> None:
    wide = table(COLUMNS).replace('"dxa"/>', '"dxa"/><w:gridSpan w:val="2000000000"/>', 1)
    assert filled(word_file(wide), goals=GOALS).findings == ()


def test_a_row_that_begins_later_has_the_widths_of_its_own_columns() -> None:
    widths = iter((500, 3000, 1000, 1000, 1000))
    markup = table(["a", "b", *COLUMNS[1:]], ["c", "d"])
    markup = re.sub('gridCol w:w="1000"', lambda _: f'gridCol w:w="{next(widths)}"', markup)
    first, second = markup.rsplit("<w:tr>", 1)
    second = '"dxa"/><w:gridSpan w:val="3"/>'.join(second.rsplit('"dxa"/>', 1))
    later = first + '<w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr>' + second
    rows = list(tree(document_of(word_file(later), goals=GOALS)).iter(w("tr")))
    assert [values(row, "tcW", "w") for row in rows] == [["500", "3000", "1500", "1500"], ["3000", "3000"]]


@pytest.mark.parametrize("number", ["x1", "7.0", "9" * 5000])
def test_a_list_with_a_strange_number_does_not_stop_the_others(number: str) -> None:
    numbering = f'</w:numbering>|<w:num w:numId="{number}"><w:abstractNumId w:val="3"/></w:num></w:numbering>'
    template = changed(word_file(*PASSES), {"word/numbering.xml": lambda xml: xml.replace(*numbering.split("|"))})
    result = filled(template, goals=GOALS)
    assert result.findings == ()
    assert result.document is not None
    first, _, third, _ = values(tree(result.document)[0], "numId")
    assert first != third


def test_notes_with_strange_numbers_are_numbered_anew() -> None:
    reference = '<w:p><w:r><w:footnoteReference w:id="x"/></w:r></w:p>'
    template = word_file(reference, footnotes=f'<w:footnote w:id="x">{paragraph("a")}</w:footnote>')
    result = filled(template)
    assert result.findings == ()
    assert result.document is not None
    assert values(tree(result.document), "footnoteReference", "id") == ["1"]


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        (r"SEQ Kuva \r 27 \* alphabetic", "aa"),
        (r"SEQ Kuva \r 780 \* ALPHABETIC", "Z" * 30),
        (r"SEQ Kuva \r 781 \* alphabetic", "781"),
        (r"SEQ Kuva \r 9000000000 \* alphabetic", "32767"),
        (r"SEQ Kuva \r 9000000000", "32767"),
        (r"SEQ Kuva \r 4 \* roman", "iv"),
        (rf"SEQ Kuva \r {'9' * 5000}", "32767"),
    ],
)
def test_captions_count_no_further_than_word_does(code: str, shown: str) -> None:
    assert lines(tree(document_of(word_file(f"<w:p>{field(code, '0')}</w:p>")))[0]) == [shown]


def test_a_row_of_a_slide_that_loses_all_its_cells_goes() -> None:
    deck = new_deck()
    rows = [["h", "{% for g in goals %}", "{{ g.name }}", "{% endfor %}"], [*COLUMNS[1:3], "b", "{% endfor %}"]]
    add_table(add_slide(deck, "Taulukko"), rows)
    assert drawn_rows(saved(deck), ()) == [["h"]]


def drawn_rows(data: bytes, goals: tuple[Record, ...]) -> list[list[str]]:
    assert office_faults(fill(data, goals=goals).document) == []
    root = xml_of(made(data, goals=goals), "ppt/slides/slide1.xml")
    return [["".join(cell.itertext()).strip() for cell in row.iter(f"{{{A}}}tc")] for row in root.iter(f"{{{A}}}tr")]


@pytest.mark.parametrize("kind", ["settings", "numbering", "comments", "footnotes", "theme"])
def test_a_part_that_is_named_but_not_there_is_not_missed(kind: str) -> None:
    lost = relation("rId99", kind, "lost.xml")
    result = filled(changed(word_file(*PASSES), {"word/_rels/document.xml.rels": lost}), goals=GOALS)
    assert result.findings == ()
    assert result.document is not None
    assert office_faults(result.document) == []


def test_a_relationship_that_the_text_names_stays_though_its_part_is_lost() -> None:
    link = '<w:p><w:hyperlink r:id="rId99"><w:r><w:t>a</w:t></w:r></w:hyperlink></w:p>'
    data = changed(word_file(link), {"word/_rels/document.xml.rels": relation("rId99", "hyperlink", "NULL")})
    document = filled(data).document
    assert document is not None
    assert b"rId99" in parts_of(document)["word/_rels/document.xml.rels"]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"nimi;arvo\n", "package.other"),
        (changed(word_file("a"), {"word/document.xml": "<w:document"}), "package.damaged"),
        (changed(word_file("a"), {"_rels/.rels": lambda xml: xml.replace("word/", "sana/")}), "package.damaged"),
        (changed(word_file("a"), {"word/styles.xml": "<w:styles"}), "package.damaged"),
    ],
)
def test_why_a_template_cannot_be_read_is_said_in_words_of_ours(data: bytes, reason: str) -> None:
    result = filled(data)
    assert result.document is None
    assert [finding.code for finding in result.findings] == ["TP008"]
    told = result.findings[0].values["reason"]
    assert isinstance(told, Term)
    assert told == reason
