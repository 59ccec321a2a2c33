"""Slides that come, go and move in three versions of a deck, and what names them: sections, links, comments."""

from __future__ import annotations

import re
from copy import deepcopy
from typing import Any

import pytest
from deck_versions import P14, RUN, drawn, edited, merged, opened
from lxml import etree

from drawn_decks import add_slide, all_of, changed, put_before, relation, typed
from office_checks import office_faults
from pipeline.merging.deck_merge import merge_deck
from pipeline.merging.run import CannotMerge
from pipeline.merging.trace import read_trace, traced
from pipeline.ooxml.package import read_package
from pipeline.vocabulary.changes import Fate, Kind, What

LONG = ("Alku", "Tavoitteet", "Toimenpiteet", "Mittarit", "Loppu")
SECTIONS = '<p:ext uri="{521415D9-36F7-43E2-AB2F-B90AF26B5E84}">'
THREADED = "http://schemas.microsoft.com/office/powerpoint/2018/8/main"


def own_slide(deck: Any) -> None:
    add_slide(deck, "Oma dia", "Omat muistiinpanot")
    listed = deck.part._element.sldIdLst
    listed.insert(1, listed[-1])


def drop(title: str) -> Any:
    def change(deck: Any) -> None:
        listed = deck.part._element.sldIdLst
        for entry, slide in zip(list(listed), deck.slides, strict=True):
            if slide.shapes.title.text == title:
                deck.part.drop_rel(entry.rId)
                listed.remove(entry)
                return

    return change


def order(*places: int) -> Any:
    def change(deck: Any) -> None:
        listed = deck.part._element.sldIdLst
        entries = list(listed)
        for place in places:
            listed.append(entries[place])

    return change


def section(*parts: tuple[str, tuple[int, ...]]) -> Any:
    """The deck's slides by their places in sections."""

    def change(deck: Any) -> None:
        root = deck.part._element
        numbers = [entry.get("id") for entry in root.sldIdLst]
        rows = "".join(
            f'<p14:section name="{name}" id="{{00000000-0000-4000-8000-00000000000{place}}}"><p14:sldIdLst>'
            + "".join(f'<p14:sldId id="{numbers[number]}"/>' for number in slides)
            + "</p14:sldIdLst></p14:section>"
            for place, (name, slides) in enumerate(parts)
        )
        xml = f'<p:extLst xmlns:p="{root.nsmap["p"]}">{SECTIONS}<p14:sectionLst xmlns:p14="{P14}">{rows}</p14:sectionLst></p:ext></p:extLst>'
        root.append(etree.fromstring(xml))

    return change


def sections_of(document: bytes) -> list[tuple[str, list[str]]]:
    deck = opened(document)
    titles = {str(slide.slide_id): slide.shapes.title.text for slide in deck.slides}
    return [
        (item.get("name"), [titles[entry.get("id")] for entry in item.iter(f"{{{P14}}}sldId")])
        for item in deck.part._element.iter(f"{{{P14}}}section")
    ]


def test_a_new_slide_comes_after_its_earlier_neighbour_beside_the_hands_own() -> None:
    base = drawn(LONG)
    fresh = drawn(("Alku", "Tavoitteet", "Uusi tavoite", "Toimenpiteet", "Mittarit", "Loppu", "Liite"))
    result = merged(base, edited(base, own_slide), fresh)
    expected = ["Alku", "Oma dia", "Tavoitteet", "Uusi tavoite", "Toimenpiteet", "Mittarit", "Loppu", "Liite"]
    assert result.titles == expected
    assert result.deck.slides[3].notes_slide.notes_text_frame.text == "Sano tämä ääneen."
    assert result.rows(3)[1] == ["Lomakkeet", "Eeva", "2027"]
    assert office_faults(result.merged.document) == []
    assert [(item.kind, item.what) for item in result.merged.changes] == [(Kind.ADDED, What.SLIDE)] * 2


