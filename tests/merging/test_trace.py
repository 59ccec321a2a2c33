"""What a document carries of its own making."""

from __future__ import annotations

import base64
import json
import re
from collections import Counter
from collections.abc import Callable
from functools import cache
from io import BytesIO
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from corrections import CORRECTIONS, NOTHING, documents
from office_checks import office_faults
from pipeline.merging.nodes import Node
from pipeline.merging.parts import looks
from pipeline.merging.trace import (
    Trace,
    carry,
    give_cells,
    known_looks,
    read_trace,
    recognise,
    stories,
    trace_id,
    traced,
)
from pipeline.merging.trace_cells import Odd, read_cells, written_cells
from pipeline.merging.trace_parts import TRACE, drop_trace, find_trace, id_property
from pipeline.ooxml.package import Package, read_package
from pipeline.runs.options import ROADMAP, STAFF
from pipeline.vocabulary.findings import Place

BOTH = (ROADMAP, STAFF)
SHARE = 0.1
CUSTOM = "docProps/custom.xml"


@cache
def document(name: str, correction: str = "") -> bytes:
    return documents(CORRECTIONS[correction] if correction else NOTHING, (name,))[name]


def opened(name: str, correction: str = "") -> Package:
    return read_package(document(name, correction))


def trace_of(package: Package) -> Trace:
    trace = read_trace(package)
    assert trace is not None
    return trace


def nodes_of(found: dict[str, Node]) -> list[Node]:
    return [node for story in found.values() for node in story.walk()]


def rewritten(package: Package, change: Callable[[str], str]) -> Package:
    """The package with another text in the place of its trace."""
    name = next(item for item, part in package.parts.items() if item.startswith("customXml/") and "Props" not in item)
    package.parts[name] = change(package.read(name).decode()).encode()
    return package


@pytest.mark.parametrize("name", BOTH)
def test_a_document_tells_of_its_nodes_as_they_are(name: str) -> None:
    package = opened(name)
    trace, found = trace_of(package), stories(package)
    assert [node.said for node in nodes_of(trace.stories)] == [None] * len(nodes_of(found))
    recognise(trace, found)
    told = [(node.kind, node.digest, node.anchor) for node in nodes_of(trace.stories)]
    assert told == [(node.kind, node.digest, node.anchor) for node in nodes_of(found)]
    assert known_looks(trace, looks(package)) == looks(package)


@pytest.mark.parametrize("name", BOTH)
def test_the_same_content_is_the_same_file_with_the_same_id(name: str) -> None:
    package = opened(name)
    drop_trace(package)
    places = {("word/document.xml", "0A000001"): (Place("a.xlsx", "Lehti", "B2"),)}
    again = read_package(package.write())
    assert traced(package, {}) == traced(again, {}) == traced(read_package(traced(package, {})), {})
    assert trace_id(read_package(traced(package, {}))) != trace_id(opened(name, "text"))
    assert len(trace_id(read_package(traced(package, places)))) == 16


@pytest.mark.parametrize("name", BOTH)
def test_it_is_small_and_office_takes_it(name: str) -> None:
    package = opened(name)
    data = document(name)
    drop_trace(package)
    assert find_trace(package) is None
    assert id_property(package) == ""
    assert (len(data) - len(package.write())) / len(data) < SHARE
    assert office_faults(data) == []


def test_a_trace_has_no_words() -> None:
    """Neither of the text nor of anything else but the names of cells: no run of letters that the document says."""
    package = opened(ROADMAP)
    data = find_trace(package)
    assert data is not None
    root = etree.fromstring(data)
    cells = json.loads(root.findtext(f"{{{TRACE}}}cells") or "")
    assert set(cells) == {"sheets", "cells", "steps", "which"}
    assert {sheet for sheet, _ in cells["sheets"]} == {"tyokirja.xlsx"} or all(
        "/" not in file for file, _ in cells["sheets"]
    )
    others = " ".join(item.text or "" for item in root.iter() if item.tag != f"{{{TRACE}}}cells")
    words = {word for node in nodes_of(stories(package)) for word in re.findall(r"[^\W\d]{6,}", node.said or "")}
    assert len(words) > 100
    assert [word for word in words if word in others] == []


def test_a_trace_s_fingerprints_are_salted_and_cut() -> None:
    """The same words have other fingerprints in another document: what one publishes tells nothing of the other."""
    one, other = (trace_of(opened(ROADMAP, name)) for name in ("", "text"))
    mine, theirs = ({node.digest for node in nodes_of(item.stories) if node.kind == "p"} for item in (one, other))
    assert len(mine) > 50
    assert len(mine & theirs) < 3
    assert {len(item) for item in mine} == {6}


