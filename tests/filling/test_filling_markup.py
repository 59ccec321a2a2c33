"""What people type into long texts and tags that looks like markup and is none: it stays as it is."""

from __future__ import annotations

import pytest

from documents import body, lines, word
from pipeline.filling.lifting.tags import find_tags
from pipeline.filling.programs.richtext import Paragraph, Span, paragraphs, plain
from pipeline.ooxml.dialect import W
from pipeline.vocabulary.content import LongText


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("\\\\palvelin\\jako", "\\\\palvelin\\jako"),  # a network folder
        ("\\\\palvelin\\jako ja *kaksi*", "\\\\palvelin\\jako ja kaksi"),
        ("\\*ei kursiivi\\* \\[ei linkki\\]", "*ei kursiivi* [ei linkki]"),
        ("2 * 3 * 4", "2 * 3 * 4"),
        ("liite [1](ks. kansio)", "liite [1](ks. kansio)"),
        ("[a](javascript:alert(1))", "[a](javascript:alert(1))"),
        ("[](https://esimerkki.example)", "https://esimerkki.example"),
        ("[nimi](https://esimerkki.example)", "nimi"),
        ("-", "-"),
        ("-5 astetta", "-5 astetta"),
    ],
)
def test_no_text_is_taken_for_markup(typed: str, said: str) -> None:
    assert plain(typed) == said
    assert lines(body(word("{{ x }}"), x=LongText(typed))) == [said]
    assert lines(body(word("({{ x }})"), x=LongText(typed))) == [f"({said})"]


def test_a_link_without_a_text_shows_its_address() -> None:
    (found,) = paragraphs("Ks. [](https://esimerkki.example)")
    address = "https://esimerkki.example"
    assert found == Paragraph((Span("Ks. "), Span(address, address=address)))
    root = body(word("{{ x }}"), x=LongText("[](https://esimerkki.example)"))
    assert len(list(root.iter(f"{{{W}}}hyperlink"))) == 1


@pytest.mark.parametrize("empty", ["", " ", "\n\n", "- ", "\t"])
def test_a_long_text_of_nothing_leaves_its_paragraph_empty(empty: str) -> None:
    assert lines(body(word("{{ x }}"), x=LongText(empty))) == [""]


@pytest.mark.parametrize(
    ("text", "codes", "unclosed"),
    [
        ("{{ {'a': {'b': 1}}['a'] }}!", ["{'a': {'b': 1}}['a']"], []),
        ("{% set a = {'b': {'c': 1}} %}", ["set a = {'b': {'c': 1}}"], []),
        ("{{ x }}}", ["x"], []),
        ("{{ {x }} ja {{ y }}", ["y"], [0]),
        ("{{ '}' ~ \"{{\" }}", ["'}' ~ \"{{\""], []),
    ],
)
def test_a_tag_ends_outside_its_inner_braces(text: str, codes: list[str], unclosed: list[int]) -> None:
    tags, open_ones = find_tags(text)
    assert [tag.code for tag in tags] == codes
    assert open_ones == unclosed
