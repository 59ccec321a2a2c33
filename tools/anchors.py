"""Tries what of a document's identity lives through other programs; writes the tables of `docs/analysis/anchors.md`.

    python tools/anchors.py

In: the example, built, and every kind of anchor put into it. Out: the page's tables, made of what was still there after
each program had opened and saved the files. LibreOffice is one of them, and saves them by way of its own formats too.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from io import BytesIO
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from lxml import etree  # noqa: E402

from pipeline.merging.charts import digest_of_chart  # noqa: E402
from pipeline.merging.trace import read_trace  # noqa: E402
from pipeline.merging.trace_parts import id_property  # noqa: E402
from pipeline.ooxml.dialect import W14, WP, A, C, P, R, W, a, p, w  # noqa: E402
from pipeline.ooxml.package import Package, inflated, parse, read_package, serialise  # noqa: E402
from pipeline.pdf.office import find_office  # noqa: E402
from pipeline.pdf.profile import profile_xml  # noqa: E402
from pipeline.runs.batch import build_all  # noqa: E402
from pipeline.runs.options import ROADMAP, STAFF, Options  # noqa: E402

PAGE = ROOT / "docs" / "analysis" / "anchors.md"
START, END = "<!-- tried: {} -->", "<!-- end -->"
LIBREOFFICE, ODF = "LibreOffice", "LibreOffice, by way of its own format"
PATIENCE = 180
_FILTERS = {
    ".docx": "docx:MS Word 2007 XML",
    ".pptx": "pptx:Impress MS PowerPoint 2007 XML",
    ".odt": "odt",
    ".odp": "odp",
}
_OWN = {".docx": ".odt", ".pptx": ".odp"}
_LONG = "0123456789abcdef" * 1250
_A16 = "http://schemas.microsoft.com/office/drawing/2014/main"
_P14 = "{http://schemas.microsoft.com/office/powerpoint/2010/main}creationId"
_NAMED = p("cNvPr")
Anchors = dict[str, dict[str, str]]
"""For each kind of anchor what each thing that has one (by its words) is called."""


def main() -> int:
    """Writes the page's tables anew."""
    if find_office() is None:
        sys.stderr.write("LibreOffice is not installed.\n")
        return 1
    page = PAGE.read_text(encoding="utf-8")
    for name, data in samples().items():
        page = with_table(page, name, table(data, trials(name)))
    PAGE.write_text(page, encoding="utf-8", newline="\n")
    return 0


def samples() -> dict[str, bytes]:
    """The example's roadmap and a deck with every kind of anchor in them."""
    with tempfile.TemporaryDirectory() as folder:
        list(build_all([str(ROOT / "inputs" / "esimerkki")], Options(Path(folder), (ROADMAP, STAFF))))
        word, deck = (next(Path(folder).rglob(name)).read_bytes() for name in (ROADMAP, STAFF))
    return {"docx": _word_sample(word), "pptx": _deck_sample(deck)}


def trials(name: str) -> dict[str, Callable[[bytes], bytes]]:
    """What opens and saves a file, by what the page calls it."""
    ending = f".{name}"
    return {
        LIBREOFFICE: lambda data: by_libreoffice(data, ending),
        ODF: lambda data: by_libreoffice(by_libreoffice(data, ending, _OWN[ending]), _OWN[ending], ending),
        **(
            {"python-docx": _by_python_docx, "docx-plus": _by_docx_plus}
            if name == "docx"
            else {"python-pptx": _by_python_pptx}
        ),
    }


def by_libreoffice(data: bytes, ending: str, into: str = "") -> bytes:
    """A file as LibreOffice saves it, with a profile of its own."""
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        (work / "profile" / "user").mkdir(parents=True)
        (work / "profile" / "user" / "registrymodifications.xcu").write_bytes(profile_xml())
        source = work / f"a{ending}"
        source.write_bytes(data)
        options = ["--headless", "--norestore", f"-env:UserInstallation={(work / 'profile').as_uri()}"]
        target = ["--convert-to", _FILTERS[into or ending], "--outdir", str(work / "out"), str(source)]
        subprocess.run([str(find_office()), *options, *target], check=True, timeout=PATIENCE, capture_output=True)  # noqa: S603
        return (work / "out" / f"a{into or ending}").read_bytes()


