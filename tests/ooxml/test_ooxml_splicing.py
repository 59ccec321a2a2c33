"""Parts written anew keep the bytes of what did not change, however they were spelt."""

from __future__ import annotations

import re
from collections import Counter
from copy import deepcopy
from random import Random  # noqa: TID251 - drawn from a seed that hypothesis gives
from xml.parsers import expat

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from pipeline.ooxml.dialect import MC, W, w
from pipeline.ooxml.package import parse, serialise
from pipeline.ooxml.splicing import spliced

_HEAD = f"""<?xml version='1.0' encoding="utf-8"?>\n<!-- made elsewhere -->\n<w:document xmlns:w='{W}' xmlns:mc="{MC}" \
mc:Ignorable='x' xmlns:x="urn:x" >"""


def part(*body: str) -> bytes:
    return f"{_HEAD}<w:body>{''.join(body)}</w:body></w:document>\n<!-- end -->".encode()


ODD = """<w:p w:rsid='1'  x:a="&#x41;"><w:pPr></w:pPr><w:r ><w:rPr></w:rPr><w:t xml:space='preserve'>caf&#233; </w:t></w:r></w:p>"""
TABLE = """<w:tbl><w:tblPr ></w:tblPr><w:tr x:a='1'><w:tc><w:p><w:r><w:t>one</w:t></w:r></w:p></w:tc></w:tr>\
<w:tr x:a='2'><w:tc><w:p></w:p></w:tc></w:tr></w:tbl>"""


def test_a_changed_word_leaves_the_spelling_of_all_the_rest() -> None:
    old = part(ODD, "<w:p><w:r><w:t>100</w:t></w:r></w:p>", "<?pi x?>", "<![CDATA[]]>", TABLE, "<w:sectPr ></w:sectPr>")
    root = parse(old)
    next(item for item in root.iter(w("t")) if item.text == "100").text = "1 & 2 > 0\r"
    assert spliced(old, serialise(root)) == old.replace(b"<w:t>100<", b"<w:t>1 &amp; 2 &gt; 0&#13;<")
    assert ODD.encode() not in serialise(root)


def test_what_is_new_declares_nothing_again() -> None:
    old = part(ODD, TABLE)
    root = parse(old)
    new = etree.fromstring(f'<w:tr xmlns:w="{W}" xmlns:y="urn:y" y:b=" xmlns:w=\'{W}\'"><w:tc/></w:tr>')
    root.findall(f".//{w('tr')}")[0].addnext(new)
    made = spliced(old, serialise(root))
    assert made.count(b"xmlns:w='") == old.count(b"xmlns:w='") + 1, "the one in a value"
    assert made.replace(re.search(rb"<w:tr [^>]*y:b.*?</w:tr>", made)[0], b"") == old  # type: ignore[index]
    assert same(made, serialise(root))


def test_a_changed_tag_leaves_what_is_in_it() -> None:
    old = part(ODD, TABLE)
    root = parse(old)
    first = next(root.iter(w("p")))
    first.set(w("rsid"), "2")
    first.find(w("pPr")).append(etree.Element(w("keepNext")))
    made = spliced(old, serialise(root))
    assert b"<w:pPr><w:keepNext/></w:pPr><w:r ><w:rPr></w:rPr>" in made
    assert TABLE.encode() in made
    assert same(made, serialise(root))


def test_nothing_changed_is_the_very_bytes() -> None:
    old = b"\xef\xbb\xbf" + part(ODD)
    assert spliced(old, serialise(parse(old))) == old


def test_a_prefix_that_means_another_thing_in_the_new_part_is_no_danger() -> None:
    old = b'<a xmlns:p="urn:1"><b xmlns:q="urn:2" c="1"><q:d e=\'\'></q:d></b></a>'
    new = b'<a xmlns:p="urn:1"><b c="2"><d xmlns="urn:2" e=""/></b></a>'
    assert same(spliced(old, new), new)


@pytest.mark.parametrize("encoding", ["utf-16", "iso-8859-1", "cp1252"])
def test_a_part_in_other_letters_is_written_plainly(encoding: str) -> None:
    old = f'<?xml version="1.0" encoding="{encoding}"?><a><b>ä</b><c>1</c></a>'.encode(encoding)
    root = parse(old)
    root[1].text = "2 €"
    new = serialise(root)
    assert spliced(old, new) == new


def test_a_space_of_names_that_is_no_address_is_no_danger() -> None:
    old = b"<a xmlns='rel' ><b c='1'></b><d/></a>"
    assert spliced(old, b'<a xmlns="rel"><b c="1"/><d>e</d></a>') == b"<a xmlns='rel' ><b c='1'></b><d>e</d></a>"


def same(one: bytes, other: bytes) -> bool:
    """Whether two parts are the same tree, comments and all."""
    return canonical(parse(one)) == canonical(parse(other))


def canonical(root: etree._Element) -> bytes:
    return bytes(etree.tostring(root, method="c14n", exclusive=True, with_comments=True))


