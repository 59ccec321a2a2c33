"""The appendix of the survey: figures and answers by perspective and group, choices, other surveys, open answers.

In: the names of `survey`. Out: the appendix' markup. Whatever the survey does not tell is left out, heading included.
"""

from __future__ import annotations

from dataclasses import replace

from word_chapters import lead
from word_drawings import chart
from word_table import Column, Look, Row, control_column, head, kept_loop, line, loop, table
from word_text import KEPT, Run, caption, chapter, each, heading, inline_when, paragraph, value, when
from word_units import twips

_DENSE = Look(padding=1.8, whole=True)
"""Many tables of short rows: they go on few pages."""
_BETWEEN_NAMES = 1.5


def survey() -> str:
    """The whole appendix."""
    return when(
        "chapters.appendix_survey and survey",
        chapter("appendix_survey", "Liiteotsikko"),
        lead("survey.lead"),
        when(
            "exhibits.answers",
            caption("figure", "captions.answers", appendix=True),
            chart("answers"),
            _note("survey.dont_know_note"),
        ),
        when("survey.rows", _figures(), _distribution()),
        each("g in survey.groupings", _grouping()),
        when("survey.choices", heading("Heading2", value("t.choices")), each("c in survey.choices", _choice())),
        each("c in survey.comparisons", _comparison()),
        when(
            "survey.open_questions",
            heading("Heading2", value("t.open_questions")),
            each("q in survey.open_questions", _open_question()),
        ),
        when(
            "survey.method",
            heading("Heading2", value("t.method")),
            each("m in survey.method", paragraph("Luettelo", value("m.text"))),
        ),
    )


def _note(name: str) -> str:
    return when(name, paragraph("Lahde", value(name)))


def _figures() -> str:
    """How many rated each perspective and how; where only means are known, they are all there is."""
    source = paragraph(
        "Lahde",
        inline_when("survey.hidden_note", f"{value('survey.hidden_note')} ") + value("survey.source"),
    )
    few = (Column(105, value("t.perspective")), Column(30, value("t.respondents"), number=True))
    few = (*few, Column(30, value("t.mean"), number=True))
    all_ = (
        Column(63, value("t.perspective")),
        Column(24, value("t.respondents"), number=True),
        Column(21, value("t.mean"), number=True),
        Column(11, value("t.plus_minus"), number=True),
        Column(19, value("t.median"), number=True),
        Column(27, value("t.agreement"), number=True),
    )
    names = ("name", "n", "mean", "margin", "median", "agreement")
    whole, bare = (_perspectives(columns, names[: len(columns)]) for columns in (all_, few))
    return (
        caption("table", "captions.survey_figures", appendix=True)
        + when("survey.has_spread", whole, otherwise=bare)
        + source
    )


def _perspectives(columns: tuple[Column, ...], names: tuple[str, ...]) -> str:
    row = line(columns, *(value(f"r.{name}") for name in names))
    return table(columns, (head(columns), *loop("r in survey.rows", row)), alt="alt_survey_figures", look=_DENSE)


def _distribution() -> str:
    """How the answers spread over the steps, as the chart draws it."""
    columns = (
        Column(61, value("t.perspective")),
        Column(22, value("t.answers"), number=True),
        control_column("for name in survey.level_names", 20),
        Column(18, value("loop.index"), number=True),
        control_column("endfor", 19),
        Column(25, value("t.dont_know"), number=True),
    )
    row = line(columns, *(value(name) for name in ("r.name", "r.answers", "s.value", "r.dont_know")))
    row = Row(row.cells, controls=("for s in r.shares", "endfor"))
    return when(
        "survey.has_shares",
        caption("table", "captions.survey", appendix=True),
        table(columns, (head(columns), *loop("r in survey.rows", row)), alt="alt_survey", look=_DENSE),
        paragraph("Lahde", _scale()),
    )


def _scale() -> str:
    """What the numbered columns mean."""
    name = value("name.name") + inline_when("not loop.last", " · ")
    return f"{value('t.scale')}: {{% for name in survey.level_names %}}{name}{{% endfor %}}."


def _titled(name: str) -> str:
    """A part's heading and its table's caption."""
    return heading("Heading2", value(f"{name}.heading")) + caption("table", f"{name}.caption", appendix=True)


def _with_note(name: str, heads: Row, columns: tuple[Column, ...], body: tuple[Row, ...], kept: tuple[Row, ...]) -> str:
    """A table and its note: torn over pages only when it is long, and kept with a note that follows.

    `kept` are the rows of a short table without a note, whose last row is free of what follows.
    """
    look = replace(_DENSE, last_row=any(row.kind == "total" for row in body))
    with_note, alone, long = (
        table(columns, (heads, *rows), alt=f"{name}.caption", look=replace(look, whole=whole))
        for rows, whole in ((body, True), (kept, False), (body, False))
    )
    short = when(f"{name}.note", with_note, otherwise=alone)
    return when(f"{name}.is_short", short, otherwise=long) + _note(f"{name}.note")


def _grouping() -> str:
    columns = (
        Column(36, value("g.head")),
        Column(24, value("t.respondents"), number=True),
        control_column("for c in g.columns", 30),
        Column(40, value("c.name"), number=True),
        control_column("endfor", 35),
    )
    texts = (value("r.name"), value("r.n"), value("m.value"))
    controls = ("for m in r.means", "endfor")
    total, usual = (Row(line(columns, *texts, kind=kind).cells, controls=controls, kind=kind) for kind in ("total", ""))
    body, kept = (
        loop("r in g.rows", Row(tag="if r.total"), total, Row(tag="else"), row, Row(tag="endif"))
        for row in (usual, replace(usual, kept=True))
    )
    return _titled("g") + _with_note("g", _apart(head(columns)), columns, body, kept)


def _apart(heads: Row) -> Row:
    """Heads of columns whose names stand side by side: some room between them."""
    sides = f'<w:left w:w="{twips(_BETWEEN_NAMES)}" w:type="dxa"/><w:right w:w="0" w:type="dxa"/>'
    last = replace(heads.cells[-1], properties=f'<w:tcMar>{sides}</w:tcMar><w:vAlign w:val="bottom"/>')
    return replace(heads, cells=(*heads.cells[:-1], last))


def _comparison() -> str:
    columns = (
        Column(68, value("t.perspective")),
        Column(16, value("c.now"), number=True),
        Column(20, value("c.then"), number=True),
        Column(21, value("c.change"), number=True),
        Column(40, value("c.meaning")),
    )
    row = line(columns, *(value(f"r.{name}") for name in ("name", "now", "then", "change", "meaning")))
    each_row = "r in c.rows"
    return _titled("c") + _with_note("c", head(columns), columns, loop(each_row, row), kept_loop(each_row, row))


def _choice() -> str:
    columns = (
        Column(105, value("t.option")),
        Column(33, value("t.chosen"), number=True),
        Column(27, value("t.share"), number=True),
    )
    row = line(columns, *(value(f"o.{name}") for name in ("text", "count", "share")))
    title = caption("table", "c.caption", appendix=True)
    each_row = "o in c.options"
    return title + _with_note("c", head(columns), columns, loop(each_row, row), kept_loop(each_row, row))


def _open_question() -> str:
    return (
        heading("Heading3", value("q.question"))
        + paragraph("BodyText", value("q.lead"), properties=KEPT)
        + each("a in q.answers", paragraph("Luettelo", Run(value("a.text"))))
    )
