"""Comments stand where people see them, the file's own stay, and the file opens as before."""

from __future__ import annotations

import re
from io import BytesIO
from zipfile import ZipFile

import pytest
from lxml import etree

from changed_templates import BODY, ROADMAP, STAFF, changed, slide
from documents import paragraph, run, table, word
from office_checks import office_faults
from pipeline.ooxml.comments import comment
from pipeline.ooxml.dialect import P, W, w
from pipeline.ooxml.package import read_package
from pipeline.ooxml.remarks import Remark
from pipeline.ooxml.whereabouts import Anchor, Whereabouts, path_of


def part(data: bytes, name: str) -> str:
    with ZipFile(BytesIO(data)) as archive:
        return archive.read(name).decode("utf-8")


def names(data: bytes) -> set[str]:
    with ZipFile(BytesIO(data)) as archive:
        return set(archive.namelist())


def about(data: bytes, text: str, said: str = "vika") -> Remark:
    """A remark about a text of the body or of a slide."""
    at = Whereabouts(read_package(data))
    for name in (at.main, *at.slides):
        for item in at.tree(name).iter(at.dialect.paragraph):
            whole = "".join(item.itertext())
            if text in whole:
                start = whole.index(text)
                return Remark(Anchor(name, path_of(item), start, start + len(text)), said, "paikka")
    raise AssertionError(text)


def commented(data: bytes, *remarks: Remark) -> bytes:
    return comment(read_package(data), remarks).write()


def ranges(data: bytes) -> list[tuple[str, str]]:
    """For each comment of a document its text, and the letters that its marks are round."""
    body = etree.fromstring(part(data, BODY).encode())
    said = {
        item.get(w("id")): "\n".join("".join(line.itertext()) for line in item.iter(w("p")))
        for item in etree.fromstring(part(data, "word/comments.xml").encode()).iter(w("comment"))
    }
    found: dict[str, str] = {}
    open_now: set[str] = set()
    for item in body.iter():
        number = item.get(w("id")) or ""
        if item.tag == w("commentRangeStart"):
            open_now.add(number)
            found[number] = ""
        elif item.tag == w("commentRangeEnd"):
            open_now.discard(number)
        elif item.tag == w("t"):
            for number in open_now:
                found[number] += item.text or ""
    assert {item.get(w("id")) for item in body.iter(w("commentReference"))} == set(found) == set(said)
    return [(said[number], text) for number, text in found.items()]


def test_the_marks_stand_round_the_words_however_runs_cut_them() -> None:
    data = word(paragraph(run("Tavoite {{ go"), run("al.nmae", "<w:b/>"), run(" }} vuonna")), "toinen")
    made = commented(data, about(data, "{{ goal.nmae }}"))
    assert ranges(made) == [("vika", "{{ goal.nmae }}")]
    assert "".join(etree.fromstring(part(made, BODY).encode())[0][0].itertext()) == "Tavoite {{ goal.nmae }} vuonna"
    assert part(made, BODY).count("<w:b/>") == 1
    assert office_faults(made, tags=False) == []


def test_two_remarks_on_one_line_each_have_their_words() -> None:
    data = word("{{ a }} ja {{ b }}")
    made = commented(
        data, about(data, "{{ a }}", "yksi"), about(data, "{{ b }}", "kaksi"), about(data, "{{ a }}", "kolme")
    )
    assert sorted(ranges(made)) == [("kaksi", "{{ b }}"), ("kolme", "{{ a }}"), ("yksi", "{{ a }}")]
    assert office_faults(made, tags=False) == []


def test_a_mark_in_a_table_cell_stays_in_it() -> None:
    data = word(table(("a", "{{ b }}")))
    assert ranges(commented(data, about(data, "{{ b }}"))) == [("vika", "{{ b }}")]


def test_what_can_not_be_commented_on_is_told_at_the_beginning_with_its_place() -> None:
    data = changed(ROADMAP)
    made = commented(data, Remark(Anchor("word/header1.xml", (0,), 0, 3), "vika", "ylätunniste"))
    ((said, _),) = ranges(made)
    assert said == "ylätunniste\nvika"
    first = re.search(r"<w:p[ >].*?</w:p>", part(made, BODY), re.DOTALL)
    assert first and "commentReference" in first.group()
    assert office_faults(made, tags=False) == []


