"""The comparison copy of real roadmaps: accepted it is the new one, rejected the old one, to the letter, in words and
formatting, tables, pictures, charts and headers. The judge is `revision_judging`, not the program.

Names and numbers that no reader sees are put into words first: a bookmark is its place, a relationship the bytes that it
leads to, a list its form.
"""

from __future__ import annotations

import hashlib
import re

import pytest
from harness_word import RUN, pair
from lxml import etree
from revision_judging import R, View, q, story

from corrections import CORRECTIONS
from pipeline.merging.merge import redline
from pipeline.merging.redline import untracked
from pipeline.ooxml.package import Package, parse, read_package

_WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
_SAMPLE = ("text", "row removed", "goal split", "brand")
_HIDDEN = re.compile(r"\b_[A-Za-z]\w*")
_VIEWS = {"accepted": View(accept=True), "rejected": View(accept=False)}


@pytest.mark.parametrize("name", _SAMPLE)
def test_a_correction_is_told_exactly(name: str) -> None:
    _holds(name)


@pytest.mark.long
@pytest.mark.parametrize("name", [name for name in CORRECTIONS if name not in _SAMPLE])
def test_every_correction_is_told_exactly(name: str) -> None:
    _holds(name)


def _holds(name: str) -> None:
    old, new = pair(name)
    for before, after in ((old, new), (new, old)):
        document = read_package(redline(before, after, RUN))
        for answer, wanted in (("accepted", after), ("rejected", before)):
            found, right = _told(document, _VIEWS[answer]), _told(read_package(wanted), _VIEWS[answer])
            assert found.keys() == right.keys()
            for part, blocks in right.items():
                assert _apart(found[part], blocks) == "", f"{name}, {answer}, {part}"


def test_what_the_judge_is_told_differs_between_versions() -> None:
    """Before: the judge tells two versions apart where only one word, one look or one chart differs."""
    old, new = (read_package(document) for document in pair("text"))
    view = View(accept=True)
    assert _apart(_told(old, view)["document"], _told(new, view)["document"]) != ""
    one, other = (read_package(document) for document in pair("survey"))
    pictures = [re.findall(r"\[drawing\.\w+\]", str(_told(package, view)["document"])) for package in (one, other)]
    assert pictures[0] and pictures[0] != pictures[1]


@pytest.mark.parametrize(("name", "kinds"), [("text", ()), ("brand", ("styles", "theme", "numbering"))])
def test_what_no_tracked_change_can_tell_is_known(name: str, kinds: tuple[str, ...]) -> None:
    old, new = (read_package(document) for document in pair(name))
    assert untracked(old, new) == kinds


def _told(package: Package, view: View) -> dict[str, list]:
    """Every story by its name, each block as the judge has it."""
    main = package.main_part()
    found = {"document": _read(package, main, view)}
    known = package.relationships[main]
    for section in parse(package.read(main)).iter(q("sectPr")):
        for item in section.iter(q("headerReference"), q("footerReference")):
            name = f"{etree.QName(item).localname} {item.get(q('type'))}"
            found.setdefault(name, _read(package, known[item.get(f"{{{R}}}id")].target, view))
    return found


def _read(package: Package, part: str, view: View) -> list:
    root = parse(package.read(part))
    _put_into_words(root, package, part)
    body = root.find(q("body"))
    return story(root if body is None else body, view)


def _put_into_words(root: etree._Element, package: Package, part: str) -> None:
    for mark in list(root.iter(q("bookmarkStart"), q("bookmarkEnd"))):
        mark.getparent().remove(mark)
    for item in root.iter(q("instrText"), q("delInstrText")):
        item.text = _HIDDEN.sub("_", item.text or "")
    for item in root.iter(q("hyperlink")):
        if item.get(q("anchor")):
            item.set(q("anchor"), _HIDDEN.sub("_", item.get(q("anchor"))))
        if item.get(f"{{{R}}}id"):
            item.set(f"{{{R}}}id", package.relationships[part][item.get(f"{{{R}}}id")].target)
    forms = _lists(package)
    for item in root.iter(q("numId")):
        item.set(q("val"), forms[item.get(q("val"))])
    for item in list(root.iter(q("drawing"))):
        item.tag = f"{item.tag}.{_digest(_drawing(item, package, part))}"


def _drawing(drawing: etree._Element, package: Package, part: str) -> bytes:
    alone = etree.fromstring(etree.tostring(drawing))
    for item in alone.iter():
        if item.tag == f"{{{_WP}}}docPr":
            item.attrib.pop("id", None)
        for name in [name for name in item.attrib if name.startswith(f"{{{R}}}")]:
            item.set(name, _bytes_of(package, package.relationships[part][item.get(name)].target))
    return etree.tostring(alone, method="c14n")


def _bytes_of(package: Package, part: str) -> str:
    """A part and all that it leads to."""
    inner = [_bytes_of(package, item.target) for item in package.relationships.get(part, {}).values()]
    return _digest(package.read(part) + "".join(inner).encode())


def _lists(package: Package) -> dict[str, str]:
    """The form of each list, whatever its number."""
    [part] = [item.target for item in package.related(package.main_part(), "numbering")]
    root = parse(package.read(part))
    forms = {}
    for item in root.iter(q("abstractNum")):
        inner = [etree.tostring(child, method="c14n") for child in item if child.tag == q("lvl")]
        forms[item.get(q("abstractNumId"))] = _digest(b"".join(inner))
    return {
        item.get(q("numId")): forms[item.find(q("abstractNumId")).get(q("val"))] for item in root.iter(q("num"))
    } | {"0": "0"}


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:12]


def _apart(found: list, right: list) -> str:
    """Where two stories part, for whom it concerns; "" where they don't."""
    for place, (one, other) in enumerate(zip(found, right, strict=False)):
        if one != other:
            if one[0] == other[0] == "table" and len(one[2]) == len(other[2]) and one[1] == other[1]:
                for row, (left, right_row) in enumerate(zip(one[2], other[2], strict=True)):
                    for cell, (mine, yours) in enumerate(zip(left[1], right_row[1], strict=False)):
                        if inner := _apart(list(mine[1]), list(yours[1])):
                            return f"block {place}, row {row}, cell {cell}: {inner}"
            return f"block {place}: {str(one)[:400]} != {str(other)[:400]}"
    return "" if len(found) == len(right) else f"{len(found)} blocks, not {len(right)}"
