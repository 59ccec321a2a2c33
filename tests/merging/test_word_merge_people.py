"""What people said and did round our own pending changes, and what they took out, through the next merges."""

from __future__ import annotations

import time

from lxml import etree
from test_word_merge import RUN, comments, merged, now, paragraphs, told

from documents import NAMESPACES, OFFICE, paragraph, part, run, word
from pipeline.merging.merge import accepted, merge
from pipeline.merging.run import Run
from pipeline.merging.wordings import said
from pipeline.ooxml.dialect import W14, W15, W
from pipeline.ooxml.package import Package, read_package
from pipeline.vocabulary.changes import Fate, Kind, What

KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml.{}+xml"
HEAD, COST, END = "Head of it", "Cost 100 euros", "End of it"
NEW = "A line of the workbook"


def q(name: str) -> str:
    return f"{{{W}}}{name}"


def hung(document: bytes) -> dict[str, str]:
    """What each comment says that hangs on something, by what its paragraph says."""
    tree = etree.fromstring(part(document, "word/comments.xml").encode())
    words = {item.get(q("id")): "".join(map(str, item.itertext())) for item in tree}
    body = etree.fromstring(part(document).encode())
    return {
        words[item.get(q("id"))]: said(next(item.iterancestors(q("p")))) for item in body.iter(q("commentReference"))
    }


def marks(document: bytes) -> list[str]:
    """The marks of comments in the body whose comment is nowhere, and comments that hang nowhere."""
    body = etree.fromstring(part(document).encode())
    there = {item.get(q("id")) or "" for item in body.iter(q("commentReference"))}
    ranges = {item.get(q("id")) or "" for item in body.iter(q("commentRangeStart"), q("commentRangeEnd"))}
    tree = etree.fromstring(part(document, "word/comments.xml").encode())
    return sorted((there | ranges) ^ {item.get(q("id")) or "" for item in tree})


def saved(package: Package, **texts: str) -> bytes:
    for name, text in texts.items():
        package.parts[f"word/{name}.xml"] = text.encode()
    return package.write()


def typed_into(document: bytes, words: str) -> bytes:
    """Our only comment with a line more, as a person types it there instead of answering."""
    text = part(document, "word/comments.xml")
    assert text.count("</w:comment>") == 1
    line = f"<w:p><w:r><w:t>{words}</w:t></w:r></w:p></w:comment>"
    return saved(read_package(document), comments=text.replace("</w:comment>", line))


def with_comment(document: bytes, at: str, words: str) -> bytes:
    """A person's comment on the run that says this."""
    package = read_package(document)
    body = part(document)
    start = body.rindex("<w:r", 0, body.index(f">{at}</w:t>"))
    end = body.index("</w:r>", start) + len("</w:r>")
    mark = '<w:commentRange{} w:id="70"/>'
    hanging = f'{mark.format("End")}<w:r><w:commentReference w:id="70"/></w:r>'
    body = body[:start] + mark.format("Start") + body[start:end] + hanging + body[end:]
    theirs = f'<w:comment w:id="70" w:author="Anna"><w:p><w:r><w:t>{words}</w:t></w:r></w:p></w:comment>'
    all_of_them = part(document, "word/comments.xml").replace("</w:comments>", f"{theirs}</w:comments>")
    return saved(package, document=body, comments=all_of_them)


def answered(document: bytes) -> bytes:
    """Our only comment answered by a person; both hang at the same place."""
    package = read_package(document)
    tree = etree.fromstring(part(document, "word/comments.xml").encode())
    [ours] = tree
    ours[-1].set(f"{{{W14}}}paraId", "0A000001")
    tree.append(etree.fromstring(
        f'<w:comment {NAMESPACES} xmlns:w14="{W14}" w:id="70" w:author="Anna"><w:p w14:paraId="0A000002"><w:r>'
        "<w:t>We can't agree</w:t></w:r></w:p></w:comment>"
    ))  # fmt: skip
    body = etree.fromstring(part(document).encode())
    reference = next(body.iter(q("commentReference"))).getparent()
    assert reference is not None
    reference.addnext(etree.fromstring(f'<w:r {NAMESPACES}><w:commentReference w:id="70"/></w:r>'))
    package.add(
        "word/commentsExtended.xml",
        f'<w15:commentsEx xmlns:w15="{W15}"><w15:commentEx w15:paraId="0A000001"/>'
        f'<w15:commentEx w15:paraId="0A000002" w15:paraIdParent="0A000001"/></w15:commentsEx>'.encode(),
        KIND.format("commentsExtended"),
    )
    package.relate("word/document.xml", "http://schemas.microsoft.com/office/2011/relationships/commentsExtended",
                   "word/commentsExtended.xml")  # fmt: skip
    return saved(package, document=etree.tostring(body).decode(), comments=etree.tostring(tree).decode())


def test_a_line_that_is_only_pending_goes_again_with_our_comment() -> None:
    base, longer = word(HEAD, END), word(HEAD, NEW, END)
    pending = merged(base, base, longer).document
    assert (NEW in now(pending), comments(pending)) == (True, [f" → {NEW}"])
    result = merged(longer, pending, base)
    assert told(result) == [(Kind.REMOVED, Fate.UPDATED, What.TEXT)]
    assert now(result.document) == [said(item) for item in paragraphs(result.document)] == [HEAD, END]
    assert (comments(result.document), marks(result.document)) == ([], [])


