"""Moves tags to where they act: blocks to whole paragraphs, rows, cells and shapes, values into single texts.

In: the tree of a part as the designer left it. Out: the same tree with markers (processing instructions between
siblings) and tokens (private characters in texts and attributes), each the number of a `Site`.
Position decides the level: what holds only block tags disappears and its tags stand in its place. Blocks are accepted
only between siblings, so that whatever Jinja keeps or repeats is well-formed.
"""

from __future__ import annotations

import copy
from typing import cast

from lxml import etree

from pipeline.filling import marks
from pipeline.filling.blocks import place_of
from pipeline.filling.lifting import binding, columns, leftovers, looks, unpaired, wrappers
from pipeline.filling.lifting.near_tags import near_tags
from pipeline.filling.lifting.tags import Tag, find_tags
from pipeline.filling.programs.grammar import unknown_command
from pipeline.filling.programs.sandbox import STATEMENTS
from pipeline.filling.sites import Sites, Spot, Where
from pipeline.filling.slides import diagrams
from pipeline.filling.stories import controls, field_nesting, instructions, lists, word_tables
from pipeline.ooxml.dialect import WORD, Dialect, W, w
from pipeline.ooxml.text import pieces, replace, text_of
from pipeline.vocabulary.findings import Term

_ATTRIBUTES = ("descr", "title", "tooltip", f"{{{W}}}tooltip", f"{{{W}}}val", "alt", "string")
"""Where texts stand outside paragraphs: `w:val` in titles and descriptions of Word's tables, the last two in shapes of
the older kind (a watermark's words)."""
_TAGGED = etree.XPath("descendant-or-self::*[@*[contains(., '{{')]]")
_OPENERS = {"for": "endfor", "if": "endif"}
_FILLED = frozenset("drawing pict object pic graphicFrame grpSp oMath sym footnoteReference endnoteReference".split())
"""What says something without being text: beside it a block tag does not stand alone."""


def lift(root: etree._Element, dialect: Dialect, sites: Sites) -> list[etree._Element]:
    """Lifts all tags of a part in place. Gives the sample paragraphs that whole-paragraph values are written like."""
    forced = _tokenise(root, dialect, sites)
    _tokenise_attributes(root, sites)
    binding.own_charts(root, sites)
    instructions.tokenise(root, sites)
    looks.collect(root, dialect, sites)
    columns.remember(root, dialect)
    for shape in (*_elements(root, dialect.shapes), *controls.of_tags_alone(root)):
        _lift_element(shape, dialect, sites)
    for row in _elements(root, (dialect.row,)):
        _lift_element(row, dialect, sites, forced.get("tr", frozenset()))
    for cell in _elements(root, (dialect.cell,)):
        _lift_element(cell, dialect, sites, forced.get("tc", frozenset()))
    for paragraph in _elements(root, (dialect.paragraph,)):
        if not _lift_element(paragraph, dialect, sites, forced.get("p", frozenset())):
            _split_runs(paragraph, dialect)
            wrappers.part(paragraph, sites)
    if dialect is WORD:
        lists.mark_passes(root, sites)
        word_tables.keep_rows_whole(root, sites)
        word_tables.note_spare_styles(root)
    samples = _whole_paragraphs(root, dialect, sites)
    columns.loop_grids(root, dialect, sites)
    looks.apply(root, dialect, sites)
    _check_nesting(root, sites)
    field_nesting.check(root, sites)
    return samples


def _elements(root: etree._Element, tags: tuple[str, ...]) -> list[etree._Element]:
    return list(root.iter(*tags)) if tags else []


def _tokenise(root: etree._Element, dialect: Dialect, sites: Sites) -> dict[str, set[int]]:
    """Each tag becomes one token in its first run. Gives the sites that docxtpl prefixes force to a level."""
    forced: dict[str, set[int]] = {}
    for paragraph in _elements(root, (dialect.paragraph,)):
        text = text_of(paragraph, dialect)
        if "{" not in text and "}" not in text:
            continue
        block = place_of(paragraph)
        tags, unclosed = find_tags(text)
        for near in near_tags(text, tags, unclosed):
            spot = Spot(block, "paragraph", text, near.start, near.end)
            sites.note("TP012", spot, reason=near.reason, advice=near.advice)
        for position in unclosed:
            unpaired.open_bracket(text, position, block, "paragraph", sites)
        found = pieces(paragraph, dialect)
        numbered = [(tag, _site_of(tag, _spot(tag, block, "paragraph", text), sites)) for tag in tags]
        for tag, number in reversed(numbered):
            replace(found, tag.start, tag.end, _token(tag, number))
            if tag.level and number >= 0:
                forced.setdefault(tag.level, set()).add(number)
        if tags and all(tag.kind == "comment" for tag in tags):
            _drop_remark(paragraph, dialect)
    return forced


def _drop_remark(paragraph: etree._Element, dialect: Dialect) -> None:
    """A paragraph that held only comments says nothing; one that ends a section stays for its sake."""
    empty = not text_of(paragraph, dialect).strip() and not any(_local(item) in _FILLED for item in paragraph.iter())
    parent = paragraph.getparent()
    if empty and parent is not None and next(paragraph.iter(w("sectPr")), None) is None:
        parent.remove(paragraph)


