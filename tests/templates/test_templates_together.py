"""The decks of the follow-up and of the region: made by their scripts, complete, accessible, in the theme's colours."""

from __future__ import annotations

import importlib
import re
import tomllib
from itertools import pairwise
from pathlib import Path

import pytest
from deck_reading import NS, TAG, all_text, notes, slides, text, title, used_names
from lxml import etree

from pipeline.filling.rendering import render_template
from pipeline.language import LANGUAGES
from pipeline.ooxml.dialect import A, P, R
from pipeline.ooxml.package import Package, parse, read_package
from pipeline.vocabulary.brand import Brand
from pipeline.vocabulary.content import Chart, LongText, Record, Series, Text

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = ROOT / "templates"
DECKS = {"esitys-seuranta.pptx": "slides_follow_up", "esitys-alue.pptx": "slides_region"}
CATALOGS = {"esitys-seuranta.pptx": "followup", "esitys-alue.pptx": "region"}
LAYOUTS = {"Kansi", "Sisältö", "Kaavio", "Kaavio ja luvut", "Taulukko", "Luvut", "Lopetus"}
LOOPS = {"heat": "deck.heat_slides", "aim": "deck.target_slides"}
LOOKS = {"empty", "year", "bar", "1", "2", "3", "4", "5", "missing"}
SMALLEST, INCH = 1200, 914_400

deck_name = pytest.mark.parametrize("name", DECKS)


@pytest.fixture(scope="module")
def packages() -> dict[str, Package]:
    return {name: read_package((TEMPLATES / name).read_bytes()) for name in DECKS}


@deck_name
def test_script_makes_the_template_that_is_in_the_repository(name: str) -> None:
    made = importlib.import_module(DECKS[name]).templates()
    assert list(made) == [name]
    ours, theirs = read_package(made[name]), read_package((TEMPLATES / name).read_bytes())
    assert list(ours.parts) == list(theirs.parts)
    assert [part for part in ours.parts if ours.read(part) != theirs.read(part)] == []
    assert importlib.import_module(DECKS[name]).templates() == made


@deck_name
def test_every_slide_uses_a_layout_of_the_family(packages: dict[str, Package], name: str) -> None:
    package = packages[name]
    for slide, _ in slides(package):
        (layout,) = [item.target for item in package.related(slide, "slideLayout")]
        assert parse(package.read(layout)).find("p:cSld", NS).get("name") in LAYOUTS


@deck_name
def test_every_slide_has_a_title_first_and_its_own(packages: dict[str, Package], name: str) -> None:
    for _, root in slides(packages[name]):
        first = root.find(f"p:cSld/p:spTree/{{{P}}}sp", NS)
        assert first.find("p:nvSpPr/p:nvPr/p:ph", NS).get("type") == "title"
    titles = [title(root) for _, root in slides(packages[name])]
    assert all(titles)
    assert len(set(titles)) == len(titles)


@deck_name
def test_every_slide_has_notes_that_begin_with_its_condition(packages: dict[str, Package], name: str) -> None:
    for slide, root in slides(packages[name]):
        (key,) = re.findall(r"\{\{ (.+)\.title \}\}", title(root))
        lines = [text(item) for item in notes(packages[name], slide).iter(f"{{{A}}}p")]
        directive = f"{{% for {key} in {LOOPS[key]} %}}" if key in LOOPS else f"{{% if {key} %}}"
        assert lines == [*([] if key == "deck.cover" else [directive]), f"{{{{ {key}.notes }}}}"]


@deck_name
def test_every_slide_but_cover_and_divider_tells_topic_source_and_number(
    packages: dict[str, Package], name: str
) -> None:
    for _, root in slides(packages[name]):
        key = title(root)[3:-9]
        said = [text(shape) for shape in root.iter(f"{{{P}}}sp")]
        if key not in ("deck.cover", "deck.appendix"):
            assert {f"{{{{ {key}.kicker }}}}", f"{{{{ {key}.source }}}}", "{{ deck.footer_line }}"} <= set(said)
            assert said[-1] == "‹#›"


