"""Opening a template and writing it again: our zip package beside python-docx and python-pptx, in one run.

    python benchmarks/packages.py [rounds]

Prints median milliseconds, warm, in turn, and the size of what is written. One part is put in anew each time.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import docx
import pptx

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from pipeline.ooxml.package import read_package  # noqa: E402

WORD = (ROOT / "templates" / "digitiekartta.docx").read_bytes()
DECK = (ROOT / "templates" / "esitys-luottamushenkilot.pptx").read_bytes()


def ours(data: bytes) -> int:
    package = read_package(data)
    main = package.main_part()
    package.parts[main] = package.read(main)
    return len(package.write())


def ours_opened_before(data: bytes) -> Callable[[], int]:
    opened = read_package(data)
    main = opened.main_part()

    def write() -> int:
        package = opened.copy()
        package.parts[main] = opened.read(main)
        return len(package.write())

    return write


def word_library() -> int:
    buffer = BytesIO()
    docx.Document(BytesIO(WORD)).save(buffer)
    return len(buffer.getvalue())


def slide_library() -> int:
    buffer = BytesIO()
    pptx.Presentation(BytesIO(DECK)).save(buffer)
    return len(buffer.getvalue())


def main(rounds: int) -> None:
    ways: dict[str, Callable[[], int]] = {
        "roadmap, ours": lambda: ours(WORD),
        "roadmap, ours, opened before": ours_opened_before(WORD),
        "roadmap, python-docx": word_library,
        "deck, ours": lambda: ours(DECK),
        "deck, ours, opened before": ours_opened_before(DECK),
        "deck, python-pptx": slide_library,
    }
    times: dict[str, list[float]] = {name: [] for name in ways}
    sizes = {name: way() for name, way in ways.items()}
    for _ in range(rounds):
        for name, way in ways.items():
            begun = time.perf_counter()
            way()
            times[name].append((time.perf_counter() - begun) * 1000)
    for name, measured in times.items():
        print(f"{name:32}{statistics.median(measured):8.2f} ms{sizes[name] / 1024:9.0f} KB")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 15)
