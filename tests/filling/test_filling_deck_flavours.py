"""Templates saved with macros, as templates or as shows, become plain documents; what is none of them is refused."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from documents import word
from drawn_decks import (
    ITEMS,
    add_slide,
    changed,
    fill,
    looped,
    new_deck,
    opened,
    parts_of,
    put_before,
    relation,
    saved,
    typed,
)
from office_checks import office_faults
from pipeline.filling.template import open_template
from pipeline.vocabulary.findings import Finding

PML = "application/vnd.openxmlformats-officedocument.presentationml"
MS = "http://schemas.microsoft.com/office"
Edits = dict[str, Callable[[str], str] | str | bytes]
EMPTY_RELS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'


MAIN = f"{PML}.presentation.main+xml"
WORD_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
FLAVOURS = {
    "potx": f"{PML}.template.main+xml",
    "ppsx": f"{PML}.slideshow.main+xml",
    "pptm": "application/vnd.ms-powerpoint.presentation.macroEnabled.main+xml",
    "potm": "application/vnd.ms-powerpoint.template.macroEnabled.main+xml",
    "ppsm": "application/vnd.ms-powerpoint.slideshow.macroEnabled.main+xml",
}
WORD_FLAVOURS = {
    "dotx": "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml",
    "docm": "application/vnd.ms-word.document.macroEnabled.main+xml",
    "dotm": "application/vnd.ms-word.template.macroEnabledTemplate.main+xml",
}


def in_flavour(data: bytes, folder: str, main: str, plain: str, flavour: str, *, macros: bool) -> bytes:
    edits: Edits = {"[Content_Types].xml": lambda text: text.replace(plain, flavour)}
    if macros:
        rels = f"{folder}/_rels/{main}.rels"
        known = parts_of(data).get(rels, EMPTY_RELS.encode()).decode()
        edits[rels] = relation("rId77", f"{MS}/2006/relationships/vbaProject", "vbaProject.bin")(known)
        edits[f"{folder}/vbaProject.bin"] = b"\xd0\xcf\x11\xe0"
        edits["[Content_Types].xml"] = lambda text: text.replace(plain, flavour).replace(
            "</Types>", '<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/></Types>'
        )
    return changed(data, edits)


@pytest.mark.parametrize("ending", FLAVOURS)
def test_a_deck_of_another_flavour_becomes_a_plain_one(ending: str) -> None:
    data = in_flavour(looped(), "ppt", "presentation.xml", MAIN, FLAVOURS[ending], macros=ending.endswith("m"))
    result = fill(data, xs=ITEMS)
    assert [finding.code for finding in result.findings] == (["TP020"] if ending.endswith("m") else [])
    assert office_faults(result.document) == []
    parts = parts_of(result.document or b"")
    assert MAIN.encode() in parts["[Content_Types].xml"]
    assert not [name for name in parts if "vba" in name]
    assert len(opened(data, xs=ITEMS).slides) == 3


@pytest.mark.parametrize("ending", WORD_FLAVOURS)
def test_a_word_template_of_another_flavour_becomes_a_plain_document(ending: str) -> None:
    data = in_flavour(
        word("{{ x }}"), "word", "document.xml", WORD_MAIN, WORD_FLAVOURS[ending], macros=ending.endswith("m")
    )
    result = fill(data, x="sana")
    assert [finding.code for finding in result.findings] == (["TP020"] if ending.endswith("m") else [])
    assert office_faults(result.document) == []
    parts = parts_of(result.document or b"")
    assert WORD_MAIN.encode() in parts["[Content_Types].xml"]
    assert not [name for name in parts if "vba" in name]


def test_other_files_and_the_strict_variant_are_refused() -> None:
    workbook = changed(
        looped(),
        {
            "[Content_Types].xml": lambda text: text.replace(
                MAIN, "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
            )
        },
    )
    strict = changed(
        looped(),
        {
            "_rels/.rels": lambda text: text.replace(
                "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
                "http://purl.oclc.org/ooxml/officeDocument/relationships",
            )
        },
    )
    for data in (workbook, strict):
        found = open_template(data, "malli.pptx")
        assert isinstance(found, Finding)
        assert found.code == "TP008"


def test_a_deck_with_several_masters_and_none_for_notes() -> None:
    parts = parts_of(looped())
    second = {
        name.replace("slideMaster1", "slideMaster2").replace("theme1", "theme9"): content
        for name, content in parts.items()
        if name.startswith("ppt/slideMasters/") or name == "ppt/theme/theme1.xml"
    }
    deck = new_deck()
    add_slide(deck, "{{ x }}")
    master = second["ppt/slideMasters/slideMaster2.xml"].decode()
    master = re.sub(r"<p:sldLayoutIdLst>.*?</p:sldLayoutIdLst>", "", master, flags=re.DOTALL)
    rels = EMPTY_RELS.replace(
        "</",
        '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/theme" Target="../theme/theme9.xml"/></',
        1,
    )
    data = changed(
        saved(deck),
        {
            "ppt/slideMasters/slideMaster2.xml": master,
            "ppt/slideMasters/_rels/slideMaster2.xml.rels": rels,
            "ppt/theme/theme9.xml": second["ppt/theme/theme9.xml"],
            "ppt/_rels/presentation.xml.rels": relation("rId66", "slideMaster", "slideMasters/slideMaster2.xml"),
            "ppt/presentation.xml": put_before("</p:sldMasterIdLst>", '<p:sldMasterId id="2147483999" r:id="rId66"/>'),
            "[Content_Types].xml": typed(
                ppt_S_slideMasters_S_slideMaster2__xml=f"{PML}.slideMaster+xml",
                ppt_S_theme_S_theme9__xml="application/vnd.openxmlformats-officedocument.theme+xml",
            ),
        },
    )
    assert "ppt/notesMasters/notesMaster1.xml" not in parts_of(data)
    result = fill(data, x="Otsikko")
    assert office_faults(result.document) == []
    assert "ppt/slideMasters/slideMaster2.xml" in parts_of(result.document or b"")