@pytest.mark.parametrize("name", BOTH)
def test_the_workbook_s_cells_are_told_where_their_values_stand(name: str) -> None:
    package = opened(name)
    found = stories(package)
    give_cells(trace_of(package), found)
    told = {node.said: node.cells for node in nodes_of(found) if node.cells and node.said}
    assert len(told) > 20
    title = next(text for text in told if text and "Tarinapankki" not in text)
    assert told[title][0].sheet
    assert all(
        place.file.endswith((".xlsx", ".csv", ".toml")) and "/" not in place.file
        for item in told.values()
        for place in item
    )


@pytest.mark.parametrize("name", BOTH)
def test_a_document_of_another_shape_still_knows_its_cells(name: str) -> None:
    """As a merged one is, which carries the trace of the version that was merged in: what stands in both has its cells."""
    package = opened(name)
    found, other = stories(package), stories(opened(name, "row added"))
    give_cells(trace_of(package), found)
    give_cells(trace_of(package), other)
    told, again = (_by_words(version) for version in (found, other))
    both = told.keys() & again.keys()
    assert len(both) > 0.8 * len(told) > 20
    assert sum(told[words] == again[words] for words in both) > 0.95 * len(both)


def _by_words(version: dict[str, Node]) -> dict[str, tuple[Place, ...]]:
    """The cells of paragraphs by their words, where these are there once."""
    nodes = [node for node in nodes_of(version) if node.kind == "p" and node.said]
    counts = Counter(node.said for node in nodes)
    return {node.said or "": node.cells for node in nodes if counts[node.said] == 1 and node.cells}


def test_what_changed_is_seen_with_nothing_but_the_trace() -> None:
    """Base by its trace, fresh by itself: equal where nothing changed, another fingerprint where a value did."""
    base, fresh = trace_of(opened(ROADMAP)), stories(opened(ROADMAP, "text"))
    recognise(base, fresh)
    old = {node.anchor: node.digest for node in nodes_of(base.stories) if node.anchor}
    new = {node.anchor: node.digest for node in nodes_of(fresh) if node.anchor}
    assert old.keys() == new.keys()
    changed = [anchor for anchor in old if old[anchor] != new[anchor]]
    assert 0 < len(changed) < 10
    assert not any(anchor.startswith("~") for anchor in old)


@pytest.mark.parametrize("name", BOTH)
def test_a_merged_document_carries_the_fresh_one_s_trace(name: str) -> None:
    hand, fresh = opened(name), opened(name, "text")
    carry(fresh, hand)
    assert find_trace(hand) == find_trace(fresh)
    assert trace_id(hand) == id_property(hand) == trace_id(fresh)
    assert sum(item.startswith("customXml/item") and "Props" not in item for item in hand.parts) == 1
    assert office_faults(hand.write()) == []


def test_without_its_custom_xml_a_deck_still_tells_its_id() -> None:
    """As LibreOffice leaves a deck."""
    package = opened(STAFF)
    number = trace_id(package)
    for known in package.relationships.values():
        for item in [item for item in known.values() if item.kind == "customXml"]:
            del known[item.id]
    left = read_package(package.write())
    assert read_trace(left) is None
    assert trace_id(left) == number != ""


def test_properties_of_the_hand_s_stay() -> None:
    package = opened(ROADMAP)
    text = package.read(CUSTOM).decode()
    own = '<property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="7" name="Diaarinumero"><vt:lpwstr>12/2026</vt:lpwstr></property>'
    package.parts[CUSTOM] = text.replace("</Properties>", f"{own}</Properties>").encode()
    carry(opened(ROADMAP, "text"), package)
    assert "12/2026" in package.read(CUSTOM).decode()
    assert package.read(CUSTOM).decode().count('name="digitiekartta"') == 1
    assert office_faults(package.write()) == []
    drop_trace(package)
    assert "12/2026" in package.read(CUSTOM).decode()


