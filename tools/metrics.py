"""Writes `pipeline/data/metrics/*.json`: how wide the characters of the bundled fonts are. Numbers only, no outlines.

    python tools/metrics.py FONT-FOLDER

In: a folder with the free fonts named below (in Debian: fonts-crosextra-carlito, fonts-crosextra-caladea,
fonts-liberation). Out: one small file a family, the same bytes for the same fonts. Each of these fonts was drawn to
have exactly the widths of the Office font that it stands for, so the numbers hold for both.
"""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from pipeline.filling.fitting.typeface import Typeface, read_typefaces  # noqa: E402

TARGET = ROOT / "pipeline" / "data" / "metrics"
STYLES = {"regular": (False, False), "bold": (True, False), "italic": (False, True), "bold_italic": (True, True)}
CHARACTERS = (
    *range(0x0020, 0x007F),  # Latin
    *range(0x00A0, 0x0250),  # Latin-1, Extended-A and -B (the Sámi letters among them)
    *range(0x0370, 0x0500),  # Greek, Cyrillic
    *range(0x1E00, 0x1F00),
    *range(0x2000, 0x2100),  # spaces, dashes, quotes, raised figures, currencies
    *range(0x2100, 0x2400),  # letterlike signs, fractions, arrows, operators
    *range(0x2500, 0x2800),  # boxes, circles, marks
    *range(0xFB00, 0xFB07),
)


@dataclass(frozen=True)
class Family:
    """A free font family, the Office fonts that it stands for, and where its numbers come from."""

    name: str
    stands_for: tuple[str, ...]
    source: str

    @property
    def path(self) -> Path:
        """The family's file."""
        return TARGET / f"{self.name.lower().replace(' ', '-')}.json"


FAMILIES = (
    Family("Carlito", ("Calibri",), "Carlito 1.103, (c) tyPoland Lukasz Dziedzic, SIL Open Font License 1.1"),
    Family("Caladea", ("Cambria",), "Caladea 1.001, (c) The Caladea Project Authors, SIL Open Font License 1.1"),
    Family("Liberation Sans", ("Arial", "Helvetica"), "Liberation 1.07.4, (c) Red Hat, GPL 2 with the font exception"),
    Family("Liberation Serif", ("Times New Roman",), "Liberation 1.07.4, (c) Red Hat, GPL 2 with the font exception"),
)


def main(folder: Path) -> None:
    """Writes every family's file."""
    found = {
        (face.family, face.bold, face.italic): face
        for path in sorted(folder.rglob("*.ttf"))
        for face in read_typefaces(path.read_bytes())
    }
    for family in FAMILIES:
        faces = {style: found[(family.name, *flags)] for style, flags in STYLES.items()}
        family.path.write_text(_json(family, faces), encoding="utf-8")


def _json(family: Family, faces: dict[str, Typeface]) -> str:
    """One line for each run of neighbouring characters, so that a change can be seen."""
    head = {"family": family.name, "stands_for": family.stands_for, "source": family.source}
    lines = [f"  {_text(key)}: {_text(value)}" for key, value in head.items()]
    for style, face in faces.items():
        runs = ",\n".join(f'    "{start:x}": {_text(widths)}' for start, widths in _runs(face.widths).items())
        lines.append(f'  "{style}": {{"em": {face.em}, "line": {face.line}, "widths": {{\n{runs}\n  }}}}')
    return "{\n" + ",\n".join(lines) + "\n}\n"


def _runs(widths: dict[int, int]) -> dict[int, list[int]]:
    """First code point to the widths of it and of those that follow it without a gap."""
    runs: dict[int, list[int]] = {}
    start = -1
    for code in CHARACTERS:
        if code not in widths:
            start = -1
            continue
        if start < 0 or code != start + len(runs[start]):
            start = code
        runs.setdefault(start, []).append(widths[code])
    return runs


def _text(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
