"""Columns of grades that nothing surely names: what each may mean, for a person to say.

In: the columns still open. Out: for each that resembles a perspective somewhat, a finding and a row to suggest: one
meaning when it leads the next, both when two are as likely.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.survey.columns.kinds import is_rating
from pipeline.survey.columns.labels import Label, ranked
from pipeline.survey.columns.recognising import recognise
from pipeline.survey.columns.scale import MISSING, OFF_SCALE, codes
from pipeline.survey.files.table import Column
from pipeline.survey.questionnaire import header_key, questionnaire
from pipeline.vocabulary.findings import FindingValue, Phrase
from pipeline.vocabulary.model import Level
from pipeline.vocabulary.suggestions import Suggestion

_LONGEST_SHOWN = 80
_CODE = re.compile(r"[A-Za-zÅÄÖåäö]{0,8}[ _.]?\d{1,4}(?:[_.]\d{1,3})?(?:\[\w*\])?")


@dataclass(frozen=True, slots=True)
class Doubt:
    """A column to be asked about: the finding's code and values, and the row that answers it."""

    column: Column
    code: str
    values: Mapping[str, FindingValue]
    suggestion: Suggestion


def ask(
    columns: Sequence[Column], labels: Mapping[str, Label], levels: Sequence[Level], asked: Collection[str]
) -> Iterator[Doubt]:
    """The doubts about open columns; `asked` are the perspectives that have a column already.

    Where all headers are mere codes and as many as the perspectives, their order is all there is to go by.
    """
    ratings = [column for column in columns if is_rating(column)]
    if not asked and len(ratings) == len(levels) and all(map(_is_code, ratings)):
        for column, level in zip(ratings, levels, strict=True):
            yield _one(column, level.id, questionnaire().near.by_order)
        return
    for column in ratings:
        likely = _likely(labels, column, asked)
        if len(likely) == 1:
            yield _one(column, likely[0][1].perspective, likely[0][0])
        elif likely:
            yield _several(column, likely)


def suggested(perspective: str, column: Column) -> tuple[str, ...]:
    """What to write so that a column counts for a perspective: with its scale, when it is not the roadmap's."""
    given = codes(column.cells).replace(bytes([MISSING]), b"")
    limit = questionnaire().other_scale
    if given.count(OFF_SCALE) < limit.known_share * len(given):
        return (perspective,)
    said = recognise(column.cells).said
    return tuple(Phrase("declare.both", first=perspective, second=scale) for scale in said) or (perspective,)


def one_each(suggestions: Iterable[Suggestion]) -> tuple[Suggestion, ...]:
    """One row for each header: of several files, the first that asks."""
    found: dict[str, Suggestion] = {}
    for item in suggestions:
        found.setdefault(header_key(item.column), item)
    return tuple(found.values())


def short(text: str, longest: int = _LONGEST_SHOWN) -> str:
    """A header cut for a message."""
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"


def _is_code(column: Column) -> bool:
    return len(column.header) == 1 and _CODE.fullmatch(column.header[0]) is not None


def _likely(labels: Mapping[str, Label], column: Column, asked: Collection[str]) -> Sequence[tuple[float, Label]]:
    """The perspectives that a column may ask about: one that leads, or those that are as likely as the first."""
    near = questionnaire().near
    found = [(share, label) for share, label in ranked(labels, column) if label.perspective not in asked]
    return [(share, label) for share, label in found if share >= near.ask and share > found[0][0] - near.lead]


def _one(column: Column, perspective: str, resemblance: float) -> Doubt:
    meanings, confidence = suggested(perspective, column), int(100 * resemblance)
    if len(meanings) > 1:
        return _between(column, meanings, confidence)
    values: dict[str, FindingValue] = {"meaning": meanings[0], "confidence": confidence}
    return Doubt(column, "SV032", values, Suggestion(column.title, meanings, confidence))


def _several(column: Column, likely: Sequence[tuple[float, Label]]) -> Doubt:
    meanings = tuple(text for _, label in likely for text in suggested(label.perspective, column))
    return _between(column, meanings, int(100 * likely[0][0]))


def _between(column: Column, meanings: tuple[str, ...], confidence: int) -> Doubt:
    values: dict[str, FindingValue] = {"meaning": meanings[0], "other": meanings[1], "confidence": confidence}
    return Doubt(column, "SV033", values, Suggestion(column.title, meanings, confidence))
