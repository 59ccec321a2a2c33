"""What a Word document becomes when tracked changes are accepted or rejected: an implementation for judging ours.

In: an opened document, whose changes (an author's, or everybody's). Out: the document without them. What Word itself
does: a row whose insertion is rejected goes; a paragraph whose mark goes joins the next one, and when it has nothing of
its own it goes whole.
"""

from __future__ import annotations

import re
from copy import deepcopy
from functools import lru_cache

from lxml import etree
from word_open import MAIN, W14, WP, C, Word, blocks, text, w

OURS = "digitiekartta"
_KEPT = {True: ("ins", "moveTo"), False: ("del", "moveFrom")}
_FORMER = ("rPrChange", "pPrChange", "tblPrChange", "trPrChange", "tcPrChange", "sectPrChange", "tblGridChange")
_UNSEEN = re.compile(r"}(rsid\w*|space|textId|paraId)$")
"""The identities of blocks are judged apart: a block that moves takes its own along."""
_NUMBERED = re.compile(r"\s*(SEQ|REF)\b")
_PROGRAMS = re.compile(r"(?<=_)(Toc|Ref)\w+")
_DRAWN, _CHART = f"{{{WP}}}docPr", f"{{{C}}}chart"
_EDGES = ("moveFromRangeStart", "moveFromRangeEnd", "moveToRangeStart", "moveToRangeEnd")


def view(word: Word, *, accept: bool, author: str = "") -> Word:
    """The document with an author's changes, or with nobody named everybody's, accepted or rejected."""
    new = Word(dict(word.parts))
    for part in word.stories():
        root = deepcopy(word.tree(part))
        resolve(root, accept=accept, author=author)
        new.trees[part] = root
    return new


def resolve(root: etree._Element, *, accept: bool, author: str = "") -> None:
    """Takes the changes of a tree back or makes them lasting, in place."""
    keeps, drops = _KEPT[accept], _KEPT[not accept]
    for row in [item for item in root.iter(w("tr")) if _marked(item.find(w("trPr")), drops, author)]:
        _without(row)
    gone = [item for item in root.iter(w("p")) if _marked(item.find(f"{w('pPr')}/{w('rPr')}"), drops, author)]
    _resolve_marks(root, keeps, drops, author)
    for paragraph in gone:
        _join(paragraph)
    for name in _FORMER:
        for item in [item for item in root.iter(w(name)) if _is(item, author)]:
            _formerly(item, accept=accept)
    for name in () if author else _EDGES:
        for item in list(root.iter(w(name))):
            _without(item)
    for table in [item for item in root.iter(w("tbl")) if item.find(f".//{w('tr')}") is None]:
        _without(table)


def _resolve_marks(root: etree._Element, keeps: tuple[str, ...], drops: tuple[str, ...], author: str) -> None:
    for name in (*keeps, *drops):
        for item in [item for item in root.iter(w(name)) if _is(item, author)]:
            if item.getparent().tag in (w("rPr"), w("trPr")):
                item.getparent().remove(item)
            elif name in drops:
                _without_with_link(item)
            else:
                _unwrap(item)


def canonical(root: etree._Element, *, numbers: bool = True, results: bool = True) -> list[bytes]:
    """A part's blocks as they mean the same: without our comments' places, revision ids, how runs are split.

    Without `numbers` it leaves open which numbers captions and references to them show, and how programs call the
    bookmarks of headings and captions, and the columns that Word reckons of the cells: who accepts puts those right.
    Where links lead, `targets` tells. Without `results` it leaves open those numbers only.
    """
    return [block for item in blocks(root) if (block := _canonical(etree.tostring(item), numbers, results))]


@lru_cache(maxsize=20_000)
def _canonical(block: bytes, numbers: bool, results: bool) -> bytes:
    root = etree.fromstring(block)
    if not numbers:
        _without_numbers(root)
    elif not results:
        _without_results(root)
    _without_our_marks(root)
    _without_noise(root)
    for paragraph in root.iter(w("p")):
        _merge_runs(paragraph)
    return b"" if root.get("ours") else bytes(etree.tostring(root, method="c14n", exclusive=True))


