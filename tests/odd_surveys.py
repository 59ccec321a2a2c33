"""Surveys of every sort for the tests of the roadmap's sentences and pages: the example's, each with something odd."""

from dataclasses import replace

from survey_models import example_survey, means_only, too_few

from pipeline.language import LANGUAGES
from pipeline.vocabulary.survey import (
    Background,
    Breakdown,
    ChoiceResult,
    Comparison,
    OpenResult,
    OptionResult,
    PerspectiveResult,
    SurveyResult,
)


def odd_surveys() -> dict[str, SurveyResult]:
    """By what is odd about them."""
    whole = example_survey(hidden_people=12)
    bare = replace(whole, breakdowns=(), choices=(), open_questions=(), previous=None, reference=None)
    first, *others = whole.perspectives
    return {
        "too few": too_few(10),
        "means": replace(
            means_only(bare), previous=_judged(whole.previous, None), reference=_judged(whole.reference, None)
        ),
        "means of some": replace(bare, perspectives=(PerspectiveResult("N1", first.n, first.mean), *others)),
        "few": replace(bare, respondents=12, perspectives=_with_margin(whole, 0.31)),
        "few means": replace(means_only(bare), respondents=12),
        "means without a total": replace(means_only(bare), counted=False),
        "all answered": replace(bare, respondents=12, perspectives=_with_margin(whole, 0.0)),
        "one perspective": replace(bare, perspectives=(first,)),
        "hidden perspectives": replace(bare, perspectives=whole.perspectives[2:], hidden=("N1", "N2"), threshold=10),
        "nothing shown": replace(bare, perspectives=(), hidden=tuple(item.perspective for item in whole.perspectives)),
        "only a choice": replace(bare, perspectives=(), choices=whole.choices),
        "units and years": replace(bare, breakdowns=(_as(whole, "unit"), _as(whole, "service"))),
        "years": replace(bare, breakdowns=(_certain(_as(whole, "service"), certain=True),)),
        "chance": replace(bare, breakdowns=tuple(_certain(item, certain=False) for item in whole.breakdowns)),
        "hidden means": replace(bare, breakdowns=tuple(map(_with_holes, whole.breakdowns))),
        "earlier groups": replace(
            bare, breakdowns=tuple(replace(item, of_first=40, differences=()) for item in whole.breakdowns)
        ),
        "one group": replace(bare, breakdowns=(_one_group(whole),)),
        **_compared(whole, bare),
        "another language": _in_another_language(whole, bare),
        "asked much": replace(bare, choices=(_long_choice(), *whole.choices), open_questions=_questions(whole)),
    }


def _with_margin(whole: SurveyResult, half_width: float) -> tuple[PerspectiveResult, ...]:
    return tuple(replace(item, half_width=half_width) for item in whole.perspectives)


def _as(whole: SurveyResult, background: Background) -> Breakdown:
    return replace(whole.breakdowns[1], background=background)


def _certain(breakdown: Breakdown, *, certain: bool) -> Breakdown:
    return replace(breakdown, differences=tuple(replace(item, certain=certain) for item in breakdown.differences))


def _with_holes(breakdown: Breakdown) -> Breakdown:
    groups = tuple(replace(group, means={**group.means, "N3": None, "N5": None}) for group in breakdown.groups[:1])
    return replace(breakdown, groups=groups + breakdown.groups[1:], differences=())


def _one_group(whole: SurveyResult) -> Breakdown:
    return replace(whole.breakdowns[0], groups=whole.breakdowns[0].groups[:1], differences=())


def _compared(whole: SurveyResult, bare: SurveyResult) -> dict[str, SurveyResult]:
    """The ways in which means may have changed, surely, by chance, or nobody knows; and what is told of the others."""
    found: dict[str, SurveyResult] = {}
    for certain in (True, False, None):
        for name, steps in {"both": (-0.3, 0.3), "up": (-0.3,), "down": (0.3,), "same": (0.0,)}.items():
            other = _judged(_moved(whole, steps), certain)
            found[f"{name} {certain}"] = replace(bare, previous=other, reference=other)
    risen = _moved(whole, (-0.3,))
    surely, by_chance = list(risen.means)[:2]
    judged = {key: replace(risen.means[key], certain=key == surely) for key in (surely, by_chance)}
    found["one surely"] = replace(
        bare, previous=replace(risen, means=judged), reference=replace(risen, respondents=None)
    )
    named = replace(risen, name="2023", organisations=None)
    found["no organisations"] = replace(bare, previous=named, reference=named)
    nobody = replace(risen, respondents=None, organisations=7)
    found["no respondents"] = replace(bare, previous=nobody, reference=nobody)
    return found


def _moved(whole: SurveyResult, steps: tuple[float, ...]) -> Comparison:
    """Another survey whose means lie these steps from ours, in turn."""
    assert whole.reference is not None
    one = whole.reference.means["N1"]
    means = {
        item.perspective: replace(one, mean=item.mean + steps[place % len(steps)], certain=True)
        for place, item in enumerate(whole.perspectives)
    }
    return replace(whole.reference, name="", means=means)


def _judged(other: Comparison | None, certain: bool | None) -> Comparison:
    assert other is not None
    return replace(other, means={name: replace(mean, certain=certain) for name, mean in other.means.items()})


def _long_choice() -> ChoiceResult:
    names = (f"Vaihtoehto, jonka nimessä on monta sanaa ja numero {place}" for place in range(1, 21))
    return ChoiceResult(
        "Mitkä viisi asiaa auttaisivat sinua eniten työssäsi seuraavan vuoden aikana?",
        150,
        tuple(OptionResult(name, 90 - place * 4) for place, name in enumerate(names)),
    )


def _questions(whole: SurveyResult) -> tuple[OpenResult, ...]:
    """One with answers that hold marks of every kind, a long one, one as usual, one of which nothing is published."""
    answers = tuple(f"Vastaus {place}\nToinen  rivi: **tähtiä** & <merkkejä>" for place in range(1, 31))
    marked = OpenResult("Mitä vielä?", len(answers), answers)
    return (marked, _long_question(), *whole.open_questions, OpenResult("Tyhjä?", 9, ()))


def _long_question() -> OpenResult:
    """More answers than are printed, besides some that may not be."""
    return OpenResult("Mitä toivot?", 320, tuple(f"Toive {place:03}" for place in range(1, 314)), 3)


def _in_another_language(whole: SurveyResult, bare: SurveyResult) -> SurveyResult:
    """Roles, a question, options and answers that have no translation."""
    role = whole.breakdowns[1]
    named = [group.name for group in role.groups]
    options = [option.text for choice in whole.choices for option in choice.options]
    answers = tuple(OpenResult(f"Fråga {name}", 6, ("Ett svar.",), language=name) for name in LANGUAGES)
    return replace(
        bare,
        breakdowns=(_certain(role, certain=True),),
        choices=whole.choices,
        open_questions=answers,
        kept=(*named, *options, whole.choices[0].question, answers[0].question),
        kept_in="sv",
    )
