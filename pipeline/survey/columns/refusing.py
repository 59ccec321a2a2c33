"""What is told of columns on another scale: one finding for all that share the likely scale, and rows to suggest.

In: the columns of a table that were refused. Out: findings SV017 with the exact text to write, and a row for each
column that no row of `Kysymykset` speaks of. Answers are shown only when at least five people gave the very same.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import reduce

from pipeline.survey.columns.asking import short
from pipeline.survey.columns.excel_dates import is_date
from pipeline.survey.columns.kinds import is_open_text
from pipeline.survey.columns.matching import Asked
from pipeline.survey.columns.personal import is_personal_text
from pipeline.survey.columns.recognising import Seen
from pipeline.survey.columns.scale import DONT_KNOW, MISSING, code
from pipeline.survey.columns.siblings import unreached
from pipeline.survey.files.grid import Cell
from pipeline.survey.files.table import Column, Table
from pipeline.survey.questionnaire import questionnaire
from pipeline.vocabulary.findings import Finding, FindingValue, Phrase, Term
from pipeline.vocabulary.suggestions import Suggestion
from pipeline.vocabulary.survey import SMALLEST_GROUP

_SHORTEST = 3
_COLUMNS_TOLD = 3
_ANSWERS_TOLD = 5
_MOST_PAIRS = 10
_LONGEST_ANSWER = 40
_LONGEST_NAME = 40


@dataclass(frozen=True, slots=True)
class Refused:
    """A column on another scale: what it looks like, how many of its answers are `off` the scale of those `given`."""

    asked: Asked
    seen: Seen
    off: int
    given: int

    @property
    def told(self) -> bool:
        """Whether a row says already what answers are worth."""
        return self.asked.declared is not None and self.asked.declared.scaled

    @property
    def typed(self) -> str:
        """What the row says or should say before the scale."""
        said = self.asked.declared
        return said.question.meaning if said and not said.scaled else self.asked.perspective

    def written(self, scale: str) -> Phrase:
        """The whole meaning with a scale."""
        return Phrase("declare.both", first=self.typed, second=scale)


def tell(table: Table, refused: Sequence[Refused]) -> tuple[tuple[Finding, ...], tuple[Suggestion, ...]]:
    """SV017 for each likely scale, at the first header; at its own cell for a column that a row speaks of."""
    groups: dict[object, list[Refused]] = defaultdict(list)
    for item in refused:
        groups[item.asked.column.position if item.asked.declared else item.seen.said].append(item)
    findings: list[Finding] = []
    rows: list[Suggestion] = []
    for group in groups.values():
        answers = common_answers([item.asked.column for item in group])
        findings.append(_finding(table, group, answers))
        rows += (row for item in group if item.asked.declared is None and (row := _row(item, answers)))
    return tuple(findings), tuple(rows)


def doubt_end(table: Table, asked: Iterable[Asked]) -> tuple[tuple[Finding, ...], tuple[Suggestion, ...]]:
    """SV039 when no answer in bare numbers is the highest step; rows with both scales that it may be."""
    untold = {item.column.position: item for item in asked if not (item.declared and item.declared.scaled)}
    found = unreached(item.column for item in untold.values())
    if found is None:
        return (), ()
    columns, highest = found
    scales = (f"1–{questionnaire().levels}", f"1–{max(highest, _SHORTEST)}")
    items = [Refused(untold[column.position], Seen(scales, 0), 0, 0) for column in columns]
    values: dict[str, FindingValue] = {"count": len(columns), "highest": highest, "scale": scales[1]}
    values |= {"write": items[0].written(scales[1]), "other": items[0].written(scales[0])}
    rows = tuple(row for item in items if item.asked.declared is None and (row := _row(item)))
    return (Finding("SV039", table.header_place(columns[0]), values),), rows


def common_answers(columns: Iterable[Column]) -> tuple[str, ...]:
    """The commonest answers to some questions, each given to one of them by at least five people, short, nobody's own
    words, and such as say something.
    """
    given = Counter[str]()
    for column in columns:
        counts = Counter(column.cells) if not is_open_text(column) else Counter[Cell]()
        given.update({_text(cell): count for cell, count in counts.items() if count >= SMALLEST_GROUP and _says(cell)})
    return tuple(text for text, _ in given.most_common() if len(text) <= _LONGEST_ANSWER and not is_personal_text(text))


def _says(cell: Cell) -> bool:
    usable = isinstance(cell, str | int | float) and not is_date(cell)
    return usable and code(cell) not in (MISSING, DONT_KNOW)


def _text(cell: Cell) -> str:
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return " ".join(str(cell).split()).rstrip("; ")


def _finding(table: Table, group: Sequence[Refused], answers: Sequence[str]) -> Finding:
    first = group[0]
    column, said, scales = first.asked.column, first.asked.declared, first.seen.said
    named = [f"{table.header_place(item.asked.column).cell} {_name(item)}" for item in group[:_COLUMNS_TOLD]]
    values: dict[str, FindingValue] = {
        "count": len(group),
        "column": short(column.title),
        "columns": "; ".join([*named, "…"] if len(group) > _COLUMNS_TOLD else named),
        "off": sum(item.off for item in group),
        "answers": sum(item.given for item in group),
        "proof": _proof(group),
        "looks": Phrase("declare.looks", scale=scales[0]) if len(scales) == 1 else "",
        "seen": Phrase("declare.seen", answers="; ".join(answers[:_ANSWERS_TOLD])) if answers else "",
        "advice": _advice(group, answers),
    }
    return Finding("SV017", said.question.place("meaning") if said else table.header_place(column), values)


def _proof(group: Sequence[Refused]) -> Phrase:
    """How many answers are off the roadmap's scale, or that others than these columns tell."""
    off, given = sum(item.off for item in group), sum(item.given for item in group)
    return Phrase("declare.proof.off", off=off, answers=given) if off else Phrase("declare.proof.siblings")


