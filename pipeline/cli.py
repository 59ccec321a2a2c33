"""The commands: no logic. Heavy rooms are imported by the command that needs them, so that --help is quick.

In: what was typed. Out: an exit status: 0 done · 1 errors in the inputs · 2 usage · 3 unreadable · 4 unwritable ·
10 our fault.
"""

from __future__ import annotations

import datetime as dt
import gc
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import click

from pipeline import __version__
from pipeline.language import LANGUAGES, words
from pipeline.usage import Commands, system_language
from pipeline.vocabulary.model import Language

if TYPE_CHECKING:
    from pipeline.console import Console

_MOST_NEW_OBJECTS = 50_000
"""So many objects are made before unreachable ones are looked for: documents are large, and few of their objects refer
to each other in circles."""
_Command = Callable[..., None]
_JOBS = "So many folders at once, each in a process of its own; 0: as many as there are cores [default: one by one]."
_LANGUAGE = click.Choice(LANGUAGES)


def _common(command: _Command) -> _Command:
    """Gives a command the options that all have, as its `console`, and the last barrier before the user."""

    @wraps(command)
    def guarded(as_json: bool, quiet: bool, lang: str | None, debug: bool, **given: Any) -> None:
        console = _console(lang, quiet=quiet, as_json=as_json, debug=debug)
        try:
            command(console=console, **given)
        except KeyboardInterrupt:
            console.stopped()
            sys.exit(130)
        except click.UsageError:
            raise
        except Exception as error:
            if debug:
                raise
            console.own_fault(click.get_current_context().command_path.partition(" ")[2], error)
            sys.exit(10)

    for option in reversed(
        (
            click.option("--json", "as_json", is_flag=True, help="One machine-readable object on stdout."),
            click.option("--quiet", is_flag=True, help="Errors only."),
            click.option("--lang", type=_LANGUAGE, help="Language of the messages (default: the system's)."),
            click.option("--debug", is_flag=True, help="Show the program's own traceback."),
        )
    ):
        guarded = option(guarded)
    return guarded


def _named(_: click.Context, parameter: click.Parameter, name: str) -> str:
    """A name that is not blank."""
    if not name.strip():
        raise click.BadParameter("", param=parameter)
    return name


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="digitiekartta")
def main() -> None:
    """Workshop workbook and staff survey into a Word roadmap and PowerPoint decks.

    \b
    digitiekartta new "Esimerkkilän kunta" --folder inputs/esimerkkila
    digitiekartta check inputs/esimerkkila
    digitiekartta build inputs/esimerkkila
    """
    gc.set_threshold(_MOST_NEW_OBJECTS)


@main.command()
@click.argument("name", callback=_named)
@click.option("--folder", required=True, type=click.Path(path_type=Path), help="Where the workbook goes.")
@click.option("--language", type=_LANGUAGE, default=None, help="Language of the workbook [default: by the name].")
@click.option("--from", "old", metavar="OLD.xlsx", help="Last year's workbook, whose content is carried over.")
@_common
def new(name: str, folder: Path, language: Language | None, old: str | None, console: Console) -> None:
    """Write a workbook and the survey form in three languages; what is sure by the organisation's name is filled in.

    With --from, last year's content is carried over: ids stay, finished actions go to an archive, nothing is lost.

    \b
    digitiekartta new "Esimerkkilän kunta" --folder inputs/esimerkkila
    digitiekartta new Sotkamo --folder inputs/sotkamo
    digitiekartta new Esimerkkilä --folder inputs/esimerkkila-2028 --from inputs/esimerkkila/tyokirja.xlsx
    """
    if old is not None:
        _next_year(name, old, folder, language, console)
    from pipeline.municipalities.identity import identify
    from pipeline.runs.start import start

    identity = identify(name, language)
    created, findings = start(identity, folder)
    for finding in findings:
        console.finding(finding)
    for path in created:
        console.told("hints.created", path=path)
    if created:
        console.identity(name, identity)
        console.told("hints.next", folder=f'"{folder}"' if " " in str(folder) else str(folder))
    if console.as_json:
        told = [console.finding_as_data(item) for item in findings]
        console.json_object("new", created=created, organisation=console.identity_as_data(identity), findings=told)
    sys.exit(4 if findings else 0)


def _next_year(name: str, old: str, folder: Path, language: Language | None, console: Console) -> None:
    """Begins the next year of a workbook, tells it and exits."""
    from pipeline.console import exit_status
    from pipeline.runs.next_year import as_data, begin
    from pipeline.runs.options import Outcome

    begun = begin(name, old, folder, language)
    for finding in begun.findings:
        if not console.quiet or finding.severity == "error":
            console.finding(finding)
    for path in begun.created:
        console.told("hints.created", path=path)
    if begun.carried is not None:
        console.told("hints.carried", **{key: str(begun.carried.rows.get(key, 0)) for key in ("goals", "actions")})
        console.told("hints.next", folder=f'"{folder}"' if " " in str(folder) else str(folder))
    if console.as_json:
        told = [console.finding_as_data(item) for item in begun.findings]
        organisation, carried = console.identity_as_data(begun.identity), as_data(begun.carried)
        console.json_object(
            "new", created=list(begun.created), organisation=organisation, carried=carried, findings=told
        )
    sys.exit(exit_status([Outcome(old, "", begun.findings)], strict=False))


