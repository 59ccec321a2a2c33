"""Pictures of documents: PDFs through LibreOffice, pages by what stands on them, sheets of pages side by side.

In: documents' bytes and what to look for. Out: pictures, and sheets of few colours, small enough for a repository.
Needs LibreOffice, and pdftoppm and pdftotext from poppler.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from io import BytesIO
from pathlib import Path

from PIL import Image
from pptx import Presentation

from pipeline.language import Words
from pipeline.pdf.converting import convert
from pipeline.pdf.office import find_office

WIDTH, GAP = 2200, 16
GROUND = (150, 160, 165)
COLOURS = 256
_SECONDS = 400
_CONTENTS = "..."
_DPI = 120


class Unrenderable(RuntimeError):
    """What stands in the way: a program that is missing, a document that is not converted, a page that is not there."""


def to_pdf(documents: Mapping[str, bytes]) -> dict[str, bytes]:
    """The documents' PDFs by their names."""
    office = find_office()
    if office is None or not shutil.which("pdftoppm"):
        raise Unrenderable("LibreOffice and poppler are needed")
    made = convert(office, documents, seconds=_SECONDS)
    if made.failed:
        raise Unrenderable(f"not converted: {', '.join(made.failed)} {made.said}")
    return dict(made.pdfs)


def page_of(pdf: bytes, what: str, say: Words, *, fixed: str = "roadmap", catalog: str = "sentences") -> int:
    """The page of a Word document, from 1: `cover`, `summary`, `goal` (the first), or a chapter by its key.

    `fixed` is the catalog of its fixed words, `catalog` that of its sentences.
    """
    if what == "cover":
        return 1
    chapter = r"(\d+\s+)?"
    pattern = {
        "summary": re.escape(str(say.catalog(fixed)["t"]["summary"])),
        "goal": r"\d+\.1\s+\S.*",
    }.get(what) or chapter + re.escape(str(say.catalog(catalog)["chapters"].get(what, what)))
    for number, text in enumerate(_texts(pdf), start=1):
        lines = [line.strip() for line in text.splitlines()]
        if any(re.fullmatch(pattern, line) for line in lines if _CONTENTS not in line):
            return number
    raise Unrenderable(f"no page has {what}")


def slide_of(deck: bytes, what: str, say: Words, *, catalog: str = "sentences") -> tuple[int, str]:
    """The first slide of a kind (a section of the decks' sentences), from 1, and its title."""
    kicker = "" if what == "cover" else str(say.catalog(catalog)["deck"][what]["kicker"])
    for number, slide in enumerate(Presentation(BytesIO(deck)).slides, start=1):
        texts = [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]
        if what == "cover" or any(re.fullmatch(re.sub(r"\\{\w+\\}", ".+", re.escape(kicker)), text) for text in texts):
            return number, slide.shapes.title.text if slide.shapes.title is not None else ""
    raise Unrenderable(f"no slide has {what}")


def picture(pdf: bytes, page: int, *, grey: bool = False) -> Image.Image:
    """One page as a picture."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "document.pdf"
        source.write_bytes(pdf)
        command = ["pdftoppm", "-r", str(_DPI), "-f", str(page), "-l", str(page), "-png", str(source)]
        made = subprocess.run(command, capture_output=True, check=True, timeout=_SECONDS)  # noqa: S603
    found = Image.open(BytesIO(made.stdout)).convert("RGB")
    return found.convert("L").convert("RGB") if grey else found


def sheet(rows: Sequence[Sequence[Image.Image]], width: int = WIDTH) -> bytes:
    """Pictures side by side, each row as wide as the sheet, as a PNG of few colours."""
    placed, top = [], GAP
    for row in rows:
        shapes = sum(item.width / item.height for item in row)
        height = min(round((width - GAP * (len(row) + 1)) / shapes), width // 2)
        left = GAP
        for item in row:
            size = round(height * item.width / item.height), height
            placed.append((item.resize(size, Image.Resampling.LANCZOS), (left, top)))
            left += size[0] + GAP
        top += height + GAP
    whole = Image.new("RGB", (max(place[0] + item.width for item, place in placed) + GAP, top), GROUND)
    for item, place in placed:
        whole.paste(item, place)
    buffer = BytesIO()
    whole.quantize(COLOURS, method=Image.Quantize.MEDIANCUT, kmeans=2, dither=Image.Dither.NONE).save(
        buffer, "PNG", optimize=True
    )
    return buffer.getvalue()


def _texts(pdf: bytes) -> list[str]:
    command = ["pdftotext", "-layout", "-enc", "UTF-8", "-", "-"]
    made = subprocess.run(command, input=pdf, capture_output=True, check=True, timeout=_SECONDS)  # noqa: S603
    return made.stdout.decode("utf-8", "replace").split("\f")
