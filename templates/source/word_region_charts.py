"""The charts of the region's document: the cover's, the dot plots, the gaps.

In: nothing. Out: `CHARTS`, and their paragraphs by kind.
"""

from __future__ import annotations

from word_drawings import Chart, chart
from word_type import LANDSCAPE_WIDTH

_NAMES_PT = 8.5
"""Eleven names stand side by side: no word of them is broken."""
CHARTS = (
    Chart("cover", "exhibits.cover", "Kannen kuvio", 75, "rId21", 170),
    Chart("cover_dark", "exhibits.cover", "Tumman kannen kuvio", 75, "rId22", 170),
    Chart("dots", "levels.dots", "Tasot organisaatioittain", 95, "rId23", LANDSCAPE_WIDTH, text_pt=_NAMES_PT),
    Chart("spread", "levels.spread_chart", "Tasojen hajonta", 95, "rId24", LANDSCAPE_WIDTH, text_pt=_NAMES_PT),
    Chart("gaps", "gaps.chart", "Kuilut", 110, "rId25"),
)
"""Every chart of the region's document, in its order."""


def figure(kind: str, *, free: bool = False) -> str:
    """The paragraph that holds a chart; a `free` one is not held on the page of what follows."""
    return chart(kind, charts=CHARTS, free=free)
