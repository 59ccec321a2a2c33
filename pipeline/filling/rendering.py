"""A template and a context into a document: the document wing's whole story.

In: a template's bytes, the names it may use, brand and language. Out: the document's bytes, or None and why not.
A template is compiled once per process; each document only renders.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from lxml import etree

from pipeline.filling.blocks import Block
from pipeline.filling.deck import render_deck
from pipeline.filling.fitting.continuing import SILENT, SlideWords
from pipeline.filling.job import Job
from pipeline.filling.programs.bounds import BoundsExceeded
from pipeline.filling.renaming import AS_DRAWN, PartNames, rename
from pipeline.filling.speaking import speak
from pipeline.filling.spots import Spots
from pipeline.filling.template import Template, open_template, reason_of, unreadable
from pipeline.filling.word import render_word
from pipeline.ooxml.dialect import WORD
from pipeline.ooxml.package import Package, PackageFault
from pipeline.ooxml.palette import on_dark
from pipeline.ooxml.theme import apply_brand, colour_beside_theme, darken_master
from pipeline.vocabulary.brand import Brand
from pipeline.vocabulary.content import Context
from pipeline.vocabulary.findings import Finding, Term, has_errors


@dataclass(frozen=True)
class Filled:
    """A document's bytes (None when a fault stands in the way), what was found on the way, and its blocks.

    `package` has the document's parts as they were packed, for whoever looks into it next.
    """

    document: bytes | None
    findings: tuple[Finding, ...]
    package: Package | None = field(default=None, repr=False, compare=False)
    list_blocks: Callable[[], tuple[Block, ...]] = field(default=tuple, repr=False, compare=False)

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        """Every block of the document with the cells of its values; put together when it is asked for."""
        return self.list_blocks()


def render_template(
    data: bytes,
    name: str,
    context: Context,
    *,
    brand: Brand,
    language_tag: str,
    slide_words: SlideWords = SILENT,
    part_names: PartNames = AS_DRAWN,
) -> Filled:
    """The document that a template makes of a context.

    `name` is the template's name for findings, `language_tag` the document's language (`fi-FI`), and `slide_words` are
    what slides say that continue others, `part_names` what styles and layouts are called in it. Every fault of the
    template and of the values is told at once; with an error there is no document, never half a one.
    """
    template = open_template(data, name)
    if isinstance(template, Finding):
        return Filled(None, (template,))
    job = Job(
        template.package.copy(),
        template.dialect,
        context,
        language_tag,
        brand,
        name,
        slide_words,
        spots=Spots(template),
    )
    job.note((*template.faults, *template.notes))  # parts without them are rendered, for the faults of their values
    try:
        _render(template, job)
    except BoundsExceeded as error:
        job.findings.append(unreadable("TP007", name, Term(f"bounds.{error}")))
    except (PackageFault, etree.XMLSyntaxError) as error:  # a part that is only read now
        job.findings.append(unreadable("TP008", name, reason_of(error)))
    if has_errors(job.findings):
        return Filled(None, tuple(job.findings))
    rename(job.package, part_names)
    speak(job.package, language_tag)
    return Filled(job.package.write(), tuple(job.findings), job.package, job.blocks)


def _render(template: Template, job: Job) -> None:
    if template.dialect is WORD:
        render_word(template, job)
    else:
        render_deck(template, job)
    _render_properties(template, job)
    dress(job.package, job.brand)


def _render_properties(template: Template, job: Job) -> None:
    for part in template.properties:
        xml = job.xml(part, part.name)
        if xml is not None:
            job.package.parts[part.name] = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' + xml.encode()


def dress(package: Package, brand: Brand) -> None:
    """Puts a brand on a document: its colours and fonts in the themes, its ground under the slides."""
    dark = _darken(package) if brand.dark_cover else frozenset()
    for name in _of_type(package, ".theme+xml", ".themeOverride+xml"):
        package.parts[name] = _dressed(package.read(name), on_dark(brand) if name in dark else brand)
    if brand != Brand():  # the templates are drawn in the house's own brand
        for name in [name for name in _of_type(package, "+xml") if ".wordprocessingml." in package.content_type(name)]:
            package.parts[name] = colour_beside_theme(package.read(name), brand)


def _of_type(package: Package, *endings: str) -> list[str]:
    """The parts whose content type ends so; what they are called is left to whoever made the file."""
    return [name for name in package.parts if package.content_type(name).endswith(endings)]


def _darken(package: Package) -> frozenset[str]:
    """Puts slides on the brand's dark ground, and gives the themes of their masters. Word's pages stay white."""
    themes: set[str] = set()
    for name in _of_type(package, ".slideMaster+xml"):
        package.parts[name] = darken_master(package.read(name))
        themes.update(item.target for item in package.related(name, "theme"))
    return frozenset(themes)


@lru_cache(maxsize=64)
def _dressed(theme: bytes, brand: Brand) -> bytes:
    return apply_brand(theme, brand)
