"""Hand edits that point elsewhere or hold something: notes, links, bookmarks, references, fields, content controls."""

from __future__ import annotations

from docx.document import Document as Opened
from docx.oxml.ns import qn
from hand_edits_word import MARK, Holds, both, docx_kind, has, kind, paragraph, properties, prose, run, says, styled
from hand_edits_word_review import related
from lxml import etree
from word_open import R, W, Word, text, w, xml

_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"


@kind("a bookmark set", aims=True, keeps_words=True)
def _bookmark(word: Word, aim: str) -> Holds:
    target = prose(word.body, aim)
    next(target.iter(w("r"))).addprevious(xml(f'<w:bookmarkStart w:id="701" w:name="{MARK}_kohta"/>'))
    target.append(xml('<w:bookmarkEnd w:id="701"/>'))
    return both(has(f".//w:bookmarkStart[@w:name='{MARK}_kohta']"), _ended(f"{MARK}_kohta"))


def _ended(name: str) -> Holds:
    def holds(word: Word) -> str:
        starts = word.find(f".//w:bookmarkStart[@w:name='{name}']")
        ids = [item.get(w("id")) for item in word.body.iter(w("bookmarkEnd"))]
        return "" if len(starts) == 1 and ids.count(starts[0].get(w("id"))) == 1 else f"the bookmark {name} has no end"

    return holds


@kind("a cross-reference", aims=False)
def _reference(word: Word, aim: str) -> Holds:
    heading = styled(word.body, "Heading2")[0]
    heading.insert(1, xml('<w:bookmarkStart w:id="702" w:name="_Ref777"/>'))
    heading.append(xml('<w:bookmarkEnd w:id="702"/>'))
    target = prose(word.body, aim)
    target.append(run(f" Katso {MARK} "))
    target.extend(field(" REF _Ref777 \\h ", text(heading)))
    return both(says(f"Katso {MARK} #"), has(".//w:bookmarkStart[@w:name='_Ref777']"))


def field(instruction: str, result: str) -> list[etree._Element]:
    """A field with its result, as runs."""
    code = run("")
    code[0].tag, code[0].text = w("instrText"), instruction
    marks = [xml(f'<w:r><w:fldChar w:fldCharType="{kind_}"/></w:r>') for kind_ in ("begin", "separate", "end")]
    return [marks[0], code, marks[1], run(result), marks[2]]


@kind("a date field", aims=False)
def _date(word: Word, aim: str) -> Holds:
    target = prose(word.body, aim)
    target.append(run(f" {MARK} "))
    target.extend(field(' DATE \\@ "d.M.yyyy" ', "20.11.2026"))
    return both(has(".//w:instrText[contains(., 'DATE')]"), says(f" {MARK} #"))


@kind("a simple field", keeps_words=True)
def _simple(word: Word, aim: str) -> Holds:
    new = paragraph(f"Sivuja {MARK}: ")
    new.append(xml('<w:fldSimple w:instr=" NUMPAGES "><w:r><w:t>31</w:t></w:r></w:fldSimple>'))
    prose(word.body, aim).addnext(new)
    return both(says(f"Sivuja {MARK}: #"), has(".//w:fldSimple"))


@kind("a link put in", aims=True)
def _link(word: Word, aim: str) -> Holds:
    rels = word.tree("word/_rels/document.xml.rels")
    rels.append(etree.fromstring(
        '<Relationship xmlns="http://schemas.openxmlformats.org/package/2006/relationships" Id="rIdLinkki" '
        f'Type="{R}/hyperlink" Target="https://mallila.example/{MARK}?a=1&amp;b=2" TargetMode="External"/>'
    ))  # fmt: skip
    link = xml('<w:hyperlink r:id="rIdLinkki"/>')
    link.append(run(f" linkki {MARK}"))
    prose(word.body, aim).append(link)

    def holds(now: Word) -> str:
        targets = {item.get("Id"): item.get("Target", "") for item in now.tree("word/_rels/document.xml.rels")}
        ids = [item.get(f"{{{R}}}id") for item in now.body.iter(w("hyperlink"))]
        return "" if any(MARK in targets.get(id_, "") for id_ in ids) else "the link's address is gone"

    return both(says(f"linkki {MARK}"), holds)


@kind("a link to a heading", aims=False)
def _inner_link(word: Word, aim: str) -> Holds:
    link = xml('<w:hyperlink w:anchor="_Toc000000001"/>')
    link.append(run(f" alkuun {MARK}"))
    prose(word.body, aim).append(link)
    return has(f".//w:hyperlink[@w:anchor='_Toc000000001'][contains(., '{MARK}')]")


