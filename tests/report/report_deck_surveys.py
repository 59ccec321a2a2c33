"""Surveys for the tests of the decks' sentences: few answers, no change, others only, small groups, means alone."""

from collections.abc import Iterator
from dataclasses import replace

from survey_models import means_only, too_few

from models import example_roadmap
from pipeline.vocabulary.model import Roadmap
from pipeline.vocabulary.survey import (
    Breakdown,
    ChoiceResult,
    ComparedMean,
    Comparison,
    OptionResult,
    SurveyResult,
)

QUESTION = "Mitkä näistä auttaisivat sinua eniten omassa työssäsi seuraavan vuoden aikana? " * 2


def surveyed(survey: SurveyResult) -> Iterator[tuple[Roadmap, SurveyResult | None]]:
    """The example's roadmap with surveys that each lack something or have something unusual."""
    example = example_roadmap()
    yield example, too_few()
    yield example, means_only(survey)
    few = tuple(replace(item, n=12) for item in survey.perspectives)
    yield example, replace(survey, respondents=12, perspectives=few, hidden=("N11",))
    yield example, replace(survey, previous=compared(survey, "2023", 0.1, certain=False))
    yield example, replace(survey, previous=compared(survey, "", 0.1, certain=None), reference=None)
    yield example, replace(survey, previous=None, reference=compared(survey, "Muut kunnat", 0.2, certain=False))
    yield example, replace(survey, threshold=10, breakdowns=(_units(survey),), choices=_choices())
    yield from _with_own_names(example, survey)


def _with_own_names(example: Roadmap, survey: SurveyResult) -> Iterator[tuple[Roadmap, SurveyResult | None]]:
    """Names that have no inessive: the widest rise, fall and difference stand after a colon."""
    named = replace(
        example, levels=tuple(replace(item, name=f"Oma näkökulma {n}") for n, item in enumerate(example.levels))
    )
    first, second, *others = survey.perspectives
    for up, down in ((0.9, -0.5), (0.5, -0.9)):
        means = {first.perspective: first.mean - up, second.perspective: second.mean - down}
        known = {key: ComparedMean(mean, certain=True) for key, mean in means.items()}
        known |= {item.perspective: ComparedMean(item.mean, certain=False) for item in others}
        yield named, replace(survey, previous=Comparison("2023", known), reference=Comparison("Muut", known))
        yield example, replace(survey, previous=Comparison("2023", known), reference=Comparison("Muut", known))
        yield example, replace(survey, previous=None, reference=Comparison("Muut", known))
        yield named, replace(survey, previous=None, reference=Comparison("Muut", known))
    widest = survey.breakdowns[0].differences[0]
    wider = replace(widest, high_mean=widest.high_mean + 0.6, certain=True)
    alone = replace(survey.breakdowns[0], differences=(wider, *survey.breakdowns[0].differences[1:]))
    yield named, replace(survey, breakdowns=(alone,))
    yield example, replace(survey, breakdowns=(alone,))


def compared(survey: SurveyResult, name: str, shift: float, *, certain: bool | None) -> Comparison:
    """Another survey whose means all lie as far from ours."""
    return Comparison(
        name, {item.perspective: ComparedMean(item.mean - shift, certain) for item in survey.perspectives}
    )


def _units(survey: SurveyResult) -> Breakdown:
    """Units of which one may not show its first mean."""
    first, *others = survey.breakdown("sector").groups
    untold = replace(first, means={**first.means, **dict.fromkeys(list(first.means), None)})
    return replace(survey.breakdown("sector"), background="unit", groups=(untold, *others), hidden_people=14)


def _choices() -> tuple[ChoiceResult, ...]:
    """Two multiple choices without a most popular option: one has a long question."""
    options = (OptionResult("Koulutus", 20), OptionResult("Ohjeet", 20), OptionResult("Jokin muu", None))
    return ChoiceResult(QUESTION, 30, options), ChoiceResult("Mitä puuttuu?", 30, options)
