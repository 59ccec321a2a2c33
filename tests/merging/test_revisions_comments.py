"""Our comments on people's blocks: the newest of each block, and none that somebody answered is touched."""

from __future__ import annotations

from revision_judging import q
from revision_making import AUTHOR, MAIN, OTHER, Table, p, package_of, r, table

from pipeline.merging.revisions.answers import accept_own, reject_own
from pipeline.merging.revisions.blocks import delete, insert
from pipeline.merging.revisions.comments import comment, open_comments, withdraw_all
from pipeline.ooxml.package import Package, parse, read_package, serialise

KINDS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
W15 = "http://schemas.microsoft.com/office/word/2012/wordml"


def said(package: Package) -> dict[str, str]:
    [part] = [item.target for item in package.related(MAIN, "comments")]
    tree = parse(package.read(part))
    return {
        item.get(q("id")): f"{item.get(q('author'))}: {'|'.join(''.join(x.itertext()) for x in item)}" for item in tree
    }


def marked(package: Package) -> list[str]:
    return [item.get(q("id")) for item in parse(package.read(MAIN)).iter(q("commentReference"))]


def commented(body: str, *texts: str) -> Package:
    at = Table(body, p(""))
    comments = open_comments(at.hand, at.root, AUTHOR)
    for text in texts:
        comment(at.blocks[0], text, at.pen, comments)
    comments.write()
    return read_package(at.written())


def test_a_comment_stands_round_the_paragraph() -> None:
    package = commented(
        p("On 42 kpl", properties='<w:pPr><w:jc w:val="left"/></w:pPr>'), "Uusi arvo: 47\nToimenpiteet!C4"
    )
    assert said(package) == {"0": f"{AUTHOR}: Uusi arvo: 47|Toimenpiteet!C4"}
    tags = [item.tag for item in parse(package.read(MAIN))[0][0]]
    assert tags[:2] == [q("pPr"), q("commentRangeStart")] and tags[-2:] == [q("commentRangeEnd"), q("r")]


def test_a_new_comment_takes_the_place_of_the_old_one() -> None:
    package = reopened(commented(p("a"), "Ensin", "Samalla kertaa"), "Sitten")
    assert said(package) == {"2": f"{AUTHOR}: Sitten"}
    assert marked(package) == ["2"]
    assert len(list(parse(package.read(MAIN)).iter(q("r")))) == 2


def reopened(package: Package, text: str) -> Package:
    root = parse(package.read(MAIN))
    at = Table(package, p(""))
    comments = open_comments(package, root, AUTHOR)
    comment(root[0][0], text, at.pen, comments)
    comments.write()
    package.parts[MAIN] = serialise(root)
    return read_package(package.write())


def test_answered_comments_and_those_of_others_stay() -> None:
    package = commented(p("a"), "Ensin")
    part = package.related(MAIN, "comments")[0].target
    xml = package.read(part).replace(b"<w:p>", f'<w:p xmlns:w14="{W14}" w14:paraId="00000011">'.encode())
    other = f'<w:comment w:id="5" w:author="{OTHER}"><w:p xmlns:w14="{W14}" w14:paraId="00000022"/></w:comment></w:comments>'
    package.parts[part] = xml.replace(b"</w:comments>", other.encode())
    unanswered = reopened(package.copy(), "Sitten")
    assert said(unanswered) == {"5": f"{OTHER}: ", "6": f"{AUTHOR}: Sitten"}
    extended = (
        f'<w15:commentsEx xmlns:w15="{W15}"><w15:commentEx w15:paraId="00000011" w15:done="0"/>'
        '<w15:commentEx w15:paraId="00000022" w15:paraIdParent="00000011" w15:done="0"/></w15:commentsEx>'
    )
    package.add(
        "word/commentsExtended.xml",
        extended.encode(),
        "application/vnd.openxmlformats-officedocument.wordprocessingml.commentsExtended+xml",
    )
    package.relate(
        MAIN, "http://schemas.microsoft.com/office/2011/relationships/commentsExtended", "word/commentsExtended.xml"
    )
    answered = reopened(package, "Sitten")
    assert said(answered) == {"0": f"{AUTHOR}: Ensin", "5": f"{OTHER}: ", "6": f"{AUTHOR}: Sitten"}
    assert marked(answered) == ["0", "6"]


def test_a_comment_on_a_block_comes_and_goes_with_it() -> None:
    at = Table(p("a") + p("b"), p("uusi"))
    comments = open_comments(at.hand, at.root, AUTHOR)
    fresh = insert(at.blocks[0], at.fresh_blocks[0], at.pen, at.importer)
    delete(at.blocks[0], at.pen)
    comment(fresh, "Uusi", at.pen, comments)
    comment(at.blocks[0], "Poistettu", at.pen, comments)
    reject_own(at.root, AUTHOR)
    assert [item.get(q("id")) for item in at.root.iter(q("commentReference"))] == ["1"]
    at = Table(p("a") + p("b"), p("uusi"))
    comments = open_comments(at.hand, at.root, AUTHOR)
    delete(at.blocks[0], at.pen)
    comment(at.blocks[0], "Poistettu", at.pen, comments)
    accept_own(at.root, AUTHOR)
    assert [item.get(q("id")) for item in at.root.iter(q("commentReference"))] == []


def test_a_comment_on_a_table_or_a_box_stands_in_a_paragraph_that_can_have_one() -> None:
    box = f"<w:p><w:r><w:pict><w:txbxContent>{p('laatikko')}</w:txbxContent></w:pict></w:r></w:p>"
    at = Table(table("<w:tr><w:tc><w:tcPr/><w:p/></w:tc></w:tr>") + box, p(""))
    comments = open_comments(at.hand, at.root, AUTHOR)
    comment(at.blocks[0], "Taulukko", at.pen, comments)
    comment(next(at.root.iter(q("txbxContent")))[0], "Laatikko", at.pen, comments)
    homes = [next(item.iterancestors(q("p"))) for item in at.root.iter(q("commentReference"))]
    assert homes[0].getparent().tag == q("tc") and homes[1] is at.blocks[1]
    elsewhere = parse(package_of(p("ylätunniste")).read(MAIN))
    comment(elsewhere[0][0], "Ylätunniste", at.pen, comments)
    assert next(at.root.iter(q("commentReference"))).get(q("id")) == "2" or len(comments.ours) == 0


def test_all_of_ours_go_at_once_but_for_those_to_keep() -> None:
    package = commented(p("a") + p("b") + f"<w:p>{r('c')}</w:p>", "Yksi")
    root = parse(package.read(MAIN))
    comments = open_comments(package, root, AUTHOR)
    withdraw_all(comments, keep=frozenset({"0"}))
    assert marked(package) == ["0"] and not comments.changed
    withdraw_all(comments)
    comments.write()
    assert not list(root.iter(q("commentReference"), q("commentRangeStart"), q("commentRangeEnd")))
    assert said(package) == {}
