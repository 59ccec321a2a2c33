"""How long a large survey takes from file to figures, beside what merely reads the same file.

    python benchmarks/survey.py [rounds]

Makes an export of 50,000 respondents and 60 columns in the shape of Microsoft Forms, as .xlsx and .csv, the same bytes
each time. Ours opens it, finds its table, matches and codes its columns (to answers) and works out the figures (to
figures); python-calamine, openpyxl (read-only) and the csv module only read the values. Each run is a process of its
own, all in turn, so that a busy machine is busy for all of them; imports are outside the clock, which counts the
processor's time. Prints medians of seconds, the median of the rounds' ratios and the highest memory. `first look` is
what `build` does with every file of a folder to see what it is.
"""

from __future__ import annotations

import csv
import datetime as dt
import os
import random  # noqa: TID251 (a fixed seed: the same bytes each time)
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.vocabulary.model import Roadmap

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

RESPONDENTS, STATEMENTS = 50_000, 44
PERSPECTIVES = [f"N{number}" for number in range(1, 12)]
QUESTIONS = {f"Väittämä {number}": PERSPECTIVES[(number - 1) // 4] for number in range(1, STATEMENTS + 1)}
META = ["ID", "Start time", "Completion time", "Email", "Name"]
BACKGROUNDS = {
    "Toimialasi": ["Sivistys", "Tekninen", "Hallinto", "Elinvoima", "Hyvinvointi", "Konserni"],
    "Roolisi": ["Esihenkilö", "Asiantuntija", "Työntekijä"],
    "Yksikkösi": [f"Yksikkö {number}" for number in range(1, 41)],
    "Palvelusvuotesi": ["alle 2 vuotta", "2–5 vuotta", "6–10 vuotta", "yli 10 vuotta"],
}
WORDS = ["1 = Heikko", "2 = Välttävä", "3 = Tyydyttävä", "4 = Hyvä", "5 = Erinomainen", "En osaa sanoa", ""]
TOPICS = ["Tekoäly", "Etätyö", "Sähköinen asiointi", "Tietoturva", "Avoin data", "Kokoustyökalut", "Verkkosivut"]
YES_OR_NO = ["Olen saanut koulutusta", "Teen etätyötä", "Laitteeni on ajan tasalla", "Tunnen tukipalvelut"]
OPEN = ["Mikä toimii hyvin?", "Mitä pitäisi muuttaa?"]
LIMITS = {"xlsx": 3.0, "csv": 3.0, "memory": 500}


def rows() -> Iterator[list[object]]:
    """The header, then a row a respondent: numbers and words by turns, lists of topics, sentences in a fifth."""
    chance = random.Random(1)
    yield [*META, *BACKGROUNDS, *QUESTIONS, "Tärkeimmät aiheet", *YES_OR_NO, *OPEN]
    opened = dt.datetime(2026, 9, 1, 8)  # noqa: DTZ001 (exports tell no zone)
    for number in range(1, RESPONDENTS + 1):
        start = opened + dt.timedelta(seconds=29 * number)
        levels = [chance.choice(WORDS) if item % 2 else chance.randint(1, 5) for item in range(STATEMENTS)]
        topics = ";".join(chance.sample(TOPICS, 5)) + ";"
        facts = [chance.choice(["Kyllä", "Ei"]) for _ in YES_OR_NO]
        texts = [f"Vastaus {number}: toivon lisää aikaa ja tukea" if chance.random() < 0.2 else "" for _ in OPEN]
        groups = [chance.choice(names) for names in BACKGROUNDS.values()]
        finish = start + dt.timedelta(minutes=7)
        meta = [number, f"{start:%Y-%m-%d %H:%M:%S}", f"{finish:%Y-%m-%d %H:%M:%S}", "anonymous", ""]
        yield [*meta, *groups, *levels, topics, *facts, *texts]


def make_files(folder: Path) -> None:
    import xlsxwriter

    with (folder / "survey.csv").open("w", newline="", encoding="utf-8-sig") as stream:
        csv.writer(stream, delimiter=";").writerows(rows())
    book = xlsxwriter.Workbook(str(folder / "survey.xlsx"))
    book.set_properties({"created": dt.datetime(2026, 11, 22)})  # noqa: DTZ001
    sheet = book.add_worksheet("Sheet1")
    for number, row in enumerate(rows()):
        sheet.write_row(number, 0, row)
    book.close()


# --- one run, in a process of its own --------------------------------------------------------------------------------


def a_roadmap() -> Roadmap:
    from pipeline.vocabulary.model import Level, Organisation, Question, Roadmap

    return Roadmap(
        file="tyokirja.xlsx",
        organisation=Organisation(),
        levels=tuple(Level(id=name, name=f"Näkökulma {name}", target=4) for name in PERSPECTIVES),
        questions=tuple(Question(column=column, meaning=meaning) for column, meaning in QUESTIONS.items()),
    )


def answers(path: Path) -> Callable[[], object]:
    from pipeline.survey import intake

    roadmap = a_roadmap()
    return lambda: intake.read([(path, path.name)], roadmap)


def whole(path: Path) -> Callable[[], object]:
    from pipeline.survey import intake, scoring

    roadmap = a_roadmap()

    def run() -> None:
        surveys, _ = intake.read([(path, path.name)], roadmap)
        result, findings = scoring.score(surveys, roadmap)
        if result is None or result.respondents != RESPONDENTS or len(result.perspectives) != len(PERSPECTIVES):
            raise SystemExit(f"the figures are not those of the file: {findings}")

    return run


def sparse_seconds() -> float:
    """Of the figures of 350 people in so many groups that hardly two are in the same ones."""
    from pipeline.survey.answers import Answers, Statement, Surveys
    from pipeline.survey.columns.scale import own_scale
    from pipeline.survey.scoring import score
    from pipeline.vocabulary.survey import BACKGROUNDS

    chance = random.Random(1)
    codes = {id_: (Statement(bytes(chance.choices(range(6), k=350)), own_scale()),) for id_ in PERSPECTIVES}
    sizes = dict(zip(BACKGROUNDS, (20, 6, 40, 6), strict=True))
    groups = {name: tuple(chance.choices([f"{place}" for place in range(n)], k=350)) for name, n in sizes.items()}
    begun = time.process_time()
    score(Surveys(Answers(350, codes, groups)), a_roadmap())
    return time.process_time() - begun


def first_look(path: Path) -> Callable[[], object]:
    from pipeline.survey.intake import looks_like_survey

    return lambda: looks_like_survey(path)


def calamine(path: Path) -> Callable[[], object]:
    from python_calamine import CalamineWorkbook

    return lambda: CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()


def openpyxl(path: Path) -> Callable[[], object]:
    from openpyxl import load_workbook

    return lambda: list(load_workbook(path, read_only=True).active.iter_rows(values_only=True))


def csv_module(path: Path) -> Callable[[], object]:
    def run() -> list[list[str]]:
        with path.open(newline="", encoding="utf-8-sig") as stream:
            return list(csv.reader(stream, delimiter=";"))

    return run


RUNS = {
    "xlsx: ours, to answers": (answers, "survey.xlsx"),
    "xlsx: ours, to figures": (whole, "survey.xlsx"),
    "xlsx: python-calamine": (calamine, "survey.xlsx"),
    "xlsx: openpyxl": (openpyxl, "survey.xlsx"),
    "xlsx: first look": (first_look, "survey.xlsx"),
    "csv: ours, to answers": (answers, "survey.csv"),
    "csv: ours, to figures": (whole, "survey.csv"),
    "csv: csv module": (csv_module, "survey.csv"),
    "csv: first look": (first_look, "survey.csv"),
}
BESIDE = {"xlsx": "xlsx: python-calamine", "csv": "csv: csv module"}


def one(name: str, folder: Path) -> None:
    prepare, file = RUNS[name]
    run = prepare(folder / file)
    begun = time.process_time()
    kept = run()
    print(time.process_time() - begun)
    del kept


def measured(name: str, folder: Path) -> tuple[float, float]:
    """Seconds and peak memory (MB) of one process."""
    process = subprocess.Popen([sys.executable, __file__, "--one", name, str(folder)], stdout=subprocess.PIPE)
    told = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    if os.waitstatus_to_exitcode(status):
        raise SystemExit(f"{name} failed")
    return float(told), usage.ru_maxrss / 1024


def main(rounds: int) -> None:
    figures: dict[str, list[tuple[float, float]]] = {name: [] for name in RUNS}
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        subprocess.run([sys.executable, __file__, "--make", temporary], check=True)  # its memory is not to be ours
        sizes = ", ".join(f"{path.suffix[1:]} {path.stat().st_size / 1e6:.1f} MB" for path in sorted(folder.iterdir()))
        for _ in range(rounds):
            for name in RUNS:
                figures[name].append(measured(name, folder))
    print(f"{RESPONDENTS:,} × 60 ({sizes}); {rounds} rounds, Python {sys.version.split()[0]}, {os.cpu_count()} cores")
    print(f"{'':26}{'seconds':>9}{'ratio':>8}{'peak MB':>9}")
    for name, pairs in figures.items():
        beside = figures[BESIDE[name.partition(":")[0]]]
        ratio = statistics.median(pair[0] / other[0] for pair, other in zip(pairs, beside, strict=True))
        seconds = statistics.median(pair[0] for pair in pairs)
        print(f"{name:26}{seconds:9.2f}{ratio:8.2f}{max(pair[1] for pair in pairs):9.0f}")
    ratios = f"{LIMITS['xlsx']} (xlsx) and {LIMITS['csv']} (csv) times the bare read"
    print(f"350 people, hardly two in the same groups: figures in {sparse_seconds():.2f} s, wanted <= 0.40")
    print(f"wanted to figures: <= {ratios}, memory <= {LIMITS['memory']} MB")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        one(sys.argv[2], Path(sys.argv[3]))
    elif sys.argv[1:2] == ["--make"]:
        make_files(Path(sys.argv[2]))
    else:
        main(int(sys.argv[1]) if len(sys.argv) > 1 else 5)
