"""What a name in a template stands for, said beforehand: how the data wing tells the document wing what it may use.

In: made by `report.names` from the declarations. Out: looked up by `filling`, which finds faults in templates with it
before there is any data.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

DeclaredKind = Literal["text", "long text", "flag", "number", "chart", "picture", "record"]


@dataclass(frozen=True, slots=True)
class Declared:
    """What stands behind a name: its kind, and for a record its `parts` by name.

    `many` says that it is a list of such values, `optional` that it may be nothing. `implies` are full names that are
    there whenever this one is: charts of a slide, say. `example` is as documents print it, "" for what is no text.
    """

    kind: DeclaredKind
    parts: Mapping[str, Declared] = field(default_factory=dict)
    many: bool = False
    optional: bool = False
    implies: tuple[str, ...] = ()
    example: str = ""


Names = Mapping[str, Declared]
"""All names that a kind of template may use, by their first part."""
