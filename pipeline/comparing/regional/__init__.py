"""One organisation's roadmap as what a region's documents need of it, so that the roadmap itself need not be kept.

In: a roadmap with its baselines, in one of its languages, and its survey's figures that may be published. Out: a
`Member`; of an organisation that may not be named one without a single text, with its own names of things as marks.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from pipeline.comparing.pairing import words_of
from pipeline.comparing.regional.keys import perspective_key, statute_key
from pipeline.language import TAGS, round_half_up
from pipeline.vocabulary.content import Text
from pipeline.vocabulary.model import Action, CompassArea, Entry, Goal, Language, Level, Roadmap
from pipeline.vocabulary.region import Member, MemberAction, MemberGoal, MemberLevel, MemberSurvey
from pipeline.vocabulary.survey import SurveyResult

LOW, HIGH = 1, 5
"""The scale that organisations are compared on; a level outside it is no level of it."""
_STEM, _SHORT = 6, 3
"""Letters of a word that are compared, and how short a word says nothing: Finnish words end in many ways."""


class _Teller:
    """Makes texts of cells: with their language, or nothing at all of an organisation that may not be named."""

    def __init__(self, roadmap: Roadmap, original: Roadmap, *, named: bool) -> None:
        self._roadmap = roadmap
        self._main = original.language
        self._untranslated = frozenset(_names(original)) if original.language != roadmap.language else frozenset()
        self.named = named

    def text(self, entry: Entry, key: str, value: str | None = None) -> Text:
        """A field's text."""
        text = Text((getattr(entry, key) if value is None else value) if self.named else "")
        text.language = TAGS[self._language(entry, key, text)] if text else ""
        return text

    def _language(self, entry: Entry, key: str, text: str) -> Language:
        """A translation that is missing leaves a text as it was."""
        language = self._roadmap.language
        if text in self._untranslated and key not in entry.companions.get(language, {}):
            return self._main
        return self._roadmap.kept.get(entry.place(key), language)

    def id(self, value: str) -> str:
        """An id, which is printed beside its name."""
        return value if self.named else ""


def summarise(
    roadmap: Roadmap, survey: SurveyResult | None, *, place: int, named: bool, original: Roadmap | None = None
) -> Member:
    """What a region needs of one organisation, the `place`th of the folders given. A translated roadmap comes with the
    `original` one."""
    tell, organisation = _Teller(roadmap, original or roadmap, named=named), roadmap.organisation
    keys = {level.id: perspective_key(level.name or level.id) for level in roadmap.levels}
    statutes = {statute.id: statute_key(statute.number or statute.name) for statute in roadmap.statutes}
    goals = {goal.id: goal for goal in roadmap.goals}
    places = {goal.id: place for place, goal in enumerate(roadmap.main_goals)}
    return Member(
        place=place,
        named=named,
        language=roadmap.language,
        name=tell.text(organisation, "name"),
        short_name=tell.text(organisation, "short_name", organisation.short_name or organisation.name),
        kind=organisation.kind,
        period_start=organisation.period_start,
        period_end=organisation.period_end,
        date=organisation.date,
        vision=tell.text(roadmap.vision, "statement"),
        levels=tuple(_level(level, keys, tell) for level in roadmap.levels),
        goals=tuple(_goal(goal, roadmap, keys, tell) for goal in roadmap.main_goals),
        actions=tuple(
            _action(action, _line(action.goal, goals), places, keys, statutes, tell) for action in roadmap.actions
        ),
        statutes={
            statutes[statute.id]: (tell.text(statute, "name"), statute.number)
            for statute in roadmap.statutes
            if named and statute.name
        },
        survey=_survey(survey, keys, organisation.invited),
    )


def _names(roadmap: Roadmap) -> Iterator[str]:
    """The texts that a region shows of a roadmap."""
    yield roadmap.vision.statement
    for entries in (roadmap.levels, roadmap.goals, roadmap.actions, roadmap.statutes):
        yield from (entry.name for entry in entries)


def own_name(roadmap: Roadmap) -> str:
    """What an organisation is known by, so that the same one is found twice: its code, else its name."""
    organisation = roadmap.organisation
    return organisation.code.strip() or " ".join(organisation.name.split()).casefold()


def _level(level: Level, keys: Mapping[str, str], tell: _Teller) -> MemberLevel:
    baseline, target = level.baseline, level.target
    return MemberLevel(
        key=keys[level.id],
        name=tell.text(level, "name", level.name or level.id),
        baseline=_on_scale(None if baseline is None else round_half_up(baseline, 1)),
        target=target if target is not None and LOW <= target <= HIGH else None,
        priority=level.priority is True,
    )


def _on_scale(value: Decimal | None) -> Decimal | None:
    return value if value is not None and LOW <= value <= HIGH else None


def _goal(goal: Goal, roadmap: Roadmap, keys: Mapping[str, str], tell: _Teller) -> MemberGoal:
    family = _family(goal, roadmap.goals)
    return MemberGoal(
        id=tell.id(goal.id),
        name=tell.text(goal, "name"),
        perspectives=_keys((name for item in family for name in item.perspectives), keys),
        compass=_areas(family),
    )


def _family(goal: Goal, goals: Iterable[Goal]) -> list[Goal]:
    """A goal and all goals below it."""
    ids = {goal.id}
    while more := {item.id for item in goals if item.parent in ids} - ids:
        ids |= more
    return [item for item in goals if item.id in ids]


def _line(name: str, goals: Mapping[str, Goal]) -> list[Goal]:
    """A goal and those above it, the main one last."""
    line: list[Goal] = []
    while (goal := goals.get(name)) is not None and goal not in line:
        line.append(goal)
        name = goal.parent
    return line


def _action(
    action: Action,
    line: Sequence[Goal],
    places: Mapping[str, int],
    keys: Mapping[str, str],
    statutes: Mapping[str, str],
    tell: _Teller,
) -> MemberAction:
    """An action under a `line` of goals."""
    status = action.status or "not_started"
    return MemberAction(
        id=tell.id(action.id),
        name=tell.text(action, "name"),
        goal=places.get(line[-1].id) if line else None,
        owners=tuple(tell.text(action, "owners", owner) for owner in action.owners) if tell.named else (),
        perspectives=_keys((name for goal in line for name in goal.perspectives), keys),
        compass=_areas(line),
        statutes=_keys(action.statutes, statutes),
        starts=action.starts,
        ends=action.ends,
        first=_quarter(action.starts.first) if action.starts else None,
        last=_quarter(action.ends.last) if action.ends else None,
        going=status != "cancelled",
        open=status not in ("cancelled", "done"),
        stems=stems(action.name) if tell.named else frozenset(),
    )


def stems(name: str) -> frozenset[str]:
    """The beginnings of the words that say something."""
    return frozenset(word[:_STEM] for word in words_of([name]) if len(word) > _SHORT)


def _keys(ids: Iterable[str], keys: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(keys[name] for name in ids if name in keys))


def _areas(goals: Iterable[Goal]) -> tuple[CompassArea, ...]:
    return tuple(dict.fromkeys(area for goal in goals for area in goal.compass))


def _quarter(day: dt.date) -> int:
    return day.year * 4 + (day.month - 1) // 3


def _survey(survey: SurveyResult | None, keys: Mapping[str, str], invited: int | None) -> MemberSurvey | None:
    if survey is None or survey.too_few:
        return None
    results = {keys[found.perspective]: found for found in survey.perspectives if found.perspective in keys}
    return MemberSurvey(survey.respondents, results, invited, survey.counted)
