"""Which column answers which perspective, and which holds the sector.

In: an `Export` and the `Roadmap`. Out: what was `Matched`, with findings. The order of trust: the sheet `Kysymykset`,
then a header equal to a known label, then a near match that leads clearly and whose answers are on the scale; the last
is told. Nothing is guessed beyond that: a column that could be two things is none.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from pipeline.survey.columns.labels import Label
from pipeline.survey.columns.likeness import likeness
from pipeline.survey.columns.scale import looks_like_answers
from pipeline.survey.files.table import Column
from pipeline.survey.questionnaire import header_key, questionnaire, word_key
from pipeline.survey.readers.export import Export
from pipeline.vocabulary.findings import Finding, FindingValue, Term
from pipeline.vocabulary.model import Roadmap

_BRACKETED = re.compile(r"\[([^\[\]]+)\]\s*$")
_MOST_SECTORS = 40
_LONGEST_SHOWN = 80
_MOST_SHOWN = 8


@dataclass(frozen=True, slots=True)
class Matched:
    """The columns of each perspective in the workbook's order, the sector's column, the `Kysymykset` rows in use."""

    perspectives: Mapping[str, tuple[Column, ...]]
    sector: Column | None
    confirmed: frozenset[str]
    findings: tuple[Finding, ...]


@dataclass(slots=True)
class _State:
    """What is known so far; each step adds to it and leaves alone what an earlier step settled."""

    export: Export
    labels: Mapping[str, Label]
    perspectives: dict[str, list[Column]] = field(default_factory=lambda: defaultdict(list))
    sector: Column | None = None
    settled: set[int] = field(default_factory=set)
    confirmed: set[str] = field(default_factory=set)
    findings: list[Finding] = field(default_factory=list)

    def open_columns(self) -> list[Column]:
        return [column for column in self.export.questions if column.position not in self.settled]

    def tell(self, code: str, column: Column, **values: FindingValue) -> None:
        place = self.export.table.header_place(column)
        self.findings.append(Finding(code, place, {"column": _short(column.title), **values}))


def match(export: Export, roadmap: Roadmap, known: Mapping[str, Label]) -> Matched:
    """What the columns of an export mean, `known` being the `labels` of the roadmap's levels.

    Findings: SV003, SV004, SV005, SV007, SV018.
    """
    state = _State(export, known)
    _take_confirmed(state, roadmap)
    _take_exact(state)
    _take_near(state)
    _tell_unused(state)
    _tell_unasked(state, roadmap)
    return Matched(
        {level.id: tuple(state.perspectives[level.id]) for level in roadmap.levels if state.perspectives[level.id]},
        state.sector,
        frozenset(state.confirmed),
        tuple(state.findings),
    )


def header_keys(column: Column) -> frozenset[str]:
    """The keys a column may be known by: its whole header, each of its two rows, and a row's name in brackets."""
    bracketed = (found[1] for text in column.header if (found := _BRACKETED.search(text)))
    texts = (column.title, " ".join(column.header), *column.header, *bracketed)
    return frozenset(map(header_key, texts)) - {""}


def _take_confirmed(state: _State, roadmap: Roadmap) -> None:
    known = questionnaire()
    ids = {level.id.casefold(): level.id for level in roadmap.levels}
    for question in roadmap.questions:
        key = header_key(question.column)
        columns = [column for column in state.export.table.columns if key in header_keys(column)]
        if not key or not columns:
            continue
        state.confirmed.add(key)
        state.settled.update(column.position for column in columns)
        perspective = ids.get(question.meaning.strip().casefold())
        meaning = known.meanings.get(word_key(question.meaning))
        if perspective:
            state.perspectives[perspective] += columns
        elif meaning == "sector" and state.sector is None:
            state.sector = columns[0]