@deck_name
def test_colours_come_from_the_theme(packages: dict[str, Package], name: str) -> None:
    package = packages[name]
    fixed = re.compile(rb"<a:(srgbClr|sysClr|scrgbClr|hslClr)\b")
    parts = [part for part in package.parts if part.endswith(".xml") and not part.startswith("ppt/theme/")]
    assert [part for part in parts if fixed.search(package.read(part))] == []


@deck_name
def test_tables_have_a_header_row_a_description_and_one_width(packages: dict[str, Package], name: str) -> None:
    found = 0
    for _, root in slides(packages[name]):
        for frame in root.iterfind(".//p:graphicFrame", NS):
            assert TAG.fullmatch(frame.find("p:nvGraphicFramePr/p:cNvPr", NS).get("descr"))
            for table in frame.iter(f"{{{A}}}tbl"):
                found += 1
                columns = [int(column.get("w")) for column in table.iterfind("a:tblGrid/a:gridCol", NS)]
                assert table.find("a:tblPr", NS).get("firstRow") == "1"
                assert {len(row.findall("a:tc", NS)) for row in table.iterfind("a:tr", NS)} == {len(columns)}
                assert abs(sum(columns) - int(frame.find("p:xfrm/a:ext", NS).get("cx"))) < len(columns)
    assert found > 10


@deck_name
def test_runs_tell_their_language_and_are_large_enough(packages: dict[str, Package], name: str) -> None:
    for slide, root in slides(packages[name]):
        for tree in (root, notes(packages[name], slide)):
            for properties in tree.iter(f"{{{A}}}rPr"):
                assert properties.get("lang") == "fi-FI"
                assert int(properties.get("sz") or SMALLEST) >= SMALLEST


@deck_name
def test_charts_print_no_smaller_text_than_fourteen_points(packages: dict[str, Package], name: str) -> None:
    package = packages[name]
    charts = [part for part in package.parts if part.startswith("ppt/charts/")]
    assert len(charts) > 3
    sizes = {int(size) for part in charts for size in parse(package.read(part)).xpath("//@sz")}
    assert min(sizes) >= 1400


@deck_name
def test_frames_stay_in_the_content_area_and_apart(packages: dict[str, Package], name: str) -> None:
    for slide, root in slides(packages[name]):
        places = set()  # two of which a condition keeps one stand in the same place
        for place in root.iterfind(".//p:graphicFrame/p:xfrm", NS):
            off, ext = place.find("a:off", NS), place.find("a:ext", NS)
            left, top = int(off.get("x")), int(off.get("y"))
            right, bottom = left + int(ext.get("cx")), top + int(ext.get("cy"))
            assert left >= 0.59 * INCH, slide
            assert right <= 12.74 * INCH, slide
            assert bottom <= 6.96 * INCH, slide
            places.add((top, bottom))
        assert all(one[1] <= other[0] for one, other in pairwise(sorted(places))), slide


@deck_name
def test_fixed_words_are_in_three_catalogs(packages: dict[str, Package], name: str) -> None:
    tags = [tag for line in all_text(packages[name]) for tag in TAG.findall(line)]
    used = {key for tag in tags for key in re.findall(r"\bt\.(\w+)", tag)}
    assert len(used) > 30
    for language in LANGUAGES:
        catalog = ROOT / "pipeline" / "catalogs" / language / f"{CATALOGS[name]}.toml"
        words = tomllib.loads(catalog.read_text(encoding="utf-8"))["t"]
        assert used - set(words) == set(), language


@deck_name
def test_nothing_but_tags_is_written_on_the_slides(packages: dict[str, Package], name: str) -> None:
    """Fixed words would be Finnish in a Swedish deck."""
    for line in all_text(packages[name]):
        rest = TAG.sub("", line).replace("‹#›", "").strip(" ·:()\u2002\u00a0\n")
        if not line.startswith("%7B%7B"):
            assert rest in {"", "Microsoft Office PowerPoint", "Widescreen", *LOOKS}, line


