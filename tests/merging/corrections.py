"""Corrections that a consultant makes to the inputs after delivery, and the documents made before and after them.

In: `mallila.toml`, a small bilingual town. Out: `CORRECTIONS` by name; `documents(correction)`: the documents that the
program makes of the corrected inputs, by file name; `seen(correction, name)`: the words that come and go in one of them
and the cell. What is seen is written here by hand, or counted in the documents: never taken from the merge's own lists.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass, field, replace
from functools import cache
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from zipfile import ZipFile

from lxml import etree
from openpyxl import load_workbook

from filling_in import fill
from pipeline.runs.build import Examined, examine, make_documents
from pipeline.runs.designs import Design, read_design
from pipeline.runs.options import COUNCIL, ROADMAP, STAFF, Options
from pipeline.runs.project import Project, open_project
from pipeline.vocabulary.findings import has_errors
from pipeline.vocabulary.model import Language
from pipeline.workbook import blank
from tools.organisations.content import typed
from tools.organisations.exports import TOOLS
from tools.organisations.logo import draw_logo
from tools.organisations.make import BRAND, LOGO, WORKBOOK
from tools.organisations.survey import answered, words_of

FOLDER = "mallila"
DECKS = (STAFF, COUNCIL)
_BOTH: tuple[Language, ...] = ("fi", "sv")
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TOLD_PARTS = ("word/document", "word/header", "word/footer", "word/footnotes", "ppt/slides/slide", "ppt/notesSlides/")

Row = dict[str, Any]


@dataclass
class Inputs:
    """What the town's files say, to be changed at will: sheets of rows or fields, the survey and the brand."""

    sheets: dict[str, Any]
    survey: dict[str, Any]
    brand: dict[str, str] = field(default_factory=dict)

    def rows(self, sheet: str) -> list[Row]:
        """The rows of a table, in order."""
        found: list[Row] = self.sheets[sheet]
        return found

    def row(self, sheet: str, id_: str) -> Row:
        """The row with an id, or a sheet of fields as it is."""
        return next(row for row in self.rows(sheet) if row.get("Tunnus") == id_) if id_ else self.sheets[sheet]


@dataclass(frozen=True)
class Cell:
    """A cell as people find it: the sheet, the row's id ("" on a sheet of fields), the header."""

    sheet: str
    id: str
    header: str


@dataclass(frozen=True)
class Correction:
    """A change to the inputs, the words that then come and go in documents, and the cell that says the new words."""

    name: str
    change: Callable[[Inputs], None]
    new: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    cell: Cell | None = None


@dataclass(frozen=True)
class Seen:
    """What one document must show of a correction: words that are only in the new one, words only in the old one."""

    new: tuple[str, ...]
    gone: tuple[str, ...]
    cell: str


def documents(
    correction: Correction, names: tuple[str, ...] = (ROADMAP, *DECKS), languages: tuple[Language, ...] = _BOTH
) -> dict[str, bytes]:
    """The documents in both languages, as the program makes them of the corrected inputs; or one language is enough."""
    made: dict[str, bytes] = {}
    for name in names:
        known = _MADE.get((correction, name, _BOTH)) or _MADE.get((correction, name, languages))
        if known is None:
            known = _MADE[correction, name, languages] = _documents(correction, name, languages)
        made |= known
    return made


def seen(correction: Correction, name: str) -> Seen:
    """What a document shows of a correction, by its bare words."""
    kind = name.replace("-sv", "")
    before = words_of_document(documents(NOTHING, (kind,))[name])
    after = words_of_document(documents(correction, (kind,))[name])
    new = tuple(words for words in correction.new if words in after and words not in before)
    gone = tuple(words for words in correction.gone if words in before and words not in after)
    return Seen(new, gone, address(correction))


def touched(correction: Correction, name: str) -> bool:
    """Whether a document changes with a correction at all."""
    kind = name.replace("-sv", "")
    return documents(NOTHING, (kind,))[name] != documents(correction, (kind,))[name]


def paragraphs(document: bytes) -> Counter[str]:
    """The paragraphs of a document's body, headers, notes and slides, and the values of its charts."""
    return Counter(_paragraphs(document))


@cache
def words_of_document(document: bytes) -> str:
    """All paragraphs of a document, a line each."""
    return "\n".join(paragraphs(document))


