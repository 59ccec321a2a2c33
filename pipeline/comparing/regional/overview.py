"""All that is found over a region's organisations, in one value.

In: a `Region` and the differences of its organisations' survey means. Out: an `Overview`.
"""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.comparing.regional import groups, levels
from pipeline.comparing.regional.proposals import proposals
from pipeline.comparing.regional.time import timetable
from pipeline.vocabulary.region import Apart, Overview, Region


def overview(region: Region, apart: Iterable[Apart] = ()) -> Overview:
    """The region looked through once; `apart` are the survey's differences, which `survey` alone can judge."""
    shared = levels.priorities(region)
    statutes, untold = groups.by_statute(region)
    shown, more = proposals(region, shared)
    return Overview(
        region=region,
        spreads=levels.spreads(region),
        gaps=levels.gaps(region),
        priorities=shared,
        by_perspective=groups.by_perspective(region),
        by_compass=groups.by_compass(region),
        by_statute=statutes,
        proposals=shown,
        more_proposals=more,
        timetable=timetable(region),
        apart=tuple(apart),
        statutes_apart=untold,
    )
