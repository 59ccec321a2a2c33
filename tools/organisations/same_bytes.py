"""Makes a workbook that openpyxl saved the same bytes each time: no clock in the zip, none in its properties.

In: a path. Out: the file, packed anew.
"""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from pathlib import Path

_THEN = (2026, 11, 22, 0, 0, 0)
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*(</dcterms:modified>)")


def pack_anew(path: Path) -> None:
    """The same parts in the same order, all of one moment."""
    stream = BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = _MODIFIED.sub(rb"\g<1>2026-11-22T00:00:00Z\g<2>", old.read(name))
            new.writestr(zipfile.ZipInfo(name, _THEN), content, zipfile.ZIP_DEFLATED)
    path.write_bytes(stream.getvalue())
