"""Hand edits made in review: comments with answers, and people's own tracked changes."""

# ruff: noqa: ARG001  (every change has the same form)

from __future__ import annotations

from copy import deepcopy

from docx.document import Document as Opened
from docx.text.paragraph import Paragraph
from hand_edits_word import (
    MARK,
    Holds,
    both,
    docx_kind,
    has,
    kind,
    paragraph,
    properties,
    prose,
    row_of,
    rows,
    run,
    says,
    says_row,
    silent,
    style_of,
    table_of,
    write,
)
from lxml import etree
from word_open import W14, Word, found, text, w, xml

HAND = 'w:author="Kirsi Kommentoija" w:date="2026-11-20T08:00:00Z"'
_COMMENTS = "word/comments.xml"
_W15 = "http://schemas.microsoft.com/office/word/2012/wordml"


def _comment_is_there(words: str, anchors: int = 1) -> Holds:
    def holds(word: Word) -> str:
        if _COMMENTS not in word.parts:
            return "no comments"
        ids = [item.get(w("id")) for item in word.tree(_COMMENTS) if words in "".join(item.itertext())]
        if len(ids) != 1:
            return f"{len(ids)} comments say {words!r}"
        for name in ("commentRangeStart", "commentRangeEnd", "commentReference")[3 - 3 * anchors or 0 :]:
            if len(found(word.body, f".//w:{name}[@w:id='{ids[0]}']")) != 1:
                return f"the comment's {name} is gone"
        return ""

    return holds


@docx_kind("a comment added", aims=True, keeps_words=True)
def _comment(document: Opened, aim: str) -> Holds:
    _docx_comment(document, aim, f"Kommentti {MARK}")
    return _comment_is_there(f"Kommentti {MARK}")


def _docx_comment(document: Opened, aim: str, words: str) -> None:
    element: etree._Element = prose(document.element.body, aim)
    target = Paragraph(element, document._body)  # type: ignore[arg-type]
    document.add_comment(target.runs, text=words, author="Kirsi Kommentoija", initials="KK")


@docx_kind("three comments on one paragraph", keeps_words=True)
def _comments(document: Opened, aim: str) -> Holds:
    for number in range(3):
        _docx_comment(document, aim, f"Kommentti {MARK} {number}")
    return both(*(_comment_is_there(f"Kommentti {MARK} {number}") for number in range(3)))


_EXTENDED = "word/commentsExtended.xml"


def _with_threads(word: Word, aim: str, *, done: bool) -> None:
    """A comment with an answer, as Word writes them: three parts, tied by the ids of paragraphs."""
    target = prose(word.body, aim)
    comments = "".join(
        f'<w:comment w:id="{70 + place}" {HAND} w:initials="KK"><w:p w14:paraId="5A00000{place}"><w:r><w:t>{words}</w:t></w:r></w:p></w:comment>'
        for place, words in enumerate((f"Kysymys {MARK}", f"Vastaus {MARK}"))
    )
    names = f'xmlns:w="{w("x")[1:-2]}" xmlns:w14="{W14}" xmlns:w15="{_W15}"'
    state = int(done)
    threads = (
        f'<w15:commentEx w15:paraId="5A000000" w15:done="{state}"/>'
        f'<w15:commentEx w15:paraId="5A000001" w15:paraIdParent="5A000000" w15:done="{state}"/>'
    )
    _more(word, _COMMENTS, f"<w:comments {names}>{comments}</w:comments>",
          "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments",
          "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml")  # fmt: skip
    _more(word, _EXTENDED, f"<w15:commentsEx {names}>{threads}</w15:commentsEx>",
          "http://schemas.microsoft.com/office/2011/relationships/commentsExtended",
          "application/vnd.openxmlformats-officedocument.wordprocessingml.commentsExtended+xml")  # fmt: skip
    start = "".join(f'<w:commentRangeStart w:id="{70 + place}"/>' for place in (0, 1))
    end = "".join(
        f'<w:commentRangeEnd w:id="{70 + p}"/><w:r><w:commentReference w:id="{70 + p}"/></w:r>' for p in (0, 1)
    )
    first = next(target.iter(w("r")))
    for item in list(xml(f"<w:x>{start}</w:x>")):
        first.addprevious(item)
    target.extend(list(xml(f"<w:x>{end}</w:x>")))


def _more(word: Word, part: str, markup: str, kind_: str, media: str) -> None:
    """What a part holds, put into the part where there is one."""
    if part in word.parts:
        word.tree(part).extend(list(etree.fromstring(markup)))
        return
    word.parts[part] = markup.encode()
    related(word, part, kind_, media)


