"""The pictures of a PDF get the text alternatives that the document gives them.

In: the structure of a PDF and the document's portrait. Out: how many pictures are left without; decorative ones are
taken out of the reading order.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pikepdf import Array, Dictionary, Object, String

from pipeline.ooxml.portrait import Box, Picture, Portrait
from pipeline.pdf.tagged import Tagged, is_element, kids

_ENOUGH = 0.5
_SLACK = 4.0
"""Points by which LibreOffice's boxes are wider than the document's: half a stroke on each side."""


def describe_figures(tagged: Tagged, portrait: Portrait) -> int:
    """Writes the alternatives; returns how many pictures have none."""
    _drop_ornaments(tagged, portrait.ornaments)
    figures = [element for element in tagged.elements() if tagged.role(element) == "Figure"]
    pairs = _on_slides(tagged, figures, portrait) if portrait.titles else _in_order(figures, portrait.pictures)
    for figure, picture in pairs:
        if picture.decorative and not picture.alt:
            tagged.drop(figure)
        elif picture.alt and not alternative(figure):
            figure["/Alt"] = String(picture.alt)
    left = [element for element in tagged.elements() if tagged.role(element) == "Figure"]
    for figure in left:
        tagged.absorb(figure)
    return sum(not alternative(figure) for figure in left)


def _drop_ornaments(tagged: Tagged, ornaments: Sequence[Picture]) -> None:
    """Headers and footers are no content, so nor are their drawings, which LibreOffice puts beside the text."""
    for element in kids(tagged.root) if ornaments else ():
        box = box_of(element) if is_element(element) and tagged.role(element) == "Figure" else None
        if box is not None and any(_as_large(box, ornament.box) for ornament in ornaments):
            tagged.drop(element)


def _as_large(drawn: Box, given: Box | None) -> bool:
    return given is not None and all(abs(drawn[side] - given[side]) <= 2 * _SLACK for side in (2, 3))


def alternative(figure: Object) -> str:
    """A picture's text alternative in the PDF."""
    return str(figure.get("/Alt", "")).strip() or str(figure.get("/ActualText", "")).strip()


def box_of(element: Object) -> Box | None:
    """Where an element stands on its page: left, bottom, width, height."""
    held = element.get("/A")
    for attributes in held if isinstance(held, Array) else [held]:
        if isinstance(attributes, Dictionary) and "/BBox" in attributes:
            left, bottom, right, top = (float(number) for number in attributes.BBox)
            return left, bottom, right - left, top - bottom
    return None


def _in_order(figures: Sequence[Object], pictures: Sequence[Picture]) -> list[tuple[Object, Picture]]:
    """Pictures of a text, one after another. Newer LibreOffices leave decorative ones out."""
    told = [picture for picture in pictures if not (picture.decorative and not picture.alt)]
    for candidates in (pictures, told):
        if len(candidates) == len(figures) and all(map(_agree, figures, candidates)):
            return list(zip(figures, candidates, strict=True))
    return []


def _agree(figure: Object, picture: Picture) -> bool:
    return alternative(figure) in ("", picture.alt)


def _on_slides(tagged: Tagged, figures: Sequence[Object], portrait: Portrait) -> Iterator[tuple[Object, Picture]]:
    heights = [float(page.MediaBox[3]) for page in tagged.pages]
    for figure in figures:
        page, box = tagged.page_of(figure), box_of(figure)
        there = [picture for picture in portrait.pictures if picture.page == page]
        if page < 0 or box is None or not there:
            continue
        best = max(there, key=lambda picture: _overlap(box, picture.box, heights[page]))
        if _overlap(box, best.box, heights[page]) >= _ENOUGH:
            yield figure, best


def _overlap(drawn: Box, given: Box | None, height: float) -> float:
    """How much of two boxes is common, from 0 to 1; the slide's is measured from the top."""
    if given is None:
        return 0.0
    left, top, width, tall = given
    wide = (left - _SLACK, height - top - tall - _SLACK, width + 2 * _SLACK, tall + 2 * _SLACK)
    slack = (drawn[0] - _SLACK, drawn[1] - _SLACK, drawn[2] + 2 * _SLACK, drawn[3] + 2 * _SLACK)
    across = min(wide[0] + wide[2], slack[0] + slack[2]) - max(wide[0], slack[0])
    along = min(wide[1] + wide[3], slack[1] + slack[3]) - max(wide[1], slack[1])
    if across <= 0 or along <= 0:
        return 0.0
    common = across * along
    return common / (wide[2] * wide[3] + slack[2] * slack[3] - common)
