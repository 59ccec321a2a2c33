"""New data in a chart that people have formatted: what it says is known by its caches, what it looks like stays.

In: chart parts of Word or PowerPoint documents in their packages. Out: their data as a `Chart` and as a digest; the
hand's part with the fresh data in its caches and in its workbook.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass, replace
from datetime import date, timedelta

from lxml import etree

from pipeline.merging.canonical import canonical, digest, plainly
from pipeline.merging.chart_copies import copy_targets, put_workbook, workbooks_of
from pipeline.ooxml.attributes import integer, is_on
from pipeline.ooxml.chart import fill_chart, refusal
from pipeline.ooxml.chart_kinds import BUBBLE, SCATTER, groups_of, in_order, lead_tag, value_tags
from pipeline.ooxml.chart_numbers import localise
from pipeline.ooxml.chart_sheet import known, legal
from pipeline.ooxml.chart_sheet import number as spelled
from pipeline.ooxml.chart_xml import c, index_of, parent, put, remove_all
from pipeline.ooxml.dialect import R, a
from pipeline.ooxml.package import Package, PackageFault, parse, serialise
from pipeline.vocabulary.content import Chart, Series

_MOST_POINTS = 10_000
_DIGITS = 10
_DAY_ZERO = {False: date(1899, 12, 30), True: date(1904, 1, 1)}
_LAST_DAY = 2_900_000
_TITLES = c("title")
_RELATION_IDS = f"{{{R}}}"


@dataclass(frozen=True, slots=True)
class _Line:
    """One series as its caches have it. `lead` is what stands below its values, `numbers` the same as numbers."""

    name: str
    lead: tuple[str, ...]
    numbers: tuple[float | None, ...]
    values: tuple[tuple[float | None, ...], ...]
    unlabelled: frozenset[int]


def data_of(package: Package, part: str) -> Chart | None:
    """The data that a chart shows; None when it is no chart that can be read and filled."""
    root = _tree(package, part)
    return None if root is None else _chart(root)


def digest_of_chart(package: Package, part: str) -> str:
    """The fingerprint of what a chart says: its titles, series, categories and values. Looks don't count.

    A chart that can't be filled is known by its part's bytes.
    """
    root = _tree(package, part)
    if root is None:
        return digest(package.read(part)) if part in package.parts else ""
    return digest("\x1f".join(_said(root)).encode("utf-8", "replace"))


def same_data(one: Package, part: str, other: Package, other_part: str) -> bool:
    """Whether two charts say the same, however they look."""
    return digest_of_chart(one, part) == digest_of_chart(other, other_part)


def same_look(one: Package, part: str, other: Package, other_part: str) -> bool:
    """Whether two chart parts are the same XML, but for how a program spells it and numbers its relationships."""
    first, second = (
        _bare(package.read(name)) if name in package.parts else None
        for package, name in ((one, part), (other, other_part))
    )
    return first is not None and first == second


def update_data(
    hand_package: Package,
    hand_part: str,
    fresh_package: Package,
    fresh_part: str,
    base: tuple[Package, str] | None = None,
) -> bool:
    """Puts the fresh chart's data in the hand's chart, formatted as the hand has it. Changes `hand_package`.

    A chart that the hand left as `base` had it, and one that can't be filled, becomes the fresh one whole. Whether it
    did: then what is drawn around it (its size) may be the fresh one's too.
    """
    hand, fresh = _tree(hand_package, hand_part), _tree(fresh_package, fresh_part)
    untouched = base is not None and same_look(hand_package, hand_part, *base)
    if untouched or hand is None or fresh is None or not _alike(hand, fresh):
        _take_whole(hand_package, hand_part, fresh_package, fresh_part)
        return True
    data = _chart(fresh)
    _line_up(hand, fresh)
    _retitle(hand, fresh)
    commas = _decimal_comma(fresh, hand)
    filled = fill_chart(serialise(hand), replace(data, decimal_comma=commas), workbooks_of(hand_package, hand_part))
    hand_package.parts[hand_part] = filled.xml
    put_workbook(hand_package, hand_part, filled.relation, filled.workbook)
    return False


def updated_alt(base: str | None, hand: str, fresh: str) -> str:
    """The text alternative of a picture or chart: the fresh one where the hand left it as it was, or it was lost.

    `base` is None where it isn't known: then what the hand's document says stays.
    """
    left = not hand.strip() or (base is not None and _plain(hand) == _plain(base))
    return fresh if left else hand


def _tree(package: Package, part: str) -> etree._Element | None:
    """A chart that can be filled, as a tree."""
    if part not in package.parts:
        return None
    try:
        xml = package.read(part)
        if refusal(xml):
            return None
        root = parse(xml)
    except (PackageFault, etree.XMLSyntaxError):
        return None
    sizes = [integer(item.get("val")) for item in root.iter(c("ptCount"))]
    return root if sum(sizes) <= _MOST_POINTS * 10 and max(sizes, default=0) <= _MOST_POINTS else None


def _chart(root: etree._Element) -> Chart:
    """The data as `fill_chart` takes them."""
    series = in_order(root)
    lines = [_line(item, root) for item in series]
    longest = max(lines, key=lambda line: len(line.lead))
    if parent(series[0]).tag not in (SCATTER, BUBBLE):
        count = max(len(longest.lead), *(len(values) for line in lines for values in line.values))
        lead = longest.lead + ("",) * (count - len(longest.lead))
        return Chart(lead, tuple(Series(line.name, line.values[0], line.unlabelled) for line in lines), "")
    count = max(len(values) for line in lines for values in line.values)
    lead = (longest.lead or tuple(str(place + 1) for place in range(count)))[:count]
    beside = Series("", longest.numbers if any(known(value) for value in longest.numbers) else ())
    others = tuple(Series(line.name, values, line.unlabelled) for line in lines for values in line.values)
    return Chart(lead + ("",) * (count - len(lead)), (beside, *others), "")


def _line(series: etree._Element, root: etree._Element) -> _Line:
    below = series.find(c(lead_tag(series)))
    texts = () if below is None else _texts(below)
    numbers = tuple(_value(text) for text in texts)
    if root.find(f"{c('chart')}/{c('plotArea')}/{c('dateAx')}") is not None and texts and None not in numbers:
        late = any(is_on(item.get("val"), True) for item in root.findall(c("date1904")))
        texts = tuple(_day(value or 0.0, late) for value in numbers)
    values = [series.find(c(tag)) for tag in value_tags(series)]
    name = series.find(c("tx"))
    return _Line(
        "" if name is None else next(iter(_texts(name)), ""),
        tuple(" ".join(text.split()) for text in texts),
        numbers,
        tuple(() if item is None else tuple(_value(text) for text in _texts(item)) for item in values),
        frozenset(index_of(item) for item in series.iter(c("dLbl")) if is_on(_setting(item, "delete"), False)),
    )


def _texts(holder: etree._Element) -> tuple[str, ...]:
    """The points of a cache; of categories on several levels the lines are joined from the outermost."""
    levels = list(holder.iter(c("lvl")))
    if not levels:
        direct = holder.find(c("v"))
        cache = next(holder.iter(c("strCache"), c("numCache"), c("strLit"), c("numLit")), None)
        return (direct.text or "",) if direct is not None else () if cache is None else _points(cache, cache)
    whole = parent(levels[0])
    lines = [_points(level, whole) for level in reversed(levels)]
    return tuple(
        " ".join(filter(None, point)) for point in zip(*(_carried(line) for line in lines[:-1]), lines[-1], strict=True)
    )


def _carried(line: Sequence[str]) -> list[str]:
    """An outer level names only where each of its parts begins."""
    carried, last = [], ""
    for text in line:
        last = text or last
        carried.append(last)
    return carried


def _points(cache: etree._Element, counted: etree._Element) -> tuple[str, ...]:
    size = min(integer(_setting(counted, "ptCount")), _MOST_POINTS)
    texts = [""] * max(size, 0)
    for point in cache.findall(c("pt")):
        place = integer(point.get("idx"), -1)
        if 0 <= place < len(texts):
            texts[place] = point.findtext(c("v"), "")
    return tuple(texts)


def _value(text: str) -> float | None:
    try:
        value = float(text)
    except ValueError:
        return None
    return value if known(value) else None


def _day(value: float, late: bool) -> str:
    days = int(min(max(value, 0), _LAST_DAY))
    return (_DAY_ZERO[late] + timedelta(days=days)).isoformat()


def _setting(owner: etree._Element, name: str) -> str | None:
    found = owner.find(c(name))
    return None if found is None else found.get("val", "1" if name == "delete" else "")


def _said(root: etree._Element) -> Iterator[str]:
    """What a chart says, piece by piece. Programs part lines and write numbers differently: neither counts."""
    lines = [_line(item, root) for item in in_order(root)]
    told = [line for line in lines if any(known(value) for values in line.values for value in values)] or lines
    only = told[0].name if len(told) == 1 else None
    yield from (f"title {text}" for text in _title_texts(root) if text and text != _plain(only or ""))
    for line in told:
        yield f"series {_plain(line.name)}"
        yield from (f"lead {_plain(text) if value is None else _rounded(value)}" for text, value in _lead(line))
        for values in line.values:
            yield "values " + " ".join("" if value is None else _rounded(value) for value in values)


def _lead(line: _Line) -> list[tuple[str, float | None]]:
    return list(zip(line.lead, line.numbers, strict=True))


def _rounded(value: float) -> str:
    return spelled(float(f"{value:.{_DIGITS}g}"))


def _plain(text: str) -> str:
    return " ".join(legal(text).split())


def _title_texts(root: etree._Element) -> list[str]:
    return [_plain(_rich_text(title)) for title in root.iter(_TITLES)]


def _rich_text(title: etree._Element) -> str:
    """A title's words; a paragraph's end counts as a space."""
    return " ".join("".join(item.text or "" for item in paragraph.iter(a("t"))) for paragraph in title.iter(a("p")))


def _alike(hand: etree._Element, fresh: etree._Element) -> bool:
    """Whether both keep their numbers in the same way: a scatter chart can't show what a bar chart does."""
    one, other = ({value_tags(item) for item in in_order(root)} for root in (hand, fresh))
    return one == other


