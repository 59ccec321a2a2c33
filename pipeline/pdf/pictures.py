"""A picture that LibreOffice drew as decoration, though its element tells of it, becomes that element's content.

In: a page's instructions and the empty picture elements of that page. Out: the instructions, the picture marked.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pikepdf import Array, Object

from pipeline.ooxml.portrait import Box
from pipeline.pdf.figures import box_of
from pipeline.pdf.streams import ARTIFACT, END, Instruction, begin, closes, number_of, opens, operator
from pipeline.pdf.tagged import Content, Tagged

_NEAR = 3.0
_Matrix = tuple[float, float, float, float, float, float]
_PLAIN: _Matrix = (1, 0, 0, 1, 0, 0)


def claim_pictures(
    tagged: Tagged, page: int, instructions: Iterable[Instruction], empty: Sequence[Object]
) -> list[Instruction]:
    """Gives each empty picture element the image that is drawn in its box."""
    waiting = [(element, box) for element in empty if (box := box_of(element))]
    claimed: list[Instruction] = []
    matrices = [_PLAIN]
    marks: list[bool] = []
    for instruction in instructions:
        what = operator(instruction)
        _follow(matrices, what, instruction)
        if opens(instruction):
            marks.append(number_of(instruction) >= 0)
        elif closes(instruction) and marks:
            marks.pop()
        owner = _owner(waiting, matrices[-1]) if what == "Do" and not any(marks) and len(marks) < 2 else None
        number = tagged.number(page, owner) if owner is not None else -1
        if owner is None or number < 0:
            claimed.append(instruction)
            continue
        waiting = [item for item in waiting if item[0].objgen != owner.objgen]
        owner["/Pg"] = tagged.pages[page]
        owner["/K"] = Array([tagged.reference(Content(page, number))])
        picture = [begin("Figure", number), instruction, END]
        claimed += [END, *picture, ARTIFACT] if marks else picture
    return claimed


def _owner(waiting: Sequence[tuple[Object, Box]], matrix: _Matrix) -> Object | None:
    drawn = (matrix[4], matrix[5], matrix[0], matrix[3])
    near = (element for element, box in waiting if all(abs(a - b) <= _NEAR for a, b in zip(drawn, box, strict=True)))
    return next(near, None)


def _follow(matrices: list[_Matrix], what: str, instruction: Instruction) -> None:
    """Keeps the drawing's measures as they are at an instruction."""
    if what == "q":
        matrices.append(matrices[-1])
    elif what == "Q" and len(matrices) > 1:
        matrices.pop()
    elif what == "cm" and len(instruction.operands) == 6:
        rows = [float(number) for number in instruction.operands]
        a, b, c, d, x, y = matrices[-1]
        first, second, third = (
            (one * a + two * c, one * b + two * d) for one, two in zip(rows[::2], rows[1::2], strict=True)
        )
        matrices[-1] = (*first, *second, third[0] + x, third[1] + y)
