"""Where LibreOffice is: named by an environment variable, on the PATH, or where its installers put it.

In: nothing but the machine. Out: the path of the program that converts, or None.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

VARIABLE = "DIGITIEKARTTA_LIBREOFFICE"
_WINDOWS = "nt"
_NAMES = ("soffice", "libreoffice")
_CONSOLE_NAMES = ("soffice.com", "soffice.exe")
"""On Windows `soffice.com` waits for the work to end."""


def find_office() -> Path | None:
    """The LibreOffice to use. A wrong environment variable finds nothing: another one was not asked for."""
    named = os.environ.get(VARIABLE, "").strip()
    if named:
        return _inside(Path(named))
    on_path = (shutil.which(name) for name in _program_names())
    found = next((Path(path) for path in on_path if path), None)
    return found or next((path for folder in _usual_folders() if (path := _inside(folder))), None)


def _program_names() -> tuple[str, ...]:
    return _CONSOLE_NAMES if os.name == _WINDOWS else _NAMES


def _inside(given: Path) -> Path | None:
    """The program that a path names: itself, or in the folder or the macOS bundle that it is."""
    if given.is_file():
        return given
    folders = (given, given / "program", given / "Contents" / "MacOS")
    return next((path for folder in folders for name in _program_names() if (path := folder / name).is_file()), None)


def _usual_folders() -> Iterator[Path]:
    if os.name == _WINDOWS:
        for variable in ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA"):
            if root := os.environ.get(variable):
                yield Path(root) / "LibreOffice"
    elif sys.platform == "darwin":
        yield Path("/Applications/LibreOffice.app")
        yield Path.home() / "Applications" / "LibreOffice.app"
    else:
        yield Path("/usr/lib/libreoffice")
        yield Path("/usr/lib64/libreoffice")
        opt = Path("/opt")
        yield from sorted(opt.glob("libreoffice*"), reverse=True) if opt.is_dir() else ()
