"""The commands: no logic. Heavy rooms are imported by the command that needs them, so that --help is quick.

In: what was typed. Out: an exit status: 0 done · 1 errors in the inputs · 2 usage · 3 unreadable · 4 unwritable ·
10 our fault.
"""

from __future__ import annotations

import gc

import click

from pipeline import __version__
from pipeline.cli.combining import combine
from pipeline.cli.designers import templates
from pipeline.cli.documents import build, check, restore
from pipeline.cli.follow_up import followup
from pipeline.cli.region import region
from pipeline.cli.starting import new
from pipeline.cli.telling import diff, explain
from pipeline.usage import Commands

MOST_NEW_OBJECTS = 200_000
"""So many objects are made before unreachable ones are looked for: documents are large, and few of their objects refer
to each other in circles."""


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="digitiekartta")
def main() -> None:
    """Workshop workbook and staff survey into a Word roadmap and PowerPoint decks.

    \b
    digitiekartta new "Esimerkkilän kunta" --folder inputs/esimerkkila
    digitiekartta check inputs/esimerkkila
    digitiekartta build inputs/esimerkkila
    """
    gc.set_threshold(MOST_NEW_OBJECTS)


for _command in (build, check, combine, diff, explain, followup, new, region, restore, templates):
    main.add_command(_command)
