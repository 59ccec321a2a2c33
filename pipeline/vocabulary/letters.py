"""How much room a brand's letters take beside those that the decks' plans are reckoned with.

In: ratios, measured where fonts are known. Out: how many characters a line holds.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Letters:
    """How wide a font's letters are and how tall its lines, beside Calibri's; `titles` is how wide the titles' are."""

    wide: float = 1.0
    tall: float = 1.0
    titles: float = 1.0

    def on_line(self, characters: int) -> int:
        """How many characters fit where so many of Calibri's do."""
        return max(int(characters / self.wide), 1)

    def on_title(self, characters: int) -> int:
        """The same on a line of a title."""
        return max(int(characters / self.titles), 1)


CALIBRI = Letters()
