"""One organisation's year on one page: last year's workbook and this year's into a report and a deck for the board.

    project ─ build.examine ─┐
    last year's ─ examine ───┴ comparing.following ─ report.followup ─ filling ─ outputs/<folder>/seuranta

In: an input folder, last year's workbook (alone or with its survey beside it), options. Out: an `Outcome` with every
finding; nothing is written when an error stands in the way. What the documents publish of surveys is remembered where
the organisation's own builds look (`publishing`).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.runs.build import Examined, examine
from pipeline.runs.delivering import Made, deliver
from pipeline.runs.designs import Design, read_design
from pipeline.runs.holding import Hold, held
from pipeline.runs.last_year import LastYear, open_last_year, texts_kept
from pipeline.runs.making import make, template_for
from pipeline.runs.manifest import input_marks, mark, read_manifest
from pipeline.runs.options import FOLLOW_UP, FOLLOW_UP_DECK, MAIN_LANGUAGE, Options, Outcome
from pipeline.runs.own_fault import own_fault
from pipeline.runs.project import Project, open_project, own_file, with_language
from pipeline.runs.publishing import Publication, remember
from pipeline.runs.released import NOBODY, Released, owner_of, read_released
from pipeline.runs.sheet_names import with_sheet_names
from pipeline.runs.unchanged import as_before, is_unchanged, told_of
from pipeline.vocabulary.findings import Finding, FindingValue, Place, Term, has_errors
from pipeline.vocabulary.follow_up import FollowUp
from pipeline.vocabulary.model import Entry, Language, Roadmap

if TYPE_CHECKING:
    from pipeline.comparing.following import Measured, YearPairs

DOCUMENTS = (FOLLOW_UP, FOLLOW_UP_DECK)
FOLDER = "seuranta"
"""Where they go, in the organisation's outputs' folder: they have a manifest of their own."""


@dataclass(frozen=True, slots=True)
class _Inputs:
    """This year's project and last year's, and the survey figures that were published of each."""

    project: Project
    last: LastYear
    released: Released
    released_before: Released

    def marks(self, options: Options, kept: bytes, kept_before: bytes) -> dict[str, str]:
        """The fingerprint of everything that the documents come from; nothing when an input can't be read."""
        own = {f"own:{name}": own_file(name) for name in ("brand.toml", *DOCUMENTS)}
        files = {**self.project.inputs(), **self.last.inputs(), **own}
        try:
            found = input_marks(files, "strict" if options.strict else "")
        except OSError:
            return {}
        return {**found, "released": mark(kept), "released-before": mark(kept_before)}


def follow_up(folder: str, since: str, options: Options, *, debug: bool = False) -> Outcome:
    """Makes the follow-up of an input folder since last year's workbook."""
    try:
        project, findings = open_project(Path(folder), folder)
        last, told = open_last_year(since, project)
        findings += told
        if project is None or last is None or has_errors(findings):
            return Outcome(folder, "failed", findings)
        outcome = _held(project, last, options)
        return replace(outcome, findings=(*findings, *outcome.findings))
    except Exception as error:  # the last barrier: a fault of ours is told as one
        if debug:
            raise
        return Outcome(folder, "failed", (own_fault(error, Place(folder)),))


def _held(project: Project, last: LastYear, options: Options) -> Outcome:
    with held(options.outputs / project.name / FOLDER) as hold:
        name = f"{project.name}/{FOLDER}"
        if hold.fault is not None:
            return Outcome(name, "failed", (hold.fault,))
        inputs = _Inputs(
            project,
            last,
            read_released(options.outputs / project.name),
            read_released(options.outputs / last.project.name),
        )
        outcome = _follow_up(name, inputs, replace(options, documents=DOCUMENTS), hold)
        return replace(outcome, findings=(*hold.told, *outcome.findings))


def _follow_up(name: str, inputs: _Inputs, options: Options, hold: Hold) -> Outcome:
    marks = inputs.marks(options, inputs.released.data, inputs.released_before.data)
    made_before = read_manifest(hold.folder)
    asked = options.force or options.accept
    if not asked and is_unchanged(hold.folder, made_before, marks, DOCUMENTS):
        return deliver(name, options, Made(), told_of(made_before.findings, DOCUMENTS), marks, hold)
    now, before = examine(inputs.project, inputs.released), inputs.last.examined(inputs.released_before)
    design, told = read_design(inputs.project, DOCUMENTS, of_documents=True)
    findings = (*now.findings, *before.findings, *told)
    if now.roadmap is None or before.roadmap is None or has_errors(findings, strict=options.strict):
        return Outcome(name, "failed", findings)
    documents, told = _documents(inputs.project, now, before, design)
    documents = as_before(hold.folder, made_before, marks, documents)
    findings += told
    if has_errors(findings, strict=options.strict):
        return Outcome(name, "failed", findings)
    if not options.dry_run and (fault := _remember(inputs, now, before)):
        return Outcome(name, "failed", (*findings, fault))
    kept = _publication(inputs.released, now).kept
    kept_before = kept if _same_place(inputs) else _publication(inputs.released_before, before).kept
    organisation = now.roadmap.organisation
    main = (organisation.languages or (MAIN_LANGUAGE,))[0]
    made = Made(documents, organisation.name, organisation.version, main, design.brand)
    return deliver(name, options, made, findings, inputs.marks(options, kept, kept_before), hold)


