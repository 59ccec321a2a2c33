"""What is found over a region's organisations, against a plain second reckoning, and what a few of them don't tell."""

from __future__ import annotations

import statistics
from dataclasses import replace
from decimal import Decimal

import pytest
from region_folders import ALL, FOLDERS, SAMPLE, joined, looked_through, member
from region_reckoning import Counts, reckon

from pipeline.comparing.regional.joining import join, lacking, same_short_names
from pipeline.comparing.regional.keys import perspective_key, statute_key
from pipeline.comparing.regional.levels import quantile, spreads
from pipeline.comparing.regional.overview import overview
from pipeline.vocabulary.content import Text
from pipeline.vocabulary.region import Member, MemberAction, MemberLevel, Overview

FINNISH = (*SAMPLE, "suuri", "tumma", "pieni")
COMPASS = {
    "osaaminen": "Osaaminen",
    "infrastruktuuri": "Infrastruktuuri",
    "yritykset": "Yritykset",
    "julkiset-palvelut": "Julkiset palvelut",
}


@pytest.fixture(scope="module")
def both() -> tuple[Overview, Counts]:
    """Six organisations, of which one may not be named: counts count it too."""
    consents = {name: name != "tumma" for name in FINNISH}
    return looked_through(consents), reckon([FOLDERS[name] / "tyokirja.xlsx" for name in FINNISH])


def test_totals_are_those_of_the_workbooks(both: tuple[Overview, Counts]) -> None:
    found, counted = both
    everybody = found.region.everybody

    assert sum(len(one.goals) for one in everybody) == counted.goals
    assert sum(len(one.actions) for one in everybody) == counted.actions


def test_groups_by_perspective(both: tuple[Overview, Counts]) -> None:
    found, counted = both
    names = {item.key: str(item.name) for item in found.region.perspectives}
    expected = counted.perspectives

    assert len(found.by_perspective) > 10
    for group in found.by_perspective:
        name = names[group.key]
        assert (group.goals, group.actions) == (expected.goals[name], expected.actions[name]), name
        assert group.organisations == len(expected.books[name])
        assert len(group.items) + group.rest <= group.goals


def test_groups_by_compass(both: tuple[Overview, Counts]) -> None:
    found, counted = both
    expected = counted.compass

    assert {COMPASS[group.key]: (group.goals, group.actions, group.organisations) for group in found.by_compass} == {
        name: (expected.goals[name], expected.actions[name], len(books)) for name, books in expected.books.items()
    }


def test_groups_by_statute_are_by_number(both: tuple[Overview, Counts]) -> None:
    found, counted = both
    expected = counted.statutes
    own = {group.key.removeprefix("eu "): group for group in found.by_statute}

    assert len(own) + found.statutes_apart == len(expected.books)
    for key, group in own.items():
        assert (group.goals, group.actions) == (expected.goals[key], expected.actions[key]), key
        assert group.organisations == len(expected.books[key])


def test_priorities_leave_out_unnamed_ones_that_are_too_few(both: tuple[Overview, Counts]) -> None:
    """One unnamed organisation's own priorities would be what is left when the named ones are taken away."""
    found, _ = both
    counted = reckon([FOLDERS[name] / "tyokirja.xlsx" for name in FINNISH if name != "tumma"])
    names = {item.key: str(item.name) for item in found.region.perspectives}

    assert {names[item.key]: item.marked for item in found.priorities} == {
        name: count for name, count in counted.marked.items() if name in names.values()
    }
    assert all(len(item.who) <= item.marked <= item.of for item in found.priorities)


def test_levels_leave_out_unnamed_ones_that_are_too_few() -> None:
    named = dict.fromkeys(SAMPLE, True)
    alone = looked_through(named)
    with_two = looked_through({**named, "pieni": False, "tumma": None})
    with_three = looked_through({**named, "pieni": False, "tumma": None, "suuri": False})

    assert with_two.spreads == alone.spreads
    assert with_two.gaps == alone.gaps
    keys = {spread.key: spread.count for spread in alone.spreads}
    assert any(spread.count == keys[spread.key] + 3 for spread in with_three.spreads)
    assert {place for gap in with_three.gaps for place in gap.widest} <= {one.place for one in with_three.region.named}


