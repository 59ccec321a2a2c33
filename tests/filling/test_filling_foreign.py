"""What imitates our own marks is taken off where templates are read: before and after."""

from __future__ import annotations

import pytest
from lxml import etree

from documents import NAMESPACES, body, filled, paragraph, part, table, text, word
from pipeline.filling import marks, template
from pipeline.filling.checks.kinds import Kind
from pipeline.filling.checks.typed_names import Guesses
from pipeline.filling.programs.foreign import read_foreign
from pipeline.ooxml.chart_labels import KEPT
from pipeline.ooxml.dialect import w
from pipeline.vocabulary.content import Text
from pipeline.vocabulary.declared import Declared
from pipeline.vocabulary.findings import Finding

RELATED = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink" Target="https://a.example/{}" TargetMode="External"/></Relationships>'


def test_every_attribute_and_element_of_ours_goes() -> None:
    own = " ".join(f'{name}="0"' for name in sorted(marks.OWN_ATTRIBUTES))
    elements = "".join(f"<{name} x='1'><w:p/></{name}>" for name in sorted(marks.OWN_ELEMENTS))
    private = "".join(map(chr, range(0xE000, 0xE020)))
    root = read_foreign(
        f"<w:body {NAMESPACES} {own} w:kept='1'>{elements}<w:p {own}>{private}a</w:p></w:body>".encode()
    )
    assert [dict(item.attrib) for item in root.iter()] == [{w("kept"): "1"}, {}, {}, {}, {}]
    assert {item.tag for item in root.iter()} == {w("body"), w("p")}
    assert "".join(root.itertext()) == "a"


def test_the_register_is_complete() -> None:
    assert KEPT in marks.OWN_ATTRIBUTES
    assert marks.own("covers") == "covers"
    with pytest.raises(LookupError):
        marks.own("nosuch")


@pytest.mark.parametrize("own", ['covers="a b"', 'spare="x"', 'column="x"', 'together="x"', 'made="x"'])
def test_imitated_attributes_do_nothing(own: str) -> None:
    drawn = table(["{{ a }}", "b"])
    imitating = drawn.replace("<w:tc>", f"<w:tc {own}>").replace("<w:gridCol", f"<w:gridCol {own}")
    assert imitating != drawn
    first, second = (etree.tostring(body(word(item), a=Text("A"))) for item in (imitating, drawn))
    assert first == second


def test_private_characters_in_an_address_are_no_tokens() -> None:
    link = f'<w:p><w:hyperlink r:id="rId1">{paragraph("x")[5:-6]}</w:hyperlink></w:p>'
    relations = RELATED.format("{{ a }}\ue0009\ue001\ue005")
    result = filled(word(link, parts={"word/_rels/document.xml.rels": relations}), a=Text("A"))
    assert result.findings == () and result.document is not None
    assert 'Target="https://a.example/A9"' in part(result.document, "word/_rels/document.xml.rels")


@pytest.mark.parametrize(
    ("typed", "value", "found"),
    [
        ("http://%7B%7B%20a%20%7D%7D/", "mailto:a@a.example", "mailto:a@a.example"),
        ("http://%7B%7B%20a%20%7D%7D/", "https://a.example/x", "https://a.example/x"),
        ("https://{{ a }}", "https://a.example/x/", "https://a.example/x/"),
        ("http://{{ a }}/", "a.example", "http://a.example"),
        ("http://{{ a }}/", "", "about:blank"),
        ("http://{{ a }}/{{ a }}/", "a.example", "http://a.example/a.example/"),
        ("https://a.example/{{ a }}/", "b", "https://a.example/b/"),
    ],
)
def test_what_word_puts_around_a_tag_typed_as_an_address_goes(typed: str, value: str, found: str) -> None:
    link = f'<w:p><w:hyperlink r:id="rId1">{paragraph("x")[5:-6]}</w:hyperlink></w:p>'
    relations = RELATED.replace("https://a.example/{}", typed)
    result = filled(word(link, parts={"word/_rels/document.xml.rels": relations}), a=Text(value))
    assert result.document is not None
    assert f'Target="{found}"' in part(result.document, "word/_rels/document.xml.rels")


def test_a_lack_of_memory_is_not_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    data = word("{{ a }} muisti")

    def lacking(_: bytes) -> None:
        raise MemoryError

    with monkeypatch.context() as patched:
        patched.setattr(template, "read_package", lacking)
        before = template.open_template(data, "malli.docx")
    assert isinstance(before, Finding) and before.code == "TP008"
    assert isinstance(template.open_template(data, "malli.docx"), template.Template)
    assert text(body(data, a=Text("A"))) == "A muisti"


def test_guesses_hold_what_they_are_known_by() -> None:
    guesses = Guesses()
    for letter in "abcdefghijkl":  # kinds that come and go at the same address
        name = f"nimik{letter}"
        roots = {"goal": Kind("record", {name: Declared("text")})}
        assert guesses.guess(("goal", "nimikx"), roots).nearest == ("goal", name)
        del roots
