"""A deck as LibreOffice saves it again: other ids, no custom parts but properties, tables and charts written anew.

In: a deck's bytes. Out: the same deck after opening and saving. LibreOffice runs alone, in a profile of its own.
"""

from __future__ import annotations

import subprocess
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from pipeline.pdf.office import find_office
from pipeline.pdf.profile import profile_xml

_PATIENCE = 180


@cache
def resaved(data: bytes) -> bytes:
    """Opened and saved by LibreOffice; skipped where there is none."""
    program = find_office()
    if program is None:
        pytest.skip("there is no LibreOffice here")
    with TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "profile" / "user").mkdir(parents=True)
        (folder / "profile" / "user" / "registrymodifications.xcu").write_bytes(profile_xml())
        (folder / "in.pptx").write_bytes(data)
        subprocess.run(  # noqa: S603
            [
                str(program),
                f"-env:UserInstallation={(folder / 'profile').as_uri()}",
                "--headless",
                "--convert-to",
                "pptx:Impress MS PowerPoint 2007 XML",
                "--outdir",
                str(folder / "out"),
                str(folder / "in.pptx"),
            ],
            check=True,
            capture_output=True,
            timeout=_PATIENCE,
        )
        return (folder / "out" / "in.pptx").read_bytes()
