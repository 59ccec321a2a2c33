"""Slides of a deck: what their notes say of them, and all that names slides, in step with the slides made."""

from __future__ import annotations

import re
from typing import Any

import pytest
from pptx.opc.constants import RELATIONSHIP_TYPE

from drawn_decks import (
    NAMES,
    add_box,
    add_slide,
    add_table,
    all_of,
    changed,
    fill,
    made,
    new_deck,
    opened,
    put_before,
    relation,
    relations,
    saved,
    xml_of,
)
from office_checks import office_faults
from pipeline.ooxml.dialect import A, P, R
from pipeline.vocabulary.content import Record, Text

P14 = "http://schemas.microsoft.com/office/powerpoint/2010/main"


def goal(key: str, *actions: str) -> Record:
    items = tuple(Record(action, name=Text(f"Toimi {action}")) for action in actions)
    return Record(key, name=Text(f"Tavoite {key}"), actions=items, text="")


GOALS = (goal("T1", "TP1"), goal("T2"), goal("T3", "TP2", "TP3"))


def titles(deck: Any) -> list[str]:
    return [slide.shapes.title.text for slide in deck.slides]


def notes(deck: Any) -> list[str]:
    return [slide.notes_slide.notes_text_frame.text if slide.has_notes_slide else "" for slide in deck.slides]


def deck_of(*slides: tuple[str, str | None]) -> bytes:
    deck = new_deck()
    for title, said in slides:
        add_slide(deck, title, said)
    return saved(deck)


# --- what the notes say ---


@pytest.mark.parametrize(
    "said",
    [
        "{% for goal in goals %}\n{% if goal.actions %}\nPuhe {{ goal.name }}",
        "{% for goal in goals %}{% if goal.actions %}\nPuhe {{ goal.name }}",
        "\n{% for goal in goals %}\n\n{% if goal.actions %}\nPuhe {{ goal.name }}\n{% endif %}\n{% endfor %}",
        "{% for goal in goals if goal.actions %}\nPuhe {{ goal.name }}\n{% endfor %}",
    ],
)
def test_several_lines_say_when_a_slide_is_made(said: str) -> None:
    deck = opened(deck_of(("{{ goal.name }}", said)), goals=GOALS)
    assert titles(deck) == ["Tavoite T1", "Tavoite T3"]
    assert notes(deck)[0].strip() == "Puhe Tavoite T1"


def test_a_name_set_in_the_notes_holds_for_the_slide() -> None:
    said = "{% for goal in goals %}\n{% if goal.actions %}\n{% set first = goal.actions[0] %}"
    assert titles(opened(deck_of(("{{ first.name }}", said)), goals=GOALS)) == ["Toimi TP1", "Toimi TP2"]


def test_loops_in_loops_make_a_slide_for_each_pass() -> None:
    said = "{% for goal in goals %}\n{% for action in goal.actions %}"
    deck = opened(deck_of(("{{ goal.name }}: {{ action.name }}", said)), goals=GOALS)
    assert [title.rpartition(" ")[2] for title in titles(deck)] == ["TP1", "TP2", "TP3"]


def test_a_block_ends_on_a_later_slide_and_repeats_them_together() -> None:
    data = deck_of(
        ("Alku", None),
        ("{{ goal.name }}", "{% for goal in goals %}\nEnsin."),
        ("{{ goal.actions|length }} tointa", "{% if goal.actions %}\nSitten.\n{% endif %}"),
        ("{{ goal.name }} loppu", "Lopuksi.\n{% endfor %}"),
        ("Loppu", None),
    )
    expected = ["Alku"]
    for one in GOALS:
        counted = [f"{len(one.actions)} tointa"] if one.actions else []
        expected += [str(one.name), *counted, f"{one.name} loppu"]
    deck = opened(data, goals=GOALS)
    assert titles(deck) == [*expected, "Loppu"]
    assert notes(deck)[1:4] == ["Ensin.", "Sitten.", "Lopuksi."]


