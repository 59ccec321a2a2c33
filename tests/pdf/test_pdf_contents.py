"""The contents list of a PDF shows the PDF's own pages."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import docx
import pikepdf
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from pikepdf import Array, Dictionary, Name, String

from pipeline.ooxml.contents_numbers import entry_text, with_page_numbers
from pipeline.pdf.contents import linked_pages
from pipeline.runs import pdfs

ENTRY = """<w:p {names}><w:hyperlink w:anchor="_Toc1"><w:r><w:t>5.1</w:t></w:r><w:r><w:tab/></w:r><w:r><w:t xml:space="preserve">{title} </w:t></w:r>
<w:r><w:tab/></w:r><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> PAGEREF _Toc1 \\h </w:instrText></w:r>
<w:r><w:fldChar w:fldCharType="separate"/></w:r>{shown}<w:r><w:fldChar w:fldCharType="end"/></w:r></w:hyperlink></w:p>"""


def document(*entries: tuple[str, str], numbering: str = "") -> bytes:
    """A Word document whose contents list shows these titles with these pages, a run a figure."""
    own = docx.Document()
    for title, page in entries:
        shown = "".join(f"<w:r><w:t>{figure}</w:t></w:r>" for figure in page)
        own.element.body.insert(0, parse_xml(ENTRY.format(names=nsdecls("w"), title=title, shown=shown)))
    if numbering:
        own.sections[0]._sectPr.append(parse_xml(f"<w:pgNumType {nsdecls('w')} {numbering}/>"))
    target = BytesIO()
    own.save(target)
    return target.getvalue()


def shown(data: bytes) -> list[str]:
    """What the contents list shows, from the last entry to the first."""
    return [
        "".join(item.text or "" for item in link.iter(qn("w:t")))
        for link in docx.Document(BytesIO(data)).element.iter(qn("w:hyperlink"))
    ]


def pdf(*links: tuple[str, int]) -> bytes:
    """A PDF of five pages whose first page links to others, the first link topmost."""
    own = pikepdf.new()
    for _ in range(5):
        own.add_blank_page()
    own.pages[0].obj["/Annots"] = Array(
        [
            Dictionary(
                Type=Name.Annot,
                Subtype=Name.Link,
                Rect=Array([0, 700 - 20 * place, 9, 710 - 20 * place]),
                Contents=String(text),
                Dest=Array([own.pages[page - 1].obj, Name.Fit]),
            )
            for place, (text, page) in reversed(list(enumerate(links)))
        ]
    )
    target = BytesIO()
    own.save(target)
    return target.getvalue()


def test_a_wrong_number_is_put_right_and_a_right_one_stays() -> None:
    data = document(("Palvelut", "12"), ("Tiedot", "3"))
    numbers = linked_pages(pdf(("5.1\tTiedot \t3", 3), ("5.1\tPalvelut\t12", 4)))
    changed = with_page_numbers(data, numbers)
    assert changed is not None
    assert shown(changed) == ["5.1Tiedot 3", "5.1Palvelut 4"]
    assert with_page_numbers(changed, linked_pages(pdf(("5.1\tTiedot\t3", 3), ("5.1\tPalvelut\t4", 4)))) is None


def test_entries_that_read_alike_are_taken_from_the_top_down() -> None:
    numbers = linked_pages(pdf(("5.1\tTiedot\t1", 2), ("5.1\tTiedot\t1", 5)))
    assert numbers == {"5.1\tTiedot\t1": [2, 5]}
    changed = with_page_numbers(document(("Tiedot", "1"), ("Tiedot", "1")), numbers)
    assert changed is not None
    assert shown(changed) == ["5.1Tiedot 2", "5.1Tiedot 5"]


@pytest.mark.parametrize("numbering", ['w:start="0"', 'w:fmt="lowerRoman"'])
def test_pages_with_numbers_of_their_own_are_left_alone(numbering: str) -> None:
    numbers = linked_pages(pdf(("5.1\tTiedot\t1", 2)))
    assert with_page_numbers(document(("Tiedot", "1"), numbering=numbering), numbers) is None


def test_what_shows_no_number_is_left_alone() -> None:
    assert with_page_numbers(document(("Tiedot", "x")), {"5.1\tTiedot\tx": [2]}) is None


def test_texts_are_compared_plainly() -> None:
    assert entry_text(" 5.1\tTiedot\u00a0ja  luvut \t7") == "5.1\tTiedot ja luvut\t7"


def test_a_document_is_laid_out_again_only_when_a_number_is_wrong(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from pipeline.pdf import converting, making
    from pipeline.runs.manifest import Manifest

    starts = []

    def convert(_: Path, documents: dict[str, bytes]) -> converting.Conversion:
        starts.append({name: shown(data) for name, data in documents.items()})
        made = {name: pdf((f"5.1\tTiedot\t{shown(data)[0][-1]}", 3)) for name, data in documents.items()}
        return converting.Conversion(made)

    monkeypatch.setattr(making, "convert", convert)
    monkeypatch.setattr(making, "find_office", lambda: Path("soffice"))
    documents = {"a.docx": document(("Tiedot", "1")), "b.docx": document(("Tiedot", "3"))}
    planned = pdfs.plan_pdfs(tmp_path, documents, Manifest(), force=False, dry_run=False)
    assert starts == [{"a.docx": ["5.1Tiedot 1"], "b.docx": ["5.1Tiedot 3"]}, {"a.docx": ["5.1Tiedot 3"]}]
    assert set(planned.writes) == {"a.pdf", "b.pdf"}
