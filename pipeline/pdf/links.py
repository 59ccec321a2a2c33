"""Links of slides: LibreOffice leaves them out of the structure, so that nobody who listens meets them.

In: a page's instructions, and links without an element. Out: the instructions, each link's text marked as its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pikepdf import Array, Dictionary, Name, Object, String

from pipeline.pdf.streams import END, Instruction, begin, closes, number_of, opens, operator
from pipeline.pdf.tagged import Content, Tagged, kids

_NEAR = 4.0


@dataclass(frozen=True, slots=True)
class _Run:
    """Instructions from `start` to `end` that draw a link's text inside the marked content `number`, named `tag`."""

    start: int
    end: int
    number: int
    tag: str


def loose_links(tagged: Tagged, page: int) -> list[Object]:
    """The links of a page that no element holds."""
    annotations = tagged.pages[page].get("/Annots")
    return [item for item in annotations or () if item.get("/Subtype") == Name.Link and "/StructParent" not in item]


def tie_links(tagged: Tagged, page: int, instructions: list[Instruction], links: Sequence[Object]) -> list[Instruction]:
    """Gives every link an element, with the text that stands in its box."""
    for link in links:
        runs = list(_runs(instructions, [float(number) for number in link.Rect]))
        owners = tagged.owners(page)
        runs = [run for run in runs if owners is not None and 0 <= run.number < len(owners) and owners[run.number]]
        parent = owners[runs[0].number] if runs and owners is not None else _last(tagged, page)
        if parent is None:
            continue
        element = tagged.make("Link", parent, Pg=tagged.pages[page])
        reference = Dictionary(Type=Name.OBJR, Obj=link, Pg=tagged.pages[page])
        numbers: list[int] = []
        for run in reversed(runs):
            instructions, number = _cut_out(tagged, page, instructions, run, element)
            numbers.insert(0, number)
        element["/K"] = Array([*(tagged.reference(Content(page, number)) for number in numbers), reference])
        if not numbers:
            element["/Alt"] = String(str(link.get("/Contents", "")) or "–")
        _place(tagged, page, parent, element, runs[0].number if runs else -1)
        tagged.own_annotation(link, element)
    return instructions


def _last(tagged: Tagged, page: int) -> Object | None:
    """The last section of a page: where a link goes whose text isn't found."""
    sections = [item for item in tagged.elements() if tagged.role(item) == "Sect" and tagged.page_of(item) == page]
    return sections[-1] if sections else None


def _cut_out(
    tagged: Tagged, page: int, instructions: list[Instruction], run: _Run, element: Object
) -> tuple[list[Instruction], int]:
    """Ends the content before the link's text and begins it anew after that."""
    owners = tagged.owners(page)
    number = tagged.number(page, element)
    owner = owners[run.number] if owners is not None else element
    after: list[Instruction] = []
    if not closes(instructions[run.end]):
        rest = tagged.number(page, owner)
        after = [END, begin(run.tag, rest)]
        _place(tagged, page, owner, tagged.reference(Content(page, rest)), run.number)
    before = [END, begin("Link", number)]
    inside = instructions[run.start : run.end]
    return [*instructions[: run.start], *before, *inside, *after, *instructions[run.end :]], number


def _place(tagged: Tagged, page: int, parent: Object, child: Object, number: int) -> None:
    """Puts a child into a parent, right after a piece of content."""
    held = kids(parent)
    place = next((at for at, item in enumerate(held) if _is_content(tagged, page, parent, item, number)), len(held) - 1)
    parent["/K"] = Array([*held[: place + 1], child, *held[place + 1 :]])


def _is_content(tagged: Tagged, page: int, parent: Object, item: object, number: int) -> bool:
    if isinstance(item, int):
        return item == number and tagged.place(parent.get("/Pg")) == page
    if isinstance(item, Dictionary) and item.get("/Type") == Name.MCR:
        return int(item.MCID) == number and tagged.place(item.get("/Pg"), page) == page
    return False


def _runs(instructions: Sequence[Instruction], box: Sequence[float]) -> Iterator[_Run]:
    """The stretches of innermost drawing blocks that stand in a box, each within one marked content."""
    run: _Run | None = None
    for first, past in _blocks(instructions):
        number, tag = _mark_at(instructions, first)
        if number < 0 or not _stands_in(instructions[first:past], box):
            continue
        if run is not None and run.end == first and run.number == number:
            run = _Run(run.start, past, number, tag)
            continue
        if run is not None:
            yield run
        run = _Run(first, past, number, tag)
    if run is not None:
        yield run


def _blocks(instructions: Sequence[Instruction]) -> Iterator[tuple[int, int]]:
    """The innermost pairs of saving and restoring, first and past the last."""
    begun = -1
    for place, instruction in enumerate(instructions):
        what = operator(instruction)
        if what == "q":
            begun = place
        elif what == "Q" and begun >= 0:
            yield begun, place + 1
            begun = -1
        elif opens(instruction) or closes(instruction):
            begun = -1


def _mark_at(instructions: Sequence[Instruction], place: int) -> tuple[int, str]:
    """The marked content around an instruction: its number and name."""
    depth = 0
    for instruction in reversed(instructions[:place]):
        depth += closes(instruction) - opens(instruction)
        if depth < 0:
            return number_of(instruction), str(instruction.operands[0]).removeprefix("/")
    return -1, ""


def _stands_in(block: Sequence[Instruction], box: Sequence[float]) -> bool:
    """Whether a block's text or stroke begins in a box. Only shifts are reckoned with: slides' links aren't turned."""
    ground, text = (0.0, 0.0), (0.0, 0.0)
    for instruction in block:
        what, numbers = operator(instruction), instruction.operands
        if what == "cm":
            ground = (ground[0] + float(numbers[4]), ground[1] + float(numbers[5]))
        elif what == "BT":
            text = (0.0, 0.0)
        elif what == "Tm":
            text = (float(numbers[4]), float(numbers[5]))
        elif what in ("Td", "TD"):
            text = (text[0] + float(numbers[0]), text[1] + float(numbers[1]))
    x, y = ground[0] + text[0], ground[1] + text[1]
    return box[0] - _NEAR <= x < box[2] and box[1] - _NEAR <= y <= box[3] + _NEAR and (x, y) != (0.0, 0.0)
