"""Shapes that people grouped, took out of groups or cut to another slide: they are found, and updated where they are."""

from __future__ import annotations

from typing import Any

import pytest
from deck_versions import RUN, Result, drawn, edited, merged
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Emu

from drawn_decks import add_box
from office_checks import office_faults
from pipeline.merging.deck_merge import merge_deck
from pipeline.merging.trace import read_trace, traced
from pipeline.ooxml.package import read_package
from pipeline.vocabulary.changes import Fate, Kind, What

NEW = ("Ensimmäinen kohta", "Uusi kohta")
SAID = "Tavoitteet: Ensimmäinen kohta\nUusi kohta"


def named(slide: Any, name: str) -> Any:
    """The shape's XML, in groups too."""
    (found,) = [item for item in slide._element.iter("{*}cNvPr") if item.get("name") == name]
    return found.getparent().getparent()


def words(deck: Any, slide: int, name: str = "Teksti") -> str:
    paragraphs = named(deck.slides[slide], name).iter("{*}p")
    return "\n".join("".join(item.text or "" for item in line.iter("{*}t")) for line in paragraphs)


def grouped(deck: Any) -> None:
    """Ctrl+G: a text and a box of people's own."""
    slide = deck.slides[1]
    own = add_box(slide, "Oma laatikko", 15, 165, 100, 10)
    own.name = "Oma laatikko"
    group = slide.shapes.add_group_shape([own])
    group.name = "Oma ryhmä"
    group._element.append(named(slide, "Teksti"))


def cut(deck: Any) -> None:
    """Ctrl+X on the second slide, Ctrl+V on the third, which has one of that name already."""
    element = named(deck.slides[1], "Teksti")
    next(element.iter("{*}cNvPr")).set("id", "77")
    deck.slides[2].shapes._spTree.append(element)


def by_trace(base: bytes, change: Any, fresh: bytes) -> Result:
    hand = edited(traced(read_package(base), {}), change)
    trace = read_trace(read_package(hand))
    assert trace is not None
    return Result(merge_deck(trace, read_package(hand), read_package(fresh), RUN))


@pytest.mark.parametrize("kept", [True, False])
def test_a_shape_in_a_group_of_peoples_own_is_updated_there(kept: bool) -> None:
    base, fresh = drawn(), drawn(text=NEW)
    result = merged(base, edited(base, grouped), fresh) if kept else by_trace(base, grouped, fresh)
    element = named(result.deck.slides[1], "Teksti")
    assert words(result.deck, 1) == SAID
    assert element.getparent().find("{*}nvGrpSpPr/{*}cNvPr").get("name") == "Oma ryhmä"
    assert words(result.deck, 1, "Oma laatikko") == "Oma laatikko"
    assert result.fates(Fate.LEFT_OUT) == result.fates(Fate.CONFLICT) == []
    assert [(item.kind, item.text) for item in result.merged.edits] == [(Kind.ADDED, "Oma laatikko")]
    assert office_faults(result.merged.document) == []


def test_people_who_write_in_a_group_are_asked() -> None:
    def write(deck: Any) -> None:
        grouped(deck)
        list(named(deck.slides[1], "Teksti").iter("{*}t"))[1].text = "Käsin"

    base = drawn()
    result = merged(base, edited(base, write), drawn(text=NEW))
    assert words(result.deck, 1) == "Tavoitteet: Ensimmäinen kohta\nKäsin"
    assert result.fates(Fate.CONFLICT) == [("Toinen kohta", "Uusi kohta")]
    assert result.comments() == ["uusi: Uusi kohta\nvanha: Toinen kohta"]


@pytest.mark.parametrize("kept", [True, False])
def test_a_shape_that_was_cut_to_another_slide_is_updated_there(kept: bool) -> None:
    def change(deck: Any) -> None:
        list(named(deck.slides[1], "Teksti").iter("{*}t"))[1].text = "Uusi kohta"

    base = drawn()
    fresh = edited(base, change)
    result = merged(base, edited(base, cut), fresh) if kept else by_trace(base, cut, fresh)
    said = ["\n".join(item.text or "" for item in mark.getparent().getparent().iter("{*}t")) for mark in marks(result)]
    assert said == ["Loppu: Ensimmäinen kohta\nToinen kohta", SAID]
    assert [item.fate for item in result.merged.changes] == [Fate.UPDATED]
    assert [(item.kind, item.what) for item in result.merged.edits] == [(Kind.MOVED, What.TEXT)]
    assert office_faults(result.merged.document) == []


