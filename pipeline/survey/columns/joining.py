"""Several files of one survey to one set of answers.

In: the `Part` of each file. Out: `Answers`. A row that stands twice, respondent and answers alike, counts once.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import chain, compress, repeat
from pathlib import Path

from pipeline.survey.answers import Answers, Choice, OpenAnswers, Statement
from pipeline.survey.columns.coding import Part
from pipeline.survey.columns.respondents import Repeated, keys, repeated
from pipeline.survey.columns.scale import Scale
from pipeline.survey.files.naming_cells import named_cells
from pipeline.survey.same_names import NO_NAMES, Names, commonest, same_name
from pipeline.vocabulary.findings import NOWHERE, Finding, FindingValue, Phrase, Place, Term
from pipeline.vocabulary.survey import BACKGROUNDS, Background

_Key = tuple[str, int]


def join(
    parts: Sequence[tuple[str, Part]], perspectives: Sequence[str], names: Mapping[str, Names] = NO_NAMES
) -> tuple[Answers, tuple[Finding, ...]]:
    """The answers of all files, perspectives in the given order. `names` are the workbook's, in its languages.

    Finding: SV014 when a respondent stands twice.
    """
    only = [part for _, part in parts]
    statements = {id_: joined for id_ in perspectives if (joined := _statements(only, id_))}
    backgrounds = {name: groups for name in BACKGROUNDS if (groups := _groups(only, name, names))}
    rows = sum(len(part.rows) for part in only)
    columns = [statement.codes for group in statements.values() for statement in group]
    said = zip(*columns, *backgrounds.values(), strict=True) if columns or backgrounds else [()] * rows
    twice = repeated(keys([part.who for part in only]), said)
    spans = [part.days for part in only]
    days = [day for days in spans if days for day in days] if all(spans) else []
    answers = Answers(
        respondents=rows,
        statements=statements,
        backgrounds=backgrounds,
        choices=_choices(only, names),
        open_answers=_open_answers(only),
        first_day=min(days, default=None),
        last_day=max(days, default=None),
        files=tuple(name for name, _ in parts),
    )
    if twice is None:
        return answers, ()
    kept = [index not in twice.copies for index in range(rows)]
    return _only(answers, kept), (_twice(parts, twice),)


def _twice(parts: Sequence[tuple[str, Part]], twice: Repeated) -> Finding:
    """SV014, with the files in which the same respondents stand."""
    place, earlier = _place(parts, twice.first), _place(parts, twice.earlier)
    others = named_cells([_place(parts, index).cell for index in twice.others])
    files = {"first": Path(earlier.file).name, "second": Path(place.file).name}
    values: dict[str, FindingValue] = {
        "count": twice.respondents,
        "copies": len(twice.copies),
        "files": ", ".join(dict.fromkeys(files.values())),
        "others": Phrase("twice.others", count=len(twice.others), cells=others) if others else "",
        "advice": Term("twice.rows") if place.file == earlier.file else Phrase("twice.files", **files),
    }
    return Finding("SV014", place, values)


def _only(answers: Answers, kept: Sequence[bool]) -> Answers:
    return replace(
        answers,
        respondents=sum(kept),
        statements={
            id_: tuple(replace(item, codes=bytes(compress(item.codes, kept))) for item in group)
            for id_, group in answers.statements.items()
        },
        backgrounds={name: tuple(compress(groups, kept)) for name, groups in answers.backgrounds.items()},
        choices=tuple(_kept_choice(choice, kept) for choice in answers.choices),
        open_answers=tuple(_kept_texts(question, kept) for question in answers.open_answers),
    )


def _statements(parts: Sequence[Part], perspective: str) -> tuple[Statement, ...]:
    """A perspective's statements over all files: those on the same scale go together in the order that they come in.

    A file that did not ask a statement has its answers missing.
    """
    columns: dict[tuple[Scale, int], list[bytes]] = {}
    before = 0
    for part in parts:
        times: Counter[Scale] = Counter()
        for statement in part.statements.get(perspective, ()):
            column = columns.setdefault((statement.scale, times[statement.scale]), [])
            times[statement.scale] += 1
            column += [bytes(before - sum(map(len, column))), statement.codes]
        before += len(part.rows)
    return tuple(Statement(b"".join(column).ljust(before, b"\0"), scale) for (scale, _), column in columns.items())


def _groups(parts: Sequence[Part], background: Background, names: Mapping[str, Names]) -> tuple[str, ...]:
    """Each respondent's group in its commonest spelling and language; nothing when no file asked."""
    if not any(background in part.backgrounds for part in parts):
        return ()
    told = list(chain.from_iterable(part.backgrounds.get(background) or ("",) * len(part.rows) for part in parts))
    return tuple(map(commonest(told, names).__getitem__, told))


