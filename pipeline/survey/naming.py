"""The survey in a document language: its groups, questions and options by the names that they have there.

In: the figures, the roadmap in its main language, a language. Out: the figures with names put in. A name is known from
the workbook's translations of sectors and perspectives, or because our own form says it. Others stay as they are, know
their language, and are told.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from pipeline.language import words
from pipeline.survey.questionnaire import word_key
from pipeline.survey.same_names import Names, given_names, language_of, names_of
from pipeline.vocabulary.findings import Finding, FindingValue, Place, Term
from pipeline.vocabulary.model import Language, Roadmap
from pipeline.vocabulary.survey import Breakdown, ChoiceResult, OpenResult, OptionResult, SurveyResult

_TOLD = 3
"""So many of the names that stay are told."""


def survey_in_language(
    survey: SurveyResult, roadmap: Roadmap, language: Language
) -> tuple[SurveyResult, tuple[Finding, ...]]:
    """The survey with its names in `language`. `roadmap` is in its main language, which is taken for the survey's.

    Findings: SV021 for sectors that no action translates, SV049 for other names without a translation.
    """
    given = given_names(roadmap)
    called = {name: _named(name, given, language) for name in _names(survey)}
    own = roadmap.language
    kept = [name for name, found in called.items() if language != own and not found and _has_letters(name)]
    texts = {name: found or name for name, found in called.items()}
    translated = replace(
        survey,
        breakdowns=tuple(_breakdown(item, texts, language) for item in survey.breakdowns),
        choices=tuple(_choice(item, texts) for item in survey.choices),
        open_questions=tuple(_open(item, texts, own, language) for item in survey.open_questions),
        kept=tuple(kept),
        kept_in=own if kept else None,
    )
    sectors = {sector.name for sector in survey.sectors}
    place = Place(survey.files[0] if survey.files else "")
    told = [
        *_told("SV021", [name for name in kept if name in sectors], place, language),
        *_told("SV049", [name for name in kept if name not in sectors], place, language),
    ]
    return translated, tuple(told)


def _names(survey: SurveyResult) -> Iterator[str]:
    """Every name of a group, a question or an option."""
    for breakdown in survey.breakdowns:
        yield from (group.name for group in breakdown.groups)
    for choice in survey.choices:
        yield choice.question
        yield from (option.text for option in choice.options)
    yield from (question.question for question in survey.open_questions)


def _named(name: str, given: Mapping[str, Names], language: Language) -> str:
    """What a name is in the language; "" when that is not known."""
    own = given.get(word_key(name), {})
    return own.get(language) or (names_of(name) or {}).get(language, "")


def _breakdown(breakdown: Breakdown, texts: Mapping[str, str], language: Language) -> Breakdown:
    named = [replace(group, name=texts[group.name]) for group in breakdown.groups]
    ends = (replace(item, high=texts[item.high], low=texts[item.low]) for item in breakdown.differences)
    groups = sorted(named, key=lambda group: words(language).sort_key(group.name))
    return replace(breakdown, groups=tuple(groups), differences=tuple(ends))


def _choice(choice: ChoiceResult, texts: Mapping[str, str]) -> ChoiceResult:
    options = tuple(OptionResult(texts[option.text], option.count) for option in choice.options)
    return replace(choice, question=texts[choice.question], options=options)


def _open(question: OpenResult, texts: Mapping[str, str], own: Language, language: Language) -> OpenResult:
    """Answers are in the language of the form that asked; where no form of ours did, in the workbook's."""
    answered = language_of(question.question) or own
    asked = texts[question.question]
    return replace(question, question=asked, language=None if answered == language else answered)


def _told(code: str, names: Iterable[str], place: Place, language: Language) -> Iterator[Finding]:
    found = list(names)
    if not found:
        return
    first = [*found[:_TOLD], "…"] if len(found) > _TOLD and code != "SV021" else found
    values: dict[str, FindingValue] = {
        "names": ", ".join(first),
        "count": len(found),
        "language": Term(f"language.{language}"),
    }
    yield Finding(code, place, values)


def _has_letters(text: str) -> bool:
    return any(map(str.isalpha, text))