def test_a_new_first_slide_comes_first() -> None:
    base = drawn()
    assert merged(base, base, drawn(("Kansi", "Alku", "Tavoitteet", "Loppu"))).titles[:2] == ["Kansi", "Alku"]


def test_a_slide_goes_unless_people_worked_on_it() -> None:
    def note(deck: Any) -> None:
        deck.slides[1].shapes[1].text_frame.paragraphs[0].runs[0].text = "Käsin"

    base, fresh = drawn(), drawn(("Alku", "Loppu"))
    gone, kept = merged(base, base, fresh), merged(base, edited(base, note), fresh)
    assert (gone.titles, kept.titles) == (["Alku", "Loppu"], ["Alku", "Tavoitteet", "Loppu"])
    assert [item.kind for item in kept.merged.changes if item.fate is Fate.CONFLICT] == [Kind.REMOVED]
    assert len(kept.comments()) == 1
    names = read_package(gone.merged.document).parts
    assert sum(name.startswith("ppt/slides/slide") for name in names) == 2


def test_a_deleted_slide_stays_deleted_and_its_change_is_told() -> None:
    base, fresh = drawn(), drawn(text=("Ensimmäinen kohta", "Uusi kohta"))
    result = merged(base, edited(base, drop("Tavoitteet")), fresh)
    assert result.titles == ["Alku", "Loppu"]
    assert result.fates(Fate.LEFT_OUT) == [("Toinen kohta", "Uusi kohta")]


@pytest.mark.parametrize("hand", [None, order(4, 3, 2, 1, 0)])
def test_slides_move_when_the_hand_left_the_order_alone(hand: Any) -> None:
    base, fresh = drawn(LONG), drawn(("Alku", "Mittarit", "Tavoitteet", "Toimenpiteet", "Loppu"))
    result = merged(base, base if hand is None else edited(base, hand), fresh)
    expected = ["Alku", "Mittarit", "Tavoitteet", "Toimenpiteet", "Loppu"] if hand is None else [*reversed(LONG)]
    assert result.titles == expected


def test_a_moved_slide_is_updated_where_it_stands() -> None:
    base, fresh = drawn(LONG), drawn(LONG, text=("Ensimmäinen kohta", "Uusi kohta"))
    result = merged(base, edited(base, order(0)), fresh)
    assert result.titles == [*LONG[1:], "Alku"]
    assert all(result.text(place).endswith("Uusi kohta") for place in range(5))


def test_sections_of_the_hands_take_new_slides_in_and_let_removed_ones_go() -> None:
    base = drawn(LONG)
    hand = edited(base, section(("Alkuosa", (0, 1)), ("Loppuosa", (2, 3, 4))))
    result = merged(base, hand, drawn(("Alku", "Tavoitteet", "Uusi", "Toimenpiteet", "Loppu", "Liite")))
    assert sections_of(result.merged.document) == [
        ("Alkuosa", ["Alku", "Tavoitteet", "Uusi"]),
        ("Loppuosa", ["Toimenpiteet", "Loppu", "Liite"]),
    ]
    assert office_faults(result.merged.document) == []


def test_a_link_to_a_slide_that_went_is_taken_off() -> None:
    def link(deck: Any) -> None:
        deck.slides[0].shapes[1].click_action.target_slide = deck.slides[1]

    base = drawn()
    hand = edited(base, link)
    result = merged(base, hand, drawn(("Alku", "Loppu")))
    assert result.titles == ["Alku", "Loppu"]
    assert list(result.deck.slides[0]._element.iter("{*}hlinkClick")) == []
    assert list(opened(hand).slides[0]._element.iter("{*}hlinkClick")) != []
    assert office_faults(result.merged.document) == []


