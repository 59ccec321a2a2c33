"""Brackets and blocks whose beginning and end do not match: what is said of each, and what to type.

In: where a bracket or a block tag stands. Out: faults TP001 and TP002 with a reason and an advice of their own.
"""

from __future__ import annotations

from lxml import etree

from pipeline.filling.sites import Site, Sites, Spot, Where
from pipeline.vocabulary.findings import Phrase, Term
from pipeline.vocabulary.quoting import begun

_CLOSING = {"{{": "}}", "{%": "%}", "{#": "#}"}
_ENDS = {"for": "{% endfor %}", "if": "{% endif %}"}
_STARTS = {"endfor": "{% for … %}"}
_LEVELS = {
    "p": "text",
    "tbl": "row",
    "tr": "cell",
    "tblGrid": "cell",
    "tc": "paragraph_in_cell",
    "spTree": "shape",
    "grpSp": "shape",
    **dict.fromkeys(("body", "txBody", "txbxContent", "sdtContent", "hdr", "ftr"), "paragraph"),
}
"""What stands in an element: where a tag was lifted to tells how it was typed."""


def open_bracket(text: str, position: int, block: str, where: Where, sites: Sites) -> None:
    """A bracket that opens a tag and never closes."""
    spot = Spot(block, where, text, position, position + 2)
    closing = _CLOSING.get(spot.typed, "}}")
    sites.fault("TP001", spot, begun(text[position:], 40), advice=Phrase("template.advice.close_tag", nearest=closing))


def open_block(site: Site, sites: Sites) -> None:
    """A block that nothing ends."""
    advice = Phrase("template.advice.close_block", nearest=_ENDS[site.keyword])
    sites.fault("TP001", site.spot, site.code, advice=advice)


def no_beginning(spot: Spot, code: str, sites: Sites) -> None:
    """An end, or a branch, of a block that nothing begins."""
    start = _STARTS.get(code.split(None, 1)[0], "{% if … %}")
    advice = Phrase("template.advice.open_block", nearest=start)
    sites.fault("TP002", spot, code, reason=Term("template.no_beginning"), advice=advice)


def crossing(opener: Site, closer: Site, sites: Sites) -> None:
    """An end before the end of the block inside."""
    advice = Phrase("template.advice.close_first", name=opener.spot.typed, nearest=_ENDS[opener.keyword])
    reason = Phrase("template.still_open", name=opener.spot.typed)
    sites.fault("TP002", closer.spot, _both(opener, closer), reason=reason, advice=advice)


def apart(opener: Site, start: etree._Element | None, closer: Site, end: etree._Element | None, sites: Sites) -> None:
    """A block that begins in one element and ends in another."""
    begins, ends = _level(start), _level(end)
    reason: Term = Phrase("template.levels", name=begins, nearest=ends) if begins != ends else Term("template.apart")
    sites.fault("TP002", closer.spot, _both(opener, closer), reason=reason, advice=Term("template.advice.same_level"))


def cutting_field(opener: Site, closer: Site, sites: Sites) -> None:
    """A block that begins outside a field of Word's and ends inside it, or the other way round."""
    advice = Term("template.advice.whole_field")
    sites.fault("TP002", closer.spot, _both(opener, closer), reason=Term("template.cuts_field"), advice=advice)


def _both(opener: Site, closer: Site) -> str:
    return f"{opener.spot.typed} … {closer.spot.typed}"


def _level(parent: etree._Element | None) -> Term:
    name = parent.tag.rsplit("}", 1)[-1] if parent is not None and isinstance(parent.tag, str) else ""
    return Term(f"template.level.{_LEVELS.get(name, 'other')}")
