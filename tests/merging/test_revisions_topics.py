"""A comment on a box or a header hangs elsewhere, and still is about its block; Word's lists forget what is withdrawn."""

from __future__ import annotations

import re

from harness_word import RUN
from revision_judging import q
from revision_making import AUTHOR, MAIN, Table, body_xml, p, package_of, r

from pipeline.merging.merge import accepted, merge
from pipeline.merging.revisions.comments import comment, open_comments, withdraw
from pipeline.ooxml.dialect import MC, W14, WP
from pipeline.ooxml.package import parse, read_package

HEADER = "word/header1.xml"
KINDS = "http://schemas.microsoft.com/office/2016/09/relationships/"
WPS = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"


def document(head: str, box: str, header: str = "Suunnitelma 2027") -> bytes:
    inner = f"<w:pict><w:txbxContent>{p(box)}</w:txbxContent></w:pict>"
    package = package_of(
        f"<w:p>{r(head)}<w:r>{inner}</w:r></w:p>{p('Muu kappale')}"
        '<w:sectPr><w:headerReference w:type="default" r:id="rIdH"/></w:sectPr>'
    )
    tree = body_xml("").replace(b"w:document", b"w:hdr").replace(b"<w:body><w:sectPr/></w:body>", p(header).encode())
    package.add(HEADER, tree, "application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml")
    number = package.relate(MAIN, "http://schemas.openxmlformats.org/officeDocument/2006/relationships/header", HEADER)
    package.parts[MAIN] = package.read(MAIN).replace(b"rIdH", number.encode())
    return package.write()


def comments(written: bytes) -> list[str]:
    package = read_package(written)
    found = [item.target for item in package.related(MAIN, "comments")]
    return ["".join(item.itertext()) for part in found for item in parse(package.read(part))]


def test_a_conflict_in_a_box_is_told_until_another_one_there() -> None:
    """Before: a new word in the paragraph around took the box's conflict away, and a second conflict piled up."""
    base, fresh = document("Otsikko", "Hinta 100"), document("Otsikko", "Hinta 120")
    first = merge(base, document("Otsikko", "Hinta 100 vai 90"), fresh, RUN).document
    [told] = comments(first)
    assert "Hinta 120" in told
    around = merge(fresh, first, document("Otsikko uusi", "Hinta 120"), RUN).document
    assert told in comments(around) and len(comments(around)) == 2
    [again] = comments(merge(fresh, first, document("Otsikko", "Hinta 130"), RUN).document)
    assert "Hinta 130" in again
    assert comments(accepted(around)) == [told]


def test_a_conflict_in_a_header_is_told_until_another_one_there() -> None:
    base, fresh = document("Otsikko", "x"), document("Otsikko", "x", "Suunnitelma 2028")
    first = merge(base, document("Otsikko", "x", "Oma suunnitelma 2027"), fresh, RUN).document
    [told] = comments(first)
    around = merge(fresh, first, document("Otsikko uusi", "x", "Suunnitelma 2028"), RUN).document
    assert told in comments(around) and len(comments(around)) == 2
    [again] = comments(merge(fresh, first, document("Otsikko", "x", "Suunnitelma 2029"), RUN).document)
    assert "2029" in again


def test_the_number_that_tells_the_block_can_be_read_by_older_programs() -> None:
    base, fresh = document("Otsikko", "Hinta 100"), document("Otsikko", "Hinta 120")
    package = read_package(merge(base, document("Otsikko", "Hinta 100 vai 90"), fresh, RUN).document)
    [part] = [item.target for item in package.related(MAIN, "comments")]
    tree = parse(package.read(part))
    ignored = tree.get(f"{{{MC}}}Ignorable").split()
    assert W14 in {tree.nsmap[prefix] for prefix in ignored}
    [number] = [item.get(f"{{{W14}}}paraId") for item in tree.iter(q("p"))]
    assert re.fullmatch("5D6[0-9A-F]{5}", number)


def test_what_is_withdrawn_leaves_words_lists_too() -> None:
    """Before: commentsIds and commentsExtensible kept entries of comments that were gone."""
    at = Table(p("a"), p(""))
    known = open_comments(at.hand, at.root, AUTHOR)
    comment(at.blocks[0], "Ensin", at.pen, known)
    said = next(iter(known.tree))
    known.ours[said.get(q("id")) or ""] = said
    said[0].set(f"{{{W14}}}paraId", "00000011")
    for kind, name, entries in (
        ("commentsIds", "commentsIds", '<x:commentId x:paraId="00000011" x:durableId="0A"/><x:commentId x:paraId="00000022" x:durableId="0B"/>'),
        ("commentsExtensible", "commentsExtensible", '<x:commentExtensible x:durableId="0A"/><x:commentExtensible x:durableId="0B"/>'),
    ):  # fmt: skip
        at.hand.add(f"word/{name}.xml", f'<x:{name} xmlns:x="urn:x">{entries}</x:{name}>'.encode(), "application/xml")
        at.hand.relate(MAIN, KINDS + kind, f"word/{name}.xml")
    withdraw(at.blocks[0], known)
    for name in ("commentsIds", "commentsExtensible"):
        left = parse(at.hand.read(f"word/{name}.xml"))
        assert [value for item in left for value in item.attrib.values() if value.startswith("0")][-1] == "0B"
        assert len(left) == 1


def boxed(words: str) -> bytes:
    content = f"<w:txbxContent>{p(words)}</w:txbxContent>"
    halves = (
        f'<mc:Choice Requires="wps"><w:drawing><wp:inline xmlns:wp="{WP}"><wps:txbx xmlns:wps="{WPS}">{content}'
        f"</wps:txbx></wp:inline></w:drawing></mc:Choice><mc:Fallback><w:pict>{content}</w:pict></mc:Fallback>"
    )
    box = f'<w:r><mc:AlternateContent xmlns:mc="{MC}">{halves}</mc:AlternateContent></w:r>'
    return package_of(f"<w:p>{r('Otsikko')}{box}</w:p>{p('Muu kappale')}").write()


def test_both_halves_of_a_box_say_the_new_words() -> None:
    """Before: the older half kept the old value, also when all was accepted."""
    merged = merge(boxed("Hinta 100"), boxed("Hinta 100"), boxed("Hinta 120"), RUN).document
    boxes = [list(box.itertext()) for box in parse(read_package(merged).read(MAIN)).iter(q("txbxContent"))]
    assert len(boxes) == 2 and boxes[0] == boxes[1]
    after = parse(read_package(accepted(merged)).read(MAIN))
    assert ["".join(box.itertext()) for box in after.iter(q("txbxContent"))] == ["Hinta 120"] * 2
    untouched = merge(boxed("Hinta 100"), boxed("Oma hinta"), boxed("Hinta 100"), RUN).document
    assert ["".join(box.itertext()) for box in parse(read_package(untouched).read(MAIN)).iter(q("txbxContent"))] == [
        "Oma hinta"
    ] * 2
