"""Renews the tables of `docs/analysis/design.md` from the palette and the templates' type scales.

    python tools/design_tables.py

In: the house's brand, `templates/source`. Out: the page, what stands between the marks written anew. A test compares.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Sequence
from itertools import pairwise
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "templates" / "source")]

from pipeline.ooxml.colour import contrast  # noqa: E402
from pipeline.ooxml.palette import following, on_dark  # noqa: E402
from pipeline.ooxml.theme import slots  # noqa: E402
from pipeline.vocabulary.brand import Brand  # noqa: E402
from tools.colour_blindness import KINDS, grey, seen  # noqa: E402

PAGE = ROOT / "docs" / "analysis" / "design.md"
_USES = {
    "paper": "page, slide",
    "ink": "text",
    "deep": "titles, rules of table heads, level 5, the gap",
    "surface": "goal card",
    "primary": "leads, links, pull figures, dashed line, level 4",
    "accent": "what matters most, in charts only",
    "muted": "captions, sources, header and footer",
}
"""Levels up to this carry letters in `deep`, later ones in the paper's colour."""
_SHOWN = (
    "Title", "Subtitle", "KansiVuodet", "Heading1", "Tavoiteotsikko", "Heading2", "Heading3", "Ingressi", "BodyText",
    "Caption", "Tunnusluku",
)  # fmt: skip


def tables() -> dict[str, str]:
    """Every table by the name of its mark."""
    house = Brand()
    return {
        "palette": _palette(house),
        "levels": _levels(house.ramp, house.paper, house),
        "levels on dark": _levels(on_dark(house).ramp, house.deep, house),
        "type": _type(),
        "one line": _one_line(("#005A9C", "#6A1B9A", "#B00020", "#2E5902", "#FFCC00")),
    }


def renewed(page: str) -> str:
    """A page with every table as it is now."""
    for name, table in tables().items():
        mark = re.escape(name)
        page = re.sub(
            rf"(<!-- {mark} -->\n).*?(<!-- end of {mark} -->)",
            lambda found, table=table: f"{found[1]}\n{table}\n\n{found[2]}",  # type: ignore[misc]
            page,
            flags=re.DOTALL,
        )
    return page


def _palette(brand: Brand) -> str:
    by_colour = {colour: slot for slot, colour in reversed(slots(brand).items())}
    rows = [
        (
            f"`{key}`",
            f"`{colour}`",
            by_colour[colour],
            _ratio(colour, brand.paper),
            _ratio(colour, brand.surface),
            _ratio(colour, brand.deep),
            str(grey(colour)),
            use,
        )
        for key, use in _USES.items()
        for colour in (getattr(brand, key),)
    ]
    return _table(("token", "colour", "theme slot", "on paper", "on surface", "beside deep", "grey L*", "use"), rows)


def _levels(ramp: Sequence[str], ground: str, brand: Brand) -> str:
    rows = []
    for level, (colour, following_one) in enumerate([*pairwise(ramp), (ramp[-1], "")], start=1):
        label = max((brand.deep, brand.paper), key=lambda letters, colour=colour: contrast(letters, colour))  # type: ignore[misc]
        simulated = [_ratio(seen(colour, kind), seen(following_one, kind)) if following_one else "–" for kind in KINDS]
        rows.append(
            (
                str(level),
                f"`{colour}`",
                _ratio(colour, ground),
                _ratio(colour, following_one) if following_one else "–",
                str(grey(colour)),
                f"{'deep' if label == brand.deep else 'paper'} {_ratio(label, colour)}",
                *simulated,
            )
        )
    heads = (
        "level",
        "colour",
        "on its ground",
        "to next",
        "grey L*",
        "letters on it",
        *(f"{kind}: to next" for kind in KINDS),
    )
    return _table(heads, rows)


def _type() -> str:
    from slides_layouts import BODY_STYLE, COVER_TITLE_STYLE, KICKER_STYLE, SOURCE_STYLE, VISION_STYLE, YEARS_STYLE
    from word_type import SCALE

    styles = {item.id: item for item in SCALE}
    word = [
        (
            "Word",
            styles[key].alias or styles[key].name,
            f"{styles[key].size:g} / {_line(styles[key].line)}",
            "700" if styles[key].bold else "400",
            styles[key].colour,
        )
        for key in _SHOWN
    ]
    decks = (
        ("cover title", COVER_TITLE_STYLE), ("years", YEARS_STYLE), ("kicker", KICKER_STYLE), ("vision", VISION_STYLE),
        ("body", BODY_STYLE), ("source", SOURCE_STYLE),
    )  # fmt: skip
    slides = [
        ("slides", name, _size(style), "700" if 'b="1"' in style else "400", _slot(style)) for name, style in decks
    ]
    return _table(("where", "style", "points / line", "weight", "colour"), [*word, *slides])


def _one_line(primaries: Iterable[str]) -> str:
    """What a `brand.toml` of one line becomes."""
    from pipeline.ooxml.clashes import mended

    rows = []
    for primary in primaries:
        brand = mended(following(Brand(primary=primary), {"primary"}), own_ramp=False)
        levels = " ".join(f"`{level}`" for level in brand.ramp[:3])
        rows.append(
            (f"`{primary}`", f"`{brand.primary}`", f"`{brand.deep}`", levels, f"`{brand.muted}`", f"`{brand.ink}`")
        )
    return _table(("primary given", "as text", "deep", "levels 1–3", "muted", "ink"), rows)


def _ratio(one: str, other: str) -> str:
    return f"{contrast(one, other):.2f}"


def _line(points: float) -> str:
    return {0: "1.15", -1: "single"}.get(points, f"{points:g}")


def _size(style: str) -> str:
    size, line = re.search(r'sz="(\d+)"', style), re.search(r'spcPct val="(\d+)"', style)
    return f"{int(size[1]) / 100:g} / {int(line[1]) / 100_000 if line else 1:g}" if size else ""


def _slot(style: str) -> str:
    found = re.search(r'schemeClr val="(\w+)"', style)
    return {"tx2": "deep", "tx1": "ink", "accent1": "primary", "accent6": "muted"}.get(found[1], "") if found else ""


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def main() -> int:
    """Writes the page."""
    PAGE.write_text(renewed(PAGE.read_text(encoding="utf-8")), encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
