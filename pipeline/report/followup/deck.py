"""The board's slides: which there are, in which order, and what each shows. At most twelve, then the appendix.

In: the year and its records. Out: the record `deck`; a slide that has nothing to show is None.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pipeline.report.deck_room import AREA, bars_that_fit, parts
from pipeline.report.document import header_cells
from pipeline.report.followup.deck_actions import action_slides
from pipeline.report.followup.deck_appendix import appendix
from pipeline.report.followup.document import pull_figures
from pipeline.report.followup.levels import levels_chart, steps
from pipeline.report.followup.slides import of_year, one_slide, row_heights
from pipeline.report.followup.status import standings_chart, status_chart
from pipeline.report.followup.tallies import by_goal
from pipeline.report.followup.upcoming import upcoming
from pipeline.report.followup.year import Year, unbroken
from pipeline.report.material import cell_text, reckoned
from pipeline.report.sentences import Count
from pipeline.vocabulary.content import Record, Text

_WHY_WIDE, _WHAT_WIDE, _INDICATOR_WIDE = 40, 44, 40
_COVER_GOALS, _MOST_SLIDES = 3, 12


def deck(year: Year, there: Mapping[str, object]) -> Record:
    """All slides."""
    footer = year.say.first("document.header")
    main: dict[str, Record | None] = {
        "cover": _cover(year),
        "figures": _figures(year),
        "status": _status(year, there["status"]),
        "goals": _goals(year),
        **action_slides(year, there["goals_changed"]),
        "levels": _levels(year),
        "indicators": _indicators(year, there["indicators"]),
        "decisions": _decisions(year, there["decisions"]),
        "next": _next(year),
    }
    if sum(slide is not None for slide in main.values()) + _going_on(main["decisions"], year) > _MOST_SLIDES:
        main["indicators"] = None  # the report has them; what is asked must be shown whole
    return Record(
        "deck",
        audience=Text(year.material.audience),
        footer_line=reckoned(footer, *header_cells(year.material)),
        **main,
        **appendix(year, there),
    )


def _going_on(decisions: Record | None, year: Year) -> int:
    """How many slides more than one the questions take: all of them are shown."""
    rows = _records(decisions.rows) if decisions is not None else ()
    return parts(row_heights(rows, {"what": _WHAT_WIDE, "why": _WHY_WIDE}, year), AREA) - 1


def _cover(year: Year) -> Record:
    subtitle = Text(year.say.first("document.subtitle"))
    return of_year("cover", year, (), own={"subtitle": subtitle, "chart": _cover_chart(year)})


def _cover_chart(year: Year) -> object:
    """The goals' chart where it is worth a cover: of several goals, and of more than one status."""
    goals = [tally for tally in by_goal(year) if tally.actions]
    statuses = {item.standing for item in year.follow.actions}
    return _goals_chart(year) if len(goals) >= _COVER_GOALS and len(statuses) > 1 else None


def _goals_chart(year: Year) -> object:
    found = [tally for tally in by_goal(year) if tally.actions]
    names = [tally.name for tally in found]
    count = bars_that_fit(names, year.material.letters) if names else 0
    return standings_chart(found[:count], year, year.say.first("exhibits.where_deck"))


def _figures(year: Year) -> Record | None:
    figures = pull_figures(year)
    if not figures:
        return None
    own = {"figures": figures, "lead": Text(year.say.every("deck.follow_figures.lead"))}
    return of_year("figures", year, year.follow.actions, own=own)


def _status(year: Year, found: object) -> Record | None:
    total = found.total if isinstance(found, Record) else None
    if not isinstance(found, Record) or not isinstance(total, Record):
        return None
    rows = tuple(
        Record(row.key, status=row.label, before=row.was, after=row.count, change=_change(row, year))
        for row in _records(found.rows)
    )
    own = {
        "chart": status_chart(year, year.say.first("exhibits.where_slide")),
        "rows": rows,
        "total": Record("total", name=total.label, before=total.was, after=total.count, change=_change(total, year)),
    }
    return of_year("status", year, year.follow.actions, own=own)


def _change(row: Record, year: Year) -> Text:
    """The difference of two counts as they are printed."""
    key = row.key
    everything = year.follow.all
    if key == "total":
        size = everything.total - len(year.follow.known_before)
    else:
        size = everything.standing(key) - everything.stood(key)  # type: ignore[arg-type]
    return Text(year.material.words.number(size, signed=True))


def _goals(year: Year) -> Record | None:
    found = [tally for tally in by_goal(year) if tally.actions]
    if not found:
        return None
    chart = _goals_chart(year)
    names = [tally.name for tally in found]
    part = bars_that_fit(names, year.material.letters) < len(names)
    return of_year("goals", year, year.follow.actions, part=part, own={"chart": chart})


def _levels(year: Year) -> Record | None:
    found = steps(year.follow, year.material.words.language)
    if not found:
        return None
    count = max(1, min(len(found), bars_that_fit([step.name for step in found], year.material.letters)))
    shown = found[:count]
    chart = levels_chart(shown, year, where=year.say.first("exhibits.where_deck"), tall=False)
    return of_year("levels", year, (), part=count < len(found), own={"chart": chart})


def _indicators(year: Year, found: object) -> Record | None:
    if not isinstance(found, Record):
        return None
    rows = _records(found.rows)
    shown = one_slide(rows, {"name": _INDICATOR_WIDE}, year)
    own = tuple(
        Record(row.key, name=row.name, before=row.before, after=row.after, target=row.target, remark=row.remark)
        for row in shown
    )
    return of_year("indicators", year, (), part=len(shown) < len(rows), own={"rows": own})


def _decisions(year: Year, found: object) -> Record | None:
    if not isinstance(found, Record):
        return None
    rows = _records(found.rows)
    own = tuple(Record(row.key, what=unbroken(row.what), why=row.why, who=row.who) for row in rows)
    return of_year("decisions", year, year.follow.actions, facts={"questions": Count(len(rows))}, own={"rows": own})


def _next(year: Year) -> Record:
    entry = year.material.roadmap.organisation
    rows = upcoming(year)
    return of_year(
        "next",
        year,
        (),
        facts={"next_first": str(rows[0].what) if rows else ""},
        own={
            "rows": rows,
            "contact": cell_text(entry, "contact"),
            "email": cell_text(entry, "email"),
            "email_address": cell_text(entry, "email", f"mailto:{entry.email}" if entry.email else ""),
        },
    )


def _records(rows: object) -> tuple[Record, ...]:
    return tuple(row for row in rows if isinstance(row, Record)) if isinstance(rows, Sequence) else ()
