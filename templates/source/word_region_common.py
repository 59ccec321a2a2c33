"""The region's chapters of what is common: shared priorities, goals and actions of one kind, proposals.

In: the names of `priorities`, `common` and `proposals`. Out: the chapters' markup.
"""

from __future__ import annotations

from dataclasses import replace

from word_chapters import lead
from word_goals import CARD, card_row
from word_table import Cell, Column, Look, Row, head, kept_table, line, loop, only_if, table
from word_text import KEPT, NO_BREAK, Run, caption, chapter, each, heading, inline_when, paragraph, spacing, value, when

_GROUPS = (("by_perspective", "perspective"), ("by_compass", "compass_area"), ("by_statute", "statute"))
_TOLD = {"by_perspective": "goals", "by_statute": "actions"}
"""Groups whose goals or actions are listed; those of the compass would be the perspectives' once more."""
_ONE_PAGE = 12
_APART = spacing(before=14)


def priorities() -> str:
    """What several organisations have chosen as their key development areas."""
    columns = (
        Column(50, value("t.perspective")),
        Column(17, value("t.taking_part"), number=True),
        Column(16, value("t.share"), number=True),
        Column(25, value("t.among_widest"), number=True),
        Column(57, value("t.who")),
    )
    row = line(
        columns,
        Run(value("p.name"), "Strong"),
        *(value(f"p.{name}") for name in ("count", "share", "widest", "who")),
    )
    return when(
        "chapters.priorities and priorities",
        chapter("priorities"),
        lead("priorities.lead"),
        caption("table", "captions.priorities"),
        kept_table(
            columns,
            "p in priorities.rows",
            row,
            alt="alt_priorities",
            padding=2.5,
            few=_ONE_PAGE,
            note="priorities.note",
        ),
        when("priorities.note", paragraph("Lahde", value("priorities.note"))),
    )


def common() -> str:
    """Goals and actions of one perspective, one area, one statute."""
    return when(
        "chapters.common and common",
        chapter("common"),
        lead("common.lead"),
        *(_group(name, kind) for name, kind in _GROUPS),
    )


def _group(name: str, kind: str) -> str:
    columns = (
        Column(45, value(f"t.{kind}")),
        Column(17, value("t.taking_part"), number=True),
        Column(21.5, value("t.goal_count"), number=True),
        Column(25.5, value("t.action_count"), number=True),
        Column(56, value("t.who")),
    )
    rows = f"r in common.{name}.rows"
    title = paragraph("TaulukkoSolu", Run(value("r.name"), "Strong"))
    if kind == "statute":
        title += when("r.id", paragraph("TaulukkoSelite", value("r.id")))
    row = line(columns, Cell(title), *(value(f"r.{key}") for key in ("organisations", "goals", "actions", "who")))
    return when(
        f"common.{name}",
        heading("Heading2", value(f"t.{name}")),
        when(f"common.{name}.lead", paragraph("BodyText", value(f"common.{name}.lead"), properties=KEPT)),
        caption("table", f"captions.{name}"),
        kept_table(columns, rows, row, alt=f"alt_{name}", padding=2, few=_ONE_PAGE, note=f"common.{name}.rest_note"),
        when(f"common.{name}.rest_note", paragraph("Lahde", value(f"common.{name}.rest_note"))),
        when(f"common.{name}.has_items", _items(name, kind)) if name in _TOLD else "",
    )


def _items(name: str, kind: str) -> str:
    """Whose goals or actions they are."""
    columns = (Column(46, value(f"t.{kind}")), Column(119, value(f"t.{_TOLD[name]}")))
    item = paragraph("TaulukkoSolu", Run(value("i.organisation"), "Strong"), f": {value('i.names')}")
    items = each("i in r.items", item) + when("r.more", paragraph("TaulukkoSelite", value("r.more")))
    row = line(columns, value("r.name"), Cell(items))
    kept = (Row(tag="if loop.revindex == 2"), replace(row, kept=True), Row(tag="else"), row, Row(tag="endif"))
    rows = loop(f"r in common.{name}.rows", *only_if("r.items", *kept))
    return caption("table", f"t.items_{name}", properties=_APART) + table(
        columns, (head(columns), *rows), alt=f"alt_items_{name}", look=Look(padding=2.5)
    )


def proposals() -> str:
    """What could be done together, a card each."""
    return when(
        "chapters.proposals and proposals",
        chapter("proposals"),
        lead("proposals.lead"),
        each("p in proposals.rows", heading("Heading2", _title()), _card()),
        when("proposals.rest_note", paragraph("Lahde", value("proposals.rest_note"))),
    )


def _title() -> str:
    return f"{value('t.proposal')}{NO_BREAK}{value('p.number')}: {value('p.title')}"


def _card() -> str:
    """A card that stays on one page with its heading, and is free of what follows it."""
    actions = Cell(
        each("a in p.actions", paragraph("Korttisolu", Run(value("a.organisation"), "Strong"), f": {_action()}"))
        + when("p.more", paragraph("Korttisolu", value("p.more")))
    )
    rows = [card_row(value("t.proposal_kind"), Cell(paragraph("Korttisolu", Run(value("p.kind"), "Strong"))), "head")]
    for key in ("why", "who", "when"):
        rows += only_if(f"p.{key}", card_row(value(f"t.{key}"), f"p.{key}"))
    kept = [replace(row, kept=not row.tag) for row in rows]
    kept += only_if("p.actions", card_row(value("t.actions"), actions))
    return table(CARD, kept, alt="alt_proposal", look=Look("Tavoitekortti", first_column=True))


def _action() -> str:
    return f"{value('a.id')} {value('a.name')}" + inline_when('a.time and a.time != "–"', f", {value('a.time')}")
