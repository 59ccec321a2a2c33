"""Renews `tests/goldens`: the documents as text, which the tests compare and people read in a diff.

    python tools/goldens.py

In: inputs/esimerkki and the test organisations. Out: one text file for each document of the example, for each test
organisation one file with the outlines of all its documents, and every sentence (see tools/sentences.py). Look at
`git diff tests/goldens` before you commit.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from outlines import outline  # noqa: E402
from pipeline.runs.batch import build_all  # noqa: E402
from pipeline.runs.options import Options, Outcome  # noqa: E402
from readable import readable  # noqa: E402
from tools import sentences  # noqa: E402
from tools.organisations.make import EXAMPLE, NAMES, folder_of  # noqa: E402

GOLDENS = ROOT / "tests" / "goldens"


def main() -> int:
    """Builds every organisation, and writes what has changed."""
    status = 0
    GOLDENS.mkdir(exist_ok=True)
    for name in NAMES:
        documents = _built(name)
        status = status or int(not documents)
        for file, text in _texts(name, documents):
            golden = GOLDENS / file
            same = golden.exists() and golden.read_text(encoding="utf-8") == text
            golden.write_text(text, encoding="utf-8", newline="\n")
            sys.stdout.write(f"{'the same' if same else 'renewed '}  {golden.relative_to(ROOT)}\n")
    return sentences.main() or status


def outlines(documents: Mapping[str, bytes]) -> str:
    """The outlines of an organisation's documents, one after another."""
    return "\n".join(f"## {name}\n\n" + "\n".join(outline(data)) + "\n" for name, data in documents.items())


def _built(name: str) -> dict[str, bytes]:
    with tempfile.TemporaryDirectory() as folder:
        outcome = list(build_all([str(folder_of(name))], Options(Path(folder))))[-1]
        if isinstance(outcome, Outcome) and outcome.status == "built":
            return {Path(path).name: Path(path).read_bytes() for path in outcome.outputs}
    sys.stderr.write(f"{name} does not build: {outcome}\n")
    return {}


def _texts(name: str, documents: Mapping[str, bytes]) -> Iterator[tuple[str, str]]:
    if name == EXAMPLE:
        yield from ((f"{document}.txt", readable(data)) for document, data in documents.items())
    elif documents:
        yield f"outline-{name}.txt", outlines(documents)


if __name__ == "__main__":
    sys.exit(main())
