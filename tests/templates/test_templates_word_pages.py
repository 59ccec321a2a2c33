"""How the roadmap flows over its pages: what opens one, what stays together, the dark cover, tables beside charts."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from filled_roadmaps import NS, TEMPLATE, filled, package_of, text
from lxml import etree

from models import example_roadmap, tiny_roadmap
from pipeline.ooxml.dialect import w
from pipeline.ooxml.package import Package, parse, read_package
from pipeline.report.context import context


@pytest.fixture(scope="module")
def styles() -> dict[str, etree._Element]:
    root = parse(read_package(TEMPLATE.read_bytes()).read("word/styles.xml"))
    return {style.get(w("styleId")): style for style in root.iter(w("style"))}


def styled(root: etree._Element, style: str) -> list[etree._Element]:
    return [item for item in root.iter(w("p")) if item.xpath("string(w:pPr/w:pStyle/@w:val)", namespaces=NS) == style]


def breaks(paragraph: etree._Element) -> bool:
    """Whether a heading opens a page: its style does, unless it says otherwise."""
    return paragraph.find("w:pPr/w:pageBreakBefore", NS) is None


def test_chapters_that_carry_the_message_open_pages_and_others_go_on() -> None:
    opened = {text(item): breaks(item) for item in styled(filled("fi"), "Heading1")}

    assert [name for name, opens in opened.items() if opens] == [
        "Näin digitiekartta laadittiin",
        "Lähtötilanne",
        "Lähtö- ja tavoitetasot",
        "Tavoitteet ja toimenpiteet",
        "Aikataulu",
        "Vastuut",
    ]
    assert next(name for name, opens in opened.items() if not opens) == "Visio ja digilupaukset"


def test_the_first_goal_opens_a_page_and_the_others_go_on() -> None:
    goals = [breaks(item) for item in styled(filled("fi"), "Tavoiteotsikko")]

    assert goals == [True] + [False] * (len(goals) - 1)
    assert len(goals) > 3


def test_little_goes_on_from_chapter_to_chapter() -> None:
    assert not any(map(breaks, styled(filled("fi", tiny_roadmap()), "Heading1")[1:]))


def test_what_names_a_goal_stays_with_its_actions(styles: dict[str, etree._Element]) -> None:
    kept = ("Tavoiteotsikko", "Ingressi", "Heading3", "Caption", "TaulukkoOtsake")
    assert [name for name in kept if styles[name].find("w:pPr/w:keepNext", NS) is None] == []

    cards = [
        table
        for table in filled("fi").iter(w("tbl"))
        if table.xpath("string(.//w:tblStyle/@w:val)", namespaces=NS) == "Tavoitekortti"
    ]
    goal_cards = [card for card in cards if "Näkökulmat" in text(card)]
    assert len(goal_cards) > 3
    for card in goal_cards:
        assert all(item.find("w:pPr/w:keepNext", NS) is not None for item in card.iter(w("p")))


def kept(item: etree._Element) -> bool:
    return item.find("w:pPr/w:keepNext", NS) is not None


def test_promises_and_the_last_page_stay_together() -> None:
    """Two promises or a lone address on a page of their own say little."""
    roadmap = example_roadmap()
    told = [replace(item, description="Näin lupaamme.") for item in roadmap.promises]
    root = filled("fi", replace(roadmap, promises=tuple(told)))
    promises = styled(root, "Luettelojatko")
    assert len(promises) > 1
    assert [kept(item) for item in promises] == [True] * (len(promises) - 1) + [False]

    body = list(root.iter(w("p")))
    versions = next(place for place, item in enumerate(body) if text(item).endswith("Versiohistoria"))
    styles_kept = ("Liiteotsikko", "Heading2", "Caption", "TaulukkoOtsake")
    loose = [
        text(item)
        for item in body[versions:-1]
        if not kept(item) and item.xpath("string(w:pPr/w:pStyle/@w:val)", namespaces=NS) not in styles_kept
    ]
    assert loose == []


def test_only_the_last_goals_last_two_actions_stay_together() -> None:
    tables = [
        [row for row in made.iter(w("tr")) if row.find("w:trPr/w:tblHeader", NS) is None]
        for made in filled("fi").iter(w("tbl"))
        if "Aika ja tila" in text(made)
    ]
    rows = [[all(map(kept, row.iter(w("p")))) for row in found] for found in tables]

    assert len(rows[-1]) > 2
    assert rows[-1] == [False] * (len(rows[-1]) - 2) + [True, False]
    assert not any(any(found) for found in rows[:-1] if len(found) > 2)


def test_half_years_leave_the_names_more_room() -> None:
    quarters, halves = (timeline_grid(end) for end in (2030, 2034))

    assert len(quarters) == 4 + 16
    assert halves[2] + halves[3] > quarters[2] + quarters[3]


def timeline_grid(end: int) -> list[int]:
    roadmap = example_roadmap()
    longer = replace(roadmap, organisation=replace(roadmap.organisation, period_end=end))
    found = next(made for made in filled("fi", longer).iter(w("tbl")) if text(made).startswith("Tav."))
    return [int(column.get(w("w"))) for column in found.iterfind("w:tblGrid/w:gridCol", NS)]


def test_a_dark_cover_stands_on_its_own_ground() -> None:
    """The rectangle in the header is decoration; each paragraph is shaded too, and both covers say the same."""
    light, dark = package_of("fi"), package_of("fi", dark_cover=True)
    first, second = ([text(item) for item in cover(made)] for made in (light, dark))
    ground = {name for name in dark.parts if b"wps:wsp" in dark.read(name)}
    shaded = {
        item.get(w("styleId"))
        for item in parse(dark.read("word/styles.xml")).iter(w("style"))
        if item.find("w:pPr/w:shd", NS) is not None
    }

    assert first == second
    assert len(ground) == 1
    assert b'decorative val="1"' in dark.read(next(iter(ground)))
    assert {item.xpath("string(w:pPr/w:pStyle/@w:val)", namespaces=NS) for item in cover(dark)} <= shaded
    assert not any(b"wps:wsp" in light.read(name) for name in light.parts)


def test_an_action_tells_its_sector_priority_predecessors_and_cost() -> None:
    root = filled("fi")
    row = next(row for row in root.iter(w("tr")) if text(row).startswith("TP7") and "Prioriteetti" in text(row))
    cells = [[text(item) for item in cell.iter(w("p"))] for cell in row.iter(w("tc"))]
    action = next(item for item in example_roadmap().actions if item.id == "TP7")

    assert "Hallinto" in cells[2]
    assert cells[3][-2:] == [f"Prioriteetti {action.priority}", "Edellyttää: TP1"]
    assert cells[3][2].startswith("Arvio ")


@pytest.mark.parametrize("undated", [False, True])
def test_costs_are_told_in_a_table_as_in_the_chart(undated: bool) -> None:
    roadmap = example_roadmap()
    if undated:
        first = next(place for place, action in enumerate(roadmap.actions) if action.cost)
        actions = list(roadmap.actions)
        actions[first] = replace(actions[first], starts=None, ends=None)
        roadmap = replace(roadmap, actions=tuple(actions))
    names = context(roadmap, None, language="fi")
    chart, costs = names["exhibits"].costs, names["costs"]  # type: ignore[attr-defined]
    sums = [float(re.sub(r"\D", "", str(row.cost))) for row in costs.rows]  # type: ignore[attr-defined]

    assert sums == list(chart.series[0].values)
    assert [str(row.year) for row in costs.rows] == list(chart.categories)  # type: ignore[attr-defined]
    total = float(re.sub(r"\D", "", str(costs.total.cost)))  # type: ignore[attr-defined]
    assert total == sum(sums) == sum(action.cost or 0 for action in roadmap.actions)


def cover(made: Package) -> list[etree._Element]:
    """The paragraphs up to the end of the first section."""
    found = []
    for item in parse(made.read("word/document.xml")).iterfind("w:body/w:p", NS):
        found.append(item)
        if item.find("w:pPr/w:sectPr", NS) is not None:
            break
    return found
