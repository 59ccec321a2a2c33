"""Random surveys: every figure equals that of a slow, plain second implementation (`plain_figures`)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from random import Random  # noqa: TID251 - hypothesis gives the numbers
from typing import Any

import plain_figures as plain
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from survey_fixtures import NAMES, roadmap

from pipeline.survey.answers import Answers, Statement, Surveys
from pipeline.survey.columns import scale
from pipeline.survey.scoring import score
from pipeline.vocabulary.model import Level
from pipeline.vocabulary.survey import Background, Breakdown, SurveyResult

IDS = ("N1", "N2", "N3", "N4")
LEVELS = tuple(Level(id=id_, name=NAMES[id_], target=4) for id_ in IDS)
SCALES = tuple(
    tuple(map(Fraction, worth.split()))
    for worth in (
        "1 2 3 4 5",
        "5 4 3 2 1",
        "1 3 5",
        "1 7/3 11/3 5",
        "1 5/3 7/3 3 11/3 13/3 5",
        "1 1.4 1.8 2.2 2.6 3 3.4 3.8 4.2 4.6 5",
    )
)
GROUPS: dict[Background, tuple[str, ...]] = {
    "sector": ("", "Sivistys", "Hallinto", "Tekninen"),
    "service": ("alle 2 vuotta", "yli 2 vuotta", ""),
}


@dataclass
class Survey:
    """What people said: by perspective, a list of answers a person; and the scales that they were given on."""

    said: dict[str, list[list[Any]]]
    scales: dict[str, list[tuple[Fraction, ...]]]
    groups: dict[Background, tuple[str, ...]]
    invited: int | None

    @property
    def answers(self) -> Answers:
        statements = {
            id_: tuple(
                Statement(bytes(code(person[place], worth) for person in people), scale.Scale(worth))
                for place, worth in enumerate(self.scales[id_])
            )
            for id_, people in self.said.items()
        }
        return Answers(len(self.said["N1"]), statements, self.groups)


def code(answer: Any, worth: Sequence[Fraction]) -> int:
    if answer is None:
        return scale.MISSING
    return scale.DONT_KNOW if answer == plain.DONT_KNOW else 1 + worth.index(answer)


def random_survey(chance: Random) -> Survey:
    """Perspectives of one to three statements; groups that lean one way, so that some differences are certain."""
    people = chance.choice([5, 6, 8, 20, 60])
    groups = {name: tuple(chance.choices(words, k=people)) for name, words in GROUPS.items()}
    lean = {name: chance.choice([0, 0, 0.5, 1]) for name in GROUPS["sector"]}
    scales = {id_: [chance.choice(SCALES) for _ in range(chance.choice([1, 1, 2, 3]))] for id_ in IDS}
    silent = {id_: chance.choice([0, 0.1, 0.6]) for id_ in IDS}
    same = {id_: chance.random() < 0.1 for id_ in IDS}

    def said(id_: str, worth: Sequence[Fraction], person: int) -> object:
        if chance.random() < silent[id_]:
            return chance.choice([None, plain.DONT_KNOW])
        if same[id_]:
            return max(worth)
        return max(worth) if chance.random() < lean[groups["sector"][person]] else chance.choice(worth)

    answers = {id_: [[said(id_, worth, person) for worth in scales[id_]] for person in range(people)] for id_ in IDS}
    return Survey(answers, scales, groups, chance.choice([None, people - 1, people, people + 3, 10 * people]))


def scored(survey: Survey, previous: Survey | None = None) -> SurveyResult:
    surveys = Surveys(survey.answers, previous.answers if previous else None)
    result, _ = score(surveys, roadmap(levels=LEVELS, invited=survey.invited))
    assert result is not None
    return result


def invited_of(survey: Survey) -> int | None:
    """The number that can be: no fewer than those who answered."""
    return survey.invited if survey.invited is not None and survey.invited >= len(survey.said["N1"]) else None


def check_perspectives(survey: Survey, result: SurveyResult) -> None:
    expected = {id_: plain.figures_of(people) for id_, people in survey.said.items()}
    shown = {id_: found for id_, found in expected.items() if found and found.may_be_told(5)}
    assert [found.perspective for found in result.perspectives] == list(shown)
    assert result.hidden == tuple(id_ for id_ in IDS if id_ not in shown)
    for found in result.perspectives:
        right = shown[found.perspective]
        assert (found.n, found.mean) == (right.n, float(right.mean))
        width = pytest.approx(plain.half_width_of(right, invited_of(survey)), rel=1e-6)
        if found.n < 10:
            assert (found.counts, found.dont_know, found.missing) == ((), 0, 0)
            assert (found.median, found.agreement) == (None, None)
            assert found.half_width == (0 if width == 0 else None)
            continue
        assert found.counts == right.counts
        assert (found.dont_know, found.missing, found.median) == (right.dont_know, right.missing, right.median)
        assert found.agreement == pytest.approx(right.agreement, abs=1e-12)
        assert found.half_width == width


def check_breakdown(survey: Survey, breakdown: Breakdown) -> None:
    groups = survey.groups[breakdown.background]
    each = {
        (group.name, id_): plain.figures_of(
            [person for name, person in zip(groups, people, strict=True) if name == group.name]
        )
        for group in breakdown.groups
        for id_, people in survey.said.items()
        if group.means.get(id_) is not None
    }
    pairs = 0
    for id_ in IDS:
        means = {group.name: group.means.get(id_) for group in breakdown.groups}
        for name, mean in means.items():
            right = each.get((name, id_))
            assert mean is None or (right and right.n >= 5 and mean == float(right.mean))
        known = sum(mean is not None for mean in means.values())
        pairs += known * (known - 1) // 2
    assert [found.size for found in breakdown.differences] == sorted(
        (found.size for found in breakdown.differences), reverse=True
    )
    assert {found.perspective for found in breakdown.differences} == {
        id_ for id_ in IDS if sum(key[1] == id_ for key in each) > 1
    }
    for found in breakdown.differences:
        high, low = each[found.high, found.perspective], each[found.low, found.perspective]
        figures = [one for (_, id_), one in each.items() if one and id_ == found.perspective]
        others = [one.mean for one in figures]
        assert high is not None
        assert low is not None
        assert (found.high_mean, found.low_mean) == (float(max(others)), float(min(others)))
        assert (high.mean, low.mean, found.high != found.low) == (max(others), min(others), True)
        likely = plain.chance(high, low, figures)
        assert likely is not None
        assert found.certain == (likely * pairs < 0.05)


def check_comparison(survey: Survey, last: Survey, result: SurveyResult) -> None:
    ours = {id_: plain.figures_of(people) for id_, people in survey.said.items()}
    theirs = {id_: plain.figures_of(people) for id_, people in last.said.items()}
    both = {
        id_: (one, other)
        for id_ in IDS
        if (one := ours[id_]) and (other := theirs[id_]) and one.may_be_told(5) and other.may_be_told(5)
    }
    if not both:
        assert result.previous is None
        return
    assert result.previous is not None
    assert (result.previous.respondents, list(result.previous.means)) == (len(last.said["N1"]), list(both))
    chances = {id_: plain.chance(one, other, (one, other), invited_of(survey)) for id_, (one, other) in both.items()}
    certain = plain.holm({id_: found for id_, found in chances.items() if found is not None})
    for id_, found in result.previous.means.items():
        assert (found.mean, found.certain) == (float(both[id_][1].mean), id_ in certain)


def check(chance: Random) -> None:
    """Checks everything of a random survey against another that came before it."""
    survey, last = random_survey(chance), random_survey(chance)
    result = scored(survey, last)
    check_perspectives(survey, result)
    for breakdown in result.breakdowns:
        check_breakdown(survey, breakdown)
    check_comparison(survey, last, result)


CHANCE = st.randoms(use_true_random=True)
FEW = settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
MANY = settings(max_examples=3000, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@FEW
@given(CHANCE)
def test_all_figures_equal_the_slow_plain_ones(chance: Random) -> None:
    check(chance)


@pytest.mark.long
@MANY
@given(CHANCE)
def test_all_figures_of_many_surveys_equal_the_slow_plain_ones(chance: Random) -> None:
    check(chance)
