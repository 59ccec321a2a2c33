"""A fresh block in people's document: its styles, lists, links, pictures, charts and notes come along, once."""

from __future__ import annotations

from lxml import etree
from revision_judging import q
from revision_making import AUTHOR, MAIN, Table, p, package_of, r

from pipeline.merging.revisions.answers import accept_own
from pipeline.merging.revisions.blocks import delete, insert
from pipeline.ooxml.package import Package, parse, read_package

KINDS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
CHART = (
    '<w:p><w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing">'
    '<wp:docPr id="1" name="Kuvio"/><c:chart xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" r:id="{}"/>'
    "</wp:inline></w:drawing></w:r></w:p>"
)


def styled(package: Package, old: bytes, new: bytes) -> Package:
    part = next(item.target for item in package.related(MAIN, "styles"))
    package.parts[part] = package.read(part).replace(old, new)
    return package


def brought(hand: Package, fresh: Package) -> tuple[Package, etree._Element]:
    at = Table(hand, fresh)
    for block in at.fresh_blocks:
        insert(at.blocks[-1], block, at.pen, at.importer)
    package = read_package(at.written())
    return package, parse(package.read(MAIN))


def style(name: str) -> str:
    return f'<w:pPr><w:pStyle w:val="{name}"/></w:pPr>'


def test_styles_are_known_by_their_names() -> None:
    hand = styled(package_of(p("a")), b'w:styleId="Heading1"', b'w:styleId="otsikko1"')
    _package, root = brought(hand, package_of(p("b", properties=style("Heading1"))))
    assert [item.get(q("val")) for item in root.iter(q("pStyle"))] == ["otsikko1"]


def test_a_missing_style_comes_with_what_it_is_based_on() -> None:
    own = (
        b'<w:style w:type="paragraph" w:styleId="Oma"><w:name w:val="Oma"/><w:basedOn w:val="OmanPohja"/><w:next w:val="Eiole"/></w:style>'
        b'<w:style w:type="paragraph" w:styleId="OmanPohja"><w:name w:val="Oman pohja"/><w:basedOn w:val="Heading1"/></w:style></w:styles>'
    )
    fresh = styled(package_of(p("b", properties=style("Oma")) + p("c", properties=style("Oma"))), b"</w:styles>", own)
    hand = styled(package_of(p("a")), b'w:styleId="Heading1"', b'w:styleId="otsikko1"')
    package, _root = brought(hand, fresh)
    styles = parse(package.read(next(item.target for item in package.related(MAIN, "styles"))))
    known = {item.get(q("styleId")): item for item in styles.iter(q("style"))}
    assert known["Oma"].find(q("basedOn")).get(q("val")) == "OmanPohja"
    assert known["OmanPohja"].find(q("basedOn")).get(q("val")) == "otsikko1"
    assert known["Oma"].find(q("next")) is None
    assert len([item for item in styles.iter(q("style")) if item.get(q("styleId")) == "Oma"]) == 1


def test_styles_that_are_there_leave_the_styles_bytes_alone() -> None:
    hand = package_of(p("a"))
    part = next(item.target for item in hand.related(MAIN, "styles"))
    before = hand.read(part)
    package, _ = brought(hand, package_of(p("b", properties=style("Heading1"))))
    assert package.read(part) == before


def numbered(text: str, number: int) -> str:
    return p(text, properties=f'<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr></w:pPr>')


def listed(package: Package, *numbers: int, form: str = "decimal") -> Package:
    lists = "".join(f'<w:num w:numId="{number}"><w:abstractNumId w:val="3"/></w:num>' for number in numbers)
    xml = (
        '<w:numbering xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:abstractNum w:abstractNumId="3">'
        f'<w:nsid w:val="00{number_of(form)}"/><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="{form}"/></w:lvl></w:abstractNum>{lists}</w:numbering>'
    )
    part = next((item.target for item in package.related(MAIN, "numbering")), "word/numbering.xml")
    package.add(part, xml.encode(), "application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml")
    package.relate(MAIN, KINDS + "numbering", part)
    return package


def number_of(form: str) -> str:
    return f"{len(form):06}"


def test_a_list_goes_on_in_the_list_of_its_neighbours() -> None:
    hand, fresh = listed(package_of(numbered("a", 7)), 7), listed(package_of(numbered("a", 4) + numbered("b", 4)), 4)
    at = Table(hand, fresh)
    at.importer.pair(at.blocks[0], at.fresh_blocks[0])
    insert(at.blocks[0], at.fresh_blocks[1], at.pen, at.importer)
    assert [item.get(q("val")) for item in at.root.iter(q("numId"))] == ["7", "7"]


