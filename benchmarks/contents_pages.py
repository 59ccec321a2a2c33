"""How often the page numbers of the contents list are those of a program that lays pages out.

    python benchmarks/contents_pages.py [folder]

Needs LibreOffice and poppler's pdftohtml. Makes the example roadmap and its kin, has LibreOffice turn each into a PDF
file, and compares the page on which each heading stands there with the number in the contents list. Prints a table and
each heading that stands elsewhere. In `folder`, when it is given, documents and PDF files are kept.
"""

from __future__ import annotations

import html
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from lxml import etree  # noqa: E402

from models import counted_roadmap, example_roadmap, example_survey, huge_roadmap, tiny_roadmap  # noqa: E402
from pipeline.filling import pagination, word  # noqa: E402
from pipeline.filling.rendering import render_template  # noqa: E402
from pipeline.ooxml.dialect import w  # noqa: E402
from pipeline.report.context import context  # noqa: E402
from pipeline.vocabulary.brand import Brand  # noqa: E402

TEMPLATE = ROOT / "templates" / "digitiekartta.docx"
TAGS = {"fi": "fi-FI", "sv": "sv-FI", "en": "en-GB"}
PDF = 'pdf:writer_pdf_Export:{"ExportBookmarks":{"type":"boolean","value":"true"}}'
OUTLINE = re.compile(r'<item page="(\d+)">(.*?)</item>')


@dataclass(frozen=True)
class Case:
    """A document to compare."""

    name: str
    roadmap: object
    survey: object = None
    language: str = "fi"
    font: str = "Calibri"
    running: bool = False


@dataclass(frozen=True)
class Outcome:
    """The headings of a document with our page and the true one, and how long ours took."""

    headings: list[tuple[str, int, int]]
    pages: int
    milliseconds: float


def cases() -> Iterator[Case]:
    example, survey = example_roadmap(), example_survey()
    yield Case("example", example, survey)
    yield Case("example, Swedish", example, survey, language="sv")
    yield Case("example, English", example, survey, language="en")
    yield Case("example without a survey", example)
    yield Case("tiny", tiny_roadmap())
    yield Case("huge", huge_roadmap(), survey)
    yield Case("5 actions", counted_roadmap(5), survey)
    yield Case("40 actions, 8 goals", counted_roadmap(40, 8), survey)
    for font in ("Calibri", "Arial", "Times New Roman", "Cambria"):
        yield Case(f"running, {font}", example, survey, font=font, running=True)
    yield Case("running, huge", huge_roadmap(), survey, running=True)
    yield Case("running, huge, Arial", huge_roadmap(), survey, font="Arial", running=True)
    yield Case("running, Swedish", example, survey, language="sv", running=True)


def running_template(data: bytes) -> bytes:
    """The template without new pages for chapters, so that a fault is carried on, and with a third level listed."""
    changed = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(changed, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "word/styles.xml":
                part = part.replace(b"<w:pageBreakBefore/>", b"")
            if name == "word/document.xml":
                part = part.replace(b'\\o "1-2"', b'\\o "1-3"').replace(b"\\o &quot;1-2&quot;", b"\\o &quot;1-3&quot;")
            new.writestr(name, part)
    return changed.getvalue()


def make(case: Case) -> tuple[bytes, float]:
    """The document, and the milliseconds that its page numbers took."""
    template = TEMPLATE.read_bytes()
    template = running_template(template) if case.running else template
    names = context(case.roadmap, case.survey, language=case.language)
    brand = Brand(heading_font=case.font, body_font=case.font)
    spent: list[float] = []

    def clocked(*arguments: object) -> object:
        begun = time.perf_counter()
        found = pagination.pages(*arguments)
        spent.append(time.perf_counter() - begun)
        return found

    word.pages = clocked
    for _ in range(5):
        filled = render_template(template, TEMPLATE.name, names, brand=brand, language_tag=TAGS[case.language])
    if filled.document is None:
        raise SystemExit(f"{case.name}: {filled.findings}")
    return filled.document, sorted(spent)[len(spent) // 2] * 1000


def entries(document: bytes) -> list[tuple[str, int]]:
    """The lines of the contents list: heading and page."""
    with ZipFile(BytesIO(document)) as archive:
        root = etree.fromstring(archive.read("word/document.xml"))
    found = []
    for link in root.iter(w("hyperlink")):
        if (link.get(w("anchor")) or "").startswith("_Toc"):
            texts = [item.text or "" for item in link.iter(w("t"))]
            found.append(("".join(texts[:-1]), int(texts[-1])))
    return found


def outline(document: Path) -> tuple[list[tuple[str, int]], int]:
    """The headings of a document with the pages that LibreOffice sets them on, and the number of pages."""
    with tempfile.TemporaryDirectory() as profile:
        home = f"-env:UserInstallation={Path(profile).as_uri()}"
        office = ["soffice", home, "--headless", "--norestore", "--convert-to", PDF, "--outdir", str(document.parent)]
        subprocess.run([*office, str(document)], check=True, capture_output=True, timeout=300)
    pdf = document.with_suffix(".pdf")
    read = ["pdftohtml", "-i", "-xml", "-stdout", str(pdf)]
    xml = subprocess.run(read, check=True, capture_output=True, text=True).stdout
    items = [(html.unescape(text), int(page)) for page, text in OUTLINE.findall(xml)]
    return items, xml.count("<page number=")


def compare(case: Case, folder: Path) -> Outcome:
    document, milliseconds = make(case)
    path = folder / f"{re.sub(r'[^a-z0-9]+', '-', case.name.lower())}.docx"
    path.write_bytes(document)
    true, count = outline(path)
    headings, place = [], 0
    for text, page in entries(document):
        bare = "".join(text.split())
        while "".join(true[place][0].split()) != bare:
            place += 1
        headings.append((text, page, true[place][1]))
        place += 1
    return Outcome(headings, count, milliseconds)


def main(folder: Path) -> None:
    print(f"{'':28}{'pages':>6}{'headings':>9}{'right':>6}{'by one':>7}{'further':>8}{'ms':>6}")
    told = []
    for case in cases():
        outcome = compare(case, folder)
        off = [abs(ours - true) for _, ours, true in outcome.headings]
        counts = (off.count(0), off.count(1), sum(item > 1 for item in off))
        print(
            f"{case.name:28}{outcome.pages:6}{len(off):9}{counts[0]:6}{counts[1]:7}{counts[2]:8}{outcome.milliseconds:6.0f}",
            flush=True,
        )
        told += [f"{case.name}: {text}: {ours}, truly {true}" for text, ours, true in outcome.headings if ours != true]
    print("\n".join(told))


if __name__ == "__main__":
    if len(sys.argv) > 1:
        Path(sys.argv[1]).mkdir(parents=True, exist_ok=True)
        main(Path(sys.argv[1]).resolve())
    else:
        with tempfile.TemporaryDirectory() as temporary:
            main(Path(temporary))
