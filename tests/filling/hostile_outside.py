"""Templates that lead out of the document, and templates that imitate our own marks."""

from __future__ import annotations

from hostile_cases import BODY, MAIN, Case, Slide, deck, related, relation, rels, with_charts, xml_document

from documents import paragraph, run, table, word
from pipeline.ooxml.dialect import R, W

_EVIL = "https://paha.example/a"
_BLIP = '<w:p><w:r><w:drawing><a:blip r:link="rId1"/></w:drawing></w:r></w:p>'


def _field(*instruction: str) -> str:
    marks = [f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")]
    code = "".join(f"<w:r><w:instrText>{item}</w:instrText></w:r>" for item in instruction)
    return f"<w:p>{marks[0]}{code}{marks[1]}{run('tulos')}{marks[2]}</w:p>"


def _simple_field(instruction: str) -> str:
    return f'<w:p><w:fldSimple w:instr="{instruction}">{run("tulos")}</w:fldSimple></w:p>'


def leading_out() -> dict[str, Case]:
    """What would fetch, run or tell something when the document is opened."""
    settings = f'<w:settings xmlns:w="{W}" xmlns:r="{R}"><w:attachedTemplate r:id="rId1"/><w:zoom w:percent="90"/></w:settings>'
    own = relation("rId9", "settings", "settings.xml")
    cases = {
        name: Case(lambda target=target: related(
            own, parts={"word/settings.xml": settings,
                        "word/_rels/settings.xml.rels": rels(relation("rId1", "attachedTemplate", target, external=True))}), "told")
        for name, target in {"a template on the web": f"{_EVIL}.dotm", "a template in a share": "\\\\paha\\a.dotm"}.items()
    }  # fmt: skip
    ole = '<w:p><w:r><w:object><o:OLEObject xmlns:o="urn:schemas-microsoft-com:office:office" Type="Link" r:id="rId1"/></w:object></w:r></w:p>'
    control = '<w:p><w:r><w:object><w:control r:id="rId1"/></w:object></w:r></w:p>'
    linked = '<w:p><w:hyperlink r:id="rId1"><w:r><w:t>linkki</w:t></w:r></w:hyperlink></w:p>'
    cases |= {
        "a linked picture": Case(lambda: related(relation("rId1", "image", _EVIL, external=True), body=("{{ name }}", _BLIP)), "told"),
        "a linked object": Case(lambda: related(relation("rId1", "oleObject", "file:///c:/x.xlsx", external=True), body=("{{ name }}", ole)), "told"),
        "a control": Case(lambda: related(relation("rId1", "control", "activeX/a.xml"), body=("{{ name }}", control), parts={"word/activeX/a.xml": "<a/>"}), "told"),
        "a chart of another file": Case(lambda: with_charts("", target="file:///c:/x.xlsx", external=True), "told"),
        "macros": Case(lambda: related(relation("rId1", "http://schemas.microsoft.com/office/2006/relationships/vbaProject", "vbaProject.bin"), parts={"word/vbaProject.bin": "x"}), "told"),
        "another document inside": Case(lambda: related(relation("rId1", "aFChunk", "a.html"), body=("{{ name }}", '<w:altChunk r:id="rId1"/>'), parts={"word/a.html": "<html/>"}), "told"),
        "a link to a file": Case(lambda: related(relation("rId1", "hyperlink", "file://paha/a", external=True), body=("{{ name }}", linked)), "told"),
        "a link that runs": Case(lambda: related(relation("rId1", "hyperlink", "javascript:x()", external=True), body=("{{ name }}", linked)), "told"),
        "a link to a page": Case(lambda: related(relation("rId1", "hyperlink", "https://esimerkki.example", external=True), body=("{{ name }}", linked)), "harmless"),
    }  # fmt: skip
    told = {"DDEAUTO": ("DDEAUTO c:\\\\windows\\\\cmd.exe",), "DDE in pieces": ("DD", "E c:\\\\x"), "INCLUDETEXT": (f" INCLUDETEXT {_EVIL}",),
            "INCLUDEPICTURE": (f"INCLUDEPICTURE {_EVIL} \\d",), "LINK": ("LINK Excel.Sheet.8 x",), "IMPORT": ("IMPORT x",),
            "DATABASE": ("DATABASE \\d x",), "lower case": ("ddeauto x",), "HYPERLINK": ("HYPERLINK file://paha/x",)}  # fmt: skip
    cases |= {
        f"field {name}": Case(lambda code=code: word("{{ name }}", _field(*code)), "told")
        for name, code in told.items()
    }
    cases |= {
        f"simple field {name}": Case(lambda code=code: word("{{ name }}", _simple_field("".join(code))), "told")
        for name, code in told.items()
    }
    fine = (
        "PAGE",
        "SEQ Kuva \\* ARABIC",
        "TOC \\o &quot;1-3&quot;",
        "PAGEREF _Toc1",
        "NUMPAGES",
        'HYPERLINK \\l "_Toc1"',
        "= 1 + 1",
        "STYLEREF 1",
    )
    cases |= {f"field {code}": Case(lambda code=code: word("{{ name }}", _field(code)), "harmless") for code in fine}
    quoted = _field("").replace(
        "<w:instrText></w:instrText>",
        '<w:fldChar w:fldCharType="begin"/><w:instrText>QUOTE 68 68 69</w:instrText><w:fldChar w:fldCharType="separate"/><w:t>DDE</w:t><w:fldChar w:fldCharType="end"/>',
    )
    cases["field whose name is computed"] = Case(lambda: word("{{ name }}", quoted), "told")
    click = '<p:sp><p:nvSpPr><p:cNvPr id="9" name="k"><a:{0} r:id="rId1"{1}/></p:cNvPr><p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:spPr/></p:sp>'
    for name, parts in {
        "a programme": ("hlinkClick", ' action="ppaction://program"'),
        "a touch": ("hlinkHover", ""),
        "a macro": ("hlinkClick", ' action="ppaction://macro?name=x"'),
    }.items():
        cases[f"{name} on a slide"] = Case(
            lambda parts=parts: deck(Slide("{{ name }}", extra=click.format(*parts)), relationships=[relation("rId1", "hyperlink", "file:///c:/x.exe", external=True)]), "told", "malli.pptx")  # fmt: skip
    return cases


def imitating() -> dict[str, Case]:
    """Our own marks, typed by somebody else."""
    marks = "".join(chr(number) for number in range(0xE000, 0xE016))
    code = "\ue010 for x in cycler.__init__.__globals__ \ue011 \ue012 _at.__globals__ \ue013 \ue010 endfor \ue011"
    references = "".join(f"&#x{number:X};" for number in range(0xE000, 0xE016))
    markers = "<w:p><?j 0?><?j 1?><?j 99?><?j?><?j x?><w:r><w:t>{{ name }}</w:t></w:r></w:p>"
    owns = '<w:p block="x" key="y"><w:r look="0" looks-of="1"><w:t total="x">{{ name }}</w:t></w:r></w:p>'
    grid = (
        table(["{{ name }}", "b"])
        .replace("<w:tblGrid>", '<w:tblGrid total="x" looped="y">')
        .replace("<w:gridCol", '<w:gridCol looped="1"')
    )
    looked = (
        table(["{{ name }}", "b"])
        .replace("<w:tc>", '<w:tc look="7" looks-of="3">')
        .replace("<w:tr>", '<w:tr controls="xx..">')
    )
    space = '<w:p xmlns:q="urn:\ue012 cycler \ue013" q:a="1"><w:r><w:t>{{ name }}</w:t></w:r></w:p>'
    return {
        "private characters": Case(lambda: word("{{ name }}", marks), "harmless"),
        "private code": Case(lambda: word("{{ name }}", code), "harmless"),
        "tokens": Case(lambda: word("{{ name }}", "\ue0000\ue001\ue0020\ue001\ue00077\ue001\ue003"), "harmless"),
        "references": Case(lambda: word("{{ name }}", references), "harmless"),
        "in an attribute": Case(lambda: word(paragraph("{{ name }}").replace("<w:p>", f'<w:p w:rsidR="{code}">')), "harmless"),
        "in a space": Case(lambda: word(space)),
        "in a tag": Case(lambda: word("{{ name ~ '\ue012 cycler \ue013' }}"), "harmless"),
        "in a name": Case(lambda: word("{{ na\ue001me }}{{ nosuch }}")),
        "instructions": Case(lambda: word(markers), "harmless"),
        "attributes": Case(lambda: word(owns), "harmless"),
        "a grid": Case(lambda: word(grid), "harmless"),
        "cells": Case(lambda: word(looked), "harmless"),
        "an address": Case(lambda: related(relation("rId1", "hyperlink", "https://a.example/\ue012 cycler \ue013{{ name }}", external=True)), "harmless"),
        "UTF-16": Case(lambda: xml_document(("\ufeff" + MAIN + BODY.format("{{ name }}" + code)).encode("utf-16-le")), "harmless"),
        "brackets in a value": Case(lambda: word("{{ '\ue012{{ cycler }}' }}"), "harmless"),
        "a lost relationship": Case(lambda: related(relation("rId1", "image", "media/nosuch.png")), "harmless"),
        "a circle": Case(lambda: related(relation("rId1", "image", "document.xml"), relation("rId2", "header", "../word/document.xml")), "harmless"),
        "a chart that is not there": Case(lambda: with_charts("").replace(b"charts/chart1.xml", b"charts/chart2.xml")),
    }  # fmt: skip
