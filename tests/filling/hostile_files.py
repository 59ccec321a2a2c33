"""Templates that mean harm as files, or would make too large ones: zips, XML, too many of everything."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO
from zipfile import ZIP_STORED, ZipFile

from hostile_cases import (
    BODY,
    MAIN,
    Case,
    Slide,
    deck,
    headers,
    related,
    relation,
    rels,
    unzipped,
    with_charts,
    xml_document,
    zipped,
)

from documents import paragraph, table, word


def making() -> dict[str, Case]:
    """Documents, decks and tables that would be too large."""
    rows = ["{% for a in range(99999) %}"], ["{{ name }} {{ a }}"], ["{% endfor %}"]
    columns = ["{% for a in range(10000) %}", "{{ a }}", "{% endfor %}"]
    small = ["{% for a in range(99999) %}", "<w:p/>", "{% endfor %}"]
    text = "{% for a in range(9999) %}{{ long }}{% endfor %}"
    bookmark = '<w:p><w:bookmarkStart w:id="1" w:name="a"/><w:bookmarkEnd w:id="1"/><w:r><w:t>a</w:t></w:r></w:p>'
    inner = ["{% for a in range(300) %}{% for b in range(300) %}", "{{ name }}", "{% endfor %}{% endfor %}"]
    many = "<w:p/>" * 60
    link = "{% for a in range(9999) %}", "{{ linked }}", "{% endfor %}"
    return {
        "99 999 rows": Case(lambda: word(table(*rows))),
        "10 000 columns": Case(lambda: word(table(columns))),
        "99 999 empty paragraphs": Case(lambda: word(*small), "harmless"),
        "long texts": Case(lambda: word(text)),
        "90 000 paragraphs": Case(lambda: word(*inner)),
        "bookmarks": Case(lambda: word("{% for a in range(9000) %}", bookmark, "{% endfor %}"), "harmless"),
        "60 paragraphs, often": Case(lambda: word("{% for a in range(99999) %}", many, "{% endfor %}")),
        "links": Case(lambda: word(*link)),
        "looks and cells": Case(lambda: word(_looks(80, 900))),
        "looks, nested": Case(lambda: word(_looks(9, 9, _looks(9, 9, _looks(9, 9))))),
        "slides": Case(lambda: deck(Slide("{{ name }}", "{% for a in range(99999) %}")), file="malli.pptx"),
        "slides, a thousand": Case(lambda: deck(Slide("{{ name }}", "{% for a in range(1000) %}")), file="malli.pptx"),
        "long slides": Case(lambda: deck(Slide("{% for a in range(999) %}{{ long }}{% endfor %}")), file="malli.pptx"),
        "slides that go on": Case(
            lambda: deck(Slide("{{ name }}", extra=_slide_table("range(12000)", "{{ a }}"))), file="malli.pptx"
        ),
        "a text of dots": Case(lambda: deck(Slide("{{ '.' * 32767 }}")), file="malli.pptx"),
        "a long word": Case(lambda: deck(Slide("{{ 'x' * 90000 }}")), file="malli.pptx"),
        "shapes": Case(
            lambda: deck(Slide("{% for a in range(9999) %}", body="{{ name }}{{ nosuch }}", end="{% endfor %}")),
            file="malli.pptx",
        ),
        "charts": Case(lambda: with_charts("{% for a in range(9999) %}")),
        "charts, five hundred": Case(lambda: with_charts("{% for a in range(500) %}")),
        "parts of a template": Case(lambda: deck(*[Slide("{{ name }}")] * 2_000), file="malli.pptx"),
        "headers": Case(lambda: headers(1_500)),
    }


def _slide_table(loop: str, cell: str) -> str:
    """A table of one column on a slide, with a row for each of a loop."""
    rows = "".join(
        f'<a:tr h="300000"><a:tc><a:txBody><a:bodyPr/><a:p><a:r><a:rPr lang="fi-FI" sz="1800"/><a:t>{text}</a:t></a:r></a:p>'
        "</a:txBody><a:tcPr/></a:tc></a:tr>"
        for text in (f"{{% for a in {loop} %}}", cell, "{% endfor %}")
    )
    return (
        '<p:graphicFrame><p:nvGraphicFramePr><p:cNvPr id="9" name="T"/><p:cNvGraphicFramePr/><p:nvPr/></p:nvGraphicFramePr>'
        '<p:xfrm><a:off x="600000" y="4000000"/><a:ext cx="9000000" cy="900000"/></p:xfrm><a:graphic><a:graphicData '
        'uri="http://schemas.openxmlformats.org/drawingml/2006/table"><a:tbl><a:tblPr/><a:tblGrid><a:gridCol w="9000000"/>'
        f"</a:tblGrid>{rows}</a:tbl></a:graphicData></a:graphic></p:graphicFrame>"
    )


def _looks(looks: int, cells: int, nested: str = "") -> str:
    samples = ["{% looks %}", *(f"l{number}" for number in range(looks))]
    content = f"{nested}{paragraph('{{ name }}{% look name %}')}"
    width = looks + 1
    filled = [[content] * min(width, cells - at) + [""] * max(0, width - cells + at) for at in range(0, cells, width)]
    return table(samples, *filled)


_LAUGHS = "".join(f'<!ENTITY {chr(98 + number)} "{f"&{chr(97 + number)};" * 10}">' for number in range(9))


def files() -> dict[str, Case]:
    """Zips and XML that mean harm."""
    laughs = f'<!DOCTYPE w [<!ENTITY a "haha">{_LAUGHS}]>{MAIN}'
    outside = '<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + MAIN + BODY.format("&x;")
    remote = '<!DOCTYPE w SYSTEM "http://127.0.0.1:9/x.dtd">' + MAIN + BODY.format("{{ name }}")
    attribute = laughs + '<w:body><w:p w:rsidR="&j;"><w:r><w:t>{{ name }}</w:t></w:r></w:p></w:body></w:document>'
    parameter = '<!DOCTYPE w [<!ENTITY % a "b">%a;]>' + MAIN + BODY.format("{{ name }}")
    deep = MAIN + "<w:body>" + "<w:sdt>" * 3_000 + "</w:sdt>" * 3_000 + "</w:body></w:document>"
    deepest = (
        MAIN
        + "<w:body>"
        + "<w:sdt>" * 1_900
        + "<w:p><w:r><w:t>{{ name }}</w:t></w:r></w:p>"
        + "</w:sdt>" * 1_900
        + "</w:body></w:document>"
    )
    inline = (
        MAIN
        + "<w:body><w:p>"
        + "<w:ins>" * 1_900
        + "<w:r><w:t>{{ name }}</w:t></w:r>"
        + "</w:ins>" * 1_900
        + "</w:p></w:body></w:document>"
    )
    tables = (
        MAIN
        + "<w:body>"
        + "<w:tbl><w:tr><w:tc>" * 600
        + "<w:p/>"
        + "</w:tc></w:tr></w:tbl>" * 600
        + "</w:body></w:document>"
    )
    spaces = " ".join(f'xmlns:n{number}="urn:{number}"' for number in range(20_000))
    namespaces = MAIN[:-1] + f" {spaces}>" + "<w:body>" + paragraph("{{ name }}") * 2_000 + "</w:body></w:document>"
    attributes = (
        MAIN
        + "<w:body><w:p "
        + " ".join(f'w:a{number}="1"' for number in range(20_000))
        + "/>"
        + "</w:body></w:document>"
    )
    dense = MAIN + "<w:body>" + "<w:p/>" * 600_000 + "</w:body></w:document>"
    dense_attributes = MAIN + "<w:body>" + '<w:p a="" b="" c="" d="" e=""/>' * 300_000 + "</w:body></w:document>"
    return {
        "laughs in a text": Case(lambda: xml_document(laughs + BODY.format("&j;"))),
        "laughs in an attribute": Case(lambda: xml_document(attribute)),
        "a file's text": Case(lambda: xml_document(outside)),
        "a type from outside": Case(lambda: xml_document(remote)),
        "a parameter entity": Case(lambda: xml_document(parameter)),
        "a type in UTF-16": Case(lambda: xml_document(("\ufeff" + remote).encode("utf-16-le"))),
        "elements 3 000 deep": Case(lambda: xml_document(deep)),
        "elements 1 900 deep": Case(lambda: xml_document(deepest)),
        "runs 1 900 deep": Case(lambda: xml_document(inline)),
        "tables 600 deep": Case(lambda: xml_document(tables)),
        "20 000 namespaces": Case(lambda: xml_document(namespaces)),
        "20 000 attributes": Case(lambda: xml_document(attributes), "harmless"),
        "600 000 elements": Case(lambda: xml_document(dense)),
        "1 500 000 attributes": Case(lambda: xml_document(dense_attributes)),
        "half an element": Case(lambda: xml_document("<w:document")),
        "not XML": Case(lambda: xml_document("\0\1\2")),
        "nothing in the main part": Case(lambda: xml_document("")),
        "an odd encoding": Case(lambda: xml_document(b'<?xml version="1.0" encoding="nosuch"?><a/>')),
        "a part of 30 MB": Case(lambda: _grown(30 * 2**20)),
        "a part that says it is small": Case(lambda: _grown(60 * 2**20, said=10)),
        "a part that says it is 1 GB": Case(lambda: _grown(2**20, said=2**30)),
        "a part that says 4 GB": Case(lambda: _grown(2**20, said=2**32 - 2)),
        "a picture of 100 MB": Case(lambda: _grown(100 * 2**20, name="word/media/a.png"), "harmless"),
        "20 000 parts": Case(lambda: zipped({**unzipped(word("{{ name }}")), **{f"a{n}": "" for n in range(20_000)}})),
        "100 000 parts": Case(lambda: _many_parts(100_000)),
        "4 000 parts": Case(
            lambda: zipped({**unzipped(word("{{ name }}")), **{f"a{n}": "" for n in range(4_000)}}), "harmless"
        ),
        "two parts of one name": Case(_twins),
        "two parts but for case": Case(lambda: zipped({**unzipped(word("{{ name }}")), "WORD/Document.xml": "<a/>"})),
        "paths that climb": Case(
            lambda: zipped({**unzipped(word("{{ name }}")), "../../evil.txt": "x", "/etc/x": "x", "C:\\x": "x"}),
            "harmless",
        ),
        "a main part that climbs": Case(lambda: _main_at("../../../etc/passwd")),
        "no main part": Case(lambda: _main_at("word/nosuch.xml")),
        "a main part outside": Case(
            lambda: _with_root(relation("rId1", "officeDocument", "https://paha.example/a.xml", external=True))
        ),
        "no relationships": Case(lambda: _with_root("")),
        "a zip in a zip": Case(lambda: xml_document(_bomb_in_zip())),  # type: ignore[dict-item]
        "only the end of a zip": Case(lambda: b"PK\5\6" + bytes(18)),
        "a header that lies": Case(_lying_header),
        "a broken stream": Case(_broken_stream),
        "stored, not deflated": Case(lambda: _stored(word("{{ name }}")), "harmless"),
        "an odd way of packing": Case(_odd_packing),
    }


def _stored(data: bytes) -> bytes:
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_STORED) as archive:
        for name, content in unzipped(data).items():
            archive.writestr(name, content)
    return buffer.getvalue()


def _odd_packing() -> bytes:
    data = bytearray(word("{{ name }}"))
    for mark, at in ((b"PK\3\4", 8), (b"PK\1\2", 10)):
        place = data.find(mark)
        struct.pack_into("<H", data, place + at, 97)
    return bytes(data)


def _many_parts(count: int) -> bytes:
    """A directory of so many entries, all of them at one place."""
    local = b"PK\3\4" + struct.pack("<HHHHHIIIHH", 20, 0, 0, 0, 33, 0, 0, 0, 6, 0) + b"000000"
    entry = b"PK\1\2" + struct.pack("<HHHHHHIIIHHHHHII", 20, 20, 0, 0, 0, 33, 0, 0, 0, 6, 0, 0, 0, 0, 0, 0)
    entries = b"".join(entry + b"%06d" % number for number in range(count))
    end = struct.pack("<4sHHHHIIH", b"PK\5\6", 0, 0, count & 0xFFFF, count & 0xFFFF, len(entries), len(local), 0)
    return local + entries + end


def _grown(size: int, said: int | None = None, name: str = "word/document.xml") -> bytes:
    """A part that is so many zeros long, and says in the zip's directory how long it is."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    megabyte = bytes(2**20)
    deflated = b"".join(packer.compress(megabyte) for _ in range(size // 2**20)) + packer.flush()
    said = size if said is None else said
    files = unzipped(related(relation("rId1", "image", "media/a.png")))
    files.pop(name, None)
    start = zipped(files)
    place = start.find(b"PK\5\6")
    count, length, offset = struct.unpack_from("<HII", start, place + 10)
    head = struct.pack("<HHHHHIIIHH", 20, 0, 8, 0, 33, 0, len(deflated), said, len(name), 0)
    entry = b"PK\1\2" + struct.pack("<H", 20) + head + struct.pack("<HHHII", 0, 0, 0, 0, offset) + name.encode()
    body = start[:offset] + b"PK\3\4" + head + name.encode() + deflated
    directory = start[offset : offset + length] + entry
    end = struct.pack("<4sHHHHIIH", b"PK\5\6", 0, 0, count + 1, count + 1, len(directory), len(body), 0)
    return body + directory + end


def _twins() -> bytes:
    data = zipped({**unzipped(word("{{ name }}")), "word/document.xmk": "<a/>"})
    return data.replace(b"word/document.xmk", b"word/document.xml")


def _lying_header() -> bytes:
    data = bytearray(word("{{ name }}"))
    place = data.rfind(b"PK\1\2")
    struct.pack_into("<I", data, place + 42, 2**31)
    return bytes(data)


def _broken_stream() -> bytes:
    data = bytearray(zipped(unzipped(word("{{ name }}"))))
    place = data.find(b"word/document.xml") + 20
    data[place : place + 40] = bytes(range(40))
    return bytes(data)


def _bomb_in_zip() -> bytes:
    return zipped({"a.xml": bytes(5 * 2**20)})


def _with_root(*rows: str) -> bytes:
    return word("{{ name }}", parts={"_rels/.rels": rels(*rows)})


def _main_at(target: str) -> bytes:
    return _with_root(relation("rId1", "officeDocument", target))
