"""The folder that a region's documents go to, by the region's name.

In: a name as the user typed it, the outputs' folder. Out: a name that is a folder's on every system, or why there is
none. Letters stay as they are (å, ä, ö too), capitals become small, spaces and signs hyphens.
"""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

from pipeline.runs.manifest import read_manifest
from pipeline.runs.options import REGION, REGION_DECK
from pipeline.runs.pdfs import is_pdf
from pipeline.runs.project import document_of

_NOT_A_NAME = re.compile(r"[^\w]+")
_LONGEST = 60
_RESERVED = frozenset({"con", "prn", "aux", "nul", *(f"{name}{n}" for name in ("com", "lpt") for n in range(10))})
"""What Windows keeps for its devices, whatever ending follows."""


def folder_name(name: str) -> str:
    """The folder's name; "" when the region's name has no letter or digit, or Windows keeps it for itself."""
    plain = unicodedata.normalize("NFC", name).casefold()
    found = _NOT_A_NAME.sub("-", plain).strip("-_")[:_LONGEST].rstrip("-_")
    return "" if found in _RESERVED else found


def is_anothers(folder: Path) -> bool:
    """Whether other documents than a region's were made into a folder."""
    made = (document_of(name) for name in read_manifest(folder).documents if not is_pdf(name))
    return any(document not in (REGION, REGION_DECK) for document in made)
