"""Captions and the references to them show the right numbers where a caption came or went, and only there."""

from __future__ import annotations

import re

import pytest
from harness_word import RUN, pair
from lxml import etree
from revision_judging import q
from revision_making import AUTHOR, MAIN, OTHER, body_xml, dele, ins, p, package_of, r

from pipeline.merging.merge import accepted, merge
from pipeline.merging.revisions.captions import number_anew
from pipeline.ooxml.package import parse, read_package

LOCKED = ' w:fldLock="true"'
REF, PARAGRAPH, PAGE = "REF _Ref1 \\h", "REF _Ref1 \\r \\h", "PAGEREF _Ref1 \\h"


def field(instruction: str, shown: str, mark: str = "") -> str:
    return (
        f'<w:r><w:fldChar w:fldCharType="begin"{mark}/></w:r><w:r><w:instrText xml:space="preserve"> {instruction} '
        '</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        f'{r(shown) if shown else ""}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def caption(shown: str, name: str = "", code: str = "SEQ Taulukko \\* ARABIC", number: int = 1) -> str:
    inner = f"{r('Taulukko ')}{field(code, shown)}"
    if name:
        inner = f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>{inner}<w:bookmarkEnd w:id="{number}"/>'
    return f"<w:p>{inner}{r('. Nimi 2027')}</w:p>"


def numbered(*bodies: str) -> list[str]:
    root = parse(body_xml("".join(bodies)))
    number_anew(root)
    return ["".join(text.text or "" for text in item.iter(q("t"))) for item in root.iter(q("p"))]


def test_each_sequence_is_numbered_in_its_order() -> None:
    other = f'<w:p>{r("Kuvio ")}<w:fldSimple w:instr=" SEQ Kuvio "><w:r><w:t>7</w:t></w:r></w:fldSimple></w:p>'
    assert numbered(caption("1"), other, caption("11"), caption("11"), other) == [
        "Taulukko 1. Nimi 2027",
        "Kuvio 1",
        "Taulukko 2. Nimi 2027",
        "Taulukko 3. Nimi 2027",
        "Kuvio 2",
    ]


def test_what_is_no_plain_number_stays_and_counts() -> None:
    assert numbered(caption("iv", code="SEQ Taulukko \\* roman"), caption("9"), caption("")) == [
        "Taulukko iv. Nimi 2027",
        "Taulukko 2. Nimi 2027",
        "Taulukko . Nimi 2027",
    ]
    assert numbered(caption("5", code="SEQ Taulukko \\r 5"), caption("9"), caption("9", code="SEQ Taulukko \\c")) == [
        "Taulukko 5. Nimi 2027",
        "Taulukko 6. Nimi 2027",
        "Taulukko 6. Nimi 2027",
    ]
    by_heading = caption("4", code="SEQ Taulukko \\* ARABIC \\s 1")
    assert numbered(by_heading, by_heading) == ["Taulukko 4. Nimi 2027"] * 2
    locked = f"<w:p>{field('SEQ Taulukko', '9', LOCKED)}</w:p>"
    assert numbered(locked, caption("9")) == ["9", "Taulukko 2. Nimi 2027"]


def test_references_follow_their_captions_and_nothing_else() -> None:
    one = caption("1")
    two = caption("7", "_Ref1", number=4)
    said = f"<w:p>{r('Ks. ')}{field(REF, 'Taulukko 7')}{r(' sivulla ')}{field(PAGE, '7')}</w:p>"
    stale = f"<w:p>{field(REF, 'Taulukko 5')}</w:p>"
    own = f"<w:p>{field(REF, 'taulukossa 7')}{field(PARAGRAPH, '7')}{field('REF _Ref2', 'Luku 7')}</w:p>"
    heading = f'<w:p><w:bookmarkStart w:id="9" w:name="_Ref2"/>{r("Luku 3")}<w:bookmarkEnd w:id="9"/></w:p>'
    assert numbered(said, one, two, stale, own, heading) == [
        "Ks. Taulukko 2 sivulla 7",
        "Taulukko 1. Nimi 2027",
        "Taulukko 2. Nimi 2027",
        "Taulukko 2",
        "taulukossa 77Luku 7",
        "Luku 3",
    ]


def test_what_people_deleted_is_not_counted() -> None:
    gone = f"<w:p>{dele('Taulukko ')}<w:moveFrom w:id='5' w:author='{OTHER}'>{field('SEQ Taulukko', '1')}</w:moveFrom></w:p>"
    assert numbered(gone, caption("2"))[1] == "Taulukko 1. Nimi 2027"
    come = f"<w:p>{ins(field('SEQ Taulukko', '8'))}</w:p>"
    assert numbered(come, caption("2")) == ["1", "Taulukko 2. Nimi 2027"]


def test_both_halves_of_a_text_box_show_one_number() -> None:
    space = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    halves = "".join(
        f"<mc:{half}><w:pict><w:txbxContent>{caption('9')}</w:txbxContent></w:pict></mc:{half}>"
        for half in ("Choice", "Fallback")
    )
    box = f"<w:p><w:r><mc:AlternateContent {space}>{halves}</mc:AlternateContent></w:r></w:p>"
    found = [text for text in numbered(caption("1"), box, caption("2")) if text.count("Taulukko") == 1]
    assert found == [f"Taulukko {number}. Nimi 2027" for number in (1, 2, 2, 3)]


def test_a_story_without_captions_is_left_as_it_is() -> None:
    body = p("a") + f"<w:p>{field(REF, 'Taulukko 7')}</w:p>"
    root = parse(body_xml(body))
    before = etree.tostring(root)
    number_anew(root)
    assert etree.tostring(root) == before


@pytest.mark.parametrize("name", ["goal split", "goal merged"])
def test_the_accepted_roadmap_counts_its_tables_right(name: str) -> None:
    """Before: two tables of one number, or a gap, until Word updated the fields; also while the changes are pending."""
    base, fresh = pair(name)
    merged = merge(base, base, fresh, RUN).document
    shown = _numbers(merged)
    right = _numbers(accepted(merged))
    assert shown == right == _numbers(fresh)
    for numbers in right.values():
        assert numbers == [str(place + 1) for place in range(len(numbers))]
    assert not [
        item for item in parse(read_package(accepted(merged)).read(MAIN)).iter() if item.get(q("author")) == AUTHOR
    ]


def _numbers(document: bytes) -> dict[str, list[str]]:
    """The numbers that captions show, by sequence."""
    xml = read_package(document).read(MAIN).decode()
    pattern = r'<w:instrText[^>]*> SEQ (\w+) [^<]*</w:instrText>.*?"separate"/>.*?<w:t[^>]*>(\d+)</w:t>'
    found: dict[str, list[str]] = {}
    for name, number in re.findall(pattern, xml):
        found.setdefault(name, []).append(number)
    return found


def test_numbers_are_left_alone_where_no_caption_came_or_went() -> None:
    """People's numbering, however odd, is theirs while only words change."""
    base, fresh = (package_of(caption("7") + p(words)).write() for words in ("Vanha arvo 1", "Vanha arvo 2"))
    assert _numbers(merge(base, base, fresh, RUN).document) == {"Taulukko": ["7"]}
    more = package_of(caption("1") + p("Vanha arvo 2") + caption("2").replace("Nimi", "Toinen")).write()
    pending = merge(base, base, more, RUN).document
    assert _numbers(pending) == {"Taulukko": ["1", "2"]}


def test_numbers_follow_a_caption_whose_coming_is_taken_back() -> None:
    new = caption("1").replace("Nimi", "Uusi")
    base = package_of(p("Alku tässä") + caption("1") + p("Loppu tässä")).write()
    fresh = package_of(p("Alku tässä") + new + caption("2") + p("Loppu tässä")).write()
    pending = merge(base, base, fresh, RUN).document
    assert _numbers(pending) == {"Taulukko": ["1", "2"]}
    assert _numbers(merge(fresh, pending, base, RUN).document) == {"Taulukko": ["1"]}
