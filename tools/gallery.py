"""Renews `docs/gallery`: pages and slides of the example, of the four organisations made for the tests, and of the
sample region: a town a year later, and all three together.

    python tools/gallery.py

In: the input folders. Out: sheets of pages as PNG, README.md with their text alternatives, digest.txt with a mark of
each document shown: the tests say by it when the pictures are out of date.
"""

from __future__ import annotations

import hashlib
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from pipeline.language import words  # noqa: E402
from pipeline.runs import follow_up, region  # noqa: E402
from pipeline.runs.batch import build_all  # noqa: E402
from pipeline.runs.options import (  # noqa: E402
    COUNCIL,
    FOLLOW_UP,
    FOLLOW_UP_DECK,
    REGION,
    REGION_DECK,
    ROADMAP,
    STAFF,
    Options,
    Outcome,
)
from pipeline.vocabulary.model import Language  # noqa: E402
from readable import readable  # noqa: E402

GALLERY = ROOT / "docs" / "gallery"
DIGEST = "digest.txt"
MOST_BYTES = 3_000_000
ORGANISATIONS: Mapping[str, tuple[str, Language, str]] = {
    "esimerkki": ("inputs/esimerkki", "fi", "the example, a municipality of middling size"),
    "pieni": ("tests/organisations/pieni", "fi", "a tiny one: three actions, six answers to its survey, no promises"),
    "suuri": ("tests/organisations/suuri", "fi", "a huge one: 12 goals, 150 actions, long texts"),
    "tumma": ("tests/organisations/tumma", "fi", "one with a dark brand and no logo"),
    "svensk": ("tests/organisations/svensk", "sv", "one in Swedish"),
}
"""The folder, the language shown and what each is."""
ALL = tuple(ORGANISATIONS)
LATER, JOINT = "tarulinna-2026", "tarumaa"
TOGETHER: Mapping[str, tuple[str, Language, str]] = {
    LATER: ("inputs/tarulinna-2026", "fi", "a town, followed up a year later"),
    JOINT: ("inputs/*-2026", "fi", "a region: that town, a rural municipality, a university of applied sciences"),
}
WHOSE = {**ORGANISATIONS, **TOGETHER}
_CATALOGS = {
    **dict.fromkeys((FOLLOW_UP, FOLLOW_UP_DECK), "followup"),
    **dict.fromkeys((REGION, REGION_DECK), "region"),
}
"""Where the fixed words and sentences of the newer documents stand."""
Key = tuple[str, str]
"""An organisation and one of its documents."""


@dataclass(frozen=True, slots=True)
class Shot:
    """A page or slide: of which organisation's document, and what stands on it."""

    organisation: str
    document: str
    what: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """A picture of the gallery: its file, its heading, what to look at, and its shots row by row."""

    name: str
    heading: str
    caption: str
    rows: Sequence[Sequence[Shot]]
    grey: bool = False


def _pages(*what: str, organisation: str = "esimerkki") -> tuple[Shot, ...]:
    return tuple(Shot(organisation, ROADMAP, item) for item in what)


def _slides(*what: str, deck: str = COUNCIL, organisation: str = "esimerkki") -> tuple[Shot, ...]:
    return tuple(Shot(organisation, deck, item) for item in what)


def _shots(owner: str, document: str, *what: str) -> tuple[Shot, ...]:
    return tuple(Shot(owner, document, item) for item in what)


def _each(document: str, what: str, organisations: Sequence[str] = ALL) -> tuple[Shot, ...]:
    return tuple(Shot(name, document, what) for name in organisations)


SHEETS = (
    Sheet(
        "roadmap.png",
        "The roadmap",
        "Cover, summary on one page, a goal with its card and actions, the timeline.",
        (_pages("cover", "summary", "goal", "timeline"),),
    ),
    Sheet(
        "decks.png",
        "The decks",
        "Before the council: cover, profile, gaps, schedule. Before staff: changes in one's own work, trainings.",
        (_slides("cover", "radar", "gaps"), (*_slides("timeline"), *_slides("changes", "trainings", deck=STAFF))),
    ),
    Sheet(
        "covers.png",
        "Five covers",
        "The figure is each organisation's own levels. Without a logo the name stands in its place.",
        (_each(ROADMAP, "cover"),),
    ),
    Sheet(
        "levels.png",
        "Levels and gaps",
        "The same chart with eleven perspectives and with fifteen, on white pages for the dark brand too.",
        (_each(ROADMAP, "levels"),),
    ),
    Sheet(
        "goals.png",
        "Goals",
        "Card, sub-goals, actions: three actions and 150, short texts and long.",
        (_each(ROADMAP, "goal"),),
    ),
    Sheet(
        "timelines.png",
        "Timelines",
        "A list with few actions, quarters in bars with many.",
        (_each(ROADMAP, "timeline", ("esimerkki", "suuri")), _each(ROADMAP, "timeline", ("tumma", "svensk"))),
    ),
    Sheet(
        "slides.png",
        "The council's slides",
        "Cover, figures, gaps and closing slide of the huge, the dark and the Swedish organisation.",
        tuple(_slides("cover", "figures", "gaps", "next", organisation=name) for name in ("suuri", "tumma", "svensk")),
    ),
    Sheet(
        "follow-up.png",
        "A year later",
        "For the board: the year on one page, what changed in the levels; the goals, what is late, what to decide.",
        (
            _shots(LATER, FOLLOW_UP, "cover", "summary", "levels"),
            _shots(LATER, FOLLOW_UP_DECK, "follow_status", "follow_goals", "follow_decisions"),
        ),
    ),
    Sheet(
        "region.png",
        "A region",
        "Organisations side by side: the summary, what they could do together; levels as dots and as a heat table.",
        (
            _shots(JOINT, REGION, "summary", "priorities", "proposals"),
            _shots(JOINT, REGION_DECK, "few_dots", "timeline", "proposals"),
        ),
    ),
    Sheet(
        "greyscale.png",
        "In black and white",
        "Light is now, dark is the target; the star marks what copper marks in colour.",
        ((*_pages("levels", "timeline"), *_slides("gaps")),),
        grey=True,
    ),
)


