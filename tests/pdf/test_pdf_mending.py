"""What LibreOffice leaves amiss in a PDF, fault by fault: before and after."""

from __future__ import annotations

from io import BytesIO

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name, String

from pdf_making import Element, box, disagreements, make_pdf, marked, marks, outline
from pipeline.ooxml.portrait import Picture, Portrait
from pipeline.pdf import streams
from pipeline.pdf.mending import PdfFault, mend

TEXT = Portrait("fi-FI", ())
PARAGRAPH = "/P <</MCID 0>> BDC BT (a) Tj ET EMC "


def document(*below: Element) -> list[Element]:
    return [Element("Document", below=below)]


def deck(*titles: str, pictures: tuple[Picture, ...] = ()) -> Portrait:
    return Portrait("sv-FI", pictures, titles, footers=(1,) * len(titles))


def test_what_is_drawn_outside_all_marks_becomes_decoration() -> None:
    data = make_pdf([f"0 0 m 9 9 l S {PARAGRAPH} 0 0 9 9 re W n q 0 0 5 5 re f Q"], document(Element("P", [0])))
    assert marks(data) == ["–: S", "P 0: Tj", "–: f"]
    mended = mend(data, TEXT)
    assert marks(mended.data) == ["Artifact: S", "P 0: Tj", "Artifact: f"]
    assert mended.whole


def test_a_mark_opened_in_a_transparent_drawing_comes_out_of_it() -> None:
    def with_form(pdf: pikepdf.Pdf) -> None:
        form = pdf.make_stream(b"/Figure <</MCID 0>> BDC 0 0 9 9 re f")
        form["/Type"], form["/Subtype"], form["/BBox"] = Name.XObject, Name.Form, Array([0, 0, 9, 9])
        pdf.pages[0].obj["/Resources"] = Dictionary(XObject=Dictionary(Tr1=form))

    figure = Element("Figure", [0], entries={"Alt": String("kaavio")})
    data = make_pdf(["q /Tr1 Do Q 0 0 m 9 9 l S EMC"], document(figure), with_form)
    mended = mend(data, Portrait("fi-FI", (Picture("kaavio", decorative=False),)))
    assert marks(mended.data) == ["Figure 0: Do", "Figure 0: S"]
    with pikepdf.open(BytesIO(mended.data)) as pdf:
        assert b"BDC" not in pdf.pages[0].obj.Resources.XObject.Tr1.read_bytes()


def test_charts_get_the_documents_alternatives_in_order_and_keep_their_own() -> None:
    figures = [Element("Figure", [0], [Element("P", [1])]), Element("Figure", [2], entries={"Alt": String("tunnus")})]
    drawing = " ".join(f"/Figure <</MCID {n}>> BDC 0 0 m 9 9 l S EMC" for n in range(3))
    portrait = Portrait("fi-FI", (Picture("kaavio 1", decorative=False), Picture("tunnus", decorative=False)))
    mended = mend(make_pdf([drawing], document(*figures)), portrait)
    assert outline(mended.data) == [
        "Document",
        "  Figure “kaavio 1”",
        "    content 0",
        "    content 1",
        "  Figure “tunnus”",
        "    content 2",
    ]
    assert mended.whole
    assert disagreements(mended.data) == []


def test_pictures_that_can_not_be_told_apart_stay_without_and_the_claim_is_withdrawn() -> None:
    drawing = "/Figure <</MCID 0>> BDC 0 0 m 9 9 l S EMC"
    data = make_pdf([drawing], document(Element("Figure", [0])))
    portrait = Portrait("fi-FI", (Picture("yksi", decorative=False), Picture("kaksi", decorative=False)))
    mended = mend(data, portrait)
    assert (mended.pictures, mended.whole) == (1, False)
    assert b"pdfuaid:part" in metadata(data)
    assert b"pdfuaid:part" not in metadata(mended.data)
    assert b"pdfuaid:part" in metadata(mend(data, Portrait("fi-FI", portrait.pictures[:1])).data)