def _line_up(hand: etree._Element, fresh: etree._Element) -> None:
    """Gives the hand's chart a series for each of the fresh one's, in its order: by name, else by place, else new."""
    theirs, wanted = in_order(hand), in_order(fresh)
    chosen, free = _chosen(theirs, wanted)
    for order, (item, own) in enumerate(zip(wanted, chosen, strict=True)):
        element = own if own is not None else _like(item, hand, theirs[-1])
        put(element, etree.Element(c("order"), val=str(order)))
    for series in free:
        parent(series).remove(series)
    for group in groups_of(hand):  # Office draws them in their order, LibreOffice as they stand
        drawn = sorted(group.findall(c("ser")), key=lambda series: integer(_setting(series, "order")))
        first = group.index(group.find(c("ser"))) if drawn else 0  # type: ignore[arg-type]
        for number, series in enumerate(drawn):
            group.insert(first + number, series)


def _chosen(
    theirs: list[etree._Element], wanted: list[etree._Element]
) -> tuple[list[etree._Element | None], list[etree._Element]]:
    """The hand's series for each wanted one, None for a new one, and those that nothing wants."""
    free = list(theirs)
    chosen: list[etree._Element | None] = []
    for item in wanted:
        own = next((series for series in free if _plain(_name(series)) == _plain(_name(item))), None)
        chosen.append(own)
        if own is not None:
            free.remove(own)
    if len(theirs) == len(wanted):  # renamed ones
        chosen = [free.pop(0) if own is None else own for own in chosen]
    return chosen, free


