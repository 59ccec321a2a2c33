"""The vision goes on under the reasons where it has room there, and its numbers stay whole."""

from dataclasses import replace

from models import example_roadmap
from pipeline.report.context import context
from pipeline.vocabulary.letters import Letters
from pipeline.vocabulary.model import Roadmap


def opens(roadmap: Roadmap) -> bool:
    return bool(context(roadmap, None, language="fi")["chapters"].vision.starts_page)  # type: ignore[attr-defined]


def test_a_short_vision_goes_on_and_a_long_one_opens_a_page() -> None:
    roadmap = example_roadmap()
    long = replace(roadmap.vision, description="Kunta palvelee. " * 200)

    assert not opens(roadmap)
    assert opens(replace(roadmap, vision=long))


def test_lines_that_were_broken_by_hand_and_wide_letters_take_their_room() -> None:
    roadmap = example_roadmap()
    tall = tuple(replace(level, rationale="Syy.\n" * 10) for level in roadmap.levels)
    wide = context(roadmap, None, language="fi", letters=Letters(wide=2, tall=2))

    assert opens(replace(roadmap, levels=tall))
    assert opens(replace(roadmap, vision=replace(roadmap.vision, statement="Visio.\n" * 30)))
    assert wide["chapters"].vision.starts_page  # type: ignore[attr-defined]


def test_without_reasons_the_vision_opens_a_page() -> None:
    roadmap = example_roadmap()

    assert opens(replace(roadmap, levels=tuple(replace(level, rationale="") for level in roadmap.levels)))


def test_a_metrics_numbers_stay_with_their_units() -> None:
    roadmap = example_roadmap()
    first = replace(roadmap.goals[0], metric="Osuus", baseline_value="0 %", target_value="kaikki palvelut")
    made = context(replace(roadmap, goals=(first, *roadmap.goals[1:])), None, language="fi")

    assert (
        str(made["goals"][0].metric)
        == "Osuus: 0\N{NO-BREAK SPACE}%\N{NO-BREAK SPACE}→\N{NO-BREAK SPACE}kaikki palvelut"
    )  # type: ignore[index]
