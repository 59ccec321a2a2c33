"""Compiled templates kept from run to run, beside the code that Jinja keeps: lifting need not be done again.

In: a template's bytes and how to compile it. Out: what compiling gives, read back where the same bytes were compiled by
the same code before. The folder is the user's own, as Jinja has checked; what can't be read there is made anew.
"""

from __future__ import annotations

import hashlib
import marshal
import os
import pickle
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from importlib.resources import files
from io import BytesIO
from pathlib import Path
from typing import Any, TypeVar

import jinja2

from pipeline.filling.programs.sandbox import sandbox
from pipeline.ooxml.dialect import POWERPOINT, WORD, Dialect

_ROOMS = ("filling", "ooxml", "vocabulary")
"""Whose code a compiled template comes from."""
_PREFIX, _ENDING = "digitiekartta-", ".template"
_MOST_KEPT = 24
_WORTH = 0.05
"""Seconds of compiling from which keeping pays."""
_MAY_BE_MADE = {
    "builtins": {"frozenset", "set"},
    "pipeline.filling.kept": {"_dialect", "_program"},
    "pipeline.filling.programs.compiling": {"Program"},
    "pipeline.filling.programs.samples": {"Sample"},
    "pipeline.filling.sites": {"Fault", "Site", "Sites", "Spot"},
    "pipeline.filling.slides.slide_sections": {"Section"},
    "pipeline.filling.template": {"PartProgram", "SlideProgram", "SlideRun", "Template"},
    "pipeline.ooxml.package": {"Package", "Relationship", "Stored"},
    "pipeline.vocabulary.findings": {"Phrase", "Place", "Term", "_phrase"},
}
"""What a compiled template is made of, by module; a template that holds anything else is not kept."""
_DIALECTS = {"word": WORD, "powerpoint": POWERPOINT}

_T = TypeVar("_T")


def kept(data: bytes, name: str, kind: type[_T], compiled: Callable[[], _T | Any]) -> _T | Any:
    """What `compiled` gives; kept where that is a `kind`."""
    folder = _folder()
    if folder is None:
        return compiled()
    digest = hashlib.sha256(f"{_code_mark()} {name} ".encode("utf-8", "surrogatepass") + data).hexdigest()
    path = folder / f"{_PREFIX}{digest}{_ENDING}"
    found = _read(path)
    if isinstance(found, kind):
        return found
    began = time.process_time()
    made = compiled()
    if isinstance(made, kind) and time.process_time() - began > _WORTH:
        _write(path, made)
    return made


def _folder() -> Path | None:
    code = sandbox().bytecode_cache
    directory = getattr(code, "directory", None)
    return Path(directory) if directory else None


@cache
def _code_mark() -> str:
    """Which code compiles: times and sizes, as Python tells its modules apart."""
    digest = hashlib.sha256(f"{sys.version} {jinja2.__version__}".encode())
    root = str(files("pipeline"))
    for room in _ROOMS:
        for folder, folders, names in os.walk(f"{root}/{room}"):
            folders.sort()
            for name in sorted(names):
                if name.endswith(".py"):
                    stat = os.stat(f"{folder}/{name}")  # noqa: PTH116 (a hundred files: a path object each takes as long)
                    digest.update(f"{folder}/{name} {stat.st_mtime_ns} {stat.st_size} ".encode())
    return digest.hexdigest()


def _read(path: Path) -> object:
    try:
        return _Unpickler(BytesIO(path.read_bytes())).load()
    except FileNotFoundError:
        return None
    except Exception:  # cut off, of another program, or anything else: it is made anew
        return None


def _write(path: Path, made: object) -> None:
    stream = BytesIO()
    try:
        _Pickler(stream, pickle.HIGHEST_PROTOCOL).dump(made)
    except Exception:  # whatever can't be kept is compiled the next time too
        return
    own = path.with_name(f"{path.name}.{os.getpid()}-{threading.get_ident()}")
    try:
        own.write_bytes(stream.getvalue())
        own.replace(path)
        _forget_old(path.parent)
    except OSError:
        with suppress(OSError):
            own.unlink(missing_ok=True)


def _forget_old(folder: Path) -> None:
    kept_ones = sorted(folder.glob(f"{_PREFIX}*"), key=lambda item: item.stat().st_mtime)
    for item in kept_ones[:-_MOST_KEPT]:
        item.unlink(missing_ok=True)


class _Pickler(pickle.Pickler):
    """Knows what is one of a kind: programs run in the one sandbox, dialects are told apart by identity."""

    def reducer_override(self, item: object) -> Any:
        """How Jinja's programs and dialects go."""
        if isinstance(item, jinja2.Template):
            return _program, (marshal.dumps(sandbox().code_of(item)),)
        if isinstance(item, type) and item.__name__ not in _MAY_BE_MADE.get(item.__module__, ()):
            raise pickle.PicklingError(item.__qualname__)
        if isinstance(item, Dialect):
            return _dialect, (next(name for name, known in _DIALECTS.items() if known is item),)
        return NotImplemented


class _Unpickler(pickle.Unpickler):
    """Makes our own values and nothing else."""

    def find_class(self, module: str, name: str) -> Any:
        """One of the few that a compiled template is made of, and no attribute of theirs."""
        if name in _MAY_BE_MADE.get(module, ()):
            return super().find_class(module, name)
        raise pickle.UnpicklingError(f"{module} {name}")


def _program(code: bytes) -> jinja2.Template:
    environment = sandbox()
    return environment.of_code(marshal.loads(code))  # noqa: S302 (as Jinja's own kept code)


def _dialect(name: str) -> Dialect:
    return _DIALECTS[name]