def metadata(data: bytes) -> bytes:
    with pikepdf.open(BytesIO(data)) as pdf:
        return pdf.Root.Metadata.read_bytes()


def test_a_logo_drawn_as_decoration_becomes_its_elements_content() -> None:
    def with_image(pdf: pikepdf.Pdf) -> None:
        image = pdf.make_stream(b"\x00", Type=Name.XObject, Subtype=Name.Image, Width=1, Height=1)
        pdf.pages[0].obj["/Resources"] = Dictionary(XObject=Dictionary(Im1=image))

    logo = Element("Figure", entries={"Alt": String("tunnus"), **box(70, 700, 104, 734)})
    drawing = "/Artifact BMC q 34 0 0 34 70 700 cm /Im1 Do Q 0 0 m 9 9 l S EMC"
    mended = mend(make_pdf([drawing], document(logo), with_image), TEXT)
    assert marks(mended.data) == ["Figure 0: Do", "Artifact: S"]
    assert outline(mended.data) == ["Document", "  Figure “tunnus”", "    content 0"]


def test_a_drawing_of_the_header_is_decoration() -> None:
    ground = Element("Figure", [0], entries=box(0, 0, 595, 842))
    drawing = "/Figure <</MCID 0>> BDC 0 0 9 9 re f EMC /P <</MCID 1>> BDC BT (a) Tj ET EMC"
    data = make_pdf([drawing], [ground, *document(Element("P", [1]))])
    assert mend(data, TEXT).pictures == 1
    ornaments = (Picture("", decorative=True, box=(0, 0, 595, 842)),)
    mended = mend(data, Portrait("fi-FI", (), ornaments=ornaments))
    assert marks(mended.data) == ["Artifact: f", "P 1: Tj"]
    assert mended.whole


def test_a_style_with_the_name_of_a_kind_is_no_such_kind() -> None:
    chart = Element("Figure", [1], entries=box(0, 0, 9, 9))
    paragraphs = (Element("Figure", [0], [chart]), Element("Quote", [2]))
    drawing = " ".join(f"/P <</MCID {n}>> BDC BT (a) Tj ET EMC" for n in range(3))
    data = make_pdf([drawing], document(*paragraphs), roles={"Figure": "P", "Quote": "P", "Ingressi": "P"})
    mended = mend(data, Portrait("en-GB", (Picture("chart", decorative=False),)))
    lines = [line for line in outline(mended.data) if "content" not in line]
    assert lines == ["Document", "  P", "    Figure “chart”", "  P"]
    with pikepdf.open(BytesIO(mended.data)) as pdf:
        assert set(pdf.Root.StructTreeRoot.RoleMap.keys()) == {"/Ingressi"}


def test_rules_of_a_table_are_no_content_and_row_headers_are_headers() -> None:
    row = Element("TR", below=[Element("TD", [0]), Element("TD", [1])])
    drawing = (
        "/P <</MCID 0>> BDC BT (a) Tj ET EMC /P <</MCID 1>> BDC BT (b) Tj ET EMC /T <</MCID 2>> BDC 0 0 m 9 9 l S EMC"
    )
    data = make_pdf([drawing], document(Element("Table", [2], [row])))
    mended = mend(data, Portrait("fi-FI", (), row_headed=(True,)))
    assert marks(mended.data) == ["P 0: Tj", "P 1: Tj", "Artifact: S"]
    assert [line.strip() for line in outline(mended.data)][:4] == ["Document", "Table", "TR", "TH"]
    plain = mend(data, Portrait("fi-FI", (), row_headed=(False,)))
    assert "TH" not in "".join(outline(plain.data))


