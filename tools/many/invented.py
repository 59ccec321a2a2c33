"""What invented organisations say: names, workbook and survey answers, put together from `phrases.toml`.

In: a number and a seed. Out: an `Organisation`; the same for the same number and seed, another for each other one.
"""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from io import StringIO
from pathlib import Path
from typing import Any, TypeVar

from pipeline.vocabulary.model import Language
from pipeline.workbook.layout import layout
from tools.many.stamping import Content, Row, Value, workbook
from tools.organisations.content import default_perspectives
from tools.organisations.survey import words_of

_LANGUAGES: tuple[Language, ...] = ("fi", "sv", "en")
_SPOKEN: tuple[tuple[Language, ...], ...] = (
    (("fi",),) * 12 + (("fi", "sv"),) * 3 + (("sv", "fi"), ("sv", "fi"), ("sv",), ("sv",), ("fi", "en"))
)
_PHASES = ("preparation", "training", "survey", "definition", "workshop", "presentation")
_MONTHS = (1, 3, 4, 5, 9, 11)
_ROMAN = ("I", "II", "III", "IV")
_STATUSES = ("not_started", "not_started", "under_way", "not_started", "not_started", "done")
_PROGRESS = {"not_started": 0, "under_way": 0.4, "done": 1}
_BASES = ("strategy", "own_need", "own_need")
_COSTS = (0, 4000, 9000, 15000, 38000, 64000)
_COMPASS = ("osaaminen", "infrastruktuuri", "yritykset", "julkiset-palvelut")
_SIZES = {"fi": ("", "Iso-", "Vähä-"), "sv": ("", "Stora ", "Lilla ")}
_ANSWERS, _MORE_ANSWERS = 30, 110
_START = 2027

Text = tuple[str, str, str]
"""A text in Finnish, Swedish and English."""
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Organisation:
    """An invented organisation's files: the name of its folder, its workbook, the export of its survey."""

    folder: str
    workbook: bytes
    survey: bytes


class _Dice:
    """Throws that come out the same each time."""

    def __init__(self, *seed: object) -> None:
        self._seed = "-".join(map(str, seed))
        self._thrown = 0

    def below(self, limit: int) -> int:
        """A number from 0 up to the limit."""
        self._thrown += 1
        digest = hashlib.blake2b(f"{self._seed}-{self._thrown}".encode(), digest_size=6).digest()
        return int.from_bytes(digest, "big") % limit

    def one(self, items: Sequence[_T]) -> _T:
        """One of them."""
        return items[self.below(len(items))]

    def some(self, items: Sequence[_T], count: int) -> list[_T]:
        """So many different ones, in a new order."""
        left = list(items)
        return [left.pop(self.below(len(left))) for _ in range(min(count, len(left)))]


@dataclass(frozen=True, slots=True)
class Size:
    """How much the workbooks hold: so many goals and actions at least, and fewer than so many more."""

    goals: int = 4
    more_goals: int = 6
    actions: int = 18
    more_actions: int = 34


USUAL, SMALL = Size(), Size(2, 2, 3, 4)


def organisation(number: int, seed: int, size: Size = USUAL) -> Organisation:
    """The `number`th invented organisation."""
    dice = _Dice(seed, number)
    spoken = _SPOKEN[dice.below(len(_SPOKEN))]
    writer = _Writer(number, dice, spoken, size)
    content = writer.content()
    folder = f"{number + 1:03}-{_plain(name_of(number, spoken[0])[0])}"
    return Organisation(folder, workbook(spoken[0], spoken[1:], content), _survey(dice, spoken[0]))


def name_of(number: int, language: Language) -> tuple[str, str]:
    """The short name of the `number`th and its genitive: one in Finnish, and one in Swedish."""
    own: Language = "sv" if language == "sv" else "fi"
    begins, ends = _phrases()["names"][own], _phrases()["names"][f"{own}_endings"]
    size, place = divmod(number, len(begins) * len(ends))
    begin, (end, genitive) = begins[place % len(begins)], ends[place // len(begins)]
    return f"{_SIZES[own][size]}{begin}{end}", f"{_SIZES[own][size]}{begin}{genitive}"


@cache
def _phrases() -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parent / "phrases.toml").read_text(encoding="utf-8"))


