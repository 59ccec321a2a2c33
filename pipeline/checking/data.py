"""What the rules know from data files: the scale of levels and the phrases that give a text away.

In: `data/perspectives.toml` and `data/phrases.toml`. Out: plain values.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def scale() -> tuple[int, int]:
    """The lowest and the highest level."""
    values = [level["value"] for level in _read("perspectives")["level"]]
    return min(values), max(values)


def phrases(kind: str, name: str) -> tuple[str, ...]:
    """A list of phrases, all languages together: `phrases("placeholder", "anywhere")`."""
    return tuple(_read("phrases")[kind][name])


@cache
def _read(name: str) -> dict[str, Any]:
    source = files("pipeline") / "data" / f"{name}.toml"
    return tomllib.loads(source.read_text(encoding="utf-8"))
