"""`new`: an organisation's workbook, blank or with last year's content."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.cli.common import LANGUAGE, common
from pipeline.vocabulary.model import Language

if TYPE_CHECKING:
    from pipeline.console import Console


def _named(_: click.Context, parameter: click.Parameter, name: str) -> str:
    """A name that is not blank."""
    if not name.strip():
        raise click.BadParameter("", param=parameter)
    return name


@click.command()
@click.argument("name", callback=_named)
@click.option("--folder", required=True, type=click.Path(path_type=Path), help="Where the workbook goes.")
@click.option("--language", type=LANGUAGE, default=None, help="Language of the workbook [default: by the name].")
@click.option("--from", "old", metavar="OLD.xlsx", help="Last year's workbook, whose content is carried over.")
@common
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
        console.told("hints.next", folder=str(folder))
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
        console.told("hints.next", folder=str(folder))
    if console.as_json:
        told = [console.finding_as_data(item) for item in begun.findings]
        organisation, carried = console.identity_as_data(begun.identity), as_data(begun.carried)
        console.json_object(
            "new", created=list(begun.created), organisation=organisation, carried=carried, findings=told
        )
    sys.exit(exit_status([Outcome(old, "", begun.findings)], strict=False))
