"""Parts of XML in other encodings are read, and what would fetch something is cut off there too: before and after."""

from __future__ import annotations

import zlib
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from documents import NAMESPACES, OFFICE, word
from pipeline.ooxml.encodings import is_utf_8
from pipeline.ooxml.outside import cut_off
from pipeline.ooxml.package import PackageFault, Stored, deflate, opening_of, read_package

FIELD = '<w:p><w:fldSimple w:instr="INCLUDEPICTURE https://paha.example/a"><w:r><w:t>ää</w:t></w:r></w:fldSimple></w:p>'
MAIN = f"<w:document {NAMESPACES}><w:body>{FIELD}</w:body></w:document>"
ENCODED = {
    "UTF-16 with a mark": MAIN.encode("utf-16"),
    "UTF-16 that is declared": f'<?xml version="1.0" encoding="UTF-16"?>{MAIN}'.encode("utf-16"),
    "UTF-16 without a mark": f'<?xml version="1.0" encoding="UTF-16LE"?>{MAIN}'.encode("utf-16-le"),
    "UTF-16, big first": f'<?xml version="1.0" encoding="UTF-16BE"?>{MAIN}'.encode("utf-16-be"),
    "Latin": f"<?xml version='1.0' encoding='ISO-8859-1'?>{MAIN}".encode("latin-1"),
    "far away": f'<?xml version="1.0"{" " * 500}encoding="ISO-8859-1"?>{MAIN}'.encode("latin-1"),
}


def packed(content: bytes, name: str = "word/document.xml") -> bytes:
    buffer = BytesIO()
    with ZipFile(BytesIO(word("x"))) as before, ZipFile(buffer, "w", ZIP_DEFLATED) as after:
        for item in before.namelist():
            after.writestr(item, content if item == name else before.read(item))
        if name not in before.namelist():
            after.writestr(name, content)
    return buffer.getvalue()


@pytest.mark.parametrize("content", ENCODED.values(), ids=ENCODED)
def test_what_fetches_is_cut_off_in_every_encoding(content: bytes) -> None:
    package = read_package(packed(content))
    assert b"INCLUDEPICTURE" in package.read("word/document.xml")
    assert [(cut.part, cut.what) for cut in cut_off(package)] == [("word/document.xml", "INCLUDEPICTURE")]
    assert b"paha" not in package.read("word/document.xml")
    assert "ää" in package.read("word/document.xml").decode("utf-8")


@pytest.mark.parametrize(
    "start", ["", "\ufeff", '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n', "<?xml version='1.0'?>"]
)
def test_parts_in_utf_8_are_not_touched(start: str) -> None:
    content = f"{start}{MAIN}".encode()
    assert is_utf_8(content[:200])
    assert read_package(packed(content)).read("word/document.xml") == content


@pytest.mark.parametrize("content", [b"\xff\xfe\x90\x64 a sound", b"\x89PNG", b"", b"\x00\x00\x01\x00"])
def test_what_is_no_xml_stays_as_it_is(content: bytes) -> None:
    assert read_package(packed(content, "word/media/a.bin")).read("word/media/a.bin") == content


def test_xml_in_an_encoding_that_nobody_knows_is_refused() -> None:
    with pytest.raises(PackageFault):
        read_package(packed(b'<?xml version="1.0" encoding="x-nosuch"?><a/>', "word/fontTable.xml"))


def test_the_opening_is_found_behind_empty_blocks() -> None:
    whole = deflate(b"<?xml version='1.0' encoding='UTF-16'?>" + b"a" * 300)
    late = Stored(b"\x00\x00\x00\xff\xff" * 5_000 + whole.deflated, whole.checksum, whole.size)
    assert zlib.decompressobj(-15).decompress(late.deflated) == late.inflate()
    assert opening_of(late) == opening_of(whole) == whole.inflate()[:200]


RELATED = f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="{OFFICE}/vmlDrawing" Target="a.vml"/></Relationships>'
VML = '<xml xmlns:v="urn:schemas-microsoft-com:vml"><v:rect><v:{} src="{}"/></v:rect></xml>'


@pytest.mark.parametrize("name", ["fill\n", "imagedata\t", "stroke "])
def test_old_drawings_fetch_no_picture(name: str) -> None:
    drawing = VML.format(name, "//paha.example/a")
    package = read_package(word("x", parts={"word/_rels/document.xml.rels": RELATED, "word/a.vml": drawing}))
    assert [cut.what for cut in cut_off(package)] == ["//paha.example/a"]
    assert b"paha" not in package.read("word/a.vml")


@pytest.mark.parametrize("action", ["ppaction&#58;//hlinkpres", "ppaction://program", " PPACTION://Macro"])
def test_an_action_goes_however_it_is_written(action: str) -> None:
    link = f'<w:p><w:r><w:drawing><a:hlinkClick r:id="" action="{action}"/></w:drawing></w:r></w:p>'
    package = read_package(word("x", link))
    assert len(cut_off(package)) == 1
    assert b"hlinkClick" not in package.read("word/document.xml")


def test_a_sound_click_stays() -> None:
    link = '<w:p><w:r><w:drawing><a:hlinkClick r:id="" action="ppaction://hlinksldjump"/></w:drawing></w:r></w:p>'
    package = read_package(word("x", link))
    before = package.read("word/document.xml")
    assert cut_off(package) == ()
    assert package.read("word/document.xml") == before
