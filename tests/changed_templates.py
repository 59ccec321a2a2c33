"""The program's own templates with faults put into them, as a designer's slip would, and small decks made in code.

In: a template's name and what is exchanged in which part. Out: the file's bytes.
"""

from __future__ import annotations

from pathlib import Path

from pipeline.ooxml.package import read_package

TEMPLATES = Path(__file__).resolve().parents[1] / "templates"
ROADMAP, STAFF, COUNCIL = "digitiekartta.docx", "esitys-henkilosto.pptx", "esitys-luottamushenkilot.pptx"
BODY = "word/document.xml"

Change = tuple[str, str, str]
"""A part, what stands in it, and what is put in its place (once)."""


def changed(name: str, *changes: Change) -> bytes:
    """One of our templates with changes. A change that finds nothing fails the test."""
    package = read_package((TEMPLATES / name).read_bytes())
    for part, old, new in changes:
        text = package.read(part).decode("utf-8")
        assert old in text, f"{part} does not hold {old}"
        package.parts[part] = text.replace(old, new, 1).encode("utf-8")
    return package.write()


def slide(number: int) -> str:
    """The name of a slide's part."""
    return f"ppt/slides/slide{number}.xml"


def slide_with(name: str, text: str) -> str:
    """The name of the part of a template's one slide that holds the text, wherever it stands in the deck."""
    package = read_package((TEMPLATES / name).read_bytes())
    slides = [part for part in package.parts if part.startswith("ppt/slides/slide")]
    [found] = [part for part in slides if text in package.read(part).decode("utf-8")]
    return found