def together(*corrections: Correction) -> Correction:
    """Several corrections, one after another, as one."""

    def change(inputs: Inputs) -> None:
        for correction in corrections:
            correction.change(inputs)

    new = tuple(words for correction in corrections for words in correction.new)
    gone = tuple(words for correction in corrections for words in correction.gone)
    return Correction(" + ".join(item.name for item in corrections), change, new, gone)


@cache
def address(correction: Correction) -> str:
    """The cell as the program names it, `B7`, read from the workbook by another library. "" where none is told."""
    if correction.cell is None:
        return ""
    with TemporaryDirectory() as folder:
        write_inputs(Path(folder), corrected(correction))
        page = load_workbook(Path(folder) / WORKBOOK)[correction.cell.sheet]
        cells = [cell for row in page.iter_rows() for cell in row if cell.value is not None]
    labels = {str(cell.value).rstrip("*").strip(): cell for cell in reversed(cells)}
    header = labels[correction.cell.header]
    if not correction.cell.id:
        return f"B{header.row}"
    rows = [cell.row for cell in cells if cell.column == labels["Tunnus"].column and cell.value == correction.cell.id]
    return f"{header.column_letter}{rows[0]}"


def corrected(correction: Correction) -> Inputs:
    """The town's inputs after a correction."""
    content = _content()
    inputs = Inputs(typed(content), deepcopy(content["surveys"][0]))
    correction.change(inputs)
    return inputs


def _content() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name("mallila.toml").read_text(encoding="utf-8"))


_MADE: dict[tuple[Correction, str, tuple[Language, ...]], dict[str, bytes]] = {}


def _documents(correction: Correction, name: str, languages: tuple[Language, ...]) -> dict[str, bytes]:
    project, examined, design = _read(correction)
    assert examined.roadmap is not None
    options = Options(Path("outputs"), (name,))
    roadmap = replace(examined.roadmap, organisation=replace(examined.roadmap.organisation, languages=languages))
    made, told = make_documents(project, roadmap, examined.survey, design, options)
    assert not has_errors(told, strict=False), told
    return made


@cache
def _read(correction: Correction) -> tuple[Project, Examined, Design]:
    with TemporaryDirectory() as above:
        folder = Path(above) / FOLDER
        folder.mkdir()
        write_inputs(folder, corrected(correction))
        project, told = open_project(folder, FOLDER)
        assert project is not None, told
        examined = examine(project)
        assert not has_errors(examined.findings, strict=False), examined.findings
        design, _ = read_design(project, (ROADMAP, *DECKS), of_documents=True)
    return project, examined, design


def write_inputs(folder: Path, inputs: Inputs) -> None:
    empty = folder / "tyhja.xlsx"
    empty.write_bytes(_blank(inputs.sheets["Perustiedot"]["Organisaation nimi"]))
    fill(empty, folder / WORKBOOK, inputs.sheets)
    empty.unlink()
    TOOLS[inputs.survey["tool"]](folder / inputs.survey["file"], answered(inputs.survey, words_of("fi")))
    draw_logo(folder / LOGO)
    if inputs.brand:
        lines = [f'{name} = "{value}"' for name, value in inputs.brand.items()]
        (folder / BRAND).write_text("\n".join(lines) + "\n", encoding="utf-8")


@cache
def _blank(organisation: str) -> bytes:
    with TemporaryDirectory() as folder:
        path = Path(folder) / WORKBOOK
        blank.write(path, "fi", organisation)
        return path.read_bytes()


def _paragraphs(document: bytes) -> Iterator[str]:
    with ZipFile(BytesIO(document)) as package:
        for name in package.namelist():
            if name.endswith(".xml") and name.startswith(_TOLD_PARTS):
                root = etree.fromstring(package.read(name))
                for paragraph in root.iter(f"{_W}p", f"{_A}p"):
                    yield "".join(item.text or "" for item in paragraph.iter(f"{_W}t", f"{_A}t"))
            elif "charts/chart" in name and name.endswith(".xml"):
                yield from (item.text or "" for item in etree.fromstring(package.read(name)).iter(f"{_C}v"))


