"""Several files of one survey to one set of answers.

In: the `Part` of each file. Out: `Answers`. A row that stands twice, respondent and answers alike, counts once.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import chain, compress

from pipeline.survey.answers import Answers, Statement
from pipeline.survey.columns.coding import Part
from pipeline.survey.columns.respondents import repeated
from pipeline.survey.columns.scale import own_scale
from pipeline.survey.questionnaire import word_key
from pipeline.vocabulary.findings import Finding, Place


def join(parts: Sequence[tuple[str, Part]], perspectives: Sequence[str]) -> tuple[Answers, tuple[Finding, ...]]:
    """The answers of all files, perspectives in the given order. Finding: SV014 when a respondent stands twice."""
    only = [part for _, part in parts]
    codes = {id_: _joined(only, id_) for id_ in perspectives if any(id_ in part.codes for part in only)}
    sectors = _sectors(only)
    rows = sum(len(part.rows) for part in only)
    columns = [column for group in codes.values() for column in group]
    twice = repeated(
        [key for part in only for key in part.who], list(zip(*columns, sectors or [""] * rows, strict=True))
    )
    kept = [not (twice and index in twice.copies) for index in range(rows)]
    days = [day for part in only if part.days for day in part.days]
    answers = Answers(
        respondents=sum(kept),
        statements={
            id_: tuple(Statement(bytes(compress(column, kept)), own_scale()) for column in group)
            for id_, group in codes.items()
        },
        backgrounds={"sector": tuple(compress(sectors, kept))} if sectors else {},
        first_day=min(days, default=None),
        last_day=max(days, default=None),
        files=tuple(name for name, _ in parts),
    )
    if twice is None:
        return answers, ()
    values = {"count": twice.respondents, "copies": len(twice.copies)}
    return answers, (Finding("SV014", _place(parts, twice.first), values),)


def _joined(parts: Sequence[Part], perspective: str) -> tuple[bytes, ...]:
    """A perspective's columns over all files; a file that asked it in fewer columns has the others missing."""
    width = max(len(part.codes.get(perspective, ())) for part in parts)
    padded = [(*part.codes.get(perspective, ()), *(bytes(len(part.rows)),) * width)[:width] for part in parts]
    return tuple(map(b"".join, zip(*padded, strict=True)))


def _sectors(parts: Sequence[Part]) -> tuple[str, ...]:
    """Each respondent's sector in its commonest spelling; nothing when no file asked."""
    if not any(part.sectors for part in parts):
        return ()
    given = list(chain.from_iterable(part.sectors or ("",) * len(part.rows) for part in parts))
    spellings: dict[str, Counter[str]] = defaultdict(Counter)
    for name, count in Counter(given).items():
        spellings[word_key(name)][name] += count
    commonest = {name: group.most_common(1)[0][0] for group in spellings.values() for name in group}
    return tuple(map(commonest.__getitem__, given))


def _place(parts: Sequence[tuple[str, Part]], index: int) -> Place:
    for name, part in parts:
        if index < len(part.rows):
            return Place(name, cell=f"A{part.rows[index]}")
        index -= len(part.rows)
    return Place()
