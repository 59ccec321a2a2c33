"""The cover of a Word document: logo or name, title, text, years as a road, whose and when, the figure of levels.

In: the names that a document's cover prints. Out: the cover's markup, a section of its own, on white and on dark.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from word_drawings import ARMS_BOX, CHARTS, Chart, chart, logo
from word_page import cover_section
from word_text import Run, choose, paragraph, spacing, tab_stops, value, when
from word_type import DARK, WIDTH

_MOST_STATIONS = 6
_VISION_LINE, _VISION_HEIGHT = 49, 22
_VISION_SPACE = 42.0
"""Points before and after a vision: under the title and under itself."""
_NO_VISION = 42.0
"""Points under a title that no vision follows."""
_BELOW_ARMS = 27.0
"""Points under a coat of arms: as much less than under a logo as it is higher, so that the title stays in its place."""
_DETAILS_LINE = 16.0
_CHART_SPACE = 112.0
"""Points between the cover's last line and its figure when the vision fills three lines."""


@dataclass(frozen=True, slots=True)
class CoverNames:
    """What a document's cover says: the text under its title and when it is there, whose it is, its two last lines.

    `stations` is whether the years stand as stations on the road; else the period stands there.
    """

    text: str
    text_is_there: str
    text_is_missing: str
    owner: str = "organisation.name"
    logo: bool = True
    stations: bool = True
    lines: tuple[str, str] = ("document.decision_line", "document.version_line")
    charts: Sequence[Chart] = CHARTS


def cover(names: CoverNames) -> str:
    """The cover on white, or in the styles of the dark one; it ends its section."""
    return when("document.dark_cover", _cover_page(names, DARK), otherwise=_cover_page(names, ""))


def _cover_page(names: CoverNames, end: str) -> str:
    """The cover in the styles that end so."""
    return (
        _owner(names, end)
        + when(
            names.text_is_there,
            _title(end),
            paragraph(f"Subtitle{end}", value(names.text)),
            otherwise=_title(end, spacing(after=_NO_VISION)),
        )
        + _road(names, f"KansiVuodet{end}")
        + when("exhibits.cover", _details(names, end), _figure(names, end), otherwise=_plain_end(names, end))
    )


def _owner(names: CoverNames, end: str) -> str:
    """The logo, or the name where there is none."""
    name = paragraph(f"KansiNimi{end}", value(names.owner))
    if not names.logo:
        return name
    return when(
        "organisation.logo",
        when(
            "organisation.tall_logo",
            logo(f"KansiTunnus{end}", ARMS_BOX, spacing(after=_BELOW_ARMS)),
            otherwise=logo(f"KansiTunnus{end}"),
        ),
        otherwise=name,
    )


def _title(end: str, properties: str = "") -> str:
    title = value("document.title")
    return when(
        "document.long_title",
        paragraph(f"KansiPitkaOtsikko{end}", title, properties=properties),
        otherwise=paragraph(f"Title{end}", title, properties=properties),
    )


def _road(names: CoverNames, style: str) -> str:
    return _years(style) if names.stations else paragraph(style, value("document.period"))


def _years(style: str) -> str:
    """The years as stations on the road, evenly; with many years every second one and the last."""
    lines = [
        (f"document.years|length == {count}", _stations(style, count, WIDTH / count))
        for count in range(1, _MOST_STATIONS + 1)
    ]
    sparse = "loop.index0 is even or loop.last"
    return choose(*lines, otherwise=_stations(style, _MOST_STATIONS, WIDTH / _MOST_STATIONS, condition=sparse))


def _stations(style: str, count: int, step: float, condition: str = "") -> str:
    stops = tab_stops(*(step * place for place in range(1, count))) if count > 1 else ""
    opening, closing = "{% for y in document.years %}", "{% endif %}{% endfor %}"
    if condition:
        opening, closing = f"{opening}{{% if {condition} %}}", f"{{% endif %}}{closing}"
    runs = (
        (opening, "Ohjaus"),
        (value("y.year"), ""),
        ("{% if not loop.last %}", "Ohjaus"),
        ("\t", ""),
        (closing, "Ohjaus"),
    )
    return paragraph(style, *(Run(*run) for run in runs), properties=stops)


def _details(names: CoverNames, end: str) -> str:
    """The two lines as far as they are known; under the last of them is the space above the figure."""
    upper, lower = names.lines
    first = when(upper, paragraph(f"KansiTiedot{end}", value(upper)))
    return when(
        lower,
        first + _above_figure(names, end, lower),
        otherwise=when(upper, _above_figure(names, end, upper, missing=_DETAILS_LINE)),
    )


def _above_figure(names: CoverNames, end: str, name: str, missing: float = 0) -> str:
    """A shorter text leaves more space, so that the figure keeps its place; so does a line that is `missing`."""
    space = _CHART_SPACE + missing
    gaps = [(names.text_is_missing, space + 3 * _VISION_HEIGHT - (_NO_VISION - _VISION_SPACE))]
    gaps += [
        (f"{names.text}|length <= {_VISION_LINE * lines}", space + (3 - lines) * _VISION_HEIGHT) for lines in (1, 2)
    ]
    written = [(test, _detail(end, name, spacing(after=gap))) for test, gap in gaps]
    return choose(*written, otherwise=_detail(end, name, spacing(after=space)))


def _detail(end: str, name: str, properties: str = "", section: str = "") -> str:
    return paragraph(f"KansiTiedot{end}", value(name), properties=properties, section=section)


def _figure(names: CoverNames, end: str) -> str:
    caption = paragraph(f"KansiKuvateksti{end}", value("captions.cover"), section=cover_section(dark=bool(end)))
    return chart("cover_dark" if end else "cover", f"KansiKuvio{end}", names.charts) + caption


def _plain_end(names: CoverNames, end: str) -> str:
    """The cover's last lines without a figure: the last one ends its section."""
    (upper, lower), section = names.lines, cover_section(dark=bool(end))
    alone = when(upper, _detail(end, upper, section=section), otherwise=paragraph("Osanvaihto", section=section))
    return when(lower, when(upper, _detail(end, upper)), _detail(end, lower, section=section), otherwise=alone)