def test_slides_become_sections_with_headings_and_footers_go() -> None:
    def slide(page: int) -> list[Element]:
        title = Element("H", below=[Element("P", [1], page=page)])
        return [Element("P", [0], page=page), title, Element("Div", below=[Element("P", [2], page=page)])]

    drawing = " ".join(f"/P <</MCID {n}>> BDC BT (a) Tj ET EMC" for n in range(3))
    mended = mend(make_pdf([drawing, drawing], [*slide(0), *slide(1)]), deck("Kansi", "Luvut"))
    body = ["    Div", "      P", "        content 2"]
    assert outline(mended.data) == [
        "Document",
        *["  Sect", "    H1", "      content 1", *body],
        *["  Sect", "    H2", "      content 1", *body],
    ]
    assert marks(mended.data, 1) == ["Artifact: Tj", "P 1: Tj", "P 2: Tj"]
    assert disagreements(mended.data) == []


def test_a_slides_own_text_is_no_footer_though_it_comes_first() -> None:
    elements = [Element("P", [0]), Element("P", [1]), Element("H", below=[Element("P", [2])])]
    drawing = " ".join(f"/P <</MCID {n}>> BDC BT (a) Tj ET EMC" for n in range(3))
    mended = mend(make_pdf([drawing], elements), deck("Kansi"))
    assert marks(mended.data) == ["Artifact: Tj", "P 1: Tj", "P 2: Tj"]
    assert outline(mended.data)[2:4] == ["    P", "      content 1"]


def test_figures_of_a_slide_are_known_by_their_place() -> None:
    figures = [
        Element("Figure", [0], entries=box(500, 100, 900, 400)),
        Element("Figure", [1], entries=box(40, 100, 43, 200)),
    ]
    drawing = " ".join(f"/Figure <</MCID {n}>> BDC 0 0 m 9 9 l S EMC" for n in range(2))
    pictures = (
        Picture("", decorative=True, box=(41, 340, 0, 100)),
        Picture("muualla", decorative=False, page=1, box=(500, 140, 400, 300)),
        Picture("kaavio", decorative=False, box=(500, 140, 400, 300)),
    )
    mended = mend(make_pdf([drawing], figures), deck("Otsikko", pictures=pictures))
    assert "    Figure “kaavio”" in outline(mended.data)
    assert sum("Figure" in line for line in outline(mended.data)) == 1
    assert marks(mended.data) == ["Figure 0: S", "Artifact: S"]


def with_link(pdf: pikepdf.Pdf) -> None:
    link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([100, 90, 200, 110]), Contents=String("osoite"))
    pdf.pages[0].obj["/Annots"] = Array([pdf.make_indirect(link)])


@pytest.mark.parametrize("tail", ["q BT 300 100 Td (c) Tj ET Q ", ""])
def test_a_link_of_a_slide_gets_its_text(tail: str) -> None:
    runs = "q BT 10 100 Td (a) Tj ET Q q BT 101 100 Td (b) Tj ET Q q 1 0 0 1 101 99 cm 0 0 m 9 0 l S Q "
    data = make_pdf([f"/P <</MCID 0>> BDC {runs}{tail}EMC"], [Element("Div", below=[Element("P", [0])])], with_link)
    mended = mend(data, deck("Otsikko"))
    rest = ["P 2: Tj"] if tail else []
    number = 1
    assert marks(mended.data) == ["P 0: Tj", f"Link {number}: Tj", f"Link {number}: S", *rest]
    lines = [line.strip() for line in outline(mended.data)]
    assert lines[lines.index("P") :][:4] == ["P", "content 0", "Link", "content 1"]
    assert mended.links == 0
    assert disagreements(mended.data) == []
    with pikepdf.open(BytesIO(mended.data)) as pdf:
        assert pdf.pages[0].obj.Tabs == Name.S
        key = int(pdf.pages[0].obj.Annots[0].StructParent)
        owner = pikepdf.NumberTree(pdf.Root.StructTreeRoot.ParentTree)[key]
        assert Name.Link == owner.S


