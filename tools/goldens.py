"""Renews `tests/goldens`: the example's documents as text, which the tests compare and people read in a diff.

    python tools/goldens.py

In: inputs/esimerkki. Out: one text file a document. Look at `git diff tests/goldens` before you commit.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from pipeline.runs.batch import build_all  # noqa: E402
from pipeline.runs.build import Options, Outcome  # noqa: E402
from readable import readable  # noqa: E402

GOLDENS = ROOT / "tests" / "goldens"


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        outcome = list(build_all([str(ROOT / "inputs" / "esimerkki")], Options(Path(folder))))[-1]
        if not isinstance(outcome, Outcome) or outcome.status != "built":
            sys.stderr.write(f"The example does not build: {outcome}\n")
            return 1
        GOLDENS.mkdir(exist_ok=True)
        for path in map(Path, outcome.outputs):
            text = readable(path.read_bytes())
            golden = GOLDENS / f"{path.name}.txt"
            same = golden.exists() and golden.read_text(encoding="utf-8") == text
            golden.write_text(text, encoding="utf-8", newline="\n")
            sys.stdout.write(f"{'the same' if same else 'renewed '}  {golden.relative_to(ROOT)}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
