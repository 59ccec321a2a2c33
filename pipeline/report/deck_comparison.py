"""The slides that put the survey beside the last one and a reference group.

In: the material. Out: a slide of the largest changes and the appendix' table of all; None where nothing is compared.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.report.compared import Pair, pairs, widest
from pipeline.report.deck_cells import columns, difference, number, row
from pipeline.report.deck_room import AREA, fitting, row_height
from pipeline.report.material import Material, cell_text
from pipeline.report.sentences import Count, Fact
from pipeline.report.slides import slide
from pipeline.report.wording import MISSING
from pipeline.vocabulary.content import Record
from pipeline.vocabulary.survey import Comparison

_CHANGES, _NAME_WIDE, _SHORT = 8, 40, 50
"""Rows of the slide at most, and characters on a line of a perspective's name and of a name in the source line."""


def change(material: Material) -> Record | None:
    """What has changed most since the last survey; for elected officials beside the reference group too."""
    then, others = _compared(material)
    if material.audience == "staff":
        others = []
    lead = then or others
    if not lead:
        return None
    largest = sorted(lead, key=lambda pair: -abs(pair.change))[:_CHANGES]
    heights = [row_height((pair.name, _NAME_WIDE), letters=material.letters) for pair in largest]
    shown = largest[: fitting(heights, AREA)]
    part = "_part" if len(shown) < len(lead) else ""
    facts, own = _facts(then, others, material), _table(shown, then, others, material)
    return slide("change", material, survey=True, facts=facts, source=f"source{part}", own=own)


def comparison(material: Material) -> Record | None:
    """Every perspective beside the last survey and the reference group, in the workbook's order."""
    then, others = _compared(material)
    either = {pair.level.id: pair for pair in (*others, *then)}
    shown = [either[level.id] for level in material.roadmap.levels if level.id in either]
    if not shown:
        return None
    facts, own = _facts(then, others, material), _table(shown, then, others, material)
    return slide("comparison", material, survey=True, facts=facts, own=own)


def _compared(material: Material) -> tuple[list[Pair], list[Pair]]:
    """This survey beside the last one, and beside the reference group."""
    survey = material.survey
    return (pairs(survey.previous, material), pairs(survey.reference, material)) if survey else ([], [])


def _table(
    shown: Sequence[Pair], then: Sequence[Pair], others: Sequence[Pair], material: Material
) -> dict[str, tuple[Record, ...]]:
    """Our mean, and of each comparison its mean and the difference."""
    keys = ["now", *(("previous", "changed") if then else ()), *(("reference", "apart") if others else ())]
    known = [{pair.level.id: pair for pair in found} for found in (then, others) if found]
    rows = [
        row(
            pair.level.id,
            cell_text(pair.level, "name", pair.name),
            [
                number(pair.own, material),
                *(text for found in known for text in _beside(found.get(pair.level.id), material)),
            ],
        )
        for pair in shown
    ]
    return {"columns": columns("deck.change", keys, material.say.knowing(**_years(material))), "rows": tuple(rows)}


def _beside(pair: Pair | None, material: Material) -> tuple[str, str]:
    """The other mean and the difference to it."""
    if pair is None:
        return MISSING, MISSING
    return number(pair.other, material), difference(pair.change, material, certain=pair.clear, signed=True)


def _facts(then: Sequence[Pair], others: Sequence[Pair], material: Material) -> dict[str, Fact]:
    """What has risen and fallen most since the last survey, and what differs most from the others.

    The title tells the larger of the two. `unchanged` when none is more than chance, `clear_changes` how many are.
    """
    facts: dict[str, Fact] = {
        **_years(material),
        "previous_survey": Count(len(then)),
        "previous_n": _respondents(material.survey.previous if material.survey else None),
        "clear": Count(sum(pair.clear for pair in (*then, *others))),
        "clear_changes": Count(sum(pair.clear for pair in then)),
        "unchanged": Count(int(bool(then) and not any(pair.clear or pair.certain is None for pair in then))),
        **_reference_facts(others, material),
    }
    risen, fallen = (widest(pair for pair in then if sign * pair.change > 0) for sign in (1, -1))
    apart = facts.get("apart", "")
    falls_most = fallen is not None and (risen is None or -fallen.change > risen.change)
    return {
        **facts,
        "plain": Count(int(risen is None and fallen is None and not apart)),
        "since": material.say.phrase("deck.change.since", **facts),
        **_pair_facts("risen", risen, material),
        **_pair_facts("fallen", fallen, material),
        **_pair_facts("most_risen", None if falls_most else risen, material),
        **_pair_facts("most_fallen", fallen if falls_most else None, material),
    }


def _reference_facts(others: Sequence[Pair], material: Material) -> dict[str, Fact]:
    reference = material.survey.reference if material.survey else None
    if reference is None or not others:
        return {"reference_group": ""}
    organisations = reference.organisations
    return {
        "reference_group": Count(len(others)),
        "reference_name": reference.name,
        "reference_short": reference.name if len(reference.name) <= _SHORT else "",
        "reference_n": _respondents(reference),
        "organisations": "" if organisations is None else Count(organisations),
        **_pair_facts("apart", widest(others), material),
    }


def _respondents(other: Comparison | None) -> Fact:
    return Count(other.respondents) if other and other.respondents else ""


def _years(material: Material) -> dict[str, Fact]:
    """The years of the two surveys, where they are known and tell them apart."""
    previous = material.survey.previous if material.survey else None
    then, now = previous.name if previous else "", str(material.say.facts.get("survey_year") or "")
    apart = then.isdigit() and bool(now) and now != then
    return {"previous_year": then if apart else "", "now_year": now if apart else ""}


def _pair_facts(prefix: str, pair: Pair | None, material: Material) -> dict[str, Fact]:
    if pair is None:
        return {prefix: ""}
    own, other = number(pair.own, material), number(pair.other, material)
    return {
        prefix: pair.name,
        f"{prefix}_inessive": pair.inessive,
        f"{prefix}_own": own,
        f"{prefix}_other": other,
        f"{prefix}_step": material.step(other, own),
    }
