"""The charts' data: levels and gaps, the profile, the spread of answers, costs by year.

In: the material. Out: the record `exhibits`: a `Chart` each, None where there is nothing to draw. Values are those
of `figures`, already rounded as tables and sentences print them.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise
from textwrap import wrap

from pipeline.report.deck_room import bars_that_fit
from pipeline.report.figures import AnswerFigure, LevelFigure, costs_by_year, have_ends, undated_costs
from pipeline.report.goals import step
from pipeline.report.material import Material, area
from pipeline.report.sentences import Fact
from pipeline.report.survey_appendix import level_names
from pipeline.vocabulary.content import Chart, Record, Series

_LABELLED_GAP = Decimal("0.4")
_LABELLED_SHARE = 7
RADAR = range(5, 13)
_EXTREMES = 3
_ROW_MM, _FRAME_MM, _HIGHEST_MM = 7.5, 22.0, 170.0
_LINE_MM, _NAME_CHARACTERS = 4.1, 36
"""Height of a line of a name beside a bar, and how many letters stand on it."""
_ALT_LIMIT = 250


def exhibits(material: Material) -> Record:
    """All charts of a document."""
    best_first = material.figures.counted
    extremes = best_first
    if len(best_first) > 2 * _EXTREMES:
        extremes = best_first[:_EXTREMES] + best_first[-_EXTREMES:]
    return Record(
        "exhibits",
        cover=_levels("cover", material.figures.compared, material),
        gaps=_levels("gaps", gaps_shown(material), material),
        radar=_radar(material),
        answers=_answers(best_first, material, where="appendix" if material.audience else "word"),
        answers_short=_answers(extremes, material, where="deck" if material.audience else "word"),
        costs=_costs(material),
    )


def gaps_shown(material: Material) -> list[LevelFigure]:
    """The levels of the gap chart, widest gap first: all of them, or as many as a slide has room for."""
    levels = [level for level in material.figures.by_gap if level.gap is not None]
    names = [level.name for level in levels]
    return levels[: bars_that_fit(names, material.letters)] if material.audience else levels


def answer_charts(material: Material) -> tuple[Chart, ...]:
    """All answers, best mean first, in as many charts as a deck's slides need."""
    left, charts = list(material.figures.counted), []
    count = bars_that_fit([answer.name for answer in left], material.letters) if left else 1
    share = -(-len(left) // -(-len(left) // count)) if left else 1
    while left:
        chart = _answers(left[:share], material, where="appendix")
        charts += [chart] if chart is not None else []
        left = left[share:]
    return tuple(charts)


def _levels(key: str, levels: Sequence[LevelFigure], material: Material) -> Chart | None:
    if not levels:
        return None
    return Chart(
        categories=tuple(f"{level.name} *" if level.priority else level.name for level in levels),
        series=_gap_series(levels, material),
        alt=_levels_alt(key, levels, material),
        decimal_comma=material.words.decimal_comma,
        height_mm=chart_height([level.name for level in levels]) if key == "gaps" else None,
        source=area([level.level for level in levels], "baseline", "target"),
    )


def _gap_series(levels: Sequence[LevelFigure], material: Material) -> tuple[Series, ...]:
    """Baseline, gap, priority gap, baseline above the target; empty series at the end are left out.

    Each level fills one of the last three. Below a baseline that is above its target the first series ends at the
    target, and its label is left out: it would print the target as the baseline.
    """
    gaps = [level.gap or Decimal(0) for level in levels]
    above = frozenset(place for place, gap in enumerate(gaps) if gap < 0)
    short = frozenset(place for place, gap in enumerate(gaps) if 0 < gap < _LABELLED_GAP)
    lower = [min(level.baseline or Decimal(0), Decimal(level.target or 0)) for level in levels]
    say = material.say
    series = [
        Series(say.phrase("exhibits.baseline"), tuple(map(float, lower)), above),
        Series(say.phrase("exhibits.gap"), _only(gaps, [not level.priority for level in levels]), short),
        Series(say.phrase("exhibits.gap_priority"), _only(gaps, [level.priority for level in levels]), short),
        Series(say.phrase("exhibits.above"), _only([-gap for gap in gaps], [True] * len(gaps)), above),
    ]
    while len(series) > 1 and not any(value is not None for value in series[-1].values):
        series.pop()
    return tuple(
        Series(item.name, item.values, frozenset(p for p in item.unlabelled if item.values[p] is not None))
        for item in series
    )


def _only(gaps: Sequence[Decimal], chosen: Sequence[bool]) -> tuple[float | None, ...]:
    return tuple(float(gap) if mine and gap > 0 else None for gap, mine in zip(gaps, chosen, strict=True))


def _levels_alt(key: str, levels: Sequence[LevelFigure], material: Material) -> str:
    say, where = material.say, _where(material)
    if len(levels) == 1:
        text = say.first("exhibits.gaps_alt_one", name=levels[0].name, step=step(levels[0], material))
        return _join(text, where)
    by_gap = sorted((level for level in levels if level.gap and level.gap > 0), key=lambda level: -(level.gap or 0))
    facts: dict[str, Fact] = {"number": str(len(levels))}
    if by_gap and by_gap[0].gap != by_gap[-1].gap:
        facts |= {
            "widest": by_gap[0].name,
            "widest_step": step(by_gap[0], material),
            "narrowest": by_gap[-1].name,
            "narrowest_step": step(by_gap[-1], material),
        }
    else:
        facts |= {"widest": "", "narrowest": ""}
    longest = _ALT_LIMIT - len(where) - 1
    return _join(say.first(f"exhibits.{key}_alt", longest=longest, **facts), where)


def _radar(material: Material) -> Chart | None:
    levels = material.figures.compared
    if len(levels) not in RADAR:
        return None
    say, words = material.say, material.words
    baselines = [level.baseline or Decimal(0) for level in levels]
    highest, lowest = baselines.index(max(baselines)), baselines.index(min(baselines))
    where = _where(material)
    text = say.first(
        "exhibits.radar_alt",
        longest=_ALT_LIMIT - len(where) - 1,
        number=str(len(levels)),
        highest=levels[highest].name,
        highest_value=words.number(baselines[highest], 1),
        lowest=levels[lowest].name,
        lowest_value=words.number(baselines[lowest], 1),
    )
    return Chart(
        categories=tuple(level.name for level in levels),
        series=(
            Series(say.phrase("exhibits.baseline"), tuple(map(float, baselines))),
            Series(say.phrase("exhibits.target"), tuple(float(level.target or 0) for level in levels)),
        ),
        alt=_join(text, where),
        decimal_comma=words.decimal_comma,
        source=area([level.level for level in levels], "baseline", "target"),
    )


def _answers(answers: Sequence[AnswerFigure], material: Material, *, where: str) -> Chart | None:
    if not answers:
        return None
    say = material.say
    place = say.first(f"exhibits.answers_where_{where}")
    ends = say.knowing(number=str(len(answers)), **_ends(answers, material))
    text = ends.first("exhibits.answers_alt", longest=_ALT_LIMIT - len(place) - 1)
    return Chart(
        categories=tuple(answer.name for answer in answers),
        series=tuple(_share_series(name, step, answers) for step, name in enumerate(level_names(material))),
        alt=_join(text, place),
        decimal_comma=material.words.decimal_comma,
        height_mm=chart_height([answer.name for answer in answers]),
    )


def _ends(answers: Sequence[AnswerFigure], material: Material) -> dict[str, Fact]:
    """The best and the weakest of the bars that are drawn, which may be fewer than all."""
    best, weakest = answers[0], answers[-1]
    if not have_ends(answers):
        return {"best": "", "weakest": ""}
    means = [material.words.number(answer.mean, 1) for answer in (best, weakest)]
    return {"best": best.name, "best_mean": means[0], "weakest": weakest.name, "weakest_mean": means[1]}


def _share_series(name: str, step: int, answers: Sequence[AnswerFigure]) -> Series:
    values = [answer.shares[step] if step < len(answer.shares) else 0 for answer in answers]
    small = frozenset(place for place, value in enumerate(values) if value < _LABELLED_SHARE)
    return Series(name, tuple(map(float, values)), small)


def _costs(material: Material) -> Chart | None:
    """Cost estimates by year, each spread evenly over its action's time; the source line says so. Those of no known
    year stand last, so that the columns sum to the total."""
    say, words = material.say, material.words
    by_year, undated = costs_by_year(material.figures), undated_costs(material.figures)
    if not any(by_year.values()):
        return None
    years, sums = list(by_year), list(by_year.values())
    priced = [figure for figure in material.figures.actions if figure.estimate is not None]
    top = sums.index(max(sums))
    one = sum(value > 0 for value in sums) == 1
    alt = say.first(
        "exhibits.costs_alt_one" if one else "exhibits.costs_alt",
        number=str(len(years)),
        top_year=str(years[top]),
        top_cost=words.money(sums[top]),
        open_cost=words.money(undated) if undated else "",
        total=words.money(sum(sums, undated)),
    )
    categories = [str(year) for year in years]
    if undated:
        categories, sums = [*categories, say.first("exhibits.cost_open")], [*sums, undated]
    return Chart(
        categories=tuple(categories),
        series=(Series(say.phrase("exhibits.cost"), tuple(map(float, sums))),),
        alt=_join(alt, say.first(f"exhibits.costs_where_{'deck' if material.audience else 'word'}")),
        decimal_comma=words.decimal_comma,
        source=area([figure.action for figure in priced], "cost", "starts", "ends"),
    )


def _where(material: Material) -> str:
    return material.say.first("exhibits.where_deck" if material.audience else "exhibits.where_word")


def chart_height(names: Sequence[str]) -> float:
    """A row is as high as the names of two neighbours need."""
    lines = [len(wrap(name, _NAME_CHARACTERS)) for name in names]
    row = max([_ROW_MM, *((one + next_) / 2 * _LINE_MM for one, next_ in pairwise(lines))])
    return min(len(names) * row + _FRAME_MM, _HIGHEST_MM)


def _join(text: str, where: str) -> str:
    return f"{text} {where}".strip()