def _like(item: etree._Element, hand: etree._Element, last: etree._Element) -> etree._Element:
    """The fresh chart's series with its own look, among those of its kind in the hand's chart."""
    copy = deepcopy(item)
    remove_all(copy, "extLst")
    group = next((group for group in groups_of(hand) if group.tag == parent(item).tag), parent(last))
    after = group.findall(c("ser"))
    numbers = {index_of(series) for series in hand.iter(c("ser"))}
    put(
        copy,
        etree.Element(c("idx"), val=str(next(number for number in range(len(numbers) + 1) if number not in numbers))),
    )
    if after:
        after[-1].addnext(copy)
    else:
        last.addnext(copy)
    return copy


def _name(series: etree._Element) -> str:
    name = series.find(c("tx"))
    return "" if name is None else next(iter(_texts(name)), "")


def _retitle(hand: etree._Element, fresh: etree._Element) -> None:
    """The fresh titles' words in the hand's titles, each in the look of its first words."""
    for own, new in zip(hand.iter(_TITLES), fresh.iter(_TITLES), strict=False):
        if _plain(_rich_text(own)) == _plain(_rich_text(new)) or not _rich_text(new):
            continue
        paragraphs = [item for item in own.iter(a("p")) if item.find(a("r")) is not None]
        for paragraph in paragraphs[1:]:
            parent(paragraph).remove(paragraph)
        for place, item in enumerate(item for paragraph in paragraphs[:1] for item in paragraph.iter(a("t"))):
            item.text = _rich_text(new) if place == 0 else ""


def _decimal_comma(*roots: etree._Element) -> bool:
    """How the first of these charts that tells writes its decimals."""
    for root in roots:
        codes = [item.get("formatCode") or item.text or "" for item in root.iter(c("numFmt"), c("formatCode"))]
        comma, point = (all(localise(code, decimal_comma=way) == code for code in codes) for way in (True, False))
        if comma != point:
            return comma
    return True


def _take_whole(hand: Package, part: str, fresh: Package, fresh_part: str) -> None:
    hand.parts[part] = fresh.parts[fresh_part]
    hand.relationships[part] = copy_targets(hand, fresh, fresh_part)


def _bare(xml: bytes) -> bytes | None:
    """A part's XML without what programs write anew each time."""
    try:
        root = parse(xml)
    except (PackageFault, etree.XMLSyntaxError):
        return None
    for element in root.iter(etree.Element):
        for name in [name for name in element.attrib if str(name).startswith(_RELATION_IDS)]:
            element.set(name, "")
    return canonical(plainly(root))
