"""What kind of answers a column holds, by the answers alone.

In: a column. Out: whether they are grades, choices from a list, or texts that people wrote.
"""

from __future__ import annotations

from collections import Counter
from itertools import islice
from statistics import median

from pipeline.survey.columns.recognising import recognise
from pipeline.survey.columns.scale import looks_like_answers
from pipeline.survey.files.table import Column
from pipeline.survey.questionnaire import questionnaire, word_key

_MOST_GROUPS = 40
_TEXTS_SEEN = 1_000
"""So many texts tell what all of a column are."""


def is_rating(column: Column) -> bool:
    """Whether the answers are on the roadmap's scale, or on one that we can name."""
    return looks_like_answers(column.cells) or bool(recognise(column.cells).said)


def is_grouping(column: Column) -> bool:
    """Whether the answers are choices from a list: words that come again, not figures or sentences."""
    names = [cell for cell in column.different if isinstance(cell, str) and cell.strip()]
    if not 0 < len(names) <= _MOST_GROUPS:
        return False
    given = sum(map(Counter(column.cells).__getitem__, names))
    return given >= 2 * len(names) and not looks_like_answers(column.cells)


def is_open_text(column: Column) -> bool:
    """Whether the answers are texts that people wrote: not short, of several words, nearly all different."""
    missing = questionnaire().missing
    written = (cell for cell in column.cells if isinstance(cell, str) and cell and word_key(cell) not in missing)
    texts = list(islice(written, _TEXTS_SEEN))
    if not texts:
        return False
    limits = questionnaire().open_text
    worded = sum(len(text.split()) > 1 for text in texts) >= limits.several_words * len(texts)
    return worded and median(map(len, texts)) >= limits.length and len(set(texts)) >= limits.different * len(texts)