def test_a_condition_over_slides_takes_them_all() -> None:
    data = deck_of(("A", "{% if costs %}"), ("B", None), ("C", "{% endif %}"), ("D", None))
    assert titles(opened(data, costs=False)) == ["D"]
    assert titles(opened(data, costs=True)) == ["A", "B", "C", "D"]


def test_an_end_that_nothing_waits_for_is_told() -> None:
    result = fill(deck_of(("A", "{% endfor %}"), ("B", None)))
    assert result.document is None
    assert [finding.code for finding in result.findings] == ["TP002"]


def test_blocks_in_the_rest_of_the_notes_are_the_notes_own() -> None:
    said = "{% for goal in goals %}\nPuhe.\n{% for action in goal.actions %}\n{{ action.name }}\n{% endfor %}"
    deck = opened(deck_of(("{{ goal.name }}", said)), goals=GOALS)
    assert [text.split("\n") for text in notes(deck)] == [
        ["Puhe.", "Toimi TP1"],
        ["Puhe."],
        ["Puhe.", "Toimi TP2", "Toimi TP3"],
    ]


def test_a_fault_in_a_later_line_is_told_with_its_tag() -> None:
    result = fill(deck_of(("A", "{% for goal in goals %}\n{% if goal.actoins %}")), goals=GOALS)
    (finding,) = result.findings
    assert finding.code == "TP003"
    assert str(finding.values["name"]).endswith("actoins")
    assert finding.values["tag"] == "{% if goal.actoins %}"


def test_hidden_slides_stay_hidden_and_transitions_stay() -> None:
    transition = '<p:transition spd="slow" advClick="0"><p:fade/></p:transition>'
    data = changed(
        deck_of(("{{ goal.name }}", "{% for goal in goals %}"), ("Muu", None)),
        {
            "ppt/slides/slide1.xml": all_of(
                lambda text: text.replace("<p:sld ", '<p:sld show="0" ', 1),
                lambda text: text.replace("</p:sld>", f"{transition}</p:sld>"),
            )
        },
    )
    parts = made(data, goals=GOALS)
    shown = [xml_of(parts, f"ppt/slides/slide{number}.xml").get("show") for number in range(1, 5)]
    assert shown == ["0", "0", "0", None]
    assert parts["ppt/slides/slide2.xml"].count(b"<p:fade/>") == 1


def test_the_directive_is_found_behind_a_header_of_the_notes() -> None:
    header = (
        '<p:sp><p:nvSpPr><p:cNvPr id="90" name="h"/><p:cNvSpPr/><p:nvPr><p:ph type="hdr" sz="quarter"/></p:nvPr></p:nvSpPr>'
        "<p:spPr/><p:txBody><a:bodyPr/><a:p><a:r><a:t>Luonnos</a:t></a:r></a:p></p:txBody></p:sp>"
    )
    data = deck_of(("{{ goal.name }}", "{% for goal in goals %}"))
    data = changed(
        data,
        {
            "ppt/notesSlides/notesSlide1.xml": lambda text: text.replace(
                "</p:grpSpPr>", f"</p:grpSpPr>{header}", 1
            ).replace("<p:grpSpPr/>", f"<p:grpSpPr/>{header}", 1)
        },
    )
    assert len(opened(data, goals=GOALS).slides) == 3


# --- ids ---


def slide_ids(data: bytes, **names: object) -> dict[str, int]:
    return {slide.shapes.title.text: slide.slide_id for slide in opened(data, **names).slides}


def test_slide_ids_last_while_others_come_and_go() -> None:
    data = deck_of(("Alku", None), ("{{ goal.name }}", "{% for goal in goals %}"), ("Loppu", None))
    before, after = slide_ids(data, goals=GOALS), slide_ids(data, goals=(goal("T9"), *GOALS[1:]))
    assert before["Tavoite T3"] == after["Tavoite T3"]
    assert (before["Alku"], before["Loppu"]) == (256, 258) == (after["Alku"], after["Loppu"])
    assert len(set(before.values())) == len(before)


