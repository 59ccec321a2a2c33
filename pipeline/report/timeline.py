"""The timeline: actions by quarter (half-year when the period is long), grouped by goal.

In: the material and the actions' records. Out: the record `timeline`. Each cell tells its look and its text: a bar
begins with the status' glyph and goes on with dashes, so that nothing rests on colour alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.language import EN_DASH
from pipeline.report.figures import ActionFigure
from pipeline.report.material import Material, area, cell_text, reckoned, table_text
from pipeline.report.sentences import Count, Facts
from pipeline.report.wording import or_dash
from pipeline.vocabulary.content import Record, Text
from pipeline.vocabulary.findings import Place

_PORTRAIT_UP_TO = 5
_QUARTERS_UP_TO = 20
_NUMERALS = ("I", "II", "III", "IV")
_BETWEEN_SIGNS = "\N{EM SPACE}"
"""Wider than the space between a sign and its word."""
_DECK_LINE = 112
"""Characters on the line above a deck's timeline."""
_STATUS_ORDER = ("done", "under_way", "not_started", "moved", "cancelled")


@dataclass(frozen=True, slots=True)
class Step:
    """One column: the running numbers of its first and last quarter."""

    first: int
    last: int

    @property
    def first_of_year(self) -> bool:
        """Whether a year begins here."""
        return self.first % 4 == 0