def _note(word: Word, aim: str, kind_: str) -> Holds:
    """A note with the part, its separators and its relationship, as Word makes them with the first one."""
    part = f"word/{kind_}s.xml"
    marks = "".join(
        f'<w:{kind_} w:type="{name}" w:id="{id_}"><w:p><w:r><w:{tag}/></w:r></w:p></w:{kind_}>'
        for name, id_, tag in (("separator", -1, "separator"), ("continuationSeparator", 0, "continuationSeparator"))
    )
    note = f'<w:{kind_} w:id="1"><w:p><w:r><w:{kind_}Ref/></w:r><w:r><w:t xml:space="preserve"> Viite {MARK}.</w:t></w:r></w:p></w:{kind_}>'
    word.parts[part] = f'<w:{kind_}s xmlns:w="{W}">{marks}{note}</w:{kind_}s>'.encode()
    related(word, part, f"{R}/{kind_}s", f"{_TYPE}.{kind_}s+xml")
    prose(word.body, aim).append(xml(f'<w:r><w:{kind_}Reference w:id="1"/></w:r>'))
    return both(says(f"Viite {MARK}."), has(f".//w:{kind_}Reference[@w:id='1']"))


@kind("a footnote added", aims=True)
def _footnote(word: Word, aim: str) -> Holds:
    return _note(word, aim, "footnote")


@kind("an endnote added")
def _endnote(word: Word, aim: str) -> Holds:
    return _note(word, aim, "endnote")


@kind("a content control round some words", aims=True, keeps_words=True)
def _inline_control(word: Word, aim: str) -> Holds:
    target = prose(word.body, aim)
    control = xml(
        f'<w:sdt><w:sdtPr><w:alias w:val="{MARK}"/><w:tag w:val="{MARK}"/><w:id w:val="7777"/></w:sdtPr><w:sdtContent/></w:sdt>'
    )
    first = target.find(w("r"))
    first.addprevious(control)
    control[-1].append(first)
    return has(f".//w:p/w:sdt/w:sdtPr/w:tag[@w:val='{MARK}']")


@kind("a content control round a paragraph", aims=False, keeps_words=True)
def _block_control(word: Word, aim: str) -> Holds:
    target = prose(word.body, aim)
    control = xml(
        f'<w:sdt><w:sdtPr><w:alias w:val="{MARK}"/><w:tag w:val="{MARK}"/><w:id w:val="7778"/></w:sdtPr><w:sdtContent/></w:sdt>'
    )
    target.addprevious(control)
    control[-1].append(target)
    return has(f".//w:body/w:sdt[w:sdtPr/w:tag/@w:val='{MARK}']/w:sdtContent/w:p")


@kind("a choice list in a paragraph of its own", keeps_words=True)
def _choice(word: Word, aim: str) -> Holds:
    items = "".join(f'<w:listItem w:displayText="{item}" w:value="{item}"/>' for item in ("kyllä", "ei"))
    control = f'<w:sdt><w:sdtPr><w:id w:val="7779"/><w:dropDownList>{items}</w:dropDownList></w:sdtPr><w:sdtContent><w:r><w:t>kyllä</w:t></w:r></w:sdtContent></w:sdt>'
    prose(word.body, aim).addnext(xml(f"<w:p>{control}</w:p>"))
    return has(".//w:sdt//w:dropDownList")


@kind("an index entry", keeps_words=False)
def _index(word: Word, aim: str) -> Holds:
    mark = field(f' XE "{MARK}" ', "")
    prose(word.body, aim).extend([mark[0], mark[1], mark[4]])
    return has(".//w:instrText[contains(., 'XE')]")


@docx_kind("a symbol of another font", keeps_words=False)
def _symbol(document: Opened, aim: str) -> Holds:
    target = prose(document.element.body, aim)
    item = xml('<w:r><w:sym w:font="Wingdings" w:char="F04A"/></w:r>')
    target.append(item)
    assert item.tag == qn("w:r")
    return has(".//w:sym[@w:char='F04A']")


@kind("hidden text", keeps_words=False)
def _hidden(word: Word, aim: str) -> Holds:
    prose(word.body, aim).append(run(f" piilossa {MARK}", "<w:vanish/>"))
    return has(f".//w:r[w:rPr/w:vanish][contains(., 'piilossa {MARK}')]")


@kind("proofing told to skip a paragraph", keeps_words=True)
def _no_proof(word: Word, aim: str) -> Holds:
    for item in prose(word.body, aim).iter(w("r")):
        properties(item, "rPr").append(xml("<w:noProof/>"))
    return has(".//w:r[w:t]/w:rPr/w:noProof")
