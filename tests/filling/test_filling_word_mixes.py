"""Everything a designer may have in Word, mixed at random in loops and conditions: Word never stumbles, nothing is lost."""

from __future__ import annotations

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from test_filling_word_copies import THREAD, THREADS, commented, note, reference
from word_files import bookmark, control, field, item, text_box, word_file

from documents import filled, paragraph, part, run, table
from office_checks import office_faults
from pipeline.vocabulary.content import LongText, Record

SECTION = '<w:p><w:pPr><w:sectPr><w:pgSz w:w="11906" w:h="16838"/></w:sectPr></w:pPr></w:p>'
MARKED = bookmark("_Ref1", run("Kuvio ") + field("SEQ Kuvio", "9"))
ROWS = table(["{% for r in rows %}", ""], ["{{ r.name }}", "{{ r.text }}"], ["{% endfor %}", ""])
COLUMNS = table(["Nimi", "{% for r in rows %}", "{{ r.name }}", "{% endfor %}"])
PIECES = (
    paragraph("{{ text }}"),
    paragraph("{% for r in rows %}{{ r.name }} {% if r.name %}!{% endif %}{% endfor %}"),
    item("{{ name }}"),
    item("{{ name }}", number=1, level=1),
    item("{{ text }}", number=3),
    paragraph("{{ name }}", style="Steps"),
    paragraph("{{ name }}", style="Heading1"),
    f"<w:p>{MARKED}{run('. {{ name }}')}</w:p>",
    f"<w:p>{run('{{ name }}')}{reference('footnote', 1)}{reference('endnote', 1)}</w:p>",
    f"<w:p>{commented(0, commented(1, run('{{ name }}')))}</w:p>",
    f"<w:p>{control(run('{{ name }}'))}</w:p>",
    control(paragraph("{% if yes %}") + paragraph("{{ name }}") + paragraph("{% endif %}")),
    f"<w:p>{text_box('{{ name }}', '{% for r in rows %}', '{{ r.name }}', '{% endfor %}')}</w:p>",
    f'<w:p><w:ins w:id="9" w:author="A" w:date="2026-01-01T00:00:00Z">{run("{{ name }}")}</w:ins></w:p>',
    SECTION,
    ROWS,
    COLUMNS,
    table([ROWS + COLUMNS, paragraph("{% if yes %}") + paragraph("{{ name }}") + paragraph("{% endif %}")]),
)
FIRST = f"<w:p>{MARKED}</w:p>" + f"<w:p>{field('REF _Ref1', 'Kuvio 9')}</w:p>"
PARTS = {
    "footnotes": note("footnote", 1, run("{{ name }} ") + control(run("{{ name }}"))),
    "endnotes": note("endnote", 1, run("{% for r in rows %}{{ r.name }}{% endfor %}")),
    "comments": THREAD,
    "threads": THREADS,
    "header": f"<w:p>{control(run('{{ name }}'))}{field('REF _Ref1', 'Kuvio 9')}</w:p>",
}


def _around(inside: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    body = st.lists(inside, min_size=1, max_size=4).map("".join)
    looped = body.map(lambda text: paragraph("{% for g in rows %}") + text + paragraph("{% endfor %}"))
    chosen = st.tuples(body, body).map(
        lambda both: paragraph("{% if yes %}") + both[0] + paragraph("{% else %}") + both[1] + paragraph("{% endif %}")
    )
    celled = body.map(lambda text: table([paragraph("x") + text.replace(SECTION, ""), "y"]))
    return looped | chosen | celled


BODIES = st.lists(st.recursive(st.sampled_from(PIECES), _around, max_leaves=8), min_size=1, max_size=4).map("".join)
VALUES = st.sampled_from(["a", "", "<&>", "{{ x }}", '"', "ä\u2028b", "sana " * 60])


def sound(body: str, size: int, value: str, *, yes: bool) -> None:
    rows = tuple(Record(f"R{place}", name=f"{value}{place}", text=LongText(value)) for place in range(size))
    result = filled(
        word_file(FIRST, body, **PARTS), rows=rows, name=value, text=LongText(f"{value}\n- {value}"), yes=yes
    )
    if {finding.code for finding in result.findings} == {"TP007"}:
        return  # loops in loops in loops: more than any real document
    assert result.findings == ()
    assert result.document is not None
    assert office_faults(result.document, tags=False) == []
    xml = part(result.document)
    assert not re.search("[\ue000-\ue015]", xml)
    assert not re.search(' (block|list|pass|made|spare|together|covers|column)="', xml)


@settings(max_examples=25, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(BODIES, st.integers(0, 3), VALUES, st.booleans())
def test_any_mix_is_sound(body: str, size: int, value: str, yes: bool) -> None:
    sound(body, size, value, yes=yes)


@pytest.mark.long
@settings(max_examples=1500, deadline=None, suppress_health_check=list(HealthCheck))
@given(BODIES, st.integers(0, 5), VALUES, st.booleans())
def test_any_of_many_mixes_is_sound(body: str, size: int, value: str, yes: bool) -> None:
    sound(body, size, value, yes=yes)