# --- Of any spelling --------------------------------------------------------------------------------------------------


class Writer:
    """Spells elements in many ways."""

    def __init__(self, seed: int) -> None:
        self.chance = Random(seed)  # noqa: S311 - no secret

    def words(self) -> str:
        pieces = ("word ", "&amp;", "&#228;", "ä", "<![CDATA[<x>]]>", "<!-- no -->", "\n", "'", '"', "&gt;", ">")
        return "".join(self.chance.choices(pieces, k=self.chance.randint(0, 3)))

    def element(self, depth: int) -> str:
        name = self.chance.choice(("w:p", "w:r", "w:t", "w:tbl", "x:y"))
        quote = self.chance.choice("'\"")
        attributes = "".join(
            f"{self.chance.choice((' ', chr(10), '  '))}{key}{self.chance.choice(('=', ' = '))}{quote}{self.chance.randint(0, 5)}{quote}"
            for key in ("w:a", "b", "x:c")
            if self.chance.random() < 0.3
        )
        if self.chance.random() < 0.1:
            attributes += f' xmlns:z="urn:{self.chance.randint(0, 1)}"'
        inner = "".join(
            self.words() + self.element(depth + 1) for _ in range(self.chance.randint(0, 3) if depth < 4 else 0)
        )
        inner += self.words()
        if not inner and self.chance.random() < 0.5:
            return f"<{name}{attributes}{self.chance.choice(('', ' '))}/>"
        return f"<{name}{attributes}{self.chance.choice(('', ' '))}>{inner}</{name}{self.chance.choice(('', ' '))}>"

    def change(self, root: etree._Element) -> set[etree._Element]:
        """Changes a tree at random. Gives the elements that changed themselves, or whose children did."""
        touched = {root}
        for _ in range(self.chance.randint(1, 4)):
            elements = [item for item in root.iter(etree.Element) if item not in (root, root[0])]
            if not elements:
                break
            chosen = self.chance.choice(elements)
            how = self.chance.randrange(5)
            if how == 0:
                chosen.text = f"new {self.chance.randint(0, 9)} <&"
            elif how == 1:
                chosen.set("b", str(self.chance.randint(6, 9)))
            elif how == 2:
                chosen.addnext(deepcopy(self.chance.choice(elements)))
            elif how == 3:
                chosen.append(etree.Element(w("new"), {w("k"): '"'}))
            else:
                touched.add(chosen.getparent())
                chosen.getparent().remove(chosen)
                continue
            touched.add(chosen)
            touched.add(chosen.getparent())
        return touched


def check(seed: int) -> None:
    writer = Writer(seed)
    old = part(*(writer.element(0) for _ in range(writer.chance.randint(1, 6))))
    root = parse(old)
    originals = list(root[0].iterchildren(etree.Element))
    raws = pieces(old)
    spellings: dict[bytes, set[bytes]] = {}
    for item, raw in zip(originals, raws, strict=True):
        spellings.setdefault(canonical(item), set()).add(raw)
    touched = writer.change(root)
    new = serialise(root)
    made = spliced(old, new)
    assert same(made, new)
    assert made.startswith(old[: old.index(b"<w:body")]), "the root and all before it"
    around = {holder for item in touched for holder in (item, *item.iterancestors())}
    blocks = [(canonical(item), item) for item in root[0].iterchildren(etree.Element)]
    wanted = Counter(said for said, item in blocks if item in originals and item not in around)
    kept = Counter(
        said for (said, _), raw in zip(blocks, pieces(made), strict=True) if raw in spellings.get(said, set())
    )
    assert wanted <= kept, "of a block and its copy either one keeps the spelling"


def pieces(data: bytes) -> list[bytes]:
    """The spellings of the body's children, found by another way: a parser that tells places in the bytes."""
    parser, found, depth, start = expat.ParserCreate(), [], [0], [0]

    def opened(_name: str, _attributes: dict[str, str]) -> None:
        depth[0] += 1
        if depth[0] == 3:
            start[0] = parser.CurrentByteIndex

    def closed(_name: str) -> None:
        if depth[0] == 3:
            end = parser.CurrentByteIndex
            found.append((start[0], end))
        depth[0] -= 1

    parser.StartElementHandler, parser.EndElementHandler = opened, closed
    parser.Parse(data, True)
    return [data[start : _after(data, start, end)] for start, end in found]


def _after(data: bytes, start: int, end: int) -> int:
    """Where an element ends: of an empty tag the parser tells what follows, else where the last tag begins."""
    empty = data.endswith(b"/>", start, end) and data.count(b"<", start, end) == 1
    return end if empty else data.index(b">", end) + 1


@given(st.integers(0, 2**32))
@settings(max_examples=150, deadline=None, derandomize=True)
def test_any_part_with_any_change(seed: int) -> None:
    check(seed)


@pytest.mark.long
@given(st.integers(0, 2**32))
@settings(max_examples=5_000, deadline=None)
def test_any_part_with_many_changes(seed: int) -> None:
    check(seed)
