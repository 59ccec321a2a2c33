"""The same job as one would write it with the usual libraries: openpyxl reads, docxtpl fills, python-pptx draws.

    python benchmarks/plain_pipeline.py template FILE.docx
    python benchmarks/plain_pipeline.py build FILE.docx OUTPUTS FOLDER...

In: input folders as ours. Out: for each language of each, a Word document of 25 pages or so and a deck of 20 to 30
slides. Nothing is checked, merged, measured or made accessible. With several folders it tells after each the
processor seconds and the memory so far, as JSON.
"""

from __future__ import annotations

import csv
import json
import sys
import time
from collections import defaultdict
from pathlib import Path
from typing import Any

SHEETS = (
    "organisation foreword vision governance phases interviews levels promises goals actions trainings indicators"
).split()
FIELDS = SHEETS[:4]
LANGUAGES = {"suomi": "fi", "svenska": "sv", "English": "en"}
ROWS_A_SLIDE = 7
LABELS = {
    "fi": "Digitiekartta|Saatesanat|Visio|Työn vaiheet|Nykytila ja tavoitteet|Kysely|Haastattelut|Lupaukset|Tavoitteet|"
    "Toimenpiteet|Vastuut|Aikataulu|Koulutukset|Mittarit|Seuranta|Lähtötaso|Tavoitetaso|Kustannukset vuosittain",
    "sv": "Digital färdplan|Förord|Vision|Arbetsfaser|Nuläge och mål|Enkät|Intervjuer|Löften|Mål|Åtgärder|Ansvar|"
    "Tidtabell|Utbildningar|Mätare|Uppföljning|Utgångsnivå|Målnivå|Kostnader per år",
    "en": "Digital roadmap|Foreword|Vision|Phases of the work|Present state and targets|Survey|Interviews|Promises|"
    "Goals|Actions|Responsibilities|Schedule|Trainings|Indicators|Follow-up|Baseline|Target|Costs by year",
}
KEYS = (
    "title foreword vision phases levels survey interviews promises goals actions owners schedule trainings indicators "
    "follow_up baseline target costs"
).split()

Record = dict[str, Any]


# --- reading ----------------------------------------------------------------------------------------------------------


def read_workbook(path: Path) -> dict[str, list[list[Any]]]:
    """The rows of each sheet, with their headers."""
    from openpyxl import load_workbook

    book = load_workbook(path, read_only=True, data_only=True)
    sheets = {}
    for key, sheet in zip(SHEETS, book.worksheets[1:], strict=False):
        rows = [list(row) for row in sheet.iter_rows(min_row=2, values_only=True)]
        sheets[key] = [row for row in rows if any(value is not None for value in row)]
    book.close()
    return sheets


def texts(value: Any) -> Any:
    return "" if value is None else value


def in_language(sheets: dict[str, list[list[Any]]], language: str) -> Record:
    """The workbook's records, with the companions of a language in their fields' places."""
    mark = f" ({language})"
    data: Record = {}
    for key, rows in sheets.items():
        headers, *entries = rows or [[]]
        if key in FIELDS:
            values = {str(row[0]).rstrip("*"): texts(row[1]) for row in entries}
            own = {label: values.get(label + mark) or value for label, value in values.items()}
            data[key] = [value for label, value in own.items() if not label.endswith(")")]
            continue
        names = [str(header).rstrip("*") for header in headers]
        plain = [name for name in names if not name.endswith(")")]
        records = []
        for entry in entries:
            values = dict(zip(names, map(texts, entry), strict=False))
            records.append([values.get(name + mark) or values[name] for name in plain])
        data[key] = records
    return data


def read_survey(path: Path) -> dict[str, tuple[int, float]]:
    """The number of answers and the mean of each question that was answered with grades."""
    if path.suffix == ".csv":
        with path.open(encoding="utf-8-sig", newline="") as stream:
            rows: list[Any] = list(csv.reader(stream))
    else:
        from openpyxl import load_workbook

        book = load_workbook(path, read_only=True, data_only=True)
        rows = [list(row) for row in book.worksheets[0].iter_rows(values_only=True)]
        book.close()
    means = {}
    for column, question in enumerate(rows[0]):
        grades = [str(row[column])[0] for row in rows[1:] if column < len(row) and row[column]]
        numbers = [int(grade) for grade in grades if grade.isdigit() and 1 <= int(grade) <= 5]
        if numbers and len(numbers) > len(grades) / 2:
            means[str(question)] = len(numbers), sum(numbers) / len(numbers)
    return means


