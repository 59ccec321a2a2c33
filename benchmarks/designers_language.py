"""How fast templates become documents, beside docxtpl and python-pptx making the same ones.

    python benchmarks/designers_language.py [rounds]

Word: about 25 pages, 15 tables, 60 actions, headings, lists, header and footer; one .docx in the dialect that docxtpl
shares, given to both engines. PowerPoint: 25 slides with tables and a radar chart; ours from a template, python-pptx by
plain code. Each engine's first run is told apart, then all run in turn. Then 2,000 paragraphs with a tag each, what
each of our stages takes, and the memory in use over 300 documents. Times are of the processor, so that a busy machine
counts less. Nothing in the product is made for measuring.
"""

from __future__ import annotations

import gc
import importlib
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
tempfile.tempdir = tempfile.mkdtemp()  # so that the first run finds no compiled code of an earlier one

import docx  # noqa: E402
import pptx  # noqa: E402
from docx.oxml import parse_xml  # noqa: E402
from docx.oxml.ns import nsdecls  # noqa: E402
from docx.shared import Pt  # noqa: E402
from docxtpl import DocxTemplate  # noqa: E402
from pptx.chart.data import CategoryChartData  # noqa: E402
from pptx.enum.chart import XL_CHART_TYPE  # noqa: E402
from pptx.enum.dml import MSO_THEME_COLOR  # noqa: E402
from pptx.util import Inches  # noqa: E402

from pipeline.filling.rendering import render_template  # noqa: E402
from pipeline.vocabulary.brand import Brand  # noqa: E402
from pipeline.vocabulary.content import Chart, Record, Series  # noqa: E402

GOALS, ACTIONS, PARAGRAPHS, DOCUMENTS = 15, 4, 2_000, 300
SLIDES, ROWS = 23, 6
HEADS = ("Toimenpide", "Vastuu", "Alkaa", "Päättyy", "Kustannus")
WIDTHS = (4.4, 2.2, 1.6, 1.9, 1.9)
FIELDS = ("name", "responsible", "start", "end", "cost")
TEXT = "Kunnan palvelut uudistuvat yhdessä asukkaiden kanssa, ja jokainen vaihe arvioidaan ennen seuraavaa. " * 14
_MARK = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
CONTENTS = (
    f"<w:hyperlink {nsdecls('w')}>{_MARK.format('begin')}"
    '<w:r><w:instrText xml:space="preserve"> TOC \\o "1-2" \\h </w:instrText></w:r>'
    f"{_MARK.format('separate')}<w:r><w:t>malli</w:t></w:r>{_MARK.format('end')}</w:hyperlink>"
)
LIMITS = {"Word": "ratio 0.25", "deck": "ratio 0.15", "paragraphs": "30 ms", "memory": "1.1 times"}


# --- content -------------------------------------------------------------------------------------------------------


def context() -> dict[str, object]:
    goals = tuple(_goal(number, ACTIONS) for number in range(GOALS))
    axes = ("Johtaminen", "Tieto", "Palvelut", "Osaaminen", "Turvallisuus", "Kumppanuus")
    series = (Series("Nykytila", (1.0, 2.0, 3.0, 2.0, 1.5, 2.5)), Series("Tavoite", (3.0, 4.0, 4.0, 3.5, 3.0, 4.0)))
    chart = Chart(axes, series, "Nykytila ja tavoite")
    slides = tuple(_goal(number, ROWS) for number in range(SLIDES))
    return {"organisation": "Mallila", "date": "22.11.2026", "goals": goals, "slides": slides, "chart": chart}


def _goal(number: int, count: int) -> Record:
    actions = tuple(
        Record(
            f"TP{number * count + step}",
            name=f"Toimenpide {number}.{step}: kootaan tiedot",
            responsible="Digitoimisto",
            start="1.1.2027",
            end="31.12.2028",
            cost="12 500 €",
        )
        for step in range(count)
    )
    points = tuple(f"Kohta {step} & sen perustelu" for step in range(5))
    return Record(f"T{number}", name=f"Tavoite {number}", text=TEXT, points=points, actions=actions)


