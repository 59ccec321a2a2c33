"""What one organisation costs, and 308 of them, beside a plain pipeline (`plain_pipeline.py`) on the same folders.

    python benchmarks/organisations.py [--rounds 7] [--many 40] [--all]

Each figure is of whole processes, run in turn, so that a busy machine is busy for both: cold, the workbook and survey
of one organisation into its documents (ours checks, fits, makes accessible and can merge; theirs does not); many, one
process over all folders; reading, the workbook alone; region, the joint documents. `--all` takes 308 for `--many`.
Seconds are the processor's; the clock's are told beside.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "benchmarks")]

from plain_pipeline import memory  # noqa: E402

from tools.many_organisations import MUNICIPALITIES, make_many  # noqa: E402

WANTED = {"cold": 0.6, "many": 0.4, "memory": 1.2, "linear": 1.1, "reading": 0.5, "region": 60.0}
KEEPING_BYTECODE = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
READINGS = 15
SETTLED = 10
EXAMPLE = ROOT / "inputs" / "esimerkki"
PLAIN = ROOT / "benchmarks" / "plain_pipeline.py"


@dataclass(frozen=True, slots=True)
class Cost:
    """A process's seconds by the processor and by the clock, and what it wrote on its standard output."""

    processor: float
    clock: float
    said: str