def test_another_list_is_brought_with_its_form() -> None:
    hand, fresh = (
        listed(package_of(numbered("a", 7)), 7),
        listed(package_of(numbered("b", 4) + numbered("c", 4)), 4, form="bullet"),
    )
    package, root = brought(hand, fresh)
    numbers = [item.get(q("val")) for item in root.iter(q("numId"))]
    assert numbers == ["7", "8", "8"]
    lists = parse(package.read(next(item.target for item in package.related(MAIN, "numbering"))))
    assert [etree.QName(item).localname for item in lists] == ["abstractNum", "abstractNum", "num", "num"]
    assert [item.get(q("val")) for item in lists.iter(q("numFmt"))] == ["decimal", "bullet"]
    same, _ = brought(listed(package_of(numbered("a", 7)), 7), listed(package_of(numbered("b", 4)), 4))
    lists = parse(same.read(next(item.target for item in same.related(MAIN, "numbering"))))
    assert len(list(lists.iter(q("abstractNum")))) == 1 and len(list(lists.iter(q("num")))) == 2


def charted() -> Package:
    package = package_of(CHART.format("rIdC"))
    package.add("word/charts/chart1.xml", b"<c/>", "application/vnd.openxmlformats-officedocument.drawingml.chart+xml")
    package.add(
        "word/embeddings/Book1.xlsx", b"book", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    )
    package.relate("word/charts/chart1.xml", KINDS + "package", "word/embeddings/Book1.xlsx")
    number = package.relate(MAIN, KINDS + "chart", "word/charts/chart1.xml")
    package.parts[MAIN] = package.read(MAIN).replace(b"rIdC", number.encode())
    return package


def test_a_chart_comes_with_its_workbook_beside_the_one_that_is_there() -> None:
    package, root = brought(charted(), charted())
    charts = [item.target for item in package.related(MAIN, "chart")]
    assert len(set(charts)) == 2
    books = [package.related(chart, "package")[0].target for chart in charts]
    assert len(set(books)) == 2 and all(package.read(book) == b"book" for book in books)
    numbers = [
        item.get("id")
        for item in root.iter("{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr")
    ]
    assert len(numbers) == len(set(numbers)) == 2


def noted(text: str, note: str) -> Package:
    package = package_of(f'<w:p>{r(text)}<w:r><w:footnoteReference w:id="2"/></w:r></w:p>')
    xml = (
        '<w:footnotes xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        f'<w:footnote w:type="separator" w:id="-1"><w:p/></w:footnote><w:footnote w:id="2">{p(note)}</w:footnote></w:footnotes>'
    )
    package.add(
        "word/footnotes.xml",
        xml.encode(),
        "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml",
    )
    package.relate(MAIN, KINDS + "footnotes", "word/footnotes.xml")
    return package


def test_notes_come_with_numbers_of_their_own() -> None:
    package, root = brought(noted("a", "Vanha"), noted("b", "Uusi"))
    numbers = [item.get(q("id")) for item in root.iter(q("footnoteReference"))]
    assert numbers == ["2", "3"]
    notes = parse(package.read("word/footnotes.xml"))
    said = {item.get(q("id")): "".join(item.itertext()) for item in notes}
    assert (said["2"], said["3"]) == ("Vanha", "Uusi")
    alone, root = brought(package_of(p("a")), noted("b", "Uusi"))
    [part] = [item.target for item in alone.related(MAIN, "footnotes")]
    assert [item.get(q("id")) for item in parse(alone.read(part))] == ["-1", "1"]


def bookmarked(name: str, text: str, number: int = 1) -> str:
    return f'<w:p><w:bookmarkStart w:id="{number}" w:name="{name}"/>{r(text)}<w:bookmarkEnd w:id="{number}"/></w:p>'


def referring(name: str) -> str:
    return (
        f'<w:p><w:hyperlink w:anchor="{name}">{r("x")}</w:hyperlink><w:fldSimple w:instr=" PAGEREF {name} \\h "/></w:p>'
    )


def test_a_bookmark_of_a_taken_name_gets_another_and_what_refers_to_it_follows() -> None:
    _package, root = brought(
        package_of(bookmarked("_Toc1", "a")), package_of(bookmarked("_Toc1", "b") + referring("_Toc1"))
    )
    names = [item.get(q("name")) for item in root.iter(q("bookmarkStart"))]
    assert sorted(names) == ["_Toc1", "_Toc1_2"]
    assert [item.get(q("anchor")) for item in root.iter(q("hyperlink"))] == ["_Toc1_2"]
    assert "PAGEREF _Toc1_2 " in "".join(item.text for item in root.iter(q("instrText")))
    numbers = [item.get(q("id")) for item in root.iter(q("bookmarkStart"))]
    assert len(set(numbers)) == 2


