"""References that lead nowhere: the template's own are told and kept, those that a condition broke stop the document."""

from __future__ import annotations

from lxml import etree

from documents import filled, lines, paragraph, part, run, word
from pipeline.filling.job import Job
from pipeline.filling.sites import Fault, Spot
from pipeline.filling.spots import Spots
from pipeline.filling.template import open_template
from pipeline.ooxml.dialect import WORD
from pipeline.vocabulary.brand import Brand
from pipeline.vocabulary.findings import Finding


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


def test_a_reference_with_other_capitals_than_its_bookmark_is_not_dead() -> None:
    result = filled(word("{{ n }}", MARKED, reference("Kohta", "Vanha")), n="x")
    assert result.findings == ()
    assert result.document is not None
    assert lines(etree.fromstring(part(result.document).encode())[0]) == ["x", "Kohta", "Kohta"]
    assert " REF Kohta " in part(result.document)


def test_equal_faults_of_one_batch_are_told_once() -> None:
    data = word("{{ n }}")
    template = open_template(data, "malli.docx")
    assert not isinstance(template, Finding)
    job = Job(template.package, WORD, {}, "fi-FI", Brand(), spots=Spots(template))
    fault = Fault("TP018", "word/document.xml", Spot(""), {"name": "a"})
    job.note([fault, fault])
    job.note([fault])
    assert [finding.code for finding in job.findings] == ["TP018"]