@dataclass(slots=True)
class _Writer:
    """An organisation's workbook while it is written. Each text goes in the main language and in the others."""

    number: int
    dice: _Dice
    spoken: tuple[Language, ...]
    size: Size

    def content(self) -> Content:
        """What is typed on each sheet."""
        goals = self.dice.some(self._texts("goal"), self.size.goals + self.dice.below(self.size.more_goals))
        priorities = self.dice.some([item["id"] for item in default_perspectives()], 3)
        return {
            "organisation": self._organisation(),
            "foreword": self._in_all("text", *self.dice.some(self._texts("foreword"), 3), named=True)
            | self._in_all("signatory", self._word("signatory"))
            | self._in_all("title", self._word("title")),
            "vision": self._in_all("statement", self.dice.one(self._texts("vision")))
            | self._in_all("description", self.dice.one(self._texts("vision_description")))
            | {"year": _START + 3},
            "governance": self._governance(),
            "phases": list(self._phases()),
            "interviews": list(self._interviews()),
            "levels": list(self._levels(priorities)),
            "promises": list(self._numbered("L", "promise", self.dice.some(self._texts("promise"), 3))),
            "goals": list(self._goals(goals, priorities)),
            "actions": list(self._actions(len(goals))),
            "trainings": list(self._trainings()),
            "indicators": list(self._indicators(len(goals))),
        }

    def _texts(self, name: str) -> list[Text]:
        return [tuple(item) for item in _phrases()["texts"][name]]

    def _word(self, name: str) -> Text:
        fi, sv, en = _phrases()["words"][name]
        return fi, sv, en

    def _in_all(self, key: str, *texts: Text, named: bool = False, **values: Text) -> dict[str, Value]:
        """A field's text in the main language, and its companions'; several texts are paragraphs.

        `named`: the texts name the organisation, in Finnish in the genitive.
        """
        row: dict[str, Value] = {}
        for place, language in enumerate(self.spoken):
            number = _LANGUAGES.index(language)
            filled = {name: text[number] for name, text in values.items()}
            if named:
                filled["name"] = name_of(self.number, language)[language == "fi"]
            joined = "\n".join(text[number] for text in texts)
            row[key if place == 0 else f"{key}.{language}"] = joined.format(**filled) if filled else joined
        return row

    def _label(self, of: str, name: str) -> str:
        """A choice as it is typed in the main language."""
        return next(choice.label[self.spoken[0]] for choice in layout().lists[of] if choice.id == name)

    def _organisation(self) -> Row:
        short_names = [name_of(self.number, language)[0] for language in self.spoken]
        keys = ["short_name", *(f"short_name.{language}" for language in self.spoken[1:])]
        return {
            **self._in_all("name", self._word("municipality"), named=True),
            **self._in_all("genitive", self._word("municipality_genitive"), named=True),
            **dict(zip(keys, short_names, strict=True)),
            **self._in_all("region", self._word("region")),
            **self._in_all("approved_by", self._word("board")),
            **self._in_all("contact", self._word("contact")),
            "kind": self._label("organisation_kind", "municipality"),
            "period_start": _START,
            "period_end": _START + 3,
            "languages": "; ".join(self._label("language", language) for language in self.spoken),
            "version": "1.0",
            "date": dt.date(2026, 11, 1 + self.dice.below(28)),
            "email": f"digi@{_plain(name_of(self.number, self.spoken[0])[0])}.example",
            "invited": _ANSWERS + _MORE_ANSWERS + self.dice.below(300),
            "comparison_allowed": self._label("yes_no", "no" if self.dice.below(5) == 0 else "yes"),
        }

    def _governance(self) -> Row:
        row: dict[str, Value] = {}
        named = {"owner": "board"}
        for key in ("owner", "coordinator", "follow_up_group", "follow_up", "rhythm", "update_rhythm"):
            row |= self._in_all(key, self._word(named.get(key, key)))
        for key in ("reporting", "communication"):
            row |= self._in_all(key, self._word(key))
        return row

    def _phases(self) -> Iterator[Row]:
        for phase, month, text in zip(_PHASES, _MONTHS, self._texts("phase"), strict=True):
            yield {
                "phase": self._label("phase", phase),
                "started": f"{month}/2026",
                "ended": f"{month + 1}/2026",
                **({"participants": 5 + self.dice.below(120)} if phase != "survey" else {}),
                **self._in_all("description", text),
            }

    def _interviews(self) -> Iterator[Row]:
        for text in self.dice.some(self._texts("observation"), 3 + self.dice.below(4)):
            yield {
                "perspective": f"N{1 + self.dice.below(11)}",
                **self._in_all("group", self.dice.one(self._texts("group"))),
                **self._in_all("observation", text),
                "publish": self._label("yes_no", "no" if self.dice.below(4) == 0 else "yes"),
            }

    def _levels(self, priorities: Sequence[str]) -> Iterator[Row]:
        for item in default_perspectives():
            first = item["id"] in priorities
            fi, sv, en = (str(item[language]) for language in _LANGUAGES)
            row: dict[str, Value] = {"id": item["id"], **self._in_all("name", (fi, sv, en))}
            row["scope"] = self._label("scope", item["scope"])
            row["target"] = 4 + (self.dice.below(2) if first else 0)
            row["priority"] = self._label("yes_no", "yes" if first else "no")
            if first or self.dice.below(2):
                row |= self._in_all("rationale", self.dice.one(self._texts("rationale")))
            yield row

    def _goals(self, goals: Sequence[Text], priorities: Sequence[str]) -> Iterator[Row]:
        for number, goal in enumerate(goals, start=1):
            start = 1 + self.dice.below(20)
            served = {priorities[number % len(priorities)], f"N{1 + self.dice.below(11)}"}
            yield {
                "id": f"T{number}",
                **self._in_all("name", goal),
                **self._in_all("description", self.dice.one(self._texts("goal_description"))),
                "perspectives": "; ".join(sorted(served)),
                **self._in_all("metric", self.dice.one(self._texts("goal_metric"))),
                **self._in_all("baseline_value", (str(start),) * 3),
                **self._in_all("target_value", (str(start + 5 + self.dice.below(30)),) * 3),
                "compass": self._label("compass", self.dice.one(_COMPASS)),
            }

    def _actions(self, goals: int) -> Iterator[Row]:
        pairs = [(action, unit) for action in self._texts("action") for unit in self._texts("unit")]
        count = self.size.actions + self.dice.below(self.size.more_actions)
        for place, (action, unit) in enumerate(self.dice.some(pairs, count)):
            starts = self.dice.below(12)
            ends = min(starts + 1 + self.dice.below(4), 15)
            status = self.dice.one(_STATUSES) if starts == 0 else "not_started"
            yield {
                "id": f"TP{place + 1}",
                "goal": f"T{1 + place % goals}",
                **self._in_all("name", action, unit=unit),
                **self._in_all("description", *self.dice.some(self._texts("action_description"), 1 + place % 2)),
                **self._in_all("owners", self.dice.one(self._texts("owner"))),
                **self._in_all("sector", self.dice.one(self._texts("sector"))),
                "starts": _quarter(starts),
                "ends": _quarter(ends),
                "priority": 1 + self.dice.below(3),
                "status": self._label("status", status),
                "progress": _PROGRESS[status],
                "cost": self.dice.one(_COSTS),
                "basis": self._label("basis", self.dice.one(_BASES)),
                "added": _START - 1,
            }

    def _trainings(self) -> Iterator[Row]:
        for number, text in enumerate(self.dice.some(self._texts("training"), 1 + self.dice.below(4)), start=1):
            yield {
                "id": f"K{number}",
                **self._in_all("name", text),
                **self._in_all("audience", self.dice.one(self._texts("audience"))),
                "perspectives": f"N{1 + self.dice.below(11)}",
                "time": _quarter(self.dice.below(12)),
                "hours": 2 + self.dice.below(6),
            }

    def _indicators(self, goals: int) -> Iterator[Row]:
        for number, text in enumerate(self.dice.some(self._texts("indicator"), 1 + self.dice.below(4)), start=1):
            start = 1 + self.dice.below(50)
            yield {
                "id": f"M{number}",
                **self._in_all("name", text),
                **self._in_all("unit", self._texts("per_year")[0]),
                **self._in_all("baseline_value", (str(start),) * 3),
                **self._in_all("target_value", (str(start + 10),) * 3),
                **self._in_all("source", self._texts("source")[0]),
                "goal": f"T{1 + self.dice.below(goals)}",
            }

    def _numbered(self, letters: str, key: str, texts: Sequence[Text]) -> Iterator[Row]:
        for number, text in enumerate(texts, start=1):
            yield {"id": f"{letters}{number}", **self._in_all(key, text)}