@deck_name
def test_the_appendix_list_leads_to_the_slides_that_it_names(packages: dict[str, Package], name: str) -> None:
    package = packages[name]
    titles = {slide: title(root) for slide, root in slides(package)}
    divider, root = next((slide, root) for slide, root in slides(package) if "deck.appendix" in title(root))
    links = [
        (text(run), titles[package.relationships[divider][run.find("a:rPr/a:hlinkClick", NS).get(f"{{{R}}}id")].target])
        for run in root.iterfind(".//a:r", NS)
        if run.find("a:rPr/a:hlinkClick", NS) is not None
    ]
    order = list(titles.values())
    assert [target for _, target in links] == order[order.index("{{ deck.appendix.title }}") + 1 :]
    assert [said for said, target in links if said != target] == (
        ["{{ deck.targets.title }}"] if name == "esitys-alue.pptx" else []
    )


def only(name: str, **shown: object) -> dict[str, object]:
    """The names of a template of which only some slides have something to show."""
    package = read_package((TEMPLATES / name).read_bytes())
    keys = {found.split(".")[1].removesuffix("[]") for found in used_names(package) if found.startswith("deck.")}
    words = tomllib.loads((ROOT / f"pipeline/catalogs/fi/{CATALOGS[name]}.toml").read_text(encoding="utf-8"))["t"]
    lists = {key: () for key in keys if key.endswith("_slides")}
    document = dict.fromkeys(("title", "period", "subject", "keywords", "language", "header_line"), Text("Asiakirja"))
    return {
        "t": Record("t", **{key: Text(word) for key, word in words.items()}),
        "document": Record("document", years=(), **document),
        "exhibits": Record("exhibits", cover=None),
        "organisation": Record("organisation", name=Text("Ahola"), logo=None, tall_logo=False),
        "region": Record("region", name=Text("Maakunta")),
        "status": Record("status", was_head=Text("2027"), now_head=Text("2028")),
        "deck": Record("deck", **{**dict.fromkeys(keys), **lists, "footer_line": Text("Alatunniste"), **shown}),
    }


def slide(key: str, **own: object) -> Record:
    said = {name: Text(f"{key} {name}") for name in ("title", "kicker", "source", "subtitle")}
    return Record(key, notes=LongText("Muistiinpano"), **{**said, **own})


def filled(name: str, **shown: object) -> Package:
    names = only(name, **{"cover": slide("cover", chart=None), **shown})
    made = render_template((TEMPLATES / name).read_bytes(), name, names, brand=Brand(), language_tag="fi-FI")
    assert made.findings == ()
    assert made.package is not None
    return made.package


@deck_name
def test_slides_without_anything_to_show_are_not_there(name: str) -> None:
    assert [title(root) for _, root in slides(filled(name))] == ["cover title"]


def heat(columns: int, rows: int) -> Record:
    levels = [(f"{step / 2:.1f}".replace(".", ","), str(min(5, round(step / 2 + 0.01)))) for step in range(2, 11)]
    cells = [*levels, ("–", "missing")]
    return slide(
        "heat",
        columns=tuple(Record(str(place), name=Text(f"Kunta {place}")) for place in range(columns)),
        rows=tuple(
            Record(
                str(row),
                name=Text(f"Näkökulma {row}"),
                cells=tuple(
                    Record(str(place), text=Text(cell[0]), look=Text(cell[1]))
                    for place, cell in enumerate(cells[(row + at) % len(cells)] for at in range(columns))
                ),
            )
            for row in range(rows)
        ),
    )


