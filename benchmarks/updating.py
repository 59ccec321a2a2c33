"""How long it takes to run again: where nothing changed, after a correction, with and without edits by hand.

    python benchmarks/updating.py [rounds]

The example is built, its three documents are edited by hand, and one cell of its workbook is corrected. Whole commands
are processes of their own; single steps run in this one, warm, on the same documents: the merge into the edited
roadmap and staff deck, the list of what changed between two versions of each, and the comparison copy of two roadmaps
beside docx-trackdiff's. All in turn, so that a busy machine is busy for all of them. Prints medians of the processor's
milliseconds and the median of the rounds' ratios to what each is set beside.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import gc
import io
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import docx
import pptx
from docx_trackdiff import compare as peer
from openpyxl import load_workbook

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from pipeline.cli import MOST_NEW_OBJECTS  # noqa: E402
from pipeline.merging.merge import compare, merge, redline  # noqa: E402
from pipeline.merging.run import Run  # noqa: E402

ROADMAP, STAFF, COUNCIL = "digitiekartta.docx", "esitys-henkilosto.pptx", "esitys-luottamushenkilot.pptx"
CELL = ("Toimenpiteet", "E3", "Tietohallinnon uusi päällikkö")
HAND = "Tämän lisäsi tietohallinto käsin."
OWN = Run(dt.datetime(2026, 11, 22, tzinfo=dt.UTC), lambda change: f"{change.before} → {change.after}")
Times = dict[str, list[float]]


class Town:
    """Two input folders, before and after the correction, and outputs as they stand before a run."""

    def __init__(self, place: Path) -> None:
        self.place = place
        for name in ("before", "after"):
            shutil.copytree(ROOT / "inputs" / "esimerkki", place / name / "esimerkki")
        path = place / "after" / "esimerkki" / "tyokirja.xlsx"
        book = load_workbook(path)
        book[CELL[0]][CELL[1]] = CELL[2]
        book.save(path)
        self.build("before", None)
        shutil.copytree(place / "outputs", place / "untouched")
        edit(place / "outputs" / "esimerkki")
        shutil.copytree(place / "outputs", place / "edited")

    def build(self, inputs: str, outputs: str | None) -> float:
        """The processor's milliseconds of one command, on a copy of these outputs, or on none."""
        shutil.rmtree(self.place / "outputs", ignore_errors=True)
        if outputs is not None:
            shutil.copytree(self.place / outputs, self.place / "outputs")
        folder = self.place / inputs / "esimerkki"
        command = [sys.executable, "-m", "pipeline", "build", str(folder), "--outputs", str(self.place / "outputs")]
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        process = subprocess.Popen(
            [*command, "--quiet"], env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            raise SystemExit(f"{command} ended with {process.returncode}")
        return (usage.ru_utime + usage.ru_stime) * 1000

    def standing(self, outputs: str, name: str) -> bytes:
        return (self.place / outputs / "esimerkki" / name).read_bytes()


def edit(folder: Path) -> None:
    """A paragraph in the roadmap and a changed title in each deck."""
    document = docx.Document(str(folder / ROADMAP))
    document.add_paragraph(HAND)
    document.save(str(folder / ROADMAP))
    for name in (STAFF, COUNCIL):
        deck = pptx.Presentation(str(folder / name))
        shape = next(item for item in deck.slides[1].shapes if item.has_text_frame and item.text_frame.text)
        shape.text_frame.paragraphs[0].runs[0].text = HAND
        deck.save(str(folder / name))


def commands(town: Town) -> dict[str, Callable[[], float]]:
    return {
        "first build": lambda: town.build("before", None),
        "nothing changed": lambda: town.build("before", "untouched"),
        "nothing changed, edited": lambda: town.build("before", "edited"),
        "one correction": lambda: town.build("after", "untouched"),
        "one correction, edited": lambda: town.build("after", "edited"),
    }


def steps(town: Town) -> dict[str, Callable[[], float]]:
    """The single steps: base, hand and fresh versions of the roadmap and the staff deck."""
    town.build("after", None)
    base, hand, fresh = (
        {name: town.standing(outputs, name) for name in (ROADMAP, STAFF)}
        for outputs in ("untouched", "edited", "outputs")
    )
    one, other, copy = town.place / "one.docx", town.place / "other.docx", town.place / "copy.docx"
    one.write_bytes(base[ROADMAP])
    other.write_bytes(fresh[ROADMAP])

    def peers() -> None:
        sys.argv = ["docx-trackdiff", str(one), str(other), str(copy)]
        with contextlib.redirect_stdout(io.StringIO()):
            peer.main()

    ways: dict[str, Callable[[], object]] = {
        "merge, roadmap": lambda: merge(base[ROADMAP], hand[ROADMAP], fresh[ROADMAP], OWN),
        "merge, staff deck": lambda: merge(base[STAFF], hand[STAFF], fresh[STAFF], OWN),
        "what changed, roadmap": lambda: compare(base[ROADMAP], fresh[ROADMAP]),
        "what changed, staff deck": lambda: compare(base[STAFF], fresh[STAFF]),
        "comparison copy": lambda: redline(base[ROADMAP], fresh[ROADMAP], OWN),
        "comparison copy, peer": peers,
    }
    return {name: clocked(way) for name, way in ways.items()}


def clocked(way: Callable[[], object]) -> Callable[[], float]:
    def run() -> float:
        begun = time.process_time()
        way()
        return (time.process_time() - begun) * 1000

    return run


BESIDE = {
    **dict.fromkeys(
        ("nothing changed", "nothing changed, edited", "one correction", "one correction, edited"), "first build"
    ),
    **dict.fromkeys(("merge, roadmap", "what changed, roadmap", "comparison copy"), "comparison copy, peer"),
}


def main(rounds: int) -> None:
    gc.set_threshold(MOST_NEW_OBJECTS)  # as the command does
    times: Times = {}
    with tempfile.TemporaryDirectory() as folder:
        town = Town(Path(folder))
        ways = {**commands(town), **steps(town)}
        for way in ways.values():
            way()  # bytecode and templates are compiled once, not measured
        for _ in range(rounds):
            for name, way in ways.items():
                times.setdefault(name, []).append(way())
    print(f"{rounds} rounds, Python {sys.version.split()[0]}, {os.cpu_count()} cores")
    print(f"{'':28}{'ms':>8}{'ratio':>8}   beside")
    for name, measured in times.items():
        beside = BESIDE.get(name, name)
        ratio = statistics.median(own / other for own, other in zip(measured, times[beside], strict=True))
        told = f"{ratio:8.2f}   {beside}" if beside != name else ""
        print(f"{name:28}{statistics.median(measured):8.0f}{told}")
    print("wanted: nothing changed <= 300 ms")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 9)
