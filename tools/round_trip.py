"""Shows that a workbook survives LibreOffice: made by `new`, filled in by its headers, saved there, built the same.

    python tools/round_trip.py

In: the example's content, and `soffice` on the path. Out: what was compared; exit status 1 when anything differs.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from example_folder import EXAMPLE, SHEETS, SURVEYS, WORKBOOK, build  # noqa: E402
from filling_in import fill  # noqa: E402
from pipeline.municipalities.identity import identify  # noqa: E402
from pipeline.runs.start import start  # noqa: E402
from pipeline.vocabulary.findings import Severity  # noqa: E402
from pipeline.vocabulary.model import Entry, Roadmap  # noqa: E402
from pipeline.workbook import reading  # noqa: E402
from tools.organisations.content import read_content, typed  # noqa: E402

PATIENCE = 180


def main() -> int:
    office = shutil.which("soffice")
    if office is None:
        sys.stderr.write("LibreOffice (soffice) is not on the path.\n")
        return 1
    with tempfile.TemporaryDirectory() as folder:
        ours, theirs = _two_folders(Path(folder), office)
        differences = [*_readings(ours / WORKBOOK, theirs / WORKBOOK), *_documents(ours, theirs, Path(folder))]
    for line in differences:
        sys.stdout.write(f"differs: {line}\n")
    return 1 if differences else 0


def _two_folders(folder: Path, office: str) -> tuple[Path, Path]:
    """The same organisation twice: as it was filled in, and as LibreOffice saved it."""
    content = read_content("esimerkki")
    ours, theirs = folder / "ours" / "kunta", folder / "theirs" / "kunta"
    start(identify(content["Perustiedot"]["Organisaation nimi"], "fi"), ours)
    fill(ours / WORKBOOK, ours / WORKBOOK, typed(content))
    _save_again(ours / WORKBOOK, theirs, office, folder / "profile")
    for name in (*SURVEYS, "logo.png"):
        for target in (ours, theirs):
            shutil.copy(EXAMPLE / name, target)
    return ours, theirs


def _save_again(workbook: Path, folder: Path, office: str, profile: Path) -> None:
    """Opens and saves a workbook in LibreOffice, with a profile of its own."""
    folder.mkdir(parents=True)
    options = [
        "--headless",
        f"-env:UserInstallation={profile.as_uri()}",
        "--convert-to",
        "xlsx",
        "--outdir",
        str(folder),
    ]
    subprocess.run([office, *options, str(workbook)], check=True, timeout=PATIENCE, capture_output=True)  # noqa: S603
    sizes = workbook.stat().st_size, (folder / workbook.name).stat().st_size
    sys.stdout.write(f"{workbook.name}: {sizes[0]} bytes, from LibreOffice {sizes[1]}\n")


def _readings(ours: Path, theirs: Path) -> Iterator[str]:
    """What is read from the two workbooks, cell by cell, and what is told of them."""
    (one, findings), (other, more) = (reading.read(path, WORKBOOK) for path in (ours, theirs))
    told, also = ({f"{item.code} {item.place}" for item in found} for found in (findings, more))
    yield from (f"finding {text}" for text in sorted(told ^ also))
    if one is None or other is None:
        yield "a workbook that can't be read"
        return
    cells = 0
    for sheet in SHEETS.values():
        for field in sheet.fields:
            here, there = (_column(roadmap, sheet.key, field.key) for roadmap in (one, other))
            cells += len(here)
            if here != there:
                yield f"{sheet.title['fi']}, {field.label['fi']}: {here} / {there}"
    sys.stdout.write(f"readings: {cells} values compared, {len(told)} findings\n")


def _column(roadmap: Roadmap, sheet: str, field: str) -> list[object]:
    found = getattr(roadmap, sheet)
    entries: tuple[Entry, ...] = found if isinstance(found, tuple) else (found,)
    return [(getattr(entry, field), entry.place(field)) for entry in entries]


def _documents(ours: Path, theirs: Path, folder: Path) -> Iterator[str]:
    """The documents of both, byte by byte."""
    outcome, made = build(ours, folder / "outputs" / "ours")
    again, remade = build(theirs, folder / "outputs" / "theirs")
    for item in (*outcome.findings, *again.findings):
        if item.severity is not Severity.NOTE:
            yield f"{item.code} {item.place}"
    if not made or made.keys() != remade.keys():
        yield f"documents {sorted(made)} / {sorted(remade)}"
    for name, document in made.items():
        same = document == remade.get(name)
        sys.stdout.write(f"{name}: {len(document)} bytes, {'the same' if same else 'not the same'}\n")
        if not same:
            yield name


if __name__ == "__main__":
    sys.exit(main())
