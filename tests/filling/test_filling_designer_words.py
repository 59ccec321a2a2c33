"""What a designer is told to do about a fault: the very letters to type, and never what was just done."""

from __future__ import annotations

import pytest
from test_filling_inference import NAMES, opened
from test_filling_inference_places import CHART, PICTURE, drawing

from documents import table
from pipeline.filling.checks.inference import faults
from pipeline.filling.spots import Spots
from pipeline.language import LANGUAGES, words
from pipeline.vocabulary.findings import Finding, Term
from pipeline.vocabulary.model import Language


def findings(*paragraphs: str) -> tuple[Finding, ...]:
    template = opened(*paragraphs)
    return Spots(template).findings(faults(template, NAMES))


@pytest.mark.parametrize(
    ("paragraphs", "typed"),
    [
        (("{{ organisation.name }",), "}}"),
        (("{% if survey % }",), "%}"),
        (("{% if survey %}", "x"), "{% endif %}"),
        (("{% for goal in goals %}", "x"), "{% endfor %}"),
        (("{% endif %}",), "{% if … %}"),
        (("{% endfor %}",), "{% for … %}"),
        (("{% for g in goals %}{% if survey %}x{% endfor %}{% endif %}",), "{% endif %}"),
        (("{% if organisation.name > 1000 %}x{% endif %}",), "organisation.name"),
        (("{{ survey.n }}",), "{% if survey %} … {% endif %}"),
        ((drawing("Kuvio: {{ exhibits.cover }}", CHART),), "{{ exhibits.cover }}"),
        ((drawing("{{ organisation.name }}", CHART),), "{{ exhibits.gaps }}"),
    ],
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_hint_says_what_to_type(language: Language, paragraphs: tuple[str, ...], typed: str) -> None:
    hints = [words(language).hint(item) for item in findings(*paragraphs)]
    assert hints and typed in hints[0]
    assert "int)" not in hints[0]


def reasons(*paragraphs: str) -> list[str]:
    return [
        words("en").term(reason) for item in findings(*paragraphs) if isinstance(reason := item.values["reason"], Term)
    ]


def test_ends_without_beginnings_blocks_that_cross_and_different_levels_are_told_apart() -> None:
    assert reasons("{% endif %}") == ["nothing opens it"]
    assert reasons("{% if goals %}{% for g in goals %}x{% endif %}{% endfor %}")[0] == (
        "{% for g in goals %} is still open"
    )
    assert reasons("{% for g in goals %}", table(["{% endfor %}", "x"], ["{{ g.name }}", "y"]))[0] == (
        "it begins in a paragraph of its own and ends in a table cell of its own"
    )


def test_blocks_in_the_wrong_order_are_told_once() -> None:
    crossed = findings("{% for g in goals %}{% if goals %}x{% endfor %}{% endif %}")
    assert [item.code for item in crossed] == ["TP002"]
    assert reasons("{% for g in goals %}x{% endif %}{% endfor %}") == ["nothing opens it"]


def test_an_open_tag_is_quoted_in_whole_words() -> None:
    (found,) = findings("{{ organisation.name ja sitten paljon muuta tekstiä perässä, vielä enemmänkin")
    assert found.values["tag"] == "{{ organisation.name ja sitten paljon…"


def test_a_value_that_may_be_missing_is_not_told_of_a_tag_with_another_fault() -> None:
    assert [item.code for item in findings("{{ survey.n | uper }}")] == ["TP006"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_default_is_offered_for_texts_only(language: Language) -> None:
    for found in (
        *findings(drawing("{{ exhibits.gaps }}", CHART)),
        *findings(drawing("{{ organisation.logo }}", PICTURE)),
    ):
        assert found.code == "TP013"
        assert "default" not in words(language).hint(found)
    (found,) = findings("{{ survey.n }}")
    assert "default('–')" in words(language).hint(found)


@pytest.mark.parametrize(("count", "said"), [(1, "Anna tiedostolle nimi a."), (2, "Anna tiedostolle jokin nimistä a.")])
def test_one_name_is_not_one_of_many(count: int, said: str) -> None:
    assert words("fi").hint(Finding("TP017", values={"names": "a", "count": count})) == said
