"""How a slide of a region's deck is made: title, kicker, source line and notes from the sentences of its key.

In: the joint material, the slide's key, what its sentences need besides. Out: a `Record`.
"""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.report.regional.joint import Joint
from pipeline.report.sentences import Fact
from pipeline.report.slides import TITLE_LIMIT
from pipeline.vocabulary.content import LongText, Record, Text


def slide(
    key: str,
    joint: Joint,
    *,
    facts: Mapping[str, Fact] | None = None,
    own: Mapping[str, object] | None = None,
    part: bool = True,
    title: str = "",
    identity: str = "",
) -> Record:
    """One slide. Where not `part`, nothing is left out of its table, and the last sentence of its source line isn't
    said. `title` is given when it is not the catalog's, `own` are the slide's own values."""
    say = joint.say.knowing(**(facts or {}))
    base = f"deck.{key}"
    return Record(
        identity or key,
        title=Text(title or say.first(f"{base}.title", longest=TITLE_LIMIT) or say.first(f"{base}.kicker")),
        kicker=Text(say.first(f"{base}.kicker")),
        source=Text(say.every(f"{base}.source") if part else say.first(f"{base}.source")),
        notes=LongText(say.every(f"{base}.notes")),
        **(own or {}),
    )
