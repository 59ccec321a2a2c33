"""The names that the loops and sets around a place in a template give.

In: a part's block tags in the order they stand. Out: which names a drawing there must be given, so that the tags typed
on it, which are a part of their own, mean the same as beside it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]*")
_SET = re.compile(r"set\s+([A-Za-z]\w*)\s*=")
_IN = re.compile(r"\sin\s")


@dataclass(slots=True)
class Scope:
    """The names in reach, one layer for the part and one for each loop around."""

    layers: list[dict[str, None]] = field(default_factory=lambda: [{}])

    def follow(self, code: str) -> None:
        """Goes past a block tag: `for action in actions`, `set name = …`, `endfor` …"""
        keyword = code.split(None, 1)[0] if code else ""
        if keyword == "for":
            target = _IN.split(code.removeprefix("for"), maxsplit=1)[0]
            self.layers.append(dict.fromkeys((*_NAME.findall(target), "loop")))
        elif keyword == "endfor" and len(self.layers) > 1:
            self.layers.pop()
        elif found := _SET.match(code):
            self.layers[-1][found[1]] = None

    def arguments(self) -> str:
        """The names as further arguments of a call: `, goal=goal, loop=loop`."""
        names = dict.fromkeys(name for layer in self.layers for name in layer)
        return "".join(f", {name}={name}" for name in names)
