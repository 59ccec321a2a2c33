"""The domain: one organisation's roadmap as read from its workbook, and the figures of its survey.

Readers make it, checking and report read it. Missing text is "", a missing number, time or answer is None, so that
all faults of a half-filled workbook can be told at once. Field names are the keys of `workbook/layout.toml`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from pipeline.vocabulary.findings import NOWHERE, Place

Precision = Literal["day", "month", "quarter", "season", "year"]
Language = Literal["fi", "sv", "en"]
OrganisationKind = Literal["municipality", "city", "joint_authority", "sub_region", "university", "other", ""]
PhaseName = Literal["preparation", "training", "survey", "definition", "workshop", "presentation", ""]
Scope = Literal["personal", "organisation", ""]
Status = Literal["not_started", "under_way", "done", "moved", "cancelled", ""]
Basis = Literal["statutory", "strategy", "own_need", ""]
Audience = Literal["", "staff", "council"]
CompassArea = Literal["osaaminen", "infrastruktuuri", "yritykset", "julkiset-palvelut"]


@dataclass(frozen=True, slots=True)
class Time:
    """A point in time with the precision it was given in: from `first` to `last` day; `text` as typed."""

    first: dt.date
    last: dt.date
    precision: Precision
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What every row has: `at` the cell of each field by its key, `row` the row's first cell, and `companions`:
    texts in further languages, language → key → text."""

    at: Mapping[str, Place] = field(default_factory=dict)
    row: Place = NOWHERE
    companions: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def place(self, key: str) -> Place:
        """The cell of a field, or the row when the field has none."""
        return self.at.get(key, self.row)


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation(Entry):
    """Sheet Perustiedot."""

    name: str = ""
    genitive: str = ""
    short_name: str = ""
    kind: OrganisationKind = ""
    code: str = ""
    region: str = ""
    period_start: int | None = None
    period_end: int | None = None
    languages: tuple[Language, ...] = ()
    version: str = ""
    date: dt.date | None = None
    approved_by: str = ""
    approved_on: dt.date | None = None
    contact: str = ""
    email: str = ""
    project: str = ""
    invited: int | None = None
    comparison_allowed: bool | None = None
    smallest_group: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Foreword(Entry):
    """Sheet Saatesanat."""

    text: str = ""
    signatory: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Vision(Entry):
    """Sheet Visio."""

    statement: str = ""
    description: str = ""
    year: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Governance(Entry):
    """Sheet Toimintamalli: who owns the roadmap and how it is followed up."""

    owner: str = ""
    coordinator: str = ""
    follow_up_group: tuple[str, ...] = ()
    follow_up: str = ""
    rhythm: str = ""
    update_rhythm: str = ""
    reporting: str = ""
    communication: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Phase(Entry):
    """One phase of the work, sheet Työvaiheet."""

    phase: PhaseName = ""
    started: Time | None = None
    ended: Time | None = None
    participants: int | None = None
    description: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Interview(Entry):
    """One observation; only those to be published may reach a document."""

    perspective: tuple[str, ...] = ()
    group: str = ""
    observation: str = ""
    publish: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Level(Entry):
    """One perspective: its levels. `baseline_from_survey` tells where the baseline came from."""

    id: str = ""
    name: str = ""
    scope: Scope = ""
    baseline: float | None = None
    target: int | None = None
    rationale: str = ""
    priority: bool | None = None
    baseline_from_survey: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise(Entry):
    """One digital promise."""

    id: str = ""
    promise: str = ""
    description: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal(Entry):
    """A goal, or with `parent` a sub-goal."""

    id: str = ""
    parent: str = ""
    name: str = ""
    description: str = ""
    perspectives: tuple[str, ...] = ()
    metric: str = ""
    baseline_value: str = ""
    target_value: str = ""
    compass: tuple[CompassArea, ...] = ()
    strategy: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Action(Entry):
    """One action. `note` is never published."""

    id: str = ""
    goal: str = ""
    name: str = ""
    description: str = ""
    owners: tuple[str, ...] = ()
    persons: tuple[str, ...] = ()
    sector: str = ""
    starts: Time | None = None
    ends: Time | None = None
    predecessors: tuple[str, ...] = ()
    priority: int | None = None
    status: Status = ""
    progress: float | None = None
    cost: float | None = None
    basis: Basis = ""
    statutes: tuple[str, ...] = ()
    metric: str = ""
    added: int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Training(Entry):
    """One training."""

    id: str = ""
    name: str = ""
    audience: str = ""
    supports: tuple[str, ...] = ()
    perspectives: tuple[str, ...] = ()
    time: Time | None = None
    hours: float | None = None
    provider: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator(Entry):
    """One indicator of follow-up."""

    id: str = ""
    name: str = ""
    unit: str = ""
    baseline_value: str = ""
    target_value: str = ""
    source: str = ""
    goal: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Statute(Entry):
    """One statute, with the day it was checked."""

    id: str = ""
    name: str = ""
    number: str = ""
    checked: dt.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Question(Entry):
    """A confirmed mapping: the survey column with this header means a perspective id or a role of its own."""

    column: str = ""
    meaning: str = ""


@dataclass(frozen=True, slots=True)
class Roadmap:
    """Everything one workbook says. `file` is the workbook's path as the user gave it."""

    file: str = ""
    language: Language = "fi"
    organisation: Organisation = Organisation()
    foreword: Foreword = Foreword()
    vision: Vision = Vision()
    governance: Governance = Governance()
    phases: tuple[Phase, ...] = ()
    interviews: tuple[Interview, ...] = ()
    levels: tuple[Level, ...] = ()
    promises: tuple[Promise, ...] = ()
    goals: tuple[Goal, ...] = ()
    actions: tuple[Action, ...] = ()
    trainings: tuple[Training, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    statutes: tuple[Statute, ...] = ()
    questions: tuple[Question, ...] = ()
    sheets: Mapping[str, str] = field(default_factory=dict)
    """The titles of its sheets by their keys; of those that it lacks, what they would be called."""
    archived: Mapping[str, Place] = field(default_factory=dict)
    """The ids of archived actions, each with its cell."""
    archived_statuses: Mapping[str, Status] = field(default_factory=dict)
    """How archived actions ended, by their ids."""
    kept: Mapping[Place, Language] = field(default_factory=dict)
    """In a translated roadmap: cells whose texts (names of bodies and people) stay in the workbook's own language."""

    @property
    def main_goals(self) -> tuple[Goal, ...]:
        """The goals without a parent, in the workbook's order."""
        return tuple(goal for goal in self.goals if not goal.parent)
