"""What programs do to a whole file when a person saves it: Word's own traces, LibreOffice, other tools, lost identities."""

from __future__ import annotations

import re
import subprocess
import tempfile
from copy import deepcopy
from functools import lru_cache
from io import BytesIO
from pathlib import Path

from docx import Document
from hand_edits_word import MARK, Edit, Holds, both, file_kind, paragraph, prose, says, write
from lxml import etree
from word_open import MAIN, W14, Word, edited, found, opened, text, w, xml, zipped

from pipeline.pdf.office import find_office

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


@file_kind("saved by Word")
def _by_word(document: bytes) -> Edit:
    """Revision ids, runs split where somebody stopped, spelling marks, page breaks as last laid out."""
    document = edited(document, as_word_saves)
    return Edit(document, _count(".//w:p[@w:rsidR]", 100))


def as_word_saves(word: Word) -> None:
    """What Word leaves behind though nobody changed a word."""
    for number, item in enumerate(word.body.iter(w("p"))):
        item.set(w("rsidR"), f"00{number:06X}")
        item.set(f"{{{W14}}}textId", "77777777")
        _split(item)
        if number % 7 == 3 and item.find(w("r")) is not None:
            item.find(w("r")).addprevious(xml('<w:proofErr w:type="spellStart"/>'))
            item.append(xml('<w:proofErr w:type="spellEnd"/>'))
        if number % 31 == 30 and item.find(w("r")) is not None:
            run = item.find(w("r"))
            run.insert(1 if run.find(w("rPr")) is not None else 0, xml("<w:lastRenderedPageBreak/>"))
    for row in word.body.iter(w("tr")):
        row.set(w("rsidR"), "00ABCDEF")