# --- templates -----------------------------------------------------------------------------------------------------


def word_template(*, contents: bool = False) -> bytes:
    """With a contents list on request: docxtpl leaves it to the reader, ours writes it and reckons its pages."""
    document = docx.Document()
    section = document.sections[0]
    section.header.paragraphs[0].text = "{{ organisation }}"
    section.footer.paragraphs[0].text = "{{ organisation }}, {{ date }}"
    document.add_heading("{{ organisation }}", 0)
    if contents:
        document.add_paragraph()._p.append(parse_xml(CONTENTS))  # noqa: SLF001
    document.add_paragraph("{%p for goal in goals %}")
    document.add_heading("{{ goal.name }}", 1)
    for title in ("Nykytila", "Tavoitetila"):
        document.add_heading(title, 2)
        document.add_paragraph("{{ goal.text }}")
    document.add_paragraph("{%p for point in goal.points %}")
    document.add_paragraph("{{ point }}", style="List Bullet")
    document.add_paragraph("{%p endfor %}")
    _word_table(document)
    document.add_paragraph("{{ goal.text }}")
    document.add_paragraph("{%p endfor %}")
    return _saved(document)


def _word_table(document: Any) -> None:
    table = document.add_table(4, len(HEADS), style="Table Grid")
    texts = (HEADS, ("{%tr for action in goal.actions %}",), tuple(f"{{{{ action.{field} }}}}" for field in FIELDS))
    for row, cells in zip(table.rows, (*texts, ("{%tr endfor %}",)), strict=True):
        for cell, text in zip(row.cells, cells, strict=False):
            cell.text = text
            cell.paragraphs[0].paragraph_format.space_after = Pt(2)


def paragraphs_template() -> bytes:
    document = docx.Document()
    for number in range(PARAGRAPHS):
        document.add_paragraph(f"Kohta {number}: {{{{ organisation }}}} kertoo.")
    return _saved(document)


def deck_template() -> bytes:
    deck = _deck()
    _title_slide(deck, "{{ organisation }}", "{{ date }}")
    rows = (HEADS, ("{% for action in goal.actions %}",), tuple(f"{{{{ action.{field} }}}}" for field in FIELDS))
    slide = _table_slide(deck, "{{ goal.name }}", (*rows, ("{% endfor %}",)))
    slide.notes_slide.notes_text_frame.text = "{% for goal in slides %}\n{{ goal.name }}\n{{ goal.text }}"
    _chart_slide(
        deck, "Nykytila ja tavoite", Chart(("a", "b", "c"), (Series("s", (1.0, 2.0, 3.0)),) * 2, ""), "{{ chart }}"
    )
    return _saved(deck)


# --- the same deck by plain code -------------------------------------------------------------------------------------


def plain_deck(names: dict[str, Any]) -> bytes:
    deck = _deck()
    _title_slide(deck, names["organisation"], names["date"])
    for goal in names["slides"]:
        rows = [tuple(action[field] for field in FIELDS) for action in goal["actions"]]
        slide = _table_slide(deck, goal["name"], (HEADS, *rows))
        slide.notes_slide.notes_text_frame.text = f"{goal['name']}\n{goal['text']}"
    _chart_slide(deck, "Nykytila ja tavoite", names["chart"], names["chart"].alt)
    return _saved(deck)


def _deck() -> Any:
    deck = pptx.Presentation()
    deck.slide_width, deck.slide_height = Inches(13.333), Inches(7.5)
    return deck


def _title_slide(deck: Any, title: str, subtitle: str) -> None:
    slide = deck.slides.add_slide(deck.slide_layouts[0])
    slide.shapes.title.text = title
    slide.placeholders[1].text = subtitle


