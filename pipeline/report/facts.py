"""The facts that sentences are filled with: counts, names and figures, each in one place.

In: a roadmap, its survey and the computed figures. Out: one flat mapping of fact → text or `Count`; a fact that is
not known is "" and the sentences that name it are left out.
"""

from __future__ import annotations

from pipeline.language import Words
from pipeline.report.figures import Figures, LevelFigure, costs, mean
from pipeline.report.perspectives import scale_words
from pipeline.report.sentences import Count, Fact
from pipeline.report.survey_facts import survey_facts
from pipeline.report.wording import plain
from pipeline.vocabulary.model import Organisation, Roadmap, Time
from pipeline.vocabulary.survey import SurveyResult

_NAMED_GOALS = 6


def facts(roadmap: Roadmap, survey: SurveyResult | None, figures: Figures, words: Words) -> dict[str, Fact]:
    """Every fact of an organisation in one language."""
    return {
        **_organisation(roadmap.organisation, words),
        **_work(roadmap, words),
        **_levels(figures, words),
        **survey_facts(roadmap, survey, figures, words),
        **_goals(roadmap, figures, words),
        **_statuses(figures),
        **_money(figures, words),
    }


def level_facts(prefix: str, level: LevelFigure | None, words: Words) -> dict[str, Fact]:
    """A level's facts: `{prefix}`, `{prefix}_inessive`, `{prefix}_baseline`, `{prefix}_target`, `{prefix}_gap`."""
    if level is None or level.gap is None or level.baseline is None:
        return {prefix: ""}
    return {
        prefix: level.name,
        f"{prefix}_inessive": level.inessive,
        f"{prefix}_baseline": words.number(level.baseline, 1),
        f"{prefix}_target": str(level.target),
        f"{prefix}_gap": words.number(level.gap, 1, signed=True),
    }


def quoted(text: str, words: Words) -> str:
    """A name in the language's quotation marks."""
    return str(words.catalog("sentences")["quoted"]).format(text=text)


def _organisation(organisation: Organisation, words: Words) -> dict[str, Fact]:
    organs = words.catalog("sentences")["organs"]
    kind = organs.get(organisation.kind, organs["other"])
    start, end = organisation.period_start, organisation.period_end
    known = start is not None and end is not None
    return {
        **{name: str(form) for name, form in kind.items()},
        "name": _with_article(organisation.name, words),
        "genitive": organisation.genitive,
        "short_name": organisation.short_name,
        "period": words.span(str(start), str(end)) if known else str(start or end or ""),
        "period_years": Count(end - start + 1) if start is not None and end is not None else "",
        "version": organisation.version,
        "approved_by": organisation.approved_by,
        "approved_on": words.day(organisation.approved_on) if organisation.approved_on else "",
        "contact": organisation.contact,
    }


def _with_article(name: str, words: Words) -> str:
    """An organisation's name as a sentence needs it: in English the City of Hämärälä."""
    article = words.catalog("sentences")["articled"]
    begins = name.startswith(tuple(f"{start} " for start in article["beginnings"]))
    return str(article["name"]).format(name=name) if begins else name


def _work(roadmap: Roadmap, words: Words) -> dict[str, Fact]:
    starts = [phase.started for phase in roadmap.phases if phase.started]
    ends = [phase.ended for phase in roadmap.phases if phase.ended]
    first, last = min(starts, key=lambda t: t.first, default=None), max(ends, key=lambda t: t.last, default=None)
    workshops = sum(phase.phase == "workshop" for phase in roadmap.phases)
    governance = roadmap.governance
    return {
        "workshops": Count(workshops) if workshops > 1 else "",  # one row may stand for a series
        **_work_time(first, last, words),
        "work_year": str(last.last.year) if last else "",
        "vision_year": str(roadmap.vision.year or ""),
        "vision": plain(roadmap.vision.statement).rstrip("."),
        "trainings": Count(len(roadmap.trainings)),
        "owner": governance.owner,
        "coordinator": governance.coordinator,
        "rhythm": governance.rhythm.strip().rstrip("."),
        "update_rhythm": governance.update_rhythm.strip().rstrip("."),
    }


