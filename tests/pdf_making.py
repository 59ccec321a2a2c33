"""Small PDFs as LibreOffice makes them, with its faults, and what stands in one.

In: the drawing of each page and the elements of the structure. Out: a PDF's bytes; its elements, its marks.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, NumberTree

from pipeline.ooxml.portrait import portrait
from pipeline.pdf.figures import alternative
from pipeline.pdf.tagged import Tagged

HEIGHT = 540
XMP = (
    b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    b'<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"><pdfuaid:part>1</pdfuaid:part>'
    b'</rdf:Description><rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/">'
    b"<xmp:CreateDate>%s</xmp:CreateDate></rdf:Description></rdf:RDF></x:xmpmeta>"
)


@dataclass
class Element:
    """An element of the structure: `contents` are numbers of its page's marked contents."""

    role: str
    contents: Sequence[int] = ()
    below: Sequence[Element] = ()
    page: int = 0
    entries: dict[str, Any] = field(default_factory=dict)


def box(left: float, bottom: float, right: float, top: float) -> dict[str, Any]:
    """The attributes that tell where an element stands."""
    return {"A": Dictionary(O=Name.Layout, BBox=Array([left, bottom, right, top]))}


def make_pdf(
    pages: Sequence[str],
    structure: Sequence[Element],
    change: Callable[[pikepdf.Pdf], None] | None = None,
    *,
    roles: dict[str, str] | None = None,
    moment: str = "2030-01-01T00:00:00Z",
) -> bytes:
    """A tagged PDF. `change` does to it what else is wanted before it is saved."""
    pdf = pikepdf.new()
    root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    numbers = NumberTree.new(pdf)
    owners: list[dict[int, Any]] = []
    for place, drawing in enumerate(pages):
        pdf.add_blank_page(page_size=(960, HEIGHT))
        pdf.pages[place].obj["/Contents"] = pdf.make_stream(drawing.encode())
        pdf.pages[place].obj["/StructParents"] = place
        owners.append({})
    root["/K"] = Array([_add(pdf, item, root, owners) for item in structure])
    for place, owned in enumerate(owners):
        numbers[place] = pdf.make_indirect(Array([owned.get(n) for n in range(max(owned, default=-1) + 1)]))
    root["/ParentTree"] = numbers.obj
    if roles:
        root["/RoleMap"] = Dictionary({f"/{name}": Name(f"/{kind}") for name, kind in roles.items()})
    pdf.Root["/StructTreeRoot"] = root
    pdf.Root["/Metadata"] = pdf.make_stream(XMP % moment.encode())
    pdf.docinfo["/CreationDate"] = moment
    if change is not None:
        change(pdf)
    target = BytesIO()
    pdf.save(target)
    return target.getvalue()


def _add(pdf: pikepdf.Pdf, item: Element, parent: Any, owners: list[dict[int, Any]]) -> Any:
    made = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name(f"/{item.role}"), P=parent, **item.entries))
    if item.contents:
        made["/Pg"] = pdf.pages[item.page].obj
    for number in item.contents:
        owners[item.page][number] = made
    made["/K"] = Array([*item.contents, *(_add(pdf, below, made, owners) for below in item.below)])
    return made


def outline(data: bytes) -> list[str]:
    """The structure of a PDF: each element's kind, indented, with its text alternative and the contents it holds."""
    with pikepdf.open(BytesIO(data)) as pdf:
        return _outline(pdf.Root.StructTreeRoot, 0)


def _outline(element: Any, depth: int) -> list[str]:
    lines = []
    held = element.get("/K")
    for item in held if isinstance(held, Array) else [] if held is None else [held]:
        if isinstance(item, Dictionary) and "/S" in item:
            told = f" “{item.Alt}”" if "/Alt" in item else ""
            lines.append(f"{'  ' * depth}{str(item.S)[1:]}{told}")
            lines += _outline(item, depth + 1)
        elif isinstance(item, Dictionary):
            what = "annotation" if item.Type == Name.OBJR else f"content {int(item.MCID)}"
            lines.append(f"{'  ' * depth}{what}")
        else:
            lines.append(f"{'  ' * depth}content {int(item)}")
    return lines


def marks(data: bytes, page: int = 0) -> list[str]:
    """What is drawn on a page and as part of what: `P 0: S`, `Artifact: f`; what is outside all marks begins with `–`."""
    with pikepdf.open(BytesIO(data)) as pdf:
        return marked(pikepdf.parse_content_stream(pdf.pages[page]))


def marked(instructions: Sequence[Any], *, nested: bool = False) -> list[str]:
    """The same of instructions. Fails when marks are unpaired, or content stands within decoration but `nested`."""
    stack: list[str] = []
    drawn = []
    for instruction in instructions:
        what = str(instruction.operator)
        if what == "BDC":
            number = instruction.operands[1].get("/MCID", "")
            assert nested or number == "" or "Artifact" not in stack, "content within decoration"
            stack.append(f"{str(instruction.operands[0])[1:]} {number}")
        elif what == "BMC":
            stack.append(str(instruction.operands[0])[1:])
        elif what == "EMC":
            assert stack, "a closing mark too many"
            stack.pop()
        elif what in ("f", "f*", "S", "B", "B*", "Do", "Tj", "TJ"):
            drawn.append(f"{stack[-1] if stack else '–'}: {what}")
    assert not stack, "a mark is never closed"
    return drawn


def exchanged_alternatives(document: bytes, data: bytes) -> list[str]:
    """How the pictures of a PDF, as they are read, differ from those of its document; slide by slide."""
    own = portrait(document)
    given = [(picture.page if own.titles else 0, picture.alt) for picture in own.pictures if picture.alt]
    with pikepdf.open(BytesIO(data)) as pdf:
        tagged = Tagged(pdf)
        figures = [element for element in tagged.elements() if tagged.role(element) == "Figure"]
        read = [(tagged.page_of(item) if own.titles else 0, alternative(item)) for item in figures]
    return [] if read == given else [f"read aloud: {read}; in the document: {given}"]


def disagreements(data: bytes) -> list[str]:
    """Where the two trees of a PDF disagree: contents that an element holds and another one, or nobody, owns."""
    with pikepdf.open(BytesIO(data)) as pdf:
        owners = NumberTree(pdf.Root.StructTreeRoot.ParentTree)
        found: list[str] = []
        _compare(pdf.Root.StructTreeRoot, None, owners, found)
    return found


def _compare(element: Any, page: Any, owners: Any, found: list[str]) -> None:
    page = element.get("/Pg", page)
    held = element.get("/K")
    for item in held if isinstance(held, Array) else [] if held is None else [held]:
        if isinstance(item, Dictionary) and "/S" in item:
            _compare(item, page, owners, found)
        elif not isinstance(item, Dictionary) or "/MCID" in item:
            number = int(item.MCID) if isinstance(item, Dictionary) else int(item)
            there = item.get("/Pg", page) if isinstance(item, Dictionary) else page
            owner = owners[int(there.StructParents)][number]
            if owner is None or owner.objgen != element.objgen:
                found.append(f"{str(element.S)[1:]} holds content {number}")