def _without_noise(root: etree._Element) -> None:
    """Takes away what says nothing: ids of revisions, marks of spelling, empty properties."""
    for item in root.iter():
        for name in [name for name in item.attrib if _UNSEEN.search(str(name))]:
            del item.attrib[name]
    _without_own_numbers(root)
    for item in [item for item in root.iter(_DRAWN) if next(item.getparent().iter(_CHART), None) is not None]:
        item.attrib.pop("descr", None)  # tells the chart's figures, and goes with them
    for name in ("proofErr", "lastRenderedPageBreak"):
        for item in list(root.iter(w(name))):
            _without(item)
    for item in reversed(list(root.iter(w("rPr"), w("pPr"), w("trPr")))):
        if not len(item):
            _without(item)


def _without_own_numbers(root: etree._Element) -> None:
    """Each piece of a run that was cut has a change of looks of its own."""
    for item in root.iter(w("rPrChange")):
        item.attrib.pop(w("id"), None)


def _without_numbers(root: etree._Element) -> None:
    """Blanks what fields show that number something, and the names that programs give."""
    _without_names(root)
    for item in list(root.iter(w("tblGrid"))):
        _without(item)
    _without_results(root)


def _without_results(root: etree._Element) -> None:
    """Blanks what fields show that number something: Word reckons them, and a change of one can't be rejected."""
    open_: list[str] = []
    for item in root.iter(w("fldChar"), w("instrText"), w("t")):
        kind = item.get(w("fldCharType"), "")
        if kind == "begin":
            open_.append("")
        elif kind == "end" and open_:
            open_.pop()
        elif item.tag == w("instrText") and open_:
            open_[-1] += item.text or ""
        elif item.tag == w("t") and any(_NUMBERED.match(instruction) for instruction in open_):
            item.text = "#"


def _without_names(root: etree._Element) -> None:
    for item in root.iter(w("bookmarkStart"), w("hyperlink")):
        for name in (w("name"), w("anchor")):
            if name in item.attrib:
                item.set(name, _PROGRAMS.sub(r"\1", item.get(name) or ""))
    for item in root.iter(w("instrText")):
        item.text = _PROGRAMS.sub(r"\1", item.text or "")


def targets(word: Word) -> list[tuple[str, str]]:
    """The links inside a document: what each says, and what the paragraph says that it leads to."""
    places = {item.get(w("name")): item for item in word.body.iter(w("bookmarkStart"))}
    found = []
    for item in word.body.iter(w("hyperlink")):
        if anchor := item.get(w("anchor")):
            place = places.get(anchor)
            home = None if place is None else next(place.iterancestors(w("p")), place.getnext())
            found.append((text(item), "" if home is None else text(home)))
    return found


def our_comments(word: Word) -> dict[str, str]:
    """The comments that digitiekartta wrote: what each says, by its id."""
    part = "word/comments.xml"
    if part not in word.parts:
        return {}
    comments = [item for item in word.tree(part).iter(w("comment")) if item.get(w("author")) == OURS]
    return {
        item.get(w("id"), ""): "\n".join("".join(p.itertext(w("t"))) for p in item.iter(w("p"))) for item in comments
    }


def _without_our_marks(root: etree._Element) -> None:
    """`ours` was put on by `tell_ours`: the edges and the references of our comments. Anchors of ours go too."""
    for item in [item for item in root.iter() if isinstance(item.tag, str) and item.get("ours")]:
        run = item.getparent()
        _without(item)
        if run is not None and run.tag == w("r") and all(child.tag == w("rPr") for child in run):
            _without(run)
    anchors = [item for item in root.iter(w("bookmarkStart")) if (item.get(w("name")) or "").startswith("_dk")]
    ids = {item.get(w("id")) for item in anchors}
    for item in [*anchors, *(item for item in root.iter(w("bookmarkEnd")) if item.get(w("id")) in ids)]:
        _without(item)


