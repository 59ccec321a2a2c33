"""One slide of a document under way: which template slide it is made of, in which pass, and what it has become.

In: a template slide's program and one copy of it. Out: what links, lists and notes need to know of it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lxml import etree

from pipeline.filling.slides.slide_ids import Keys, Passes

if TYPE_CHECKING:
    from pipeline.filling.template import SlideProgram


@dataclass(slots=True)
class MadeSlide:
    """A slide made: `names` are those of its loops, `keys` its passes, `number` its part of a slide that goes on
    (0: the first), `part` its name in the package."""

    program: SlideProgram
    names: Mapping[str, object]
    keys: Keys
    number: int
    root: etree._Element
    part: str

    @property
    def identity(self) -> str:
        """What its lasting numbers are made from."""
        keys = "".join(f"@{key}" for key in self.keys)
        return f"{self.program.slide.stem}{keys}" + (f"/{self.number + 1}" if self.number else "")

    @property
    def is_copy(self) -> bool:
        """Whether the template's slide may have been made more than once."""
        return bool(self.keys) or self.number > 0


class Counterparts:
    """The slides made, to be found by the template's slides that they are made of."""

    def __init__(self, made: Sequence[MadeSlide]) -> None:
        self._by_sample: dict[str, Passes[MadeSlide]] = {}
        for slide in made:
            if slide.number == 0:
                self._by_sample.setdefault(slide.program.slide.name, Passes()).add(slide.keys, slide)

    def of(self, sample: str, keys: Keys) -> MadeSlide | None:
        """The slide made from a template's slide in the same pass, or as near to it as there is; None when none was."""
        found = self._by_sample.get(sample)
        return found.nearest(keys) if found is not None else None
