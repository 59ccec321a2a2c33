"""Tables of slides whose columns are not known to the template: heads, rows of cells, figures as they are printed.

In: means and differences. Out: records of columns and rows.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from pipeline.report.material import Material
from pipeline.report.sentences import Sentences
from pipeline.vocabulary.content import Record, Text


def columns(base: str, keys: Iterable[str], say: Sentences) -> tuple[Record, ...]:
    """The heads of columns, each of its words in the catalog at `{base}.columns`."""
    return tuple(Record(key, name=Text(say.first(f"{base}.columns.{key}"))) for key in keys)


def row(key: str, name: Text, values: Iterable[str]) -> Record:
    """A row: its name, and a cell for each column."""
    texts = (value if isinstance(value, Text) else Text(value) for value in values)
    cells = tuple(Record(str(place), value=text) for place, text in enumerate(texts))
    return Record(key, name=name, cells=cells)


def number(mean: Decimal, material: Material) -> str:
    """A printed mean in the language's form."""
    return material.words.number(mean, 1)


def difference(size: Decimal, material: Material, *, certain: bool, signed: bool = False) -> str:
    """A difference of printed means, with a word where it is more than chance."""
    text = material.words.number(size, 1, signed=signed)
    return material.say.phrase("deck.clear", size=text) if certain and size else text