def timeline(material: Material, done: Mapping[str, Record]) -> Record | None:
    """The schedule; None when no action has both a start and an end."""
    dated = [figure for figure in material.figures.actions if figure.first is not None and figure.last is not None]
    if not dated:
        return None
    columns = steps(material.figures.years)
    rows = _ordered(material)
    return Record(
        "timeline",
        lead=reckoned(starts_text(material), area(material.roadmap.actions, "starts")),
        quarters=tuple(
            Record(
                str(column.first),
                label=Text(_label(column, material)),
                part=Text(_label(column, material, "part")),
                year=Text(str(column.first // 4)),
                first_of_year=column.first_of_year,
            )
            for column in columns
        ),
        rows=tuple(
            _row(figure, columns, material, first=place == 0 or rows[place - 1].goal != figure.goal, keeps=keeps)
            for place, (figure, keeps) in enumerate(zip(rows, _keeps(rows), strict=True))
        ),
        actions=tuple(done[figure.action.id] for figure in rows),
        by_quarter=by_quarter(material.figures.years),
        landscape=len(material.figures.actions) > _PORTRAIT_UP_TO,
        key_note=Text(_key_note(rows, columns, material)),
        goal_rows=_goal_rows(columns, material),
        peak_text=reckoned(
            peak_text(material, material.letters.on_line(_DECK_LINE) if material.audience else None),
            area(material.roadmap.actions, "starts", "ends"),
        ),
    )


def steps(years: Sequence[int]) -> tuple[Step, ...]:
    """The columns of a period: quarters, or half-years when there would be too many quarters."""
    width = 1 if len(years) * 4 <= _QUARTERS_UP_TO else 2
    return tuple(Step(year * 4 + start, year * 4 + start + width - 1) for year in years for start in range(0, 4, width))


def by_quarter(years: Sequence[int]) -> bool:
    """Whether the columns are quarters."""
    return all(column.first == column.last for column in steps(years))


def starts_text(material: Material, years: int | None = None) -> str:
    """How many actions start in each year, in one sentence; `years` limits it to the first ones."""
    found = sorted({figure.year for figure in material.figures.going if figure.year is not None})
    chosen = found if years is None else [year for year in found if year >= (material.figures.first_year or 0)][:years]
    items: list[Facts] = [{"count": Count(len(material.figures.starting(year))), "year": str(year)} for year in chosen]
    key = "timeline.lead" if years is None else "timeline.title"
    return material.say.listing(key, items)


def peak(material: Material) -> tuple[int, int] | None:
    """The quarter in which more actions are on than in any other, and their number; None when no quarter is alone."""
    on = Counter(
        quarter
        for figure in material.figures.going
        for year in material.figures.years
        for quarter in range(year * 4, year * 4 + 4)
        if figure.covers(quarter, quarter)
    )
    first, second = [*on.most_common(2), (0, 0), (0, 0)][:2]
    return first if first[1] > second[1] else None


def _ordered(material: Material) -> list[ActionFigure]:
    order = {goal.id: place for place, goal in enumerate(material.roadmap.main_goals)}
    return sorted(
        material.figures.actions,
        key=lambda figure: (
            order.get(figure.goal.id, len(order)) if figure.goal else len(order),
            figure.first is None,
            figure.first or 0,
        ),
    )


def _label(column: Step, material: Material, kind: str = "label") -> str:
    short_year = f"{column.first // 4 % 100:02}"
    quarter = column.first % 4
    if column.first == column.last:
        number = {"numeral": _NUMERALS[quarter], "number": str(quarter + 1)}
        return material.say.phrase(f"timeline.quarter_{kind}", short_year=short_year, **number)
    return material.say.phrase(f"timeline.half_{kind}", half=str(quarter // 2 + 1), short_year=short_year)


def _keeps(rows: Sequence[ActionFigure]) -> list[bool]:
    """Whether a row stays with the next one: no goal begins with its last row on a page, or ends with its first.

    The table's first row is free, or else programs would move the whole table.
    """
    goals = [figure.goal for figure in rows]
    return [
        0 < place < len(goals) - 1
        and goals[place + 1] == goal
        and (goals[place - 1] != goal or goals[place + 2 : place + 3] != [goal])
        for place, goal in enumerate(goals)
    ]


def _row(figure: ActionFigure, columns: Sequence[Step], material: Material, *, first: bool, keeps: bool) -> Record:
    action = figure.action
    return Record(
        action.id,
        goal=Text(or_dash(figure.goal.id if figure.goal else ""), source=action.place("goal")),
        id=cell_text(action, "id"),
        name=cell_text(action, "name"),
        mark=cell_text(action, "basis", "§" if figure.statutory else ""),
        owner=table_text(action, "owners", _owners(action.owners, material)),
        cells=_cells(figure, columns, material),
        goal_first=first,
        keeps=keeps,
    )


def _owners(owners: Sequence[str], material: Material) -> str:
    """The first responsible body, and that there are others: a row of the timeline has one line."""
    if len(owners) < 2:
        return "".join(owners)
    return material.say.phrase("timeline.owners", first_owner=owners[0])


def _cells(figure: ActionFigure, columns: Sequence[Step], material: Material) -> tuple[Record, ...]:
    glyph = material.glyph(figure.status)
    dates = area((figure.action,), "starts", "ends")
    cells, begun = [], False
    for column in columns:
        on = figure.covers(column.first, column.last)
        text = (EN_DASH if begun else glyph) if on else ""
        begun = begun or on
        look = Text(figure.status if on else _ground(column))
        cells.append(Record(str(column.first), look=look, text=reckoned(text, dates)))
    return tuple(cells)


def _ground(column: Step) -> str:
    return "year" if column.first_of_year else "empty"


def _goal_rows(columns: Sequence[Step], material: Material) -> tuple[Record, ...]:
    rows = []
    for goal in material.roadmap.main_goals:
        mine = [figure for figure in material.figures.serving(goal) if figure.going]
        counts = [sum(figure.covers(column.first, column.last) for figure in mine) for column in columns]
        dates = area([figure.action for figure in mine], "starts", "ends")
        cells = tuple(_goal_cell(column, count, dates) for column, count in zip(columns, counts, strict=True))
        rows.append(Record(goal.id, id=cell_text(goal, "id"), name=cell_text(goal, "name"), cells=cells))
    return tuple(rows)


def _goal_cell(column: Step, count: int, dates: Place) -> Record:
    look = "bar" if count else _ground(column)
    return Record(str(column.first), look=Text(look), text=reckoned(str(count or ""), dates))


def _key_note(rows: Sequence[ActionFigure], columns: Sequence[Step], material: Material) -> str:
    present = {figure.status for figure in rows}
    signs = [material.status(status) for status in _STATUS_ORDER if status in present]
    signs.append(material.say.phrase("timeline.continues"))
    if any(figure.statutory for figure in rows):
        signs.append(material.say.phrase("timeline.statutory"))
    if any(column.first != column.last for column in columns):
        signs.append(material.say.phrase("timeline.halves"))
    return _BETWEEN_SIGNS.join(signs)


def peak_text(material: Material, longest: int | None = None) -> str:
    """When most actions are on at once; "" when there are never two, when several quarters have as many, or when no
    words for it are short enough."""
    found = peak(material)
    if found is None or found[1] < 2:
        return ""
    ordinal = material.words.catalog("numbers")["quarters"][found[0] % 4]
    year = str(found[0] // 4)
    text = material.say.first(
        "timeline.peak", longest=longest, peak_year=year, peak_ordinal=ordinal, peak=Count(found[1])
    )
    return text if longest is None or len(text) <= longest else ""