def test_two_slides_for_one_item_have_ids_of_their_own() -> None:
    one = (goal("T1"), goal("T1"))
    deck = opened(deck_of(("{{ goal.name }}", "{% for goal in goals %}")), goals=one)
    assert len({slide.slide_id for slide in deck.slides}) == 2


# --- sections and shows ---


def with_sections(data: bytes, *sections: tuple[str, tuple[int, ...]]) -> bytes:
    listed = "".join(
        f'<p14:section name="{name}" id="{{{place:08d}-0000-4000-8000-000000000000}}"><p14:sldIdLst>'
        + "".join(f'<p14:sldId id="{number}"/>' for number in numbers)
        + "</p14:sldIdLst></p14:section>"
        for place, (name, numbers) in enumerate(sections)
    )
    extension = (
        '<p:extLst><p:ext uri="{521415D9-36F7-43E2-AB2F-B90AF26B5E84}">'
        f'<p14:sectionLst xmlns:p14="{P14}">{listed}</p14:sectionLst></p:ext></p:extLst>'
    )
    return changed(data, {"ppt/presentation.xml": put_before("</p:presentation>", extension)})


def sections(parts: dict[str, bytes]) -> dict[str, int]:
    root = xml_of(parts, "ppt/presentation.xml")
    return {item.get("name"): len(item[0]) for item in root.iter(f"{{{P14}}}section")}


def test_sections_follow_the_slides_made_and_empty_ones_go() -> None:
    data = with_sections(
        deck_of(("A", None), ("{{ goal.name }}", "{% for goal in goals %}"), ("C", "{% if costs %}"), ("D", None)),
        ("Alku", (256,)),
        ("Tavoitteet", (257,)),
        ("Kulut", (258,)),
        ("Loppu", (259,)),
    )
    result = fill(data, goals=GOALS, costs=False)
    assert office_faults(result.document) == []
    assert sections(made(data, goals=GOALS, costs=False)) == {"Alku": 1, "Tavoitteet": 3, "Loppu": 1}
    assert sections(made(data, goals=(), costs=True)) == {"Alku": 1, "Kulut": 1, "Loppu": 1}


def test_a_section_named_by_a_tag_begins_anew_with_each_name() -> None:
    data = with_sections(
        deck_of(("A", None), ("{{ goal.name }}", "{% for goal in goals %}"), ("x", "{% endfor %}")),
        ("Alku", (256,)),
        ("{{ goal.name }} &amp; toimet", (257, 258)),
    )
    parts = made(data, goals=GOALS)
    assert sections(parts) == {"Alku": 1, **{f"Tavoite T{number} & toimet": 2 for number in (1, 2, 3)}}
    guids = [item.get("id") for item in xml_of(parts, "ppt/presentation.xml").iter(f"{{{P14}}}section")]
    assert len(set(guids)) == 4


def test_slides_that_alternate_between_sections_make_sections_in_turn() -> None:
    data = with_sections(
        deck_of(("{{ goal.name }}", "{% for goal in goals %}"), ("x", "{% endfor %}")), ("A", (256,)), ("B", (257,))
    )
    root = xml_of(made(data, goals=GOALS), "ppt/presentation.xml")
    found = [(item.get("name"), len(item[0])) for item in root.iter(f"{{{P14}}}section")]
    assert found == [("A", 1), ("B", 1)] * 3
    assert len({item.get("id") for item in root.iter(f"{{{P14}}}section")}) == 6


