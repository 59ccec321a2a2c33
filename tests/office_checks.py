"""The Office checks that lie beside the repository, as a function: what Word and PowerPoint would stumble on.

In: a document's bytes. Out: its faults, one line each; an empty list when it opens without a repair prompt.
"""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from functools import cache
from importlib import import_module
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from pipeline.pdf.office import find_office

FOLDER = Path(__file__).resolve().parents[2] / "shared" / "tools" / "office"


def installed_office() -> Path:
    """LibreOffice; without it the test is skipped, or fails where the Office checks are required."""
    found = find_office()
    if found is None:
        missing = "LibreOffice is not installed"
        if os.environ.get("OFFICE_CHECKS") == "required":
            pytest.fail(missing)
        pytest.skip(missing)
    return found


@cache
def checker_beside(name: str) -> Any:
    """The module of one of the checkers, by its name; without them the test is skipped, or fails where they are required."""
    folder = FOLDER / name
    if not folder.is_dir():
        missing = "the Office checks do not lie beside the repository"
        if os.environ.get("OFFICE_CHECKS") == "required":
            pytest.fail(missing)
        pytest.skip(missing)
    writes, sys.dont_write_bytecode = sys.dont_write_bytecode, True
    sys.path.insert(0, str(folder))
    try:
        return import_module(name)
    finally:
        sys.path.remove(str(folder))
        sys.dont_write_bytecode = writes


@cache
def _schemas() -> Any:
    return checker_beside("ooxml_check").Schemas(str(FOLDER / "ooxml_check" / "xsd"))


def office_faults(document: bytes | None, *, tags: bool = True) -> list[str]:
    """What is wrong with a .docx or .pptx, each once; `tags=False` when its texts may look like template tags."""
    assert document is not None, "there is no document"
    options = Namespace(allow=set(), no_tags=not tags, require=[], strict=False)
    found = checker_beside("ooxml_check").Package(BytesIO(document), options, _schemas()).check()
    return [f"{item.code} {item.part} {item.message}" for item in found if item.level == "error"]


def fault_codes(document: bytes | None) -> set[str]:
    """The codes of a document's faults."""
    return {fault.partition(" ")[0] for fault in office_faults(document)}
