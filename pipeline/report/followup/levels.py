"""Levels then and now: the pairs as they are printed, the chapter's record, the chart's data.

In: the year. Out: `LevelStep`s, the record `levels` and a `Chart`; None where no new survey tells levels.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from pipeline.language import round_half_up
from pipeline.report.exhibits import chart_height
from pipeline.report.followup.year import Year
from pipeline.report.material import area, reckoned, table_text
from pipeline.report.perspectives import label
from pipeline.report.sentences import Count
from pipeline.report.wording import MISSING
from pipeline.vocabulary.content import Chart, Record, Series, Text
from pipeline.vocabulary.follow_up import FollowedLevel, FollowUp
from pipeline.vocabulary.model import Language, Level

_ALT_LIMIT = 250


@dataclass(frozen=True, slots=True)
class LevelStep:
    """A perspective's level then and now, both to one decimal. `certain`: more than by chance; None: unknown."""

    item: FollowedLevel
    name: str
    inessive: str
    before: Decimal
    after: Decimal
    certain: bool | None

    @property
    def change(self) -> Decimal:
        """Of the printed figures, so that a reader can check it."""
        return self.after - self.before

    @property
    def clear(self) -> bool:
        """Whether the change shows, and is more than chance."""
        return self.certain is True and self.change != 0


def steps(follow: FollowUp, language: Language) -> tuple[LevelStep, ...]:
    """The levels of both years, the largest rise first."""
    found = [step for item in follow.levels if (step := _step(item, language)) is not None]
    return tuple(sorted(found, key=lambda step: -step.change))


def largest_rise(found: Sequence[LevelStep]) -> LevelStep | None:
    """The perspective that has risen most; None when none has, or two as much, or when it may be chance."""
    return _alone([step for step in found if step.change > 0])


def largest_fall(found: Sequence[LevelStep]) -> LevelStep | None:
    """The perspective that has fallen most; None when none has, or two as much, or when it may be chance."""
    return _alone([step for step in reversed(found) if step.change < 0])


def levels(year: Year) -> Record | None:
    """The chapter of levels: what rose, what fell, a row for each perspective."""
    found, say = steps(year.follow, year.material.words.language), year.say
    if not found:
        return None
    cells = area(_now(found), "baseline"), area(_then(found), "baseline")
    before, after = survey_heads(year)
    return Record(
        "levels",
        lead=reckoned(say.every("levels.lead"), *cells),
        before_head=Text(before),
        after_head=Text(after),
        source=reckoned(say.every("levels.source"), *cells),
        method=Text(say.every("levels.method")),
        rows=level_rows(found, year),
    )


def level_rows(found: Iterable[LevelStep], year: Year) -> tuple[Record, ...]:
    """A row for each perspective: then, now, the change and what it tells."""
    return tuple(_row(step, year) for step in found)


def survey_heads(year: Year) -> tuple[str, str]:
    """What the two columns and bars are called: years or days, or then and now where a year is not known."""
    facts, say = year.say.facts, year.say
    before, after = str(facts["before_head"]), str(facts["now_head"])
    known = bool(before and after)
    return (before, after) if known else (say.phrase("heads.before"), say.phrase("heads.now"))


def levels_chart(found: Sequence[LevelStep], year: Year, *, where: str, tall: bool) -> Chart | None:
    """Paired bars, the largest rise first; `where` says where the figures are, `tall`: its height is the data's."""
    if not found:
        return None
    say, names = year.say, [step.name for step in found]
    before, after = survey_heads(year)
    text = say.first(
        "exhibits.paired_alt", longest=_ALT_LIMIT - len(where) - 1, levels_shown=Count(len(found)), **_heads(year)
    )
    return Chart(
        categories=tuple(names),
        series=(
            Series(before, tuple(float(step.before) for step in found)),
            Series(after, tuple(float(step.after) for step in found)),
        ),
        alt=f"{text} {where}".strip(),
        decimal_comma=year.material.words.decimal_comma,
        height_mm=chart_height(names) if tall else None,
        source=area(_now(found), "baseline"),
    )


def _heads(year: Year) -> dict[str, str]:
    before, after = survey_heads(year)
    return {"before_head": before, "now_head": after}


def _step(item: FollowedLevel, language: Language) -> LevelStep | None:
    before, now = item.before, item.now
    if before is None or now is None or before.baseline is None or now.baseline is None:
        return None
    printed = label(now, language)
    was, after = round_half_up(before.baseline, 1), round_half_up(now.baseline, 1)
    return LevelStep(item, printed.name, printed.inessive, was, after, item.certain)


def _alone(found: Sequence[LevelStep]) -> LevelStep | None:
    if not found or found[0].certain is False:
        return None
    return found[0] if len(found) == 1 or found[1].change != found[0].change else None


def _row(step: LevelStep, year: Year) -> Record:
    words, now, before = year.material.words, step.item.level, step.item.before or Level()
    target = MISSING if now.target is None else str(now.target)
    return Record(
        now.id,
        id=table_text(now, "id"),
        name=year.perspective(step.item),
        before=Text(words.number(step.before, 1), source=before.place("baseline")),
        after=Text(words.number(step.after, 1), source=now.place("baseline")),
        change=reckoned(words.number(step.change, 1, signed=True), now.place("baseline"), before.place("baseline")),
        target=Text(target, source=now.place("target")),
        remark=Text(year.say.phrase(f"survey.comparisons.previous.meanings.{_meaning(step)}")),
    )


def _meaning(step: LevelStep) -> str:
    if step.change == 0:
        return "same"
    if step.certain is None:
        return "unknown"
    return ("higher" if step.change > 0 else "lower") if step.certain else "chance"


def _now(found: Iterable[LevelStep]) -> list[Level]:
    return [step.item.now for step in found if step.item.now]


def _then(found: Iterable[LevelStep]) -> list[Level]:
    return [step.item.before for step in found if step.item.before]
