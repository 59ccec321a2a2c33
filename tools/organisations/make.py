"""Makes the invented organisations' input folders: workbook, survey exports, brand and logo.

    python tools/organisations/make.py [name…]

In: `content/<name>.toml`, and `content/<name>-brand.toml` where it has a brand. Out: `inputs/esimerkki`, the sample
region's `inputs/<name>-<year>` and `tests/organisations/<name>`, each with tyokirja.xlsx (a blank workbook filled in by
header texts) and what else the organisation has. The same bytes each time.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from filling_in import fill  # noqa: E402
from tools.organisations.big_city import with_actions  # noqa: E402
from tools.organisations.content import FOLDER, Content, language_of, read_content, typed  # noqa: E402
from tools.organisations.exports import TOOLS, means_table  # noqa: E402
from tools.organisations.logo import draw_logo  # noqa: E402
from tools.organisations.same_bytes import pack_anew  # noqa: E402
from tools.organisations.survey import answered, words_of  # noqa: E402

EXAMPLE = "esimerkki"
NAMES = (EXAMPLE, "pieni", "suuri", "tumma", "svensk")
REGION = ("tarulinna", "haavesalo", "tarumaan-amk")
"""The organisations of the sample region, which have the same years each."""
YEARS = ("2025", "2026")
SAMPLES = tuple(f"{name}-{year}" for name in REGION for year in YEARS)
WORKBOOK, BRAND, LOGO = "tyokirja.xlsx", "brand.toml", "logo.png"


def folder_of(name: str) -> Path:
    """Where an organisation's files lie."""
    return ROOT / "inputs" / name if name in (EXAMPLE, *SAMPLES) else ROOT / "tests" / "organisations" / name


def content_of(name: str) -> Content:
    """What an organisation's files say; the actions of the large one are put together from parts."""
    content = read_content(name)
    return with_actions(content) if name == "suuri" else content


def make(name: str, folder: Path) -> None:
    """Writes one organisation's files into a folder."""
    content = content_of(name)
    folder.mkdir(parents=True, exist_ok=True)
    write_workbook(folder / WORKBOOK, content)
    for survey in content.get("surveys", ()):
        words = words_of(survey.get("language", language_of(content)))
        TOOLS[survey["tool"]](folder / survey["file"], answered(survey, words))
    if reference := content.get("reference"):
        means_table(folder / reference["file"], reference, words_of(language_of(content))["questions"])
    if (brand := FOLDER / f"{name}-brand.toml").exists():
        shutil.copyfile(brand, folder / BRAND)
    if name == EXAMPLE:
        draw_logo(folder / LOGO)


def write_workbook(path: Path, content: Content) -> None:
    """A blank workbook in the content's language, filled in as a person would."""
    from pipeline.workbook import blank

    sheets = typed(content)
    name = next(iter(next(iter(sheets.values())).values()))
    empty = path.with_name("tyhja.xlsx")
    blank.write(empty, language_of(content), name)
    fill(empty, path, sheets)
    empty.unlink()
    pack_anew(path)


def main(names: list[str]) -> int:
    """Makes the named organisations, or all."""
    known = (*NAMES, *SAMPLES)
    if unknown := set(names) - set(known):
        sys.stderr.write(f"Not known: {', '.join(sorted(unknown))}. There are {', '.join(known)}.\n")
        return 2
    for name in names or known:
        make(name, folder_of(name))
        sys.stdout.write(f"{folder_of(name).relative_to(ROOT)}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
