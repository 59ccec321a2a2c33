"""Random Word documents with all that people put into them, in loops and conditions: what comes out opens in Word.

In: content controls, bookmarks, comments, notes, fields, tracked changes, text boxes, merged cells, nested tables, each
with tags in it, under blocks that repeat it or drop it. Out: a sound document, or findings and no document.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from documents import filled, paragraph, run
from office_checks import office_faults
from office_templates import complex_field, mark, rooted, text_box, with_parts
from pipeline.vocabulary.content import LongText, Record

NAMES = {
    "yes": True,
    "no": False,
    "x": "arvo",
    "long": LongText("Alku\n- **yksi**\n- [kaksi](https://esimerkki.example)"),
    "one": (Record("k1", name="a"),),
    "two": (Record("k1", name="a"), Record("k2", name="b")),
    "nothing": (),
}
SAID = ["{{ x }}", "teksti", "{{ long }}", "{% if no %}x{% endif %}", "{% for i in two %}{{ i.name }}{% endfor %}", ""]
NUMBERS = "".join(f'<w:num w:numId="{number}"><w:abstractNumId w:val="0"/></w:num>' for number in (1, 2))
NUMBERING = rooted(
    "numbering",
    '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
    f'<w:lvlText w:val="%1."/><w:lvlJc w:val="left"/></w:lvl></w:abstractNum>{NUMBERS}',
)


@st.composite
def documents(draw: st.DrawFn) -> tuple[str, str, str]:
    """The body of a template, its notes and its comments; every number in them is used once, as Word saves them."""
    ids, used = count(1), Used()
    body = draw(blocks(ids, used, 0))
    notes = "".join(f'<w:footnote w:id="{number}">{draw(inside(ids, None, 2))}</w:footnote>' for number in used.notes)
    comments = "".join(
        f'<w:comment w:id="{number}" w:author="Maija">{paragraph("Tarkista.")}</w:comment>' for number in used.comments
    )
    return body, notes, comments


def document_with(body: str, notes: str, comments: str) -> bytes:
    return with_parts(
        f'{body}<w:p><w:bookmarkStart w:id="0" w:name="loppu"/>{run("loppu")}<w:bookmarkEnd w:id="0"/></w:p>',
        numbering=NUMBERING,
        footnotes=rooted("footnotes", notes),
        comments=rooted("comments", comments),
    )


class Used:
    """The numbers of the notes and comments that a text refers to."""

    def __init__(self) -> None:
        self.notes: list[int] = []
        self.comments: list[int] = []


@st.composite
def blocks(draw: st.DrawFn, ids: Iterator[int], used: Used | None, depth: int) -> str:
    """Paragraphs, tables, content controls, and loops and conditions over them."""
    return "".join(draw(block(ids, used, depth)) for _ in range(draw(st.integers(1, 3))))


@st.composite
def inside(draw: st.DrawFn, ids: Iterator[int], used: Used | None, depth: int) -> str:
    """What a cell, a control, a text box or a note holds: it ends with a paragraph, which a block may drop."""
    inner = draw(blocks(ids, used, depth)) + draw(line(ids, used))
    return over(inner, draw(st.sampled_from(BLOCKS))) if draw(st.booleans()) else inner


BLOCKS = ["for i in two", "for i in one", "for i in nothing", "if yes", "if no"]


def over(inner: str, opening: str) -> str:
    """A block over whole paragraphs."""
    return paragraph(f"{{% {opening} %}}") + inner + paragraph(f"{{% end{opening.split()[0]} %}}")


@st.composite
def block(draw: st.DrawFn, ids: Iterator[int], used: Used | None, depth: int) -> str:
    kinds = ["line", "line", "item"] if depth > 2 else "line item block block table control box section across".split()
    kind = draw(st.sampled_from(kinds))
    if kind == "line":
        return draw(line(ids, used))
    if kind == "item":
        number = draw(st.sampled_from([1, 2]))
        numbered = f'<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr></w:pPr>'
        return draw(line(ids, used)).replace("<w:p>", f"<w:p>{numbered}", 1)
    if kind == "block":
        return over(draw(blocks(ids, used, depth + 1)), draw(st.sampled_from(BLOCKS)))
    if kind == "table":
        return draw(grid(ids, used, depth))
    if kind == "across":
        return draw(across(ids, used, depth))
    if kind == "section":
        return f"<w:p><w:pPr><w:sectPr/></w:pPr>{run('{{ x }}')}</w:p>" if depth == 0 else draw(line(ids, used))
    number = next(ids)
    if kind == "box":
        said = [draw(st.sampled_from(SAID)), draw(st.sampled_from(SAID))]
        return text_box(over("".join(map(paragraph, said)), draw(st.sampled_from(BLOCKS))), number=number)
    inner = draw(inside(ids, used, depth + 2))
    return f'<w:sdt><w:sdtPr><w:id w:val="{number}"/></w:sdtPr><w:sdtContent>{inner}</w:sdtContent></w:sdt>'


@st.composite
def across(draw: st.DrawFn, ids: Iterator[int], used: Used | None, depth: int) -> str:
    """Something that begins in one paragraph and ends in a later one, either of them under a block of its own."""
    number = next(ids)
    kinds = ["bookmark", "field", *(["comment"] if used is not None else [])]
    kind = draw(st.sampled_from(kinds))
    if used is not None and kind == "comment":
        used.comments.append(number)
    first, last = {
        "bookmark": (f'<w:bookmarkStart w:id="{number}" w:name="k{number}"/>', f'<w:bookmarkEnd w:id="{number}"/>'),
        "field": (
            mark("begin") + f"<w:r><w:instrText> QUOTE k{number} </w:instrText></w:r>" + mark("separate"),
            mark("end"),
        ),
        "comment": (
            f'<w:commentRangeStart w:id="{number}"/>',
            f'<w:commentRangeEnd w:id="{number}"/><w:r><w:commentReference w:id="{number}"/></w:r>',
        ),
    }[kind]
    ends = [f"<w:p>{first}{run('{{ x }}')}</w:p>", f"<w:p>{run('{{ x }}')}{last}</w:p>"]
    under = draw(st.sampled_from([None, 0, 1]))
    if under is not None:
        ends[under] = over(ends[under], draw(st.sampled_from(BLOCKS)))
    return draw(blocks(ids, used, depth + 1)).join(ends)


@st.composite
def line(draw: st.DrawFn, ids: Iterator[int], used: Used | None) -> str:
    """A paragraph of runs with whatever stands in and around runs."""
    return f"<w:p>{''.join(draw(piece(ids, used)) for _ in range(draw(st.integers(0, 4))))}</w:p>"


@st.composite
def piece(draw: st.DrawFn, ids: Iterator[int], used: Used | None) -> str:
    inner, number = run(draw(st.sampled_from(SAID))), next(ids)
    kinds = "run run bookmark field simple ins del link control break".split() + ["comment", "note"] * (
        used is not None
    )
    kind = draw(st.sampled_from(kinds))
    if used is not None and kind in ("comment", "note"):
        (used.comments if kind == "comment" else used.notes).append(number)
    return {
        "run": inner,
        "bookmark": f'<w:bookmarkStart w:id="{number}" w:name="k{number}"/>{inner}<w:bookmarkEnd w:id="{number}"/>',
        "comment": f'<w:commentRangeStart w:id="{number}"/>{inner}<w:commentRangeEnd w:id="{number}"/>'
        f'<w:r><w:commentReference w:id="{number}"/></w:r>',
        "note": f'{inner}<w:r><w:footnoteReference w:id="{number}"/></w:r>',
        "field": complex_field("SEQ Taulukko", "1"),
        "simple": f'<w:fldSimple w:instr="SEQ Kuvio">{run("1")}</w:fldSimple>{inner}',
        "ins": f'<w:ins w:id="{number}" w:author="Maija">{inner}</w:ins>',
        "del": f'<w:del w:id="{number}" w:author="Maija"><w:r><w:delText>pois {{{{ x }}}}</w:delText></w:r></w:del>',
        "link": f'<w:hyperlink w:anchor="loppu">{inner}</w:hyperlink>',
        "control": f'<w:sdt><w:sdtPr><w:id w:val="{number}"/></w:sdtPr><w:sdtContent>{inner}</w:sdtContent></w:sdt>',
        "break": f'{inner}<w:r><w:br w:type="page"/></w:r>',
    }[kind]


@st.composite
def grid(draw: st.DrawFn, ids: Iterator[int], used: Used | None, depth: int) -> str:
    """A table of two columns: merged cells, rows in loops and conditions, whatever in its cells."""
    rows = []
    for _ in range(draw(st.integers(1, 3))):
        kind = draw(st.sampled_from(["cells", "cells", "wide", "merged", "block"]))
        if kind == "wide":
            rows.append(row(cell(draw(inside(ids, used, depth + 2)), '<w:gridSpan w:val="2"/>', 2000)))
        elif kind == "merged":
            first, second = (
                row(cell(draw(line(ids, used)), merge) + cell(draw(line(ids, used))))
                for merge in ('<w:vMerge w:val="restart"/>', "<w:vMerge/>")
            )
            rows += [first, second]
        elif kind == "block":
            opening = draw(st.sampled_from(BLOCKS))
            inner = row(cell(draw(line(ids, used))) + cell(draw(inside(ids, used, depth + 2))))
            ends = [
                row(cell(paragraph(f"{{% {tag} %}}")) + cell(paragraph("")))
                for tag in (opening, f"end{opening.split()[0]}")
            ]
            rows.append(inner.join(ends))
        else:
            rows.append(row(cell(draw(inside(ids, used, depth + 2))) + cell(draw(line(ids, used)))))
    columns = '<w:gridCol w:w="1000"/>' * 2
    return f"<w:tbl><w:tblPr/><w:tblGrid>{columns}</w:tblGrid>{''.join(rows)}</w:tbl>{paragraph('')}"


def row(cells: str) -> str:
    return f"<w:tr>{cells}</w:tr>"


def cell(inner: str, properties: str = "", width: int = 1000) -> str:
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{properties}</w:tcPr>{inner}</w:tc>'


def stays_sound(content: tuple[str, str, str]) -> None:
    template = document_with(*content)
    assert office_faults(template, tags=False) == []
    result = filled(template, **NAMES)
    if result.document is None:
        assert result.findings
        return
    assert office_faults(result.document) == []
    assert filled(template, **NAMES).document == result.document


@settings(max_examples=30, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(documents())
def test_any_structure_under_blocks_stays_sound(content: tuple[str, str, str]) -> None:
    stays_sound(content)


@pytest.mark.long
@settings(max_examples=600, deadline=None, suppress_health_check=list(HealthCheck))
@given(documents())
def test_many_structures_under_blocks_stay_sound(content: tuple[str, str, str]) -> None:
    stays_sound(content)