def _work_time(first: Time | None, last: Time | None, words: Words) -> dict[str, Fact]:
    """When the work was done, months by their names; "" when it is not known, or is one time only."""
    start, end = words.time(first) if first else "", words.time(last) if last else ""
    names = ("work_range", "work_start", "work_end", "work_stem", "work_first_month", "work_last_month")
    facts: dict[str, Fact] = dict.fromkeys((*names, "work_one_year", "work_first_year", "work_last_year"), "")
    if first is None or last is None or start == end:
        return facts
    facts |= {"work_range": words.span(start, end), "work_start": start, "work_end": end}
    if first.precision == last.precision == "month":
        months = words.catalog("numbers")["months"]
        months_of_work = months[first.first.month - 1], months[last.first.month - 1]
        facts |= {"work_first_month": months_of_work[0], "work_last_month": months_of_work[1]}
        facts["work_stem"] = months_of_work[0].removesuffix(words.catalog("numbers")["month"])
        same = first.first.year == last.first.year
        years = {"work_first_year": str(first.first.year), "work_last_year": str(last.first.year)}
        facts |= {"work_one_year": str(first.first.year)} if same else years
    return facts


def _levels(figures: Figures, words: Words) -> dict[str, Fact]:
    compared = figures.compared
    baseline = mean([level.baseline for level in compared if level.baseline is not None])
    target = mean([level.target for level in compared if level.target is not None])
    widest = [*figures.widest, None, None, None]
    priorities = sum(level.priority for level in figures.levels)
    scale = scale_words(words.language)
    return {
        "perspectives": Count(len(compared)),
        "priorities": Count(priorities),
        "baseline_average": "" if baseline is None else words.number(baseline, 1),
        "target_average": "" if target is None else words.number(target, 1),
        "scale_top": Count(len(scale)),
        "lowest_word": f"1 {scale[0]}",
        "highest_word": f"{len(scale)} {scale[-1]}",
        "scale": " · ".join(f"{value} {word}" for value, word in enumerate(scale, 1)),
        **level_facts("widest", widest[0], words),
        **level_facts("second", widest[1], words),
        **level_facts("third", widest[2], words),
        **level_facts("narrowest", figures.widest[-1] if len(figures.widest) > 3 else None, words),
    }


def _goals(roadmap: Roadmap, figures: Figures, words: Words) -> dict[str, Fact]:
    first_year = figures.first_year
    owners = figures.owners
    alone = len(owners) > 1 and len(owners[0].actions) > len(owners[1].actions)
    return {
        "goals": Count(len(roadmap.main_goals)),
        "vision_goals": Count(len(roadmap.main_goals)) if roadmap.vision.statement else "",
        "actions": Count(len(figures.actions)),
        "first_year": str(first_year or ""),
        "starting": Count(len(figures.starting(first_year))),
        "statutory": Count(len(figures.required)),
        "owners": Count(len(owners)),
        "without_owner": Count(sum(not figure.action.owners for figure in figures.actions)),
        "top_owner": owners[0].name if alone else "",
        "statutes": Count(len({name for figure in figures.required for name in figure.action.statutes})),
        "goal_names": words.join([quoted(goal.name, words) for goal in roadmap.main_goals])
        if len(roadmap.main_goals) <= _NAMED_GOALS
        else "",
    }


def _statuses(figures: Figures) -> dict[str, Fact]:
    found = [figure.status for figure in figures.actions]
    return {status: Count(found.count(status)) for status in ("done", "under_way")}


def _money(figures: Figures, words: Words) -> dict[str, Fact]:
    total = costs(figures.actions)
    known = sum(figure.estimate is not None for figure in figures.going)
    left_out = sum(figure.action.cost is not None for figure in figures.actions if not figure.going)
    return {
        "cost": "" if total is None else words.number(total),
        "cost_money": "" if total is None else words.money(total),
        "estimated": Count(known),
        "unestimated": Count(len(figures.going) - known) if known else "",
        "cancelled_costs": Count(left_out),
    }