def _spot(tag: Tag, block: str, where: Where, text: str) -> Spot:
    return Spot(block, where, text, tag.start, tag.end)


def _site_of(tag: Tag, spot: Spot, sites: Sites) -> int:
    if tag.kind == "comment":
        return -1
    if tag.kind == "block" and tag.keyword not in STATEMENTS | looks.KEYWORDS:
        sites.fault("TP004", spot, tag.code, **unknown_command(tag.keyword))
        return -1
    return sites.add("text" if tag.kind == "value" else "block", tag.code, spot).number


def _token(tag: Tag, number: int) -> str:
    if number < 0:
        return ""
    return marks.value_token(number) if tag.kind == "value" else marks.block_token(number)


def _text_below(element: etree._Element, dialect: Dialect) -> str:
    return "".join(item.text or "" for item in element.iter(dialect.text))


def _lift_element(
    element: etree._Element, dialect: Dialect, sites: Sites, forced: frozenset[int] | set[int] = frozenset()
) -> bool:
    """Puts an element's block tags in its place, when they are all it holds or a prefix says so."""
    text = text_of(element, dialect) if element.tag == dialect.paragraph else _text_below(element, dialect)
    numbers = [int(number) for number in marks.BLOCK.findall(text)]
    whole = marks.only_blocks(text) and not any(_local(item) in _FILLED for item in element.iter())
    if not whole and not (forced and forced.intersection(_own_numbers(element, dialect))):
        return False
    parent = element.getparent()
    if parent is None:
        return False
    place = parent.index(element)
    lifted = numbers if whole else [number for number in numbers if number in forced]
    parent[place : place + 1] = leftovers.arranged(element, lifted, dialect, sites)
    return True


def _own_numbers(element: etree._Element, dialect: Dialect) -> list[int]:
    """The block tags of an element that are in no other one of its kind inside it."""
    texts = [item for item in element.iter(dialect.text) if next(item.iterancestors(str(element.tag)), None) is element]
    return [int(number) for item in texts for number in marks.BLOCK.findall(item.text or "")]


def _local(element: etree._Element) -> str:
    return element.tag.rsplit("}", 1)[-1] if isinstance(element.tag, str) else ""


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
    if leftovers.has_section(paragraph) or diagrams.is_box(paragraph.getparent()):
        return False
    if any(marks.VALUE.search(str(value)) for item in paragraph.iter(etree.Element) for value in item.attrib.values()):
        return False  # a link's address holds a value of its own
    runs = [child for child in paragraph if child.tag == dialect.run]
    names = {_local(child) for child in paragraph} | {_local(child) for run in runs for child in run}
    return names <= _SIMPLE


def _tokenise_attributes(root: etree._Element, sites: Sites) -> None:
    for element in cast("list[etree._Element]", _TAGGED(root)):
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
        unpaired.open_bracket(text, position, block, where, sites)
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
    with_else: set[int] = set()
    for item in root.iter(etree.ProcessingInstruction):
        if not marks.is_marker(item):
            continue
        number = marks.number_of(item)
        site = sites.items[number]
        keyword = site.keyword
        if keyword in _OPENERS:
            open_blocks.append((_OPENERS[keyword], item, number))
            with_else.discard(number)  # a loop over columns stands in the grid as well
        elif keyword in ("endfor", "endif", "elif", "else"):
            _check_closing(keyword, item, number, open_blocks, sites)
            _check_else(keyword, number, open_blocks, with_else, sites)
    for _, _, number in open_blocks:
        unpaired.open_block(sites.items[number], sites)


def _check_else(
    keyword: str, number: int, open_blocks: list[tuple[str, etree._Element, int]], with_else: set[int], sites: Sites
) -> None:
    """An `else` is the last of its block's branches, and a loop has no `elif`."""
    if keyword in ("else", "elif") and open_blocks:
        expected, _, opened = open_blocks[-1]
        if opened in with_else or (keyword == "elif" and expected == "endfor"):
            site = sites.items[number]
            sites.fault("TP004", site.spot, site.code, reason=Term("template.else_misplaced"))
        elif keyword == "else":
            with_else.add(opened)


def _check_closing(
    keyword: str, item: etree._Element, number: int, open_blocks: list[tuple[str, etree._Element, int]], sites: Sites
) -> None:
    site = sites.items[number]
    if not open_blocks:
        unpaired.no_beginning(site.spot, site.code, sites)
        return
    expected, opener, opened = open_blocks[-1]
    crossing = keyword.startswith("end") and expected != keyword
    if crossing:
        ended = next((block for block in reversed(open_blocks) if block[0] == keyword), None)
        if ended is None:
            unpaired.no_beginning(site.spot, site.code, sites)
        else:
            unpaired.crossing(sites.items[opened], site, sites)
            open_blocks.remove(ended)  # it has its end, in the wrong order
        return
    if opener.getparent() is not item.getparent():
        unpaired.apart(sites.items[opened], opener.getparent(), site, item.getparent(), sites)
    if keyword.startswith("end"):
        open_blocks.pop()