def marks(result: Result) -> list[Any]:
    """The shapes of the name on the third slide."""
    return [mark for mark in result.deck.slides[2]._element.iter("{*}cNvPr") if mark.get("name") == "Teksti"]


def test_a_shape_goes_along_when_its_slide_was_deleted() -> None:
    def drop(deck: Any) -> None:
        cut(deck)
        entry = deck.part._element.sldIdLst[1]
        deck.part.drop_rel(entry.rId)
        entry.getparent().remove(entry)

    base, fresh = drawn(), drawn(text=NEW)
    result = merged(base, edited(base, drop), fresh)
    assert result.titles == ["Alku", "Loppu"]
    texts = [item.text_frame.text for item in result.deck.slides[1].shapes if item.name == "Teksti"]
    assert texts == ["Loppu: Ensimmäinen kohta\nUusi kohta", SAID]
    assert result.fates(Fate.LEFT_OUT) == []


def test_what_is_deleted_stays_deleted_though_others_have_its_name() -> None:
    def delete(deck: Any) -> None:
        element = named(deck.slides[1], "Teksti")
        element.getparent().remove(element)
        add_box(deck.slides[2], "Jotain ihan muuta", 15, 165, 100, 10).name = "Teksti"

    base = drawn()
    result = merged(base, edited(base, delete), drawn(text=NEW))
    assert len(result.fates(Fate.LEFT_OUT)) == 1
    assert "Jotain ihan muuta" in [item.text_frame.text for item in result.deck.slides[2].shapes if item.has_text_frame]


def test_what_the_workbook_removes_goes_from_a_group_but_not_from_another_slide() -> None:
    def remove(deck: Any) -> None:
        element = named(deck.slides[1], "Teksti")
        element.getparent().remove(element)

    base = drawn()
    fresh = edited(base, remove)
    gone, kept = merged(base, edited(base, grouped), fresh), merged(base, edited(base, cut), fresh)
    assert "Teksti" not in [item.get("name") for item in gone.deck.slides[1]._element.iter("{*}cNvPr")]
    assert words(gone.deck, 1, "Oma laatikko") == "Oma laatikko"
    assert len(marks(kept)) == 2
    assert [item.kind for item in kept.merged.changes if item.fate is Fate.CONFLICT] == [Kind.REMOVED]
    assert len(kept.comments()) == 1


@pytest.mark.parametrize("kept", [True, False])
def test_a_formatted_slide_that_the_workbook_removes_is_a_conflict(kept: bool) -> None:
    def bold(deck: Any) -> None:
        for run in named(deck.slides[1], "Teksti").iter("{*}r"):
            run.get_or_add_rPr().set("b", "1")

    base, fresh = drawn(), drawn(("Alku", "Loppu"))
    result = merged(base, edited(base, bold), fresh) if kept else by_trace(base, bold, fresh)
    assert result.titles == ["Alku", "Tavoitteet", "Loppu"]
    assert [(item.kind, item.fate) for item in result.merged.changes] == [(Kind.REMOVED, Fate.CONFLICT)]


def test_no_package_is_changed() -> None:
    base, hand = drawn(), edited(drawn(), grouped)
    packages = [read_package(data) for data in (base, hand, drawn(text=NEW))]
    before = [item.write() for item in packages]
    merge_deck(packages[0], packages[1], packages[2], RUN)
    assert [item.write() for item in packages] == before


def test_charts_and_notes_that_went_leave_no_parts() -> None:
    def chart(place: int) -> Any:
        def change(deck: Any) -> None:
            data = CategoryChartData()
            data.categories = ["2027", "2028"]
            data.add_series("Pisteet", (1, 2))
            box = [Emu(1_000_000)] * 4
            deck.slides[place].shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, *box, data)

        return change

    base = edited(edited(drawn(), chart(0)), chart(1))
    names = set(read_package(merged(base, base, drawn(("Alku", "Loppu"))).merged.document).parts)
    before = set(read_package(base).parts)

    def count(parts: set[str]) -> list[int]:
        kinds = ("charts/", "embeddings/", "notesSlides/")
        return [sum(item.startswith(f"ppt/{kind}") for item in parts) for kind in kinds]

    assert count(before) == [2, 2, 3]
    assert count(names) == [0, 0, 2]