def test_what_refers_to_a_known_block_leads_to_it() -> None:
    at = Table(package_of(bookmarked("_Toc8", "a")), package_of(bookmarked("_Toc1", "a") + referring("_Toc1")))
    at.importer.pair(at.blocks[0], at.fresh_blocks[0])
    insert(at.blocks[0], at.fresh_blocks[1], at.pen, at.importer)
    assert [item.get(q("anchor")) for item in at.root.iter(q("hyperlink"))] == ["_Toc8"]


def test_a_moved_block_takes_its_number_and_hidden_name_along() -> None:
    hidden = bookmarked("_dk0000000A", "Luku").replace("<w:p>", '<w:p w14:paraId="0000000A">')
    hand = bookmarked("_Toc1", "Otsikko", 5) + hidden + referring("_Toc1") + p("Loppu")
    at = Table(package_of(hand), package_of(referring("_Toc1") + bookmarked("_Toc1", "Otsikko") + hidden))
    for mine, yours in zip(at.blocks[:3], (1, 2, 0), strict=False):
        at.importer.pair(mine, at.fresh_blocks[yours])
    for block in at.blocks[:3]:
        delete(block, at.pen)
    for block in reversed(at.fresh_blocks):
        insert(at.blocks[-1], block, at.pen, at.importer)
    late = [item.get(q("anchor")) for item in at.root.iter(q("hyperlink"))]
    assert late == ["_Toc1", "_Toc1_2"]
    number = "{http://schemas.microsoft.com/office/word/2010/wordml}paraId"
    assert [at.blocks.index(item) for item in at.root.iter(q("p")) if item.get(number)] == [4]
    accept_own(at.root, AUTHOR)
    names = {item.get(q("name")) for item in at.root.iter(q("bookmarkStart"))}
    assert names == {"_Toc1_2", "_dk0000000A"}
    assert [item.get(q("anchor")) for item in at.root.iter(q("hyperlink"))] == ["_Toc1_2"]
    assert "PAGEREF _Toc1_2 " in "".join(item.text for item in at.root.iter(q("instrText")))


def test_what_came_before_a_moved_heading_follows_it() -> None:
    """Before: the contents line that comes first led to the heading that goes."""
    at = Table(
        package_of(bookmarked("_Toc1", "Otsikko", 5) + p("Loppu")),
        package_of(referring("_Toc1") + bookmarked("_Toc1", "Otsikko")),
    )
    at.importer.pair(at.blocks[0], at.fresh_blocks[1])
    delete(at.blocks[0], at.pen)
    for block in at.fresh_blocks:  # the contents line first
        insert(at.blocks[-1], block, at.pen, at.importer)
    accept_own(at.root, AUTHOR)
    assert [item.get(q("name")) for item in at.root.iter(q("bookmarkStart"))] == ["_Toc1_2"]
    assert [item.get(q("anchor")) for item in at.root.iter(q("hyperlink"))] == ["_Toc1_2"]
    assert "PAGEREF _Toc1_2 " in "".join(item.text for item in at.root.iter(q("instrText")))


def test_paragraph_ids_are_kept_where_free_and_go_where_nobody_knows_them() -> None:
    number = "{http://schemas.microsoft.com/office/word/2010/wordml}paraId"
    marked = '<w:p w14:paraId="1A2B3C4D"><w:r><w:t>a</w:t></w:r></w:p>'
    _, root = brought(package_of(p("x")), package_of(marked))
    assert [item.get(number) for item in root.iter(q("p")) if item.get(number)] == ["1A2B3C4D"]
    _, root = brought(package_of(marked), package_of(marked))
    assert [item.get(number) for item in root.iter(q("p")) if item.get(number)] == ["1A2B3C4D"]
    old = package_of(p("x"))
    old.parts[MAIN] = old.read(MAIN).replace(b' mc:Ignorable="w14"', b"")
    _, root = brought(old, package_of(marked))
    assert not [item for item in root.iter(q("p")) if item.get(number)]


def test_the_same_picture_is_kept_once_and_a_dead_link_goes() -> None:
    def pictured() -> Package:
        package = package_of(
            '<w:p><w:r><w:drawing><a:blip xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" r:embed="rIdP"/></w:drawing></w:r></w:p>'
        )
        package.add("word/media/a.png", b"picture", "image/png")
        number = package.relate(MAIN, KINDS + "image", "word/media/a.png")
        package.parts[MAIN] = package.read(MAIN).replace(b"rIdP", number.encode())
        return package

    package, _ = brought(pictured(), pictured())
    assert len([name for name in package.parts if name.startswith("word/media")]) == 1
    _, root = brought(package_of(p("a")), package_of(f'<w:p><w:hyperlink r:id="rIdEiOle">{r("x")}</w:hyperlink></w:p>'))
    assert not [item for item in root.iter(q("hyperlink")) if item.attrib]
