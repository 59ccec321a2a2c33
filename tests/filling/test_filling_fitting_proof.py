"""Proofs on drawn slides: no text lost or doubled, nothing taller than its room, unique titles, no part empty, and the
same result every time."""

from __future__ import annotations

import copy
from dataclasses import replace
from itertools import pairwise, product
from random import Random  # noqa: TID251 - hypothesis gives the numbers
from typing import Any

import pytest
from drawn_slides import (
    BOTTOM,
    TOP,
    Drawn,
    body_height,
    deck_design,
    drawn,
    row_heights,
    rows_of,
    shapes_of,
    text_of,
)
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree
from slides_to_fit import fit, title_of

from pipeline.filling.fitting.fitting import FitResult
from pipeline.filling.fitting.parting import share_out
from pipeline.ooxml.dialect import A

PLAIN = settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
MANY = settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
CHANCE = st.randoms(use_true_random=True)
LETTERS = "abcdefghijklmnoprstuvyäöåABCDEFGHIJKLMNOPQRSTUVYÄÖ"
SIZES = (12, 14, 16, 18, 20, 24)


def word(chance: Random, longest: int = 14) -> str:
    return "".join(chance.choices(LETTERS, k=chance.randint(1, longest)))


def text(chance: Random, sentences: int) -> str:
    said = (" ".join(word(chance) for _ in range(chance.randint(1, 18))) for _ in range(sentences))
    return " ".join(f"X{sentence}loppu." for sentence in said)


def cell(chance: Random, longest: int) -> str:
    kind = chance.randrange(6)
    if kind < 2:
        return "" if kind else word(chance)
    return word(chance, 60) if kind == 2 else text(chance, chance.choice((1, 1, 2, longest)))


def table_slide(chance: Random, longest: int = 8) -> Drawn:
    columns = chance.randint(1, 6)
    rows = tuple(tuple(cell(chance, longest) for _ in range(columns)) for _ in range(chance.randint(1, 40)))
    return Drawn(rows=rows, size=chance.choice(SIZES), total=chance.random() < 0.3)


def huge_slide(chance: Random) -> Drawn:
    slide = table_slide(chance, longest=chance.randint(20, 60))
    return replace(slide, rows=slide.rows[:8])


def body_slide(chance: Random) -> Drawn:
    count = chance.choice((1, 3, 12, 30))
    body = ((chance.randrange(3), text(chance, chance.choice((0, 1, 2, 30)))) for _ in range(count))
    return Drawn(body=tuple(body), size=chance.choice(SIZES))


def mixed_slide(chance: Random) -> Drawn:
    boxes = tuple(text(chance, chance.randint(1, 9)) for _ in range(chance.randint(0, 2)))
    return replace(table_slide(chance), body=body_slide(chance).body, boxes=boxes)


def fitted(slide: Drawn) -> FitResult:
    return fit(drawn(slide), deck_design(), row="(jatkuu)")


def words_of(texts: list[str]) -> list[str]:
    return " ".join(texts).split()


def check_rows(slide: Drawn, result: FitResult) -> None:
    """Every row once and in order; one that goes on has its name again, and its cells' words but once."""
    seen: dict[str, list[list[str]]] = {}
    for identity, texts in (row for part in result.slides for row in rows_of(part)):
        seen.setdefault(identity.split("/")[0], []).append(texts)
    assert list(seen) == [f"r{place}" for place in range(1, len(slide.rows) + 1)]
    for (first, *others), texts in zip(seen.values(), slide.rows, strict=True):
        for column, text in enumerate(texts):
            again = [" ".join(other[column].split()) for other in others]
            if not column and again and all(item in (text, f"{text} (jatkuu)") for item in again):
                again = []
            assert words_of([first[column], *again]) == text.split()


def check_identities(result: FitResult) -> None:
    identities = [item.get("block") for part in result.slides for item in part.iter(etree.Element) if item.get("block")]
    assert len(identities) == len(set(identities))


def check_titles(result: FitResult) -> None:
    titles = [title_of(part) for part in result.slides]
    assert len(set(titles)) == len(titles)


def check_tables_fit(result: FitResult) -> None:
    for part in result.slides:
        for frame in shapes_of(part, "h9"):
            rows = row_heights(frame)
            assert len(rows) > 1, "a part without rows"
            assert all(written >= needed - 0.01 for written, needed in rows)
            assert TOP + sum(written for written, _ in rows) <= BOTTOM + 1


def check_table(slide: Drawn, result: FitResult) -> None:
    check_rows(slide, result)
    check_titles(result)
    check_identities(result)
    if all(fault.kind == "word" for fault in result.faults):
        check_tables_fit(result)


def check_row_faults(result: FitResult) -> None:
    """What is told of a row is one sentence, and more of it than fits; a cell with a word too wide is told by the word."""
    words = {fault.block for fault in result.faults if fault.kind == "word"}
    for fault in result.faults:
        if fault.kind == "row" and fault.block not in words:
            assert "." not in fault.text[:-1]
            assert 0 < fault.fits < fault.length == len(fault.text)
            assert fault.block.startswith("r")


def check_body(slide: Drawn, result: FitResult) -> None:
    shown = [text_of(shape) for part in result.slides for shape in shapes_of(part, "h3")]
    shown = shown[:1] if len(set(shown)) == 1 else shown  # what stays whole stands on every part
    assert words_of(shown) == words_of([text for _, text in slide.body])
    check_titles(result)
    check_identities(result)
    bodies = [shape for part in result.slides for shape in shapes_of(part, "h3")]
    if len(result.slides) > 1 and not slide.rows:
        assert all(text.strip() for text in shown)
    if not result.faults:
        assert all(body_height(shape, 648) <= BOTTOM - TOP + 0.5 for shape in bodies)


