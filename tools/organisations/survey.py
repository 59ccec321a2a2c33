"""Who answered an invented survey, and what: the same answers each time.

In: one of an organisation's `surveys`. Out: `Answered`: a column per question, a row per person in order of answering.

`[surveys.sectors]` says how many people answered in each sector, `roles` and `service` the same of other backgrounds;
`[surveys.lean]` how far up or down a group leans. A question has the given numbers of answers from 1 to 5, then "don't
know" and left empty; or a mean to deal them from.
"""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import accumulate
from typing import Any, Literal, TypeVar

from tools.organisations.content import FOLDER

LEVELS = 5
_DONT_KNOW_SHARE = 0.035
_OTHERS_LEAN = -0.6
_BACKGROUNDS = ("sector", "role", "service")
_CHOSEN = 5

_T = TypeVar("_T")
Kind = Literal["background", "statement", "choice", "open"]


@dataclass(frozen=True, slots=True)
class Question:
    """A question and everybody's answers: a text each, of a choice the chosen options; `levels` of a statement 0 to 6.

    Of levels, 0 is left empty and 6 is "don't know".
    """

    kind: Kind
    text: str
    answers: tuple[str, ...] = ()
    chosen: tuple[tuple[str, ...], ...] = ()
    levels: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Answered:
    """A survey: its words, its questions, and when each person began and how long they took."""

    words: Mapping[str, Any]
    questions: tuple[Question, ...]
    starts: tuple[datetime, ...]
    minutes: tuple[int, ...]

    def of(self, kind: Kind) -> tuple[Question, ...]:
        """The questions of a kind."""
        return tuple(question for question in self.questions if question.kind == kind)


def words_of(language: str) -> Mapping[str, Any]:
    """The survey's words in a language."""
    known: Mapping[str, Any] = tomllib.loads((FOLDER / "survey.toml").read_text(encoding="utf-8"))[language]
    return known


def answered(survey: Mapping[str, Any], words: Mapping[str, Any]) -> Answered:
    """What everybody answered. `seed` makes other people of another survey, `first` is its first morning."""
    seed, first = survey.get("seed", ""), survey.get("first", datetime(2026, 4, 7, 7, 30))  # noqa: DTZ001
    people = sum(survey["sectors"].values())
    order = _in_order(f"{seed}people", people)
    groups = {key: _groups(survey, key, people, seed) for key in _BACKGROUNDS if key in _sizes(survey)}
    leans = _leans(survey, groups, people)
    texts = {**words["questions"], **survey.get("questions", {})}
    statements = {key: _levels(f"{seed}{key}", survey[key], leans, seed) for key in texts if key in survey}
    rows = range(1, people + 1)
    pace = timedelta(minutes=survey.get("pace", 196))
    backgrounds = [Question("background", words[key], _in_turn(names, order)) for key, names in groups.items()]
    rated = [Question("statement", texts[key], levels=_in_turn(levels, order)) for key, levels in statements.items()]
    chosen = Question("choice", words["benefit"], chosen=tuple(_benefits(f"{seed}{row}", words) for row in rows))
    wishes = Question("open", words["open"], tuple(_wish(row, words, seed) for row in rows))
    return Answered(
        words=words,
        questions=(*backgrounds, *rated, *([chosen] if survey.get("choice", True) else []), wishes),
        starts=tuple(first + row * pace for row in rows),
        minutes=tuple(4 + _number(f"{seed}stay{row}") % 9 for row in rows),
    )


def _in_turn(values: Sequence[_T], order: Sequence[int]) -> tuple[_T, ...]:
    return tuple(values[person] for person in order)


def _sizes(survey: Mapping[str, Any]) -> dict[str, Mapping[str, int]]:
    named = {"sector": "sectors", "role": "roles", "service": "service"}
    return {key: survey[name] for key, name in named.items() if name in survey}


def _groups(survey: Mapping[str, Any], key: str, people: int, seed: str) -> list[str]:
    """Each person's group. Sectors come one after another; other groups are spread over them."""
    names = [name for name, size in _sizes(survey)[key].items() for _ in range(size)]
    if key == "sector":
        return names
    spread = dict(zip(_in_order(f"{seed}{key}", people), names, strict=True))
    return [spread[person] for person in range(people)]


def _leans(survey: Mapping[str, Any], groups: Mapping[str, Sequence[str]], people: int) -> list[float]:
    """How far up each person leans: as their sector does, and further as their other groups do."""
    lean = survey.get("lean", {})
    others = [names for key, names in groups.items() if key != "sector"]
    return [
        lean.get(groups["sector"][person], _OTHERS_LEAN) + sum(lean.get(names[person], 0.0) for names in others)
        for person in range(people)
    ]


def _levels(name: str, given: Any, leans: Sequence[float], seed: str) -> list[int]:
    """The given numbers of answers, dealt so that groups lean as they do."""
    people = len(leans)
    counts = given if isinstance(given, list) else _counts(float(given), people)
    deck = [level for level, count in enumerate(counts[:LEVELS], start=1) for _ in range(count)]
    ordered = sorted(range(people), key=lambda person: _leaning(name, f"{seed}self-{person}", person, leans[person]))
    silent = set(_in_order(f"{name}-silent", people)[: sum(counts[LEVELS:])])
    levels = [0] * people
    for person, level in zip((person for person in ordered if person not in silent), deck, strict=True):
        levels[person] = level
    for place, person in enumerate(sorted(silent)):
        levels[person] = LEVELS + 1 if place < counts[LEVELS] else 0
    return levels


def _counts(mean: float, people: int) -> list[int]:
    """Answers spread about a mean, as many as there are people, "don't know" among them."""
    dont_know = round(people * _DONT_KNOW_SHARE)
    up = (mean - 1) / (LEVELS - 1)
    ways = (1, 4, 6, 4, 1)
    exact = [ways[k] * up**k * (1 - up) ** (4 - k) * (people - dont_know) for k in range(LEVELS)]
    counts = [int(share) for share in exact]
    by_remainder = sorted(range(LEVELS), key=lambda k: counts[k] - exact[k])
    for k in by_remainder[: people - dont_know - sum(counts)]:
        counts[k] += 1
    return [*counts, dont_know, 0]


def _leaning(name: str, self_name: str, person: int, lean: float) -> float:
    own, common = _number(f"{name}-{person}") % 1000, _number(self_name) % 1000
    return own / 400 + common / 500 + lean


def _benefits(name: str, words: Mapping[str, Any]) -> tuple[str, ...]:
    """Five options, of which the first in the list are chosen most often."""
    benefits: list[str] = words["benefits"]
    left, chosen = list(range(len(benefits))), []
    for turn in range(_CHOSEN):
        ends = list(accumulate(len(benefits) - place for place in left))
        point = _number(f"benefit{name}-{turn}") % ends[-1]
        chosen.append(left.pop(next(place for place, end in enumerate(ends) if point < end)))
    return tuple(benefits[place] for place in sorted(chosen))


def _wish(row: int, words: Mapping[str, Any], seed: str) -> str:
    wishes: list[str] = words["wishes"]
    return wishes[row % len(wishes)] if _number(f"{seed}wish{row}") % 9 == 0 else ""


def _in_order(name: str, size: int) -> list[int]:
    return sorted(range(size), key=lambda place: _number(f"{name}-{place}"))


def _number(name: str) -> int:
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:6], "big")
