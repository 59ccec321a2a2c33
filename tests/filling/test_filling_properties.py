"""Random values, cuts, sizes and markup through real templates: nothing is lost, nothing is damaged, nothing is left.

In: values of any Unicode, tags cut over runs with whatever Word puts between them, loops of 0 to 200. Out: documents
that Office opens, with every visible character in order, in the formatting of the tag's first run, the same bytes twice.
Everyday runs take few examples, always the same; `-m long` takes many, and others each time.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from hypothesis import strategies as st
from lxml import etree

from documents import filled, lines, paragraph, part, run, table, word
from office_checks import office_faults
from pipeline.filling.rendering import Filled
from pipeline.ooxml.dialect import w
from pipeline.vocabulary.content import LongText, Record, Text
from random_values import SIZES, TAGS, VALUES, both_sizes, cuts, escaped, groups, named, of_words, visible

# --- how a tag may be typed, and cut by Word --------------------------------------------------------------------------

BETWEEN = (
    "",
    '<w:proofErr w:type="spellStart"/>',
    '<w:proofErr w:type="gramEnd"/>',
    '<w:bookmarkStart w:id="ID" w:name="bID"/><w:bookmarkEnd w:id="ID"/>',
)
LANGUAGES = ("", '<w:lang w:val="sv-FI"/>', '<w:lang w:val="en-US"/>')


@st.composite
def word_runs(draw: st.DrawFn, text: str, number: int) -> tuple[str, str]:
    """Runs of a text, each of its own colour, and the colour of the run in which the tag begins."""
    pieces, markup, colour, position = draw(cuts(text)), "", "", 0
    for place, piece in enumerate(pieces):
        own = f"{number:03d}{place:03d}"
        markup += run(escaped(piece), f'<w:color w:val="{own}"/>{draw(st.sampled_from(LANGUAGES))}')
        markup += draw(st.sampled_from(BETWEEN)).replace("ID", own)
        if position <= text.index("{{") < position + len(piece):
            colour = own
        position += len(piece)
    return markup, colour


@st.composite
def typed(draw: st.DrawFn, values: st.SearchStrategy[str], kinds: Sequence[type[Text]]) -> list[dict[str, Any]]:
    """Some paragraphs that each hold one tag: their runs, the value, and what is expected of it."""
    found = []
    for number, value in enumerate(draw(st.lists(values, min_size=6, max_size=10))):
        around = draw(st.sampled_from([("", ""), ("", ""), ("(ä: ", " …)"), ("", " %}"), ("}} ", "")]))
        tag = draw(TAGS).replace("N", f"v.n{number}")
        markup, colour = draw(word_runs(around[0] + tag + around[1], number))
        kind = draw(st.sampled_from(kinds))
        found.append({"markup": markup, "colour": colour, "around": around, "value": kind(value)})
    return found


def in_places(paragraphs: list[dict[str, Any]]) -> bytes:
    """A template: each paragraph stands after one in a style that tells its number, every third one in a table."""
    content = []
    for number, item in enumerate(paragraphs):
        inner = f"<w:p>{item['markup']}</w:p>"
        content += [paragraph("", style=f"S{number}"), table([inner, ""]) if number % 3 == 2 else inner]
    return word(*content)


def in_colours(root: etree._Element, count: int) -> list[list[tuple[str, str]]]:
    """For each numbered place its letters, each with its colour."""
    found: list[list[tuple[str, str]]] = [[] for _ in range(count)]
    place = -1
    for item in root.iter(w("pStyle"), w("t")):
        if item.tag == w("pStyle") and re.fullmatch(r"S\d+", item.get(w("val")) or ""):
            place = int((item.get(w("val")) or "")[1:])
        elif item.tag == w("t"):
            colour = next((mark.get(w("val")) or "" for mark in item.getparent().iter(w("color"))), "")
            found[place] += [(letter, colour) for letter in item.text or ""]
    return found


def sound(result: Filled) -> bytes:
    """The document, when there is one that Office opens; an end without its tag is told, and printed."""
    assert {finding.code for finding in result.findings} <= {"TP012"}
    assert result.document is not None
    assert office_faults(result.document, tags=False) == []
    return result.document


@both_sizes(typed(VALUES, [Text]))
def test_any_value_is_printed_whole_in_the_look_of_its_tag(paragraphs: list[dict[str, Any]]) -> None:
    template, names = in_places(paragraphs), named(paragraphs)
    document = sound(filled(template, v=names))
    assert filled(template, v=names).document == document
    found = in_colours(etree.fromstring(part(document).encode()), len(paragraphs))
    for item, letters in zip(paragraphs, found, strict=True):
        before, after = item["around"]
        assert visible("".join(letter for letter, _ in letters)) == visible(before + item["value"] + after)
        of_value = letters[len(before) : len(letters) - len(after)]
        assert {colour for letter, colour in of_value if visible(letter) and colour} <= {item["colour"]}


# --- long texts -------------------------------------------------------------------------------------------------------

WORDS = st.text(st.characters(categories=("Lu", "Ll", "Lo", "Nd")), min_size=1, max_size=7)
SPANS = st.tuples(WORDS, st.booleans(), st.booleans(), st.booleans())
LINES = st.tuples(st.booleans(), st.lists(SPANS, min_size=1, max_size=4))
ADDRESS = "https://esimerkki.example/?a=1&b=ä"


def as_markdown(text: list[tuple[bool, list[tuple[str, bool, bool, bool]]]]) -> str:
    """The text as a person would type it."""
    found = []
    for item, spans in text:
        words = []
        for letters, bold, italic, link in spans:
            marked = f"**{letters}**" if bold else letters
            marked = f"*{marked}*" if italic else marked
            words.append(f"[{marked}]({ADDRESS})" if link else marked)
        found.append(("- " if item else "") + " ".join(words))
    return "\n".join(found)


@both_sizes(st.lists(st.lists(LINES, min_size=1, max_size=4), min_size=3, max_size=6))
def test_long_texts_keep_every_word_with_its_emphasis(texts: list[Any]) -> None:
    blue = '<w:color w:val="112233"/>'
    content = [paragraph(run(f"{{{{ v.n{number}", blue), run(" }}")) for number in range(len(texts))]
    names = Record(**{f"n{number}": LongText(as_markdown(text)) for number, text in enumerate(texts)})
    root = etree.fromstring(part(sound(filled(word(*content), v=names))).encode())
    expected = [line for text in texts for line in text]
    found = list(root.iter(w("p")))
    assert [said(item) for item in found] == [" ".join(span[0] for span in spans) for _, spans in expected]
    for item, (listed, spans) in zip(found, expected, strict=True):
        assert (item.find(w("pPr")) is not None) == listed
        assert {look_of(run) for run in item.iter(w("r")) if said(run).strip()} == {span[1:] for span in spans}
        assert {mark.get(w("val")) for mark in item.iter(w("color"))} == {"112233"}


def said(element: etree._Element) -> str:
    return "".join(item.text or "" for item in element.iter(w("t")))


def look_of(run: etree._Element) -> tuple[bool, bool, bool]:
    linked = run.getparent().tag == w("hyperlink")
    return run.find(f"{w('rPr')}/{w('b')}") is not None, run.find(f"{w('rPr')}/{w('i')}") is not None, linked


@both_sizes(typed(st.one_of(VALUES, st.text("ab*[]()\\- \n", max_size=30)), [LongText]))
def test_no_letter_of_a_long_text_is_lost_whatever_its_markup(paragraphs: list[dict[str, Any]]) -> None:
    document = sound(filled(in_places(paragraphs), v=named(paragraphs)))
    found = in_colours(etree.fromstring(part(document).encode()), len(paragraphs))
    for item, letters in zip(paragraphs, found, strict=True):
        before, after = item["around"]
        assert of_words("".join(letter for letter, _ in letters)) == of_words(before + item["value"] + after)


# --- loops ------------------------------------------------------------------------------------------------------------

GROUPS = st.lists(SIZES, max_size=5)


NESTED = word(
    "{% for g in groups %}",
    "{{ g.name }}: {% for i in g.items %}{{ i.name }};{% endfor %}",
    "{% for i in g.items %}{% if loop.index is odd %}",
    "- {{ i.name }}",
    "{% endif %}{% endfor %}",
    table(["{{ g.name }}", "x"], ["{% for i in g.items %}", ""], ["{{ i.name }}", "{{ loop.index }}"], ["{% endfor %}", ""]),
    "{% endfor %}",
    "loppu",
)  # fmt: skip


@both_sizes(GROUPS)
def test_loops_of_any_size_repeat_exactly(sizes: list[int]) -> None:
    expected = []
    for place, size in enumerate(sizes):
        expected += [f"g{place}: " + "".join(f"{place}.{n};" for n in range(size))]
        expected += [f"- {place}.{n}" for n in range(0, size, 2)]
        expected += [f"g{place} | x", *(f"{place}.{n} | {n + 1}" for n in range(size))]
    document = sound(filled(NESTED, groups=groups(sizes)))
    assert lines(etree.fromstring(part(document).encode())[0]) == [*expected, "loppu"]


COLUMNS = word(
    table(
        ["n", "{% for c in columns %}", "{{ c }}", "{% endfor %}"],
        ["{% for g in groups %}", "", "", ""],
        ["{{ g.name }}", "{% for c in columns %}", "{{ g.name }}{{ c }}", "{% endfor %}"],
        ["{% endfor %}", "", "", ""],
    )
)


@both_sizes(st.tuples(SIZES, st.integers(0, 30)))
def test_tables_of_any_size_stay_whole(size: tuple[int, int]) -> None:
    rows, columns = size
    document = sound(filled(COLUMNS, groups=groups([0] * rows), columns=tuple(f"c{n}" for n in range(columns))))
    expected = [" | ".join(["n", *(f"c{n}" for n in range(columns))])]
    expected += [" | ".join([f"g{row}", *(f"g{row}c{n}" for n in range(columns))]) for row in range(rows)]
    assert lines(etree.fromstring(part(document).encode())[0]) == expected
