"""A deck as LibreOffice saves it again: other ids, no custom parts but properties, tables and charts written anew.

In: a deck's bytes, or a Word document's. Out: the same after opening and saving. LibreOffice runs alone, in a profile of its own.
"""

from __future__ import annotations

import subprocess
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from office_checks import installed_office
from pipeline.pdf.profile import profile_xml

_PATIENCE = 180
_FILTERS = {"pptx": "Impress MS PowerPoint 2007 XML", "docx": "MS Word 2007 XML"}


@cache
def resaved(data: bytes, kind: str = "pptx") -> bytes:
    """Opened and saved by LibreOffice; skipped where there is none."""
    program = installed_office()
    with TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "profile" / "user").mkdir(parents=True)
        (folder / "profile" / "user" / "registrymodifications.xcu").write_bytes(profile_xml())
        (folder / f"in.{kind}").write_bytes(data)
        subprocess.run(  # noqa: S603
            [
                str(program),
                f"-env:UserInstallation={(folder / 'profile').as_uri()}",
                "--headless",
                "--convert-to",
                f"{kind}:{_FILTERS[kind]}",
                "--outdir",
                str(folder / "out"),
                str(folder / f"in.{kind}"),
            ],
            check=True,
            capture_output=True,
            timeout=_PATIENCE,
        )
        return (folder / "out" / f"in.{kind}").read_bytes()
