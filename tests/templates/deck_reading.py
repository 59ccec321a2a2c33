"""What a deck's slides say, for tests of templates: slides in order, their notes, every text, every name of a tag.

In: a package of a .pptx. Out: elements, texts, names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote

from lxml import etree

from pipeline.ooxml.dialect import A, P, R
from pipeline.ooxml.package import Package, parse

NS = {"a": A, "p": P, "r": R}
TAG = re.compile(r"\{[{%].*?[}%]\}")
_LOOP = re.compile(r"for (\w+) in ([\w.]+)")
_NAME = re.compile(r"\b[a-z_]+(?:\.[a-z_]+)+")
_JINJA_OWN = {"loop.last"}


def slides(package: Package) -> list[tuple[str, etree._Element]]:
    """Each slide's part and root, in the order in which they are shown."""
    main = package.main_part()
    targets = package.relationships[main]
    order = parse(package.read(main)).xpath("p:sldIdLst/p:sldId/@r:id", namespaces=NS)
    return [(targets[rid].target, parse(package.read(targets[rid].target))) for rid in order]


def notes(package: Package, slide: str) -> etree._Element:
    """The notes of a slide; a slide that continues another may have none."""
    for found in package.related(slide, "notesSlide"):
        return parse(package.read(found.target))
    return etree.Element("none")


def text(element: etree._Element) -> str:
    """All text inside."""
    return "".join(element.itertext(f"{{{A}}}t"))


def title(slide: etree._Element) -> str:
    """The slide's title, which is its first shape."""
    return text(slide.find(f"p:cSld/p:spTree/{{{P}}}sp", NS))


def all_text(package: Package) -> Iterator[str]:
    """Every paragraph, alt text, link and property."""
    for name, slide in slides(package):
        for root in (slide, notes(package, name)):
            for paragraph in root.iter(f"{{{A}}}p"):
                yield text(paragraph)
            yield from root.xpath("//@descr")
        yield from (item.target for item in package.related(name, "hyperlink"))
    for part in ("docProps/core.xml", "docProps/app.xml"):
        yield from parse(package.read(part)).itertext()


def used_names(package: Package) -> set[str]:
    """Every dotted name of a template in full: names of loops replaced by what they loop over."""
    found: set[str] = set()
    for slide, root in slides(package):
        lines = [text(item) for tree in (notes(package, slide), root) for item in tree.iter(f"{{{A}}}p")]
        lines += [*root.xpath("//@descr"), *(item.target for item in package.related(slide, "hyperlink"))]
        tags = [tag for line in lines for tag in TAG.findall(unquote(line))]
        loops = dict(match.groups() for tag in tags if (match := _LOOP.search(tag)))

        def full(name: str, loops: dict[str, str] = loops) -> str:
            first, _, rest = name.partition(".")
            return f"{full(loops[first])}[].{rest}" if first in loops else name

        found |= {full(name) for tag in tags for name in _NAME.findall(tag)} - _JINJA_OWN
    return found