def _name(item: Refused) -> str:
    return short(item.asked.column.title, _LONGEST_NAME)


def _advice(group: Sequence[Refused], answers: Sequence[str]) -> FindingValue:
    """What to write, for each column of the group."""
    first = group[0]
    scales = first.seen.said
    each = "_each" if len(group) > 1 else ""
    if scales:
        write = _listed(item.written(scales[0]) for item in group)
        if len(scales) == 1:
            return Phrase(f"declare.advice.write{each}", write=write)
        return Phrase(f"declare.advice.either{each}", write=write, other=_listed(i.written(scales[1]) for i in group))
    if any(map(is_date, first.asked.column.different)):
        return Term("declare.advice.dates")
    if first.told:
        return Term("declare.advice.left_out")
    if pairs := _pairs(answers):
        return Phrase("declare.advice.worths", write=first.written(pairs))
    return Phrase("declare.advice.pairs", write=first.written(Term("declare.pairs")))


def _listed(texts: Iterable[str]) -> str:
    """Texts as one phrase, each in the reader's language."""
    return reduce(lambda first, second: Phrase("declare.list", first=first, second=second), texts)


def _pairs(answers: Sequence[str]) -> str:
    """The commonest answers as pairs whose worth a person fills in; "" for too few, or signs that pairs are made of."""
    usable = [text for text in answers if not text.isdecimal() and not set(text) & set("=;,")][:_MOST_PAIRS]
    return ", ".join(f"{text} = …" for text in sorted(usable)) if len(usable) > 1 else ""


def _row(item: Refused, answers: Sequence[str] = ()) -> Suggestion | None:
    column, scales = item.asked.column, item.seen.said
    if scales:
        reason = "siblings" if not item.off and item.seen.share else ""
        return Suggestion(column.title, tuple(map(item.written, scales)), int(100 * item.seen.share), reason)
    pairs = _pairs(answers)
    return Suggestion(column.title, (item.written(pairs),), 0, "worths") if pairs else None