def test_links_of_a_new_slide_lead_to_the_hands_slides() -> None:
    def link(deck: Any) -> None:
        deck.slides[1].shapes[1].click_action.target_slide = deck.slides[2]

    base, fresh = drawn(), edited(drawn(("Alku", "Uusi", "Tavoitteet", "Loppu")), link)
    result = merged(base, edited(base, own_slide), fresh)
    place = result.titles.index("Uusi")
    assert result.deck.slides[place].shapes[1].click_action.target_slide.shapes.title.text == "Tavoitteet"


def test_a_layout_that_the_hands_deck_has_no_more_comes_along() -> None:
    def bare(deck: Any) -> None:
        layouts = deck.slide_layouts
        for layout in [item for item in layouts if not item.used_by_slides]:
            layouts.remove(layout)

    def other(deck: Any) -> None:
        slide = add_slide(deck, "Uusi", layout=1)
        slide.placeholders[1].text = "Sisältö"

    base = drawn()
    hand = edited(base, bare)
    assert len(opened(hand).slide_layouts) == 1
    result = merged(base, hand, edited(base, other))
    assert result.deck.slides[3].slide_layout.name == opened(base).slide_layouts[1].name
    assert len(result.deck.slide_layouts) == 2
    assert office_faults(result.merged.document) == []


def test_a_copied_slide_keeps_what_was_written_on_it() -> None:
    def copy(deck: Any) -> None:
        slide = add_slide(deck, "Tavoitteet")
        for shape in list(slide.shapes):
            shape._element.getparent().remove(shape._element)
        for shape in deck.slides[1].shapes:
            slide.shapes._spTree.append(deepcopy(shape._element))
        slide.shapes[1].text_frame.paragraphs[1].runs[0].text = "Oma kohta"
        listed = deck.part._element.sldIdLst
        listed.insert(1, listed[-1])

    base, fresh = drawn(), drawn(text=("Ensimmäinen kohta", "Uusi kohta"))
    result = merged(base, edited(base, copy), fresh)
    assert result.titles == ["Alku", "Tavoitteet", "Tavoitteet", "Loppu"]
    assert [result.text(place).split("\n")[1] for place in (1, 2)] == ["Oma kohta", "Uusi kohta"]


def threaded(base: bytes, said: str) -> bytes:
    """A deck with a comment of the newer kind on its first slide."""
    author = "{11111111-1111-4111-8111-111111111111}"
    words = "<p188:txBody><a:bodyPr/><a:lstStyle/><a:p><a:r><a:t>{}</a:t></a:r></a:p></p188:txBody>"
    names = (
        f'xmlns:p188="{THREADED}" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
        'xmlns:pc="http://schemas.microsoft.com/office/powerpoint/2013/main/command"'
    )
    office = "http://schemas.microsoft.com/office/2018/10/relationships"
    comment = (
        f'<p188:cmLst {names}><p188:cm id="{{22222222-1111-4111-8111-111111111111}}" authorId="{author}" '
        'created="2026-11-20T10:00:00.000"><pc:sldMkLst><pc:docMk/><pc:sldMk cId="0" sldId="256"/></pc:sldMkLst>'
        f"{words.format(said)}</p188:cm></p188:cmLst>"
    )
    authors = (
        f'<p188:authorLst {names}><p188:author id="{author}" name="Eeva Esimerkki" initials="EE" userId="ee" '
        'providerId="None"/></p188:authorLst>'
    )
    kinds = {
        "ppt_S_comments_S_modernComment_1__xml": "application/vnd.ms-powerpoint.comments+xml",
        "ppt_S_authors__xml": "application/vnd.ms-powerpoint.authors+xml",
    }
    return changed(
        base,
        {
            "ppt/comments/modernComment_1.xml": comment,
            "ppt/authors.xml": authors,
            "[Content_Types].xml": typed(**kinds),
            "ppt/_rels/presentation.xml.rels": relation("rIdA", f"{office}/authors", "authors.xml"),
            "ppt/slides/_rels/slide1.xml.rels": relation(
                "rIdC", f"{office}/comments", "../comments/modernComment_1.xml"
            ),
        },
    )


