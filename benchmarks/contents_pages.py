"""How often the page numbers of the contents list are those of a program that lays pages out.

    python benchmarks/contents_pages.py [folder]
    python benchmarks/contents_pages.py DOCUMENT.docx...

Needs LibreOffice and poppler's pdftohtml. Makes the example roadmap and its kin, has LibreOffice turn each into a PDF
file, and compares the page on which each heading stands there with the number in the contents list. Each is made twice:
hyphenated, with a dictionary of Finnish syllables lent to LibreOffice, and without hyphenation. `lacking` is for
readers whose program has no dictionary though the document asks for hyphenation. Prints a table and each heading that
stands elsewhere. In `folder`, when it is given, documents and PDF files are kept. Documents that `build` made are
compared as they are: with the dictionary, and without it as `lacking`.
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
from itertools import product
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from lxml import etree  # noqa: E402

from models import counted_roadmap, example_roadmap, example_survey, huge_roadmap, tiny_roadmap  # noqa: E402
from pipeline.filling import word  # noqa: E402
from pipeline.filling.pages import pagination  # noqa: E402
from pipeline.filling.rendering import render_template  # noqa: E402
from pipeline.ooxml.dialect import w  # noqa: E402
from pipeline.report.context import context  # noqa: E402
from pipeline.vocabulary.brand import Brand  # noqa: E402

TEMPLATE = ROOT / "templates" / "digitiekartta.docx"
TAGS = {"fi": "fi-FI", "sv": "sv-FI", "en": "en-GB"}
PDF = 'pdf:writer_pdf_Export:{"ExportBookmarks":{"type":"boolean","value":"true"}}'
OUTLINE = re.compile(r'<item page="(\d+)">(.*?)</item>')
DICTIONARY = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Linguistic/ServiceManager/Dictionaries">
<node oor:name="Syllables" oor:op="replace">
<prop oor:name="Locations" oor:op="fuse"><value>{address}</value></prop>
<prop oor:name="Format" oor:op="fuse"><value>DICT_HYPH</value></prop>
<prop oor:name="Locales" oor:op="fuse"><value>fi-FI sv-FI en-GB</value></prop></node></item>
</oor:items>
"""


@dataclass(frozen=True)
class Case:
    """A document to compare. `running` is without new pages for chapters, so that a fault is carried on."""

    name: str
    roadmap: object
    survey: object = None
    language: str = "fi"
    font: str = "Calibri"
    running: bool = False


@dataclass(frozen=True)
class Document:
    """A document with our pages of its headings, the true ones, and how many milliseconds ours took."""

    ours: list[tuple[str, int]]
    true: list[int]
    pages: int
    milliseconds: float


def cases() -> Iterator[Case]:
    example, survey = example_roadmap(), example_survey()
    yield Case("example", example, survey)
    yield Case("example, Swedish", example, survey, language="sv")
    yield Case("example, English", example, survey, language="en")
    yield Case("example, no survey", example)
    yield Case("tiny", tiny_roadmap())
    yield Case("huge", huge_roadmap(), survey)
    yield Case("5 actions", counted_roadmap(5), survey)
    yield Case("40 actions, 8 goals", counted_roadmap(40, 8), survey)
    for font in ("Calibri", "Arial", "Times New Roman", "Cambria"):
        yield Case(f"running, {font}", example, survey, font=font, running=True)
    yield Case("running, Swedish", example, survey, language="sv", running=True)
    yield Case("running, huge", huge_roadmap(), survey, running=True)
    yield Case("running, huge, Arial", huge_roadmap(), survey, font="Arial", running=True)


