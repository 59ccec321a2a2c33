"""`region`: several organisations side by side.

In: what was typed. Out: an exit status.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.cli.common import LANGUAGE, common, delivering, now, run
from pipeline.vocabulary.model import Language

if TYPE_CHECKING:
    from pipeline.console import Console


@click.command()
@click.argument("folders", nargs=-1, required=True, metavar="FOLDER...")
@click.option("--name", required=True, help="The region's name, in titles and as the outputs' folder.")
@click.option("--language", "languages", type=LANGUAGE, multiple=True, help="The documents' [default: the commonest].")
@click.option("--brand", type=click.Path(path_type=Path), metavar="FILE", help="A brand.toml for the documents.")
@delivering
@common
def region(
    folders: tuple[str, ...],
    name: str,
    outputs: Path,
    languages: tuple[Language, ...],
    brand: Path | None,
    pdf: bool,
    strict: bool,
    accept: bool,
    force: bool,
    dry_run: bool,
    console: Console,
) -> None:
    """Put several organisations side by side: a joint document and deck.

    Only organisations whose workbook allows comparison are named.

    \b
    digitiekartta region inputs/*-2026 --name "Tarumaa"
    digitiekartta region inputs/*-2026 --name "Tarumaa" --language fi --language sv
    """
    from pipeline.runs.options import Options
    from pipeline.runs.region import DOCUMENTS, Asked
    from pipeline.runs.region import region as events

    options = Options(outputs, DOCUMENTS, strict, force, dry_run, pdf, accept, when=now())
    asked = Asked(name.strip(), options, tuple(dict.fromkeys(languages)), brand, console.debug)
    run("region", events(folders, asked), console, strict)