GARBAGE: dict[str, Callable[[str], str]] = {
    "no XML": lambda text: text[:500],
    "nothing": lambda text: text[:0],
    "another root": lambda text: text.replace("<trace", "<trice").replace("</trace", "</trice"),
    "no id": lambda text: re.sub(' id="[^"]*"', "", text),
    "a tree that isn't closed": lambda text: text.replace(")", "", 1),
    "a tree with too many ends": lambda text: text.replace("<nodes>", "<nodes>)", 1),
    "too deep a tree": lambda text: re.sub("<nodes>[^<]*", "<nodes>" + "t(" * 5000 + "p" + ")" * 5000, text, count=1),
    "fingerprints cut": lambda text: re.sub("<said>[^<]{8}", "<said>", text, count=1),
    "fingerprints too many": lambda text: text.replace("<said>", "<said>AAAA", 1),
    "no Base64": lambda text: text.replace("<said>", "<said>ä", 1),
    "cells of no node": lambda text: text.replace('"steps":"', '"steps":"9999999 ', 1),
    "no cells' text": lambda text: re.sub("<cells>[^<]*", "<cells>[[[[", text),
    "nested without end": lambda text: re.sub("<cells>[^<]*", "<cells>" + "[" * 100_000, text),
    "a document type": lambda text: text.replace("?>", '?><!DOCTYPE trace [<!ENTITY b "c">]>', 1),
    "very large": lambda text: text.replace("<nodes>", "<nodes>" + "p" * 1_000_000, 1),
}


@pytest.mark.parametrize("kind", GARBAGE)
def test_what_makes_no_sense_is_no_trace(kind: str) -> None:
    package = opened(ROADMAP)
    before = find_trace(package)
    assert before is not None
    assert read_trace(rewritten(package, GARBAGE[kind])) is None
    assert len(trace_id(package)) == 16  # the property still tells it


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_any_bytes_in_its_place_do_no_harm(data: st.DataObject) -> None:
    package = opened(ROADMAP)
    text = (find_trace(package) or b"").decode()
    place = data.draw(st.integers(0, len(text)))
    length, new = data.draw(st.integers(0, 40)), data.draw(st.text("AZaz09+/=(){}[]\"'<>,|!:- \n\0ä", max_size=20))
    trace = read_trace(rewritten(package, lambda old: old[:place] + new + old[place + length :]))
    assert trace is None or len(trace.id) == 16


_PLACES = st.builds(Place, st.sampled_from(["a.xlsx", "b.csv"]), st.sampled_from(["Lehti", "Toinen lehti", ""]),
                    st.from_regex(r"[A-Z]{1,2}[1-9]\d?(:[A-Z]{1,2}[1-9]\d?)?", fullmatch=True) | st.text("AB1|!' ä", max_size=5))  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(st.lists(st.lists(_PLACES, max_size=3).map(tuple), max_size=12))
def test_cells_are_read_as_they_were_written(cells: list[tuple[Place, ...]]) -> None:
    found = read_cells(written_cells(cells), len(cells))
    plain = [tuple(Place(item.file, item.sheet, item.cell.replace("|", " ")) for item in places) for places in cells]
    assert [found.get(number, ()) for number in range(len(cells))] == plain


@pytest.mark.parametrize(
    "text",
    [
        '{"cells":"5!B2","sheets":[["a","b"]]}',
        '{"cells":"0!B2","sheets":[["a"]]}',
        r'{"cells":"0!B2","sheets":[["a","\u001b[31mb"]]}',
        r'{"cells":"0!B2","sheets":[["a\n","b"]]}',
        """{"cells":"0!'B\\u0000","sheets":[["a","b"]]}""",
        '{"cells":3}',
        "[]",
        '{"steps":"1"}',
    ],
)
def test_cells_of_nowhere_are_odd(text: str) -> None:
    with pytest.raises(Odd):
        read_cells(text, 10)


def test_folders_are_nobody_s_business() -> None:
    text = written_cells(
        [(Place("/home/someone/inputs/x/tyokirja.xlsx", "Lehti", "B2"),), (Place(r"C:\a\b.xlsx", "L", "B3"),)]
    )
    assert "home" not in text
    assert [place.file for place in read_cells(text, 2)[0] + read_cells(text, 2)[1]] == ["tyokirja.xlsx", "b.xlsx"]


def test_the_trace_is_where_office_keeps_such_things() -> None:
    with ZipFile(BytesIO(document(ROADMAP))) as archive:
        names = set(archive.namelist())
        assert {"customXml/item1.xml", "customXml/itemProps1.xml", "customXml/_rels/item1.xml.rels", CUSTOM} <= names
        assert TRACE in archive.read("customXml/itemProps1.xml").decode()
        assert "customXml/item1.xml" in archive.read("word/_rels/document.xml.rels").decode()
        base64.b64decode(re.findall("<said>([^<]*)", archive.read("customXml/item1.xml").decode())[0], validate=True)