def test_unnamed_members_have_no_text() -> None:
    one = member("tumma", 1, False, "fi")

    assert one.name == one.short_name == one.vision == ""
    assert not one.statutes
    assert {text for goal in one.goals for text in (goal.id, goal.name)} == {""}
    assert {text for action in one.actions for text in (action.id, action.name, *action.owners)} == {""}
    assert not any(action.stems for action in one.actions)
    assert {level.name for level in one.levels} == {""}


def test_medians_and_quartiles_are_those_of_statistics() -> None:
    values = [Decimal(text) for text in ("2.3", "3.1", "1.9", "4.0", "2.8", "2.8", "3.5")]
    floats = sorted(map(float, values))
    for size in range(2, len(values) + 1):
        lower, middle, upper = statistics.quantiles(floats[:size], n=4, method="inclusive")
        mine = [quantile(sorted(values)[:size], Decimal(part)) for part in ("0.25", "0.5", "0.75")]
        assert all(abs(float(one) - other) <= 0.0501 for one, other in zip(mine, (lower, middle, upper), strict=True))


def with_levels(place: int, *levels: str | None, named: bool = True) -> Member:
    found = tuple(MemberLevel("N1", Text("x"), None if level is None else Decimal(level), 4) for level in levels[:1])
    return Member(place, named, "fi", Text(f"Org {place}"), Text(f"O{place}"), levels=found)


@pytest.mark.parametrize("count", range(1, 6))
def test_few_organisations_tell_no_median(count: int) -> None:
    region = join("X", "fi", [with_levels(place, f"2.{place}") for place in range(1, count + 1)])
    (spread,) = spreads(region)

    assert spread.count == count
    assert (spread.lowest is not None) == (count >= 2)
    assert (spread.middle is not None) == (count >= 3)
    assert (spread.lower is not None) == (spread.upper is not None) == (count >= 4)


def test_missing_levels_are_no_levels() -> None:
    region = join("X", "fi", [with_levels(1, None), with_levels(2, "3.0"), with_levels(3)])
    (spread,) = spreads(region)

    assert (spread.count, spread.lowest, spread.middle) == (1, None, None)


def test_perspectives_are_joined_by_name_in_any_language() -> None:
    assert perspective_key("Personlig digital kompetens") == perspective_key("henkilökohtainen  digitaalinen osaaminen")
    assert perspective_key("Digital skills") == "N1"
    own = perspective_key("Kylien yhteydet")
    assert own == perspective_key("kylien  YHTEYDET") != perspective_key("Kylien yhteys")
    assert "kyli" not in own


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("906/2019", " 906 / 2019 ", True),
        ("(EU) 2016/679", "EU 2016/679", True),
        ("(EU) 910/2014", "910/2014", False),
        ("306/2019", "306/2018", False),
        ("laki 306/2019", "306/2019", True),
    ],
)
def test_statutes_are_joined_by_number(one: str, other: str, same: bool) -> None:
    assert (statute_key(one) == statute_key(other)) is same


def test_the_same_short_name_becomes_the_whole_name() -> None:
    two = [replace(with_levels(place, "2.0"), short_name=Text("Ahola")) for place in (1, 2)]

    assert same_short_names(two) == (tuple(two),)
    assert [one.short_name for one in join("X", "fi", two).named] == ["Org 1", "Org 2"]


def test_other_perspectives_are_told() -> None:
    assert [str(one.short_name) for one in lacking(joined(dict.fromkeys(SAMPLE, True)))] == ["Tarumaan AMK"]


# --- proposals --------------------------------------------------------------------------------------------------------


def action(id_: str, name: str, years: tuple[int, int] | None, **more: object) -> MemberAction:
    first, last = (years[0] * 4, years[1] * 4 + 3) if years else (None, None)
    stems = frozenset(word[:6] for word in name.lower().split() if len(word) > 3)
    return MemberAction(id_, Text(name), first=first, last=last, stems=stems, **more)  # type: ignore[arg-type]


