"""`combine`: the workbooks of small groups become one."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from pipeline.cli.common import common, now

if TYPE_CHECKING:
    from pipeline.console import Console
    from pipeline.runs.combining import CombineOutcome


@click.command()
@click.argument("groups", nargs=-1, required=True, metavar="GROUP.xlsx...")
@click.option("--into", required=True, metavar="WORKBOOK.xlsx", help="The result; what stands there is the base.")
@click.option("--dry-run", is_flag=True, help="Tell what would become of it, write nothing.")
@common
def combine(groups: tuple[str, ...], into: str, dry_run: bool, console: Console) -> None:
    """Bring the workbooks of one workshop's groups together, with what is to be decided marked.

    \b
    digitiekartta combine ryhmat/*.xlsx --into inputs/esimerkki/tyokirja.xlsx
    digitiekartta combine ryhma-1.xlsx ryhma-2.xlsx --into yhdessa.xlsx --dry-run
    """
    from pipeline.console import exit_status
    from pipeline.runs.combining import combine as combine_groups
    from pipeline.runs.options import Outcome

    outcome = combine_groups(groups, into, now(), dry_run=dry_run)
    for finding in outcome.findings:
        if not console.quiet or finding.severity == "error":
            console.finding(finding)
    _tell(outcome, console)
    if console.as_json:
        _tell_data(outcome, console)
    sys.exit(exit_status([Outcome(into, "", outcome.findings)], strict=False))


def _tell(outcome: CombineOutcome, console: Console) -> None:
    """What became of it, in a few lines."""
    from pipeline.workbook.layout import layout

    console.told(f"combine.{outcome.status}", path=outcome.into)
    if outcome.status != "failed":
        counts = {name: str(number) for name, number in outcome.counts.items()}
        console.told("combine.counts", groups=str(len(outcome.groups)), **counts)
        sheet = layout().titles["combining"][outcome.language]
        console.told("combine.next", sheet=sheet, path=outcome.into)


def _tell_data(outcome: CombineOutcome, console: Console) -> None:
    from pipeline.workbook.combined_list import item_as_data

    language = console.words.language
    console.json_object(
        "combine",
        into=outcome.into,
        status=outcome.status,
        language=outcome.language,
        base=outcome.base or None,
        kept=outcome.kept or None,
        groups=[{"file": path, "name": name} for path, name in outcome.groups.items()],
        counts=outcome.counts,
        list=[item_as_data(item, language) for item in outcome.combined.items],
        findings=[console.finding_as_data(finding) for finding in outcome.findings],
    )
