"""A second judge of tracked changes, written apart from the program: what a story is when changes are accepted or
rejected, letter by letter, with each letter's formatting."""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def q(name: str) -> str:
    return f"{{{W}}}{name}"


@dataclass(frozen=True)
class View:
    """Whose changes are answered (None: everybody's), and how."""

    accept: bool
    author: str | None = None

    def answers(self, mark: etree._Element) -> bool:
        return self.author is None or mark.get(q("author")) == self.author

    def drops(self, mark: etree._Element) -> bool:
        coming = mark.tag in (q("ins"), q("moveTo"))
        return self.answers(mark) and coming != self.accept


def story(holder: etree._Element, view: View) -> list:
    """The blocks of a body, a cell or a box."""
    found: list = []
    pending: list = []  # letters of a paragraph that lost its end
    for block in _blocks(holder):
        if block.tag == q("tbl"):
            if any(letter for letter, *_ in pending):  # marks of comments alone make no paragraph
                found.append((b"", tuple(pending)))
            pending = []
            rows = list(_rows(block, view))
            if rows:
                found.append(("table", _plain(_shape(block, view)), tuple(rows), _plain(block.find(q("tblGrid")))))
            continue
        letters = pending + list(_letters(block, view, ()))
        pending = []
        if _ends(block, view):
            found.append((_paragraph_look(block, view), tuple(letters)))
        else:
            pending = letters
    if pending:
        found.append((b"", tuple(pending)))
    if holder.tag == q("tc") and not (found and found[-1][0] != "table"):
        found.append((b"", ()))
    return found


def words(blocks: list) -> list[str]:
    """The texts of the paragraphs, also those in tables."""
    found: list[str] = []
    for block in blocks:
        if block[0] == "table":
            for row in block[2]:
                for cell in row[1]:
                    found += words(list(cell[1]))
        else:
            found.append("".join(letter for letter, *_ in block[1]))
    return found


def _shape(table, view):
    properties = table.find(q("tblPr"))
    change = properties.find(q("tblPrChange")) if properties is not None else None
    if change is None or not view.answers(change):
        return properties
    if not view.accept:
        return change.find(q("tblPr"))
    alone = etree.fromstring(etree.tostring(properties))
    alone.remove(alone.find(q("tblPrChange")))
    return alone


def _blocks(holder):
    for child in holder:
        if child.tag in (q("p"), q("tbl")):
            yield child
        elif child.tag in (q("sdt"), q("sdtContent"), q("customXml")):
            yield from _blocks(child)


def _rows(table, view):
    for row in table.iterchildren(q("tr")):
        marks = [mark for mark in row.findall(q("trPr") + "/*") if mark.tag in (q("ins"), q("del"))]
        if any(view.drops(mark) for mark in marks):
            continue
        cells = tuple((_plain(cell.find(q("tcPr"))), tuple(story(cell, view))) for cell in row.iterchildren(q("tc")))
        left = tuple((mark.tag, mark.get(q("author"))) for mark in marks if not view.answers(mark))
        yield left, cells, _row_look(row, view)


def _row_look(row, view) -> bytes:
    properties = row.find(q("trPr"))
    if properties is None:
        return b""
    alone = etree.fromstring(etree.tostring(properties))
    for mark in [item for item in alone if item.tag in (q("ins"), q("del")) and view.answers(item)]:
        alone.remove(mark)
    return _plain(alone)


def _ends(paragraph, view) -> bool:
    marks = paragraph.findall(f"{q('pPr')}/{q('rPr')}/*")
    return not any(mark.tag in (q("ins"), q("del"), q("moveTo"), q("moveFrom")) and view.drops(mark) for mark in marks)


def _paragraph_look(paragraph, view) -> bytes:
    properties = paragraph.find(q("pPr"))
    if properties is None:
        return b""
    alone = etree.fromstring(etree.tostring(properties))
    for marks in alone.findall(q("rPr")):
        for mark in list(marks):
            if mark.tag in (q("ins"), q("del"), q("moveTo"), q("moveFrom")) and view.answers(mark):
                marks.remove(mark)
        if not len(marks):
            alone.remove(marks)
    return _plain(alone) if len(alone) else b""


def _letters(holder, view, left):  # noqa: C901 - one branch for each kind of content
    """Each letter with its formatting, the link it is in and the changes that stay round it."""
    for child in holder:
        tag = child.tag
        if tag in (q("ins"), q("del"), q("moveFrom"), q("moveTo")):
            if not view.drops(child):
                kept = left if view.answers(child) else (*left, (etree.QName(child).localname, child.get(q("author"))))
                yield from _letters(child, view, kept)
        elif tag == q("r"):
            yield from _run(child, left)
        elif tag == q("hyperlink"):
            yield from _letters(child, view, (*left, ("link", child.get(f"{{{R}}}id"), child.get(q("anchor")))))
        elif tag in (q("sdt"), q("sdtContent"), q("smartTag")):
            yield from _letters(child, view, left)
        elif tag in (q("commentRangeStart"), q("commentRangeEnd"), q("bookmarkStart"), q("bookmarkEnd")):
            yield "", (etree.QName(child).localname, child.get(q("id"))), b""
        elif tag == q("fldSimple"):
            yield f"[field {child.get(q('instr')).strip()}]", left, b""


def _run(run, left):  # noqa: C901 - one branch for each kind of content
    look = _plain(run.find(q("rPr")))
    for content in run:
        if content.tag in (q("t"), q("delText")):
            for letter in content.text or "":
                yield letter, left, look
        elif content.tag in (q("instrText"), q("delInstrText")):
            yield f"[field {(content.text or '').strip()}]", left, b""
        elif content.tag == q("fldChar"):
            yield "", (*left, content.get(q("fldCharType"))), b""
        elif content.tag == q("tab"):
            yield "\t", left, look
        elif content.tag == q("br"):
            yield "\n", left, look
        elif content.tag != q("rPr"):
            yield f"[{etree.QName(content).localname}]", left, b""


def _plain(properties) -> bytes:
    if properties is None or not len(properties):
        return b""
    return etree.tostring(properties, method="c14n", exclusive=True)
