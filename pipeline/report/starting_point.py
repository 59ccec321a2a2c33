"""The starting point: the survey in words, and the observations that may be published.

In: the material. Out: the record `start`.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.report.compared import Pair, pairs
from pipeline.report.material import Material, cell_text
from pipeline.report.perspectives import label
from pipeline.report.sentences import Count, Fact
from pipeline.report.survey_groups import Apart, clearest, columns
from pipeline.report.wording import plain
from pipeline.vocabulary.content import Record, Text
from pipeline.vocabulary.model import Interview
from pipeline.vocabulary.survey import Breakdown, Comparison


def start(material: Material) -> Record | None:
    """The chapter; None when there are neither figures nor observations."""
    observations = _observations(material)
    if not (material.figures.answers or observations):
        return None
    asked = bool(material.figures.answers)
    return Record(
        "start",
        lead=Text(material.say.every(f"start.{'lead' if asked else 'lead_without_survey'}")),
        base_text=Text(material.say.every("start.base")),
        change_text=Text(_change_text(material) if asked else ""),
        sector_text=Text(_group_text(material) if asked else ""),
        observations=observations,
    )


def compared_with(kind: str, comparison: Comparison, material: Material) -> str:
    """What the survey is compared with, as a sentence begins: "the previous survey (2023)"."""
    return material.say.phrase(f"start.compared.{kind}", other_name=comparison.name)


def _change_text(material: Material) -> str:
    """How the figures have changed since the last survey, and how they are beside a reference group's."""
    survey = material.survey
    if survey is None:
        return ""
    both = (("previous", survey.previous), ("reference", survey.reference))
    texts = [_beside(kind, other, pairs(other, material), material) for kind, other in both if other]
    return " ".join(text for text in texts if text)


def _beside(kind: str, other: Comparison, found: Sequence[Pair], material: Material) -> str:
    """How many means differ from the other's by more than chance, and the widest of these differences."""
    if not found:
        return ""
    clear = [pair for pair in found if pair.clear]
    judged = any(pair.certain is not None for pair in found)
    counted = clear if judged else [pair for pair in found if pair.change]
    facts: dict[str, Fact] = {
        "compared_with": compared_with(kind, other, material),
        "moved": Count(sum(pair.change != 0 for pair in found)),
        "higher": Count(sum(pair.change > 0 for pair in counted)),
        "lower": Count(sum(pair.change < 0 for pair in counted)),
        "others": Count(sum(not pair.clear and pair.change != 0 for pair in found) if clear else 0),
    }
    if widest := max(clear, key=lambda pair: abs(pair.change), default=None):
        facts |= {
            "widest_change": widest.name,
            "change_own": material.words.number(widest.own, 1),
            "change_other": material.words.number(widest.other, 1),
        }
    return material.say.knowing(**facts).every(f"start.{kind if judged else f'{kind}_unjudged'}")


def _group_text(material: Material) -> str:
    """Where sectors differ, and of the other groupings the first in which groups surely do."""
    survey = material.survey
    if survey is None:
        return ""
    sectors = survey.breakdown("sector")
    say = material.say.knowing(**_apart_facts(clearest(sectors, material), material))
    told = [say.every("start.sectors") if columns(sectors, material) else ""]
    others = [(item, apart) for item in survey.breakdowns if (apart := _surely_apart(item, material))]
    for breakdown, apart in others[:1]:
        say = material.say.knowing(**_apart_facts(apart, material))
        told.append(say.first(f"start.groups.{breakdown.background}"))
    told.append(material.say.first("start.groups.where") if any(told) else "")
    return " ".join(text for text in told if text)


def _surely_apart(breakdown: Breakdown, material: Material) -> Apart | None:
    """A difference to tell in a sentence: of groups whose names are in the document's language."""
    apart = clearest(breakdown, material) if breakdown.background != "sector" else None
    kept = material.survey.kept if material.survey else ()
    return apart if apart and apart.certain and not {apart.high, apart.low} & set(kept) else None


def _apart_facts(apart: Apart | None, material: Material) -> dict[str, Fact]:
    if apart is None:
        return {}
    return {
        "differing": apart.level.name,
        "differing_surely": apart.level.name if apart.certain else "",
        "differing_best": apart.high,
        "differing_best_mean": material.words.number(apart.high_mean, 1),
        "differing_weakest": apart.low,
        "differing_weakest_mean": material.words.number(apart.low_mean, 1),
    }


def _observations(material: Material) -> tuple[Record, ...]:
    """The published observations under their perspectives, in the perspectives' order; general ones last."""
    order = {level.id: place for place, level in enumerate(material.roadmap.levels)}
    published = [item for item in material.roadmap.interviews if item.publish]
    grouped: dict[tuple[str, ...], list[Interview]] = {}
    for item in published:
        known = tuple(sorted((name for name in item.perspective if name in order), key=order.__getitem__))
        grouped.setdefault(known, []).append(item)
    return tuple(
        Record(
            "+".join(names) or "general",
            heading=Text(_heading(names, material)),
            items=tuple(
                Record(
                    str(material.roadmap.interviews.index(item) + 1),
                    group=cell_text(item, "group"),
                    text=cell_text(item, "observation", plain(item.observation)),
                )
                for item in grouped[names]
            ),
        )
        for names in sorted(grouped, key=lambda names: [order[name] for name in names] or [len(order)])
    )


def _heading(names: tuple[str, ...], material: Material) -> str:
    if not names:
        return material.say.first("start.general")
    by_id = {level.id: label(level, material.words.language).name for level in material.roadmap.levels}
    first, *rest = [by_id[name] for name in names]
    return material.words.join([first, *(material.words.lower_first(name) for name in rest)])
