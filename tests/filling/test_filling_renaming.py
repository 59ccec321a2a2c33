"""Names of styles, layouts and numberings in the document's language; what a designer named is left alone."""

from io import BytesIO
from zipfile import ZipFile

from documents import OFFICE, word
from pipeline.filling.renaming import AS_DRAWN, PartNames, rename
from pipeline.ooxml.dialect import W
from pipeline.ooxml.package import Package, read_package

NAMES = PartNames(
    styles={"Ingressi": "Ingress", "Kansi – nimi": "Omslag & namn"},
    shapes={"Kaavio": "Diagram"},
    sequences={"Taulukko": "Tabell"},
)
STYLES = (
    f'<w:styles xmlns:w="{W}"><w:style w:styleId="a"><w:name w:val="Ingressi"/></w:style>'
    '<w:style w:styleId="b"><w:name w:val="Kansi – nimi"/></w:style>'
    '<w:style w:styleId="c"><w:name w:val="Ingressi 2"/></w:style></w:styles>'
)


def field(code: str) -> str:
    return f"<w:p><w:r><w:instrText>{code}</w:instrText></w:r></w:p>"


def package(*body: str) -> Package:
    made = BytesIO()
    with ZipFile(BytesIO(word(*body, parts={"word/styles.xml": STYLES}))) as old, ZipFile(made, "w") as new:
        for name in old.namelist():
            text = old.read(name).decode()
            if name == "[Content_Types].xml":
                kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"
                text = text.replace("</Types>", f'<Override PartName="/word/styles.xml" ContentType="{kind}"/></Types>')
            new.writestr(name, text)
        relation = f'<Relationship Id="rId1" Type="{OFFICE}/styles" Target="styles.xml"/>'
        new.writestr(
            "word/_rels/document.xml.rels",
            f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{relation}</Relationships>',
        )
    return read_package(made.getvalue())


def renamed(*body: str, names: PartNames = NAMES) -> tuple[str, str]:
    made = package(*body)
    rename(made, names)
    return made.read("word/document.xml").decode(), made.read("word/styles.xml").decode()


def test_styles_are_renamed_whole_and_escaped_and_keep_their_ids() -> None:
    _, styles = renamed("x")
    assert '<w:style w:styleId="a"><w:name w:val="Ingress"/>' in styles
    assert '<w:name w:val="Omslag &amp; namn"/>' in styles
    assert '<w:name w:val="Ingressi 2"/>' in styles


def test_fields_follow_the_names_that_they_ask_for() -> None:
    codes = (" SEQ Taulukko \\* ARABIC ", ' TOC \\o "1-1" \\t "Ingressi;2;Oma tyyli;3" ', ' STYLEREF "Ingressi" ')
    body, _ = renamed(*map(field, codes))
    assert " SEQ Tabell \\* ARABIC " in body
    assert '\\t "Ingress;2;Oma tyyli;3"' in body
    assert ' STYLEREF "Ingress" ' in body


def test_fields_may_name_styles_without_quotes() -> None:
    body, _ = renamed(*map(field, (" STYLEREF Ingressi \\n ", " STYLEREF 1 ", " TOC \\t Ingressi;2 ")))
    assert " STYLEREF Ingress \\n " in body
    assert " STYLEREF 1 " in body
    assert " \\t Ingress;2 " in body


def test_a_new_name_with_a_space_is_put_in_quotes() -> None:
    body, _ = renamed(field(" STYLEREF Ingressi "), names=PartNames(styles={"Ingressi": "Lead text"}))
    assert ' STYLEREF "Lead text" ' in body


def test_no_style_takes_the_name_of_another() -> None:
    body, styles = renamed(field(' STYLEREF "Ingressi" '), names=PartNames(styles={"Ingressi": "Ingressi 2"}))
    assert '<w:style w:styleId="a"><w:name w:val="Ingressi"/>' in styles
    assert ' STYLEREF "Ingressi" ' in body


def test_running_text_is_never_touched() -> None:
    body, _ = renamed("Ingressi ja Taulukko: SEQ Taulukko", field(" SEQ TaulukkoOma "))
    assert "Ingressi ja Taulukko: SEQ Taulukko" in body
    assert "SEQ TaulukkoOma" in body


def test_in_the_templates_own_language_nothing_changes() -> None:
    made = package("x")
    before = made.write()
    rename(made, AS_DRAWN)
    assert made.write() == before
