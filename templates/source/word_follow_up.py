"""Makes the template of the yearly follow-up: `python templates/source/word_follow_up.py`.

In: the roadmap's building blocks beside this file. Out: `templates/seuranta.docx`, the same bytes each time.
"""

from __future__ import annotations

import sys
from pathlib import Path

TEMPLATES = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(Path(__file__).resolve().parent), str(TEMPLATES.parent)]

from word_chapters import lead  # noqa: E402
from word_cover import CoverNames, cover  # noqa: E402
from word_drawings import Chart, chart  # noqa: E402
from word_follow_up_changes import breakdown, changes, goals_changed  # noqa: E402
from word_front import contents, figures  # noqa: E402
from word_joint_styles import JOINT_STYLES  # noqa: E402
from word_package import Parts, package  # noqa: E402
from word_table import Cell, Column, Look, head, kept_table, kept_total, line, table  # noqa: E402
from word_text import KEPT, Run, caption, chapter, heading, inline_when, paragraph, value, when  # noqa: E402

NAME = "seuranta.docx"
_YEARS_MM = 30
_SHORT_IDS = 12
"""Characters of ids that stand under a sign; many actions that are decided on at once are told under the question."""
CHARTS = (
    Chart("cover", "exhibits.cover", "Kannen kuvio", 75, "rId21", 170),
    Chart("cover_dark", "exhibits.cover", "Tumman kannen kuvio", 75, "rId22", 170),
    Chart("progress", "exhibits.status", "Toimenpiteiden tila", 34, "rId23", labels_mm=_YEARS_MM),
    Chart("goals", "exhibits.goals", "Tila tavoitteittain", 70, "rId24"),
    Chart("paired", "exhibits.paired", "Tasot ennen ja nyt", 110, "rId25"),
)
"""Every chart of the follow-up, in its order."""
_COVER = CoverNames("document.subtitle", "document.subtitle", "not document.subtitle", charts=CHARTS)
_PARTS = Parts(charts=CHARTS, styles=JOINT_STYLES, address=False)


def template() -> bytes:
    """The template."""
    body = (
        cover(_COVER),
        when("document.has_contents", contents(numbered=False)),
        _summary(),
        _status(),
        changes(),
        goals_changed(),
        breakdown(chart("goals", charts=CHARTS, free=True)),
        _levels(),
        _indicators(),
        _method(),
    )
    return package("".join(body), _PARTS)


def _summary() -> str:
    """What the board reads first: the year in words, in figures, beside last year, and what it is asked."""
    return (
        heading("LukuIlmanNumeroa", value("t.summary"))
        + paragraph("Ingressi", value("summary.lead"))
        + when("summary.text", paragraph("BodyText", value("summary.text")))
        + when("summary.figures", figures("summary.figures"))
        + when("exhibits.status", caption("figure", "captions.status"), chart("progress", charts=CHARTS, free=True))
        + when("decisions", _decisions())
    )


def _decisions() -> str:
    columns = (
        Column(27, value("t.status")),
        Column(60, value("t.question")),
        Column(38, value("t.why")),
        Column(40, value("t.who")),
    )
    short, id_ = f"d.id|length <= {_SHORT_IDS}", paragraph("TaulukkoSelite", value("d.id"))
    sign = paragraph("TaulukkoSolu", value("d.sign")) + when(short, id_)
    what = paragraph("TaulukkoSolu", value("d.what")) + when(f"not ({short})", id_)
    row = line(columns, Cell(sign), Cell(what), value("d.why"), value("d.who"))
    return (
        heading("Tiivistelmaotsikko", value("t.decisions"))
        + when("decisions.lead", paragraph("BodyText", value("decisions.lead"), properties=KEPT))
        + caption("table", "captions.decisions")
        + kept_table(columns, "d in decisions.rows", row, alt="alt_decisions", padding=2, note="decisions.note")
        + when("decisions.note", paragraph("Lahde", value("decisions.note")))
    )


def _status() -> str:
    """How many actions are in each status, last year and now."""
    columns = (
        Column(72, value("t.status")),
        Column(31, value("status.was_head"), number=True),
        Column(31, value("status.now_head"), number=True),
        Column(31, value("t.share"), number=True),
    )
    names = ("label", "was", "count", "share")
    row = line(columns, *(value(f"s.{name}") for name in names))
    total = line(columns, *(value(f"status.total.{name}") for name in names), kind="total")
    rows = (head(columns), *kept_total("s in status.rows", row, total, "status.note"))
    return when(
        "chapters.status and status",
        chapter("status"),
        lead("status.lead"),
        caption("table", "captions.status_table"),
        table(columns, rows, alt="alt_status", look=Look(last_row=True, padding=2.5)),
        when("status.note", paragraph("Lahde", value("status.note"))),
    )


def _levels() -> str:
    columns = (
        Column(58, value("t.perspective")),
        Column(17, value("levels.before_head"), number=True),
        Column(17, value("levels.after_head"), number=True),
        Column(20, value("t.change"), number=True),
        Column(18, value("t.target"), number=True),
        Column(35, value("t.remark")),
    )
    row = line(
        columns,
        value("r.name"),
        value("r.before"),
        value("r.after"),
        Run(value("r.change"), "Strong"),
        value("r.target"),
        value("r.remark"),
    )
    return when(
        "chapters.levels and levels",
        chapter("levels"),
        lead("levels.lead"),
        when("exhibits.paired", caption("figure", "captions.paired"), chart("paired", charts=CHARTS, free=True)),
        caption("table", "captions.levels"),
        kept_table(columns, "r in levels.rows", row, alt="alt_levels", padding=1.8, few=15, note="levels.source"),
        when(
            "levels.source",
            paragraph("Lahde", value("levels.source") + inline_when("levels.method", f" {value('levels.method')}")),
        ),
    )


def _indicators() -> str:
    columns = (
        Column(14.5, value("t.id")),
        Column(57.5, value("t.indicator")),
        Column(20, value("t.last_year"), number=True),
        Column(18, value("t.now"), number=True),
        Column(18, value("t.target_value"), number=True),
        Column(37, value("t.remark")),
    )
    name = Cell(
        paragraph("TaulukkoSolu", Run(value("m.name"), "Strong"))
        + when('m.unit and m.unit != "–"', paragraph("TaulukkoSelite", value("m.unit")))
    )
    names = ("before", "now", "target", "remark")
    row = line(columns, value("m.id"), name, *(value(f"m.{key}") for key in names))
    return when(
        "chapters.indicators and indicators",
        chapter("indicators"),
        lead("indicators.lead"),
        caption("table", "captions.indicators"),
        kept_table(columns, "m in indicators.rows", row, alt="alt_indicators", padding=2.5, note="indicators.note"),
        when("indicators.note", paragraph("Lahde", value("indicators.note"))),
    )


def _method() -> str:
    """How everything was counted; the document's last text."""
    return when("chapters.method", chapter("method"), paragraph("BodyText", value("method")))


def main() -> None:
    """Writes the template beside this folder."""
    (TEMPLATES / NAME).write_bytes(template())


if __name__ == "__main__":
    main()