def _quarter(number: int) -> str:
    return f"{_ROMAN[number % 4]}/{_START + number // 4}"


def _plain(name: str) -> str:
    """A name as a folder or an address has it."""
    return name.lower().translate(str.maketrans("äöå ", "aoa-"))


def _survey(dice: _Dice, language: Language) -> bytes:
    """The export of a survey: a time, a sector and a grade of each perspective for each person."""
    words = words_of(language)
    grades = ["", *words["levels"], words["dont_know"]]
    leans = [dice.below(2) for _ in words["questions"]]
    sectors = [text[_LANGUAGES.index(language)] for text in _phrases()["texts"]["sector"]]
    rows = [[words["timestamp"], words["sector"], *words["questions"].values()]]
    moment = dt.datetime(2026, 4, 7, 7, 30)  # noqa: DTZ001
    for _ in range(_ANSWERS + dice.below(_MORE_ANSWERS)):
        moment += dt.timedelta(minutes=20 + dice.below(300))
        answers = [grades[_grade(dice, lean)] for lean in leans]
        rows.append([f"{moment:%Y-%m-%d %H:%M:%S}", dice.one(sectors), *answers])
    stream = StringIO(newline="")
    csv.writer(stream, lineterminator="\r\n").writerows(rows)
    return stream.getvalue().encode()


def _grade(dice: _Dice, lean: int) -> int:
    """From 1 to 5, now and then none or "don't know"."""
    thrown = dice.below(40)
    return (0, 6)[thrown] if thrown < 2 else min(5, 1 + lean + dice.below(3))