def test_custom_shows_name_the_slides_made() -> None:
    data = deck_of(("A", None), ("{{ goal.name }}", "{% for goal in goals %}"), ("C", "{% if costs %}"))
    root = xml_of(made_parts := _parts(data), "ppt/presentation.xml")
    ids = [item.get(f"{{{R}}}id") for item in root.iter(f"{{{P}}}sldId")]
    shows = (
        f'<p:custShowLst><p:custShow name="lyhyt" id="0"><p:sldLst><p:sld r:id="{ids[1]}"/><p:sld r:id="{ids[0]}"/>'
        f'</p:sldLst></p:custShow><p:custShow name="kulut" id="1"><p:sldLst><p:sld r:id="{ids[2]}"/></p:sldLst>'
        "</p:custShow></p:custShowLst>"
    )
    assert made_parts
    data = changed(data, {"ppt/presentation.xml": put_before("<p:defaultTextStyle", shows)})
    result = fill(data, goals=GOALS, costs=False)
    assert office_faults(result.document) == []
    parts = made(data, goals=GOALS, costs=False)
    root = xml_of(parts, "ppt/presentation.xml")
    targets = relations(parts, "ppt/presentation.xml")
    (show,) = root.iter(f"{{{P}}}custShow")
    assert show.get("name") == "lyhyt"
    assert [targets[item.get(f"{{{R}}}id")][1] for item in show[0]] == [
        f"slides/slide{number}.xml" for number in (2, 3, 4, 1)
    ]
    gone = _parts(fill(data, goals=(), costs=False).document or b"")
    assert [item.get("name") for item in xml_of(gone, "ppt/presentation.xml").iter(f"{{{P}}}custShow")] == ["lyhyt"]


def _parts(data: bytes) -> dict[str, bytes]:
    from drawn_decks import parts_of

    return parts_of(data)


def test_what_windows_remember_of_slides_goes() -> None:
    data = deck_of(("{{ goal.name }}", "{% for goal in goals %}"))
    view = f'<p:viewPr {NAMES}><p:outlineViewPr><p:cViewPr><p:scale><a:sx n="1" d="1"/><a:sy n="1" d="1"/></p:scale><p:origin x="0" y="0"/></p:cViewPr><p:sldLst><p:sld r:id="rId1" collapse="1"/></p:sldLst></p:outlineViewPr></p:viewPr>'
    show = f'<p:presentationPr {NAMES}><p:showPr><p:sldRg st="1" end="1"/></p:showPr></p:presentationPr>'
    link = relation("rId1", "slide", "slides/slide1.xml")(
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'
    )
    data = changed(data, {"ppt/viewProps.xml": view, "ppt/_rels/viewProps.xml.rels": link, "ppt/presProps.xml": show})
    assert office_faults(fill(data, goals=GOALS).document) == []
    parts = made(data, goals=GOALS)
    assert b"sldLst" not in parts["ppt/viewProps.xml"]
    assert relations(parts, "ppt/viewProps.xml") == {}
    assert b"<p:sldAll/>" in parts["ppt/presProps.xml"]


# --- links ---


def link_to(source: Any, target: Any, shape: Any, *, whole: bool = False) -> None:
    """A link from a shape (or its text) to a slide."""
    from lxml import etree

    number = source.part.relate_to(target.part, RELATIONSHIP_TYPE.SLIDE)
    link = etree.fromstring(f'<a:hlinkClick {NAMES} r:id="{number}" action="ppaction://hlinksldjump"/>')
    if whole:
        shape._element.nvSpPr.cNvPr.append(link)
    else:
        for paragraph in shape.text_frame.paragraphs:
            for run in paragraph.runs:
                if "%" not in run.text:
                    run._r.get_or_add_rPr().append(link)


def aims(parts: dict[str, bytes], number: int) -> list[str]:
    """The slides that a slide's links lead to."""
    part = f"ppt/slides/slide{number}.xml"
    targets = relations(parts, part)
    return [targets[item.get(f"{{{R}}}id")][1] for item in xml_of(parts, part).iter(f"{{{A}}}hlinkClick")]


