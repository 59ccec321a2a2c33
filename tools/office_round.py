"""Builds every organisation in all its languages with PDFs, the region and the follow-ups of the sample organisations,
and runs the Office checks over all that was made.

    python tools/office_round.py [--no-pdf] [--keep FOLDER] [name…]

In: the folders of `tools/organisations` (`tarumaa` is the region of all of them but the smallest, in three languages;
`tarulinna-2026` and its like are follow-ups), the checks beside the repository, their tools in `office-tools`.
Out: exit status 1 when a build tells an error or any check finds anything: opening without repair, accessibility with
warnings too, slides that overflow, PDF/UA-1. So does a warning of a build about PDFs or about accessibility, and a PDF
whose pictures are read aloud otherwise than its document says.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from pdf_making import exchanged_alternatives  # noqa: E402
from pipeline.language import LANGUAGES  # noqa: E402
from pipeline.runs import follow_up, region  # noqa: E402
from pipeline.runs.batch import build_all  # noqa: E402
from pipeline.runs.manifest import HIDDEN  # noqa: E402
from pipeline.runs.options import Options, Outcome  # noqa: E402
from pipeline.vocabulary.findings import Severity  # noqa: E402
from tools.organisations import make  # noqa: E402
from tools.organisations.make import folder_of  # noqa: E402

OFFICE = ROOT.parent / "shared" / "tools" / "office"
TOOLS = ROOT / "office-tools"
PYTHON = TOOLS / "venv" / "bin" / "python"
PATIENCE = 900
_SOUND = re.compile(r": OK\b")
_COUNTS = re.compile(r"OT0|AX")
_TOLD = 100
Work = Callable[[Options], object]


@dataclass(frozen=True, slots=True)
class Check:
    """One check: what it is called, and its command."""

    name: str
    command: tuple[str, ...]


def main(arguments: Sequence[str]) -> int:
    """Builds, checks, and says what was found."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", metavar="name", help=f"of {', '.join(ROUND)}; without one, all")
    parser.add_argument("--no-pdf", action="store_true", help="without PDFs, where there is no LibreOffice")
    parser.add_argument("--keep", type=Path, help="build into this folder and leave it there")
    given = parser.parse_args(arguments)
    if unknown := set(given.names) - set(ROUND):
        parser.error(f"not known: {', '.join(sorted(unknown))}")
    with _outputs(given.keep) as outputs:
        faults = list(_built(given.names or list(ROUND), outputs, pdf=not given.no_pdf))
        faults += _found_by_checks(_checks(outputs, pdf=not given.no_pdf))
    for fault in faults:
        sys.stdout.write(f"FAULT: {fault}\n")
    sys.stdout.write("faults were found\n" if faults else "nothing was found\n")
    return 1 if faults else 0


@contextmanager
def _outputs(kept: Path | None) -> Iterator[Path]:
    if kept is not None:
        kept.mkdir(parents=True, exist_ok=True)
        yield kept
        return
    with tempfile.TemporaryDirectory() as folder:
        yield Path(folder)


def _one(name: str, options: Options) -> object:
    return list(build_all([str(folder_of(name))], options))[-1]


def _region(options: Options) -> object:
    names = [name for name in (*make.NAMES, *(f"{name}-{make.YEARS[-1]}" for name in make.REGION)) if name != "pieni"]
    asked = region.Asked("Tarumaa", replace(options, documents=region.DOCUMENTS), LANGUAGES)
    return list(region.region([str(folder_of(name)) for name in names], asked))[-1]


def _followed_up(name: str, options: Options) -> object:
    before, now = (str(folder_of(f"{name}-{year}")) for year in make.YEARS)
    return follow_up.follow_up(now, before, replace(options, documents=follow_up.DOCUMENTS))


