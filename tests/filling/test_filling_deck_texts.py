"""Tags wherever text stands on a slide, however PowerPoint has cut it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from drawn_decks import (
    MM,
    add_box,
    add_slide,
    add_table,
    add_xml,
    fill,
    made,
    new_deck,
    opened,
    relations,
    saved,
    xml_of,
)
from office_checks import office_faults
from pipeline.ooxml.dialect import A, P, R
from pipeline.vocabulary.content import LongText, Record, Text

GOALS = (
    Record("T1", name=Text("Tieto"), url=Text("https://a.example/1")),
    Record("T2", name=Text("Palvelu"), url=Text("https://a.example/2")),
)


def shape(body: str, number: int = 50, name: str = "Muoto", more: str = "", properties: str = "") -> str:
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name="{name}"{more}>{properties}</p:cNvPr><p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:spPr><a:xfrm>'
        f'<a:off x="{20 * MM}" y="{50 * MM}"/><a:ext cx="{100 * MM}" cy="{30 * MM}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
        f"</p:spPr><p:txBody><a:bodyPr/><a:p>{body}</a:p></p:txBody></p:sp>"
    )


def drawn(*xml: str, title: str = "Otsikko") -> bytes:
    deck = new_deck()
    slide = add_slide(deck, title)
    for item in xml:
        add_xml(slide, item)
    return saved(deck)


def run(text: str, properties: str = 'lang="fi-FI"') -> str:
    return f"<a:r><a:rPr {properties}/><a:t>{text}</a:t></a:r>"


def paragraphs(data: bytes, **names: object) -> list[str]:
    """The paragraphs of the slide, line breaks as `|`."""
    assert office_faults(fill(data, **names).document) == []
    root = xml_of(made(data, **names), "ppt/slides/slide1.xml")
    return [
        "".join("|" if item.tag == f"{{{A}}}br" else item.text or "" for item in one.iter(f"{{{A}}}t", f"{{{A}}}br"))
        for one in root.iter(f"{{{A}}}p")
    ]


BREAK = '<a:br><a:rPr lang="fi-FI"/></a:br>'


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (run("{{ go") + run("al.na", 'lang="en-US" dirty="0" err="1"') + run("me }}!"), "Tieto!"),
        (
            run("{{ goal") + run(".") + run("name", 'lang="sv-SE" b="1"') + run(" }} ja {{ goal.name }}"),
            "Tieto ja Tieto",
        ),
        (run("Ennen") + BREAK + run("{{ goal.") + BREAK + run("name }} jälkeen"), "Ennen|Tieto jälkeen"),
        (run("{% if goal") + BREAK + run("%}on") + BREAK + run("{% endif %}"), "on|"),
        (run("a\t{{\tgoal.name\t}}\tb"), "a\tTieto\tb"),
        (
            run("{{ goal.name }}")
            + '<a:fld id="{11111111-2222-4333-8444-555555555555}" type="slidenum"><a:rPr lang="fi-FI"/><a:t>7</a:t></a:fld>',
            "Tieto7",
        ),
        (
            '<a:fld id="{11111111-2222-4333-8444-555555555555}" type="datetime1"><a:rPr lang="fi-FI"/><a:t>{{ goal.name }}</a:t></a:fld>',
            "Tieto",
        ),
        (run("{{ lines }}!"), "yksi|kaksi!"),
    ],
)
def test_a_tag_is_filled_however_it_is_cut(body: str, expected: str) -> None:
    assert paragraphs(drawn(shape(body)), goal=GOALS[0], lines="yksi\nkaksi")[1] == expected


def test_a_tag_has_the_look_of_its_first_run_and_no_mark_of_the_spelling_checker() -> None:
    body = run("{{ go", 'lang="en-US" b="1" dirty="0" err="1"') + run("al.name }}", 'lang="en-US" i="1" err="1"')
    root = xml_of(made(drawn(shape(body)), goal=GOALS[0]), "ppt/slides/slide1.xml")
    found = [item for item in root.iter(f"{{{A}}}r") if "Tieto" in "".join(item.itertext())]
    assert dict(found[0][0].attrib) == {"lang": "fi-FI", "b": "1"}


def test_tags_in_groups_in_groups_and_in_tables() -> None:
    inner = shape(run("{{ goal.name }}"), 52)
    for number in (60, 61):
        inner = (
            f'<p:grpSp><p:nvGrpSpPr><p:cNvPr id="{number}" name="g"/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr><a:xfrm><a:off x="0" y="0"/>'
            f'<a:ext cx="{MM}" cy="{MM}"/><a:chOff x="0" y="0"/><a:chExt cx="{MM}" cy="{MM}"/></a:xfrm></p:grpSpPr>{inner}</p:grpSp>'
        )
    deck = new_deck()
    slide = add_slide(deck, "{{ goal.name }}")
    add_xml(slide, inner)
    add_table(slide, [["{{ goal.name }}", "x {{ goal.name }}"]])
    assert paragraphs(saved(deck), goal=GOALS[0]) == ["Tieto", "Tieto", "Tieto", "x Tieto"]


def test_alternative_texts_titles_and_tips_are_filled() -> None:
    link = '<a:hlinkClick r:id="" action="ppaction://hlinkshowjump?jump=nextslide" tooltip="Katso {{ goal.name }}"/>'
    data = drawn(shape(run("x"), more=' descr="Kuvassa {{ goal.name }}" title="T: {{ goal.name }}"', properties=link))
    root = xml_of(made(data, goal=Record("T", name='A & "B" <C>')), "ppt/slides/slide1.xml")
    (named,) = [item for item in root.iter(f"{{{P}}}cNvPr") if item.get("id") == "50"]
    assert (named.get("descr"), named.get("title")) == ('Kuvassa A & "B" <C>', 'T: A & "B" <C>')
    assert next(named.iter(f"{{{A}}}hlinkClick")).get("tooltip") == 'Katso A & "B" <C>'


def test_addresses_of_links_on_texts_and_shapes_are_those_of_their_pass() -> None:
    deck = new_deck()
    slide = add_slide(deck, "Linkit")
    box = add_box(slide, "{% for goal in goals %}\n{{ goal.name }}\n{% endfor %}", 20, 50)
    box.text_frame.paragraphs[1].runs[0].hyperlink.address = "{{ goal.url }}"
    add_box(slide, "{% for goal in goals %}", 100, 50)
    button = add_box(slide, "Avaa", 100, 50)
    button.click_action.hyperlink.address = "https://b.example/?q={{ goal.name }}"
    add_box(slide, "{% endfor %}", 100, 80)
    parts = made(saved(deck), goals=GOALS)
    known = relations(parts, "ppt/slides/slide1.xml")
    root = xml_of(parts, "ppt/slides/slide1.xml")
    found = [known[item.get(f"{{{R}}}id")][1] for item in root.iter(f"{{{A}}}hlinkClick")]
    assert found == [
        "https://a.example/1",
        "https://a.example/2",
        "https://b.example/?q=Tieto",
        "https://b.example/?q=Palvelu",
    ]
    assert office_faults(fill(saved(deck), goals=GOALS).document) == []


def test_a_tag_typed_as_an_address_on_a_slide_is_the_whole_address() -> None:
    deck = new_deck()
    box = add_box(add_slide(deck, "Linkki"), "{{ goal.name }}", 20, 50)
    box.text_frame.paragraphs[0].runs[0].hyperlink.address = "http://%7B%7B%20goal.url%20%7D%7D/"
    parts = made(saved(deck), goal=GOALS[0])
    known = relations(parts, "ppt/slides/slide1.xml")
    (click,) = xml_of(parts, "ppt/slides/slide1.xml").iter(f"{{{A}}}hlinkClick")
    assert known[click.get(f"{{{R}}}id")][1] == "https://a.example/1"


def test_notes_are_filled_with_the_slide_s_names() -> None:
    deck = new_deck()
    add_slide(deck, "{{ goal.name }}", "{% for goal in goals %}\nSano: {{ goal.name }}\n{{ long }}")
    found = [
        slide.notes_slide.notes_text_frame.text
        for slide in opened(saved(deck), goals=GOALS, long=LongText("a\n- b")).slides
    ]
    assert found == ["Sano: Tieto\na\nb", "Sano: Palvelu\na\nb"]


def numbered(*texts: str, start: str = "") -> str:
    first = f' startAt="{start}"' if start else ""
    rows = "".join(
        f'<a:p><a:pPr marL="342900" indent="-342900"><a:buFont typeface="+mj-lt"/><a:buAutoNum type="arabicPeriod"{first}/></a:pPr>{run(text)}</a:p>'
        if not text.startswith("#")
        else f"<a:p>{run(text[1:])}</a:p>"
        for text in texts
    )
    return shape("").replace("<a:p></a:p>", rows)


def test_numbered_items_are_repeated_with_their_numbering() -> None:
    data = drawn(numbered("{% for goal in goals %}", "{{ goal.name }}", "{% endfor %}", start="3"))
    root = xml_of(made(data, goals=GOALS), "ppt/slides/slide1.xml")
    assert [item.get("startAt") for item in root.iter(f"{{{A}}}buAutoNum")] == ["3", "3"]
    assert paragraphs(data, goals=GOALS) == ["Otsikko", "Tieto", "Palvelu"]


@pytest.mark.parametrize(
    "wrap", [lambda text: text, lambda text: f"{{%p {text[3:]}" if text.startswith("{%") else text]
)
def test_a_body_of_which_nothing_is_left_keeps_a_paragraph(wrap: Callable[[str], str]) -> None:
    deck = new_deck()
    slide = add_slide(deck, "Otsikko")
    add_box(slide, "\n".join(map(wrap, ("{% if no %}", "x", "{% endif %}"))), 20, 50)
    table = add_table(slide, [["a", "b"]])
    table.cell(0, 1).text = "\n".join(map(wrap, ("{% if no %}", "x", "{% endif %}")))
    assert paragraphs(saved(deck), no=False) == ["Otsikko", "", "a", ""]
    assert paragraphs(saved(deck), no=True) == ["Otsikko", "x", "a", "x"]


def test_footers_dates_and_numbers_of_slides_stay() -> None:
    def holder(kind: str, body: str, number: int) -> str:
        return shape(body, number).replace(
            "<p:nvPr/>", f'<p:nvPr><p:ph type="{kind}" sz="quarter" idx="{number}"/></p:nvPr>', 1
        )

    field = (
        '<a:fld id="{11111111-2222-4333-8444-555555555555}" type="slidenum"><a:rPr lang="fi-FI"/><a:t>‹#›</a:t></a:fld>'
    )
    data = drawn(holder("ftr", run("{{ goal.name }}"), 70), holder("sldNum", field, 71), holder("dt", "", 72))
    slide = opened(data, goal=GOALS[0]).slides[0]
    kinds: dict[int, Any] = {item.placeholder_format.idx: item.text_frame.text for item in slide.placeholders}
    assert kinds == {0: "Otsikko", 70: "Tieto", 71: "‹#›", 72: ""}
