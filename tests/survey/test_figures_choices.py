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

sort_key = words("fi").sort_key


def chosen(counts: Mapping[str, int], people: int) -> Choice:
    """So many people, of whom each option was chosen by some; each option by others, as far as there are."""
    picks: list[set[str]] = [set() for _ in range(people)]
    place = 0
    for text, count in counts.items():
        for who in range(place, place + count):
            picks[who % people].add(text)
        place += count
    return Choice("Hyödyt", tuple(map(frozenset, picks)))


def result_of(choice: Choice, threshold: int = 5) -> list[tuple[str, int | None]]:
    found = choice_result(choice, threshold, sort_key)
    assert found is not None
    return [(option.text, option.count) for option in found.options]


def test_most_chosen_first_then_by_name_and_those_without_a_count_last() -> None:
    counts = {"aika": 9, "äänet": 12, "raha": 12, "ohjaus": 4, "haku": 3}
    assert result_of(chosen(counts, 20)) == [("raha", 12), ("äänet", 12), ("aika", 9), ("haku", None), ("ohjaus", None)]


def test_no_count_follows_from_the_choices_of_everybody() -> None:
    assert result_of(chosen({"aika": 12, "raha": 8, "laatu": 6, "ohjaus": 3}, 20)) == [
        ("aika", 12),
        ("raha", 8),
        ("laatu", None),
        ("ohjaus", None),
    ]


def test_what_nearly_everybody_chose_tells_of_the_others() -> None:
    counts = {"aika": 18, "raha": 11, "laatu": 8, "ohjaus": 20}
    assert result_of(chosen(counts, 20)) == [("raha", 11), ("aika", None), ("laatu", None), ("ohjaus", None)]


def test_what_one_person_typed_is_not_told() -> None:
    counts = {"aika": 12, "raha": 8, "Pomoni estää": 1, "Soita 050 123 4567": 2, "laatu": 6}
    assert result_of(chosen(counts, 20)) == [("aika", 12), ("raha", 8), ("laatu", None)]


def test_n_is_people_who_chose_something() -> None:
    choice = Choice("Hyödyt", (*chosen({"aika": 6, "raha": 8}, 14).chosen, *(frozenset[str](),) * 9))
    found = choice_result(choice, 5, sort_key)
    assert found is not None
    assert found.n == 14
    assert choice_result(choice, 8, sort_key) is None, "of fewer than twice the threshold"


def test_a_question_of_too_few_is_told_and_not_shown() -> None:
    few, many = chosen({"aika": 9}, 20), chosen({"raha": 6, "laatu": 8}, 20)
    answers = Answers(20, {}, choices=(few, many), files=("kysely.csv",))
    result, findings = score(Surveys(answers), roadmap())
    assert result is not None
    assert [(found.n, len(found.options)) for found in result.choices] == [(14, 2)]
    assert findings == (Finding("SV040", Place("kysely.csv"), {"column": "Hyödyt", "threshold": 10}),)
    for language in LANGUAGES:
        assert "Hyödyt" in words(language).message(findings[0])


@pytest.mark.parametrize("threshold", [5, 10])
@given(picks=st.lists(st.frozensets(st.sampled_from("abcdefg"), min_size=2, max_size=2), min_size=10, max_size=40))
def test_hidden_counts_are_many_together_and_never_one_alone(threshold: int, picks: list[frozenset[str]]) -> None:
    found = choice_result(Choice("Hyödyt", tuple(picks)), threshold, sort_key)
    assert (found is None) == (len(picks) < 2 * threshold)
    if found is None:
        return
    counts = Counter(itertools.chain.from_iterable(picks))
    shown = {option.text: option.count for option in found.options if option.count is not None}
    assert all(counts[text] == count and threshold <= count <= len(picks) - threshold for text, count in shown.items())
    hidden = counts.keys() - shown.keys()
    assert not hidden or (len(hidden) > 1 and sum(counts[text] for text in hidden) >= threshold) or not shown