def context(data: Record, survey: dict[str, tuple[int, float]], language: str) -> Record:
    """What the documents say."""
    organisation = data["organisation"]
    actions = [dict(zip(ACTION, row, strict=False)) for row in data["actions"]]
    owners: dict[str, list[Record]] = defaultdict(list)
    for action in actions:
        owners[str(action["owners"])].append(action)
    means = list(survey.values())
    levels = [dict(zip(LEVEL, row, strict=False)) for row in data["levels"]]
    for place, level in enumerate(levels):
        level["baseline"] = level["baseline"] or (round(means[place][1], 1) if place < len(means) else 0)
    goals = [dict(zip(GOAL, row, strict=False)) for row in data["goals"]]
    for goal in goals:
        goal["actions"] = [action for action in actions if action["goal"] == goal["id"]]
    costs: dict[str, float] = defaultdict(float)
    for action in actions:
        costs[str(action["ends"])[-4:]] += float(action["cost"] or 0)
    return {
        "t": dict(zip(KEYS, LABELS[language].split("|"), strict=True)),
        "name": organisation[0],
        "genitive": organisation[1],
        "period": f"{organisation[6]}–{organisation[7]}",
        "foreword": str(data["foreword"][0]).splitlines(),
        "signatory": data["foreword"][1],
        "vision": data["vision"][0],
        "vision_description": str(data["vision"][1]).splitlines(),
        "governance": [str(value) for value in data["governance"] if value],
        "phases": data["phases"],
        "interviews": [row for row in data["interviews"] if row and str(row[-1]) in ("kyllä", "ja", "yes")],
        "levels": levels,
        "survey": [{"question": key, "n": n, "mean": f"{mean:.1f}"} for key, (n, mean) in survey.items()],
        "promises": data["promises"],
        "goals": goals,
        "actions": sorted(actions, key=lambda action: (str(action["starts"])[-4:], str(action["starts"]))),
        "owners": [{"name": name, "actions": items} for name, items in sorted(owners.items())],
        "trainings": data["trainings"],
        "indicators": data["indicators"],
        "costs": dict(sorted(costs.items())),
    }


ACTION = (
    "id goal name description owners persons sector starts ends predecessors priority status progress cost basis"
).split()
LEVEL = "id name scope baseline target rationale priority".split()
GOAL = "id parent name description perspectives metric baseline_value target_value compass strategy".split()


# --- Word -------------------------------------------------------------------------------------------------------------


