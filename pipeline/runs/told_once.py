"""What is told of a brand is not told again of every place where its colours stand.

In: findings about a document's contrast, and the brand it wears. Out: those that would remain if the brand were mended.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from pipeline.ooxml.clashes import mended
from pipeline.ooxml.colour import contrast
from pipeline.ooxml.palette import on_dark
from pipeline.ooxml.theme import slots
from pipeline.vocabulary.brand import Brand
from pipeline.vocabulary.findings import Finding

_OF_CONTRAST = frozenset({"AX020", "AX021", "TP016"})
_ROUNDING = 0.05


def beside_the_brands(findings: Iterable[Finding], brand: Brand) -> tuple[Finding, ...]:
    """The findings that are not a fault of the brand's colours, which has been told of the brand itself."""
    healed = dict(_healed(brand))
    return tuple(item for item in findings if item.code not in _OF_CONTRAST or not _is_brands(item, healed))


def _healed(brand: Brand) -> Iterator[tuple[str, str]]:
    """Each colour of the theme with the one it would be if the brand were mended."""
    whole = mended(brand)
    for own, other in ((brand, whole), (on_dark(brand), on_dark(whole))):
        pairs = zip(slots(own).values(), slots(other).values(), strict=True)
        yield from ((one, instead) for one, instead in pairs if one != instead)


def _is_brands(finding: Finding, healed: Mapping[str, str]) -> bool:
    colour, ground, least = (finding.values.get(key) for key in ("colour", "ground", "least"))
    if not (isinstance(colour, str) and isinstance(ground, str) and isinstance(least, int | float)):
        return False
    if not (colour in healed or ground in healed):
        return False
    return contrast(healed.get(colour, colour), healed.get(ground, ground)) >= least - _ROUNDING
