"""Values in another language than the document: runs of their own that say so, in the looks of the run around them."""

from lxml import etree

from documents import filled, paragraph, part, run, table, word
from pipeline.ooxml.dialect import W
from pipeline.vocabulary.content import Record, Text


def swedish(text: str) -> Text:
    value = Text(text)
    value.language = "sv-FI"
    return value


def runs(template: bytes, **names: object) -> list[tuple[str, str, bool]]:
    """Each run's text, language and whether it is bold."""
    result = filled(template, **names)
    assert result.findings == ()
    assert result.document is not None
    root = etree.fromstring(part(result.document).encode())
    found = []
    for item in root.iter(f"{{{W}}}r"):
        language = item.find(f"{{{W}}}rPr/{{{W}}}lang")
        tag = "" if language is None else str(language.get(f"{{{W}}}val"))
        text = "".join(piece.text or "" for piece in item.iter(f"{{{W}}}t"))
        found.append((text, tag, item.find(f"{{{W}}}rPr/{{{W}}}b") is not None))
    return [entry for entry in found if entry[0]]


def test_a_value_that_is_all_of_its_paragraph() -> None:
    assert runs(word("{{ x }}"), x=swedish("Bildning")) == [("Bildning", "sv-FI", False)]


def test_a_value_inside_a_text_keeps_the_looks_around_it() -> None:
    template = word(paragraph(run("Vastuu: {{ x }}, {{ y }}.", "<w:b/>")))
    assert runs(template, x=swedish("Bildning & kultur"), y=Text("Sivistys")) == [
        ("Vastuu: ", "", True),
        ("Bildning & kultur", "sv-FI", True),
        (", Sivistys.", "", True),
    ]


def test_rows_of_a_table() -> None:
    template = word(table(["{% for i in items %}"], ["{{ i.name }}"], ["{% endfor %}"]))
    items = (Record(name=swedish("Ett")), Record(name=Text("Kaksi")))
    assert runs(template, items=items) == [("Ett", "sv-FI", False), ("Kaksi", "", False)]


def test_lines_of_a_value_are_each_marked_and_no_mark_is_left() -> None:
    result = filled(word("a {{ x }} b", "{{ x }}"), x=swedish("ett\ntvå"))
    assert result.document is not None
    body = part(result.document)
    assert not any("\ue000" <= letter <= "\ue01f" for letter in body)
    assert "ett" in body
    assert "två" in body


def test_what_is_computed_of_a_value_is_plain() -> None:
    assert runs(word("{{ x | upper }}"), x=swedish("Ett")) == [("ETT", "", False)]
