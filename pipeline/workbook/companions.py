"""A workbook for several languages. In: the declared sheets and the further languages. Out: sheets in which each field
to be translated is followed by its companions: `Toimenpide`, `Toimenpide (sv)`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.language import LANGUAGES, words
from pipeline.vocabulary.findings import Term
from pipeline.vocabulary.model import Language
from pipeline.workbook.layout import Field, Sheet


def with_companions(sheets: Sequence[Sheet], others: Sequence[Language]) -> tuple[Sheet, ...]:
    """The sheets with a companion of each translatable field for each further language."""
    if not others:
        return tuple(sheets)
    return tuple(replace(sheet, fields=tuple(_fields(sheet, others))) for sheet in sheets)


def companion_key(key: str, language: Language) -> str:
    """The key of a field's companion, as the reader knows it too."""
    return f"{key}.{language}"


def _fields(sheet: Sheet, others: Sequence[Language]) -> Iterator[Field]:
    for field in sheet.fields:
        yield field
        if field.translate != "never":
            yield from (_companion(field, other) for other in others)


def _companion(field: Field, other: Language) -> Field:
    example = field.example and dict.fromkeys(LANGUAGES, field.example[other])
    return replace(
        field,
        key=companion_key(field.key, other),
        label={language: field.companion_header(language, other) for language in LANGUAGES},
        help={language: _help(field, language, other) for language in LANGUAGES},
        required=False,
        example=example,
        translates=field.key if field.translate == "always" else "",
    )


def _help(field: Field, language: Language, other: Language) -> str:
    label, term = field.label[language], Term(f"language.{other}")
    return words(language).text("workbook", "blank.companion", label=label, language=term)