def tell_ours(word: Word) -> Word:
    """Marks where our comments stand, so that `canonical` leaves them out."""
    ours = our_comments(word)
    for part in word.stories():
        for name in ("commentRangeStart", "commentRangeEnd", "commentReference"):
            for item in word.tree(part).iter(w(name)):
                if item.get(w("id")) in ours:
                    item.set("ours", "1")
    return word


def _is(item: etree._Element, author: str) -> bool:
    return not author or item.get(w("author")) == author


def _marked(properties: etree._Element | None, names: tuple[str, ...], author: str) -> bool:
    return properties is not None and any(_is(item, author) for name in names for item in properties.findall(w(name)))


def _without(item: etree._Element) -> None:
    parent = item.getparent()
    if parent is not None:
        parent.remove(item)  # Office's XML has no text between elements


def _without_with_link(item: etree._Element) -> None:
    """What goes takes along the link that holds nothing else."""
    around = item.getparent()
    _without(item)
    if around is not None and around.tag == w("hyperlink") and not len(around):
        _without(around)


def _unwrap(item: etree._Element) -> None:
    for words in list(item.iter(w("delText"))):
        words.tag = w("t")
    for instruction in list(item.iter(w("delInstrText"))):
        instruction.tag = w("instrText")
    for child in list(item):
        item.addprevious(child)
    _without(item)


def _formerly(item: etree._Element, *, accept: bool) -> None:
    properties = item.getparent()
    _without(item)
    if accept or properties is None or not len(item):
        return
    kept = [child for child in properties if child.tag in (w("rPr"), w("sectPr")) and properties.tag == w("pPr")]
    for child in list(properties):
        properties.remove(child)
    properties.extend([*item[0], *kept])


def _join(paragraph: etree._Element) -> None:
    """The paragraph without its mark: what it holds goes to the head of the next one."""
    content = [item for item in paragraph if item.tag != w("pPr")]
    following = paragraph.getnext()
    anchors = ("bookmarkStart", "bookmarkEnd", "commentRangeStart", "commentRangeEnd")
    silent = all(item.tag in map(w, anchors) or _only_a_comment(item) for item in content)
    alone = paragraph.getparent() is not None and paragraph.getparent().tag == w("tc")
    if alone and len(paragraph.getparent().findall(w("p"))) == 1:
        return
    if following is None or following.tag != w("p"):
        if silent:
            _without(paragraph)
        return
    if not silent:
        place = 1 if following.find(w("pPr")) is not None else 0
        for item in reversed(content):
            following.insert(place, item)
    _without(paragraph)


def _only_a_comment(item: etree._Element) -> bool:
    return item.tag == w("r") and all(child.tag in (w("rPr"), w("commentReference")) for child in item)


def _merge_runs(paragraph: etree._Element) -> None:
    for run in list(paragraph.iter(w("r"))):
        if all(child.tag == w("rPr") or (child.tag == w("t") and not child.text) for child in run):
            _without(run)
    for run in list(paragraph.iter(w("r"))):
        before = run.getprevious()
        if before is not None and before.tag == w("r") and _looks(before) == _looks(run):
            before.extend([child for child in run if child.tag != w("rPr")])
            _without(run)
    for words in list(paragraph.iter(w("t"))):
        before = words.getprevious()
        if before is not None and before.tag == w("t"):
            before.text = (before.text or "") + (words.text or "")
            _without(words)


def _looks(run: etree._Element) -> bytes:
    properties = run.find(w("rPr"))
    return b"" if properties is None else bytes(etree.tostring(properties, method="c14n", exclusive=True))


__all__ = ["MAIN", "OURS", "W14", "canonical", "our_comments", "resolve", "targets", "tell_ours", "view"]
