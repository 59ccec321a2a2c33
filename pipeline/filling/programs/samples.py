"""Sample paragraphs: how a value that may be several paragraphs is written in the designer's own formatting.

In: a paragraph that is exactly one value. Out: a `Sample` that writes plain and long text like it: normal paragraphs as
the sample, list items in the template's list style, bold and italic on top of the sample's run.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import product

from lxml import etree

from pipeline.filling import marks
from pipeline.filling.blocks import BLOCK, place_of
from pipeline.filling.foreign import marked
from pipeline.filling.programs.list_looks import ListLook
from pipeline.filling.programs.richtext import Paragraph, Span, paragraphs
from pipeline.ooxml.dialect import WORD, A, Dialect, R, W, a, w
from pipeline.ooxml.textbody import AFTER_BULLET, BULLETS

_CONTROL = re.compile(f"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff{marks.PRIVATE}]")
_SPECIAL = re.compile(f'[&<>"\t\r{_CONTROL.pattern[1:]}')
_ENTITIES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\t": " ", "\r": "\n"})

_NO_CLICK = "<a:hlinkClick/>"
_AFTER_CLICK = (a("hlinkMouseOver"), a("rtl"), a("extLst"))

Variants = dict[tuple[bool, bool, bool], str]
"""The markup of a run's properties, by whether it is bold, italic, a link."""

Link = Callable[[str], str]
"""Gives the relationship id of an address."""


def escaped(text: str) -> str:
    """Text for XML: markup and control characters can do no harm. Line breaks stay."""
    if not _SPECIAL.search(text):
        return text
    return _CONTROL.sub("", text.replace("\r\n", "\n").translate(_ENTITIES))


@dataclass(frozen=True, slots=True)
class Sample:
    """A paragraph's markup around its value, and what further paragraphs need."""

    dialect: Dialect
    before: str
    after: str
    block: str
    opening: str
    item_opening: str
    run_properties: Variants
    line_break: str

    def size(self) -> int:
        """About the most letters of markup that one more paragraph takes."""
        return max(len(self.opening), len(self.item_opening)) + sum(map(len, self.run_properties.values()))

    def plain(self, text: str, key: str, language: str = "") -> str:
        """The paragraph with one text; line breaks stay in it. `key` holds the keys of the loops around, `language` is
        the tag of a text that is not in the document's own."""
        whole = self.line_break.join(marked(escaped(text), language).split("\n"))
        return f"{self.before.replace(marks.KEY, key)}{whole}{self.after.replace(marks.KEY, key)}"

    def rich(self, text: str, link: Link, key: str) -> str:
        """The paragraphs of a long text. An empty one leaves the paragraph empty."""
        found = paragraphs(text)
        if not found:
            return self.plain("", key)
        if len(found) == 1 and not found[0].item and found[0].spans == (Span(found[0].text),):
            return self.plain(found[0].text, key)
        return "".join(
            self._paragraph(paragraph, link, key, f"{self.block}{key}/{number}")
            for number, paragraph in enumerate(found, 1)
        )

    def _paragraph(self, paragraph: Paragraph, link: Link, key: str, identity: str) -> str:
        opening = self.item_opening if paragraph.item else self.opening
        opening = opening.replace(marks.KEY, identity, 1).replace(marks.KEY, key)
        closing = "</w:p>" if self.dialect is WORD else "</a:p>"
        return opening + "".join(self._run(span, link) for span in paragraph.spans) + closing

    def _run(self, span: Span, link: Link) -> str:
        properties = self.run_properties[span.bold, span.italic, bool(span.address)]
        text = escaped(span.text)
        if self.dialect is WORD:
            if not span.address:
                return f'<w:r>{properties}<w:t xml:space="preserve">{text}</w:t></w:r>'
            run = f'<w:r>{properties}<w:t xml:space="preserve">{text}</w:t></w:r>'
            return f'<w:hyperlink xmlns:r="{R}" r:id="{link(span.address)}" w:history="1">{run}</w:hyperlink>'
        if span.address:
            click = f'<a:hlinkClick xmlns:r="{R}" r:id="{link(span.address)}"/>'
            properties = properties.replace(_NO_CLICK, click, 1)
        return f"<a:r>{properties}<a:t>{text}</a:t></a:r>"


def make_samples(
    found: Iterable[etree._Element], dialect: Dialect, root: etree._Element, lists: ListLook
) -> tuple[Sample, ...]:
    """The samples of paragraphs of a part that hold one value's token each; `lists` is how list items look."""
    known: dict[str, Variants] = {}
    return tuple(_sample(paragraph, dialect, root, lists, known) for paragraph in found)


