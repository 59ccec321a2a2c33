"""Texts that stay in the workbook's own language in a document of another one: names of bodies, projects and people,
and what the survey's groups and options are called.

In: a finished context and the cells of such texts; names of the survey. Out: the same texts, knowing their language, so
that a screen reader reads them aright.
"""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.language import TAGS
from pipeline.vocabulary.content import Record, Text
from pipeline.vocabulary.findings import Place
from pipeline.vocabulary.model import Language
from pipeline.vocabulary.survey import SurveyResult


def tell_foreign(value: object, kept: Mapping[Place, Language]) -> None:
    """Notes the language of every text that was read from one of the `kept` cells."""
    if not kept:
        return
    if isinstance(value, Text):
        if value.source in kept and any(map(str.isalpha, value)):
            value.language = TAGS[kept[value.source]]
    elif isinstance(value, Record | Mapping):
        for item in value.values():
            tell_foreign(item, kept)
    elif isinstance(value, tuple):
        for item in value:
            tell_foreign(item, kept)


def survey_text(name: str, survey: SurveyResult | None, told: str = "") -> Text:
    """A name of the survey's, or what is `told` with it, in the language that it is in."""
    return in_language(told or name, survey.kept_in if survey and name in survey.kept else None)


def in_language(text: str, language: Language | None) -> Text:
    """A text that is in a language of its own; None is the document's."""
    told = Text(text)
    told.language = TAGS[language] if language else ""
    return told
