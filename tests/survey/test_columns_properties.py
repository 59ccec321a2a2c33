"""Columns in any of the accepted spellings, headers with any noise: the same codes, the right perspective."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from survey_fixtures import ASKED, NAMES, roadmap

from pipeline.survey.answers import Statement
from pipeline.survey.columns.coding import encode
from pipeline.survey.columns.labels import labels
from pipeline.survey.columns.matching import match
from pipeline.survey.columns.meanings import declarations
from pipeline.survey.columns.scale import DONT_KNOW, MISSING, codes
from pipeline.survey.files.table import Column, Table
from pipeline.survey.readers.generic import read
from pipeline.vocabulary.model import Roadmap

LEVELS = {1: ("Heikko", "Svag", "Poor"), 2: ("Välttävä", "Försvarlig", "Fair"), 3: ("Tyydyttävä", "Nöjaktig", "Satisfactory"),
          4: ("Hyvä", "God", "Good"), 5: ("Erinomainen", "Utmärkt", "Excellent")}  # fmt: skip
SPELLINGS = (
    "{n}", "{n}.0", "{n},0", "\u00a0{n} ", "{word}", "{upper}", "{word};", "{n} = {word}", "{n} – {word}", "{n}. {lower}",
    "{word} ({n})", "{lower} = {n}",
)  # fmt: skip
answers = st.lists(st.sampled_from([1, 2, 3, 4, 5, None, "EOS"]), min_size=1, max_size=30)
fast = settings(max_examples=60, deadline=None)
thorough = settings(max_examples=2_000, deadline=None)


def table(*columns: tuple[str, list[object]]) -> Table:
    height = max(len(cells) for _, cells in columns)
    made = tuple(
        Column(position, (header,), (*cells, *(None,) * (height - len(cells))))  # type: ignore[arg-type]
        for position, (header, cells) in enumerate(columns)
    )
    return Table("kysely.csv", "", 1, tuple(range(2, height + 2)), made)


def statements(road: Roadmap, *columns: tuple[str, list[object]]) -> dict[str, tuple[Statement, ...]]:
    export = read(table(*columns))
    matched = match(export, road, labels(road.levels), declarations(road)[0])
    return dict(encode(export, matched)[0].statements)


def mean(statement: Statement) -> Fraction | None:
    worth = [statement.scale.values[code - 1] for code in statement.codes if 0 < code < DONT_KNOW]
    return sum(worth, Fraction(0)) / len(worth) if worth else None


def spelled(answer: object, data: st.DataObject) -> object:
    """An answer as some tool or person may write it."""
    if not isinstance(answer, int):
        return data.draw(st.sampled_from(["EOS", "Vet ej", "en osaa sanoa"] if answer else [None, "", "-"]))
    word = data.draw(st.sampled_from(LEVELS[answer]))
    text = data.draw(st.sampled_from(SPELLINGS)).format(n=answer, word=word, upper=word.upper(), lower=word.lower())
    return data.draw(st.sampled_from([text, answer, float(answer)]))


def check_spellings(said: list[object], data: st.DataObject) -> None:
    expected = bytes(DONT_KNOW if answer == "EOS" else answer or MISSING for answer in said)  # type: ignore[misc]
    assert codes([spelled(answer, data) for answer in said]) == expected  # type: ignore[misc]


@given(answers, st.data())
@fast
def test_any_spelling_gives_the_same_codes(said: list[object], data: st.DataObject) -> None:
    check_spellings(said, data)


@pytest.mark.long
@given(answers, st.data())
@thorough
def test_any_spelling_gives_the_same_codes_many_times(said: list[object], data: st.DataObject) -> None:
    check_spellings(said, data)


@given(answers)
@fast
def test_a_reversed_statement_mirrors_the_mean_exactly(said: list[object]) -> None:
    said = [3, *said]
    straight = statements(roadmap(questions={"Väite": "N1"}), ("Väite", said))["N1"][0]
    turned = statements(roadmap(questions={"Väite": "N1; käännetty"}), ("Väite", said))["N1"][0]
    assert (straight.codes, mean(straight)) == (turned.codes, 6 - (mean(turned) or 0))


@given(st.integers(0, 1), st.integers(2, 100), st.booleans())
@fast
def test_a_range_maps_its_ends_to_one_and_five_in_a_straight_line(first: int, length: int, turned: bool) -> None:
    last = first + length - 1
    meaning = f"N1; {first}–{last}" + ("; käännetty" if turned else "")
    numbers: list[object] = list(range(first, last + 1))
    (statement,) = statements(roadmap(questions={"Väite": meaning}), ("Väite", numbers))["N1"]
    worth = [statement.scale.values[code - 1] for code in statement.codes]
    assert (worth[0], worth[-1]) == ((5, 1) if turned else (1, 5))
    assert len({later - earlier for earlier, later in pairwise(worth)}) == 1


BEFORE = st.sampled_from(["", "3. ", "Q3 ", "11) ", "Kysymys 4: ", "<b>", "  ", "\u00a0", "7 - "])
AFTER = st.sampled_from(["", ":", " *", "?", "</b>", "\n", " .", "\u00a0"])
SPACES = st.sampled_from([" ", "  ", "\n", "\u00a0", " \u200b"])


@given(
    st.sampled_from(sorted(ASKED)), st.booleans(), BEFORE, AFTER, SPACES, st.sampled_from([str, str.upper, str.lower])
)
@fast
def test_an_exact_label_is_found_through_any_noise(
    id_: str, asked: bool, before: str, after: str, space: str, case: object
) -> None:
    label = (ASKED if asked else NAMES)[id_]
    header = before + case(label).replace(" ", space) + after  # type: ignore[operator]
    assert list(statements(roadmap(), (header, [1, 2, 3]))) == [id_]


def check_not_confused(order: list[str], data: st.DataObject) -> None:
    """A header with words missing is its own perspective, or none."""
    headers = []
    for id_ in order:
        words = ASKED[id_].split()
        dropped = data.draw(st.sets(st.integers(0, len(words) - 1), max_size=len(words) - 1))
        headers.append(" ".join(word for place, word in enumerate(words) if place not in dropped))
    columns = [(header, [place % 5 + 1]) for place, header in enumerate(headers)]
    for id_, found in statements(roadmap(), *columns).items():  # type: ignore[arg-type]
        for statement in found:
            assert statement.codes == bytes([order.index(id_) % 5 + 1])


@given(st.permutations(sorted(ASKED)), st.data())
@fast
def test_perspectives_are_never_confused(order: list[str], data: st.DataObject) -> None:
    check_not_confused(order, data)


@pytest.mark.long
@given(st.permutations(sorted(ASKED)), st.data())
@thorough
def test_perspectives_are_never_confused_many_times(order: list[str], data: st.DataObject) -> None:
    check_not_confused(order, data)
