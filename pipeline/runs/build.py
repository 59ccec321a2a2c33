"""The whole story on one page: one organisation's inputs into its documents.

    project ─ designs
              workbook.reading ─┐
              survey.intake ─ survey.scoring ─ baselines ─ checking ─ report.context ─ filling ─ outputs

In: a project and options. Out: an `Outcome` with every finding; nothing is written when an error stands in the way.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from pipeline.language import Words, words
from pipeline.runs.designs import Design, of_no_language, read_design
from pipeline.runs.manifest import Manifest, fingerprint, mark, read_manifest
from pipeline.runs.outputs import write_outputs
from pipeline.runs.pdfs import Pdfs, is_pdf, notes_on_pdfs, pdf_name, plan_pdfs, standing_documents
from pipeline.runs.plans import Written, plan_outputs
from pipeline.runs.project import Project, document_of, own_file, with_language
from pipeline.runs.released import KEPT, Released, mark_of_answers, publishable, read_released
from pipeline.runs.sheet_names import with_sheet_names
from pipeline.vocabulary.findings import Finding, has_errors
from pipeline.vocabulary.model import Audience, Language, Roadmap
from pipeline.vocabulary.suggestions import Suggestion
from pipeline.vocabulary.survey import SurveyResult

if TYPE_CHECKING:
    from pipeline.filling.fitting.continuing import SlideWords

ROADMAP, STAFF, COUNCIL = "digitiekartta.docx", "esitys-henkilosto.pptx", "esitys-luottamushenkilot.pptx"
AUDIENCES: Mapping[str, Audience] = {ROADMAP: "", STAFF: "staff", COUNCIL: "council"}
_MAIN_LANGUAGE: Language = "fi"
_NAMED_ROWS = 4


@dataclass(frozen=True, slots=True)
class Options:
    """What the user asked for. `documents` are names of templates; `outputs` the folder of all outputs."""

    outputs: Path = Path("outputs")
    documents: tuple[str, ...] = (ROADMAP, STAFF, COUNCIL)
    strict: bool = False
    force: bool = False
    dry_run: bool = False
    pdf: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one folder: `status` is built, unchanged, failed or, for a dry run, planned."""

    folder: str
    status: str
    findings: tuple[Finding, ...] = ()
    outputs: tuple[str, ...] = ()
    written: Written = field(default_factory=Written)


def documents_for(only: str | None, audience: str | None) -> tuple[str, ...]:
    """The documents that `--only` and `--audience` leave."""
    return tuple(
        name
        for name, its_audience in AUDIENCES.items()
        if (only is None or (only == "roadmap") == (name == ROADMAP)) and audience in (None, its_audience)
    )


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
    """Makes the documents of one organisation."""
    folder = options.outputs / project.name
    inputs, released = _fingerprint(project, options), read_released(folder)
    print_of_all = _beside_released(inputs, released.data)
    if not options.force and _is_unchanged(folder, print_of_all):
        return _deliver(project, options, None, read_manifest(folder).findings, print_of_all)
    examined = examine(project, released)
    roadmap, survey = examined.roadmap, examined.survey
    design, told = read_design(project, options.documents, of_documents=True)
    findings = (*examined.findings, *told)
    if roadmap is None or has_errors(findings, strict=options.strict):
        return Outcome(project.name, "failed", findings)
    documents, told = make_documents(project, roadmap, survey, design, options)
    findings += told
    if has_errors(findings, strict=options.strict):
        return Outcome(project.name, "failed", findings)
    kept = released.bytes_with(survey, examined.answers)
    hidden = {KEPT: kept} if kept != released.data else {}
    return _deliver(project, options, documents, findings, _beside_released(inputs, kept), hidden)


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
    for place, language in enumerate(roadmap.organisation.languages or (_MAIN_LANGUAGE,)):
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
                documents[target] = filled.document
                findings += beside_the_brands(check_document(filled.package, target), design.brand)
    return documents, findings


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


