"""The whole story on one page: one organisation's inputs into its documents.

    project ─ designs
              workbook.reading ─┐
              survey.intake ─ survey.scoring ─ baselines ─ checking ─ report.context ─ filling ─ outputs

In: a project and options. Out: an `Outcome` with every finding; nothing is written when an error stands in the way.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from pipeline.runs.delivering import Made, deliver
from pipeline.runs.designs import Design, of_no_language, read_design
from pipeline.runs.holding import Hold, held
from pipeline.runs.making import make, template_for
from pipeline.runs.manifest import input_marks, mark, read_manifest
from pipeline.runs.options import AUDIENCES, MAIN_LANGUAGE, Options, Outcome
from pipeline.runs.project import Project, own_file, with_language
from pipeline.runs.released import KEPT, Released, mark_of_answers, owner_of, publishable, read_released
from pipeline.runs.sheet_names import with_sheet_names
from pipeline.runs.unchanged import as_before, is_unchanged, told_of
from pipeline.vocabulary.findings import Finding, has_errors
from pipeline.vocabulary.model import Roadmap
from pipeline.vocabulary.suggestions import Suggestion
from pipeline.vocabulary.survey import SurveyResult


@dataclass(frozen=True, slots=True)
class Examined:
    """What the inputs of one organisation say: no `roadmap` when its workbook can't be read.

    `suggestions` are what columns of the survey may mean that nobody has told. `answers` is the mark of the survey's
    files when all of their figures may be published.
    """

    roadmap: Roadmap | None
    survey: SurveyResult | None
    findings: tuple[Finding, ...]
    suggestions: tuple[Suggestion, ...] = ()
    answers: str = ""


def examine(project: Project, released: Released | None = None) -> Examined:
    """Reads and checks everything that comes from outside; writes nothing.

    The survey's figures are those that may be published beside the ones `released` before, when these are given.
    """
    from pipeline.checking import check
    from pipeline.survey import intake, scoring
    from pipeline.survey.naming import survey_in_language
    from pipeline.workbook.reading import in_language, read

    roadmap, findings = read(project.workbook.path, project.workbook.shown)
    if roadmap is None:
        return Examined(None, None, findings)
    surveys, told = intake.read([(item.path, item.shown) for item in project.surveys], roadmap)
    findings += told
    survey, told = scoring.score(surveys, roadmap)
    findings += told
    answers = ""
    if released is not None:
        may_be = publishable(
            survey, released, mark_of_answers(item.path for item in project.surveys), owner_of(roadmap)
        )
        survey, answers = may_be.result, may_be.answers
        findings += may_be.findings
    roadmap, told = scoring.with_baselines(roadmap, survey, surveys)
    untranslated: list[Finding] = []
    for language in roadmap.organisation.languages:
        untranslated += in_language(roadmap, language)[1]
        untranslated += survey_in_language(survey, roadmap, language)[1] if survey else ()
    unused = of_no_language(project, roadmap.organisation.languages)
    findings = (*findings, *told, *check(roadmap, survey), *untranslated, *unused)
    return Examined(roadmap, survey, with_sheet_names(findings, roadmap), surveys.suggestions, answers)


def build(project: Project, options: Options) -> Outcome:
    """Makes the documents of one organisation, while no other run can write to its outputs."""
    with held(options.outputs / project.name) as hold:
        if hold.fault is not None:
            return Outcome(project.name, "failed", (hold.fault,))
        outcome = _build(project, options, hold)
        return replace(outcome, findings=(*hold.told, *outcome.findings))


def _build(project: Project, options: Options, hold: Hold) -> Outcome:
    inputs, released = _input_marks(project, options), read_released(hold.folder)
    marks = _with_released(inputs, released.data)
    last = read_manifest(hold.folder)
    asked = options.force or options.accept or options.redline
    if not asked and is_unchanged(hold.folder, last, marks, options.documents):
        return deliver(project.name, options, Made(), told_of(last.findings, options.documents), marks, hold)
    examined = examine(project, released)
    roadmap, survey = examined.roadmap, examined.survey
    design, told = read_design(project, options.documents, of_documents=True)
    findings = (*examined.findings, *told)
    if roadmap is None or has_errors(findings, strict=options.strict):
        return Outcome(project.name, "failed", findings)
    documents, told = make_documents(project, roadmap, survey, design, options)
    documents = as_before(hold.folder, last, marks, documents)
    findings += told
    if has_errors(findings, strict=options.strict):
        return Outcome(project.name, "failed", findings)
    kept = released.bytes_with(survey, examined.answers, owner_of(roadmap))
    hidden = {KEPT: kept} if kept != released.data else {}
    organisation = roadmap.organisation
    main = (organisation.languages or (MAIN_LANGUAGE,))[0]
    made = Made(documents, organisation.name, organisation.version, main, design.brand, hidden)
    return deliver(project.name, options, made, findings, _with_released(inputs, kept), hold)


def make_documents(
    project: Project, roadmap: Roadmap, survey: SurveyResult | None, design: Design, options: Options
) -> tuple[dict[str, bytes], tuple[Finding, ...]]:
    """The documents' bytes by file name, in every language of the workbook."""
    from pipeline.filling.fitting.lettering import letters
    from pipeline.report.context import context
    from pipeline.survey.naming import survey_in_language
    from pipeline.workbook.reading import in_language

    findings: tuple[Finding, ...] = ()
    documents: dict[str, bytes] = {}
    for place, language in enumerate(roadmap.organisation.languages or (MAIN_LANGUAGE,)):
        translated, _ = in_language(roadmap, language)
        answered = survey_in_language(survey, roadmap, language)[0] if survey else None
        for name in options.documents:
            names = context(
                translated,
                answered,
                language=language,
                audience=AUDIENCES[name],
                logo=design.logo_in(language, main=place == 0),
                dark_cover=design.brand.dark_cover,
                letters=letters(design.brand.body_font, design.brand.heading_font),
            )
            target = name if place == 0 else with_language(name, language)
            document, told = make(target, template_for(project, name, language), names, design.brand, language)
            findings += told
            documents |= {target: document} if document is not None else {}
    return documents, findings


def _input_marks(project: Project, options: Options) -> dict[str, str]:
    """The fingerprint of everything that any document comes from; nothing when an input can't be read."""
    own = {f"own:{name}": own_file(name) for name in ("brand.toml", *AUDIENCES)}
    try:
        return input_marks({**project.inputs(), **own}, "strict" if options.strict else "")
    except OSError:
        return {}


def _with_released(inputs: Mapping[str, str], released: bytes) -> dict[str, str]:
    """The inputs, and the survey figures published before as one of them."""
    return {**inputs, "released": mark(released)} if inputs else {}
