"""A sound workbook's content by keys, for the reader's tests: typed in any language, edited cell by cell.

In: a language. Out: what `filling_in.fill` types, or a filled workbook with one thing changed.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from openpyxl import Workbook, load_workbook

from filling_in import fill
from pipeline.vocabulary.findings import Finding
from pipeline.vocabulary.model import Language, Roadmap
from pipeline.workbook.blank import write
from pipeline.workbook.layout import Field, layout
from pipeline.workbook.reading import read

CONTENT: Mapping[str, Any] = {
    "organisation": {
        "name": "Esimerkkilän kunta",
        "genitive": "Esimerkkilän kunnan",
        "short_name": "Esimerkkilä",
        "kind": "municipality",
        "code": "049",
        "region": "Mallimaa",
        "period_start": 2027,
        "period_end": 2030,
        "languages": "suomi",
        "version": "1.0",
        "date": dt.date(2026, 12, 14),
        "approved_by": "Esimerkkilän kunnanhallitus",
        "approved_on": dt.date(2026, 12, 21),
        "contact": "Maija Mallikas",
        "email": "maija.mallikas@esimerkkila.example",
        "project": "Digiloikka",
        "invited": 320,
        "comparison_allowed": "no",
    },
    "foreword": {"text": "Tämä on johdanto.\nToinen kappale.", "signatory": "Maija Mallikas", "title": "kunnanjohtaja"},
    "vision": {"statement": "Asiointi on helppoa.", "description": "Kuvaus.", "year": 2030},
    "governance": {
        "owner": "johtoryhmä",
        "coordinator": "digikoordinaattori",
        "follow_up_group": "hallintojohtaja; sivistysjohtaja",
        "follow_up": "Tilanne käydään läpi.",
        "rhythm": "kaksi kertaa vuodessa",
        "update_rhythm": "vuosittain",
        "reporting": "Valtuustolle.",
        "communication": "Intrassa.",
    },
    "phases": [
        {"phase": "survey", "started": "2/2026", "ended": "3/2026", "participants": 186, "description": "Kysely."},
        {"phase": "workshop", "started": "kevät 2026", "ended": "syksy 2026"},
    ],
    "interviews": [
        {"perspective": "N1; N2", "group": "esihenkilöt", "observation": "Koulutusta on vähän.", "publish": "yes"}
    ],
    "levels": [
        {
            "id": "N1",
            "name": "Henkilökohtainen digitaalinen osaaminen",
            "scope": "personal",
            "target": 4,
            "priority": "yes",
        },
        {
            "id": "N2",
            "name": "Oma näkökulma",
            "scope": "organisation",
            "baseline": 2.4,
            "target": 3,
            "rationale": "Siksi.",
        },
    ],
    "promises": [{"id": "L1", "promise": "Asiat hoituvat verkossa.", "description": "Aina."}],
    "goals": [
        {"id": "T1", "name": "Asiointi on helppoa", "perspectives": "N1; N2", "compass": ["osaaminen", "yritykset"]},
        {"id": "T1.1", "parent": "T1", "name": "Hakemukset verkossa", "metric": "osuus", "target_value": "80 %"},
    ],
    "actions": [
        {
            "id": "TP1",
            "goal": "T1.1",
            "name": "Siirretään lomakkeet verkkoon",
            "description": "Ensin kartoitetaan.\n- kohta\n- toinen",
            "owners": "Hallintopalvelut; Tekniset palvelut",
            "persons": "Olli Oletettu",
            "sector": "hallinto",
            "starts": "II/2027",
            "ends": "2028",
            "priority": 1,
            "status": "under_way",
            "progress": 0.4,
            "cost": 12500,
            "basis": "statutory",
            "statutes": "S1",
            "metric": "lomakkeita",
            "added": 2027,
            "note": "Kysy vielä.",
        },
        {
            "id": "TP2",
            "goal": "T1",
            "name": "Otetaan käyttöön ajanvaraus",
            "owners": "Tekniset palvelut",
            "starts": dt.date(2027, 3, 1),
            "ends": "31.12.2027",
            "predecessors": "TP1",
        },
    ],
    "trainings": [
        {
            "id": "K1",
            "name": "Tietoturva",
            "audience": "kaikki",
            "supports": "T1; TP2",
            "time": "syksy 2027",
            "hours": 2.5,
        }
    ],
    "indicators": [
        {"id": "M1", "name": "Osuus", "unit": "%", "baseline_value": "45", "target_value": "80", "goal": "T1"}
    ],
    "statutes": [{"id": "S1", "name": "Kuntalaki", "number": "410/2015", "checked": dt.date(2026, 11, 22)}],
    "questions": [
        {"column": "Kuinka hyvin osaat?", "meaning": "N1"},
        {"column": "Missä työskentelet?", "meaning": "sector"},
    ],
}


def typed(language: Language = "fi") -> dict[str, Any]:
    """The content as typed in a language: sheet title → label → value, or rows of header → value."""
    sheets: dict[str, Any] = {}
    for sheet in layout().sheets:
        content = CONTENT[sheet.key]
        entries = [
            {
                sheet.field(key).label[language]: _spoken(sheet.field(key), value, language)
                for key, value in entry.items()
            }
            for entry in (content if sheet.kind == "table" else [content])
        ]
        sheets[sheet.title[language]] = entries if sheet.kind == "table" else entries[0]
    return sheets


def _spoken(field: Field, value: Any, language: Language) -> Any:
    labels = {choice.id: choice.label[language] for choice in field.choices}
    if isinstance(value, list):
        return "; ".join(labels[item] for item in value)
    return labels.get(value, value) if isinstance(value, str) else value


def filled(folder: Path, change: Callable[[dict[str, Any]], object] | None = None, language: Language = "fi") -> Path:
    """A filled workbook; `change` edits what is typed first."""
    path = folder / "tyokirja.xlsx"
    if change is None:
        path.write_bytes(_unchanged(language))
        return path
    content = typed(language)
    change(content)
    blank = folder / "blank.xlsx"
    write(blank, language)
    fill(blank, path, content)
    return path


@cache
def _unchanged(language: Language) -> bytes:
    """The filled workbook that most tests start from, made once."""
    with TemporaryDirectory() as folder:
        return filled(Path(folder), lambda _: None, language).read_bytes()


def edited(folder: Path, edit: Callable[[Workbook], object], language: Language = "fi") -> Path:
    """A filled workbook whose file is then edited through openpyxl, as people do in Excel."""
    path = filled(folder, language=language)
    book = load_workbook(path)
    edit(book)
    book.save(path)
    return path


def told(path: Path) -> dict[tuple[str, str, str], Finding]:
    """The findings of a workbook by code, sheet and cell."""
    _, findings = read(path, path.name)
    return {(finding.code, finding.place.sheet, finding.place.cell): finding for finding in findings}


def roadmap_of(path: Path) -> Roadmap:
    """The roadmap of a workbook that can be read."""
    roadmap, _ = read(path, path.name)
    assert roadmap is not None
    return roadmap
