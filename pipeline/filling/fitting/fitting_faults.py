"""What is told of text that can't fit: which, how much of it would, and the paragraph that it stands in.

In: the plans of a slide's texts and tables. Out: `Fault`s. What no tag fills is never at fault.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from pipeline.filling.blocks import BLOCK
from pipeline.filling.fitting.cutting import cut, longest_start
from pipeline.filling.fitting.fitting_parts import Parts, measure, worst_of
from pipeline.filling.fitting.fitting_tables import TablePlan
from pipeline.filling.fitting.fitting_texts import TOLERANCE, TextPlan, wide_enough
from pipeline.filling.fitting.sizes import FitLimits, resized
from pipeline.ooxml.textbody import Paragraph

FaultKind = Literal["text", "row", "word"]
Filled = Callable[[str], bool]
"""Whether the block with this identity received a value."""


@dataclass(frozen=True, slots=True)
class Fault:
    """A text that can't fit: `text` is what is at fault, with its `length`; `fits` of that would fit.

    `text`: all that was filled into a shape, or of a text that goes on, the sentence. `row`: a table's row is taller
    than a slide; the sentence. `word`: the word `text` is wider than its place and was broken; all of it shows, and
    `fits` is 0. `slide` is the slide's title, `block` the paragraph's identity (of a whole text's, the last), "" when
    it has none.
    """

    kind: FaultKind
    slide: str
    shape: str
    text: str
    length: int
    fits: int
    block: str = ""


def text_faults(plan: TextPlan, title: str, limits: FitLimits, filled: Filled) -> list[Fault]:
    """What can't fit of a shape's text."""
    if plan.drawn or plan.shape.text is None:
        return []
    if plan.fits:
        return _words([plan.broken], title, plan.shape.name, plan.text.paragraphs, filled)
    if not plan.parts:
        return [_whole_fault(plan, title, limits, filled)]
    paragraphs = resized(plan.text.paragraphs, plan.kind, plan.share, limits)
    found = worst_of(plan.text, paragraphs, Parts(plan.parts, plan.height, fits=False), plan.room)
    block = _block(plan.shape.text.paragraphs[found.paragraph])
    return [Fault("text", title, plan.shape.name, found.text, len(found.text), found.fits, block)]


def table_faults(plan: TablePlan, title: str, filled: Filled) -> list[Fault]:
    """What can't fit of a table."""
    name = plan.shape.name
    faults = [
        Fault("row", title, name, item.text, len(item.text), item.fits, _block(item.paragraph)) for item in plan.faults
    ]
    if not plan.broken:
        return faults
    paragraphs = [item for row in plan.sized for cell in row.cells for item in cell.paragraphs]
    return faults + _words(dict.fromkeys(plan.broken), title, name, paragraphs, filled)


def _whole_fault(plan: TextPlan, title: str, limits: FitLimits, filled: Filled) -> Fault:
    """A text that stays whole: all that was filled into it counts, and its last value is named."""
    own = plan.shape.text.paragraphs if plan.shape.text is not None else ()
    mine = [place for place, item in enumerate(own) if filled(_block(item)) and item.text.strip()]
    texts = [own[place].text for place in mine]
    said = " ".join(texts)
    paragraphs = resized(plan.text.paragraphs, plan.kind, plan.share, limits)

    def fits(length: int) -> bool:
        shown = list(paragraphs)
        for place in reversed(mine):
            start = sum(len(own[before].text) + 1 for before in mine if before < place)
            if length <= start and len(shown) > 1:
                del shown[place]
            else:
                shown[place] = _shortened(shown[place], len(own[place].text), length - start)
        found = measure(plan.text, shown)
        return found.height <= plan.room + TOLERANCE and not found.broken and wide_enough(plan.text, found)

    block = _block(own[mine[-1]]) if mine else ""
    return Fault(
        "text", title, plan.shape.name, said, len(said), len(said[: longest_start(len(said), fits)].rstrip()), block
    )


def _shortened(paragraph: Paragraph, own: int, length: int) -> Paragraph:
    """The first characters of a paragraph's `own`; what a part adds to its end stays."""
    if length >= own:
        return paragraph
    start, end = cut(paragraph, 0, max(length, 0)), cut(paragraph, own, len(paragraph.text))
    return paragraph._replace(runs=(*start.runs, *end.runs))


def _words(
    words: Iterable[str], title: str, shape: str, paragraphs: Sequence[Paragraph], filled: Filled
) -> list[Fault]:
    """Words that were broken, unless the designer typed them."""
    found = []
    for word in words:
        blocks = [_block(paragraph) for paragraph in paragraphs if word and word in paragraph.text]
        mine = [block for block in blocks if filled(block)]
        if mine or (word and not blocks):
            found.append(Fault("word", title, shape, word, len(word), 0, mine[0] if mine else ""))
    return found


def _block(paragraph: Paragraph) -> str:
    return paragraph.element.get(BLOCK) or ""
