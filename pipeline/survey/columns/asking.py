"""Columns of grades that nothing surely names: what each may mean, for a person to say.

In: the columns still open. Out: for each that resembles a perspective somewhat, a finding and a row to suggest: one
meaning when it leads the next, both when two are as likely.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from pipeline.survey.columns.direction import negation
from pipeline.survey.columns.kinds import is_rating
from pipeline.survey.columns.labels import Label, ranked
from pipeline.survey.columns.recognising import recognise
from pipeline.survey.columns.scale import MISSING, OFF_SCALE, codes
from pipeline.survey.columns.siblings import Shared, is_bare
from pipeline.survey.files.table import Column
from pipeline.survey.questionnaire import header_key, questionnaire
from pipeline.vocabulary.findings import FindingValue, Phrase, Term
from pipeline.vocabulary.model import Level
from pipeline.vocabulary.suggestions import Suggestion

_LONGEST_SHOWN = 80
_CODE = re.compile(r"[A-Za-zÅÄÖåäö]{0,8}[ _.]?\d{1,4}(?:[_.]\d{1,3})?(?:\[\w*\])?")


@dataclass(frozen=True, slots=True)
class Doubt:
    """A column to be asked about: the finding's code and values, the row that answers it, what it may ask about."""

    column: Column
    code: str
    values: Mapping[str, FindingValue]
    suggestion: Suggestion
    perspectives: frozenset[str]


@dataclass(frozen=True, slots=True)
class Likely:
    """A column of grades and the labels that it may ask about, each with its likeness (0–1), the likest first.

    `by_order`: nothing but the order of the columns tells; `word`: one in its header may turn the meaning round.
    """

    column: Column
    among: tuple[tuple[float, Label], ...]
    by_order: bool = False
    word: str = ""


def candidates(
    columns: Iterable[Column], labels: Mapping[str, Label], levels: Sequence[Level], asked: Collection[str]
) -> tuple[Likely, ...]:
    """The open columns of grades; `asked` are the perspectives that have a column already.

    Where all headers are mere codes and as many as the perspectives, their order is all there is to go by. A column
    with a code that resembles nothing is kept too, with no label.
    """
    ratings = [column for column in columns if is_rating(column)]
    if not asked and len(ratings) == len(levels) and all(map(_is_code, ratings)):
        sure = questionnaire().near.by_order
        pairs = zip(ratings, levels, strict=True)
        return tuple(Likely(column, ((sure, Label(level.id, level.name)),), by_order=True) for column, level in pairs)
    found = ((column, _likely(labels, column, asked)) for column in ratings)
    return tuple(
        Likely(column, among, word=negation(column, among[0][1].text) if among else "")
        for column, among in found
        if among or _is_code(column)
    )


def ask(likely: Iterable[Likely], shared: Shared | None) -> Iterator[Doubt]:
    """What to ask of columns that may ask about a perspective; `shared` is the scale of the file's bare numbers."""
    for item in likely:
        if item.among:
            yield _doubt(item, shared)


def unnamed(likely: Iterable[Likely]) -> Iterator[Suggestion]:
    """A row for each column whose header is a mere code, for a person to fill in."""
    return (Suggestion(item.column.title, (), 0, "code") for item in likely if not item.among)


def suggested(perspective: str, column: Column, shared: Shared | None = None) -> tuple[str, ...]:
    """What to write so that a column counts for a perspective: with its scale, when it is not the roadmap's."""
    if shared and is_bare(column):
        return tuple(Phrase("declare.both", first=perspective, second=scale) for scale in shared.seen(column).said)
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


def _likely(labels: Mapping[str, Label], column: Column, asked: Collection[str]) -> tuple[tuple[float, Label], ...]:
    """The perspectives that a column may ask about: one that leads, or those that are as likely as the first."""
    near = questionnaire().near
    found = [(share, label) for share, label in ranked(labels, column) if label.perspective not in asked]
    return tuple((share, label) for share, label in found if share >= near.ask and share > found[0][0] - near.lead)


def _doubt(item: Likely, shared: Shared | None) -> Doubt:
    """SV032 for a column of one likely meaning, SV033 for one of several: both ways round where a word denies."""
    column, confidence = item.column, int(100 * item.among[0][0])
    perspectives = frozenset(label.perspective for _, label in item.among)
    meanings = tuple(text for _, label in item.among for text in suggested(label.perspective, column, shared))
    why: FindingValue = Term("declare.why.order") if item.by_order else ""
    reason = "order" if item.by_order else ""
    if item.word:
        turned = (Phrase("declare.both", first=text, second=Term("declare.reversed")) for text in meanings)
        meanings = tuple(chain.from_iterable(zip(meanings, turned, strict=True)))
        why, reason = Phrase("declare.why.negation", word=item.word), "negation"
    values: dict[str, FindingValue] = {"meaning": meanings[0], "confidence": confidence, "why": why}
    suggestion = Suggestion(column.title, meanings, confidence, reason)
    if len(meanings) == 1:
        return Doubt(column, "SV032", values, suggestion, perspectives)
    return Doubt(column, "SV033", {**values, "other": meanings[1]}, suggestion, perspectives)
