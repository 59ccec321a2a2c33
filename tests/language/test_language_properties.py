"""What holds of every number, date, range and list in every language, whatever the values."""

import re
from datetime import date
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.language import EN_DASH, LANGUAGES, MINUS, NO_BREAK, Words, round_half_up, words

ALL = [words(language) for language in LANGUAGES]
languages = st.sampled_from(ALL)
numbers = st.decimals(min_value=-(10**9), max_value=10**9, allow_nan=False, places=3)
days = st.dates(min_value=date(2000, 1, 1), max_value=date(2199, 12, 31))
names = st.text(st.sampled_from("abcdefghijklmnopqrstuvwxyzåäöéABCÅÄÖ -"), min_size=1, max_size=12)
ALPHABET = "abcdefghijklmnopqrstuvwxyzåäö"


def read_back(text: str, say: Words) -> Decimal:
    """A printed number as a number."""
    separators = ("", ",") if say.language == "en" else (NO_BREAK, "")
    bare = text.replace(separators[0] or separators[1], "").replace(MINUS, "-").lstrip("+")
    return Decimal(bare if say.language == "en" else bare.replace(",", "."))


@given(numbers, st.integers(0, 3), languages)
def test_a_number_reads_back_as_itself(value: Decimal, decimals: int, say: Words) -> None:
    assert read_back(say.number(value, decimals), say) == round_half_up(value, decimals)


@given(numbers, st.integers(0, 3), languages)
def test_a_number_never_breaks_and_never_says_minus_nothing(value: Decimal, decimals: int, say: Words) -> None:
    for text in (say.number(value, decimals), say.money(value), say.percent(value)):
        assert not re.search(r"[ \-\n]", text)
        assert not (text.startswith(MINUS) and not re.search(r"[1-9]", text))
    assert say.number(value, 1, signed=True)[0] in "+0123456789" + MINUS


@given(numbers, languages)
def test_separators_are_the_languages_own(value: Decimal, say: Words) -> None:
    text = say.number(value, 2)
    assert re.fullmatch(
        rf"{MINUS}?\d{{1,3}}(,\d{{3}})*\.\d\d"
        if say.language == "en"
        else rf"{MINUS}?\d{{1,3}}({NO_BREAK}\d{{3}})*,\d\d",
        text,
    )


@given(st.integers(0, 10**7), languages)
def test_money_and_per_cent_stand_on_the_side_that_the_language_asks(value: int, say: Words) -> None:
    money, share = say.money(value), say.percent(value)
    if say.language == "en":
        assert money.startswith("€")
        assert share == f"{say.number(value)}%"
    else:
        assert money.endswith(f"{NO_BREAK}€")
        assert share.endswith(f"{NO_BREAK}%")


@given(st.integers(0, 5000), languages)
def test_counts_up_to_ten_are_words(count: int, say: Words) -> None:
    assert say.count_word(count).isalpha() == (count <= 10)


@given(days, languages)
def test_a_day_holds_its_number_and_year_and_never_a_zero_before_a_number(day: date, say: Words) -> None:
    text = say.day(day)
    assert str(day.year) in text
    assert re.match(rf"{day.day}\b", text)
    assert not re.search(r"\b0\d", text)
    month = say.catalog("numbers")["months"][day.month - 1]
    assert (month in text) if say.language == "en" else (f".{day.month}." in text)


@given(days, languages)
def test_a_quarter_is_one_of_four_and_lasts_three_months(day: date, say: Words) -> None:
    same = {say.quarter(day.replace(month=month, day=1)) for month in range(1, 13)}
    assert len(same) == 4
    assert say.quarter(day) in same
    assert str(day.year) in say.quarter(day)


@given(names, names, languages)
def test_a_range_has_one_en_dash_that_no_line_begins_with(start: str, end: str, say: Words) -> None:
    text = say.span(start, end)
    if start == end:
        assert text == start
        return
    assert text.count(EN_DASH) == 1
    assert f" {EN_DASH}" not in text
    assert text.startswith(start)
    assert text.endswith(end)


@given(st.lists(names, max_size=6), languages)
def test_a_list_holds_every_item_and_the_languages_own_and(items: list[str], say: Words) -> None:
    text = say.join(items)
    joiner = f" {say.catalog('numbers')['and']} "
    assert text == (", ".join(items[:-1]) + joiner + items[-1] if len(items) > 1 else "".join(items))
    assert {"fi": " ja ", "sv": " och ", "en": " and "}[say.language] == joiner


@given(st.lists(st.text(st.sampled_from(ALPHABET), min_size=1, max_size=5), max_size=8), languages)
def test_sorting_follows_the_alphabet_that_ends_with_å_ä_ö(items: list[str], say: Words) -> None:
    by_place = sorted(items, key=lambda item: [ALPHABET.index(letter) for letter in item])
    assert sorted(items, key=say.sort_key) == by_place
    assert sorted(map(str.upper, items), key=say.sort_key) == [item.upper() for item in by_place]


@given(names, languages)
def test_a_name_in_a_sentence_changes_its_first_letter_at_most(name: str, say: Words) -> None:
    lowered = say.lower_first(name)
    assert lowered[1:] == name[1:]
    assert lowered[:1] in (name[:1], name[:1].lower())


@settings(max_examples=30)
@given(st.integers(0, 10**6))
def test_no_language_prints_another_languages_number(count: int) -> None:
    fi, sv, en = (say.number(count, 1) for say in ALL)
    assert fi == sv
    assert fi.endswith(",0")
    assert en.endswith(".0")
