"""`templates …`: for the designer."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.cli.common import common

if TYPE_CHECKING:
    from pipeline.console import Console


@click.group()
def templates() -> None:
    """For the designer: take the templates, see the names they may use, check them."""


@templates.command()
@common
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
@common
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
@common
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
        console.told("hints.check_templates", path=path)
    if console.as_json:
        told = [console.finding_as_data(finding) for finding in findings]
        console.json_object("templates copy", created=created, findings=told)
    sys.exit(4 if findings else 0)
