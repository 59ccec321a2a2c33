"""The charts of the region's document: the cover's, the dot plots, the gaps.

In: nothing. Out: `CHARTS`, and their paragraphs by kind.
"""

from __future__ import annotations

from word_drawings import Chart, chart
from word_type import LANDSCAPE_WIDTH

CHARTS = (
    Chart("cover", "exhibits.cover", "Kannen kuvio", 75, "rId21", 170),
    Chart("cover_dark", "exhibits.cover", "Tumman kannen kuvio", 75, "rId22", 170),
    Chart("dots", "levels.dots", "Tasot organisaatioittain", 108, "rId23", LANDSCAPE_WIDTH),
    Chart("spread", "levels.spread_chart", "Tasojen hajonta", 108, "rId24", LANDSCAPE_WIDTH),
    Chart("gaps", "gaps.chart", "Kuilut", 110, "rId25"),
)
"""Every chart of the region's document, in its order."""


def figure(kind: str) -> str:
    """The paragraph that holds a chart."""
    return chart(kind, charts=CHARTS)
