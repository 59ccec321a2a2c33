"""The whole story on one page: one organisation's inputs into its documents.

    project ─ designs
              workbook.reading ─┐
              survey.intake ─ survey.scoring ─ baselines ─ checking ─ report.context ─ filling ─ outputs

In: a project and options. Out: an `Outcome` with every finding; nothing is written when an error stands in the way.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import PurePath
from typing import TYPE_CHECKING

from pipeline.language import Words, words
from pipeline.runs.delivering import Made, deliver
from pipeline.runs.designs import Design, of_no_language, read_design
from pipeline.runs.holding import Hold, held
from pipeline.runs.manifest import input_marks, mark, read_manifest
from pipeline.runs.options import AUDIENCES, MAIN_LANGUAGE, Options, Outcome
from pipeline.runs.project import Project, own_file, with_language
from pipeline.runs.released import KEPT, Released, mark_of_answers, publishable, read_released
from pipeline.runs.sheet_names import with_sheet_names
from pipeline.runs.unchanged import as_before, is_unchanged, told_of
from pipeline.vocabulary.findings import Finding, Place, has_errors
from pipeline.vocabulary.model import Roadmap
from pipeline.vocabulary.suggestions import Suggestion
from pipeline.vocabulary.survey import SurveyResult

if TYPE_CHECKING:
    from pipeline.filling.fitting.continuing import SlideWords
    from pipeline.filling.rendering import Filled

_NAMED_ROWS = 4


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
        may_be = publishable(survey, released, mark_of_answers(item.path for item in project.surveys))
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
        return deliver(project, options, Made(), told_of(last.findings, options.documents), marks, hold)
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
    kept = released.bytes_with(survey, examined.answers)
    hidden = {KEPT: kept} if kept != released.data else {}
    made = Made(documents, roadmap, design.brand, hidden)
    return deliver(project, options, made, findings, _with_released(inputs, kept), hold)


def make_documents(
    project: Project, roadmap: Roadmap, survey: SurveyResult | None, design: Design, options: Options
) -> tuple[dict[str, bytes], tuple[Finding, ...]]:
    """The documents' bytes by file name, in every language of the workbook."""
    from pipeline.accessibility import check_document
    from pipeline.filling.fitting.lettering import letters
    from pipeline.filling.renaming import PartNames
    from pipeline.filling.rendering import render_template
    from pipeline.report.context import context
    from pipeline.report.part_names import part_names
    from pipeline.runs.told_once import beside_the_brands
    from pipeline.survey.naming import survey_in_language
    from pipeline.workbook.reading import in_language

    findings: tuple[Finding, ...] = ()
    documents: dict[str, bytes] = {}
    for place, language in enumerate(roadmap.organisation.languages or (MAIN_LANGUAGE,)):
        own = words(language)
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
            source = project.template(name, language)
            data = (source.path if source else own_file(name)).read_bytes()
            shown = source.shown if source else f"templates/{name}"
            filled = render_template(
                data,
                shown,
                names,
                brand=design.brand,
                language_tag=own.tag,
                slide_words=_slide_words(own),
                part_names=PartNames(**part_names(language)),
            )
            findings += filled.findings
            if filled.document is not None and filled.package is not None:
                target = name if place == 0 else with_language(name, language)
                documents[target] = _traced(filled)
                findings += beside_the_brands(check_document(filled.package, target), design.brand)
    return documents, findings


def _traced(filled: Filled) -> bytes:
    """The document, which carries what a later merge must know of its making: for each block the workbook's cells."""
    from pipeline.merging.trace import traced

    cells: dict[tuple[str, str], tuple[Place, ...]] = {}
    for block in filled.blocks:
        if block.anchor:
            place = block.part, block.anchor
            cells[place] = (*cells.get(place, ()), *map(_nameless, block.cells))
    return traced(filled.package, cells) if filled.package is not None else b""


def _nameless(place: Place) -> Place:
    """A cell without its file's folders, which are nobody's business where the document goes."""
    return Place(PurePath(place.file).name, place.sheet, place.cell)


def _slide_words(say: Words) -> SlideWords:
    """What is said when a slide goes on."""
    from pipeline.filling.fitting.continuing import SlideWords

    return SlideWords(
        partial(_continued, say, "continued"),
        say.text("deck", "continued_notes"),
        say.text("deck", "continued_row"),
        partial(_continued, say, "continued_notes_of"),
    )


def _continued(say: Words, key: str, rows: Sequence[str]) -> str:
    """What a slide's source line, or the next one's notes, say of the rows that go on there."""
    return say.text("deck", key, items=say.join(rows)) if len(rows) <= _NAMED_ROWS else ""


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