def run(*arguments: object) -> Cost:
    """What a Python process costs."""
    began = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, *map(str, arguments)],
        env={**KEEPING_BYTECODE, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    said = process.stdout.read()
    told = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{arguments} ended with {process.returncode}\n{told}")
    return Cost(usage.ru_utime + usage.ru_stime, time.perf_counter() - began, said)


def in_turn(rounds: int, **works: Callable[[], Cost]) -> dict[str, list[Cost]]:
    """The costs of each round after one that is not counted: it compiles bytecode and fills caches."""
    costs: dict[str, list[Cost]] = {name: [] for name in works}
    for number in range(rounds + 1):
        for name, work in works.items():
            cost = work()
            if number:
                costs[name].append(cost)
    return costs


def middle(costs: list[Cost]) -> tuple[float, float]:
    return statistics.median(cost.processor for cost in costs), statistics.median(cost.clock for cost in costs)


# --- the measurements -------------------------------------------------------------------------------------------------


def cold(rounds: int, folder: Path, template: Path) -> None:
    """One command from nothing: read, check, all documents."""
    outputs = folder / "cold"

    def ours() -> Cost:
        shutil.rmtree(outputs, ignore_errors=True)
        return run("-m", "pipeline", "build", EXAMPLE, "--outputs", outputs, "--quiet")

    costs = in_turn(rounds, ours=ours, theirs=lambda: run(PLAIN, "build", template, folder / "plain", EXAMPLE))
    (ours_cpu, ours_clock), (theirs_cpu, theirs_clock) = middle(costs["ours"]), middle(costs["theirs"])
    ratio = statistics.median(a.processor / b.processor for a, b in zip(*costs.values(), strict=True))
    row("one organisation, cold", ours_cpu, theirs_cpu, ratio, WANTED["cold"])
    row("    by the clock", ours_clock, theirs_clock, ours_clock / theirs_clock, WANTED["cold"])


def many(count: int, folder: Path, template: Path) -> None:
    """Many organisations in one process."""
    folders = make_many(folder / "inputs", count)
    theirs = json.loads(run(PLAIN, "build", template, folder / "plain", *folders).said)
    ours = json.loads(run(__file__, "--child", folder / "ours", *folders).said)
    ours_each, theirs_each = (statistics.mean(item["seconds"] for item in told) for told in (ours, theirs))
    row(f"each of {count} in one process", ours_each, theirs_each, ours_each / theirs_each, WANTED["many"])
    held = [item["memory"] for item in ours]
    now, then = held[-1], held[SETTLED - 1]
    row(f"memory (MB) after {count} beside after {SETTLED}", now, then, now / then, WANTED["memory"])
    settled = ours[1:]  # the first one opens the templates
    half = len(settled) // 2
    first, second = (statistics.mean(item["seconds"] for item in part) for part in (settled[:half], settled[half:]))
    row("each of the second half beside the first", second, first, second / first, WANTED["linear"])
    unchanged = run("-m", "pipeline", "build", *folders, "--outputs", folder / "ours", "--quiet")
    row(f"all {count} again, unchanged (clock)", unchanged.clock, None, None, 10.0 * count / MUNICIPALITIES)
    region(folders)


def region(folders: list[Path]) -> None:
    """The joint documents, where there is the command."""
    from pipeline.cli import main

    if "region" not in main.commands:
        return
    with tempfile.TemporaryDirectory() as outputs:
        cost = run("-m", "pipeline", "region", *folders, "--name", "Mallimaa", "--outputs", outputs, "--quiet")
    row(f"region over {len(folders)} (clock)", cost.clock, None, None, WANTED["region"] * len(folders) / MUNICIPALITIES)


def reading() -> None:
    """The workbook alone, warm, in turn in this process: every cell of ours beside openpyxl's read-only rows."""
    from openpyxl import load_workbook

    from pipeline.workbook.opening import open_workbook

    path = EXAMPLE / "tyokirja.xlsx"

    def theirs() -> None:
        book = load_workbook(path, read_only=True, data_only=True)
        for sheet in book.worksheets:
            for _ in sheet.iter_rows(values_only=True):
                pass
        book.close()

    costs: dict[str, list[float]] = {"ours": [], "theirs": []}
    for _ in range(READINGS):
        for name, work in (("ours", lambda: open_workbook(path, path.name)), ("theirs", theirs)):
            began = time.process_time()
            work()
            costs[name].append(time.process_time() - began)
    ours, other = (statistics.median(costs[name][1:]) for name in ("ours", "theirs"))
    row("reading the workbook, warm", ours, other, ours / other, WANTED["reading"])


def child(outputs: Path, folders: list[str]) -> None:
    """Builds the folders in this process; tells after each the processor seconds and the memory."""
    import gc

    from pipeline.cli import main as _  # noqa: F401 (imports what the command imports)
    from pipeline.runs.batch import build_all
    from pipeline.runs.options import Options, Outcome

    gc.set_threshold(50_000)
    told = []
    began = time.process_time()
    for event in build_all(folders, Options(outputs)):
        if isinstance(event, Outcome):
            if event.status != "built":
                raise SystemExit(f"{event.folder}: {event.status} {event.findings}")
            told.append({"seconds": time.process_time() - began, "memory": memory()})
            began = time.process_time()
    sys.stdout.write(json.dumps(told))


def row(name: str, ours: float, theirs: float | None, ratio: float | None, wanted: float) -> None:
    def shown(number: float | None) -> str:
        return f"{number:10.3f}" if number is not None else " " * 10

    got = ratio if ratio is not None else ours
    print(f"{name:44}{shown(ours)}{shown(theirs)}{shown(ratio)}{wanted:9.2f}  {'yes' if got <= wanted else 'no'}")


def main() -> None:
    if sys.argv[1:2] == ["--child"]:
        child(Path(sys.argv[2]), sys.argv[3:])
        return
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--rounds", type=int, default=7)
    options.add_argument("--many", type=int, default=40)
    options.add_argument("--all", action="store_true")
    given = options.parse_args()
    print(f"Python {sys.version.split()[0]}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
    print(f"{'seconds of the processor':44}{'ours':>10}{'theirs':>10}{'ratio':>10}{'wanted':>9}  met")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        template = folder / "template.docx"
        run(PLAIN, "template", template)
        reading()
        cold(given.rounds, folder, template)
        many(MUNICIPALITIES if given.all else given.many, folder, template)


if __name__ == "__main__":
    main()
