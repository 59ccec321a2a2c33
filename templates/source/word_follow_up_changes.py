"""The follow-up's chapters of change: the actions by what became of them, counts by goal and body, changed goals.

In: the names of `groups`, `by_goal`, `by_perspective`, `by_owner` and `goals_changed`. Out: the chapters' markup.
"""

from __future__ import annotations

from dataclasses import replace

from word_chapters import lead
from word_table import Cell, Column, Look, Row, kept_table, kept_total, line, loop, table
from word_text import KEPT, LINE_BREAK, NEW_PAGE, Run, caption, chapter, each, heading, paragraph, value, when
from word_type import WIDTH

_TALLY = (
    ("total", "", 15.5),
    ("done", "√", 13.0),
    ("under_way", "»", 16.0),
    ("not_started", "□", 14.0),
    ("moved", "→", 19.0),
    ("dropped", "×", 18.0),
    ("new", "+", 11.5),
    ("late", "", 16.5),
)
"""Counts beside a name: key, the status' sign above its word, width."""
_WITH_TOTAL = 3
_FEW, _ONE_PAGE = 3, 24


def _choice(otherwise: str, **heads: str) -> str:
    """A head that depends on the group: which fixed word each group has, and all others."""
    tests = [
        f'{{% {"elif" if place else "if"} group.key == "{key}" %}}{value(f"t.{word}")}'
        for place, (key, word) in enumerate(heads.items())
    ]
    return "".join(tests) + f"{{% else %}}{value(f't.{otherwise}')}{{% endif %}}"


_WAS = _choice("status_before", late="agreed_end", moved="agreed_end")
_NOW = _choice("status_now", moved="new_end", under_way="ends", not_started="time")


def changes() -> str:
    """The actions in groups: what became of them since last year."""
    return when(
        "chapters.changes and groups",
        chapter("changes"),
        each(
            "group in groups",
            heading("Heading2", value("group.title")),
            when("group.lead", paragraph("BodyText", value("group.lead"), properties=KEPT)),
            caption("table", "group.caption"),
            when("group.shows_was", _then_and_now(), otherwise=_now()),
        ),
    )


def _then_and_now() -> str:
    columns = (
        Column(14.5, value("t.id")),
        Column(56.5, value("t.action")),
        Column(40, value("t.owner")),
        Column(27, _WAS),
        Column(27, _NOW),
    )
    row = line(columns, *_who_does_what(), value("a.was"), Run(value("a.now"), "Strong"))
    return kept_table(columns, "a in group.rows", row, alt="group.alt", padding=3, few=_FEW, pair="group")


def _now() -> str:
    columns = (
        Column(14.5, value("t.id")),
        Column(76.5, value("t.action")),
        Column(40, value("t.owner")),
        Column(34, _NOW),
    )
    row = line(columns, *_who_does_what(), value("a.now"))
    return kept_table(columns, "a in group.rows", row, alt="group.alt", padding=3, few=_FEW, pair="group")


def _who_does_what() -> tuple[Run, Cell, str]:
    """An action's id, its name with its goal and what is told of it, and who is responsible."""
    name = (
        paragraph("TaulukkoSolu", Run(value("a.name"), "Strong"))
        + when(
            'a.goal_name and a.goal_name != "–"',
            paragraph("TaulukkoSelite", f"{value('a.goal')} {value('a.goal_name')}"),
        )
        + when('a.note and a.note != "–"', paragraph("TaulukkoSelite", value("a.note")))
    )
    return Run(value("a.id"), "Himmea"), Cell(name), value("a.owners")


def breakdown(goals_chart: str) -> str:
    """The same counts by goal, by perspective and by responsible body."""
    return when(
        "chapters.breakdown and (by_goal or by_perspective or by_owner)",
        chapter("breakdown"),
        _tally("by_goal", "goal", when("exhibits.goals", caption("figure", "captions.goals"), goals_chart)),
        _tally("by_perspective", "perspective"),
        _tally("by_owner", "responsible"),
    )


def _tally(name: str, kind: str, figure: str = "") -> str:
    columns = (
        Column(WIDTH - sum(width for _, _, width in _TALLY), value(f"t.{kind}")),
        *(Column(width, value(f"t.{key}"), number=True) for key, _, width in _TALLY),
    )
    keys = ("name", *(key for key, _, _ in _TALLY))
    row = line(columns, *(value(f"r.{key}") for key in keys))
    total = line(columns, *(value(f"{name}.total.{key}") for key in keys), kind="total")
    return when(
        name,
        heading("Heading2", value(f"t.{name}")),
        when(f"{name}.lead", paragraph("BodyText", value(f"{name}.lead"), properties=KEPT)),
        figure,
        when(
            f"{name}.rows|length <= {_ONE_PAGE}",
            caption("table", f"captions.{name}") + _counts(columns, name, row, total, whole=True),
            otherwise=_title(name, figure) + _counts(columns, name, row, total, whole=False),
        ),
        when(f"{name}.remark", paragraph("Lahde", value(f"{name}.remark"))),
    )


def _title(name: str, figure: str) -> str:
    """A long table's caption, on a new page where a chart stands above it."""
    usual = caption("table", f"captions.{name}")
    opening = caption("table", f"captions.{name}", properties=NEW_PAGE)
    return when("exhibits.goals", opening, otherwise=usual) if figure else usual


def _counts(columns: tuple[Column, ...], name: str, row: Row, total: Row, *, whole: bool) -> str:
    each_row = f"r in {name}.rows"
    rows = kept_total(each_row, row, total, f"{name}.remark") if whole else (*_ending(each_row, row), total)
    return table(columns, (_head(columns), *rows), alt=f"alt_{name}", look=Look(last_row=True, padding=1.4))


def _ending(each_row: str, row: Row) -> tuple[Row, ...]:
    """Rows of which the last ones stay with the total."""
    kept = replace(row, kept=True)
    return loop(each_row, Row(tag=f"if loop.revindex <= {_WITH_TOTAL}"), kept, Row(tag="else"), row, Row(tag="endif"))


def _head(columns: tuple[Column, ...]) -> Row:
    """Small heads, each with its status' sign above the word."""
    signs = [sign for _, sign, _ in _TALLY]
    cells = [Cell(paragraph("TaulukkoOtsake", columns[0].head))]
    for column, sign in zip(columns[1:], signs, strict=True):
        above = (sign, LINE_BREAK) if sign else ()
        cells.append(Cell(paragraph("TaulukkoPieniLukuotsake", *above, column.head)))
    return Row(tuple(cells), kind="head")


def goals_changed() -> str:
    """Goals that came, went or changed their name."""
    columns = (
        Column(31, value("t.change")),
        Column(15, value("t.id")),
        Column(70, value("t.goal")),
        Column(49, value("t.note")),
    )
    row = line(columns, value("g.sign"), value("g.id"), Run(value("g.name"), "Strong"), value("g.note"))
    return when(
        "chapters.goals_changed and goals_changed",
        chapter("goals_changed"),
        lead("goals_changed.lead"),
        caption("table", "captions.goals_changed"),
        kept_table(columns, "g in goals_changed.rows", row, alt="alt_goals_changed", padding=3),
    )
