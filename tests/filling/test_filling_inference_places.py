"""Faults told without data in every place where a designer may type: alternative texts, charts, looks, slides, links."""

from __future__ import annotations

import pytest
from test_filling_inference import NAMES, opened

from documents import paragraph, run, table
from drawn_decks import add_box, add_slide, new_deck, saved
from pipeline.filling.checks.inference import faults
from pipeline.filling.spots import Spots
from pipeline.filling.template import Template, open_template
from pipeline.language import LANGUAGES, words
from pipeline.ooxml.dialect import WP, A, C

PICTURES = "http://schemas.openxmlformats.org/drawingml/2006/picture"
CHART = f'<c:chart xmlns:c="{C}" r:id="rId9"/>'
PICTURE = f'<pic:pic xmlns:pic="{PICTURES}"><pic:blipFill><a:blip r:embed="rId9"/></pic:blipFill></pic:pic>'


def drawing(alternative: str, inside: str = "", attribute: str = "descr") -> str:
    """A drawing in a paragraph: a shape with nothing in it, a chart, a picture."""
    return (
        f'<w:p><w:r><w:drawing><wp:inline xmlns:wp="{WP}"><wp:extent cx="1" cy="1"/><wp:docPr id="1" name="Piirros" '
        f'{attribute}="{alternative}"/><a:graphic xmlns:a="{A}"><a:graphicData>{inside}</a:graphicData></a:graphic>'
        "</wp:inline></w:drawing></w:r></w:p>"
    )


def told(template: Template) -> list[str]:
    found = []
    for fault in faults(template, NAMES):
        nearest = f" → {fault.values['nearest']}" if fault.values["nearest"] else ""
        reason = str(fault.values["reason"]).rpartition(".")[2]
        found.append(" ".join(part for part in (fault.code, f"{fault.values['name']}{nearest}", reason) if part))
    return found


@pytest.mark.parametrize(
    ("drawn", "expected"),
    [
        (drawing("{{ exhibits.cover }}", CHART), []),
        (drawing("{{ organisation.name }}"), []),
        (drawing("Kuvio: {{ organisation.name }}", CHART), []),
        (drawing("{{ exhibits.cover }}", PICTURE), ["TP009 exhibits.cover no_picture"]),
        (drawing("{{ organisation.name }}", CHART), ["TP009 organisation.name no_chart"]),
        (drawing("{{ goals }}", PICTURE), ["TP009 goals no_picture"]),
        (drawing("{{ exhibits.cover }}"), ["TP009 exhibits.cover no_chart"]),
        (drawing("{{ organisation.logo }}", PICTURE), ["TP013 organisation.logo"]),
        (drawing("{{ goals }}"), ["TP010 goals"]),
        (drawing("{{ exhibits.covr }}", CHART), ["TP003 exhibits.covr → exhibits.cover"]),
        (drawing("{{ exhibits.cover", CHART), ["TP001"]),
    ],
)
def test_alternative_texts(drawn: str, expected: list[str]) -> None:
    assert told(opened("alku", drawn)) == expected


def test_a_condition_around_a_drawing_counts() -> None:
    drawn = drawing("{{ exhibits.gaps }}", CHART)
    assert told(opened("{% if exhibits.gaps %}", drawn, "{% endif %}")) == []
    assert told(opened("{% if deck.gaps %}", drawn, "{% endif %}")) == []
    assert told(opened("{% if survey %}", drawn, "{% endif %}")) == ["TP013 exhibits.gaps"]


def test_looks_are_texts_and_names_in_their_cells_are_told_once() -> None:
    samples = f"<w:tr><w:tc>{paragraph('{% looks %}')}</w:tc><w:tc>{paragraph('a')}</w:tc><w:tc>{paragraph('b')}</w:tc></w:tr>"
    rows = table(
        ["{% for g in goals %}", "", ""], ["{{ g.nmae }}{% look g.actions %}", "x", "y"], ["{% endfor %}", "", ""]
    )
    assert told(opened(rows.replace("</w:tbl>", f"{samples}</w:tbl>"))) == ["TP010 g.actions", "TP003 g.nmae → g.name"]


def deck(*slides: tuple[str, str, str]) -> Template:
    """Slides of a title, what their notes say, and the text of a box."""
    drawn = new_deck()
    for title, notes, text in slides:
        add_box(add_slide(drawn, title, notes), text, 15, 60)
    template = open_template(saved(drawn), "malli.pptx")
    assert isinstance(template, Template)
    return template