def having(place: int, *actions: MemberAction, named: bool = True) -> Member:
    return replace(with_levels(place, "2.0", named=named), actions=actions)


def test_the_same_statute_in_the_same_year_is_a_proposal() -> None:
    law = {"statutes": ("306/2019",)}
    members = [
        having(1, action("TP1", "Korjataan sivut", (2027, 2028), **law)),
        having(2, action("TP9", "Arvioidaan palvelut", (2028, 2029), **law)),
        having(3, action("TP2", "Muuta", (2031, 2032), **law)),
        having(4, action("", "", (2028, 2028), **law), named=False),
    ]
    (found,) = overview(join("X", "fi", members)).proposals

    assert (found.kind, found.key, found.year, found.who, found.others) == ("statute", "306/2019", 2028, (1, 2), 1)
    assert (found.first, found.last) == (2028 * 4, 2028 * 4 + 3)


@pytest.mark.parametrize("change", [{"open": False}, {"statutes": ()}])
def test_what_is_done_or_rests_on_nothing_is_no_proposal(change: dict[str, object]) -> None:
    one = having(1, action("TP1", "Korjataan sivut", (2027, 2027), statutes=("306/2019",)))
    other = having(2, replace(action("TP1", "Arvioidaan", (2027, 2027), statutes=("306/2019",)), **change))  # type: ignore[arg-type]

    assert overview(join("X", "fi", [one, other])).proposals == ()


def test_what_is_never_on_in_the_same_year_is_no_proposal() -> None:
    one = having(1, action("TP1", "Korjataan sivut", (2027, 2027), statutes=("306/2019",)))
    for years in ((2028, 2028), None):
        other = having(2, action("TP1", "Arvioidaan", years, statutes=("306/2019",)))
        assert overview(join("X", "fi", [one, other])).proposals == ()


def test_alike_actions_are_found_in_other_words() -> None:
    members = [
        having(1, action("TP1", "Nimetään tiedolle omistajat", (2027, 2027))),
        having(2, action("TP7", "Nimetään tietojen omistajat", (2027, 2028))),
        having(3, action("TP3", "Uusitaan kirjaston verkko", (2027, 2028))),
    ]
    (found,) = overview(join("X", "fi", members)).proposals

    assert (found.kind, set(found.who)) == ("alike", {1, 2})


def test_proposals_are_capped_and_the_rest_counted() -> None:
    laws = [f"{number}/2019" for number in range(1, 31)]
    members = [
        having(
            place, *(action(f"TP{n}", f"Aihe{n}{place}", (2027, 2027), statutes=(law,)) for n, law in enumerate(laws))
        )
        for place in (1, 2)
    ]
    found = overview(join("X", "fi", members))

    assert len(found.proposals) == 12
    assert len(found.proposals) + found.more_proposals == 30


def test_the_timetable_counts_what_is_on(both: tuple[Overview, Counts]) -> None:
    found, _ = both
    table = found.timetable
    assert table is not None
    for place, column in enumerate(table.columns):
        on = [
            one
            for mine in found.region.everybody
            for one in mine.actions
            if one.going and one.first is not None and one.last is not None
            if one.first <= column.last and column.first <= one.last
        ]
        assert table.total[place] == len(on)
    assert len(table.columns) <= 20


def test_typed_years_do_not_make_a_timetable_endless() -> None:
    wild = having(1, action("TP1", "Jotain", (1900, 2999)))
    table = overview(join("X", "fi", [wild, having(2, action("TP1", "Muuta", (2027, 2027)))])).timetable

    assert table is not None
    assert len(table.columns) <= 40


def test_every_organisation_alone_and_together() -> None:
    """Whatever the organisations lack, looking them through together ends well."""
    for name in ALL:
        for other in ("svensk", "pieni"):
            if name != other:
                assert looked_through({name: True, other: None}).region.named