def _table_slide(deck: Any, title: str, rows: tuple[tuple[str, ...], ...]) -> Any:
    slide = deck.slides.add_slide(deck.slide_layouts[5])
    slide.shapes.title.text = title
    frame = slide.shapes.add_table(len(rows), len(HEADS), Inches(0.6), Inches(1.8), Inches(12), Inches(0.5 * len(rows)))
    for column, width in zip(frame.table.columns, WIDTHS, strict=True):
        column.width = Inches(width)
    for place, (row, texts) in enumerate(zip(frame.table.rows, rows, strict=True)):
        for cell, text in zip(row.cells, texts, strict=False):
            _write_cell(cell, text, header=place == 0)
    return slide


def _write_cell(cell: Any, text: str, *, header: bool) -> None:
    """A cell as a brand has it: a size of its own, a header in bold on the brand's ground, narrow margins."""
    cell.text = text
    cell.margin_left = cell.margin_right = Inches(0.08)
    font = cell.text_frame.paragraphs[0].runs[0].font
    font.size, font.bold = Pt(14), header
    if header:
        cell.fill.solid()
        cell.fill.fore_color.theme_color = MSO_THEME_COLOR.ACCENT_1


def _chart_slide(deck: Any, title: str, chart: Chart, alt: str) -> None:
    slide = deck.slides.add_slide(deck.slide_layouts[5])
    slide.shapes.title.text = title
    data = CategoryChartData()
    data.categories = chart.categories
    for series in chart.series:
        data.add_series(series.name, series.values)
    place = (Inches(1), Inches(1.5), Inches(8), Inches(5.5))
    frame = slide.shapes.add_chart(XL_CHART_TYPE.RADAR_MARKERS, *place, data)
    frame._element.nvGraphicFramePr.cNvPr.set("descr", alt)  # noqa: SLF001 - the library has no other way


def _saved(made: Any) -> bytes:
    buffer = BytesIO()
    made.save(buffer)
    return buffer.getvalue()


# --- engines ----------------------------------------------------------------------------------------------------------


def ours(template: bytes, name: str, names: dict[str, object]) -> bytes:
    filled = render_template(template, name, names, brand=Brand(), language_tag="fi-FI")
    if filled.document is None:
        raise SystemExit(str(filled.findings))
    return filled.document


def by_docxtpl(template: bytes, names: dict[str, object]) -> bytes:
    document = DocxTemplate(BytesIO(template))
    document.render(names, autoescape=True)
    return _saved(document)


# --- measuring -------------------------------------------------------------------------------------------------------


def in_turn(ways: dict[str, Callable[[], bytes]], rounds: int) -> dict[str, list[float]]:
    """Milliseconds of each way's runs, the first one first."""
    times: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(rounds + 1):
        for name, way in ways.items():
            gc.collect()
            begun = time.process_time()
            way()
            times[name].append((time.process_time() - begun) * 1000)
    return times


def tell(title: str, times: dict[str, list[float]], wanted: str) -> None:
    """A table of the ways beside the last one."""
    print(f"\n{title:34}{'first':>9}{'median':>9}{'least':>9}{'ratio':>8}")
    last = list(times.values())[-1]
    for name, measured in times.items():
        ratio = statistics.median(mine / theirs for mine, theirs in zip(measured[1:], last[1:], strict=True))
        print(
            f"  {name:32}{measured[0]:9.1f}{statistics.median(measured[1:]):9.2f}{min(measured[1:]):9.2f}{ratio:8.3f}"
        )
    print(f"  wanted: {wanted}")


STAGES = (
    ("running the program", "pipeline.filling.programs.values", "_run"),
    ("parsing what came out", "pipeline.filling.job", "parse"),
    ("widths, ids, language", "pipeline.filling.job", "finish"),
    ("identities, serialising", "pipeline.filling.job", "settle"),
    ("identities, serialising", "pipeline.filling.job", "serialise"),
    ("captions and contents", "pipeline.filling.word", "number_captions"),
    ("captions and contents", "pipeline.filling.word", "write_contents"),
    ("page numbers", "pipeline.filling.word", "number_pages"),
    ("fitting slides", "pipeline.filling.deck", "fit_slides"),
    ("charts", "pipeline.filling.drawings.placing", "place_chart"),
    ("brand", "pipeline.filling.rendering", "dress"),
    ("zip", "pipeline.ooxml.package", "_zip"),
)
"""What is timed by putting a clock around functions from outside; one inside another counts for itself."""


