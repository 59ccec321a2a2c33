"""Reads the organisations of a region, one folder after another; of each only what the documents need is kept.

In: folders as the user named them. Out: for each a `Taken`: its summary in each of its languages, what it would publish
of its survey, and what is told of it. One that has errors is told, and the others go on.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.runs.build import examine
from pipeline.runs.options import MAIN_LANGUAGE
from pipeline.runs.own_fault import own_fault
from pipeline.runs.project import Project, open_project
from pipeline.runs.publishing import Publication
from pipeline.runs.released import owner_of, read_released
from pipeline.vocabulary.findings import Finding, Place, has_errors
from pipeline.vocabulary.model import Language, Roadmap
from pipeline.vocabulary.region import Member

Given = tuple[int, str, Project | None, tuple[Finding, ...]]
"""A folder's number from 1, as it was named, what is in it, and what is told of opening it."""


@dataclass(frozen=True, slots=True)
class Taken:
    """One folder. `members` has its summary by language, nothing when it can't be used; `main` is its own language.

    `identity` is what the organisation is known by, so that the same one is found twice.
    """

    shown: str
    findings: tuple[Finding, ...] = ()
    members: Mapping[Language, Member] = field(default_factory=dict)
    main: Language = MAIN_LANGUAGE
    identity: str = ""
    publication: Publication | None = None

    @property
    def named(self) -> bool:
        """Whether it may be named."""
        return any(member.named for member in self.members.values())

    def member(self, language: Language) -> Member:
        """Its summary in a language, else in its own."""
        return self.members.get(language) or self.members[self.main]


def open_all(folders: Sequence[str]) -> list[Given]:
    """What is in each folder; a folder given twice counts once."""
    found: dict[Path, Given] = {}
    for shown in folders:
        path = Path(shown)
        key = path.resolve()
        if key not in found:
            found[key] = (len(found) + 1, shown, *open_project(path, shown))
    return list(found.values())


def take(given: Given, outputs: Path, *, strict: bool = False, debug: bool = False) -> Taken:
    """Reads and checks one folder. Findings: RG005 where it is left out, RG006 and RG007 where it isn't named."""
    place, shown, project, findings = given
    if project is None:
        return Taken(shown, (*findings, _left_out(shown)))
    try:
        return _taken(place, shown, project, findings, outputs, strict=strict)
    except Exception as error:  # the last barrier: a fault of ours is told as one, the other folders go on
        if debug:
            raise
        return Taken(shown, (*findings, own_fault(error, Place(shown)), _left_out(shown)))


def _taken(
    place: int, shown: str, project: Project, findings: tuple[Finding, ...], outputs: Path, *, strict: bool
) -> Taken:
    from pipeline.comparing.regional import own_name, summarise
    from pipeline.workbook.reading import in_language

    released = read_released(outputs / project.name)
    examined = examine(project, released)
    findings = (*findings, *examined.findings)
    roadmap, survey = examined.roadmap, examined.survey
    if roadmap is None or has_errors(findings, strict=strict):
        return Taken(shown, (*findings, _left_out(shown)))
    named = roadmap.organisation.comparison_allowed is True
    languages = roadmap.organisation.languages or (MAIN_LANGUAGE,)
    members = {
        language: summarise(in_language(roadmap, language)[0], survey, place=place, named=named, original=roadmap)
        for language in languages
    }
    told = () if named else (_unnamed(roadmap),)
    publication = Publication(released, survey, examined.answers, owner_of(roadmap)) if survey is not None else None
    return Taken(shown, (*findings, *told), members, languages[0], own_name(roadmap), publication)


def _left_out(shown: str) -> Finding:
    return Finding("RG005", Place(shown), {"path": shown})


def _unnamed(roadmap: Roadmap) -> Finding:
    """Not named: nobody has said whether it may be, or somebody has said that it may not."""
    organisation = roadmap.organisation
    asked = organisation.comparison_allowed is None
    return Finding("RG006" if asked else "RG007", organisation.place("comparison_allowed"), {"name": organisation.name})