def test_a_link_leads_to_the_first_slide_made() -> None:
    deck = new_deck()
    first, second = add_slide(deck, "Alku"), add_slide(deck, "{{ goal.name }}", "{% for goal in goals %}")
    third = add_slide(deck, "Loppu")
    link_to(first, second, add_box(first, "Tavoitteisiin", 20, 50))
    link_to(third, first, add_box(third, "Alkuun", 20, 50), whole=True)
    parts = made(saved(deck), goals=GOALS)
    assert aims(parts, 1) == ["slide2.xml"]
    assert aims(parts, 5) == ["slide1.xml"]


def test_links_of_a_loop_lead_to_the_slides_of_their_own_pass() -> None:
    deck = new_deck()
    first = add_slide(deck, "Sisältö")
    box = add_box(first, "{% for goal in goals %}\n{{ goal.name }}\n{% endfor %}", 20, 50)
    one = add_slide(deck, "{{ goal.name }}", "{% for goal in goals %}")
    two = add_slide(deck, "{{ goal.name }} lisää", "{% endfor %}")
    link_to(first, one, box)
    link_to(one, two, add_box(one, "Lisää", 20, 50))
    link_to(two, one, add_box(two, "Takaisin", 20, 50), whole=True)
    link_to(two, two, add_box(two, "Tähän", 20, 90), whole=True)
    parts = made(saved(deck), goals=GOALS)
    assert aims(parts, 1) == ["slide2.xml", "slide4.xml", "slide6.xml"]
    assert [aims(parts, number) for number in (2, 4, 6)] == [["slide3.xml"], ["slide5.xml"], ["slide7.xml"]]
    assert aims(parts, 5) == ["slide4.xml", "slide5.xml"]


def test_a_link_to_a_slide_that_is_not_made_goes_and_is_told() -> None:
    deck = new_deck()
    first, second = add_slide(deck, "Alku"), add_slide(deck, "Kulut", "{% if costs %}")
    link_to(first, second, add_box(first, "Kuluihin", 20, 50))
    assert aims(made(saved(deck), costs=True), 1) == ["slide2.xml"]
    result = fill(saved(deck), costs=False)
    assert [(finding.code, finding.values["text"]) for finding in result.findings] == [("TP022", "Kuluihin")]
    assert office_faults(result.document) == []
    parts = _parts(result.document or b"")
    assert aims(parts, 1) == []
    assert "slide" not in [kind for kind, _ in relations(parts, "ppt/slides/slide1.xml").values()]


def test_a_slide_that_goes_on_keeps_its_links() -> None:
    deck = new_deck()
    first = add_slide(deck, "Alku")
    second = add_slide(deck, "Toimet")
    link_to(second, first, add_box(second, "Alkuun", 250, 170), whole=True)
    rows = [["Nimi"], ["{% for row in rows %}"], ["{{ row.name }}"], ["{% endfor %}"]]
    add_table(second, rows)
    parts = made(saved(deck), rows=tuple(Record(f"R{number}", name=f"Rivi {number}") for number in range(60)))
    slides = [name for name in parts if re.fullmatch(r"ppt/slides/slide\d+\.xml", name)]
    assert len(slides) > 2
    assert [aims(parts, number) for number in range(2, len(slides) + 1)] == [["slide1.xml"]] * (len(slides) - 1)


def test_links_that_start_programs_go() -> None:
    link = '<a:hlinkClick r:id="" action="ppaction://macro?name=Aja"/>'
    deck = new_deck()
    add_box(add_slide(deck, "A"), "Paina", 20, 50)
    data = changed(
        saved(deck),
        {
            "ppt/slides/slide1.xml": lambda text: re.sub(
                r'(<p:cNvPr id="\d+" name="TextBox[^>]*)/>', rf"\1>{link}</p:cNvPr>", text
            )
        },
    )
    assert b"ppaction" in _parts(data)["ppt/slides/slide1.xml"]
    assert b"ppaction" not in made(data)["ppt/slides/slide1.xml"]