def table(data: bytes, by: Mapping[str, Callable[[bytes], bytes]]) -> list[str]:
    """The rows of a table of the page: for each kind of anchor how many each program kept."""
    before = anchors_of(read_package(data))
    after = {name: anchors_of(read_package(change(data))) for name, change in by.items()}
    rows = [f"| anchor | {' | '.join(by)} |", f"|---|{'---|' * len(by)}"]
    return rows + [
        f"| {kind} | {' | '.join(_kept(known, found.get(kind, {})) for found in after.values())} |"
        for kind, known in before.items()
    ]


def with_table(page: str, name: str, rows: list[str]) -> str:
    """The page with a table in its place."""
    head, rest = page.split(START.format(name), 1)
    return f"{head}{START.format(name)}\n{chr(10).join(rows)}\n{END}{rest.split(END, 1)[1]}"


def table_in(page: str, name: str) -> list[str]:
    """A table of the page."""
    return page.split(START.format(name), 1)[1].split(END, 1)[0].strip().splitlines()


def anchors_of(package: Package) -> Anchors:
    """Every kind of anchor that a document has."""
    main = package.main_part()
    root = parse(package.read(main))
    return {
        **(_in_word(package, root) if root.tag == w("document") else _in_deck(package, root, main)),
        **_beside(package),
    }


def _kept(before: Mapping[str, str], after: Mapping[str, str]) -> str:
    same = sum(after.get(whose) == name for whose, name in before.items())
    return "all" if same == len(before) else "none" if not same else f"{same} of {len(before)}"


def _in_word(package: Package, root: etree._Element) -> Anchors:
    body = root[0]
    paragraphs = _by_words([item for item in root.iter(w("p")) if item.getparent() is body])
    rows = _by_words(list(root.iter(w("tr"))))
    marks = {item.get(w("name")) or "": item for item in root.iter(w("bookmarkStart"))}
    hidden = {name: _words(next(item.iterancestors(w("p")))) for name, item in marks.items() if name.startswith("_dk")}
    controls = list(root.iter(w("sdt")))
    blocks = [item for item in controls if item.find(f"{w('sdtContent')}/{w('p')}") is not None]
    inline = [item for item in controls if item not in blocks and _control(item, "alias") in ("Rivillä", "Lohko")]
    drawn = list(root.iter(f"{{{WP}}}docPr"))
    pictures = [item for item in drawn if item.getparent().find(f".//{a('blip')}") is not None]  # type: ignore[union-attr]
    charts = [item for item in drawn if item not in pictures]
    return {
        "paragraph ids (`w14:paraId`)": {text: item.get(f"{{{W14}}}paraId") or "" for text, item in paragraphs.items()},
        "text ids (`w14:textId`)": {text: item.get(f"{{{W14}}}textId") or "" for text, item in paragraphs.items()},
        "row ids (`w14:paraId` of `w:tr`)": {text: item.get(f"{{{W14}}}paraId") or "" for text, item in rows.items()},
        "hidden bookmarks (`_dk…`)": hidden,
        "block content control: tag, round its paragraph": {_words(item): _control(item, "tag") for item in blocks},
        "inline content control: tag": {
            _words(item): _control(item, "tag") for item in inline if _control(item, "alias") == "Rivillä"
        },
        "content control: title, at its words": {_words(item): _control(item, "alias") for item in (*blocks, *inline)},
        "table: alternative text": {_words(item): _value(item, "tblDescription") for item in root.iter(w("tbl"))},
        "picture: name and alternative text": {str(number): _named(item) for number, item in enumerate(pictures)},
        "chart: name and alternative text": {str(number): _named(item) for number, item in enumerate(charts)},
        "drawing ids (`wp:docPr`)": {_named(item): item.get("id") or "" for item in pictures},
        "chart: data": _chart_data(package, "word/charts/"),
        "chart: embedded workbook": _workbooks(package),
    }


