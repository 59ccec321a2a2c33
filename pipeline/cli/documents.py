"""`check`, `build` and `restore`: an organisation's documents."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.cli.common import common, delivering, now, run

if TYPE_CHECKING:
    from pipeline.console import Console

_JOBS = "So many folders at once, each in a process of its own; 0: as many as there are cores [default: one by one]."


@click.command()
@click.argument("folders", nargs=-1, required=True, metavar="FOLDER...")
@click.option("--annotate", is_flag=True, help="Write a copy of the workbook with a note at each cell.")
@click.option("--outputs", type=click.Path(path_type=Path), default="outputs", show_default=True, help="Where to.")
@click.option("--strict", is_flag=True, help="Warnings stop too.")
@common
def check(folders: tuple[str, ...], annotate: bool, outputs: Path, strict: bool, console: Console) -> None:
    """Read and validate; print findings, write nothing.

    \b
    digitiekartta check inputs/esimerkki
    digitiekartta check inputs/esimerkki --annotate
    digitiekartta check inputs/esimerkki/tyokirja.xlsx --lang sv
    """
    from pipeline.runs.batch import Notes, check_all

    notes = Notes(outputs, console.words.language) if annotate else None
    run("check", check_all(folders, strict=strict, debug=console.debug, notes=notes), console, strict)


@click.command()
@click.argument("folders", nargs=-1, required=True, metavar="FOLDER...")
@click.option("--only", type=click.Choice(["roadmap", "deck"]), help="Only the Word roadmap, or only the decks.")
@click.option("--audience", type=click.Choice(["staff", "council"]), help="Only the deck for this audience.")
@click.option("--redline", is_flag=True, help="Also a copy of the roadmap that shows what changed.")
@click.option("--delivered", is_flag=True, help="Mark the documents as sent: later changes are told from here on.")
@click.option("--jobs", type=click.IntRange(min=0), default=1, metavar="N", help=_JOBS)
@delivering
@common
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
    options = Options(outputs, documents, strict, force, dry_run, pdf, accept, redline, delivered, now())
    run("build", build_all(folders, options, jobs=jobs, debug=console.debug), console, strict)


@click.command()
@click.argument("folder", type=click.Path(path_type=Path), metavar="FOLDER")
@click.argument("name", required=False)
@click.option("--list", "only_list", is_flag=True, help="Only list the versions that are kept.")
@click.option("--version", "number", type=click.IntRange(min=1), metavar="N", help="Which one [default: the newest].")
@click.option("--outputs", type=click.Path(path_type=Path), default="outputs", show_default=True, help="Where.")
@common
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