def _sample(
    paragraph: etree._Element, dialect: Dialect, root: etree._Element, lists: ListLook, known: dict[str, Variants]
) -> Sample:
    """`known` are the variants of runs that were met in the part before: most say the same as others."""
    markup = _bare_markup(paragraph, root)
    match = marks.VALUE.search(markup)
    if match is None:
        raise ValueError("a sample paragraph without a value")
    properties = paragraph.find(dialect.paragraph_properties)
    run = next(run for run in paragraph.iter(dialect.run) if marks.VALUE.search("".join(map(str, run.itertext()))))
    text = next(item for item in run.iter(dialect.text))
    of_run = run.find(dialect.run_properties)
    said = _markup_of(of_run, root)
    if said not in known:
        known[said] = _run_variants(of_run, dialect, root, lists.link_style)
    tag = f'{"w:p" if dialect is WORD else "a:p"} {BLOCK}="{marks.KEY}"'
    return Sample(
        dialect=dialect,
        before=markup[: match.start()],
        after=markup[match.end() :],
        block=place_of(paragraph),
        opening=f"<{tag}>{_markup_of(properties, root)}",
        item_opening=f"<{tag}>{_item_properties(properties, dialect, root, lists)}",
        run_properties=known[said],
        line_break=break_markup(text, dialect, root),
    )


def break_markup(text: etree._Element, dialect: Dialect, root: etree._Element) -> str:
    """What stands for a line break inside a text element."""
    if dialect is WORD:
        return '</w:t><w:br/><w:t xml:space="preserve">'
    run = text.getparent()
    properties = _markup_of(run.find(dialect.run_properties), root) if run is not None else ""
    return f"</a:t></a:r><a:br>{properties}</a:br><a:r>{properties}<a:t>"


def _bare_markup(element: etree._Element, root: etree._Element) -> str:
    """An element serialised without the namespace declarations that its root has already."""
    markup = etree.tostring(element, encoding="unicode", with_tail=False)
    for prefix, address in root.nsmap.items():
        declaration = f' xmlns:{prefix}="{address}"' if prefix else f' xmlns="{address}"'
        markup = markup.replace(declaration, "")
    return markup


def _markup_of(element: etree._Element | None, root: etree._Element) -> str:
    return "" if element is None else _bare_markup(element, root)


def _item_properties(properties: etree._Element | None, dialect: Dialect, root: etree._Element, lists: ListLook) -> str:
    if dialect is WORD:
        return _bare_markup(lists.properties(properties), root)
    bulleted = copy.deepcopy(properties) if properties is not None else etree.Element(a("pPr"), nsmap={"a": A})
    for old in list(bulleted.iterchildren(*BULLETS, a("buFont"))):
        bulleted.remove(old)
    bulleted.set("marL", "228600")
    bulleted.set("indent", "-228600")
    _insert(bulleted, etree.Element(a("buChar"), char="•"), AFTER_BULLET)
    return _bare_markup(bulleted, root)


def _run_variants(
    properties: etree._Element | None, dialect: Dialect, root: etree._Element, link_style: str
) -> Variants:
    found: Variants = {}
    for bold, italic, linked in product((False, True), repeat=3):
        if dialect is WORD:
            changed = copy.deepcopy(properties) if properties is not None else etree.Element(w("rPr"), nsmap={"w": W})
            _emphasise(changed, bold=bold, italic=italic)
            if linked:
                _link(changed, link_style)
            found[bold, italic, linked] = _bare_markup(changed, root) if len(changed) else ""
        else:
            changed = copy.deepcopy(properties) if properties is not None else etree.Element(a("rPr"), nsmap={"a": A})
            _emphasise_on_slide(changed, bold=bold, italic=italic)
            if linked:
                _link_on_slide(changed)
            found[bold, italic, linked] = _bare_markup(changed, root)
    return found


def _emphasise(properties: etree._Element, *, bold: bool, italic: bool) -> None:
    before = [w("rStyle"), w("rFonts")]
    for name, wanted in (("b", bold), ("i", italic)):
        if wanted:
            _drop(properties, w(name))
            place = sum(1 for child in properties if child.tag in before)
            properties.insert(place, etree.Element(w(name)))
        before += [w(name), w(f"{name}Cs")]


def _link(properties: etree._Element, style: str) -> None:
    _drop(properties, w("rStyle"))
    properties.insert(0, etree.Element(w("rStyle"), {w("val"): style}))


def _emphasise_on_slide(properties: etree._Element, *, bold: bool, italic: bool) -> None:
    for name, wanted in (("b", bold), ("i", italic)):
        if wanted:
            properties.set(name, "1")


def _link_on_slide(properties: etree._Element) -> None:
    """Puts a link without an address among the properties of a run, in the place of the designer's own."""
    _drop(properties, a("hlinkClick"))
    _insert(properties, etree.Element(a("hlinkClick")), _AFTER_CLICK)


def _drop(parent: etree._Element, tag: str) -> None:
    for old in parent.findall(tag):
        parent.remove(old)


def _insert(parent: etree._Element, child: etree._Element, later: tuple[str, ...]) -> None:
    """Puts a child before those that the schema has come after it."""
    following = next(parent.iterchildren(*later), None)
    if following is None:
        parent.append(child)
    else:
        following.addprevious(child)