def shown() -> dict[Key, None]:
    """Every document that the gallery shows, as (organisation, document), in its order."""
    shots = (shot for sheet in SHEETS for row in sheet.rows for shot in row)
    return {(shot.organisation, shot.document): None for shot in shots}


def built() -> dict[Key, bytes]:
    """The documents shown, made anew."""
    documents: dict[Key, bytes] = {}
    with tempfile.TemporaryDirectory() as folder:
        for owner in WHOSE:
            names = tuple(name for shown_of, name in shown() if shown_of == owner)
            outcome = _built(owner, Options(Path(folder), documents=names))
            if not isinstance(outcome, Outcome) or outcome.status != "built":
                raise RuntimeError(f"{owner} does not build: {outcome}")
            made = {Path(path).name: Path(path) for path in outcome.outputs}
            documents |= {(owner, name): made[name].read_bytes() for name in names}
    return documents


def _built(owner: str, options: Options) -> object:
    """What becomes of a build of the documents shown."""
    given = WHOSE[owner][0]
    if owner == LATER:
        return follow_up.follow_up(str(ROOT / given), str(ROOT / given.replace("2026", "2025")), options)
    if owner == JOINT:
        folders = [str(path) for path in sorted(ROOT.glob(given))]
        return list(region.region(folders, region.Asked("Tarumaa", options)))[-1]
    return list(build_all([str(ROOT / given)], options))[-1]


def digest(documents: Mapping[Key, bytes]) -> str:
    """A mark of each document: it moves with its texts, its figures and its look."""
    lines = [
        f"{hashlib.sha256(readable(data).encode()).hexdigest()[:16]}  {organisation}/{name}"
        for (organisation, name), data in documents.items()
    ]
    return "\n".join(lines) + "\n"


def draw(documents: Mapping[Key, bytes], pdfs: Mapping[Key, bytes]) -> int:
    """Writes every sheet and the page that shows them; the bytes of all pictures."""
    from tools.gallery_pictures import sheet

    GALLERY.mkdir(parents=True, exist_ok=True)
    sections, size = [], 0
    for item in SHEETS:
        drawn = [[_draw(shot, documents, pdfs, grey=item.grey) for shot in row] for row in item.rows]
        data = sheet([[picture for picture, _ in row] for row in drawn])
        (GALLERY / item.name).write_bytes(data)
        sections.append(_section(item, [told for row in drawn for _, told in row]))
        sys.stdout.write(f"{len(data) // 1024:5} kB  {item.name}\n")
        size += len(data)
    (GALLERY / "README.md").write_text(_readme(sections), encoding="utf-8", newline="\n")
    return size


def main() -> int:
    """Builds, renders, and writes the gallery."""
    from tools.gallery_pictures import to_pdf

    documents = built()
    pdfs: dict[Key, bytes] = {}
    for organisation in WHOSE:
        own = {name: data for (owner, name), data in documents.items() if owner == organisation}
        pdfs |= {(organisation, name): data for name, data in to_pdf(own).items()}
    size = draw(documents, pdfs)
    (GALLERY / DIGEST).write_text(digest(documents), encoding="utf-8", newline="\n")
    sys.stdout.write(f"{size // 1024:5} kB altogether\n")
    return 0 if size <= MOST_BYTES else 1


def _draw(
    shot: Shot, documents: Mapping[Key, bytes], pdfs: Mapping[Key, bytes], *, grey: bool
) -> tuple[Image.Image, str]:
    """A page or slide as a picture and in words."""
    from tools.gallery_pictures import page_of, picture, slide_of

    say, key = words(WHOSE[shot.organisation][1]), (shot.organisation, shot.document)
    catalog = _CATALOGS.get(shot.document)
    if shot.document.endswith(".docx"):
        found = {"fixed": catalog, "catalog": catalog} if catalog else {}
        number, title = page_of(pdfs[key], shot.what, say, **found), ""
    else:
        number, title = slide_of(documents[key], shot.what, say, catalog=catalog or "sentences")
    return picture(pdfs[key], number, grey=grey), _told(shot, number, title)


def _told(shot: Shot, number: int, title: str) -> str:
    """A picture in words, for those who don't see it."""
    kind = f"slide {number}, “{title}”" if title else f"page {number}, {shot.what}"
    return f"{shot.organisation}: {kind}"


def _section(item: Sheet, told: Sequence[str]) -> str:
    shades = " in shades of grey" if item.grey else ""
    alternative = f"{item.heading}, side by side{shades}. {'; '.join(told)}.".replace("[", "(").replace("]", ")")
    return f"## {item.heading}\n\n{item.caption}\n\n![{alternative}]({item.name})\n"


def _readme(sections: Sequence[str]) -> str:
    organisations = "\n".join(f"- **{name}** (`{folder}`): {what}" for name, (folder, _, what) in WHOSE.items())
    return (
        "# Gallery\n\nGenerated by `python tools/gallery.py`; do not edit. Made by LibreOffice, whose lines break "
        "a little differently from Word's and PowerPoint's. People, municipalities and figures are invented.\n\n"
        f"{organisations}\n\n" + "\n".join(sections)
    )


if __name__ == "__main__":
    sys.exit(main())