def _deliver(
    project: Project,
    options: Options,
    documents: Mapping[str, bytes] | None,
    findings: tuple[Finding, ...],
    all_inputs: str,
    hidden: Mapping[str, bytes] = MappingProxyType({}),
) -> Outcome:
    """Writes what is to be written. Without `documents` the earlier ones stand, and only PDFs may be made.

    `hidden` are files that are written with the documents, all or none, and not told of.
    """
    folder, fresh = options.outputs / project.name, documents or {}
    last, of_inputs = read_manifest(folder), findings
    writes, written = plan_outputs(folder, fresh, force=options.force)
    earlier = [name for name in last.documents if not is_pdf(name)] if documents is None else []
    names = [*fresh, *(name for name in earlier if document_of(name) in options.documents)]
    pdfs = _pdfs(folder, names, writes, last, options)
    findings += (*written.findings, *pdfs.findings)
    if options.pdf and has_errors(pdfs.findings, strict=options.strict):
        return Outcome(project.name, "failed", findings)
    there = {*pdfs.written.changed, *pdfs.written.same, *pdfs.written.kept}
    paths = _paths(folder, [*fresh, *earlier, *(name for name in map(pdf_name, names) if name in there)])
    written = written.with_more(Written(same=tuple(earlier))).with_more(pdfs.written)
    if options.dry_run and (documents is not None or pdfs.written.changed):
        return Outcome(project.name, "planned", findings, paths, written)
    if documents is None and not pdfs.sources:
        return Outcome(project.name, "unchanged", findings, paths)
    bases = {name: data for name, data in fresh.items() if name not in written.kept}
    remembered = replace(_remembered(last, all_inputs, bases, written, pdfs), findings=of_inputs)
    fault = write_outputs(folder, {**writes, **pdfs.writes, **hidden}, remembered, bases)
    if fault is not None:
        return Outcome(project.name, "failed", (*findings, fault))
    return Outcome(project.name, "built", findings, paths, written)


def _remembered(last: Manifest, all_inputs: str, bases: Mapping[str, bytes], written: Written, pdfs: Pdfs) -> Manifest:
    """The manifest after a run."""
    marks = {name: mark(data) for name, data in bases.items()}
    waiting = tuple(name for name in written.kept if not is_pdf(name))
    return Manifest(
        all_inputs,
        {**last.documents, **marks, **pdfs.marks},
        waiting,
        {**last.sources, **pdfs.sources},
        {**last.lacking, **pdfs.lacking},
    )


def _pdfs(folder: Path, names: Iterable[str], writes: Mapping[str, bytes], last: Manifest, options: Options) -> Pdfs:
    """What becomes of the PDFs; documents are read for them only where some are asked for or were made."""
    if not options.pdf and not last.sources:
        return Pdfs()
    documents = standing_documents(folder, names, writes)
    if options.pdf:
        return plan_pdfs(folder, documents, last, force=options.force, dry_run=options.dry_run)
    return notes_on_pdfs(folder, documents, last)


def _fingerprint(project: Project, options: Options) -> str:
    own = [own_file("brand.toml"), *(own_file(name) for name in options.documents)]
    inputs = [item.path for item in project.inputs()]
    try:
        return fingerprint([*inputs, *own], f"{sorted(options.documents)} {options.strict}")
    except OSError:
        return ""


def _beside_released(inputs: str, released: bytes) -> str:
    """The fingerprint of the inputs and of the survey figures published before, "" when the inputs can't be read."""
    return mark(inputs.encode() + released) if inputs else ""


def _is_unchanged(folder: Path, print_of_all: str) -> bool:
    """Whether nothing would be made: the same inputs, all documents there, and none that waits for a hand."""
    last = read_manifest(folder)
    standing = all((folder / name).exists() for name in last.documents if not is_pdf(name))
    return bool(print_of_all) and last.fingerprint == print_of_all and standing and not last.waiting


def _paths(folder: Path, names: Iterable[str]) -> tuple[str, ...]:
    return tuple(str(folder / name).replace("\\", "/") for name in names)