ROUND: Mapping[str, Work] = {
    **{name: partial(_one, name) for name in make.NAMES},
    "tarumaa": _region,
    **{f"{name}-{make.YEARS[-1]}": partial(_followed_up, name) for name in make.REGION},
}
"""What is built, by its name."""


def _built(names: Sequence[str], outputs: Path, *, pdf: bool) -> Iterator[str]:
    """Builds what is asked for; yields what is wrong with the builds."""
    for name in names:
        began = time.monotonic()
        outcome = ROUND[name](Options(outputs, force=True, pdf=pdf))
        if not isinstance(outcome, Outcome) or outcome.status != "built":
            yield f"{name} was not built: {_errors(outcome)}"
            continue
        _say(f"{name}: {len(outcome.outputs)} documents", began)
        wanted = {Path(path) for path in outcome.outputs}
        wanted |= {path.with_suffix(".pdf") for path in wanted} if pdf else set()
        yield from (f"{name} lacks {path}" for path in sorted(wanted) if not path.exists())
        yield from (f"{name} tells {item.code} {item.place}" for item in outcome.findings if _COUNTS.match(item.code))
        yield from _misread(outcome.outputs)


def _misread(paths: Sequence[str]) -> Iterator[str]:
    """PDFs whose pictures are read aloud otherwise than their documents say."""
    for path in map(Path, paths):
        pdf = path.with_suffix(".pdf")
        if path != pdf and pdf.exists():
            told = exchanged_alternatives(path.read_bytes(), pdf.read_bytes())
            yield from (f"{pdf.parent.name}/{pdf.name}: {what}" for what in told)


def _errors(outcome: object) -> str:
    found = outcome.findings if isinstance(outcome, Outcome) else ()
    return "; ".join(f"{item.code} {item.place}" for item in found if item.severity is Severity.ERROR) or str(outcome)


def _checks(outputs: Path, *, pdf: bool) -> Iterator[Check]:
    """The checks for what was built. `check.sh` stays the first word: whatever is added to it is run here too."""
    documents = [str(path) for ending in ("docx", "pptx") for path in _files(outputs, f"*.{ending}")]
    yield Check("check.sh", ("bash", str(OFFICE / "check.sh"), "--tools", str(TOOLS), *documents))
    yield Check("a11y --strict", (str(PYTHON), str(OFFICE / "a11y_check" / "a11y_check.py"), "--strict", *documents))
    if pdf:
        pdfs = [str(path) for path in _files(outputs, "*.pdf")]
        yield Check("PDF/UA", (str(PYTHON), str(OFFICE / "pdfua" / "pdfua_check.py"), *pdfs))


def _files(outputs: Path, pattern: str) -> list[Path]:
    """The outputs of a pattern; the copies kept for next time are left out."""
    return sorted(path for path in outputs.rglob(pattern) if HIDDEN not in path.parts)


def _found_by_checks(checks: Iterator[Check]) -> Iterator[str]:
    """Runs the checks at the same time: the longest waits for LibreOffice most of its time."""
    began = time.monotonic()
    with ThreadPoolExecutor() as pool:
        for check, done in [(check, pool.submit(_run, check)) for check in checks]:
            status, said = done.result()
            _say(f"{check.name}: {'nothing found' if status == 0 else said.strip()}", began)
            if status:
                yield f"{check.name} found something"


def _run(check: Check) -> tuple[int, str]:
    try:
        done = subprocess.run(check.command, check=False, capture_output=True, text=True, timeout=PATIENCE)  # noqa: S603
    except subprocess.TimeoutExpired:
        return 1, f"not done in {PATIENCE} s"
    told = [line for line in (done.stdout + done.stderr).splitlines() if not _SOUND.search(line)]
    more = [f"… and {len(told) - _TOLD} more"] if len(told) > _TOLD else []
    return done.returncode, "\n".join([*told[:_TOLD], *more])


def _say(text: str, began: float) -> None:
    sys.stdout.write(f"{text} ({time.monotonic() - began:.0f} s)\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