@contextmanager
def clocks(spent: dict[str, float]) -> Iterator[None]:
    running: list[list[float]] = []
    before: list[tuple[Any, str, Any]] = []

    def timed(stage: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def run(*arguments: Any, **named: Any) -> Any:
            inner = [0.0]
            running.append(inner)
            begun = time.process_time()
            try:
                return function(*arguments, **named)
            finally:
                taken = time.process_time() - begun
                running.pop()
                spent[stage] = spent.get(stage, 0.0) + taken - inner[0]
                if running:
                    running[-1][0] += taken

        return run

    for stage, module, name in STAGES:
        holder = importlib.import_module(module)
        before.append((holder, name, getattr(holder, name)))
        setattr(holder, name, timed(stage, getattr(holder, name)))
    yield
    for holder, name, function in before:
        setattr(holder, name, function)


def stages(title: str, way: Callable[[], bytes], rounds: int) -> None:
    """Medians of what each stage takes, and what is left over."""
    figures: list[dict[str, float]] = []
    for _ in range(rounds):
        spent: dict[str, float] = {}
        with clocks(spent):
            begun = time.process_time()
            way()
            whole = time.process_time() - begun
        figures.append({**spent, "all else": whole - sum(spent.values()), "together": whole})
    print(f"\n{title}")
    for stage in dict.fromkeys([*(row[0] for row in STAGES), "all else", "together"]):
        taken = statistics.median(found.get(stage, 0.0) for found in figures) * 1000
        if taken > 0.005:
            print(f"  {stage:32}{taken:9.2f} ms")


def memory(ways: list[Callable[[], bytes]]) -> None:
    """Resident megabytes after 20 and after 300 documents."""
    status = Path("/proc/self/statm")
    if not status.exists():
        return
    found: dict[int, float] = {}
    for number in range(1, DOCUMENTS + 1):
        for way in ways:
            way()
        if number in (20, DOCUMENTS):
            gc.collect()
            found[number] = int(status.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 2**20
    grown = found[DOCUMENTS] / found[20]
    print(f"\nmemory after 20 and {DOCUMENTS} rounds: {found[20]:.0f} and {found[DOCUMENTS]:.0f} MB, {grown:.2f} times")
    print(f"  wanted: {LIMITS['memory']}")


def main(rounds: int) -> None:
    names = context()
    word, deck, paragraphs = word_template(), deck_template(), paragraphs_template()
    print(f"{rounds} rounds in turn, Python {sys.version.split()[0]}, {os.cpu_count()} cores; milliseconds")
    ours_word, ours_deck = lambda: ours(word, "malli.docx", names), lambda: ours(deck, "malli.pptx", names)
    words: dict[str, Callable[[], bytes]] = {"ours": ours_word, "docxtpl": lambda: by_docxtpl(word, names)}
    tell("Word, 25 pages, 15 tables", in_turn(words, rounds), LIMITS["Word"])
    decks: dict[str, Callable[[], bytes]] = {"ours": ours_deck, "python-pptx": lambda: plain_deck(names)}
    tell("deck, 25 slides, a radar chart", in_turn(decks, rounds), LIMITS["deck"])
    many: dict[str, Callable[[], bytes]] = {
        "ours": lambda: ours(paragraphs, "malli.docx", names),
        "docxtpl": lambda: by_docxtpl(paragraphs, names),
    }
    tell("2,000 tagged paragraphs", in_turn(many, rounds), LIMITS["paragraphs"])
    listed = word_template(contents=True)
    with_contents = ("Word with a contents list, by stage", lambda: ours(listed, "malli.docx", names))
    for title, way in (("Word, by stage", ours_word), with_contents, ("deck, by stage", ours_deck)):
        stages(title, way, rounds)
    stages("2,000 paragraphs, by stage", many["ours"], rounds)
    memory([ours_word, ours_deck])


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 25)
