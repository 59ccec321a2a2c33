"""Moves tags to where they act: blocks to whole paragraphs, rows, cells and shapes, values into single texts.

In: the tree of a part as the designer left it. Out: the same tree with markers (processing instructions between
siblings) and tokens (private characters in texts and attributes), each the number of a `Site`.
Position decides the level: what holds only block tags disappears and its tags stand in its place. Blocks are accepted
only between siblings, so that whatever Jinja keeps or repeats is well-formed.
"""

from __future__ import annotations

import copy

from lxml import etree

from pipeline.filling import binding, columns, looks, marks
from pipeline.filling.blocks import place_of
from pipeline.filling.sandbox import STATEMENTS
from pipeline.filling.sites import Sites, Spot, Where
from pipeline.filling.tags import Tag, find_tags
from pipeline.ooxml.dialect import Dialect, W
from pipeline.ooxml.text import pieces, replace, text_of

_ATTRIBUTES = ("descr", "title", "tooltip", f"{{{W}}}val")  # the last: title and description of Word's tables
_OPENERS = {"for": "endfor", "if": "endif"}
_FILLED = ("drawing", "pict", "object", "pic", "graphicFrame")


def lift(root: etree._Element, dialect: Dialect, sites: Sites) -> list[etree._Element]:
    """Lifts all tags of a part in place. Gives the sample paragraphs that whole-paragraph values are written like."""
    forced = _tokenise(root, dialect, sites)
    _tokenise_attributes(root, sites)
    looks.collect(root, dialect, sites)
    columns.remember(root, dialect)
    for shape in _elements(root, dialect.shapes):
        _lift_element(shape, dialect)
    for row in _elements(root, (dialect.row,)):
        _lift_element(row, dialect, forced.get("tr", frozenset()))
    for cell in _elements(root, (dialect.cell,)):
        _lift_element(cell, dialect, forced.get("tc", frozenset()))
    for paragraph in _elements(root, (dialect.paragraph,)):
        if not _lift_element(paragraph, dialect, forced.get("p", frozenset())):
            _split_runs(paragraph, dialect)
    samples = _whole_paragraphs(root, dialect, sites)
    columns.loop_grids(root, dialect, sites)
    looks.apply(root, dialect, sites)
    _check_nesting(root, sites)
    return samples


def _elements(root: etree._Element, tags: tuple[str, ...]) -> list[etree._Element]:
    return list(root.iter(*tags)) if tags else []


def _tokenise(root: etree._Element, dialect: Dialect, sites: Sites) -> dict[str, set[int]]:
    """Each tag becomes one token in its first run. Gives the sites that docxtpl prefixes force to a level."""
    forced: dict[str, set[int]] = {}
    for paragraph in _elements(root, (dialect.paragraph,)):
        text = text_of(paragraph, dialect)
        if "{" not in text:
            continue
        block = place_of(paragraph)
        tags, unclosed = find_tags(text)
        for position in unclosed:
            opening = Spot(block, "paragraph", text, position, position + 2)
            sites.fault("TP001", opening, text[position : position + 40])
        found = pieces(paragraph, dialect)
        numbered = [(tag, _site_of(tag, _spot(tag, block, "paragraph", text), sites)) for tag in tags]
        for tag, number in reversed(numbered):
            replace(found, tag.start, tag.end, _token(tag, number))
            if tag.level and number >= 0:
                forced.setdefault(tag.level, set()).add(number)
            found = pieces(paragraph, dialect)
    return forced


def _spot(tag: Tag, block: str, where: Where, text: str) -> Spot:
    return Spot(block, where, text, tag.start, tag.end)


def _site_of(tag: Tag, spot: Spot, sites: Sites) -> int:
    if tag.kind == "comment":
        return -1
    if tag.kind == "block" and tag.keyword not in STATEMENTS | looks.KEYWORDS:
        sites.fault("TP004", spot, tag.code, reason=tag.keyword)
        return -1
    return sites.add("text" if tag.kind == "value" else "block", tag.code, spot).number


def _token(tag: Tag, number: int) -> str:
    if number < 0:
        return ""
    return marks.value_token(number) if tag.kind == "value" else marks.block_token(number)


def _text_below(element: etree._Element, dialect: Dialect) -> str:
    return "".join(item.text or "" for item in element.iter(dialect.text))


def _lift_element(element: etree._Element, dialect: Dialect, forced: frozenset[int] | set[int] = frozenset()) -> bool:
    """Puts an element's block tags in its place, when they are all it holds or a prefix says so."""
    text = _text_below(element, dialect)
    numbers = [int(number) for number in marks.BLOCK.findall(text)]
    whole = marks.only_blocks(text) and not any(_local(item) in _FILLED for item in element.iter())
    if not whole and not forced.intersection(numbers):
        return False
    parent = element.getparent()
    if parent is None:
        return False
    place = parent.index(element)
    for number in numbers if whole else [number for number in numbers if number in forced]:
        parent.insert(place, marks.marker(number))
        place += 1
    if element.tag == dialect.paragraph and _section_of(element) is not None:
        _clear_text(element, dialect)
    else:
        parent.remove(element)
    return True


def _local(element: etree._Element) -> str:
    return element.tag.rsplit("}", 1)[-1] if isinstance(element.tag, str) else ""


def _section_of(paragraph: etree._Element) -> etree._Element | None:
    return next((item for item in paragraph.iter() if _local(item) == "sectPr"), None)


