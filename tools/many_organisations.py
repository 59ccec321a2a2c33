"""Makes the input folders of many invented organisations: a workbook and a survey export of its own for each.

    python tools/many_organisations.py FOLDER [how many, 308] [seed, 1]

In: a folder, how many, a seed. Out: `FOLDER/001-unelmajarvi/tyokirja.xlsx` and so on; the same bytes for the same seed,
whatever their number: the first ten of 308 are those of ten.
"""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT)]

from tools.many.invented import USUAL, Size, organisation  # noqa: E402

MUNICIPALITIES = 308
WORKBOOK, SURVEY = "tyokirja.xlsx", "kysely.csv"


def make_many(folder: Path, count: int = MUNICIPALITIES, seed: int = 1, size: Size = USUAL) -> list[Path]:
    """Writes so many organisations' input folders into a folder; gives them in order."""
    made = []
    for number in range(count):
        invented = organisation(number, seed, size)
        target = folder / invented.folder
        target.mkdir(parents=True, exist_ok=True)
        (target / WORKBOOK).write_bytes(invented.workbook)
        (target / SURVEY).write_bytes(invented.survey)
        made.append(target)
    return made


def main(arguments: list[str]) -> int:
    """Makes them where the arguments say."""
    if not arguments:
        sys.stderr.write(__doc__ or "")
        return 2
    count, seed = (int(given) for given in (*arguments[1:3], *(str(MUNICIPALITIES), "1")[len(arguments) - 1 :]))
    made = make_many(Path(arguments[0]), count, seed)
    sys.stdout.write(f"{len(made)} organisations in {arguments[0]}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