def related(word: Word, part: str, kind_: str, media: str, owner: str = "document") -> str:
    """A new part of the document: its relationship's id."""
    rels = word.tree(f"word/_rels/{owner}.xml.rels")
    id_ = f"rId9{len(rels):02d}"
    target = part.removeprefix("word/")
    rels.append(etree.fromstring(
        f'<Relationship xmlns="http://schemas.openxmlformats.org/package/2006/relationships" Id="{id_}" Type="{kind_}" Target="{target}"/>'
    ))  # fmt: skip
    word.tree("[Content_Types].xml").append(etree.fromstring(
        f'<Override xmlns="http://schemas.openxmlformats.org/package/2006/content-types" PartName="/{part}" ContentType="{media}"/>'
    ))  # fmt: skip
    return id_


def _thread(done: str) -> Holds:
    def holds(word: Word) -> str:
        if _EXTENDED not in word.parts:
            return "no threads"
        root = word.tree(_EXTENDED)
        return "" if f'done="{done}"' in etree.tostring(root).decode() and len(root) >= 2 else "the thread is gone"

    return both(_comment_is_there(f"Kysymys {MARK}"), _comment_is_there(f"Vastaus {MARK}"), holds)


@kind("a comment answered", aims=True, keeps_words=True)
def _answered(word: Word, aim: str) -> Holds:
    _with_threads(word, aim, done=False)
    return _thread("0")


@kind("a comment resolved", keeps_words=True)
def _resolved(word: Word, aim: str) -> Holds:
    _with_threads(word, aim, done=True)
    return _thread("1")


@kind("a tracked insertion", aims=True)
def _insertion(word: Word, aim: str) -> Holds:
    change = xml(f'<w:ins w:id="801" {HAND}/>')
    change.append(run(f" Lisäys {MARK}."))
    prose(word.body, aim).append(change)
    return both(says(f"Lisäys {MARK}."), has(".//w:ins[@w:author='Kirsi Kommentoija']/w:r"))


@kind("a tracked deletion", aims=True)
def _deletion(word: Word, aim: str) -> Holds:
    target = prose(word.body, aim)
    words = text(target)
    last = list(target.iter(w("r")))[-1]
    kept, gone = deepcopy(last), deepcopy(last)
    head, _, tail = (last.find(w("t")).text or "").rpartition(" ")
    kept.find(w("t")).text = head
    gone.find(w("t")).text = f" {tail}"
    gone.find(w("t")).tag = w("delText")
    change = xml(f'<w:del w:id="802" {HAND}/>')
    change.append(gone)
    last.addprevious(kept)
    last.addprevious(change)
    last.getparent().remove(last)
    return both(has(".//w:del[@w:author='Kirsi Kommentoija']//w:delText"), silent(words, _count(word, words)))


def _count(word: Word, words: str) -> int:
    return word.lines().count(words)


@kind("a tracked replacement", aims=True)
def _replacement(word: Word, aim: str) -> Holds:
    target = prose(word.body, aim)
    old = xml(f'<w:del w:id="803" {HAND}/>')
    for item in target.findall(w("r")):
        old.append(item)
    for item in old.iter(w("t")):
        item.tag = w("delText")
    new = xml(f'<w:ins w:id="804" {HAND}/>')
    new.append(run(f"Tilalle {MARK}"))
    target.extend([old, new])
    return both(has(".//w:del[@w:author='Kirsi Kommentoija']"), says(f"Tilalle {MARK}"))


@kind("a tracked new paragraph", keeps_words=True)
def _new_paragraph(word: Word, aim: str) -> Holds:
    new = xml(
        f'<w:p><w:pPr><w:pStyle w:val="BodyText"/><w:rPr><w:ins w:id="805" {HAND}/></w:rPr></w:pPr><w:ins w:id="806" {HAND}/></w:p>'
    )
    new[-1].append(run(f"Seurattu kappale {MARK}."))
    prose(word.body, aim).addnext(new)
    return both(says(f"Seurattu kappale {MARK}."), has(".//w:pPr/w:rPr/w:ins[@w:author='Kirsi Kommentoija']"))


@kind("a tracked deletion of a paragraph")
def _deleted_paragraph(word: Word, aim: str) -> Holds:
    target = prose(word.body, aim)
    old = xml(f'<w:del w:id="807" {HAND}/>')
    for item in target.findall(w("r")):
        old.append(item)
    for item in old.iter(w("t")):
        item.tag = w("delText")
    target.append(old)
    properties(target).append(xml(f'<w:rPr><w:del w:id="808" {HAND}/></w:rPr>'))
    return both(
        has(".//w:pPr/w:rPr/w:del[@w:author='Kirsi Kommentoija']"), has(".//w:p/w:del[@w:author='Kirsi Kommentoija']")
    )