@PLAIN
@given(CHANCE)
def test_any_table(chance: Random) -> None:
    slide = table_slide(chance)
    check_table(slide, fitted(slide))


@PLAIN
@given(CHANCE)
def test_a_table_with_rows_taller_than_a_slide(chance: Random) -> None:
    slide = huge_slide(chance)
    result = fitted(slide)
    check_table(slide, result)
    check_row_faults(result)


@PLAIN
@given(CHANCE)
def test_any_body(chance: Random) -> None:
    slide = body_slide(chance)
    check_body(slide, fitted(slide))


@settings(PLAIN, max_examples=8)
@given(CHANCE)
def test_any_slide_comes_out_the_same_twice(chance: Random) -> None:
    slide = mixed_slide(chance)
    first, second = fitted(slide), fitted(slide)
    assert [etree.tostring(part) for part in first.slides] == [etree.tostring(part) for part in second.slides]
    check_rows(slide, first)
    check_body(slide, first)


@PLAIN
@given(CHANCE)
def test_what_was_fitted_once_fits(chance: Random) -> None:
    """A part fitted again stays one slide, with the rows that it has."""
    result = fitted(table_slide(chance))
    for part in result.slides if not result.faults else ():
        again = fit(copy.deepcopy(part), deck_design())
        assert len(again.slides) == 1
        assert rows_of(again.slides[0]) == rows_of(part)


@pytest.mark.long
@MANY
@given(CHANCE)
def test_many_tables(chance: Random) -> None:
    slide = chance.choice((table_slide, huge_slide))(chance)
    check_table(slide, fitted(slide))


@pytest.mark.long
@MANY
@given(CHANCE)
def test_many_bodies(chance: Random) -> None:
    slide = body_slide(chance)
    check_body(slide, fitted(slide))


# --- few and even -----------------------------------------------------------------------------------------------------


@settings(max_examples=150, deadline=None)
@given(st.lists(st.integers(1, 4), min_size=1, max_size=9), st.integers(4, 9))
def test_pages_are_the_fewest_and_the_most_even(heights: list[int], room: int) -> None:
    found = share_out(heights, room, [1] * len(heights))
    assert [place for start, end in found for place in range(start, end)] == list(range(len(heights)))
    possible = [cuts for cuts in _cuts(len(heights)) if all(sum(heights[a:b]) <= room for a, b in cuts)]
    fewest = min(len(cuts) for cuts in possible)
    assert len(found) == fewest
    assert _unevenness(found) == min(_unevenness(cuts) for cuts in possible if len(cuts) == fewest)


@settings(max_examples=300, deadline=None)
@given(
    st.lists(st.sampled_from([0.0, 4.1, 12.0, 14.4, 31.7]), max_size=40),
    st.sampled_from([-3.0, 0.0, 14.4, 30.0, 43.2, 100.0]),
    st.booleans(),
)
def test_pages_are_those_of_all_ways_weighed(heights: list[float], room: float, by_height: bool) -> None:
    weights = heights if by_height else [1.0] * len(heights)
    assert share_out(heights, room, weights) == _weighed(heights, room, weights)


def _weighed(heights: list[float], room: float, weights: list[float]) -> list[tuple[int, int]]:
    """The fewest and most even pages, by weighing every way from every row; the earlier page has more."""
    count = len(heights)
    best: list[tuple[float, float, int]] = [(0.0, 0.0, 0)] * (count + 1)
    for start in reversed(range(count)):
        ways = []
        used = weight = 0.0
        for end in range(start + 1, count + 1):
            used += heights[end - 1]
            weight += weights[end - 1]
            if used > room and end > start + 1:
                break
            ways.append((best[end][0] + 1, weight * weight + best[end][1], -end))
        best[start] = min(ways)
    pages, start = [], 0
    while start < count:
        pages.append((start, -int(best[start][2])))
        start = pages[-1][1]
    return pages


def test_many_rows_are_shared_out_in_few_steps() -> None:
    calls = _Counted([1.0] * 16_000)
    found = share_out(calls, 13, [1] * 16_000)
    assert (len(found), found[0], found[-1][1]) == (1231, (0, 13), 16_000)
    assert calls.reads < 60 * 16_000
    assert share_out([0.0] * 50_000 + [9.0] * 3, 9, [1] * 50_003)[-1] == (50_002, 50_003)


class _Counted(list[float]):
    """Heights that count how often one is read."""

    reads = 0

    def __getitem__(self, place: Any) -> Any:
        self.reads += 1
        return super().__getitem__(place)


def _cuts(count: int) -> list[list[tuple[int, int]]]:
    found = []
    for marks in product([False, True], repeat=count - 1):
        edges = [0, *(place + 1 for place, mark in enumerate(marks) if mark), count]
        found.append(list(pairwise(edges)))
    return found


def _unevenness(cuts: list[tuple[int, int]]) -> int:
    return sum((end - start) ** 2 for start, end in cuts)


@pytest.mark.parametrize("count", [1, 7, 12, 23, 40])
def test_like_rows_go_evenly(count: int) -> None:
    result = fitted(Drawn(rows=tuple((f"TP{place}", "Kuvataan tietovarannot") for place in range(count)), size=16))
    counts = [len(rows_of(part)) for part in result.slides]
    assert max(counts) - min(counts) <= 1
    assert sum(len(list(part.iter(f"{{{A}}}tbl"))) for part in result.slides) == len(counts)