def _same_place(inputs: _Inputs) -> bool:
    """Whether both years' outputs are one folder: their input folders have one name."""
    return inputs.released.path == inputs.released_before.path


def _remember(inputs: _Inputs, now: Examined, before: Examined) -> Finding | None:
    """What the documents are about to show of the surveys, kept where later builds take it into account."""
    fault = None
    if before.survey is not None and not _same_place(inputs):
        fault = remember(_publication(inputs.released_before, before))
    return fault or remember(_publication(inputs.released, now))


def _publication(released: Released, year: Examined) -> Publication:
    return Publication(released, year.survey, year.answers, owner_of(year.roadmap) if year.roadmap else NOBODY)


def _documents(
    project: Project, now: Examined, before: Examined, design: Design
) -> tuple[dict[str, bytes], tuple[Finding, ...]]:
    """The documents' bytes by file name, in every language of this year's workbook."""
    from pipeline.comparing.following import pair_years
    from pipeline.comparing.following.noticed import is_another, noticed
    from pipeline.runs.year_surveys import measured_levels

    new, old = now.roadmap or Roadmap(), before.roadmap or Roadmap()
    if is_another(old.organisation, new.organisation):
        names = {"old": old.organisation.name, "new": new.organisation.name, "path": old.file}
        return {}, (Finding("FU001", old.organisation.place("name"), names),)
    pairs = pair_years(old, new)
    measured, findings = measured_levels(old, new, before.survey, now.survey, pairs.levels)
    year = _Year(project, now, before, design, pairs, measured)
    findings += with_sheet_names(noticed(old, new, year.follow(old, new)), new)
    documents: dict[str, bytes] = {}
    for place, language in enumerate(new.organisation.languages or (MAIN_LANGUAGE,)):
        made, told = year.in_language(language, main=place == 0)
        documents |= made
        findings += tuple(item for item in told if item not in findings)
    return documents, findings


@dataclass(frozen=True, slots=True)
class _Year:
    """Both years read and paired, and how the documents look."""

    project: Project
    now: Examined
    before: Examined
    design: Design
    pairs: YearPairs
    measured: Measured | None

    def follow(self, old: Roadmap, new: Roadmap) -> FollowUp:
        """What became of everything, in the language of the two roadmaps."""
        from pipeline.comparing.following import follow

        return follow(old, new, self.pairs, self.measured)

    def in_language(self, language: Language, *, main: bool) -> tuple[dict[str, bytes], tuple[Finding, ...]]:
        """The documents of one language. Finding: FU012 where last year's workbook lacks it."""
        from pipeline.filling.fitting.lettering import letters
        from pipeline.report.followup.context import context
        from pipeline.survey.naming import survey_in_language
        from pipeline.workbook.reading import in_language

        new, old = self.now.roadmap or Roadmap(), self.before.roadmap or Roadmap()
        translated, _ = in_language(new, language)
        before, untold = texts_kept(old, in_language(old, language)[0])
        survey = survey_in_language(self.now.survey, new, language)[0] if self.now.survey else None
        follow = self.follow(before, translated)
        brand = self.design.brand
        findings: tuple[Finding, ...] = _untranslated(follow, before, language) if untold else ()
        documents: dict[str, bytes] = {}
        for name in DOCUMENTS:
            names = context(
                translated,
                before,
                follow,
                survey,
                language=language,
                is_deck=name == FOLLOW_UP_DECK,
                logo=self.design.logo_in(language, main=main),
                dark_cover=brand.dark_cover,
                letters=letters(brand.body_font, brand.heading_font),
            )
            target = name if main else with_language(name, language)
            document, told = make(target, template_for(self.project, name, language), names, brand, language)
            findings += told
            documents |= {target: document} if document is not None else {}
        return documents, findings


def _untranslated(follow: FollowUp, old: Roadmap, language: Language) -> tuple[Finding, ...]:
    """What only last year's workbook has, and not in the document's language, is printed as it is."""
    gone: list[Entry] = [item.action for item in follow.actions if item.is_gone]
    gone += [item.goal for item in follow.goals if item.now is None]
    left = [entry for entry in gone if entry.place("name") in old.kept]
    if not left:
        return ()
    own = old.kept[left[0].place("name")]
    told: dict[str, FindingValue] = {
        "count": len(left),
        "language": Term(f"language.{own}"),
        "wanted": Term(f"language.{language}"),
    }
    return (Finding("FU012", left[0].place("name"), told),)
