"""The whole story on one page: one organisation's inputs into its documents.

    project ─ designs
              workbook.reading ─┐
              survey.intake ─ survey.scoring ─ baselines ─ checking ─ report.context ─ filling ─ outputs

In: a project and options. Out: an `Outcome` with every finding; nothing is written when an error stands in the way.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from pipeline.language import Words, words
from pipeline.runs.designs import Design, read_design
from pipeline.runs.manifest import Manifest, fingerprint, mark, read_manifest
from pipeline.runs.outputs import Written, plan_outputs, write_outputs
from pipeline.runs.project import Project, own_file
from pipeline.vocabulary.findings import Finding, has_errors
from pipeline.vocabulary.model import Audience, Language, Roadmap, SurveyResult

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


def examine(project: Project) -> tuple[Roadmap | None, SurveyResult | None, tuple[Finding, ...]]:
    """Reads and checks everything that comes from outside; writes nothing."""
    from pipeline.checking import check
    from pipeline.survey import intake, scoring
    from pipeline.workbook.reading import in_language, read

    roadmap, findings = read(project.workbook.path, project.workbook.shown)
    if roadmap is None:
        return None, None, findings
    answers, told = intake.read([(item.path, item.shown) for item in project.surveys], roadmap)
    findings += told
    survey: SurveyResult | None = None
    if answers is not None:
        survey, told = scoring.score(answers, roadmap)
        findings += told
    roadmap, told = scoring.with_baselines(roadmap, survey)
    untranslated = [item for language in roadmap.organisation.languages for item in in_language(roadmap, language)[1]]
    return roadmap, survey, (*findings, *told, *check(roadmap, survey), *untranslated)


def build(project: Project, options: Options) -> Outcome:
    """Makes the documents of one organisation."""
    folder = options.outputs / project.name
    print_of_all = _fingerprint(project, options)
    if not options.force and _is_unchanged(folder, print_of_all):
        return Outcome(project.name, "unchanged", outputs=_paths(folder, read_manifest(folder).documents))
    roadmap, survey, findings = examine(project)
    design, told = read_design(project, options.documents, of_documents=True)
    findings += told
    if roadmap is None or has_errors(findings, strict=options.strict):
        return Outcome(project.name, "failed", findings)
    documents, told = make_documents(project, roadmap, survey, design, options)
    findings += told
    if has_errors(findings, strict=options.strict):
        return Outcome(project.name, "failed", findings)
    return _deliver(project, options, documents, findings, print_of_all)


def make_documents(
    project: Project, roadmap: Roadmap, survey: SurveyResult | None, design: Design, options: Options
) -> tuple[dict[str, bytes], tuple[Finding, ...]]:
    """The documents' bytes by file name, in every language of the workbook."""
    from pipeline.accessibility import check_document
    from pipeline.filling.fitting.continuing import SlideWords
    from pipeline.filling.rendering import render_template
    from pipeline.report.context import context
    from pipeline.workbook.reading import in_language

    findings: tuple[Finding, ...] = ()
    documents: dict[str, bytes] = {}
    for place, language in enumerate(roadmap.organisation.languages or (_MAIN_LANGUAGE,)):
        own = words(language)
        translated, _ = in_language(roadmap, language)
        for name in options.documents:
            names = context(translated, survey, language=language, audience=AUDIENCES[name], logo=design.logo)
            source = project.templates.get(name)
            data = (source.path if source else own_file(name)).read_bytes()
            shown = source.shown if source else f"templates/{name}"
            slide_words = SlideWords(
                partial(_continued, own), own.text("deck", "continued_notes"), own.text("deck", "continued_row")
            )
            filled = render_template(
                data, shown, names, brand=design.brand, language_tag=own.tag, slide_words=slide_words
            )
            findings += filled.findings
            if filled.document is not None:
                target = name if place == 0 else _with_language(name, language)
                documents[target] = filled.document
                findings += check_document(filled.document, target)
    return documents, findings


def _continued(say: Words, rows: Sequence[str]) -> str:
    """What a slide's source line says when its table goes on to the next slide."""
    return say.text("deck", "continued", items=say.join(rows)) if len(rows) <= _NAMED_ROWS else ""


def _deliver(
    project: Project, options: Options, documents: dict[str, bytes], findings: tuple[Finding, ...], all_inputs: str
) -> Outcome:
    folder = options.outputs / project.name
    writes, written = plan_outputs(folder, documents, force=options.force)
    findings += written.findings
    paths = _paths(folder, documents)
    if options.dry_run:
        return Outcome(project.name, "planned", findings, paths, written)
    last = read_manifest(folder).documents
    bases = {name: data for name, data in documents.items() if name not in written.kept}
    marks = {name: mark(data) for name, data in bases.items()}
    manifest = Manifest(all_inputs, {**last, **marks}, written.kept)
    fault = write_outputs(folder, writes, manifest, bases)
    if fault is not None:
        return Outcome(project.name, "failed", (*findings, fault))
    return Outcome(project.name, "built", findings, paths, written)


def _fingerprint(project: Project, options: Options) -> str:
    own = [own_file("brand.toml"), *(own_file(name) for name in options.documents)]
    inputs = [item.path for item in project.inputs()]
    try:
        return fingerprint([*inputs, *own], f"{sorted(options.documents)} {options.strict}")
    except OSError:
        return ""


def _is_unchanged(folder: Path, print_of_all: str) -> bool:
    """Whether nothing would be made: the same inputs, all documents there, and none that waits for a hand."""
    last = read_manifest(folder)
    standing = all((folder / name).exists() for name in last.documents)
    return bool(print_of_all) and last.fingerprint == print_of_all and standing and not last.waiting


def _paths(folder: Path, names: Mapping[str, object]) -> tuple[str, ...]:
    return tuple(str(folder / name).replace("\\", "/") for name in names)


def _with_language(name: str, language: Language) -> str:
    stem, _, ending = name.rpartition(".")
    return f"{stem}-{language}.{ending}"