def _clear_text(paragraph: etree._Element, dialect: Dialect) -> None:
    for item in paragraph.iter(dialect.text):
        item.text = ""


def _split_runs(paragraph: etree._Element, dialect: Dialect) -> None:
    """Inline blocks: their run is cut at each tag, so that the tag stands between whole runs."""
    for text in [item.element for item in pieces(paragraph, dialect)]:
        run = text.getparent()
        while run is not None and marks.BLOCK.search(text.text or ""):
            text = _split_run(run, text)
            run = text.getparent()


def _split_run(run: etree._Element, text: etree._Element) -> etree._Element:
    """Cuts one run at the first block token of one of its texts. Gives the text of the second half."""
    content = text.text or ""
    match = marks.BLOCK.search(content)
    parent = run.getparent()
    if match is None or parent is None:
        return text
    second = copy.deepcopy(run)
    position = run.index(text)
    for index, child in enumerate(list(second)):
        if index < position and not _local(child).endswith("Pr"):
            second.remove(child)
    for child in list(run)[position + 1 :]:
        run.remove(child)
    second_text = next(child for child in second if child.tag == text.tag)
    text.text, second_text.text = content[: match.start()], content[match.end() :]
    place = parent.index(run)
    parent.insert(place + 1, marks.marker(int(match.group(1))))
    parent.insert(place + 2, second)
    if not text.text and _bare(run):
        parent.remove(run)
    return second_text


def _bare(run: etree._Element) -> bool:
    return all(_local(child).endswith("Pr") or (_local(child) == "t" and not child.text) for child in run)


def _whole_paragraphs(root: etree._Element, dialect: Dialect, sites: Sites) -> list[etree._Element]:
    """Paragraphs that are exactly one value: they may become several, each like the sample."""
    samples: list[etree._Element] = []
    for paragraph in _elements(root, (dialect.paragraph,)):
        match = marks.VALUE.fullmatch(_text_below(paragraph, dialect).strip())
        parent = paragraph.getparent()
        if match is None or parent is None or not _simple(paragraph, dialect) or looks.chosen(paragraph):
            continue
        site = sites.items[int(match.group(1))]
        site.kind, site.sample = "paragraph", len(samples)
        parent.replace(paragraph, marks.marker(site.number))
        samples.append(paragraph)
    return samples


_SIMPLE = {"pPr", "r", "t", "rPr", "endParaRPr", "proofErr", "bookmarkStart", "bookmarkEnd"}


def _simple(paragraph: etree._Element, dialect: Dialect) -> bool:
    if any(marks.is_marker(item) for item in paragraph.iter()):
        return False
    if _section_of(paragraph) is not None:
        return False
    runs = [child for child in paragraph if child.tag == dialect.run]
    names = {_local(child) for child in paragraph} | {_local(child) for run in runs for child in run}
    return names <= _SIMPLE


def _tokenise_attributes(root: etree._Element, sites: Sites) -> None:
    for element in root.iter(etree.Element):
        for name in _ATTRIBUTES:
            value = element.get(name)
            if value and "{{" in value:
                element.set(name, tokenised(value, sites, "attribute", place_of(element)))
                if name == "descr":
                    _bind(element, sites)


def tokenised(text: str, sites: Sites, where: Where, block: str = "") -> str:
    """A text outside paragraphs with its values as tokens; other tags have no place there and go."""
    tags, unclosed = find_tags(text)
    for position in unclosed:
        sites.fault("TP001", Spot(block, where, text, position, position + 2), text[position:])
    pieces_of_text, end = [], 0
    for tag in tags:
        token = ""
        if tag.kind == "value":
            token = marks.value_token(sites.add("attribute", tag.code, _spot(tag, block, where, text)).number)
        pieces_of_text += [text[end : tag.start], token]
        end = tag.end
    return "".join(pieces_of_text) + text[end:]


def _bind(properties: etree._Element, sites: Sites) -> None:
    """A chart or picture whose alt text is one value takes that value's data."""
    match = marks.VALUE.fullmatch((properties.get("descr") or "").strip())
    if match:
        binding.bind(properties, sites.items[int(match.group(1))], sites)


def _check_nesting(root: etree._Element, sites: Sites) -> None:
    """Every block opens and closes between siblings; what doesn't is told, each once."""
    open_blocks: list[tuple[str, etree._Element, int]] = []
    for item in root.iter(etree.ProcessingInstruction):
        if not marks.is_marker(item):
            continue
        number = marks.number_of(item)
        site = sites.items[number]
        keyword = site.code.split(None, 1)[0] if site.kind == "block" else ""
        if keyword in _OPENERS:
            open_blocks.append((_OPENERS[keyword], item, number))
        elif keyword in ("endfor", "endif", "elif", "else"):
            _check_closing(keyword, item, number, open_blocks, sites)
    for _, _, number in open_blocks:
        sites.fault("TP001", sites.items[number].spot, sites.items[number].code)


def _check_closing(
    keyword: str, item: etree._Element, number: int, open_blocks: list[tuple[str, etree._Element, int]], sites: Sites
) -> None:
    site = sites.items[number]
    if not open_blocks or (keyword.startswith("end") and open_blocks[-1][0] != keyword):
        sites.fault("TP002", site.spot, site.code)
        return
    _, opener, opened = open_blocks[-1]
    if opener.getparent() is not item.getparent():
        sites.fault("TP002", site.spot, site.code, reason=sites.items[opened].code)
    if keyword.startswith("end"):
        open_blocks.pop()
