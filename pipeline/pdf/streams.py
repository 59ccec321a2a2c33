"""A page's drawing: every stroke belongs to a piece of marked content, or is marked as decoration.

In: a page's instructions. Out: the same drawing, marked. What LibreOffice leaves amiss is put right: marks that it
opened inside a transparent drawing and closed outside, and rules and grounds that it doesn't mark at all.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pikepdf
from pikepdf import ContentStreamInstruction, Dictionary, Name, Object, Operator

Instruction = Any
"""pikepdf's instruction, or its inline picture."""

_BEGIN, _BEGIN_PLAIN, _END = "BDC", "BMC", "EMC"
_PATH_START = frozenset({"m", "re"})
_PATH_PAINT = frozenset("f F f* S s B b B* b* n".split())
_ALONE = frozenset({"Do", "sh", "INLINE IMAGE", "Tj", "TJ", "'", '"'})
ARTIFACT = ContentStreamInstruction([Name.Artifact], Operator(_BEGIN_PLAIN))
END = ContentStreamInstruction([], Operator(_END))


def begin(tag: str, number: int) -> Instruction:
    """The opening mark of a piece of content."""
    return ContentStreamInstruction([Name(f"/{tag}"), Dictionary(MCID=number)], Operator(_BEGIN))


def operator(instruction: Instruction) -> str:
    """What an instruction does."""
    return str(instruction.operator)


def number_of(instruction: Instruction) -> int:
    """The number that an opening mark gives to content; -1 for another mark."""
    operands = instruction.operands
    if operator(instruction) != _BEGIN or len(operands) != 2 or not isinstance(operands[1], Dictionary):
        return -1
    return int(operands[1].get("/MCID", -1))


def opens(instruction: Instruction) -> bool:
    """Whether an instruction opens marked content."""
    return operator(instruction) in (_BEGIN, _BEGIN_PLAIN)


def closes(instruction: Instruction) -> bool:
    """Whether an instruction closes marked content."""
    return operator(instruction) == _END


def lift_from_forms(instructions: Iterable[Instruction], page: Object) -> list[Instruction]:
    """Brings marks that stand unpaired in a transparent drawing out onto the page, around the drawing."""
    resources = page.get("/Resources")
    forms = resources.get("/XObject") if resources is not None else None
    lifted: list[Instruction] = []
    for instruction in instructions:
        drawn = str(instruction.operands[0]) if operator(instruction) == "Do" else ""
        form = forms.get(drawn) if drawn and forms is not None else None
        before, after = _unpaired(form) if form is not None else ([], [])
        lifted += [*before, instruction, *after]
    return lifted


def _unpaired(form: Object) -> tuple[list[Instruction], list[Instruction]]:
    """Takes a form's unpaired marks out of it: opened ones, and closing ones."""
    if form.get("/Subtype") != Name.Form or not any(mark in form.read_bytes() for mark in (b"BDC", b"BMC", b"EMC")):
        return [], []
    instructions = list(pikepdf.parse_content_stream(form))
    open_now: list[int] = []
    stray: list[int] = []
    for place, instruction in enumerate(instructions):
        if opens(instruction):
            open_now.append(place)
        elif closes(instruction):
            if open_now:
                open_now.pop()
            else:
                stray.append(place)
    unpaired = {*open_now, *stray}
    if unpaired:
        form.write(pikepdf.unparse_content_stream([item for n, item in enumerate(instructions) if n not in unpaired]))
    return [instructions[place] for place in open_now], [instructions[place] for place in stray]


def without_strays(instructions: Iterable[Instruction]) -> list[Instruction]:
    """Leaves out closing marks that close nothing, and closes what stays open at the end."""
    kept: list[Instruction] = []
    depth = 0
    for instruction in instructions:
        if closes(instruction):
            if depth == 0:
                continue
            depth -= 1
        depth += opens(instruction)
        kept.append(instruction)
    return [*kept, *[END] * depth]


def as_artifacts(instructions: Iterable[Instruction], numbers: set[int]) -> list[Instruction]:
    """Marks the contents of these numbers as decoration."""
    return [ARTIFACT if number_of(item) in numbers else item for item in instructions]


def all_marked(instructions: Iterable[Instruction]) -> list[Instruction]:
    """Marks as decoration whatever is drawn outside of marked content; an open path is kept in one piece."""
    marked: list[Instruction] = []
    path: list[Instruction] = []
    depth = 0
    for instruction in instructions:
        what = operator(instruction)
        depth += opens(instruction) - closes(instruction)
        if path or (depth == 0 and what in _PATH_START):
            path.append(instruction)
            if what in _PATH_PAINT:
                marked += path if what == "n" else [ARTIFACT, *path, END]
                path = []
        elif depth == 0 and what in _ALONE:
            marked += [ARTIFACT, instruction, END]
        else:
            marked.append(instruction)
    return marked + path