def _in_deck(package: Package, root: etree._Element, main: str) -> Anchors:
    known = package.relationships[main]
    parts = [known[item.get(f"{{{R}}}id") or ""].target for item in root.iter(p("sldId"))]
    slides = [parse(package.read(part)) for part in parts]
    all_shapes = [
        (f"{number} {_words(item)}", item) for number, slide in enumerate(slides) for item in slide.iter(p("sp"))
    ]
    holders = {text: item for text, item in all_shapes if next(item.iter(p("ph")), None) is not None}
    boxes = {text: item for text, item in all_shapes if text not in holders}
    tables = [item for slide in slides for item in slide.iter(a("tr"))]
    frames = [item for slide in slides for item in slide.iter(p("graphicFrame"))]
    charts = [_shape(item) for item in frames if next(item.iter(f"{{{C}}}chart"), None) is not None]
    grids = [_shape(item) for item in frames if next(item.iter(a("tbl")), None) is not None]
    pictures = [item for slide in slides for item in slide.iter(_NAMED) if item.getparent().tag == p("nvPicPr")]  # type: ignore[union-attr]
    return {
        "slide creation ids (`p14:creationId`)": {
            str(n): _val(next(slide.iter(_P14), None)) for n, slide in enumerate(slides)
        },
        "slide ids (`p:sldId`)": {
            str(number): item.get("id") or "" for number, item in enumerate(root.iter(p("sldId")))
        },
        "slide names (`p:cSld`)": {str(n): slide[0].get("name") or "" for n, slide in enumerate(slides)},
        "names of placeholders": {text: _shape(item).get("name") or "" for text, item in holders.items()},
        "names of other shapes": {text: _shape(item).get("name") or "" for text, item in boxes.items()},
        "placeholders: type and index": {text: _holder(item) for text, item in holders.items()},
        "shape ids": {text: _shape(item).get("id") or "" for text, item in all_shapes},
        "shape creation ids (`a16:creationId`)": {text: _creation(item) for text, item in all_shapes},
        "table row ids (`a16:rowId`)": {
            _words(item): _val(next(item.iter(f"{{{_A16}}}rowId"), None)) for item in tables
        },
        "table: name": {str(number): item.get("name") or "" for number, item in enumerate(grids)},
        "table: alternative text": {str(number): item.get("descr") or "" for number, item in enumerate(grids)},
        "picture: alternative text": {str(number): item.get("descr") or "" for number, item in enumerate(pictures)},
        "chart: name": {str(number): item.get("name") or "" for number, item in enumerate(charts)},
        "chart: alternative text": {str(number): item.get("descr") or "" for number, item in enumerate(charts)},
        "chart: data": _chart_data(package, "ppt/charts/"),
        "chart: embedded workbook": _workbooks(package),
    }


def _beside(package: Package) -> Anchors:
    trace = read_trace(package)
    text = b"".join(inflated(part) for name, part in package.parts.items() if name == "docProps/custom.xml").decode()
    long = re.search(r'name="Pitkä"[^>]*><[^>]*>([^<]*)', text)
    core = b"".join(inflated(part) for name, part in package.parts.items() if name == "docProps/core.xml").decode()
    return {
        "custom XML (our trace)": {"": "" if trace is None else trace.id},
        "custom property, 16 letters": {"": id_property(package)},
        "custom property, 20,000 letters": {"": long[1] if long else ""},
        "core property: title": {"": "".join(re.findall("<dc:title>([^<]*)", core))},
    }


def _by_words(elements: list[etree._Element]) -> dict[str, etree._Element]:
    """Elements by what they say, those that nothing else says."""
    said = [_words(item) for item in elements]
    return {text: item for text, item in zip(said, elements, strict=True) if text and said.count(text) == 1}


def _words(element: etree._Element) -> str:
    return "".join("".join(item.text or "" for item in element.iter(w("t"), a("t"))).split())


def _control(control: etree._Element, name: str) -> str:
    return _value(control, name)


def _value(element: etree._Element, name: str) -> str:
    found = next(element.iter(w(name)), None)
    return "" if found is None else found.get(w("val")) or ""


def _val(element: etree._Element | None) -> str:
    return "" if element is None else element.get("val") or ""


def _named(element: etree._Element) -> str:
    return f"{element.get('name')}: {element.get('descr')}"


def _shape(element: etree._Element) -> etree._Element:
    return next(element.iter(_NAMED))


def _holder(shape: etree._Element) -> str:
    found = next(shape.iter(p("ph")))
    return f"{found.get('type')} {found.get('idx')}"


def _creation(shape: etree._Element) -> str:
    found = next(shape.iter(f"{{{_A16}}}creationId"), None)
    return "" if found is None else found.get("id") or ""


def _chart_data(package: Package, folder: str) -> dict[str, str]:
    parts = [name for name in package.parts if name.startswith(f"{folder}chart") and name.endswith(".xml")]
    found = [digest_of_chart(package, name) for name in parts]
    return {digest: digest for digest in found}