def _value(
    sheet: str, id_: str, header: str, new: object, gone: str = "", said: str = "", name: str = ""
) -> Correction:
    """A correction of one cell; `said` is how documents say the new value, where they say it otherwise."""

    def change(inputs: Inputs) -> None:
        row = inputs.row(sheet, id_)
        assert row.get(header) != new
        row[header] = new

    where = Cell(sheet, id_, header)
    return Correction(name or header.lower(), change, (said or str(new),), (gone,) if gone else (), where)


def _row_added(inputs: Inputs) -> None:
    inputs.rows("Toimenpiteet").insert(5, _new_action("TP10", "T2"))


def _new_action(id_: str, goal: str) -> Row:
    return {
        "Tunnus": id_,
        "Tavoite": goal,
        "Toimenpide": "Kokeillaan tekoälyä kokousmuistioissa",
        "Toimenpide (sv)": "Pröva artificiell intelligens i promemorior",
        "Kuvaus": "Muistion luonnos syntyy koneellisesti.",
        "Kuvaus (sv)": "Utkastet till promemorian görs maskinellt.",
        "Vastuutaho": "Tietohallintopäällikkö",
        "Vastuutaho (sv)": "Dataadministrationschefen",
        "Toimiala": "Hallinto",
        "Toimiala (sv)": "Förvaltning",
        "Alkaa": "III/2027",
        "Päättyy": "II/2028",
        "Prioriteetti": 2,
        "Tila": "Ei aloitettu",
        "Kustannusarvio": 7000,
        "Peruste": "oma tarve",
    }


def _row_removed(inputs: Inputs) -> None:
    inputs.rows("Toimenpiteet").remove(inputs.row("Toimenpiteet", "TP7"))


def _training_added(inputs: Inputs) -> None:
    training = {"Tunnus": "K3", "Koulutus": "Selkeä verkkokieli", "Koulutus (sv)": "Klarspråk på nätet"}
    training |= {"Kohderyhmä": "Viestijät", "Kohderyhmä (sv)": "Kommunikatörerna", "Tukee": "TP1", "Näkökulmat": "N9"}
    training |= {"Ajankohta": "11/2027", "Kesto": 2, "Toteuttaja": "Viestintäpäällikkö"}
    inputs.rows("Koulutukset").append({**training, "Toteuttaja (sv)": "Kommunikationschefen"})


def _rows_moved(inputs: Inputs) -> None:
    inputs.rows("Lupaukset").reverse()
    rows = inputs.rows("Toimenpiteet")
    rows.insert(0, rows.pop(1))


def _goals_moved(inputs: Inputs) -> None:
    goals = inputs.rows("Tavoitteet")
    goals.insert(3, goals.pop(4))  # T3 before T2


def _renumbered(inputs: Inputs) -> None:
    """The last goal and its actions get new numbers; what they say stays."""
    inputs.row("Tavoitteet", "T4")["Tunnus"] = "T5"
    for old, new in (("TP8", "TP18"), ("TP9", "TP19")):
        inputs.row("Toimenpiteet", old).update(Tunnus=new, Tavoite="T5")
    inputs.row("Mittarit", "M2")["Tavoite"] = "T5"


def _goal_split(inputs: Inputs) -> None:
    """The third goal becomes two; the owners of information go with the new one."""
    goal = {"Tunnus": "T5", "Tavoite": "Tiedolla on vastuuhenkilö", "Tavoite (sv)": "Information har en ansvarig"}
    goal |= {"Kuvaus": "Vastuut on sovittu ja kirjattu.", "Kuvaus (sv)": "Ansvaren är överenskomna och antecknade."}
    inputs.rows("Tavoitteet").append({**goal, "Näkökulmat": "N4"})
    inputs.row("Tavoitteet", "T3")["Näkökulmat"] = "N5"
    inputs.row("Toimenpiteet", "TP7")["Tavoite"] = "T5"


def _goal_merged(inputs: Inputs) -> None:
    """The third goal goes into the second, with its actions."""
    inputs.rows("Tavoitteet").remove(inputs.row("Tavoitteet", "T3"))
    inputs.row("Tavoitteet", "T2")["Näkökulmat"] = "N1; N4; N5; N6"
    for id_ in ("TP6", "TP7"):
        inputs.row("Toimenpiteet", id_)["Tavoite"] = "T2"


def _goal_added(inputs: Inputs) -> None:
    goal = {"Tunnus": "T5", "Tavoite": "Kokeilut kuuluvat arkeen", "Tavoite (sv)": "Försök hör till vardagen"}
    inputs.rows("Tavoitteet").append({**goal, "Näkökulmat": "N7"})
    inputs.rows("Toimenpiteet").append(_new_action("TP10", "T5"))


