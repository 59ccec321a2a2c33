"""Multiple choices: which options are told with a count, which without, and which not at all."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st
from survey_fixtures import roadmap

from pipeline.language import LANGUAGES, words
from pipeline.survey.answers import Answers, Choice, Surveys
from pipeline.survey.figures.choices import choice_result
from pipeline.survey.scoring import score
from pipeline.vocabulary.findings import Finding, Place
from pipeline.vocabulary.survey import ChoiceResult

sort_key = words("fi").sort_key


def chosen(counts: Mapping[str, int], people: int) -> Choice:
    """So many people, the first of whom chose each option."""
    return Choice("Hyödyt", tuple(frozenset(text for text, n in counts.items() if n > who) for who in range(people)))


def result_of(choice: Choice, threshold: int = 5) -> list[tuple[str, int | None]]:
    found = choice_result(choice, threshold, sort_key)
    assert found is not None
    return [(option.text, option.count) for option in found.options]


def test_most_chosen_first_then_by_name_and_those_without_a_count_last() -> None:
    counts = {"aika": 9, "äänet": 12, "raha": 12, "ohjaus": 4, "haku": 3}
    assert result_of(chosen(counts, 12)) == [("raha", 12), ("äänet", 12), ("aika", 9), ("haku", None), ("ohjaus", None)]


def test_no_count_follows_from_the_choices_of_everybody() -> None:
    assert result_of(chosen({"aika": 12, "raha": 8, "laatu": 6, "ohjaus": 3}, 12)) == [
        ("aika", 12),
        ("raha", 8),
        ("laatu", None),
        ("ohjaus", None),
    ]


def test_what_one_person_typed_is_not_told() -> None:
    counts = {"aika": 12, "raha": 8, "Pomoni estää": 1, "Soita 050 123 4567": 2, "laatu": 6}
    assert result_of(chosen(counts, 12)) == [("aika", 12), ("raha", 8), ("laatu", None)]


def test_n_is_people_who_chose_something() -> None:
    choice = Choice("Hyödyt", (frozenset({"aika"}),) * 6 + (frozenset(),) * 9)
    assert choice_result(choice, 5, sort_key) == ChoiceResult("Hyödyt", 6, choice_result(choice, 5, sort_key).options)  # type: ignore[union-attr]
    assert choice_result(choice, 7, sort_key) is None


def test_a_question_of_too_few_is_told_and_not_shown() -> None:
    answers = Answers(8, {}, choices=(chosen({"aika": 3}, 8), chosen({"raha": 6}, 8)), files=("kysely.csv",))
    result, findings = score(Surveys(answers), roadmap())
    assert result is not None
    assert [(found.n, len(found.options)) for found in result.choices] == [(6, 1)]
    assert findings == (Finding("SV040", Place("kysely.csv"), {"column": "Hyödyt", "threshold": 5}),)
    for language in LANGUAGES:
        assert "Hyödyt" in words(language).message(findings[0])


@pytest.mark.parametrize("threshold", [5, 10])
@given(picks=st.lists(st.frozensets(st.sampled_from("abcdefg"), min_size=2, max_size=2), min_size=10, max_size=40))
def test_hidden_counts_are_many_together_and_never_one_alone(threshold: int, picks: list[frozenset[str]]) -> None:
    found = choice_result(Choice("Hyödyt", tuple(picks)), threshold, sort_key)
    assert found is not None
    counts = Counter(itertools.chain.from_iterable(picks))
    shown = {option.text: option.count for option in found.options if option.count is not None}
    assert all(counts[text] == count >= threshold for text, count in shown.items())
    hidden = counts.keys() - shown.keys()
    assert not hidden or (len(hidden) > 1 and sum(counts[text] for text in hidden) >= threshold) or not shown
