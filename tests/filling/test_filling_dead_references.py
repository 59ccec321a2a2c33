"""References that lead nowhere: the template's own are told and kept, those that a condition broke stop the document."""

from __future__ import annotations

from lxml import etree

from documents import filled, lines, paragraph, part, run, word


def reference(name: str, shown: str) -> str:
    def mark(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    code = f"<w:r><w:instrText> REF {name} </w:instrText></w:r>"
    return f"<w:p>{mark('begin')}{code}{mark('separate')}{run(shown)}{mark('end')}</w:p>"


MARKED = f'<w:p><w:bookmarkStart w:id="1" w:name="kohta"/>{run("Kohta")}<w:bookmarkEnd w:id="1"/></w:p>'


def test_a_reference_that_was_dead_in_the_template_is_told_and_kept() -> None:
    result = filled(word("{{ n }}", reference("muualla", "luku 3")), n="x")
    assert [finding.code for finding in result.findings] == ["TP023"]
    assert result.document is not None
    assert lines(etree.fromstring(part(result.document).encode())[0]) == ["x", "luku 3"]


def test_a_reference_whose_place_a_condition_took_away_makes_no_document() -> None:
    template = word("{% if n %}", MARKED, "{% endif %}", paragraph("vakio"), reference("kohta", "Kohta"))
    assert filled(template, n="x").findings == ()
    result = filled(template, n="")
    assert [finding.code for finding in result.findings] == ["TP018"]
    assert result.document is None