def test_comments_that_are_there_stay() -> None:
    data = word("{{ a }}", "{{ b }}")
    once = commented(data, about(data, "{{ a }}", "vanha"))
    twice = commented(once, about(once, "{{ b }}", "uusi"))
    assert ranges(twice) == [("vanha", "{{ a }}"), ("uusi", "{{ b }}")]
    assert office_faults(twice, tags=False) == []


def test_a_remark_on_a_drawing_goes_round_it() -> None:
    data = changed(ROADMAP)
    at = Whereabouts(read_package(data))
    drawing = next(item for item in at.tree(BODY).iter() if item.get("descr") == "{{ exhibits.radar }}")
    made = commented(data, Remark(Anchor(BODY, path_of(drawing)), "kaavio", ""))
    assert re.search(r"<w:commentRangeStart[^>]*/>(<w:r[ >].*?)<w:commentRangeEnd", part(made, BODY), re.DOTALL)
    assert office_faults(made, tags=False) == []


def test_the_copy_is_the_same_each_time_and_has_no_date() -> None:
    data = word("{{ a }}")
    remark = about(data, "{{ a }}")
    assert commented(data, remark) == commented(data, remark)
    assert "w:date" not in part(commented(data, remark), "word/comments.xml")


def test_without_remarks_nothing_changes() -> None:
    assert names(commented(word("a"))) == names(word("a"))


# --- slides -----------------------------------------------------------------------------------------------------------


def slide_comments(data: bytes) -> dict[str, list[tuple[str, int, int]]]:
    """The comments of each commented slide: text and place."""
    package = read_package(data)
    found = {}
    for name in Whereabouts(package).slides:
        for item in package.related(name, "comments"):
            root = etree.fromstring(package.read(item.target))
            found[name] = [
                (c.findtext(f"{{{P}}}text") or "", int(c[0].get("x") or 0), int(c[0].get("y") or 0)) for c in root
            ]
    return found


def test_a_comment_stands_at_its_shape() -> None:
    data = changed(STAFF)
    made = commented(data, about(data, "{{ deck.survey.source }}"), about(data, "{{ deck.survey.title }}"))
    (found,) = slide_comments(made).values()
    (_, x, y), (_, _, higher) = found
    assert x > 0
    assert y > higher > 0
    assert office_faults(made, tags=False) == []


def test_remarks_on_notes_and_layouts_stand_on_the_slide_with_their_place() -> None:
    data = changed(STAFF)
    notes = Remark(Anchor("ppt/notesSlides/notesSlide3.xml", (0,)), "vika", "dian 3 muistiinpanot")
    layout = Remark(Anchor("ppt/slideLayouts/slideLayout6.xml", (0,)), "vika", "asettelu")
    found = slide_comments(commented(data, notes, layout))
    assert found == {
        slide(2): [("asettelu\nvika", 0, 0)],
        slide(3): [("dian 3 muistiinpanot\nvika", 0, 0)],
    }


def test_remarks_on_the_whole_deck_stand_on_its_first_slide() -> None:
    found = slide_comments(commented(changed(STAFF), Remark(Anchor("docProps/core.xml"), "vika", "ominaisuudet")))
    assert list(found) == [slide(1)]


def test_slide_comments_that_are_there_stay_and_authors_count_on() -> None:
    data = changed(STAFF)
    once = commented(data, about(data, "{{ deck.survey.title }}", "vanha"))
    twice = commented(once, about(once, "{{ deck.survey.title }}", "uusi"))
    (found,) = slide_comments(twice).values()
    assert [text for text, _, _ in found] == ["vanha", "uusi"]
    authors = part(twice, "ppt/commentAuthors.xml")
    assert authors.count("<p:cmAuthor ") == 1
    assert 'lastIdx="2"' in authors
    assert office_faults(twice, tags=False) == []


@pytest.mark.parametrize("name", [ROADMAP, STAFF])
def test_only_what_is_commented_on_changes(name: str) -> None:
    data = changed(name)
    remark = about(data, "{{ document.title }}" if name == ROADMAP else "{{ deck.survey.title }}")
    made = commented(data, remark)
    others = names(data) & names(made) - {BODY, "[Content_Types].xml"}
    same = {item for item in others if part_bytes(data, item) == part_bytes(made, item)}
    assert {item for item in others - same if not item.endswith(".rels")} == set()
    assert W in part(changed(ROADMAP), BODY)


def part_bytes(data: bytes, name: str) -> bytes:
    with ZipFile(BytesIO(data)) as archive:
        return archive.read(name)
