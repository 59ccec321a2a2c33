"""A deck in three versions: texts, tables, shapes, notes. What is shown is what stood there before and what after."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from deck_versions import ROWS, Result, drawn, edited, merged, opened, part
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Emu, Pt

from drawn_decks import add_box
from pipeline.merging.deck_merge import compare_decks
from pipeline.ooxml.package import read_package
from pipeline.vocabulary.changes import Change, Fate, Kind, What

NEW_ROWS = (ROWS[0], ("Lomakkeet", "Eeva", "2027"), ("Tiedot", "Liisa", "2028"))


def shape(deck: Any, slide: int, name: str) -> Any:
    return next(item for item in deck.slides[slide].shapes if item.name == name)


def say(slide: int, text: str, paragraph: int = 1) -> Any:
    def change(deck: Any) -> None:
        shape(deck, slide, "Teksti").text_frame.paragraphs[paragraph].runs[0].text = text

    return change


def test_nothing_changed_is_the_hands_deck_to_the_byte() -> None:
    base = drawn()
    hand = edited(base, say(1, "Käsin kirjoitettu"))
    result = merged(base, hand, base)
    assert (result.merged.changes, len(result.merged.edits)) == ((), 1)
    for number in (1, 2, 3):
        name = f"ppt/slides/slide{number}.xml"
        assert part(result.merged.document, name) == part(hand, name)


def test_what_nobody_touched_becomes_the_fresh_version() -> None:
    base, fresh = drawn(), drawn(text=("Ensimmäinen kohta", "Kolmas kohta"), rows=NEW_ROWS, notes="Sano se toisin.")
    result = merged(base, base, fresh)
    assert compare_decks(read_package(fresh), read_package(result.merged.document)) == ()
    assert {item.fate for item in result.merged.changes} == {Fate.UPDATED}
    assert [item.what for item in result.merged.changes[:3]] == [What.TEXT, What.TEXT, What.NOTES]


def test_other_slides_keep_their_bytes() -> None:
    base = drawn()
    fresh = edited(base, say(1, "Uusi kohta"))
    hand = edited(base, say(2, "Käsin"))
    result = merged(base, hand, fresh)
    for name in ("ppt/slides/slide1.xml", "ppt/slides/slide3.xml", "ppt/notesSlides/notesSlide2.xml"):
        assert part(result.merged.document, name) == part(hand, name)
    assert result.text(1) == "Tavoitteet: Ensimmäinen kohta\nUusi kohta"


def test_a_text_that_both_changed_stays_and_is_told() -> None:
    base = drawn()
    result = merged(base, edited(base, say(1, "Käsin muutettu")), edited(base, say(1, "Työkirjan uusi")))
    assert result.text(1) == "Tavoitteet: Ensimmäinen kohta\nKäsin muutettu"
    assert result.fates(Fate.CONFLICT) == [("Toinen kohta", "Työkirjan uusi")]
    assert result.comments() == ["uusi: Työkirjan uusi\nvanha: Toinen kohta"]
    assert result.merged.changes[0].yours == "Käsin muutettu"


def test_the_next_paragraph_is_updated_all_the_same() -> None:
    base = drawn()
    result = merged(base, edited(base, say(1, "Käsin", 0)), edited(base, say(1, "Työkirjan uusi")))
    assert result.text(1) == "Käsin\nTyökirjan uusi"
    assert result.fates(Fate.CONFLICT) == []


def test_both_made_the_same_change() -> None:
    base = drawn()
    both = edited(base, say(1, "Sama kohta"))
    result = merged(base, both, both)
    assert result.fates(Fate.AGREED) == [("Toinen kohta", "Sama kohta")]
    assert result.comments() == []


def test_new_words_take_the_hands_formatting() -> None:
    def colour(deck: Any) -> None:
        box = shape(deck, 1, "Teksti")
        box.left = Emu(3_600_000)
        line = box.text_frame.paragraphs[1]
        line.runs[0].text = "Toinen "
        run = line.add_run()
        run.text, run.font.bold, run.font.size = "kohta", True, Pt(30)
        run.font.color.rgb = RGBColor(200, 0, 0)

    base = drawn()
    result = merged(base, edited(base, colour), edited(base, say(1, "Toinen kohta on nyt pidempi")))
    box = result.shape(1, "Teksti")
    assert box.left == 3_600_000
    assert box.text_frame.paragraphs[1].text == "Toinen kohta on nyt pidempi"
    runs = box.text_frame.paragraphs[1].runs
    assert [(run.text, run.font.bold) for run in runs] == [("Toinen ", None), ("kohta on nyt pidempi", True)]


def test_what_was_deleted_stays_deleted_and_is_told() -> None:
    def delete(deck: Any) -> None:
        element = shape(deck, 1, "Teksti")._element
        element.getparent().remove(element)

    base = drawn()
    result = merged(base, edited(base, delete), edited(base, say(1, "Uusi")))
    assert "Teksti" not in [item.name for item in result.deck.slides[1].shapes]
    ((before, after),) = result.fates(Fate.LEFT_OUT)
    assert (before.endswith("Toinen kohta"), after.endswith("Uusi")) == (True, True)


def test_paragraphs_come_go_and_move() -> None:
    base = drawn(text=("Yksi", "Kaksi", "Kolme", "Neljä"))
    hand = edited(base, say(1, "Tavoitteet: Yksi käsin", 0))
    fresh = drawn(text=("Yksi", "Neljä", "Kaksi", "Viisi"))
    result = merged(base, hand, fresh)
    assert result.text(1) == "Tavoitteet: Yksi käsin\nNeljä\nKaksi\nViisi"
    assert result.text(0) == "Alku: Yksi\nNeljä\nKaksi\nViisi"


@pytest.mark.parametrize("touched", [False, True])
def test_rows_come_and_go(touched: bool) -> None:
    def rewrite(deck: Any) -> None:
        shape(deck, 1, "Taulukko").table.cell(1, 1).text = "Käsin nimetty"

    base = drawn()
    fresh = drawn(rows=(ROWS[0], ROWS[1], ("Koulutus", "Oili", "2029")))
    result = merged(base, edited(base, rewrite) if touched else base, fresh)
    owner = "Käsin nimetty" if touched else "Eeva"
    assert result.rows(1) == [[*ROWS[0]], ["Lomakkeet", owner, "2027"], ["Koulutus", "Oili", "2029"]]
    assert result.fates(Fate.CONFLICT) == []


def test_a_row_that_people_wrote_in_is_not_taken_away() -> None:
    def rewrite(deck: Any) -> None:
        shape(deck, 1, "Taulukko").table.cell(2, 1).text = "Käsin nimetty"

    base, fresh = drawn(), drawn(rows=ROWS[:2])
    result = merged(base, edited(base, rewrite), fresh)
    assert result.rows(1)[2] == ["Tiedot", "Käsin nimetty", "2028"]
    assert [item.kind for item in result.merged.changes if item.fate is Fate.CONFLICT] == [Kind.REMOVED]
    assert len(result.comments()) == 1


def test_a_column_of_the_hands_stays() -> None:
    def widen(deck: Any) -> None:
        table = shape(deck, 1, "Taulukko").table._tbl
        grid = table.tblGrid
        grid.append(grid[-1].__copy__())
        for place, row in enumerate(table.tr_lst):
            cell = row.tc_lst[-1].__copy__()
            row.append(cell)
            cell.txBody.p_lst[0].r_lst[0].text = f"Oma {place}"

    base = drawn()
    hand = edited(base, widen)
    assert len(opened(hand).slides[1].shapes[-1].table.columns) == 4
    result = merged(base, hand, drawn(rows=(*NEW_ROWS, ("Koulutus", "Oili", "2029"))))
    assert result.rows(1) == [
        [*ROWS[0], "Oma 0"],
        [*ROWS[1], "Oma 1"],
        ["Tiedot", "Liisa", "2028", "Oma 2"],
        ["Koulutus", "Oili", "2029", ""],
    ]


def parted(*slides: tuple[str, ...]) -> bytes:
    """A deck whose table goes on over slides: the actions on each."""

    def fill(deck: Any) -> None:
        for slide, names in zip(list(deck.slides), slides, strict=True):
            table = next(item for item in slide.shapes if item.name == "Taulukko").table
            for row, name in zip(list(table.rows)[1:], names, strict=True):
                row.cells[0].text = name
                row.cells[1].text = f"Vastuu: {name}"

    rows = (ROWS[0], *[("", "", "2027")] * len(slides[0]))
    return drawn([f"Taulukko {place}" for place in range(len(slides))], rows=rows, change=fill)


@pytest.mark.parametrize("deleted", [False, True])
def test_a_row_that_goes_to_another_slide_takes_along_what_people_wrote(deleted: bool) -> None:
    def change(deck: Any) -> None:
        table = shape(deck, 1, "Taulukko").table
        if deleted:
            table._tbl.remove(table._tbl.tr_lst[1])
        else:
            table.cell(1, 1).text = "Käsin nimetty"

    base = parted(("Lomakkeet", "Tiedot"), ("Koulutus", "Laitteet"), ("Verkko", "Turva"))
    fresh = parted(("Lomakkeet", "Koulutus"), ("Laitteet", "Verkko"), ("Turva", "Uusi"))
    result = merged(base, edited(base, change), fresh)
    names = [[row[0] for row in result.rows(place)[1:]] for place in range(3)]
    moved = [] if deleted else ["Koulutus"]
    assert names == [["Lomakkeet", *moved], ["Laitteet", "Verkko"], ["Turva", "Uusi"]]
    assert deleted or result.rows(0)[2] == ["Koulutus", "Käsin nimetty", "2027"]
    assert result.fates(Fate.CONFLICT) == []


def test_a_row_goes_along_to_a_slide_that_is_new_and_from_one_that_is_no_more() -> None:
    def change(place: int) -> Any:
        def rewrite(deck: Any) -> None:
            shape(deck, place, "Taulukko").table.cell(2, 1).text = "Käsin nimetty"

        return rewrite

    long, short = parted(("Lomakkeet", "Tiedot"), ("Koulutus", "Laitteet")), parted(("Lomakkeet", "Tiedot", "Laitteet"))
    longer = parted(("Lomakkeet", "Uusi"), ("Tiedot", "Laitteet"))
    came = merged(parted(("Lomakkeet", "Laitteet")), edited(parted(("Lomakkeet", "Laitteet")), change(0)), longer)
    assert [[row[0] for row in came.rows(place)[1:]] for place in range(2)] == [
        ["Lomakkeet", "Uusi"],
        ["Tiedot", "Laitteet"],
    ]
    assert came.rows(1)[2] == ["Laitteet", "Käsin nimetty", "2027"]
    went = merged(long, edited(long, change(1)), short)
    assert [row[:2] for row in went.rows(0)[1:]][2] == ["Laitteet", "Käsin nimetty"]
    assert (len(went.titles), came.fates(Fate.CONFLICT), went.fates(Fate.CONFLICT)) == (1, [], [])


def test_notes_are_merged_like_texts() -> None:
    def rewrite(deck: Any) -> None:
        deck.slides[0].notes_slide.notes_text_frame.text = "Omat sanani."

    base, fresh = drawn(), drawn(notes="Sano se toisin.")
    result = merged(base, edited(base, rewrite), fresh)
    said = [slide.notes_slide.notes_text_frame.text for slide in result.deck.slides]
    assert said == ["Omat sanani.", "Sano se toisin.", "Sano se toisin."]
    assert [item.what for item in result.merged.changes if item.fate is Fate.CONFLICT] == [What.NOTES]


def test_shapes_of_the_hands_stay_and_new_ones_come() -> None:
    def box(name: str, text: str) -> Any:
        def change(deck: Any) -> None:
            add_box(deck.slides[1], text, 15, 160).name = name

        return change

    base = drawn()
    result = merged(base, edited(base, box("Oma", "Käsin")), edited(base, box("Uusi", "Työkirjasta")))
    assert (result.text(1, "Oma"), result.text(1, "Uusi")) == ("Käsin", "Työkirjasta")
    numbers = [item.shape_id for item in result.deck.slides[1].shapes]
    assert len(numbers) == len(set(numbers))


def charted(values: tuple[float, ...]) -> bytes:
    def draw(deck: Any) -> None:
        data = CategoryChartData()
        data.categories = ["Johtaminen", "Osaaminen", "Palvelut"]
        data.add_series("Taso", values)
        frame = deck.slides[1].shapes.add_chart(
            XL_CHART_TYPE.BAR_CLUSTERED, Emu(360_000), Emu(360_000), Emu(3_600_000), Emu(2_600_000), data
        )
        frame.name = "Kaavio"

    return drawn(change=draw)


def test_a_charts_figures_change_and_its_colour_stays() -> None:
    def paint(deck: Any) -> None:
        fill = shape(deck, 1, "Kaavio").chart.plots[0].series[0].format.fill
        fill.solid()
        fill.fore_color.rgb = RGBColor(10, 120, 60)

    base, fresh = charted((1.0, 2.0, 3.0)), charted((1.0, 2.5, 3.0))
    result = merged(base, edited(base, paint), fresh)
    series = result.shape(1, "Kaavio").chart.plots[0].series[0]
    assert tuple(series.values) == (1.0, 2.5, 3.0)
    assert str(series.format.fill.fore_color.rgb) == "0A783C"
    assert [(item.what, item.fate) for item in result.merged.changes] == [(What.CHART, Fate.UPDATED)]


def test_figures_that_people_changed_stay() -> None:
    def rewrite(deck: Any) -> None:
        data = CategoryChartData()
        data.categories = ["Johtaminen", "Osaaminen", "Palvelut"]
        data.add_series("Taso", (4.0, 4.0, 4.0))
        shape(deck, 1, "Kaavio").chart.replace_data(data)

    base, fresh = charted((1.0, 2.0, 3.0)), charted((1.0, 2.5, 3.0))
    result = merged(base, edited(base, rewrite), fresh)
    assert tuple(result.shape(1, "Kaavio").chart.plots[0].series[0].values) == (4.0, 4.0, 4.0)
    assert [(item.what, item.fate) for item in result.merged.changes] == [(What.CHART, Fate.CONFLICT)]


def test_a_moved_picture_becomes_the_new_picture_where_it_stands() -> None:
    def picture(colour: int) -> bytes:
        from PIL import Image

        target = BytesIO()
        Image.new("RGB", (8, 8), (colour, 0, 0)).save(target, "PNG")

        def draw(deck: Any) -> None:
            found = deck.slides[1].shapes.add_picture(BytesIO(target.getvalue()), Emu(0), Emu(0))
            found.name = "Kuva"

        return drawn(change=draw)

    def move(deck: Any) -> None:
        shape(deck, 1, "Kuva").left = Emu(5_000_000)

    base, fresh = picture(10), picture(200)
    result = merged(base, edited(base, move), fresh)
    found = result.shape(1, "Kuva")
    assert found.left == 5_000_000
    assert found.image.blob == shape(opened(fresh), 1, "Kuva").image.blob != shape(opened(base), 1, "Kuva").image.blob


def test_the_earlier_comment_on_the_same_place_goes() -> None:
    base, first, second = drawn(), *(edited(drawn(), say(1, f"Työkirjan {number}. arvo")) for number in (1, 2))
    once: Result = merged(base, edited(base, say(1, "Käsin muutettu")), first)
    twice = merged(first, once.merged.document, second)
    assert once.comments() == ["uusi: Työkirjan 1. arvo\nvanha: Toinen kohta"]
    assert twice.comments() == ["uusi: Työkirjan 2. arvo\nvanha: Työkirjan 1. arvo"]
    assert twice.text(1).endswith("Käsin muutettu")


def test_a_row_that_goes_to_another_slide_is_told_as_moved() -> None:
    base = parted(("Lomakkeet", "Tiedot"), ("Koulutus", "Laitteet"))
    fresh = parted(("Lomakkeet", "Uusi"), ("Tiedot", "Laitteet"))
    result = merged(base, base, fresh)
    rows = [(change.kind, change.chapter, change.after.partition(" |")[0]) for change in _rows_told(result)]
    assert (Kind.MOVED, "Taulukko 1", "Tiedot") in rows
    assert [name for kind, _, name in rows if kind is Kind.ADDED] == ["Uusi"]
    assert [change.before.partition(" |")[0] for change in _rows_told(result) if change.kind is Kind.REMOVED] == [
        "Koulutus"
    ]
    assert [[row[0] for row in result.rows(place)[1:]] for place in range(2)] == [
        ["Lomakkeet", "Uusi"],
        ["Tiedot", "Laitteet"],
    ]


def test_a_row_that_has_no_room_any_more_is_told_with_the_slide_that_still_has_it() -> None:
    base = parted(("Lomakkeet", "Tiedot"), ("Tiedot", "Laitteet"))
    result = merged(base, base, parted(("Lomakkeet", "Uusi"), ("Tiedot", "Laitteet")))
    (gone,) = [change for change in _rows_told(result) if change.kind is Kind.REMOVED]
    assert (gone.before.partition(" |")[0], gone.row) == ("Tiedot", "Taulukko 1")


def test_a_changed_cell_is_told_with_its_row_and_its_heading() -> None:
    rows = (*ROWS[:2], ("Tiedot", "Liisa", "2028"))
    changed = (*ROWS[:2], ("Tiedot", "Liisa", "2029"))
    result = merged(drawn(rows=rows), drawn(rows=rows), drawn(rows=changed))
    found = {(item.what, item.row) for item in result.merged.changes if item.after == "2029"}
    assert found == {(What.TEXT, f"Tiedot · {ROWS[0][2]}")}


def _rows_told(result: Any) -> list[Change]:
    return [change for change in result.merged.changes if change.what is What.ROW]