@kind("a tracked row", keeps_words=True)
def _tracked_row(word: Word, aim: str) -> Holds:
    row = row_of(word.body, aim)
    new = deepcopy(row)
    for item in new.iter(w("p"), w("tr")):
        item.attrib.clear()
    properties(new, "trPr").append(xml(f'<w:ins w:id="809" {HAND}/>'))
    for item in new.iter(w("p")):
        write(item, f"Seurattu rivi {MARK}")
    row.addnext(new)
    return both(says(f"Seurattu rivi {MARK}"), has(".//w:trPr/w:ins[@w:author='Kirsi Kommentoija']"))


@kind("a tracked deletion of a row", keeps_words=True)
def _tracked_row_gone(word: Word, aim: str) -> Holds:
    row = row_of(word.body, aim)
    properties(row, "trPr").append(xml(f'<w:del w:id="810" {HAND}/>'))
    return has(".//w:trPr/w:del[@w:author='Kirsi Kommentoija']")


@kind("tracked formatting", aims=True, keeps_words=True)
def _formatting(word: Word, aim: str) -> Holds:
    for number, item in enumerate(prose(word.body, aim).findall(w("r"))):
        looks = properties(item, "rPr")
        old = deepcopy(looks)
        looks.insert(1 if len(looks) and looks[0].tag == w("rStyle") else 0, xml("<w:b/>"))
        looks.append(xml(f'<w:rPrChange w:id="{811 + number}" {HAND}/>'))
        looks[-1].append(old)
    return has(".//w:rPr/w:rPrChange[@w:author='Kirsi Kommentoija']")


@kind("tracked formatting of a paragraph", aims=True, keeps_words=True)
def _paragraph_formatting(word: Word, aim: str) -> Holds:
    looks = properties(prose(word.body, aim))
    old = deepcopy(looks)
    for item in old.findall(w("rPr")):
        old.remove(item)
    looks.append(xml('<w:jc w:val="right"/>'))
    looks.append(xml(f'<w:pPrChange w:id="831" {HAND}/>'))
    looks[-1].append(old)
    return both(has(".//w:pPr/w:pPrChange[@w:author='Kirsi Kommentoija']"), has(".//w:pPr/w:jc[@w:val='right']"))


@kind("a tracked move")
def _tracked_move(word: Word, aim: str) -> Holds:
    target = prose(word.body, aim)
    new = deepcopy(target)
    new.attrib.clear()
    for item, name, id_ in ((target, "moveFrom", 841), (new, "moveTo", 845)):
        holder = xml(f'<w:{name} w:id="{id_}" {HAND}/>')
        holder.extend(item.findall(w("r")))
        properties(item).append(xml(f'<w:rPr><w:{name} w:id="{id_ + 1}" {HAND}/></w:rPr>'))
        start = f'<w:{name}RangeStart w:id="{id_ + 2}" {HAND} w:name="move1"/>'
        item.extend([xml(start), holder, xml(f'<w:{name}RangeEnd w:id="{id_ + 2}"/>')])
    word.body[-2].addnext(new)
    return both(has(".//w:p/w:moveFrom"), has(".//w:p/w:moveTo"), says(text(new)))


@kind("our name on a person's change")
def _not_ours(word: Word, aim: str) -> Holds:
    """Somebody who is called nearly as the program is."""
    change = xml('<w:ins w:id="851" w:author="Digitiekartta Oy" w:date="2026-11-20T08:00:00Z"/>')
    change.append(run(f" Lisäys {MARK}."))
    prose(word.body, aim).append(change)
    return both(says(f"Lisäys {MARK}."), has(".//w:ins[@w:author='Digitiekartta Oy']/w:r"))


@kind("a comment over several paragraphs", keeps_words=True)
def _wide_comment(word: Word, aim: str) -> Holds:
    _with_threads(word, aim, done=False)
    end = list(word.body.iter(w("commentRangeEnd")))
    reference = [item.getparent() for item in word.body.iter(w("commentReference"))]
    place = prose(word.body, aim)
    for item in place.itersiblings():
        if item.tag == w("p") and style_of(item) == "Ingressi":
            item.extend([*end, *reference])
            break
    return _thread("0")


@kind("a table's rows tracked, all of them", keeps_words=True)
def _tracked_table(word: Word, aim: str) -> Holds:
    table = table_of(word.body)
    said = [says_row(row) for row in rows(table)]
    new = deepcopy(table)
    for place, row in enumerate(rows(new)):
        for item in row.iter(w("p"), w("tr")):
            item.attrib.clear()
        properties(row, "trPr").append(xml(f'<w:ins w:id="{861 + place}" {HAND}/>'))
        write(next(row.iter(w("p"))), f"Seurattu taulukko {MARK}")
    table.addnext(new)
    new.addprevious(paragraph(f"Väli {MARK}"))
    return both(says(f"Seurattu taulukko {MARK}", len(said)), has(".//w:trPr/w:ins", len(said)))