def template(*, running: bool, hyphenated: bool) -> bytes:
    """The template; one that runs lists a third level of headings as well."""
    changed = BytesIO()
    with ZipFile(TEMPLATE) as old, ZipFile(changed, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "word/settings.xml" and not hyphenated:
                part = part.replace(b"<w:autoHyphenation/>", b"")
            if name == "word/styles.xml" and running:
                part = part.replace(b"<w:pageBreakBefore/>", b"")
            if name == "word/document.xml" and running:
                part = re.sub(rb'(TOC \\o (?:"|&quot;)1-)2', rb"\g<1>3", part)
            new.writestr(name, part)
    return changed.getvalue()


def make(case: Case, data: bytes) -> tuple[bytes, float]:
    """The document, and the milliseconds of processor time that its page numbers took."""
    names = context(case.roadmap, case.survey, language=case.language)
    brand = Brand(heading_font=case.font, body_font=case.font)
    spent: list[float] = []

    def clocked(*arguments: object) -> object:
        begun = time.process_time()
        found = pagination.pages(*arguments)
        spent.append(time.process_time() - begun)
        return found

    word.pages = clocked
    for _ in range(5):
        filled = render_template(data, TEMPLATE.name, names, brand=brand, language_tag=TAGS[case.language])
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


def office(profile: Path) -> None:
    """Lends LibreOffice a dictionary that parts words before a consonant that a vowel follows."""
    syllables = "".join(f"1{consonant}{vowel}\n" for consonant, vowel in product("bcdfghjklmnpqrstvwxzšž", "aeiouyåäö"))
    dictionary = profile / "syllables.dic"
    dictionary.write_text(f"UTF-8\nLEFTHYPHENMIN 2\nRIGHTHYPHENMIN 2\n{syllables}", encoding="utf-8")
    (profile / "user").mkdir()
    registry = DICTIONARY.format(address=dictionary.as_uri())
    (profile / "user" / "registrymodifications.xcu").write_text(registry, encoding="utf-8")


def outline(document: Path, profile: Path) -> tuple[list[tuple[str, int]], int]:
    """The headings of a document with the pages that LibreOffice sets them on, and the number of pages."""
    home = f"-env:UserInstallation={profile.as_uri()}"
    command = ["soffice", home, "--headless", "--norestore", "--convert-to", PDF, "--outdir", str(document.parent)]
    subprocess.run([*command, str(document)], check=True, capture_output=True, timeout=300)
    read = ["pdftohtml", "-i", "-xml", "-stdout", str(document.with_suffix(".pdf"))]
    xml = subprocess.run(read, check=True, capture_output=True, text=True).stdout
    return [(html.unescape(text), int(page)) for page, text in OUTLINE.findall(xml)], xml.count("<page number=")


def compared(case: Case, folder: Path, profile: Path, *, hyphenated: bool) -> Document:
    document, milliseconds = make(case, template(running=case.running, hyphenated=hyphenated))
    name = re.sub(r"[^a-z0-9]+", "-", case.name.lower()) + ("" if hyphenated else "-unhyphenated")
    path = folder / f"{name}.docx"
    path.write_bytes(document)
    found, count = outline(path, profile)
    ours = entries(document)
    return Document(ours, placed(ours, found), count, milliseconds)


def placed(ours: list[tuple[str, int]], found: list[tuple[str, int]]) -> list[int]:
    """The true page of each of our headings."""
    true, place = [], 0
    for text, _ in ours:
        while "".join(found[place][0].split()) != "".join(text.split()):
            place += 1
        true.append(found[place][1])
        place += 1
    return true


def built(documents: list[Path]) -> None:
    """Compares documents as they are; nothing is written beside them."""
    print(f"{'':40}{'pages':>6}{'headings':>9}{'right':>6}{'by one':>7}{'further':>8}{'lacking':>21}")
    with tempfile.TemporaryDirectory() as temporary:
        lent, bare = Path(temporary, "lent"), Path(temporary, "bare")
        lent.mkdir()
        office(lent)
        for document in documents:
            copy = Path(temporary, "copy.docx")
            copy.write_bytes(document.read_bytes())
            ours = entries(copy.read_bytes())
            (found, count), (unhyphenated, _) = (outline(copy, profile) for profile in (lent, bare))
            name, figures = "/".join(document.parts[-2:]), tally(ours, placed(ours, found))
            print(f"{name:40}{count:6}{len(ours):9}{figures}{tally(ours, placed(ours, unhyphenated))}", flush=True)


def tally(ours: list[tuple[str, int]], true: list[int]) -> str:
    off = [abs(page - real) for (_, page), real in zip(ours, true, strict=True)]
    return f"{off.count(0):6}{off.count(1):7}{sum(item > 1 for item in off):8}"


def main(folder: Path) -> None:
    parts = f"{'right':>6}{'by one':>7}{'further':>8}"
    print(f"{'':24}{'':15}{'hyphenated':>21}{'unhyphenated':>21}{'lacking':>21}")
    print(f"{'':24}{'pages':>6}{'headings':>9}{parts}{parts}{parts}{'ms':>6}")
    told = []
    with tempfile.TemporaryDirectory() as temporary:
        profile = Path(temporary)
        office(profile)
        for case in cases():
            asked, plain = (compared(case, folder, profile, hyphenated=choice) for choice in (True, False))
            figures = tally(asked.ours, asked.true) + tally(plain.ours, plain.true) + tally(asked.ours, plain.true)
            print(f"{case.name:24}{asked.pages:6}{len(asked.true):9}{figures}{asked.milliseconds:6.0f}", flush=True)
            for kind, made in (("hyphenated", asked), ("unhyphenated", plain)):
                pairs = zip(made.ours, made.true, strict=True)
                told += [
                    f"{case.name}, {kind}: {item[0]}: {item[1]}, truly {true}"
                    for item, true in pairs
                    if item[1] != true
                ]
    print("\n".join(told))


if __name__ == "__main__":
    if sys.argv[1:] and all(item.endswith(".docx") for item in sys.argv[1:]):
        built([Path(item).resolve() for item in sys.argv[1:]])
    elif len(sys.argv) > 1:
        Path(sys.argv[1]).mkdir(parents=True, exist_ok=True)
        main(Path(sys.argv[1]).resolve())
    else:
        with tempfile.TemporaryDirectory() as working:
            main(Path(working))