def test_a_links_text_is_found_where_its_matrix_sets_it() -> None:
    runs = "q BT 50 50 Td 1 0 0 1 101 100 Tm (b) Tj ET Q q BT 1 0 0 1 51 50 Tm 50 50 Td (c) Tj ET Q "
    other = "q BT 1 0 0 1 51 50 Tm 1 0 0 1 50 50 Tm (d) Tj ET Q "
    data = make_pdf([f"/P <</MCID 0>> BDC {runs}{other}EMC"], [Element("P", [0])], with_link)
    assert marks(mend(data, deck("Otsikko")).data) == ["Link 1: Tj", "Link 1: Tj", "P 2: Tj"]


def test_a_link_interrupted_by_other_text_keeps_both_its_pieces() -> None:
    inside, outside = "q BT 101 100 Td (b) Tj ET Q ", "q BT 500 100 Td (c) Tj ET Q "
    data = make_pdf([f"/P <</MCID 0>> BDC {inside}{outside}{inside}EMC"], [Element("P", [0])], with_link)
    mended = mend(data, deck("Otsikko"))
    assert [line.split()[0] for line in marks(mended.data)] == ["Link", "P", "Link"]
    assert disagreements(mended.data) == []


def test_a_link_whose_text_is_not_found_is_named_by_its_words() -> None:
    data = make_pdf(["/P <</MCID 0>> BDC BT 500 500 Td (a) Tj ET EMC"], [Element("P", [0])], with_link)
    mended = mend(data, deck("Otsikko"))
    assert "    Link “osoite”" in outline(mended.data)
    assert mended.links == 0


def test_the_same_document_gives_the_same_bytes_whenever_it_is_made() -> None:
    early, late = (make_pdf([PARAGRAPH], document(Element("P", [0])), moment=f"20{year}-01-01") for year in (30, 31))
    assert early != late
    assert mend(early, TEXT).data == mend(late, TEXT).data


def test_properties_that_readers_ask_for() -> None:
    with pikepdf.open(BytesIO(mend(make_pdf([PARAGRAPH], document(Element("P", [0]))), TEXT).data)) as pdf:
        assert str(pdf.Root.Lang) == "fi-FI"
        assert bool(pdf.Root.MarkInfo.Marked)
        assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)


def test_contents_that_no_page_has_are_told() -> None:
    mended = mend(make_pdf([PARAGRAPH], document(Element("P", [0]), Element("P", [1]))), TEXT)
    assert (mended.contents, mended.whole) == (1, False)


def test_a_pdf_without_structure_is_told() -> None:
    pdf = pikepdf.new()
    pdf.add_blank_page()
    target = BytesIO()
    pdf.save(target)
    assert not mend(target.getvalue(), TEXT).tagged


def test_what_is_no_pdf_is_a_fault() -> None:
    with pytest.raises(PdfFault):
        mend(b"%PDF-1.7 but no more", TEXT)


PIECES = st.sampled_from(
    [
        "0 0 m 5 5 l S",
        "1 1 4 4 re f",
        "0 0 9 9 re W n",
        "BT (t) Tj ET",
        "q",
        "Q",
        "/X Do",
        "/P <</MCID 3>> BDC",
        "EMC",
        "/Artifact BMC",
    ]
)


@given(st.lists(PIECES, max_size=30))
def test_whatever_is_drawn_is_drawn_in_the_same_order_and_all_of_it_marked(pieces: list[str]) -> None:
    pdf = pikepdf.new()
    pdf.add_blank_page()
    pdf.pages[0].obj["/Contents"] = pdf.make_stream(" ".join(pieces).encode())
    before = list(pikepdf.parse_content_stream(pdf.pages[0]))
    after = streams.all_marked(streams.without_strays(before))
    own = {"BDC", "BMC", "EMC"}
    assert [str(i.operator) for i in after if str(i.operator) not in own] == [
        str(i.operator) for i in before if str(i.operator) not in own
    ]
    assert all(not line.startswith("–") for line in marked(after, nested=True))
