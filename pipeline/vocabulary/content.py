"""What a document can receive: plain text, long text, a chart, a picture. Each knows the cell it came from.

In: made by `report`. Out: placed by `filling`. Neither Word nor PowerPoint is named here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Self

from pipeline.vocabulary.findings import NOWHERE, Place


class Text(str):
    """One line of text, ready to print, that remembers its cell in `source`.

    What is put together or reckoned of several cells has them in `areas`, and no source of its own.
    `language` is its tag (`fi-FI`) where it is in another language than the document, else "".
    """

    source: Place
    areas: tuple[Place, ...]
    language: str

    def __new__(cls, value: str = "", source: Place = NOWHERE, *areas: Place) -> Self:
        """A text and the cell it was read from, or the areas it was put together of."""
        text = super().__new__(cls, value)
        text.source = source
        text.areas = tuple(place for place in areas if place != NOWHERE)
        text.language = ""
        return text


class LongText(Text):
    """Text whose line breaks are paragraphs and that may hold `- ` lists, **bold**, *italic* and [text](address)."""


@dataclass(frozen=True, slots=True)
class Series:
    """One series of a chart. A `None` is an empty point. `unlabelled` are indexes of points that print no label."""

    name: str
    values: tuple[float | None, ...]
    unlabelled: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Chart:
    """The data of one chart. The look is the template's; only what is here is replaced.

    `alt` is the text alternative, `height_mm` the height the data asks for (None: as drawn).
    `decimal_comma` picks the number format of labels. In a template `{{ chart }}` prints the alt text.
    """

    categories: tuple[str, ...]
    series: tuple[Series, ...]
    alt: str
    decimal_comma: bool = True
    height_mm: float | None = None
    source: Place = NOWHERE

    def __str__(self) -> str:
        return self.alt


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as bytes with its text alternative. In a template `{{ picture }}` prints the alt text."""

    data: bytes
    media_type: str
    width_px: int
    height_px: int
    alt: str

    def __str__(self) -> str:
        return self.alt


class Record(Mapping[str, object]):
    """A named bundle of values for templates: `goal.name`. Immutable, equal by content; `key` names it for identities.

    `key` is the data's own id ("TP5") where it has one: blocks repeated over records take their identity from it.
    """

    __slots__ = ("_values", "key")
    key: str
    _values: dict[str, object]

    def __init__(self, key: str = "", /, **values: object) -> None:
        object.__setattr__(self, "key", key)
        object.__setattr__(self, "_values", values)

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"a Record cannot be changed: {name}")

    def __getitem__(self, name: str) -> object:
        return self._values[name]

    def __getattr__(self, name: str) -> object:
        try:
            return self._values[name]
        except KeyError:
            raise AttributeError(name) from None

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def __bool__(self) -> bool:
        return True

    def __reduce__(self) -> tuple[object, ...]:
        return (_record, (self.key, self._values))


def _record(key: str, values: dict[str, object]) -> Record:
    return Record(key, **values)


Context = Mapping[str, object]
"""The names a template may use: `Text`, `Chart`, `Picture`, `Record`, tuples of these, bool and int."""