def _choices(parts: Sequence[Part], names: Mapping[str, Names]) -> tuple[Choice, ...]:
    """The multiple choices of all files by their questions in whatever language, options in their commonest spelling;
    nobody chose in a file that did not ask.

    Two choices of one file with the same question stay two.
    """
    numbered = [_numbered(part.choices, names) for part in parts]
    return tuple(
        _one_spelling(
            [choice for own in numbered for choice in own.get(key, ())],
            list(chain.from_iterable(map(_chosen, parts, numbered, repeat(key)))),
            names,
        )
        for key in dict.fromkeys(chain.from_iterable(numbered))
    )


def _numbered(choices: Sequence[Choice], names: Mapping[str, Names]) -> Mapping[_Key, list[Choice]]:
    """The choices by their question, and which of those with these words they are: one for each language of it."""
    times: Counter[str] = Counter()
    found: dict[_Key, list[Choice]] = defaultdict(list)
    for choice in choices:
        found[same_name(choice.question, names), times[choice.question]].append(choice)
        times[choice.question] += 1
    return found


def _chosen(part: Part, own: Mapping[_Key, list[Choice]], key: _Key) -> Iterable[frozenset[str]]:
    if key not in own:
        return (frozenset(),) * len(part.rows)
    first, *others = [choice.chosen for choice in own[key]]
    return map(frozenset[str].union, first, *others) if others else first


def _one_spelling(asked: Sequence[Choice], told: Sequence[frozenset[str]], names: Mapping[str, Names]) -> Choice:
    spelled = commonest(chain.from_iterable(told), names)
    options = {chosen: frozenset(map(spelled.__getitem__, chosen)) for chosen in set(told)}
    questions = commonest((choice.question for choice in asked), names)
    return Choice(questions[asked[0].question], tuple(map(options.__getitem__, told)))


def _open_answers(parts: Sequence[Part]) -> tuple[OpenAnswers, ...]:
    """The open questions of all files; no text in a file that did not ask."""
    questions = dict.fromkeys(item.question for part in parts for item in part.open_answers)
    joined = []
    for question in questions:
        found = [_texts(part, question) for part in parts]
        texts = tuple(chain.from_iterable(item.texts for item in found))
        joined.append(OpenAnswers(question, texts, tuple(chain.from_iterable(item.places for item in found))))
    return tuple(joined)


def _texts(part: Part, question: str) -> OpenAnswers:
    rows = len(part.rows)
    return next(
        (item for item in part.open_answers if item.question == question),
        OpenAnswers(question, ("",) * rows, (NOWHERE,) * rows),
    )


def _kept_choice(choice: Choice, kept: Sequence[bool]) -> Choice:
    return replace(choice, chosen=tuple(compress(choice.chosen, kept)))


def _kept_texts(question: OpenAnswers, kept: Sequence[bool]) -> OpenAnswers:
    return replace(question, texts=tuple(compress(question.texts, kept)), places=tuple(compress(question.places, kept)))


def _place(parts: Sequence[tuple[str, Part]], index: int) -> Place:
    for name, part in parts:
        if index < len(part.rows):
            return Place(name, part.sheet, f"A{part.rows[index]}")
        index -= len(part.rows)
    return Place()
