"""Which column answers which perspective, and what the others hold.

In: an `Export`, the labels of the roadmap's perspectives, what `Kysymykset` declares. Out: what was `Matched`, with
findings. The order of trust: the sheet `Kysymykset`, then a header equal to a known label, then a near match that leads
clearly and whose answers fit; the last is told. Nothing is guessed beyond that: a column that could be two things is
none, and is asked about.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain

from pipeline.survey.columns.asking import Likely, ask, candidates, short, suggested, unnamed
from pipeline.survey.columns.backgrounds import is_years
from pipeline.survey.columns.choices import MultipleChoice, multiple_choices
from pipeline.survey.columns.direction import negation
from pipeline.survey.columns.kinds import is_grouping, is_open_text
from pipeline.survey.columns.labels import Label, header_keys, ranked
from pipeline.survey.columns.meanings import UNDECIDED, Declared
from pipeline.survey.columns.recognising import recognise
from pipeline.survey.columns.scale import looks_like_answers
from pipeline.survey.columns.siblings import Shared, shared_scale
from pipeline.survey.files.table import Column
from pipeline.survey.questionnaire import Use, header_key, questionnaire, word_key
from pipeline.survey.readers.export import Export
from pipeline.vocabulary.findings import Finding, FindingValue, Term
from pipeline.vocabulary.model import Roadmap
from pipeline.vocabulary.suggestions import Suggestion
from pipeline.vocabulary.survey import BACKGROUNDS, Background

_MOST_SHOWN = 8


@dataclass(frozen=True, slots=True)
class Asked:
    """A column that asks about a perspective, and what `Kysymykset` says of it."""

    perspective: str
    column: Column
    declared: Declared | None = None


@dataclass(frozen=True, slots=True)
class AskedChoice:
    """A multiple choice, and what `Kysymykset` says of it."""

    choice: MultipleChoice
    declared: Declared | None = None


@dataclass(frozen=True, slots=True)
class Matched:
    """What the columns of one file are.

    `perspectives` in the workbook's order; `open_texts` all columns of texts that people wrote, `published` those that
    may be published; `confirmed` the rows of `Kysymykset` in use, as keys; `waiting` the perspectives without a column
    of which one may be theirs, when a person has told what it means; `shared` the scale of all bare numbers, when it is
    not the roadmap's.
    """

    perspectives: Mapping[str, tuple[Asked, ...]]
    backgrounds: Mapping[Background, Column]
    choices: tuple[AskedChoice, ...]
    open_texts: tuple[Column, ...]
    published: tuple[Column, ...]
    confirmed: frozenset[str]
    findings: tuple[Finding, ...]
    suggestions: tuple[Suggestion, ...]
    waiting: frozenset[str] = frozenset()
    shared: Shared | None = None


@dataclass(slots=True)
class _State:
    """What is known so far; each step adds to it and leaves alone what an earlier step settled."""

    export: Export
    labels: Mapping[str, Label]
    perspectives: dict[str, list[Asked]] = field(default_factory=lambda: defaultdict(list))
    backgrounds: dict[Background, Column] = field(default_factory=dict)
    choices: list[AskedChoice] = field(default_factory=list)
    open_texts: list[Column] = field(default_factory=list)
    published: list[Column] = field(default_factory=list)
    settled: set[int] = field(default_factory=set)
    confirmed: set[str] = field(default_factory=set)
    findings: list[Finding] = field(default_factory=list)
    suggestions: list[Suggestion] = field(default_factory=list)
    waiting: set[str] = field(default_factory=set)
    shared: Shared | None = None

    def open_columns(self) -> list[Column]:
        return [column for column in self.export.questions if column.position not in self.settled]

    def settle(self, *columns: Column) -> None:
        self.settled.update(column.position for column in columns)

    def tell(self, code: str, column: Column, **values: FindingValue) -> None:
        place = self.export.table.header_place(column)
        self.findings.append(Finding(code, place, {"column": short(column.title), **values}))

    def near(self, column: Column, meaning: str, label: str, confidence: float) -> None:
        """Tells a near match, and suggests a row that confirms it."""
        percent = int(100 * confidence)
        self.settle(column)
        self.tell("SV005", column, label=label, meaning=meaning, confidence=percent)
        self.suggestions.append(Suggestion(column.title, (meaning,), percent))

    def suggest(self, header: str, use: Use, sure: float) -> None:
        """Suggests a row that says how a column is used, `sure` being how likely that is (0–1)."""
        self.suggestions.append(Suggestion(header, (Term(f"declare.use.{use}"),), int(100 * sure)))


def match(
    export: Export, roadmap: Roadmap, known: Mapping[str, Label], declared: Mapping[str, Declared] | None = None
) -> Matched:
    """What the columns of an export mean, `known` being the `labels` of the roadmap's levels.

    Findings: SV003, SV004, SV005, SV007, SV018, SV032, SV033, SV036, SV037.
    """
    state = _State(export, known)
    _take_declared(state, declared or {})
    _take_exact(state)
    _take_asked(state)
    _take_near(state)
    _take_near_backgrounds(state)
    _take_unit_for_sector(state)
    _take_choices(state)
    _take_open_texts(state)
    _ask(state, roadmap)
    _tell_unused(state)
    _tell_unasked(state, roadmap)
    return Matched(
        {level.id: tuple(state.perspectives[level.id]) for level in roadmap.levels if state.perspectives[level.id]},
        {name: state.backgrounds[name] for name in BACKGROUNDS if name in state.backgrounds},
        tuple(state.choices),
        tuple(state.open_texts),
        tuple(state.published),
        frozenset(state.confirmed),
        tuple(state.findings),
        tuple(state.suggestions),
        frozenset(state.waiting),
        state.shared,
    )


# --- what Kysymykset says ---------------------------------------------------------------------------------------------


def _take_declared(state: _State, declared: Mapping[str, Declared]) -> None:
    """Every column that a row names. A row that names a whole header comes before one that names a part of many."""
    taken: dict[str, list[Column]] = defaultdict(list)
    for column in state.export.table.columns:
        keys = sorted(header_keys(column) & declared.keys(), key=len, reverse=True)
        state.confirmed.update(keys)
        if keys:
            whole = header_key(column.title)
            taken[whole if whole in declared else keys[0]].append(column)
    for key in (key for key in declared if key in taken):
        state.settle(*taken[key])
        _take_as_declared(state, declared[key], taken[key])
        if declared[key].faulty:
            state.waiting |= _may_be(state, declared[key], taken[key])


def _may_be(state: _State, said: Declared, columns: Sequence[Column]) -> set[str]:
    """The perspectives that the columns of a row to be mended may answer: all of them when nothing tells."""
    known = {state.labels[key].perspective for column in columns for key in header_keys(column) if key in state.labels}
    return {said.perspective} if said.perspective else known or {label.perspective for label in state.labels.values()}


def _take_as_declared(state: _State, said: Declared, columns: list[Column]) -> None:
    if said.use == "perspective":
        state.perspectives[said.perspective] += [Asked(said.perspective, column, said) for column in columns]
    elif said.use == "choice":
        state.choices.append(AskedChoice(MultipleChoice(said.question.column, tuple(columns)), said))
    elif said.use == "open":
        state.open_texts += columns
        state.published += columns if said.published else ()
    elif said.use != "skip" and said.use != "this" and said.use != "last":
        first, *more = columns
        if said.use in state.backgrounds:
            more = columns
        state.backgrounds.setdefault(said.use, first)
        for column in more:
            state.tell("SV004", column, meaning=Term(f"declare.use.{said.use}"))


# --- what is known by itself ------------------------------------------------------------------------------------------


def _take_exact(state: _State) -> None:
    taken = Counter[tuple[str, str]]()
    for column in state.open_columns():
        found = {state.labels[key].perspective for key in header_keys(column) if key in state.labels}
        if len(found) != 1:
            continue
        perspective = found.pop()
        state.settle(column)
        state.perspectives[perspective].append(Asked(perspective, column))
        taken[perspective, header_key(column.title)] += 1
        if taken[perspective, header_key(column.title)] > 1:
            state.tell("SV004", column, meaning=perspective)
            state.suggestions.append(Suggestion(column.title, (perspective,), 0, "twice"))
    for background, words in questionnaire().backgrounds.items():
        for header in words.exact:
            for column in state.open_columns():
                if background not in state.backgrounds and header in header_keys(column):
                    state.backgrounds[background] = column
                    state.settle(column)


def _take_asked(state: _State) -> None:
    """The open question and the multiple choice of our own form."""
    columns: dict[Use, list[Column]] = defaultdict(list)
    for column in state.open_columns():
        for key in header_keys(column) & questionnaire().asked.keys():
            columns[questionnaire().asked[key]].append(column)
    state.settle(*chain.from_iterable(columns.values()))
    state.open_texts += columns["open"]
    if chosen := columns["choice"]:
        state.choices.append(AskedChoice(MultipleChoice(chosen[0].header[0], tuple(chosen))))


def _take_near(state: _State) -> None:
    candidates = [candidate for column in state.open_columns() if (candidate := _nearest(state, column))]
    wanted = Counter(label.perspective for _, label, _ in candidates)
    for column, label, resemblance in candidates:
        if wanted[label.perspective] == 1 and not state.perspectives[label.perspective]:
            state.perspectives[label.perspective].append(Asked(label.perspective, column))
            state.near(column, label.perspective, short(label.text), resemblance)


def _nearest(state: _State, column: Column) -> tuple[Column, Label, float] | None:
    """The label that a column surely resembles most, or None when none is near or two perspectives are."""
    near = questionnaire().near
    best = ranked(state.labels, column)
    if not best or best[0][0] < near.accept or not looks_like_answers(column.cells):
        return None
    if len(best) > 1 and best[0][0] - best[1][0] < near.lead:
        return None
    resemblance, label = best[0]
    if negation(column, label.text):
        return None
    return (column, label, resemblance) if suggested(label.perspective, column) == (label.perspective,) else None


def _take_near_backgrounds(state: _State) -> None:
    for column in state.open_columns():
        found = [name for name in BACKGROUNDS if _stem(name, column) and _suits(name, column)]
        if len(found) > 1:
            _doubt(state, column, found)
        elif found and found[0] not in state.backgrounds:
            name = found[0]
            if questionnaire().backgrounds[name].asked:
                _doubt(state, column, found)
                continue
            state.backgrounds[name] = column
            meaning = Term(f"declare.use.{name}")
            state.near(column, meaning, meaning, _stem(name, column))


def _doubt(state: _State, column: Column, found: Sequence[Background]) -> None:
    """Asks which background a column is, or whether it is the one it may be."""
    meanings = tuple(Term(f"declare.use.{name}") for name in found)
    confidence = int(100 * min(_stem(name, column) for name in found))
    values: dict[str, FindingValue] = {"meaning": meanings[0], "confidence": confidence}
    state.settle(column)
    if len(meanings) > 1:
        state.tell("SV033", column, **values, other=meanings[1], why="")
    else:
        state.tell("SV032", column, **values, why="")
    state.suggestions.append(Suggestion(column.title, meanings, confidence))


def _stem(background: Background, column: Column) -> float:
    """How much of a word of the header a known beginning is; 0 when no word begins so."""
    header = word_key(column.title)
    found = (
        (stem, word)
        for stem in questionnaire().backgrounds[background].stems
        if (word := re.search(rf"\b{stem}\w*", header))
    )
    return max((len(stem) / len(word[0]) for stem, word in found), default=0.0)


def _suits(background: Background, column: Column) -> bool:
    grouping = is_grouping(column) and not recognise(column.cells).said
    return grouping or (background == "service" and is_years(column))


def _take_unit_for_sector(state: _State) -> None:
    """Where no column is the sector's, the unit's serves as one, unless `Kysymykset` says that it is the unit."""
    column = state.backgrounds.get("unit")
    said = column is not None and header_keys(column) & state.confirmed
    if column is not None and "sector" not in state.backgrounds and not said:
        state.backgrounds["sector"] = state.backgrounds.pop("unit")
        state.near(column, Term("declare.use.sector"), Term("declare.use.unit"), questionnaire().near.unit_as_sector)


def _take_choices(state: _State) -> None:
    for choice in multiple_choices(state.open_columns()):
        state.choices.append(AskedChoice(choice))
        state.settle(*choice.columns)
        state.suggest(choice.question, "choice", questionnaire().near.choice)


def _take_open_texts(state: _State) -> None:
    found = [column for column in state.open_columns() if is_open_text(column)]
    state.open_texts += found
    state.settle(*found)
    _tell_all(state, "SV037", found)
    for column in found:
        state.suggest(column.title, "open", questionnaire().near.open)


# --- what is asked and told -------------------------------------------------------------------------------------------


def _ask(state: _State, roadmap: Roadmap) -> None:
    asked = {id_ for id_, columns in state.perspectives.items() if columns}
    likely = candidates(state.open_columns(), state.labels, roadmap.levels, asked)
    state.shared = _shared(state, likely)
    state.suggestions += unnamed(likely)
    for question in ask(likely, state.shared):
        state.settle(question.column)
        state.tell(question.code, question.column, **question.values)
        state.suggestions.append(question.suggestion)
        state.waiting |= question.perspectives


def _shared(state: _State, likely: Sequence[Likely]) -> Shared | None:
    """The scale of all columns that ask about a perspective, or may do so."""
    asked = [asked for columns in state.perspectives.values() for asked in columns]
    told = [item.declared.measure for item in asked if item.declared and item.declared.scaled]
    untold = [item.column for item in asked if not (item.declared and item.declared.scaled)]
    untold += [item.column for item in likely if item.among]
    return shared_scale(untold, [measure for measure in told if measure])


def _tell_unused(state: _State) -> None:
    unused = [column for column in state.open_columns() if any(cell not in (None, "") for cell in column.different)]
    _tell_all(state, "SV007", unused)


def _tell_all(state: _State, code: str, columns: list[Column]) -> None:
    if columns:
        names = [short(column.title, 60) for column in columns[:_MOST_SHOWN]]
        listed = "; ".join([*names, "…"] if len(columns) > _MOST_SHOWN else names)
        place = state.export.table.header_place(columns[0])
        state.findings.append(Finding(code, place, {"count": len(columns), "columns": listed}))


def _tell_unasked(state: _State, roadmap: Roadmap) -> None:
    place = state.export.table.place
    state.waiting -= {id_ for id_, columns in state.perspectives.items() if columns}
    if roadmap.levels and not state.waiting and not any(state.perspectives.values()):
        state.findings.append(Finding("SV018", place))
        return
    for level in roadmap.levels:
        if not state.perspectives[level.id] and level.id not in state.waiting:
            state.findings.append(Finding("SV003", place, {"id": level.id, "name": level.name}))


def mapped_nowhere(roadmap: Roadmap, confirmed: frozenset[str]) -> Iterator[Finding]:
    """SV009 for each row of `Kysymykset` whose column is in no file."""
    for question in roadmap.questions:
        if question.column and question.meaning != UNDECIDED and header_key(question.column) not in confirmed:
            yield Finding("SV009", question.place("column"), {"column": short(question.column)})
