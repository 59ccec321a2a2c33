"""A workbook in two languages, Swedish first, with `(fi)` companions: each document is whole and in its language.

`tests/organisations/svensk` has Swedish sheets and headers, and Finnish companions of everything that is published.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from document_texts import document_texts, languages
from test_language_leaks import OFFICE, vocabulary, words_of

from pipeline.runs.build import examine, make_documents
from pipeline.runs.designs import read_design
from pipeline.runs.options import Options
from pipeline.runs.project import Project, open_project
from pipeline.survey.naming import survey_in_language
from pipeline.vocabulary.findings import Finding, Severity
from pipeline.vocabulary.model import Entry, Language, Roadmap
from pipeline.vocabulary.survey import SurveyResult
from pipeline.workbook.layout import layout
from pipeline.workbook.translating import in_language

FOLDER = Path(__file__).parents[1] / "organisations" / "svensk"
OTHER: dict[Language, Language] = {"sv": "fi", "fi": "sv"}


@cache
def opened() -> tuple[Project, Roadmap, SurveyResult | None, tuple[Finding, ...]]:
    project, _ = open_project(FOLDER, "svensk")
    assert project is not None
    examined = examine(project)
    assert examined.roadmap is not None
    return project, examined.roadmap, examined.survey, examined.findings


@cache
def documents() -> dict[str, bytes]:
    project, roadmap, survey, _ = opened()
    design, _ = read_design(project)
    made, _ = make_documents(project, roadmap, survey, design, Options())
    return made


def entries(roadmap: Roadmap) -> Iterator[tuple[str, int, Entry]]:
    """Every entry with its sheet and its place there (-1: the only one of its sheet)."""
    for sheet in layout().sheets:
        held = getattr(roadmap, sheet.key)
        if isinstance(held, Entry):
            yield sheet.key, -1, held
        else:
            yield from ((sheet.key, place, entry) for place, entry in enumerate(held))


def published(roadmap: Roadmap) -> set[str]:
    """The words of the texts that have to be translated."""
    always = {
        (sheet.key, field.key) for sheet in layout().sheets for field in sheet.fields if field.translate == "always"
    }
    found: set[str] = set()
    for sheet, _, entry in entries(roadmap):
        for field in fields(entry):
            if (sheet, field.name) in always and getattr(entry, "publish", True):
                found |= words_of(str(getattr(entry, field.name)))
    return found


def everything(value: Any) -> set[str]:
    """The words of every text of a model, its companions left out."""
    if isinstance(value, str):
        return words_of(value)
    if isinstance(value, tuple | list):
        return set().union(*map(everything, value)) if value else set()
    if isinstance(value, Entry | Roadmap):
        return set().union(*(everything(getattr(value, field.name)) for field in fields(value) if _told(field.name)))
    return set()


def _told(name: str) -> bool:
    return name not in ("companions", "at", "row")


def test_two_documents_of_each_kind_are_made_the_first_language_without_a_suffix() -> None:
    assert sorted(documents()) == sorted(
        f"{stem}{suffix}.{ending}"
        for stem, ending in (
            ("digitiekartta", "docx"),
            ("esitys-henkilosto", "pptx"),
            ("esitys-luottamushenkilot", "pptx"),
        )
        for suffix in ("", "-fi")
    )


def test_nothing_is_wrong_with_the_translations() -> None:
    *_, findings = opened()
    assert [item for item in findings if item.code == "WB031" or item.severity == Severity.ERROR] == []


@pytest.mark.parametrize("language", ["sv", "fi"])
def test_no_published_text_of_the_other_language_stands_in_a_document(language: Language) -> None:
    _, roadmap, survey, _ = opened()
    own = in_language(roadmap, language)[0]
    mine = (
        everything(own)
        | vocabulary(language)
        | words_of(OFFICE)
        | {word for sheet in layout().sheets for word in words_of(sheet.title["sv"])}
    )
    sectors = survey_in_language(survey, roadmap, language)[0].sectors if survey else ()
    mine |= {word for group in sectors for word in words_of(group.name)}
    foreign = (published(in_language(roadmap, OTHER[language])[0]) | vocabulary(OTHER[language])) - mine
    assert len(foreign) > 500
    for name, data in documents().items():
        if name.partition(".")[0].endswith("-fi") == (language == "fi"):
            texts = list(document_texts(data))
            found = {(word, text) for text in texts for word in words_of(text.text) & foreign}
            assert found == set(), name
            assert len({word for text in texts for word in words_of(text.text)}) > 400


def test_the_other_languages_documents_would_be_caught() -> None:
    _, roadmap, _, _ = opened()
    foreign = published(roadmap) - everything(in_language(roadmap, "fi")[0]) - vocabulary("fi")
    swedish = {word for text in document_texts(documents()["digitiekartta.docx"]) for word in words_of(text.text)}
    assert len(swedish & foreign) > 200


def test_each_missing_translation_is_told_at_its_own_cell() -> None:
    """Every companion is taken away in turn: what must be translated is told, names of people and bodies stay."""
    _, roadmap, _, _ = opened()
    kinds = {(sheet.key, field.key): field.translate for sheet in layout().sheets for field in sheet.fields}
    taken = 0
    for sheet, place, entry in entries(roadmap):
        for key in entry.companions.get("fi", {}):
            _, told = in_language(_without(roadmap, sheet, place, entry, key), "fi")
            waiting = entry.place(f"{key}.fi")
            expected = [waiting] if kinds[sheet, key] == "always" and getattr(entry, "publish", True) else []
            ready = sheet in ("levels", "statutes") and key == "name"
            assert [item.place for item in told if item.code == "WB031"] == expected or (ready and told == ()), (
                sheet,
                key,
            )
            taken += 1
    assert taken > 100


def _without(roadmap: Roadmap, sheet: str, place: int, entry: Entry, key: str) -> Roadmap:
    companions = {name: text for name, text in entry.companions["fi"].items() if name != key}
    changed = replace(entry, companions={**entry.companions, "fi": companions})
    if place < 0:
        return replace(roadmap, **{sheet: changed})  # type: ignore[arg-type]
    held = list(getattr(roadmap, sheet))
    held[place] = changed
    return replace(roadmap, **{sheet: tuple(held)})  # type: ignore[arg-type]


def test_sectors_of_the_survey_are_called_as_the_actions_translate_them() -> None:
    _, roadmap, survey, findings = opened()
    assert survey is not None
    finnish, told = survey_in_language(survey, roadmap, "fi")
    assert [sector.name for sector in finnish.sectors] == [
        "Hallinto ja talous",
        "Hyvinvointi ja vapaa-aika",
        "Sivistys",
        "Tekniset palvelut",
    ]
    assert told == ()
    assert "SV021" not in {item.code for item in findings}
    assert {sector.n for sector in finnish.sectors} == {sector.n for sector in survey.sectors}
    ends = {name for item in finnish.breakdown("sector").differences for name in (item.high, item.low)}
    assert ends
    assert ends <= {sector.name for sector in finnish.sectors}


def test_a_sector_that_no_action_translates_keeps_its_name_and_is_told() -> None:
    _, roadmap, survey, _ = opened()
    assert survey is not None
    actions = tuple(action for action in roadmap.actions if action.sector != "Bildning")
    kept, told = survey_in_language(survey, replace(roadmap, actions=actions), "fi")
    assert "Bildning" in {sector.name for sector in kept.sectors}
    assert [(item.code, item.values["names"]) for item in told] == [("SV021", "Bildning")]
    assert survey_in_language(survey, roadmap, "sv") == (survey, ())


def without_owners_in_finnish() -> Roadmap:
    """The responsible bodies have Swedish names only: they are names, so they stay as they are in Finnish documents."""
    _, roadmap, _, _ = opened()
    actions = []
    for action in roadmap.actions:
        finnish = {key: text for key, text in action.companions["fi"].items() if key != "owners"}
        actions.append(replace(action, companions={"fi": finnish}))
    return replace(roadmap, actions=tuple(actions))


def test_names_that_stay_in_the_main_language_say_so_in_their_runs() -> None:
    project, _, survey, _ = opened()
    design, _ = read_design(project)
    made, _ = make_documents(project, without_owners_in_finnish(), survey, design, Options())
    for name, data in made.items():
        tags = {found.text for found in languages(data)}
        assert tags == ({"fi-FI", "sv-FI"} if "-fi" in name else {"sv-FI"}), name
        assert not any("\ue000" <= letter <= "\ue01f" for found in document_texts(data) for letter in found.text)


def test_when_all_is_translated_no_run_differs() -> None:
    for name, data in documents().items():
        foreign = {found.text for found in languages(data)} - {"fi-FI" if "-fi" in name else "sv-FI"}
        assert foreign <= {"sv-FI"}, name
