"""Roadmaps made from the house's template, for tests of its look: `filled()` is a body, `package_of()` the whole file."""

from __future__ import annotations

from pathlib import Path

from lxml import etree

from models import example_roadmap, example_survey
from pipeline.filling.rendering import render_template
from pipeline.language import TAGS
from pipeline.ooxml.dialect import WP, R, W, w
from pipeline.ooxml.package import Package, parse, read_package
from pipeline.report.context import context
from pipeline.vocabulary.brand import Brand
from pipeline.vocabulary.model import Language, Roadmap

TEMPLATE = Path(__file__).resolve().parents[2] / "templates" / "digitiekartta.docx"
NS = {"w": W, "r": R, "wp": WP}


def text(element: etree._Element) -> str:
    return "".join(element.itertext(w("t")))


def filled(language: Language, roadmap: Roadmap | None = None) -> etree._Element:
    """The body of a roadmap made from the template; without one the example with its survey."""
    return parse(package_of(language, roadmap).read("word/document.xml"))


def package_of(language: Language, roadmap: Roadmap | None = None, *, dark_cover: bool = False) -> Package:
    """The document of a roadmap; without one that of the example with its survey."""
    survey = None if roadmap else example_survey()
    names = context(roadmap or example_roadmap(), survey, language=language, dark_cover=dark_cover)
    brand = Brand(dark_cover=dark_cover)
    made = render_template(TEMPLATE.read_bytes(), TEMPLATE.name, names, brand=brand, language_tag=TAGS[language])
    assert made.findings == ()
    assert made.document is not None
    return read_package(made.document)
