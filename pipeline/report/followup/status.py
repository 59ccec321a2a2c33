"""Where the actions stand, last year and this year: the table and the year-on-year chart.

In: the year. Out: the record `status`, its chart; None without any action.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pipeline.report.figures import shares
from pipeline.report.followup.levels import survey_heads
from pipeline.report.followup.year import Year, cells_of, counted
from pipeline.report.material import area, reckoned
from pipeline.report.sentences import Count
from pipeline.report.wording import MISSING
from pipeline.vocabulary.content import Chart, Record, Series, Text
from pipeline.vocabulary.follow_up import STANDINGS, FollowedAction, Standing, Tally

_ALT_LIMIT = 250
_LABELLED = 0.03
"""The least part of a bar that has room for its number."""


def status(year: Year) -> Record | None:
    """Counts by status in both years, and shares of this year's."""
    everything, say = year.follow.all, year.say
    if not everything.total:
        return None
    before, now = survey_heads(year)
    parts = shares([everything.standing(standing) for standing in STANDINGS])
    return Record(
        "status",
        lead=counted(say.every("status.lead"), everything.actions, "status", "ends"),
        note=counted(say.every("status.note"), everything.actions, "id"),
        was_head=Text(before),
        now_head=Text(now),
        rows=tuple(_row(standing, share, year) for standing, share in zip(STANDINGS, parts, strict=True)),
        total=Record(
            "total",
            label=Text(say.first("summary.total")),
            was=_was(len(year.follow.known_before), year),
            count=counted(year.number(everything.total), everything.actions, "id"),
            share=Text(year.material.words.percent(100)),
        ),
    )


def _row(standing: Standing, share: int, year: Year) -> Record:
    everything = year.follow.all
    count = everything.standing(standing)
    return Record(
        standing,
        key=Text(standing),
        look=Text(standing),
        label=Text(year.status(standing)),
        was=_was(everything.stood(standing), year),
        count=counted(year.cell(count), everything.actions, "status", "ends"),
        share=Text(year.material.words.percent(share) if count else MISSING),
    )


def _was(count: int, year: Year) -> Text:
    known = [item.before for item in year.follow.known_before if item.before]
    return reckoned(year.cell(count), area(known, "status"))


def status_chart(year: Year, where: str) -> Chart | None:
    """A bar of last year's actions and one of this year's, a series for each status; `where` the figures are."""
    everything = year.follow.all
    if not everything.total:
        return None
    say = year.say
    before, now = survey_heads(year)
    text = say.first(
        "exhibits.status_alt",
        longest=_ALT_LIMIT - len(where) - 1,
        before_head=before,
        now_head=now,
        done_before=year.number(everything.stood("done")),
        done_now=year.number(everything.standing("done")),
        total_before=year.number(len(year.follow.known_before)),
        total_now=year.number(everything.total),
    )
    return Chart(
        categories=(before, now),
        series=_series(
            {standing: (everything.stood(standing), everything.standing(standing)) for standing in STANDINGS},
            (len(year.follow.known_before), everything.total),
            year,
        ),
        alt=f"{text} {where}".strip(),
        decimal_comma=year.material.words.decimal_comma,
        source=cells_of(everything.actions, "status")[0],
    )


def standings_chart(tallies: Sequence[Tally], year: Year, where: str) -> Chart | None:
    """A bar for each tally, a series for each status; None of nothing."""
    if not tallies:
        return None
    text = year.say.first("exhibits.goals_alt", goals_shown=Count(len(tallies)))
    mine: list[FollowedAction] = [item for tally in tallies for item in tally.actions]
    return Chart(
        categories=tuple(tally.name for tally in tallies),
        series=_series(
            {standing: tuple(tally.standing(standing) for tally in tallies) for standing in STANDINGS},
            [max(tally.total for tally in tallies)] * len(tallies),
            year,
        ),
        alt=f"{text} {where}".strip(),
        decimal_comma=year.material.words.decimal_comma,
        source=cells_of(mine, "status")[0],
    )


def _series(counts: Mapping[Standing, Sequence[int]], totals: Sequence[int], year: Year) -> tuple[Series, ...]:
    """A series for each status; a part too short for its number of the bar's `totals` prints none."""
    return tuple(
        Series(
            year.status(standing),
            tuple(map(_point, values)),
            frozenset(
                place
                for place, (value, total) in enumerate(zip(values, totals, strict=True))
                if 0 < value < _LABELLED * total
            ),
        )
        for standing, values in counts.items()
    )


def _point(count: int) -> float | None:
    return float(count) if count else None
