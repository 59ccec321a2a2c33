"""Random values, tags and cuts for property tests, and what of a value can be seen in a document.

In: nothing. Out: strategies, and `both_sizes`, which makes two tests of a property: few examples every day, always the
same ones, and many under the marker `long`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.vocabulary.content import Record

FEW = settings(max_examples=25, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
MANY = settings(max_examples=400, deadline=None, suppress_health_check=list(HealthCheck))
Property = Callable[..., None]


def both_sizes(strategy: st.SearchStrategy[Any]) -> Callable[[Property], Property]:
    """The property as two tests: a few examples every day, many in the long run."""

    def decide(check: Property) -> Property:
        @pytest.mark.parametrize("size", ["few", pytest.param("many", marks=pytest.mark.long)])
        def test(size: str) -> None:
            given(strategy)(FEW(check) if size == "few" else MANY(check))()

        test.__name__, test.__doc__ = check.__name__, check.__doc__
        return test

    return decide


ANY_LETTER = st.characters(exclude_categories=("Cs",))
CURIOUS = (
    '<w:p>&"\'', "]]>", "&amp;", "{{ name }}", "{% for", "%}", "{#", "\x00\x07\x1b", "\x85\u2028\u2029", "\ufffe\uffff",
    "\ue000\ue001\ue012\uf0fc", "\u202eאבג\u202c", "مرحبا", "👩‍👩‍👧‍👦", "\U0001d54f", "é\u0301", "\u200b\ufeff\xad",
    "_x0041_", "=1+1", "\\", "\r\n", "\t", "**", "- ", "{_{", "$1\\g<0>",
)  # fmt: skip
VALUES = st.one_of(
    st.text(ANY_LETTER, max_size=30),
    st.lists(st.one_of(st.sampled_from(CURIOUS), st.text(ANY_LETTER, max_size=4)), max_size=6).map("".join),
    st.sampled_from(["", " ", "\n\n", "pitkä " * 700, "Lause on tässä. " * 200, "x" * 3000]),
)
_NO_TEXT = re.compile("[\x00-\x1f\ufffe\uffff\ue000-\ue015]")


def visible(text: str) -> str:
    """What is left of a value when all that can't be seen in a document is taken out."""
    return "".join(letter for letter in _NO_TEXT.sub("", text) if not letter.isspace())


def of_words(text: str) -> str:
    return "".join(letter for letter in visible(text) if letter.isalnum())


TAGS = st.sampled_from(
    ["{{ N }}", "{{N}}", "{{\N{NO-BREAK SPACE}N }}", "{{ N | default(“–”) }}", "{{ N | default('}}') }}", "{{r N }}"]
)


@st.composite
def cuts(draw: st.DrawFn, text: str) -> list[str]:
    """A text cut into pieces; some may be empty, as Word leaves them."""
    places = sorted(draw(st.lists(st.integers(0, len(text)), max_size=6)))
    return [text[start:end] for start, end in pairwise([0, *places, len(text)])]


def escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def named(paragraphs: list[dict[str, Any]]) -> Record:
    return Record(**{f"n{number}": item["value"] for number, item in enumerate(paragraphs)})


SIZES = st.one_of(st.integers(0, 12), st.sampled_from([0, 1, 2, 199, 200]))


def groups(sizes: list[int]) -> tuple[Record, ...]:
    return tuple(
        Record(f"G{place}", name=f"g{place}", items=tuple(Record(f"i{n}", name=f"{place}.{n}") for n in range(size)))
        for place, size in enumerate(sizes)
    )