def test_where_people_use_threaded_comments_ours_are_threaded_too() -> None:
    def rewrite(deck: Any) -> None:
        for slide in list(deck.slides)[:2]:
            slide.shapes[1].text_frame.paragraphs[1].runs[0].text = "Käsin"

    base, fresh = drawn(), drawn(text=("Ensimmäinen kohta", "Uusi kohta"))
    result = merged(base, threaded(edited(base, rewrite), "Onko tämä oikein?"), fresh)
    package = read_package(result.merged.document)
    said = [
        ["".join(text.text or "" for text in item.iter("{*}t")) for item in etree.fromstring(package.read(name))]
        for name in sorted(package.parts)
        if name.startswith("ppt/comments/")
    ]
    conflict = "uusi: Uusi kohtavanha: Toinen kohta"
    assert sorted(said) == sorted([["Onko tämä oikein?", conflict], [conflict]])
    assert not any("commentAuthors" in name for name in package.parts)
    authors = etree.fromstring(package.read("ppt/authors.xml"))
    assert [item.get("name") for item in authors] == ["Eeva Esimerkki", "digitiekartta"]
    assert office_faults(result.merged.document) == []


def test_without_the_base_its_trace_serves() -> None:
    def rewrite(deck: Any) -> None:
        deck.slides[1].shapes[1].text_frame.paragraphs[1].runs[0].text = "Käsin"

    base = traced(read_package(drawn()), {})
    hand, fresh = (
        edited(base, rewrite),
        drawn(("Alku", "Tavoitteet", "Loppu", "Liite"), text=("Toinen alku", "Uusi kohta")),
    )
    trace = read_trace(read_package(hand))
    assert trace is not None
    result = merge_deck(trace, read_package(hand), read_package(fresh), RUN)
    by_base = merged(base, hand, fresh)
    assert opened(result.document).slides[1].shapes[1].text_frame.text == "Tavoitteet: Toinen alku\nKäsin"
    assert [(item.kind, item.fate, item.after) for item in result.changes] == [
        (item.kind, item.fate, item.after) for item in by_base.merged.changes
    ]


BROKEN = {
    "a slide that is no XML": {"ppt/slides/slide2.xml": lambda _: "<p:sld"},
    "a presentation that is another thing": {"ppt/presentation.xml": lambda _: "<x/>"},
    "notes that are no XML": {"ppt/notesSlides/notesSlide1.xml": lambda _: "<p:notes"},
}
ODD = {
    "a slide listed that is not there": {
        "ppt/presentation.xml": put_before("</p:sldIdLst>", '<p:sldId id="900" r:id="rId99"/>')
    },
    "a slide listed twice": {
        "ppt/presentation.xml": lambda text: re.sub(
            r'(<p:sldId id=")(\d+)(" r:id="\w+"/>)', r"\g<0>\g<1>9\2\3", text, count=1
        )
    },
    "notes that are notes of themselves": {
        "ppt/notesSlides/_rels/notesSlide1.xml.rels": relation("rId50", "notesSlide", "notesSlide1.xml")
    },
    "a slide that leads to a part that is not there": {
        "ppt/slides/_rels/slide1.xml.rels": all_of(relation("rId60", "image", "../media/lost.png"))
    },
    "no notes master": {"ppt/_rels/presentation.xml.rels": lambda text: text.replace('/notesMaster"', '/other"')},
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_damaged_deck_is_not_merged(name: str) -> None:
    base = drawn()
    with pytest.raises(CannotMerge):
        merged(base, changed(base, BROKEN[name]), drawn(("Alku", "Uusi", "Loppu")))


@pytest.mark.parametrize("name", ODD)
def test_an_odd_deck_is_merged_all_the_same(name: str) -> None:
    base = drawn()
    result = merged(base, changed(base, ODD[name]), drawn(("Alku", "Uusi", "Tavoitteet", "Loppu")))
    assert [title for title in result.titles if title] == ["Alku", "Uusi", "Tavoitteet", "Loppu"]
