"""Several files of one survey to one set of answers.

In: the `Part` of each file. Out: `Answers`. A row that stands twice, respondent and answers alike, counts once.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import chain, compress, repeat

from pipeline.survey.answers import Answers, Choice, OpenAnswers, Statement
from pipeline.survey.columns.coding import Part
from pipeline.survey.columns.respondents import keys, repeated
from pipeline.survey.columns.scale import Scale
from pipeline.survey.questionnaire import word_key
from pipeline.vocabulary.findings import NOWHERE, Finding, Place
from pipeline.vocabulary.survey import BACKGROUNDS, Background


def join(parts: Sequence[tuple[str, Part]], perspectives: Sequence[str]) -> tuple[Answers, tuple[Finding, ...]]:
    """The answers of all files, perspectives in the given order. Finding: SV014 when a respondent stands twice."""
    only = [part for _, part in parts]
    statements = {id_: joined for id_ in perspectives if (joined := _statements(only, id_))}
    backgrounds = {name: groups for name in BACKGROUNDS if (groups := _groups(only, name))}
    rows = sum(len(part.rows) for part in only)
    columns = [statement.codes for group in statements.values() for statement in group]
    said = zip(*columns, *backgrounds.values(), strict=True) if columns or backgrounds else [()] * rows
    twice = repeated(keys([part.who for part in only]), said)
    days = [day for part in only if part.days for day in part.days]
    answers = Answers(
        respondents=rows,
        statements=statements,
        backgrounds=backgrounds,
        choices=_choices(only),
        open_answers=_open_answers(only),
        first_day=min(days, default=None),
        last_day=max(days, default=None),
        files=tuple(name for name, _ in parts),
    )
    if twice is None:
        return answers, ()
    values = {"count": twice.respondents, "copies": len(twice.copies)}
    kept = [index not in twice.copies for index in range(rows)]
    return _only(answers, kept), (Finding("SV014", _place(parts, twice.first), values),)


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


def _groups(parts: Sequence[Part], background: Background) -> tuple[str, ...]:
    """Each respondent's group in its commonest spelling; nothing when no file asked."""
    if not any(background in part.backgrounds for part in parts):
        return ()
    given = list(chain.from_iterable(part.backgrounds.get(background) or ("",) * len(part.rows) for part in parts))
    spellings: dict[str, Counter[str]] = defaultdict(Counter)
    for name, count in Counter(given).items():
        spellings[word_key(name)][name] += count
    commonest = {name: group.most_common(1)[0][0] for group in spellings.values() for name in group}
    return tuple(map(commonest.__getitem__, given))


def _choices(parts: Sequence[Part]) -> tuple[Choice, ...]:
    """The multiple choices of all files by their questions; nobody chose in a file that did not ask.

    Two choices of one file with the same question stay two.
    """
    numbered = [_numbered(part.choices) for part in parts]
    return tuple(
        Choice(question, tuple(chain.from_iterable(map(_chosen, parts, numbered, repeat((question, place))))))
        for question, place in dict.fromkeys(chain.from_iterable(numbered))
    )


def _numbered(choices: Sequence[Choice]) -> Mapping[tuple[str, int], Choice]:
    """The choices by their question, and which of those with this question they are."""
    times: Counter[str] = Counter()
    found: dict[tuple[str, int], Choice] = {}
    for choice in choices:
        found[choice.question, times[choice.question]] = choice
        times[choice.question] += 1
    return found


def _chosen(part: Part, own: Mapping[tuple[str, int], Choice], key: tuple[str, int]) -> Sequence[frozenset[str]]:
    return own[key].chosen if key in own else (frozenset(),) * len(part.rows)


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
            return Place(name, cell=f"A{part.rows[index]}")
        index -= len(part.rows)
    return Place()
