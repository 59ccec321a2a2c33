"""Hand edits to pages, sections, headers and footers, and to what holds for the whole document."""

# ruff: noqa: ARG001  (every change has the same form)

from __future__ import annotations

from docx.document import Document as Opened
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.shared import Cm, Pt
from hand_edits_word import (
    MARK,
    Holds,
    both,
    docx_kind,
    has,
    kind,
    paragraph,
    properties,
    prose,
    run,
    says,
    styled,
    write,
)
from lxml import etree
from word_open import Word, found, w, xml


@docx_kind("a page break put in", keeps_words=True)
def _page_break(document: Opened, aim: str) -> Holds:
    document.add_page_break()
    document.add_paragraph(f"Uusi sivu {MARK}")
    return both(has(".//w:br[@w:type='page']"), says(f"Uusi sivu {MARK}"))


@kind("a page break amid the text", keeps_words=True)
def _break_amid(word: Word, aim: str) -> Holds:
    prose(word.body, aim).addprevious(xml('<w:p><w:r><w:br w:type="page"/></w:r></w:p>'))
    return has(".//w:p/w:r/w:br[@w:type='page']")


@docx_kind("a landscape section at the end", keeps_words=True)
def _landscape(document: Opened, aim: str) -> Holds:
    section = document.add_section(WD_SECTION.NEW_PAGE)
    section.orientation, section.page_width, section.page_height = WD_ORIENT.LANDSCAPE, Cm(29.9), Cm(21.1)
    document.add_paragraph(f"Vaakasivu {MARK}")
    return both(says(f"Vaakasivu {MARK}"), has(".//w:pgSz[@w:orient='landscape'][@w:w='16951']"))


@kind("a section break amid the text", keeps_words=True)
def _section(word: Word, aim: str) -> Holds:
    target = prose(word.body, aim)
    properties(target).append(
        xml(
            '<w:sectPr><w:type w:val="continuous"/><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1501" w:right="1134" w:bottom="1361" w:left="1417" w:header="567" w:footer="567" w:gutter="0"/></w:sectPr>'
        )
    )
    return has(".//w:pPr/w:sectPr/w:pgMar[@w:top='1501']")


@docx_kind("margins changed", keeps_words=True)
def _margins(document: Opened, aim: str) -> Holds:
    for section in document.sections:
        section.left_margin = Cm(3.33)
    return has(".//w:pgMar[@w:left='1888']", 2)


@kind("two columns", keeps_words=True)
def _columns(word: Word, aim: str) -> Holds:
    word.body[-1].find(w("cols")).set(w("num"), "2")
    return has(".//w:body/w:sectPr/w:cols[@w:num='2']")


@kind("page numbers begin again", keeps_words=True)
def _page_numbers(word: Word, aim: str) -> Holds:
    word.body[-1].find(w("cols")).addprevious(xml('<w:pgNumType w:start="41"/>'))
    return has(".//w:body/w:sectPr/w:pgNumType[@w:start='41']")


def _in_story(kind_: str, path: str) -> Holds:
    def holds(word: Word) -> str:
        parts = [part for part in word.stories() if kind_ in part]
        return "" if any(found(word.tree(part), path) for part in parts) else f"no {kind_} has {path}"

    return holds


@docx_kind("the footer's text changed")
def _footer(document: Opened, aim: str) -> Holds:
    document.sections[-1].footer.paragraphs[0].add_run(f" Alatunniste {MARK}")
    return says(f"Alatunniste {MARK}")


@docx_kind("a paragraph added to the footer", keeps_words=True)
def _footer_paragraph(document: Opened, aim: str) -> Holds:
    document.sections[-1].footer.add_paragraph(f"Alatunnisteen rivi {MARK}")
    return says(f"Alatunnisteen rivi {MARK}")


@docx_kind("the header's text written")
def _header(document: Opened, aim: str) -> Holds:
    document.sections[-1].header.paragraphs[0].add_run(f"Ylätunniste {MARK}")
    return says(f"Ylätunniste {MARK}")


@docx_kind("a header of its own for the first page", keeps_words=True)
def _first_header(document: Opened, aim: str) -> Holds:
    section = document.sections[-1]
    section.different_first_page_header_footer = True
    section.first_page_header.paragraphs[0].text = f"Ensimmäinen sivu {MARK}"
    return both(says(f"Ensimmäinen sivu {MARK}"), has(".//w:body/w:sectPr/w:titlePg"))


@kind("a watermark in the header")
def _watermark(word: Word, aim: str) -> Holds:
    """What is drawn in a paragraph is of what it says: a correction of its words is a conflict."""
    part = next(part for part in word.stories() if "header" in part)
    shape = f'<v:shape xmlns:v="urn:schemas-microsoft-com:vml" id="vesileima" style="width:400pt;height:100pt"><v:textpath string="LUONNOS {MARK}"/></v:shape>'
    next(word.tree(part).iter(w("p"))).append(xml(f"<w:r><w:pict>{shape}</w:pict></w:r>"))
    return _in_story("header", f".//*[local-name()='textpath'][@string='LUONNOS {MARK}']")


