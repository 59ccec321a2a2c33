"""The slides after the last: the survey in full, the levels, the costs by year, every action, the statutes, the method.

In: the material. Out: the slides by their names; the divider is there when any of them is.
"""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.report.appendices import checked_line, statutes
from pipeline.report.deck_comparison import comparison
from pipeline.report.deck_council import dearest_year
from pipeline.report.deck_goals import are_few, with_short_owner
from pipeline.report.deck_groups import background_facts, choices, group_means
from pipeline.report.exhibits import answer_charts
from pipeline.report.figures import costs_by_year
from pipeline.report.material import Material, area
from pipeline.report.sentences import Count, Fact
from pipeline.report.slides import slide
from pipeline.vocabulary.content import LongText, Record
from pipeline.vocabulary.findings import NOWHERE, Place


def slides(material: Material, actions: Mapping[str, Record]) -> dict[str, Record | tuple[Record, ...] | None]:
    """The appendix."""
    tables, chosen = group_means(material), choices(material)
    found: dict[str, Record | None] = {
        "all_answers": slide("all_answers", material, survey=True) if material.figures.counted else None,
        "group_means": slide("group_means", material, survey=True) if tables else None,
        "comparison": comparison(material),
        "choices": slide("choices", material, survey=True) if chosen else None,
        "level_table": _level_table(material),
        "yearly_costs": _yearly_costs(material),
        "all_actions": _all_actions(material, actions),
        "statutes": _statutes(material),
        "method": _method(material),
    }
    divider = slide("appendix", material) if any(found.values()) else None
    several = {"answer_slides": _answer_slides(material), "group_slides": tables, "choice_slides": chosen}
    return {"appendix": divider, **found, **several}


def _answer_slides(material: Material) -> tuple[Record, ...]:
    """All answers; with many or long names on several slides."""
    charts = answer_charts(material)
    several = len(charts) > 1
    return tuple(
        slide(
            "all_answers",
            material,
            survey=True,
            facts={"part": str(place) if several else "", "parts": str(len(charts))},
            identity=f"answers-{place}",
            own={"chart": chart},
        )
        for place, chart in enumerate(charts, start=1)
    )


def _level_table(material: Material) -> Record | None:
    entries = [level.level for level in material.figures.compared]
    if not entries:
        return None
    return slide(
        "level_table", material, area(entries, "baseline", "target", "priority"), survey=bool(material.figures.answers)
    )


def _yearly_costs(material: Material) -> Record | None:
    """The figures of the chart of costs, where the deck has that chart."""
    by_year = costs_by_year(material.figures)
    if material.audience != "council" or not any(by_year.values()):
        return None
    cells = area(material.roadmap.actions, "cost", "starts", "ends")
    return slide("yearly_costs", material, cells, facts=dearest_year(by_year, material))


def _all_actions(material: Material, actions: Mapping[str, Record]) -> Record | None:
    found = material.figures.actions
    if not found or are_few(material):
        return None
    rows = tuple(with_short_owner(item, actions[item.action.id], material) for item in found)
    return slide("all_actions", material, area(material.roadmap.actions), own={"rows": rows})


def _statutes(material: Material) -> Record | None:
    if statutes(material) is None:
        return None
    facts: dict[str, Fact] = {"checked_line": checked_line(material)}
    return slide("statutes", material, area(material.roadmap.statutes), facts=facts)


def _method(material: Material) -> Record | None:
    """A slide for more than one line."""
    text = material.say.knowing(**_method_facts(material)).every("deck.method.text", apart="\n")
    if "\n" not in text:
        return None
    return slide("method", material, survey=True, own={"text": LongText(text, NOWHERE, _costs(material))})


def _costs(material: Material) -> Place:
    """Where it is seen which actions have an estimate."""
    return area(material.roadmap.actions, "starts", "ends", "cost")


def _method_facts(material: Material) -> dict[str, Fact]:
    """What is not shown, and whether anything is told from chance."""
    survey, join = material.survey, material.words.join
    if survey is None or not material.figures.answers:
        return {}
    names = [level.name for level in material.figures.levels if level.level.id in survey.hidden]
    groups = [
        material.say.phrase("deck.method.hidden", **background_facts(item, material))
        for item in survey.breakdowns
        if item.hidden_people and item.groups
    ]
    compared = [other for other in (survey.previous, survey.reference) if other is not None]
    return {
        "judged": Count(len(compared) + sum(len(item.differences) for item in survey.breakdowns)),
        "hidden_perspectives": join([material.words.lower_first(name) for name in names]),
        "hidden_groups": join(groups),
    }