@main.command()
@click.argument("folders", nargs=-1, required=True, metavar="FOLDER...")
@click.option("--annotate", is_flag=True, help="Write a copy of the workbook with a note at each cell.")
@click.option("--outputs", type=click.Path(path_type=Path), default="outputs", show_default=True, help="Where to.")
@click.option("--strict", is_flag=True, help="Warnings stop too.")
@_common
def check(folders: tuple[str, ...], annotate: bool, outputs: Path, strict: bool, console: Console) -> None:
    """Read and validate; print findings, write nothing.

    \b
    digitiekartta check inputs/esimerkki
    digitiekartta check inputs/esimerkki --annotate
    digitiekartta check inputs/esimerkki/tyokirja.xlsx --lang sv
    """
    from pipeline.runs.batch import Notes, check_all

    notes = Notes(outputs, console.words.language) if annotate else None
    _run("check", check_all(folders, strict=strict, debug=console.debug, notes=notes), console, strict)


@main.command()
@click.argument("folders", nargs=-1, required=True, metavar="FOLDER...")
@click.option("--outputs", type=click.Path(path_type=Path), default="outputs", show_default=True, help="Where to.")
@click.option("--only", type=click.Choice(["roadmap", "deck"]), help="Only the Word roadmap, or only the decks.")
@click.option("--audience", type=click.Choice(["staff", "council"]), help="Only the deck for this audience.")
@click.option("--pdf", is_flag=True, help="Also an accessible PDF of each document (needs LibreOffice).")
@click.option("--strict", is_flag=True, help="Warnings stop too.")
@click.option("--accept", is_flag=True, help="Write changes into hand-edited documents plain, not tracked.")
@click.option("--redline", is_flag=True, help="Also a copy of the roadmap that shows what changed.")
@click.option("--delivered", is_flag=True, help="Mark the documents as sent: later changes are told from here on.")
@click.option("--force", is_flag=True, help="Make everything anew, over hand-edited documents too.")
@click.option("--dry-run", is_flag=True, help="Tell what would be written, write nothing.")
@click.option("--jobs", type=click.IntRange(min=0), default=1, metavar="N", help=_JOBS)
@_common
def build(
    folders: tuple[str, ...],
    outputs: Path,
    only: str | None,
    audience: str | None,
    pdf: bool,
    strict: bool,
    accept: bool,
    redline: bool,
    delivered: bool,
    force: bool,
    dry_run: bool,
    jobs: int,
    console: Console,
) -> None:
    """Check, then write the documents of each folder.

    One folder that fails doesn't stop the others. Stopped and started again, it goes on where it was.

    \b
    digitiekartta build inputs/esimerkki
    digitiekartta build inputs/* --only roadmap --pdf
    digitiekartta build inputs/* --jobs 4
    """
    from pipeline.runs.batch import build_all
    from pipeline.runs.options import Options, documents_for

    documents = documents_for(only, audience)
    if not documents:
        raise click.UsageError(console.words.text("terminal", "hints.nothing_chosen", only=only, audience=audience))
    options = Options(outputs, documents, strict, force, dry_run, pdf, accept, redline, delivered, _now())
    _run("build", build_all(folders, options, jobs=jobs, debug=console.debug), console, strict)


@main.command()
@click.argument("folder", type=click.Path(path_type=Path), metavar="FOLDER")
@click.argument("name", required=False)
@click.option("--list", "only_list", is_flag=True, help="Only list the versions that are kept.")
@click.option("--version", "number", type=click.IntRange(min=1), metavar="N", help="Which one [default: the newest].")
@click.option("--outputs", type=click.Path(path_type=Path), default="outputs", show_default=True, help="Where.")
@_common
def restore(
    folder: Path, name: str | None, only_list: bool, number: int | None, outputs: Path, console: Console
) -> None:
    """Put an earlier version of a document back; without NAME, list those that are kept.

    FOLDER is the input folder or the outputs' folder. What stands now is kept too, so that this can be undone.

    \b
    digitiekartta restore inputs/esimerkki
    digitiekartta restore inputs/esimerkki digitiekartta.docx --version 3
    """
    from pipeline.runs.restoring import outputs_of, restore, versions_of

    found, named, told = outputs_of(folder, outputs)
    name = name or named or None
    if told or only_list or name is None:
        versions, more = versions_of(found, name) if not told else ((), ())
        status = console.versions(found.as_posix(), versions, (*told, *more))
    else:
        status = console.restored(found.as_posix(), found / name, restore(found, name, number))
    sys.exit(status)