def _take_exact(state: _State) -> None:
    taken = Counter[tuple[str, str]]()
    for column in state.open_columns():
        found = {state.labels[key].perspective for key in header_keys(column) if key in state.labels}
        if len(found) != 1:
            continue
        perspective = found.pop()
        state.settled.add(column.position)
        state.perspectives[perspective].append(column)
        taken[perspective, header_key(column.title)] += 1
        if taken[perspective, header_key(column.title)] > 1:
            state.tell("SV004", column, meaning=perspective)
    for header in questionnaire().sector:
        for column in state.open_columns():
            if state.sector is None and header in header_keys(column):
                _take_sector(state, column)


def _take_sector(state: _State, column: Column) -> None:
    state.sector = column
    state.settled.add(column.position)


def _take_near(state: _State) -> None:
    candidates = [candidate for column in state.open_columns() if (candidate := _nearest(state, column))]
    wanted = Counter(label.perspective for _, label, _ in candidates)
    for column, label, resemblance in candidates:
        if wanted[label.perspective] > 1 or state.perspectives[label.perspective]:
            continue
        state.settled.add(column.position)
        state.perspectives[label.perspective].append(column)
        confidence = int(100 * resemblance)
        state.tell("SV005", column, label=_short(label.text), meaning=label.perspective, confidence=confidence)
    if state.sector is None:
        _take_near_sector(state)


def _nearest(state: _State, column: Column) -> tuple[Column, Label, float] | None:
    """The label that a column surely resembles most, or None when none is near or two perspectives are."""
    near = questionnaire().near
    best: dict[str, tuple[float, str]] = {}
    for key in header_keys(column):
        for label_key, label in state.labels.items():
            best[label.perspective] = max(best.get(label.perspective, (0.0, "")), (likeness(key, label_key), label_key))
    ranked = sorted(best.values(), reverse=True)
    if not ranked or ranked[0][0] < near.accept or not looks_like_answers(column.cells):
        return None
    if len(ranked) > 1 and ranked[0][0] - ranked[1][0] < near.lead:
        return None
    return column, state.labels[ranked[0][1]], ranked[0][0]


def _take_near_sector(state: _State) -> None:
    for stem in questionnaire().sector_stems:
        for column in state.open_columns():
            word = re.search(rf"\b{stem}\w*", word_key(column.title))
            if word and _is_choice(column):
                _take_sector(state, column)
                term, confidence = Term("survey.sector"), 100 * len(stem) // len(word[0])
                state.tell("SV005", column, label=term, meaning=term, confidence=confidence)
                return


def _is_choice(column: Column) -> bool:
    """Whether the answers are choices from a list: words that come again, not figures or sentences."""
    values = Counter(cell for cell in column.cells if isinstance(cell, str) and cell.strip())
    return (
        0 < len(values) <= _MOST_SECTORS and values.total() >= 2 * len(values) and not looks_like_answers(column.cells)
    )


def _tell_unused(state: _State) -> None:
    unused = [column for column in state.open_columns() if any(cell not in (None, "") for cell in column.cells)]
    if unused:
        names = [_short(column.title, 60) for column in unused[:_MOST_SHOWN]]
        columns = "; ".join([*names, "…"] if len(unused) > _MOST_SHOWN else names)
        place = state.export.table.header_place(unused[0])
        state.findings.append(Finding("SV007", place, {"count": len(unused), "columns": columns}))


def _tell_unasked(state: _State, roadmap: Roadmap) -> None:
    place = state.export.table.place
    if roadmap.levels and not any(state.perspectives.values()):
        state.findings.append(Finding("SV018", place))
        return
    for level in roadmap.levels:
        if not state.perspectives[level.id]:
            state.findings.append(Finding("SV003", place, {"id": level.id, "name": level.name}))


def _short(text: str, longest: int = _LONGEST_SHOWN) -> str:
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"


def mapped_nowhere(roadmap: Roadmap, confirmed: frozenset[str]) -> Iterator[Finding]:
    """SV009 for each row of `Kysymykset` whose column is in no file."""
    for question in roadmap.questions:
        if question.column and header_key(question.column) not in confirmed:
            yield Finding("SV009", question.place("column"), {"column": _short(question.column)})
