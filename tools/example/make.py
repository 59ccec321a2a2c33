"""Makes `inputs/esimerkki`: the example's workbook, survey export and logo, from `content.toml`.

    python tools/example/make.py

In: content.toml. Out: tyokirja.xlsx (a blank workbook filled in by header texts), kysely.xlsx (in the shape that
Microsoft Forms exports) and logo.png. The same files each time.
"""

from __future__ import annotations

import hashlib
import sys
import tomllib
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from filling_in import fill  # noqa: E402
from tools.example.logo import draw_logo  # noqa: E402

FOLDER = ROOT / "inputs" / "esimerkki"
LEVELS = ("1 = Heikko", "2 = Välttävä", "3 = Tyydyttävä", "4 = Hyvä", "5 = Erinomainen")
DONT_KNOW = "En osaa sanoa"
QUESTIONS = {
    "N1": "Henkilökohtainen digitaalinen osaamisesi",
    "N2": "Tieto- ja viestintäteknisten laitteiden hyödyntäminen työssäsi",
    "N3": "Käytössäsi olevien tietokoneohjelmistojen käytettävyys ja toimivuus",
    "N4": "Työssäsi syntyvän ja tarvittavan datan ja tiedon suunnitelmallinen kerääminen",
    "N5": "Kerätyn datan ja tiedon hyödyntäminen kunnan toiminnassa ja johtamisessa",
    "N6": "Henkilöstön yleinen valmius digitalisaation edellyttämissä toimintatapojen muutoksissa",
    "N7": "Uusien ideoiden, innovaatioiden sekä toimintamalleihin liittyvien kokeilujen määrä",
    "N8": "Sähköisten palvelujen ja asiointimahdollisuuksien kattavuus ja laatu",
    "N9": "Kohdennetun sähköisen viestinnän ja kuntamarkkinoinnin hyödyntäminen",
    "N10": "Asiakkaille tarjottavat sähköiset osallistumis- ja vaikuttamismahdollisuudet",
    "N11": "Selkeiden tavoitteiden ja mittareiden asettaminen digitalisaation edistämiselle kuntastrategiassa",
}
BENEFITS = (
    "Työ sujuvoituu",
    "Asiakaspalvelu paranee",
    "Tieto on ajan tasalla",
    "Päätöksenteko paranee",
    "Kustannukset pienenevät",
    "Etätyö helpottuu",
    "Yhteistyö lisääntyy",
)
WISHES = ("Lisää aikaa opetteluun.", "Yksi kirjautuminen kaikkeen.", "Selkeät ohjeet uusista ohjelmista.")
SCOPES = {"personal": "henkilökohtainen", "organisation": "koko organisaatio"}
META = ("ID", "Start time", "Completion time", "Email", "Name")
SECTOR, BENEFIT, OPEN = "Toimiala", "Valitse viisi digitalisaation tärkeintä hyötyä", "Mitä muuta haluat sanoa?"
# People judge their own work alike and differ by sector: how far up or down each sector's answers lean.
LEAN = {"Hallinto ja talous": 0.9, "Elinvoima": 0.5, "Kulttuuri ja vapaa-aika": 0.1, "Sivistys": -0.1}


def main() -> None:
    content = tomllib.loads((Path(__file__).parent / "content.toml").read_text(encoding="utf-8"))
    survey = content.pop("survey")
    FOLDER.mkdir(parents=True, exist_ok=True)
    write_workbook(FOLDER / "tyokirja.xlsx", content)
    write_survey(FOLDER / "kysely.xlsx", survey)
    draw_logo(FOLDER / "logo.png")


def write_workbook(path: Path, content: dict[str, Any]) -> None:
    from pipeline.workbook import blank

    empty = path.with_name("tyhja.xlsx")
    blank.write(empty, "fi", content["Perustiedot"]["Organisaation nimi"])
    fill(empty, path, typed(content))
    empty.unlink()


def typed(content: dict[str, Any]) -> dict[str, Any]:
    """What is typed on each sheet, by its headers."""
    sheets = {sheet: _rows(data) for sheet, data in content.items() if sheet != "survey"}
    for row, perspective in zip(sheets["Tasot"], _perspectives(), strict=True):
        row |= {"Näkökulma": perspective["fi"], "Osio": SCOPES[perspective["scope"]]}
    return sheets


def _perspectives() -> list[dict[str, Any]]:
    source = ROOT / "pipeline" / "data" / "perspectives.toml"
    return list(tomllib.loads(source.read_text(encoding="utf-8"))["perspective"])


def _rows(data: dict[str, Any]) -> Any:
    if "columns" not in data:
        return data
    return [
        {name: value for name, value in zip(data["columns"], row, strict=True) if value != ""} for row in data["rows"]
    ]


def write_survey(path: Path, survey: dict[str, Any]) -> None:
    import xlsxwriter

    sectors = [name for name, size in survey["sectors"].items() for _ in range(size)]
    columns = {key: _answers(key, survey[key], sectors) for key in QUESTIONS}
    with xlsxwriter.Workbook(str(path)) as book:
        book.set_properties({"created": datetime(2026, 4, 24, 12, 0)})  # noqa: DTZ001
        sheet = book.add_worksheet("Sheet1")
        moment = book.add_format({"num_format": "m/d/yy h:mm:ss"})
        sheet.write_row(0, 0, [*META, SECTOR, *QUESTIONS.values(), BENEFIT, OPEN])
        for row, person in enumerate(_in_order("people", len(sectors)), start=1):
            start = datetime(2026, 4, 7, 7, 30) + timedelta(minutes=row * 196)  # noqa: DTZ001
            sheet.write(row, 0, row)
            sheet.write_datetime(row, 1, start, moment)
            sheet.write_datetime(row, 2, start + timedelta(minutes=4 + _number(f"stay{row}") % 9), moment)
            sheet.write(row, 3, "anonymous")
            answers = [columns[key][person] for key in QUESTIONS]
            sheet.write_row(row, 5, [sectors[person], *answers, _benefits(row), _wish(row)])


def _answers(key: str, counts: list[int], sectors: list[str]) -> list[str]:
    """The given numbers of answers, dealt so that sectors lean as they do."""
    texts = [*LEVELS, DONT_KNOW, ""]
    deck = [texts[level] for level, count in enumerate(counts[:5]) for _ in range(count)]
    people = sorted(range(len(sectors)), key=lambda person: _leaning(key, person, sectors[person]))
    spare = sum(counts[5:])
    silent = set(_in_order(f"{key}-silent", len(sectors))[:spare])
    answers = [""] * len(sectors)
    for person, text in zip((person for person in people if person not in silent), deck, strict=True):
        answers[person] = text
    for place, person in enumerate(sorted(silent)):
        answers[person] = DONT_KNOW if place < counts[5] else ""
    return answers


def _leaning(key: str, person: int, sector: str) -> float:
    own, common = _number(f"{key}-{person}") % 1000, _number(f"self-{person}") % 1000
    return own / 400 + common / 500 + LEAN.get(sector, -0.6)


def _benefits(row: int) -> str:
    chosen = sorted(_in_order(f"benefit{row}", len(BENEFITS))[:5])
    return "".join(f"{BENEFITS[place]};" for place in chosen)


def _wish(row: int) -> str:
    return WISHES[row % len(WISHES)] if _number(f"wish{row}") % 9 == 0 else ""


def _in_order(name: str, size: int) -> list[int]:
    return sorted(range(size), key=lambda place: _number(f"{name}-{place}"))


def _number(name: str) -> int:
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:6], "big")


if __name__ == "__main__":
    main()