@kind("the cover's text changed")
def _cover(word: Word, aim: str) -> Holds:
    write(styled(word.body, "KansiTiedot")[0], f"Luonnos {MARK}")
    return says(f"Luonnos {MARK}")


@kind("the cover's title changed")
def _title(word: Word, aim: str) -> Holds:
    write(styled(word.body, "Title")[0], f"Oma nimi {MARK}")
    return says(f"Oma nimi {MARK}")


@kind("a line added to the cover", keeps_words=True)
def _cover_line(word: Word, aim: str) -> Holds:
    styled(word.body, "KansiTiedot")[0].addprevious(paragraph(f"Kannen rivi {MARK}", "KansiTiedot"))
    return says(f"Kannen rivi {MARK}")


@docx_kind("the title property changed", keeps_words=True)
def _title_property(document: Opened, aim: str) -> Holds:
    document.core_properties.title = f"Asiakirja {MARK}"
    return _property(f"Asiakirja {MARK}")


@docx_kind("keywords and author changed", keeps_words=True)
def _keywords(document: Opened, aim: str) -> Holds:
    document.core_properties.keywords = f"sanat {MARK}"
    document.core_properties.last_modified_by = "Kirsi Kommentoija"
    return both(_property(f"sanat {MARK}"), _property("Kirsi Kommentoija"))


def _property(words: str) -> Holds:
    def holds(word: Word) -> str:
        return "" if words in "".join(word.tree("docProps/core.xml").itertext()) else f"no property says {words!r}"

    return holds


@docx_kind("a style's definition changed", keeps_words=True)
def _style(document: Opened, aim: str) -> Holds:
    document.styles["Body Text"].font.size = Pt(13.5)
    return _in_part("word/styles.xml", ".//w:style[@w:styleId='BodyText']/w:rPr/w:sz[@w:val='27']")


def _in_part(part: str, path: str) -> Holds:
    def holds(word: Word) -> str:
        return "" if found(word.tree(part), path) else f"{part} has no {path}"

    return holds


@docx_kind("a new style made and used", keeps_words=True)
def _new_style(document: Opened, aim: str) -> Holds:
    style = document.styles.add_style(f"Oma {MARK}", 1)
    style.font.bold = True
    document.add_paragraph(f"Omalla tyylillä {MARK}", style=style)
    name = f"Oma {MARK}".replace(" ", "")
    return both(
        says(f"Omalla tyylillä {MARK}"),
        has(f".//w:pStyle[@w:val='{name}']"),
        _in_part("word/styles.xml", f".//w:style[@w:styleId='{name}']"),
    )


@kind("the theme's font changed", keeps_words=True)
def _theme(word: Word, aim: str) -> Holds:
    part = next(name for name in word.parts if name.startswith("word/theme/"))
    for item in found(word.tree(part), ".//a:minorFont/a:latin"):
        item.set("typeface", "Georgia")
    return _in_part(part, ".//a:minorFont/a:latin[@typeface='Georgia']")


@kind("the theme's colour changed", keeps_words=True)
def _theme_colour(word: Word, aim: str) -> Holds:
    part = next(name for name in word.parts if name.startswith("word/theme/"))
    for item in found(word.tree(part), ".//a:accent6/*"):
        item.getparent().replace(item, xml('<a:srgbClr val="123456"/>'))
    return _in_part(part, ".//a:accent6/a:srgbClr[@val='123456']")


@kind("track changes turned on", keeps_words=True)
def _tracking(word: Word, aim: str) -> Holds:
    settings: etree._Element = word.tree("word/settings.xml")
    settings.find(w("defaultTabStop")).addprevious(xml("<w:trackRevisions/>"))
    return _in_part("word/settings.xml", "./w:trackRevisions")


@kind("a list's bullets changed", keeps_words=True)
def _bullets(word: Word, aim: str) -> Holds:
    for item in found(word.tree("word/numbering.xml"), ".//w:lvl[w:numFmt/@w:val='bullet']/w:lvlText"):
        item.set(w("val"), "✓")
    return _in_part("word/numbering.xml", ".//w:lvlText[@w:val='✓']")


@kind("hyphenation turned off", keeps_words=True)
def _hyphenation(word: Word, aim: str) -> Holds:
    word.tree("word/settings.xml").find(w("autoHyphenation")).set(w("val"), "0")
    return _in_part("word/settings.xml", "./w:autoHyphenation[@w:val='0']")


@kind("the signature under the foreword changed")
def _signature(word: Word, aim: str) -> Holds:
    target = styled(word.body, "Allekirjoitus")[0]
    target.append(run(f" ja muut {MARK}"))
    return says(f"ja muut {MARK}")
