"""What all commands share: their common options, the last barrier before the user, the telling of many folders.

In: a command. Out: the command with its `console`; an exit status.
"""

from __future__ import annotations

import datetime as dt
import sys
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, cast

import click

from pipeline.language import LANGUAGES, words
from pipeline.usage import system_language
from pipeline.vocabulary.model import Language

if TYPE_CHECKING:
    from pipeline.console import Console
    from pipeline.runs.options import Outcome

Command = Callable[..., None]
LANGUAGE = click.Choice(LANGUAGES)


def common(command: Command) -> Command:
    """Gives a command the options that all have, as its `console`, and the last barrier before the user."""

    @wraps(command)
    def guarded(as_json: bool, quiet: bool, lang: str | None, debug: bool, **given: Any) -> None:
        console = _console(lang, quiet=quiet, as_json=as_json, debug=debug)
        try:
            command(console=console, **given)
        except KeyboardInterrupt:
            console.stopped()
            if console.as_json:
                console.json_object(_typed_command(), status="interrupted")
            sys.exit(130)
        except click.UsageError:
            raise
        except Exception as error:
            if debug:
                traceback.print_exc()
                sys.exit(10)
            console.own_fault(_typed_command(), error)
            sys.exit(10)

    for option in reversed(
        (
            click.option("--json", "as_json", is_flag=True, help="One machine-readable object on stdout."),
            click.option("--quiet", is_flag=True, help="Errors only."),
            click.option("--lang", type=LANGUAGE, help="Language of the messages (default: the system's)."),
            click.option("--debug", is_flag=True, help="Show the program's own traceback."),
        )
    ):
        guarded = option(guarded)
    return guarded


def _typed_command() -> str:
    return click.get_current_context().command_path.partition(" ")[2]


def delivering(command: Command) -> Command:
    """The options of commands that write documents which people may have edited."""
    options = (
        click.option(
            "--outputs", type=click.Path(path_type=Path), default="outputs", show_default=True, help="Where to."
        ),
        click.option("--pdf", is_flag=True, help="Also an accessible PDF of each document (needs LibreOffice)."),
        click.option("--strict", is_flag=True, help="Warnings stop too."),
        click.option("--accept", is_flag=True, help="Write changes into hand-edited documents plain, not tracked."),
        click.option("--force", is_flag=True, help="Make everything anew, over hand-edited documents too."),
        click.option("--dry-run", is_flag=True, help="Tell what would be written, write nothing."),
    )
    for option in reversed(options):
        command = option(command)
    return command


def now() -> dt.datetime:
    """The time of the run by the machine's clock, which is read here and nowhere else."""
    return dt.datetime.now(dt.UTC).astimezone().replace(microsecond=0)  # noqa: TID251


def run(command: str, events: Iterator[Any], console: Console, strict: bool) -> None:
    """Tells what happens to each folder as it happens, a summary of all, and ends with the exit status.

    When the user stops it, what was finished until then is told.
    """
    from pipeline.console import exit_status
    from pipeline.runs.batch import Begun, Finished

    outcomes: list[Outcome] = []
    ahead: dict[str, Outcome] = {}
    began, total = time.perf_counter(), 1
    try:
        with closing(events):  # type: ignore[type-var]
            for event in events:
                if isinstance(event, Begun):
                    total = event.total
                    console.begun(event, "building" if command == "build" else "checking")
                elif isinstance(event, Finished):
                    total = event.total
                    console.finished(event)
                    if event.outcome is not None:
                        ahead[event.folder] = event.outcome
                else:
                    outcomes.append(event)
                    ahead.pop(event.folder, None)
                    console.outcome(event)
    except KeyboardInterrupt:
        _stopped(command, [*outcomes, *ahead.values()], tuple(ahead.values()), total, console)
    console.summary(outcomes, time.perf_counter() - began)
    if console.as_json:
        folders = [console.as_data(outcome) for outcome in outcomes]
        console.json_object(command, folders=folders, summary=console.summary_as_data(outcomes))
    sys.exit(exit_status(outcomes, strict=strict))


def _stopped(
    command: str, outcomes: Sequence[Outcome], untold: Sequence[Outcome], total: int, console: Console
) -> NoReturn:
    """Tells what was finished when the user stopped a run, and ends."""
    for outcome in untold:
        console.outcome(outcome)
    console.stopped_at(command, len(outcomes), total)
    if console.as_json:
        folders = [console.as_data(outcome) for outcome in outcomes]
        summary = console.summary_as_data(outcomes)
        console.json_object(command, status="interrupted", given=total, folders=folders, summary=summary)
    sys.exit(130)


def _console(lang: str | None, *, quiet: bool, as_json: bool, debug: bool) -> Console:
    from pipeline.console import Console

    language = cast("Language", lang) if lang else system_language()
    return Console(words(language), quiet=quiet, as_json=as_json, debug=debug)
