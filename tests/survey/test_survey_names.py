"""Names of one thing in several languages count as one, and stand in each document in its language or know their own."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from survey_fixtures import roadmap, two_levels, write_csv

from pipeline.language import LANGUAGES, words
from pipeline.survey import intake
from pipeline.survey.answers import Answers
from pipeline.survey.form import form
from pipeline.survey.naming import survey_in_language
from pipeline.survey.same_names import language_of, names_of, same_name
from pipeline.vocabulary.model import Action, Language, Level, Roadmap
from pipeline.vocabulary.survey import (
    Breakdown,
    ChoiceResult,
    Difference,
    GroupResult,
    OpenResult,
    OptionResult,
    SurveyResult,
)

FORMS: dict[Language, Any] = {language: form(language, "Mallila") for language in LANGUAGES}
TEACHING = {"sv": {"sector": "Bildning"}}


def options_of(language: Language) -> list[str]:
    catalog = words(language).catalog("form")
    return [*catalog["choices"], *(text for question in catalog["backgrounds"] for text in question["options"])]


def test_an_option_of_the_form_is_the_same_in_every_language() -> None:
    for texts in zip(*map(options_of, LANGUAGES), strict=True):
        assert len({same_name(text) for text in texts}) == 1
        assert [(names_of(text) or {})["en"] for text in texts] == [texts[-1]] * 3
    assert names_of("5 vuotta") is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_form_tells_the_language_of_its_open_question(language: Language) -> None:
    assert language_of(f"12. {FORMS[language]['open']}") == language
    assert language_of("Mitä muuta?") is None


def taken(folder: Path, workbook: Roadmap) -> Answers:
    """The answers to the Finnish and to the Swedish form, each with a role, a sector and two development targets."""
    paths = []
    given: tuple[tuple[Language, str, str], ...] = (("fi", "Sivistys", "A"), ("sv", "Bildning", "B"))
    for language, sector, name in given:
        own = FORMS[language]
        sectors, roles, *_ = own["backgrounds"]
        first, second, *_ = own["choices"]
        perspective = own["groups"][0].questions[0].text
        rows = [[5, sector, roles.options[0], f"{first};{second};"] for _ in range(6 if name == "A" else 5)]
        header = [perspective, sectors.question, roles.question, own["choice"]]
        paths.append(write_csv(folder / f"{name}.csv", [header, *rows]))
    surveys, _ = intake.read([(path, path.name) for path in paths], workbook)
    assert isinstance(surveys.current, Answers)
    return surveys.current


def test_the_same_option_in_two_languages_counts_once(tmp_path: Path) -> None:
    action = Action(id="TP1", sector="Sivistys", companions=TEACHING)
    answers = taken(tmp_path, replace(roadmap(levels=two_levels()), actions=(action,)))
    assert Counter(answers.backgrounds["role"]) == {"Työntekijä": 11}
    assert Counter(answers.backgrounds["sector"]) == {"Sivistys": 11}
    (choice,) = answers.choices
    assert choice.question == FORMS["fi"]["choice"]
    assert set(choice.chosen) == {frozenset(FORMS["fi"]["choices"][:2])}


def test_sectors_that_the_workbook_does_not_translate_stay_two(tmp_path: Path) -> None:
    answers = taken(tmp_path, roadmap(levels=two_levels()))
    assert Counter(answers.backgrounds["sector"]) == {"Sivistys": 6, "Bildning": 5}


def survey() -> SurveyResult:
    roles = tuple(GroupResult(name, 9, {"N1": 3.0}) for name in ("Lähiesihenkilö", "Tutkija"))
    years = (GroupResult("0–2", 9, {"N1": 3.0}),)
    options = (OptionResult("Oma osaaminen", 8), OptionResult("Jokin muu", None))
    return SurveyResult(
        40,
        (),
        breakdowns=(
            Breakdown("sector", (GroupResult("Sivistys", 9, {"N1": 3.0}), GroupResult("Tekniset", 9, {"N1": 2.0}))),
            Breakdown("role", roles, differences=(Difference("N1", "Tutkija", 4.0, "Lähiesihenkilö", 2.0, True),)),
            Breakdown("service", years),
        ),
        choices=(ChoiceResult("Mitä?", 20, options),),
        open_questions=(
            OpenResult(str(FORMS["sv"]["open"]), 5, ("Ett svar.",)),
            OpenResult("Muuta?", 5, ("Vastaus.",)),
        ),
        files=("kysely.csv",),
    )


def translated(language: Language) -> tuple[SurveyResult, dict[str, list[str]]]:
    level = Level(id="N1", name="Oma osaaminen", companions={"sv": {"name": "Egen kompetens"}})
    book = Roadmap(levels=(level,), actions=(Action(id="TP1", sector="Sivistys", companions=TEACHING),))
    result, findings = survey_in_language(survey(), book, language)
    return result, {finding.code: str(finding.values["names"]).split(", ") for finding in findings}


def test_names_are_said_in_the_language_of_the_document_or_stay_and_are_told() -> None:
    swedish, told = translated("sv")
    groups = {item.background: [group.name for group in item.groups] for item in swedish.breakdowns}
    assert groups == {"sector": ["Bildning", "Tekniset"], "role": ["Närchef", "Tutkija"], "service": ["0–2"]}
    assert [(item.high, item.low) for item in swedish.breakdown("role").differences] == [("Tutkija", "Närchef")]
    assert [option.text for option in swedish.choices[0].options] == ["Egen kompetens", "Jokin muu"]
    assert (set(swedish.kept), swedish.kept_in) == ({"Tekniset", "Tutkija", "Mitä?", "Jokin muu", "Muuta?"}, "fi")
    assert told == {"SV021": ["Tekniset"], "SV049": ["Tutkija", "Mitä?", "Jokin muu", "…"]}


def test_answers_keep_the_language_of_the_form_that_asked() -> None:
    asked = {language: translated(language)[0].open_questions for language in LANGUAGES}
    assert {language: [item.language for item in found] for language, found in asked.items()} == {
        "fi": ["sv", None], "sv": [None, "fi"], "en": ["sv", "fi"],
    }  # fmt: skip
    assert asked["en"][0].question == FORMS["en"]["open"]


def test_in_its_own_language_nothing_is_kept_or_told() -> None:
    finnish, told = translated("fi")
    assert (finnish.kept, finnish.kept_in, told) == ((), None, {})