@main.command()
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="NEW")
@_common
def diff(old: str, new: str, console: Console) -> None:
    """Tell what changed between two workbooks or input folders, or two documents or built folders.

    \b
    digitiekartta diff vanha/tyokirja.xlsx inputs/esimerkki
    digitiekartta diff outputs-kevat/esimerkki outputs/esimerkki
    """
    from pipeline.console import exit_status
    from pipeline.runs.comparing import compare
    from pipeline.runs.difference_words import as_data, page
    from pipeline.runs.options import Outcome

    compared = compare(old, new)
    for finding in compared.findings:
        if not console.quiet or finding.severity == "error":
            console.finding(finding)
    if console.as_json:
        told = [console.finding_as_data(finding) for finding in compared.findings]
        console.json_object("diff", **as_data(console.words, compared), findings=told)
    elif compared.sort:
        console.page(page(console.words, compared))
    sys.exit(exit_status([Outcome(new, "checked", compared.findings)], strict=False))


@main.command()
@click.argument("code", required=False)
@_common
def explain(code: str | None, console: Console) -> None:
    """Tell what a finding means, with an example and the fix; without CODE, list all codes.

    \b
    digitiekartta explain WB014
    """
    import pipeline.explain as guides

    language = console.words.language
    text = guides.rule_text(code, language) if code else guides.rule_list(language)
    nearest = guides.nearest_code(str(code)) if text is None else ""
    if console.as_json:
        console.json_object("explain", code=code, text=text, nearest=nearest)
    elif text is not None:
        console.page(text)
    if text is None:
        console.told("hints.code_unknown", code=str(code))
        if nearest:
            console.told("hints.nearest", code=nearest)
        sys.exit(2)


@main.group()
def templates() -> None:
    """For the designer: take the templates, see the names they may use, check them."""


@templates.command()
@_common
def names(console: Console) -> None:
    """List every name a template may use, with type, meaning and example.

    \b
    digitiekartta templates names
    """
    from pipeline.report.names import as_data, reference

    if console.as_json:
        console.json_object("templates names", names=as_data(console.words.language))
    else:
        console.page(reference(console.words.language))


@templates.command("check")
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option("--annotate", is_flag=True, help="Write a copy of each template with a comment at each fault.")
@click.option("--outputs", type=click.Path(path_type=Path), default="outputs", show_default=True, help="Where to.")
@click.option("--brand", default="", metavar="FILE", help="The brand (default: brand.toml beside the template).")
@click.option("--strict", is_flag=True, help="Warnings stop too.")
@_common
def check_templates(
    files: tuple[str, ...], annotate: bool, outputs: Path, brand: str, strict: bool, console: Console
) -> None:
    """Find every fault of templates without any data; write nothing.

    \b
    digitiekartta templates check inputs/esimerkki/digitiekartta.docx
    digitiekartta templates check oma/*.pptx --brand oma/brand.toml --annotate
    """
    from pipeline.console import exit_status
    from pipeline.runs.batch import Notes
    from pipeline.runs.template_files import check_files

    notes = Notes(outputs, console.words.language) if annotate else None
    outcomes = []
    for outcome in check_files(files, brand=brand, strict=strict, debug=console.debug, notes=notes):
        console.outcome(outcome)
        outcomes.append(outcome)
    if console.as_json:
        console.json_object("templates check", files=[console.file_as_data(outcome) for outcome in outcomes])
    sys.exit(exit_status(outcomes, strict=strict))


@templates.command("copy")
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@click.option("--force", is_flag=True, help="Over files that stand there, too.")
@_common
def copy_templates(folder: Path, force: bool, console: Console) -> None:
    """Copy the program's templates and brand.toml into a folder, to be changed there.

    \b
    digitiekartta templates copy inputs/esimerkki
    """
    from pipeline.runs.templates import copy_templates as copy

    created, findings = copy(folder, force=force)
    for finding in findings:
        console.finding(finding)
    for path in created:
        console.told("hints.copied", path=path)
    if not findings:
        path = str(folder / "digitiekartta.docx")
        console.told("hints.check_templates", path=f'"{path}"' if " " in path else path)
    if console.as_json:
        told = [console.finding_as_data(finding) for finding in findings]
        console.json_object("templates copy", created=created, findings=told)
    sys.exit(4 if findings else 0)


def _now() -> dt.datetime:
    """The time of the run by the machine's clock, which is read here and nowhere else."""
    return dt.datetime.now(dt.UTC).astimezone().replace(microsecond=0)  # noqa: TID251


def _run(command: str, events: Iterator[Any], console: Console, strict: bool) -> None:
    from pipeline.console import exit_status
    from pipeline.runs.batch import Begun, Finished

    outcomes = []
    began = time.perf_counter()
    with closing(events):  # type: ignore[type-var]
        for event in events:
            if isinstance(event, Begun):
                console.begun(event, "building" if command == "build" else "checking")
            elif isinstance(event, Finished):
                console.finished(event)
            else:
                console.outcome(event)
                outcomes.append(event)
    console.summary(outcomes, time.perf_counter() - began)
    if console.as_json:
        folders = [console.as_data(outcome) for outcome in outcomes]
        console.json_object(command, folders=folders, summary=console.summary_as_data(outcomes))
    sys.exit(exit_status(outcomes, strict=strict))


def _console(lang: str | None, *, quiet: bool, as_json: bool, debug: bool) -> Console:
    from pipeline.console import Console

    language = cast("Language", lang) if lang else system_language()
    return Console(words(language), quiet=quiet, as_json=as_json, debug=debug)
