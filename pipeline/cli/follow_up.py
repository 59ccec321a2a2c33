"""The command `followup`: a year between two workbooks, for the board."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.cli.common import common, delivering, now

if TYPE_CHECKING:
    from pipeline.console import Console


@click.command()
@click.argument("folder", metavar="FOLDER")
@click.option("--since", required=True, metavar="OLD.xlsx", help="Last year's workbook, or its input folder.")
@click.option("--delivered", is_flag=True, help="Mark the documents as sent: later changes are told from here on.")
@delivering
@common
def followup(
    folder: str,
    since: str,
    outputs: Path,
    pdf: bool,
    strict: bool,
    accept: bool,
    delivered: bool,
    force: bool,
    dry_run: bool,
    console: Console,
) -> None:
    """Tell the board what became of the roadmap in a year: a report and a deck.

    Done, under way, new, moved, dropped and late actions, the indicators, and the levels if a new survey was made.

    \b
    digitiekartta followup inputs/tarulinna-2026 --since inputs/tarulinna-2025/tyokirja.xlsx
    """
    from pipeline.console import exit_status
    from pipeline.runs.follow_up import DOCUMENTS, follow_up
    from pipeline.runs.options import Options

    options = Options(
        outputs,
        DOCUMENTS,
        strict=strict,
        force=force,
        dry_run=dry_run,
        pdf=pdf,
        accept=accept,
        delivered=delivered,
        when=now(),
    )
    outcome = follow_up(folder, since, options, debug=console.debug)
    console.outcome(outcome)
    if console.as_json:
        console.json_object("followup", since=since, folders=[console.as_data(outcome)])
    sys.exit(exit_status([outcome], strict=strict))