def _organisation_renamed(inputs: Inputs) -> None:
    fields = inputs.sheets["Perustiedot"]
    fields |= {"Organisaation nimi": "Uusmallilan kaupunki", "Nimi genetiivissä": "Uusmallilan kaupungin"}
    fields |= {"Lyhyt nimi": "Uusmallila"}


def _survey_corrected(inputs: Inputs) -> None:
    inputs.survey["N8"] = 3.6


def _brand_changed(inputs: Inputs) -> None:
    inputs.brand |= {"primary": "#56409B"}


NOTHING = Correction("nothing", lambda _: None)
_ACTIONS, _BASICS = "Toimenpiteet", "Perustiedot"
CORRECTIONS: dict[str, Correction] = {
    item.name: item
    for item in (
        _value(_ACTIONS, "TP4", "Toimenpide", "Nimetään digituki jokaiseen kouluun", "Nimetään digitutorit yksiköihin", name="action's name"),
        _value(_ACTIONS, "TP1", "Kuvaus", "Kaksitoista käytetyintä lomaketta siirtyy verkkoon.", "Kymmenen käytetyintä", name="text"),
        _value(_ACTIONS, "TP8", "Vastuutaho", "Kiinteistöpäällikkö", name="responsible body"),
        _value(_ACTIONS, "TP2", "Päättyy", "II/2029", "I/2028–III/2028", "I/2028–II/2029", name="date"),
        _value(_ACTIONS, "TP6", "Kustannusarvio", 48000, "31\xa0000\xa0€", "48\xa0000\xa0€", name="money"),
        _value("Tavoitteet", "T2", "Tavoite", "Henkilöstö osaa ja saa tukea", "Henkilöstö saa tukea digityöhön", name="goal's name"),
        _value("Tasot", "N8", "Tavoitetaso", 5, "2,2\xa0→\xa04", "2,2\xa0→\xa05", name="level"),
        _value("Visio", "", "Visiolause", "Mallilassa palvelut löytyvät läheltä ja verkosta.", "omassa tahdissaan", name="vision"),
        _value("Toimintamalli", "", "Seurannan rytmi", "neljännesvuosittain", name="rhythm"),
        _value(_BASICS, "", "Yhteyshenkilö", "Tiina Malli, digipäällikkö", "Matti Malli, kehittämispäällikkö", name="contact"),
        _value(_BASICS, "", "Kauden loppuvuosi", 2031, said="2027–2031", name="period"),
        _value(_ACTIONS, "TP4", "Toimenpide (sv)", "Utse digitala stödpersoner i skolorna", "Utse digitutorer på enheterna", name="language"),
        Correction("organisation renamed", _organisation_renamed, ("Uusmallilan kaupungin", "Uusmallila"), cell=Cell(_BASICS, "", "Nimi genetiivissä")),
        Correction("row added", _row_added, ("Kokeillaan tekoälyä kokousmuistioissa", "Pröva artificiell intelligens i promemorior"), cell=Cell(_ACTIONS, "TP10", "Toimenpide")),
        Correction("row removed", _row_removed, gone=("Nimetään tiedon omistajat", "Utse ägare för informationen")),
        Correction("training added", _training_added, ("Selkeä verkkokieli", "Klarspråk på nätet"), cell=Cell("Koulutukset", "K3", "Koulutus")),
        Correction("rows moved", _rows_moved),
        Correction("goals moved", _goals_moved),
        Correction("renumbered", _renumbered, ("TP18",), ("TP8",)),
        Correction("goal split", _goal_split, ("Tiedolla on vastuuhenkilö", "Information har en ansvarig"), cell=Cell("Tavoitteet", "T5", "Tavoite")),
        Correction("goal merged", _goal_merged, gone=("Tieto ohjaa päätöksiä", "Kunskap styr besluten")),
        Correction("goal added", _goal_added, ("Kokeilut kuuluvat arkeen", "Försök hör till vardagen"), cell=Cell("Tavoitteet", "T5", "Tavoite")),
        Correction("survey", _survey_corrected),
        Correction("brand", _brand_changed),
    )
}  # fmt: skip
"""By name; each one alone. `together` makes one of several."""
