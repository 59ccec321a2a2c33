"""Whether a table's header row holds headers: where a file has none, its first row would be somebody's answers.

In: an export and the keys of known questions. Out: yes or no. Findings name columns by their headers, so they may be
told only where the answer is yes.
"""

from __future__ import annotations

from collections.abc import Mapping, Set

from pipeline.survey.columns.kinds import is_rating
from pipeline.survey.columns.labels import Label, header_keys, ranked
from pipeline.survey.columns.scale import OFF_SCALE, code
from pipeline.survey.files.heading import text_of
from pipeline.survey.files.table import Column
from pipeline.survey.questionnaire import questionnaire, word_key
from pipeline.survey.readers.export import Export
from pipeline.survey.readers.figures import number


def is_headed(export: Export, labels: Mapping[str, Label], declared: Set[str]) -> bool:
    """Whether the header row names something known, or stands over ratings, or holds only codes of questions.

    `declared`: the keys of the headers that the workbook tells about.
    """
    named = [column for column in export.table.columns if column.header]
    known = labels.keys() | declared | _known_headers()
    if any(header_keys(column) & known for column in named):
        return True
    ratings = [column for column in export.questions if column.header and is_rating(column)]
    if ratings and all(map(_stands_over_answers, ratings)):
        return True
    return any(_is_near(column, labels) for column in named)


def _known_headers() -> frozenset[str]:
    """The headers of tools and of backgrounds, and the other questions of our own form."""
    known = questionnaire()
    tools = (key for roles in known.meta.values() for key in roles)
    backgrounds = (key for words in known.backgrounds.values() for key in words.exact)
    return frozenset((*tools, *backgrounds, *known.asked))


def _stands_over_answers(column: Column) -> bool:
    """Whether a header is itself no answer: no grade, no figure, nothing that anybody beneath said too."""
    answers = {word_key(text_of(cell)) for cell in column.different}
    return not any(
        word_key(text) in answers or code(text) != OFF_SCALE or number(text) is not None for text in column.header
    )


def _is_near(column: Column, labels: Mapping[str, Label]) -> bool:
    best = next(iter(ranked(labels, column)), None)
    return best is not None and best[0] >= questionnaire().near.accept
