"""Wrong usage, told in the user's language; and which language that is.

In: what was typed. Out: what click raises, with words of the catalogs.
"""

from __future__ import annotations

import locale
import os
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import pairwise
from typing import IO, Any

import click

from pipeline.language import LANGUAGES, words
from pipeline.vocabulary.model import Language


class _Misused(click.UsageError):
    """Wrong usage, told in the language that was asked for or else the system's."""

    def __init__(self, error: click.UsageError, arguments: Sequence[str]) -> None:
        super().__init__(error.message, error.ctx)
        asked = [value for name, value in pairwise([*_parted(arguments), ""]) if name == "--lang"]
        self._say = words(next((item for item in LANGUAGES if item in asked), system_language()))
        self._error = error

    def show(self, file: IO[str] | None = None) -> None:
        """How the command is used, and what is wrong."""
        if self.ctx is not None:
            command = self.ctx.command_path
            usage = " ".join([command, *self.ctx.command.collect_usage_pieces(self.ctx)])
            click.echo(self._say.text("terminal", "usage.line", usage=usage), file, err=True)
            click.echo(self._say.text("terminal", "usage.help", command=command), file, err=True)
        click.echo(self.format_message(), file, err=True)

    def format_message(self) -> str:
        """What is wrong; an error of ours has its words already."""
        error = self._error
        parameter = getattr(error, "param", None)
        name = getattr(error, "option_name", None) or getattr(error, "command_name", None) or _name(parameter)
        key = _MISUSES.get(type(error).__name__, "")
        values: dict[str, object] = {}
        if type(error) is click.BadParameter:
            key, values = _bad_value(error)
        elif type(error) is click.UsageError:
            key, values = _plain(error)
        if not key:
            return error.message
        text = self._say.text("terminal", key, name=name, **values)
        nearest = getattr(error, "possibilities", None)
        return f"{text} {self._say.text('terminal', 'hints.nearest', code=nearest[0])}" if nearest else text


_MISUSES = {
    "MissingParameter": "usage.missing",
    "NoSuchOption": "usage.no_option",
    "NoSuchCommand": "usage.no_command",
    "BadOptionUsage": "usage.value",
}
"""By the name of click's error, which older ones lack some of."""
_TOO_MANY = re.compile(r"Got unexpected extra arguments? \((?P<arguments>.*)\)", re.DOTALL)
_NO_COMMAND = "Missing command."
"""What click tells by its words only."""


def _bad_value(error: click.BadParameter) -> tuple[str, dict[str, object]]:
    """The words for a value that an option or argument doesn't take; none where the error has words of ours."""
    kind = getattr(error.param, "type", None)
    if isinstance(kind, click.Choice):
        return "usage.not_a_choice", {"choices": ", ".join(map(str, kind.choices))}
    if isinstance(kind, click.IntRange):
        return "usage.not_a_number", {"least": str(kind.min)}
    if isinstance(kind, click.Path):
        return "usage.no_access", {}
    return ("" if error.message else "usage.no_name"), {}


def _plain(error: click.UsageError) -> tuple[str, dict[str, object]]:
    """The words for what click has no kind of error for."""
    if found := _TOO_MANY.fullmatch(error.message):
        return "usage.too_many", {"arguments": found["arguments"]}
    return ("usage.which_command" if error.message == _NO_COMMAND else ""), {}


def _parted(arguments: Sequence[str]) -> Iterator[str]:
    """What was typed, `--lang=sv` as two."""
    for argument in arguments:
        yield from argument.split("=", 1) if argument.startswith("--lang=") else (argument,)


def _name(parameter: click.Parameter | None) -> str:
    """What a parameter is called in a command's usage."""
    if isinstance(parameter, click.Option):
        return parameter.opts[-1]
    return (parameter.metavar or str(parameter.name).upper()) if parameter else ""


class Commands(click.Group):
    """Commands whose words about wrong usage are in the user's language."""

    def make_context(self, info_name: str | None, args: list[str], *rest: Any, **extra: Any) -> click.Context:
        """The context, which keeps what was typed."""
        typed = tuple(args)
        with _worded(typed):
            context = super().make_context(info_name, args, *rest, **extra)
        context.obj = typed
        return context

    def invoke(self, ctx: click.Context) -> Any:
        """Runs a command."""
        with _worded(ctx.obj):
            return super().invoke(ctx)


@contextmanager
def _worded(arguments: Sequence[str]) -> Iterator[None]:
    try:
        yield
    except click.UsageError as error:
        if type(error).__name__ == "NoArgsIsHelpError":
            raise
        raise _Misused(error, arguments) from error


def system_language() -> Language:
    """The system's language when it is one of ours, else Finnish."""
    named = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or _windows_language()
    language = named.split("_")[0].split(".")[0].lower()
    return next((item for item in LANGUAGES if language.startswith(item)), "fi")


def _windows_language() -> str:
    return (locale.getlocale()[0] or "") if os.name == "nt" else ""