@pytest.mark.parametrize("columns", [1, 3, 8])
def test_a_level_is_printed_on_the_colour_of_its_step(columns: int) -> None:
    package = filled("esitys-alue.pptx", heat_slides=(heat(columns, 11),))
    ((_, root),) = slides(package)[1:]
    fills = {"1": "accent3", "2": "accent4", "3": "accent5", "4": "accent1", "5": "tx2", "–": None}
    table = root.find(f".//{{{A}}}tbl")
    seen: set[str] = set()
    for row in table.findall("a:tr", NS)[1:]:
        for cell in row.findall("a:tc", NS)[1:]:
            said = text(cell)
            step = said if said == "–" else str(int(float(said.replace(",", ".")) + 0.5))
            slot = cell.find("a:tcPr/a:solidFill/a:schemeClr", NS)
            assert (None if slot is None else slot.get("val")) == fills[step], said
            seen.add(step)
    assert columns == 1 or seen == set(fills)
    grid = [int(column.get("w")) for column in table.iterfind("a:tblGrid/a:gridCol", NS)]
    assert len(grid) == columns + 1
    assert abs(sum(grid) / INCH - 12.133) < 0.01


def test_levels_of_eleven_perspectives_stay_on_one_slide() -> None:
    assert len(slides(filled("esitys-alue.pptx", heat_slides=(heat(8, 11), heat(6, 11))))) == 3


STATUSES = ("√ Valmis", "» Käynnissä", "□ Ei aloitettu", "→ Siirretty", "× Keskeytetty")


def test_the_years_stand_below_each_other_as_bars_and_as_numbers() -> None:
    before, after = (2, 8, 14, 0, 0), (7, 11, 6, 1, 1)
    series = tuple(
        Series(status, (float(then) or None, float(now) or None))
        for status, then, now in zip(STATUSES, before, after, strict=True)
    )
    rows = tuple(
        Record(status, status=Text(status), before=Text(str(then)), after=Text(str(now)), change=Text(str(now - then)))
        for status, then, now in zip(STATUSES, before, after, strict=True)
    )
    total = Record("total", name=Text("Yhteensä"), before=Text("24"), after=Text("26"), change=Text("2"))
    shown = slide("status", chart=Chart(("2027", "2028"), series, "Palkit"), rows=rows, total=total)
    package = filled("esitys-seuranta.pptx", status=shown)
    ((part, root),) = slides(package)[1:]
    cells = [[text(cell) for cell in row.iterfind("a:tc", NS)] for row in root.iterfind(".//a:tr", NS)]
    assert cells == [
        ["Tila", *STATUSES, "Yhteensä"],
        ["2027", *map(str, before), "24"],
        ["2028", *map(str, after), "26"],
        ["Muutos", *(str(now - then) for then, now in zip(before, after, strict=True)), "2"],
    ]
    (drawn,) = package.related(part, "chart")
    assert chart_names(parse(package.read(drawn.target))) == list(STATUSES)


def chart_names(root: etree._Element) -> list[str]:
    return [str(name) for name in root.xpath("//*[local-name()='tx']//*[local-name()='v']/text()")]


def test_a_long_list_goes_on_over_slides() -> None:
    rows = tuple(
        Record(
            f"TP{place}",
            id=Text(f"TP{place}"),
            name=Text(f"Toimenpide {place}, jolla on melko pitkä nimi"),
            owner=Text("Tiedonhallinnan asiantuntija"),
            was=Text(STATUSES[1]),
            now=Text(STATUSES[0]),
        )
        for place in range(1, 41)
    )
    package = filled("esitys-seuranta.pptx", all_actions=slide("all_actions", rows=rows))
    tables = [root.find(f".//{{{A}}}tbl") for _, root in slides(package)[1:]]
    assert len(tables) > 2
    heads = {text(table.find("a:tr", NS)) for table in tables}
    assert len(heads) == 1
    ids = [text(row.find("a:tc", NS)) for table in tables for row in table.findall("a:tr", NS)[1:]]
    assert ids == [f"TP{place}" for place in range(1, 41)]