def _split(paragraph_: etree._Element) -> None:
    for run in [item for item in paragraph_.iter(w("r")) if len((item.findtext(w("t")) or "").split()) > 3]:
        words = run.findtext(w("t"))
        if [etree.QName(item).localname for item in run if item.tag != w("rPr")] != ["t"] or words is None:
            continue
        place = words.index(" ", len(words) // 2) if " " in words[len(words) // 2 :] else 3
        second = deepcopy(run)
        for item, part in ((run, words[:place]), (second, words[place:])):
            item.find(w("t")).text = part
            item.find(w("t")).set(_SPACE, "preserve")
        second.set(w("rsidR"), "00FEDCBA")
        run.addnext(second)


def _count(path: str, times: int = 1) -> Holds:
    return lambda word: "" if len(found(word.body, path)) >= times else f"fewer than {times}: {path}"


@file_kind("saved by Word after a word was changed")
def _by_word_changed(document: bytes) -> Edit:
    def change(word: Word) -> None:
        target = prose(word.body)
        write(target, f"{MARK} {text(target)}")
        as_word_saves(word)

    document = edited(document, change)
    return Edit(document, both(says(MARK), _count(".//w:p[@w:rsidR]", 100)))


@file_kind("saved by python-docx", "python-docx")
def _by_docx(document: bytes) -> Edit:
    """Nothing but opened and saved, with a paragraph at the end."""
    opened_, buffer = Document(BytesIO(document)), BytesIO()
    opened_.add_paragraph(f"Lopuksi {MARK}")
    opened_.save(buffer)
    return Edit(buffer.getvalue(), says(f"Lopuksi {MARK}"))


@file_kind("identities lost")
def _no_ids(document: bytes) -> Edit:
    """Another program drops Word's paragraph ids and hidden bookmarks; a paragraph is written in it."""
    return Edit(edited(document, _without_ids), says(f"Toisella ohjelmalla {MARK}"))


def _without_ids(word: Word) -> None:
    prose(word.body).addnext(paragraph(f"Toisella ohjelmalla {MARK}"))
    for part in word.stories():
        root = word.tree(part)
        for item in root.iter():
            item.attrib.pop(f"{{{W14}}}paraId", None)
            item.attrib.pop(f"{{{W14}}}textId", None)
        for start in found(root, ".//w:bookmarkStart[starts-with(@w:name, '_dk')]"):
            for end in found(root, f".//w:bookmarkEnd[@w:id='{start.get(w('id'))}']"):
                end.getparent().remove(end)
            start.getparent().remove(start)


@file_kind("the document's own trace stripped")
def _stripped(document: bytes) -> Edit:
    """A document inspector takes away all that readers don't see."""

    def change(word: Word) -> None:
        prose(word.body).addnext(paragraph(f"Tarkastettu {MARK}"))
        _strip(word)

    return Edit(edited(document, change), says(f"Tarkastettu {MARK}"))


def _strip(word: Word) -> None:
    for name in [name for name in word.parts if name.startswith("customXml/")]:
        del word.parts[name]
    for part in [part for part in word.parts if part.endswith(".rels")]:
        for item in [item for item in word.tree(part) if "customXml" in item.get("Target", "")]:
            word.tree(part).remove(item)
    types = word.tree("[Content_Types].xml")
    for item in [item for item in types if "customXml" in item.get("PartName", "")]:
        types.remove(item)


@file_kind("identities and trace lost")
def _nothing_left(document: bytes) -> Edit:
    def change(word: Word) -> None:
        _without_ids(word)
        _strip(word)

    return Edit(edited(document, change), says(f"Toisella ohjelmalla {MARK}"))


@file_kind("styles renamed by a program of another language")
def _renamed(document: bytes) -> Edit:
    """The ids of styles are another program's own; their names stay."""
    names = {"BodyText": "Leipteksti", "Heading1": "Otsikko1", "Heading2": "Otsikko2", "Caption": "Kuvaotsikko"}
    parts = opened(document).parts
    for part in (MAIN, "word/styles.xml", "word/numbering.xml"):
        data = parts[part].decode()
        for old, new in names.items():
            data = re.sub(rf'((?:w:val|w:styleId)="){old}"', rf'\g<1>{new}"', data)
        parts[part] = data.encode()
    return Edit(zipped(parts), _count(".//w:pStyle[@w:val='Leipteksti']", 3))


@file_kind("written in another spelling of XML")
def _spelt(document: bytes) -> Edit:
    """Another order of attributes, other quotes, a declaration of its own: the same document to every program."""
    word = opened(document)
    data = word.parts[MAIN].decode()
    data = re.sub(r'<w:pStyle w:val="(\w+)"/>', r"<w:pStyle w:val='\1' />", data)
    data = re.sub(r"^<\?xml[^>]*\?>\s*", '<?xml version="1.0" encoding="utf-8"?>\n', data)
    at = data.rindex("<w:sectPr")
    tail = "<w:p><w:r><w:t>Kirjoitettu &#x6B;&#228;sin</w:t></w:r></w:p>"
    data = data[:at] + tail + data[at:]
    word.parts[MAIN] = data.encode()
    return Edit(zipped(word.parts), says(f"Kirjoitettu {MARK}"))


@file_kind("namespaces declared by Word's long list")
def _declared(document: bytes) -> Edit:
    """Word's own root element: more prefixes, more of them ignorable."""
    word = opened(document)
    data = word.parts[MAIN].decode()
    more = " ".join(f'xmlns:w{number}="http://schemas.microsoft.com/office/word/20{number}/wordml{tail}"'
                    for number, tail in ((15, ""), (16, "/cex")))  # fmt: skip
    data = data.replace("<w:document ", f"<w:document {more} ", 1).replace(
        'mc:Ignorable="w14', 'mc:Ignorable="w14 w15 w16', 1
    )
    at = data.rindex("<w:sectPr")
    data = data[:at] + f'<w:p w15:oma="1"><w:r><w:t>Oma {MARK}</w:t></w:r></w:p>' + data[at:]
    word.parts[MAIN] = data.encode()
    return Edit(zipped(word.parts), says(f"Oma {MARK}"))


# --- LibreOffice ------------------------------------------------------------------------------------------------------


def _with_sentence(word: Word) -> None:
    prose(word.body).addnext(paragraph(f"LibreOfficessa {MARK} lisätty."))


@file_kind("saved by LibreOffice", "LibreOffice")
def _office(document: bytes) -> Edit:
    return Edit(converted(edited(document, _with_sentence), "docx"), says(f"LibreOfficessa {MARK} lisätty."))


@file_kind("saved by LibreOffice as .odt and back", "LibreOffice")
def _odt(document: bytes) -> Edit:
    first = converted(edited(document, _with_sentence), "odt")
    return Edit(converted(first, "docx", "odt"), says(f"LibreOfficessa {MARK} lisätty."))


@lru_cache(maxsize=8)
def converted(document: bytes, to: str, of: str = "docx") -> bytes:
    """What LibreOffice saves of it."""
    office = find_office()
    assert office is not None
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / f"asiakirja.{of}"
        source.write_bytes(document)
        profile = (Path(folder) / "profile").as_uri()
        out = Path(folder) / "out"
        command = [
            str(office),
            f"-env:UserInstallation={profile}",
            "--headless",
            "--convert-to",
            to,
            "--outdir",
            str(out),
            str(source),
        ]
        subprocess.run(command, check=True, capture_output=True, timeout=180)  # noqa: S603
        return (out / f"asiakirja.{to}").read_bytes()