def _workbooks(package: Package) -> dict[str, str]:
    count = sum(item.kind == "package" for known in package.relationships.values() for item in known.values())
    return {str(number): "there" for number in range(count)}


def _word_sample(data: bytes) -> bytes:
    package = read_package(data)
    main = package.main_part()
    root = parse(package.read(main))
    plain = [item for item in root[0].iterchildren(w("p")) if len(_words(item)) > 80]
    for number, item in enumerate(root.iter(w("p"))):
        item.set(f"{{{W14}}}textId", f"{0x10000000 + number:08X}")
    for number, item in enumerate(plain[:3]):
        _wrap([item], f"lohko{number}", "Lohko", 900 + number)
    for number, item in enumerate(plain[3:6]):
        _wrap(list(item.iterchildren(w("r"))), f"rivi{number}", "Rivillä", 950 + number)
    package.parts[main] = serialise(root)
    return _with_long_property(package)


def _wrap(inside: list[etree._Element], tag: str, alias: str, number: int) -> None:
    control = etree.fromstring(
        f'<w:sdt xmlns:w="{W}"><w:sdtPr><w:alias w:val="{alias}"/><w:tag w:val="{tag}"/><w:id w:val="{number}"/>'
        "</w:sdtPr><w:sdtContent/></w:sdt>"
    )
    inside[0].addprevious(control)
    control[1].extend(inside)


def _deck_sample(data: bytes) -> bytes:
    package = read_package(data)
    slides = sorted(name for name in package.parts if re.fullmatch(r"ppt/slides/slide\d+\.xml", name))
    for number, part in enumerate(slides):
        root = parse(package.read(part))
        root[0].set("name", f"dia-{number}")
        next(root.iter(p("spTree"))).append(_box(number))
        for place, item in enumerate(root.iter(_NAMED)):
            if item.getparent().tag == p("nvSpPr"):  # type: ignore[union-attr]
                guid = f"{{{number:08X}-{place:04X}-4000-8000-000000000001}}"
                _extend(item, "{FF2B5EF4-FFF2-40B4-BE49-F238E27FC236}", "creationId", {"id": guid})
        for place, item in enumerate(root.iter(a("tr"))):
            _extend(item, "{0D108BD9-81ED-4DB2-BD59-A6C34878D82A}", "rowId", {"val": str(10_000 * number + place)})
        package.parts[part] = serialise(root)
    return _with_long_property(package)


def _box(number: int) -> etree._Element:
    return etree.fromstring(
        f'<p:sp xmlns:p="{P}" xmlns:a="{A}"><p:nvSpPr><p:cNvPr id="{900 + number}" name="Laatikko {number}"/>'
        '<p:cNvSpPr txBox="1"/><p:nvPr/></p:nvSpPr><p:spPr><a:xfrm><a:off x="0" y="0"/>'
        '<a:ext cx="900000" cy="400000"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr>'
        "<p:txBody><a:bodyPr/><a:p><a:r><a:t>Oma laatikko</a:t></a:r></a:p></p:txBody></p:sp>"
    )


def _extend(element: etree._Element, uri: str, name: str, says: dict[str, str]) -> None:
    extensions = element.find(a("extLst"))
    if extensions is None:
        extensions = etree.SubElement(element, a("extLst"))
    extension = etree.SubElement(extensions, a("ext"), uri=uri)
    etree.SubElement(extension, f"{{{_A16}}}{name}", says, nsmap={"a16": _A16})


def _with_long_property(package: Package) -> bytes:
    text = package.read("docProps/custom.xml").decode()
    own = '<property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="9" name="Pitkä">'
    text = text.replace("</Properties>", f"{own}<vt:lpwstr>{_LONG}</vt:lpwstr></property></Properties>")
    package.parts["docProps/custom.xml"] = text.encode()
    return package.write()


def _by_python_docx(data: bytes) -> bytes:
    from docx import Document

    out = BytesIO()
    Document(BytesIO(data)).save(out)
    return out.getvalue()


def _by_docx_plus(data: bytes) -> bytes:
    from docx import Document
    from docx_plus.revisions import accept_all_revisions

    document = Document(BytesIO(data))
    accept_all_revisions(document)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def _by_python_pptx(data: bytes) -> bytes:
    from pptx import Presentation

    out = BytesIO()
    Presentation(BytesIO(data)).save(out)
    return out.getvalue()


if __name__ == "__main__":
    sys.exit(main())