def make_template(path: Path) -> None:
    """The template, as it would be drawn in Word."""
    from docx import Document

    book = Document()
    book.add_heading("{{ name }}", 0)
    book.add_paragraph("{{ t.title }} {{ period }}")
    book.add_page_break()

    def loop(start: str, *lines: tuple[str, str], end: str = "endfor") -> None:
        book.add_paragraph(f"{{%p {start} %}}")
        for text, style in lines:
            book.add_paragraph(text, style)
        book.add_paragraph(f"{{%p {end} %}}")

    def grid(headers: list[str], cells: list[str], items: str, item: str = "row") -> None:
        table = book.add_table(rows=4, cols=len(headers), style="Light Grid Accent 1")
        for column, (header, cell) in enumerate(zip(headers, cells, strict=True)):
            table.cell(0, column).text = header
            table.cell(2, column).text = cell
        table.cell(1, 0).text = f"{{%tr for {item} in {items} %}}"
        table.cell(3, 0).text = "{%tr endfor %}"

    book.add_heading("{{ t.foreword }}", 1)
    loop("for line in foreword", ("{{ line }}", "Normal"))
    book.add_paragraph("{{ signatory }}")
    book.add_heading("{{ t.vision }}", 1)
    book.add_paragraph("{{ vision }}", "Intense Quote")
    loop("for line in vision_description", ("{{ line }}", "Normal"))
    book.add_heading("{{ t.phases }}", 1)
    grid(["", "", "", ""], ["{{ row[0] }}", "{{ row[1] }}–{{ row[2] }}", "{{ row[3] }}", "{{ row[4] }}"], "phases")
    book.add_heading("{{ t.levels }}", 1)
    columns = ["id", "name", "baseline", "target", "rationale"]
    labels = ["", "", "{{ t.baseline }}", "{{ t.target }}", ""]
    grid(labels, [f"{{{{ row.{column} }}}}" for column in columns], "levels")
    book.add_heading("{{ t.survey }}", 2)
    grid(["", "n", "x̄"], ["{{ row.question }}", "{{ row.n }}", "{{ row.mean }}"], "survey")
    book.add_heading("{{ t.interviews }}", 2)
    loop("for row in interviews", ("{{ row[2] }}", "List Bullet"))
    book.add_heading("{{ t.promises }}", 1)
    loop("for row in promises", ("{{ row[1] }}", "List Bullet"))
    book.add_page_break()
    book.add_heading("{{ t.goals }}", 1)
    book.add_paragraph("{%p for goal in goals %}")
    book.add_heading("{{ goal.id }} {{ goal.name }}", 2)
    book.add_paragraph("{{ goal.description }}")
    book.add_paragraph("{{ goal.metric }}: {{ goal.baseline_value }} → {{ goal.target_value }}")
    book.add_paragraph("{%p for action in goal.actions %}")
    book.add_heading("{{ action.id }} {{ action.name }}", 3)
    book.add_paragraph("{{ action.description }}")
    facts = book.add_table(rows=2, cols=4, style="Light Grid Accent 1")
    for column, name in enumerate(["owners", "starts", "ends", "cost", "sector", "priority", "status", "basis"]):
        facts.cell(column // 4, column % 4).text = f"{{{{ action.{name} }}}}"
    book.add_paragraph("{%p endfor %}")
    book.add_paragraph("{%p endfor %}")
    book.add_page_break()
    book.add_heading("{{ t.schedule }}", 1)
    wide = ["id", "name", "owners", "starts", "ends", "status"]
    grid(wide, [f"{{{{ row.{column} }}}}" for column in wide], "actions")
    book.add_heading("{{ t.owners }}", 1)
    book.add_paragraph("{%p for owner in owners %}")
    book.add_heading("{{ owner.name }}", 2)
    grid(["id", "name", "ends"], ["{{ row.id }}", "{{ row.name }}", "{{ row.ends }}"], "owner.actions")
    book.add_paragraph("{%p endfor %}")
    book.add_heading("{{ t.trainings }}", 1)
    grid(["", "", ""], ["{{ row[0] }}", "{{ row[1] }}", "{{ row[2] }}"], "trainings")
    book.add_heading("{{ t.indicators }}", 1)
    cells = ["{{ row[0] }}", "{{ row[1] }}", "{{ row[2] }}", "{{ row[3] }}", "{{ row[4] }}"]
    grid(["", "", "", "", ""], cells, "indicators")
    book.add_heading("{{ t.follow_up }}", 1)
    loop("for line in governance", ("{{ line }}", "Normal"))
    book.save(str(path))


def make_document(template: Path, names: Record, path: Path) -> None:
    from docxtpl import DocxTemplate

    document = DocxTemplate(template)
    document.render(names, autoescape=True)
    document.save(path)


# --- PowerPoint -------------------------------------------------------------------------------------------------------


def make_deck(names: Record, path: Path) -> None:
    from pptx import Presentation

    t = names["t"]
    deck = Presentation()
    first = deck.slides.add_slide(deck.slide_layouts[0])
    first.shapes.title.text = str(names["name"])
    first.placeholders[1].text = f"{t['title']} {names['period']}"
    bullets(deck, t["vision"], [names["vision"], *names["vision_description"]])
    bullets(deck, t["promises"], [row[1] for row in names["promises"]])
    bullets(deck, t["interviews"], [row[2] for row in names["interviews"][:6]])
    levels = names["levels"]
    series = {
        t["baseline"]: [level["baseline"] for level in levels],
        t["target"]: [level["target"] for level in levels],
    }
    chart(deck, t["levels"], "BAR_CLUSTERED", [level["name"] for level in levels], series)
    chart(deck, t["survey"], "RADAR", [level["id"] for level in levels], series)
    grids(deck, t["levels"], [[level["id"], level["name"], level["baseline"], level["target"]] for level in levels])
    bullets(deck, t["goals"], [f"{goal['id']} {goal['name']}" for goal in names["goals"]])
    for goal in names["goals"]:
        rows = [[item["id"], item["name"], item["owners"], item["ends"]] for item in goal["actions"]]
        if rows:
            grids(deck, f"{goal['id']} {goal['name']}", rows)
    schedule = [[item["starts"], item["ends"], item["id"], item["name"]] for item in names["actions"]]
    grids(deck, t["schedule"], schedule)
    grids(deck, t["owners"], [[owner["name"], len(owner["actions"])] for owner in names["owners"]])
    chart(deck, t["costs"], "COLUMN_CLUSTERED", list(names["costs"]), {"€": list(names["costs"].values())})
    bullets(deck, t["follow_up"], names["governance"][:5])
    deck.save(path)


def bullets(deck: Any, title: str, lines: list[Any]) -> None:
    slide = deck.slides.add_slide(deck.slide_layouts[1])
    slide.shapes.title.text = title
    frame = slide.placeholders[1].text_frame
    for place, line in enumerate(lines):
        paragraph = frame.paragraphs[0] if place == 0 else frame.add_paragraph()
        paragraph.text = str(line)
    notes(slide, lines)


def grids(deck: Any, title: str, rows: list[list[Any]], widths: tuple[float, ...] = (1, 4.5, 2, 1.5)) -> None:
    """A table in the house's colours, over as many slides as it needs."""
    from pptx.dml.color import RGBColor
    from pptx.enum.text import MSO_ANCHOR
    from pptx.util import Inches, Pt

    ink, band, plain = (RGBColor.from_string(colour) for colour in ("1F3A5F", "EEF3F8", "FFFFFF"))
    for start in range(0, len(rows), ROWS_A_SLIDE):
        part = rows[start : start + ROWS_A_SLIDE]
        slide = deck.slides.add_slide(deck.slide_layouts[5])
        slide.shapes.title.text = title
        size = Inches(0.5), Inches(1.6), Inches(9), Inches(0.5 * len(part))
        table = slide.shapes.add_table(len(part), len(part[0]), *size).table
        for column, width in zip(table.columns, widths, strict=False):
            column.width = Inches(width)
        for number, row in enumerate(part):
            for column, value in enumerate(row):
                cell = table.cell(number, column)
                cell.text = str(value)
                cell.vertical_anchor = MSO_ANCHOR.MIDDLE
                cell.fill.solid()
                cell.fill.fore_color.rgb = band if number % 2 else plain
                font = cell.text_frame.paragraphs[0].runs[0].font if str(value) else None
                if font is not None:
                    font.size, font.bold, font.color.rgb = Pt(12), column == 0, ink
        notes(slide, [row[-1] for row in part])


def chart(deck: Any, title: str, kind: str, categories: list[str], series: dict[str, list[Any]]) -> None:
    from pptx.chart.data import CategoryChartData
    from pptx.enum.chart import XL_CHART_TYPE
    from pptx.util import Inches

    slide = deck.slides.add_slide(deck.slide_layouts[5])
    slide.shapes.title.text = title
    data = CategoryChartData()
    data.categories = [str(category) for category in categories]
    for name, values in series.items():
        data.add_series(name, [float(value or 0) for value in values])
    place = Inches(0.5), Inches(1.5), Inches(9), Inches(5.5)
    drawn = slide.shapes.add_chart(getattr(XL_CHART_TYPE, kind), *place, data).chart
    drawn.has_legend = True
    notes(slide, categories)


def notes(slide: Any, lines: list[Any]) -> None:
    slide.notes_slide.notes_text_frame.text = " ".join(map(str, lines))


# --- a folder, many folders -------------------------------------------------------------------------------------------


def build(template: Path, folder: Path, outputs: Path) -> None:
    """A Word document and a deck of one organisation in each of its languages."""
    sheets = read_workbook(folder / "tyokirja.xlsx")
    survey = next((path for name in ("kysely.csv", "kysely.xlsx") if (path := folder / name).exists()), None)
    means = read_survey(survey) if survey else {}
    values = [str(texts(row[1])) for row in sheets["organisation"]]
    spoken = next(value for value in values if all(word in LANGUAGES for word in value.split("; ")))
    target = outputs / folder.name
    target.mkdir(parents=True, exist_ok=True)
    for language in (LANGUAGES[word] for word in spoken.split("; ")):
        names = context(in_language(sheets, language), means, language)
        make_document(template, names, target / f"tiekartta-{language}.docx")
        make_deck(names, target / f"esitys-{language}.pptx")


def memory() -> float:
    """The memory that this process has now, in MB."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * 4096 / 2**20


def main(arguments: list[str]) -> None:
    if arguments[0] == "template":
        make_template(Path(arguments[1]))
        return
    template, outputs, *folders = map(Path, arguments[1:])
    told = []
    for folder in folders:
        began = time.process_time()
        build(template, folder, outputs)
        told.append({"seconds": time.process_time() - began, "memory": memory()})
    if len(folders) > 1:
        sys.stdout.write(json.dumps(told))


if __name__ == "__main__":
    main(sys.argv[1:])