def test_a_pending_line_goes_again_where_nothing_is_said_of_it() -> None:
    base, longer = word(HEAD, END), word(HEAD, NEW, END)
    silent = Run(RUN.when, lambda _: "")
    pending = merge(base, base, longer, silent).document
    assert now(merge(longer, pending, base, silent).document) == [HEAD, END]


def test_an_answer_to_our_comment_outlives_the_line_that_it_was_about() -> None:
    base, longer = word(HEAD, END), word(HEAD, NEW, END)
    hand = answered(merged(base, base, longer).document)
    result = merged(longer, hand, base)
    assert now(result.document) == [HEAD, END]
    assert hung(result.document) == {f" → {NEW}": END, "We can't agree": END}
    assert marks(result.document) == []


def test_what_a_person_typed_into_our_comment_stays() -> None:
    base, first, second = (word(f"Cost {value} euros", END) for value in (100, 120, 130))
    hand = typed_into(merged(base, base, first).document, "The mayor doesn't agree")
    theirs = "Cost 100 euros → Cost 120 eurosThe mayor doesn't agree"
    assert comments(hand) == comments(accepted(hand)) == [theirs]
    result = merged(first, hand, second)
    assert comments(result.document) == [theirs, "Cost 120 euros → Cost 130 euros"]
    assert marks(result.document) == []
    plain = merged(first, merged(base, base, first).document, second).document
    assert comments(plain) == ["Cost 120 euros → Cost 130 euros"]


def test_a_persons_comment_on_our_pending_words_stays() -> None:
    base, first, second = (word(f"Cost {value} euros", END) for value in (100, 120, 130))
    hand = with_comment(merged(base, base, first).document, "120", "Where from?")
    for result in (merged(first, hand, second).document, accepted(hand), merged(first, hand, base).document):
        assert "Where from?" in hung(result)
        assert marks(result) == []


def test_a_persons_comment_on_a_pending_line_stays() -> None:
    base, longer = word(HEAD, END), word(HEAD, NEW, END)
    hand = with_comment(merged(base, base, longer).document, NEW, "Who does it?")
    result = merged(longer, hand, base).document
    assert (now(result), hung(result), marks(result)) == ([HEAD, END], {"Who does it?": END}, [])


def noted(text: str) -> bytes:
    reference = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    package = read_package(word(paragraph(run(COST), reference), END))
    note = f'<w:footnote w:id="2"><w:p>{run(text)}</w:p></w:footnote>'
    package.add(
        "word/footnotes.xml", f"<w:footnotes {NAMESPACES}>{note}</w:footnotes>".encode(), KIND.format("footnotes")
    )
    package.relate("word/document.xml", f"{OFFICE}/footnotes", "word/footnotes.xml")
    return package.write()


def test_what_changed_in_notes_that_people_took_out_is_told() -> None:
    base, fresh = noted("Prices of 2027"), noted("Prices of 2028")
    assert [(item.fate, item.before, item.after) for item in merged(base, base, fresh).changes] == [
        (Fate.UPDATED, "Prices of 2027", "Prices of 2028")
    ]
    hand = word(COST, END)
    result = merged(base, hand, fresh)
    assert [(item.kind, item.fate, item.before, item.after) for item in result.changes] == [
        (Kind.CHANGED, Fate.LEFT_OUT, "Prices of 2027", "Prices of 2028")
    ]
    assert part(result.document) == part(hand)
    assert merged(base, hand, base).changes == ()


def test_a_new_line_comes_beside_a_control_that_holds_one() -> None:
    control = f"<w:sdt><w:sdtPr>{{}}</w:sdtPr><w:sdtContent>{paragraph(COST)}</w:sdtContent></w:sdt>"
    base, longer = word(HEAD, COST, END), word(HEAD, COST, NEW, END)
    for kind in ("<w:text/>", "<w:date/>", "<w:dropDownList/>"):
        result = merged(base, word(HEAD, control.format(kind), END), longer).document
        assert now(result) == [HEAD, COST, NEW, END]
        [held] = etree.fromstring(part(result).encode()).iter(q("sdtContent"))
        assert [said(item) for item in held] == [COST]
    result = merged(word(HEAD, COST), word(HEAD, control.format("<w:text/>")), word(HEAD, COST, NEW)).document
    assert now(result) == [HEAD, COST, NEW]


def marked(place: int) -> str:
    mark = f'<w:bookmarkStart w:id="{place}" w:name="_dk{place:08X}"/><w:bookmarkEnd w:id="{place}"/>'
    return f'<w:p xmlns:w14="{W14}" w14:paraId="{place:08X}">{mark}{run(f"Line {place} of it")}</w:p>'


def test_many_new_lines_and_rows_take_no_longer_each_than_few() -> None:
    base, fresh = (word(*(marked(place) for place in range(1, count))) for count in (1000, 3000))
    rows = [f"<w:tr><w:tc><w:tcPr/>{marked(place)}</w:tc></w:tr>" for place in range(1, 800)]
    shuffled = [rows[place * 7 % len(rows)] for place in range(len(rows))]
    tables = [word(f"<w:tbl><w:tblPr/>{''.join(item)}</w:tbl>", END) for item in (rows, shuffled)]
    start = time.process_time()
    added = merged(base, base, fresh)
    between = time.process_time()
    moved = merged(tables[0], tables[0], tables[1])
    assert len(added.changes) == 2000 and {item.kind for item in moved.changes} == {Kind.MOVED}
    assert (between - start, time.process_time() - between) < (9, 9)
