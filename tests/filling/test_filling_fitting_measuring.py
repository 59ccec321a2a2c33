"""Text is measured as PowerPoint sets it: where lines break, and how high paragraphs stand."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import etree

from pipeline.filling.fitting import metrics
from pipeline.filling.fitting.measuring import SLACK, extent, longest_word, width, wrap
from pipeline.filling.fitting.metrics import face
from pipeline.filling.fitting.typeface import read_typefaces
from pipeline.ooxml.dialect import A
from pipeline.ooxml.textbody import Fonts, Look, Paragraph, Run, Spacing, look_of, paragraphs

LINE = 2500 / 2048  # of Calibri


def paragraph(*texts: str, size: float = 20, bold: bool = False, look: Look | None = None) -> Paragraph:
    runs = tuple(Run(None, text, size, bold, italic=False, font="Calibri") for text in texts)
    return Paragraph(etree.Element("p"), runs, look or Look(), 0, size)


def lines(text: str, room: float, **details: object) -> list[str]:
    return [line.text.strip() for line in wrap(paragraph(text, **details), room)]  # type: ignore[arg-type]


def test_widths_are_those_of_the_font() -> None:
    assert width("A", "Calibri", 2048) == 1185
    assert width("A", "Calibri", 2048, bold=True) == 1241
    assert width("Väestö", "Carlito", 11) == width("Väestö", "Calibri", 11)
    assert width("□ » √ → × § ● ○ – −", "Calibri", 10) < 120
    assert width("\N{NO-BREAK SPACE}", "Calibri", 10) == width(" ", "Calibri", 10)
    assert width("\N{SOFT HYPHEN}\N{ZERO WIDTH SPACE}", "Calibri", 10) == 0


def test_an_unknown_character_counts_as_wide() -> None:
    assert width("\N{GRINNING FACE}", "Calibri", 10) == 14
    assert width("漢", "Calibri", 10) >= 10


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("tieto ja taito", ["tieto", "ja", "taito"]),
        ("Tiedonhallinta-asiantuntija", ["Tiedonhallinta-", "asiantuntija"]),
        ("2027–2030", ["2027–", "2030"]),
        ("kunnanhallitus/kunnanvaltuusto", ["kunnanhallitus/", "kunnanvaltuusto"]),
        ("486\N{NO-BREAK SPACE}000\N{NO-BREAK SPACE}€", ["486\N{NO-BREAK SPACE}000\N{NO-BREAK SPACE}€"]),
        ("I/2027", ["I/2027"]),
        ("050-1234567", ["050-1234567"]),
        ("www.esimerkkila.fi/digi/kartta", ["www.esimerkkila.fi/digi/kartta"]),
        ("a - b", ["a", "-", "b"]),
    ],
)
def test_lines_break_only_where_powerpoint_breaks_them(text: str, pieces: list[str]) -> None:
    room = max(width(piece, "Calibri", 20) for piece in pieces) * SLACK + 0.1
    assert lines(text, room) == pieces


def test_a_word_wider_than_its_line_is_broken_and_told() -> None:
    found = extent([paragraph("asianhallintajärjestelmä kunnossa")], 90)
    assert found.broken == "asianhallintajärjestelmä"
    assert found.lines >= 3
    assert extent([paragraph("asianhallinta kunnossa")], 120).broken == ""


def test_a_word_may_go_over_runs() -> None:
    one = wrap(paragraph("Tieto johtaminen"), 100)
    two = wrap(paragraph("Tie", "to johta", "minen"), 100)
    assert [line.text for line in one] == [line.text for line in two] == ["Tieto ", "johtaminen"]
    assert [line.width for line in one] == pytest.approx([line.width for line in two])


def test_a_typed_break_ends_a_line_and_a_tab_goes_to_its_stop() -> None:
    assert lines("Ensin\nsitten\n", 500) == ["Ensin", "sitten", ""]
    (line,) = wrap(paragraph("1\t2", look=Look(tabs=(100.0,))), 500)
    assert line.width == pytest.approx(100 + width("2", "Calibri", 20) * SLACK)
    (line,) = wrap(paragraph("1\t2\t3"), 500)
    assert line.width == pytest.approx(144 + width("3", "Calibri", 20) * SLACK)


def test_indents_take_room() -> None:
    text = "kunta kuntalainen"
    room = width(text, "Calibri", 20) * SLACK + 1
    assert len(lines(text, room)) == 1
    assert len(lines(text, room, look=Look(left=18, indent=-18, bullet=True))) == 2
    assert len(lines(text, room, look=Look(right=18))) == 2
    assert len(lines(text, room, look=Look(left=18, indent=-18))) == 1  # a first line that hangs starts at the edge
    assert longest_word(paragraph(text, look=Look(left=18))) > longest_word(paragraph(text)) + 17


@pytest.mark.parametrize(
    ("look", "height"),
    [
        (Look(), 2 * LINE * 20),
        (Look(line=Spacing(0.9)), 2 * 0.9 * LINE * 20),
        (Look(line=Spacing(26, exact=True)), 2 * 26 + 0.15 * 20),
        (Look(before=Spacing(6, exact=True), after=Spacing(4, exact=True)), 2 * LINE * 20 + 10),
        (Look(before=Spacing(0.5)), 2 * LINE * 20 + 0.5 * 24),
    ],
)
def test_spacing_between_two_paragraphs(look: Look, height: float) -> None:
    pair = [paragraph("Yksi", look=look), paragraph("Kaksi", look=look)]
    assert extent(pair, 500).height == pytest.approx(height)


def test_an_empty_paragraph_has_its_height_and_the_tallest_run_decides() -> None:
    empty = Paragraph(etree.Element("p"), (), Look(), 0, 30)
    assert extent([empty], 500).height == pytest.approx(LINE * 30)
    mixed = Paragraph(etree.Element("p"), (*paragraph("a", size=12).runs, *paragraph("b", size=40).runs), Look(), 0, 12)
    assert extent([mixed], 500).height == pytest.approx(LINE * 40)


def test_another_common_font_has_its_own_widths_and_an_unknown_one_a_wide_substitute() -> None:
    text = "Tieto ohjaa johtamista"
    assert width(text, "Arial", 20) > 1.05 * width(text, "Calibri", 20)
    assert not face("Arial").substitute
    unknown = face("Zzz Olematon Grotesk", bold=True)
    assert unknown.substitute
    assert unknown.width(text) == pytest.approx(1.25 * face("Arial", bold=True).width(text))
    assert unknown.line > face("Calibri").line


@pytest.mark.parametrize("bold", [False, True])
def test_a_well_known_font_that_is_not_to_be_had_is_counted_by_its_own_width(
    bold: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(metrics, "_installed", lambda *_: None)
    metrics.face.cache_clear()
    try:
        text = "Esimerkkilän kunnan digitiekartta"
        own = {name: face(name, bold).width(text) / face("Calibri", bold).width(text) for name in (
            "Garamond", "Segoe UI", "Georgia", "Verdana", "Nobody’s Sans")}  # fmt: skip
        assert all(face(name, bold).substitute for name in own)
        assert own["Garamond"] < own["Segoe UI"] < own["Georgia"]
        wide = 1.36 if bold else 1.25  # DejaVu, which other programs take in place of both
        assert min(own["Georgia"], own["Verdana"], own["Nobody’s Sans"]) > wide
    finally:
        metrics.face.cache_clear()


def test_looks_are_inherited_level_by_level() -> None:
    near = etree.fromstring(f'<s xmlns="{A}"><lvl1pPr marL="12700"><defRPr b="1"/></lvl1pPr></s>')
    far = etree.fromstring(
        f'<s xmlns="{A}"><lvl1pPr marL="25400" indent="-12700"><lnSpc><spcPct val="90000"/></lnSpc><spcBef><spcPts '
        f'val="600"/></spcBef><buChar char="•"/><defRPr sz="2000" b="0"><latin typeface="+mj-lt"/></defRPr></lvl1pPr></s>'
    )
    look = look_of([near, far], 0)
    assert (look.left, look.indent, look.size, look.bold, look.bullet) == (1.0, -1.0, 20.0, True, True)
    assert (look.line, look.before) == (Spacing(0.9), Spacing(6.0, exact=True))
    body = etree.fromstring(
        f'<b xmlns="{A}"><p><pPr lvl="0"><buNone/></pPr><r><rPr sz="1400" cap="all"/><t>tieto</t></r><br/></p></b>'
    )
    (found,) = paragraphs(body, lambda _: look, Fonts(heading="Arial"))
    assert not found.look.bullet
    assert [(run.text, run.size, run.bold, run.font) for run in found.runs] == [
        ("TIETO", 14.0, True, "Arial"),
        ("\n", 20.0, True, "Arial"),
    ]


def font_file(characters: dict[int, int]) -> bytes:
    """The smallest font file that says how wide its characters are: one glyph each, its width given."""
    codes = sorted(characters)
    count = len(codes)
    segments = [*((code, code, place + 1 - code) for place, code in enumerate(codes)), (0xFFFF, 0xFFFF, 1)]
    ends = struct.pack(f">{count + 1}H", *(end for _, end, _ in segments))
    starts = struct.pack(f">{count + 1}H", *(start for start, _, _ in segments))
    deltas = struct.pack(f">{count + 1}H", *(delta & 0xFFFF for _, _, delta in segments))
    offsets = bytes(2 * (count + 1))
    inner = struct.pack(">4H", 2 * (count + 1), 0, 0, 0) + ends + bytes(2) + starts + deltas + offsets
    name = "Koe Sans".encode("utf-16-be")
    tables = {
        b"OS/2": bytes(62) + struct.pack(">H", 0x20) + bytes(4) + struct.pack(">hhhHH", 0, 0, 0, 900, 300),
        b"cmap": struct.pack(">HHHHI", 0, 1, 3, 1, 12) + struct.pack(">HHH", 4, 6 + len(inner), 0) + inner,
        b"head": bytes(18) + struct.pack(">H", 1000) + bytes(34),
        b"hhea": bytes(4) + struct.pack(">hhh", 800, -200, 0) + bytes(24) + struct.pack(">H", count + 1),
        b"hmtx": b"".join(struct.pack(">Hh", each, 0) for each in (500, *(characters[code] for code in codes))),
        b"name": struct.pack(">HHH", 0, 1, 18) + struct.pack(">6H", 3, 1, 0x409, 1, len(name), 0) + name,
    }
    head, data = struct.pack(">IHHHH", 0x10000, len(tables), 0, 0, 0), b""
    for tag, table in tables.items():
        head += struct.pack(">4sIII", tag, 0, 12 + 16 * len(tables) + len(data), len(table))
        data += table
    return head + data


def test_a_font_file_tells_its_widths() -> None:
    (found,) = read_typefaces(font_file({ord("a"): 510, ord("Ä"): 720}))
    assert (found.family, found.bold, found.italic, found.em, found.line) == ("Koe Sans", True, False, 1000, 1200)
    assert found.widths == {ord("a"): 510, ord("Ä"): 720}


@pytest.mark.parametrize("data", [b"", b"ttcf", b"\x00\x01\x00\x00" + b"\xff" * 40, font_file({97: 1})[:-40]])
def test_a_damaged_font_file_holds_no_font(data: bytes) -> None:
    assert read_typefaces(data) == ()


def test_which_of_two_files_of_a_font_counts_does_not_depend_on_the_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, wide in (("b/koe.ttf", 900), ("a/koe2.ttf", 700), ("a/koe1.ttf", 300)):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(font_file({ord("a"): wide}))

    def backwards(top: Path) -> Iterator[tuple[str, list[str], list[str]]]:
        folders = sorted(item.name for item in top.iterdir())[::-1]
        yield str(top), folders, []
        for folder in folders:
            yield str(top / folder), [], sorted(item.name for item in (top / folder).iterdir())[::-1]

    monkeypatch.setattr(metrics, "_font_folders", lambda: (tmp_path,))
    monkeypatch.setattr(metrics.os, "walk", backwards)
    kept = (metrics._all_font_files, metrics._installed_starts, metrics.face)
    for one in kept:
        one.cache_clear()
    try:
        assert face("Koe Sans", bold=True).width("a") == pytest.approx(0.3)
    finally:
        for one in kept:
            one.cache_clear()


def test_a_user_without_a_home_has_fonts_of_the_system_only(monkeypatch: pytest.MonkeyPatch) -> None:
    def homeless() -> Path:
        raise RuntimeError("no home")

    monkeypatch.setattr(metrics.Path, "home", homeless)
    assert metrics._font_folders()