def test_a_slides_directive_gives_names_to_the_slide_and_its_notes() -> None:
    good = deck(
        (
            "{{ goal.name }}",
            "{% for goal in goals %}\n{{ goal.id }}",
            "{% for a in goal.actions %}{{ a.name }}{% endfor %}",
        )
    )
    assert told(good) == []
    wrong = deck(("{{ goal.nmae }}", "{% for goal in goals %}\n{{ goal.di }}", "{{ gaol.name }}"))
    assert sorted(told(wrong)) == [
        "TP003 gaol.name → goal.name",
        "TP003 goal.di → goal.id",
        "TP003 goal.nmae → goal.name",
    ]


def test_a_slides_condition_makes_sure_of_values_and_of_what_they_imply() -> None:
    assert told(deck(("{{ survey.n }}", "{% if survey %}\n{{ survey.lead }}", "{{ organisation.name }}"))) == []
    assert told(deck(("{{ survey.n }}", "", "x"), ("{{ survey.n }}", "{% if deck.rows %}", "x"))) == ["TP013 survey"]
    assert told(deck(("x", "{% if surevy %}", "x"))) == ["TP003 surevy → survey"]


def test_names_of_one_slide_do_not_reach_another() -> None:
    both = deck(("{{ goal.name }}", "{% for goal in goals %}", "x"), ("{{ goal.name }}", "", "x"))
    assert told(both) == ["TP003 goal.name"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{ {organisation.name}}", ["{ {organisation.name}}: spaced"]),
        ("{ { organisation.name } }", ["{ { organisation.name } }: spaced"]),
        ("{ % if survey %}x{ % endif % }", ["{ % if survey %}: spaced", "{ % endif % }: spaced"]),
        ("{organisation.name}", ["{organisation.name}: single"]),
        ("loppu }} ja %}", ["}}: stray", "%}: stray"]),
        ("{{ organisation.name }} }}", ["}}: stray"]),
        ("«nimi» {x} } { [a] 50 % } {organisation} {1.2}", []),
        ("{{ '}}' }} {# }} #}", []),
        ("{{ organisation.name ja loppu", []),
    ],
)
def test_text_that_looks_like_a_tag(text: str, expected: list[str]) -> None:
    notes = [fault for fault in opened("alku", text).notes if fault.code == "TP012"]
    assert [f"{fault.values['tag']}: {str(fault.values['reason']).rpartition('.')[2]}" for fault in notes] == expected


def test_text_that_looks_like_a_tag_stops_nothing_and_is_found_over_runs() -> None:
    template = opened(paragraph(run("{ "), run("{nimi"), run("}} "), run("{{ organisation.name }}")))
    assert [fault.values["tag"] for fault in template.notes] == ["{ {nimi}}"]
    assert template.faults == ()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_fault_has_words_without_holes(language: str) -> None:
    """Each kind of fault, worded: no English of a library's, no empty name, no term without words."""
    say = words(language)  # type: ignore[arg-type]
    template = opened(
        "{{ xyzzy }} {{ goals.name }} {{ goal.name }} {{ organisation.nmae }} {{ goals }} {{ organisation }}",
        "{{ document.long_title }} {{ exhibits.cover }} {{ 1 / 2 }} {{ survey.n }} {{ t.goals | tojson }} {{ f() }}",
        "{{ t.goals | uper }} {{ t.goals is evn }} {{ t.goals.upper() }} {{ _x }} {{ t.goals | upper(1) }}",
        "{{ }} {{ a b }} {{ a & b }} {{ (a }} {{ a | }} {{ 'a }}".replace("&", "&amp;"),
        "{% fro x in y %} {% for x y %}{% endfor %} {% set x %} {% if %}{% endif %} {% look x %} {{ 5 5 }} {{ a.. }}",
        "{% for x in organisation.name %}{% endfor %} {{ goals | upper }} {{ goals | join }} {{ t.goals - 1 }}",
        "{{ t.goals + 1 }} {% if t.goals > 1 %}{% endif %} { {x}} {a.b} }}",
        drawing("{{ exhibits.cover }}"),
        drawing("{{ exhibits.cover }}", PICTURE),
    )
    for finding in Spots(template).findings((*faults(template, NAMES), *template.notes)):
        text = f"{say.message(finding)} {say.hint(finding)}"
        assert "  " not in text
        assert "()" not in text.replace(".upper()", "").replace("upper()", "").replace("f()", "")
        assert "template." not in text
        assert not any(word in text for word in ("expected", "unexpected", "token", "None", "Undefined"))
