"""Sample data for the charts that the templates hold: invented, of a usual size.

In: nothing. Out: `SAMPLES`, a `Chart` for each kind that `draw_chart` draws. All series of a kind are there, so that
a designer sees the look of each.
"""

from __future__ import annotations

from chart_kinds import Kind

from pipeline.vocabulary.content import Chart, Series

_NAMES = (
    "Tiedolla johtaminen *",
    "Tavoitteet ja mittarit strategiassa *",
    "Sähköiset palvelut *",
    "Tiedon kerääminen",
    "Muutosvalmius",
    "Viestintä ja markkinointi",
    "Ohjelmistojen toimivuus",
    "Digiosaaminen",
    "Osallistuminen ja vaikuttaminen",
    "Ideat ja kokeilut",
    "Laitteiden hyödyntäminen",
)
_PLAIN = tuple(name.removesuffix(" *") for name in _NAMES)
_BASELINE = (2.4, 2.6, 2.8, 2.9, 3.0, 3.1, 3.2, 3.4, 2.5, 2.6, 3.7)
_TARGET = (4, 4, 4, 4, 4, 4, 4, 4, 3, 3, 4)
_GAP = tuple(round(target - baseline, 1) for target, baseline in zip(_TARGET, _BASELINE, strict=True))
_PRIORITIES = 3
_NONE = (None,) * len(_NAMES)
_LEVELS = (
    Series("Lähtötaso", _BASELINE),
    Series("Kuilu tavoitteeseen", (None,) * _PRIORITIES + _GAP[_PRIORITIES:], frozenset({10})),
    Series("Kuilu, tärkeä kehittämiskohde (*)", _GAP[:_PRIORITIES] + (None,) * (len(_GAP) - _PRIORITIES)),
    Series("Lähtötaso yli tavoitteen", _NONE),
)
_SCALE = ("1 heikko", "2 välttävä", "3 tyydyttävä", "4 hyvä", "5 erinomainen")
_SHARES = (
    (1, 7, 27, 51, 14),
    (2, 11, 41, 38, 8),
    (4, 17, 39, 35, 5),
    (14, 34, 33, 17, 2),
    (14, 37, 34, 14, 1),
    (17, 39, 32, 11, 1),
)
_LABELLED = 7
_BEST = (10, 7, 6, 1, 8, 0)


def _shares(level: int, name: str) -> Series:
    values = tuple(float(row[level]) for row in _SHARES)
    return Series(name, values, frozenset(place for place, value in enumerate(values) if value < _LABELLED))


_ORGANISATIONS = ("Ahola", "Bergvik", "Harjula", "Koskela", "Lehto", "Niemi", "Rantala", "Salo")
_STEPS = (0.0, 0.3, -0.2, 0.5, -0.4, 0.1, 0.7, -0.1)


def _moved(step: float) -> tuple[float, ...]:
    return tuple(round(value + step, 1) for value in _BASELINE)


_GOALS = (
    "T1 Tieto ohjaa johtamista",
    "T2 Palvelut toimivat verkossa",
    "T3 Henkilöstö hallitsee digityön",
    "T4 Perusratkaisut",
)
_OF_GOALS = (
    Series("√ Valmis", (2, 3, 1, 1)),
    Series("» Käynnissä", (3, 2, 4, 2)),
    Series("□ Ei aloitettu", (1, 2, None, 3)),
    Series("→ Siirretty", (None, None, 1, None)),
    Series("× Keskeytetty", (None, 1, None, None)),
)


SAMPLES: dict[Kind, Chart] = {
    "gaps": Chart(_NAMES, _LEVELS, "Kuilut", height_mm=110),
    "cover": Chart(_NAMES, _LEVELS, "Kannen kuvio"),
    "cover_dark": Chart(_NAMES, _LEVELS, "Kannen kuvio"),
    "radar": Chart(_PLAIN, (Series("Lähtötaso", _BASELINE), Series("Tavoite", _TARGET)), "Profiili"),
    "answers": Chart(
        tuple(_PLAIN[place] for place in _BEST),
        tuple(_shares(level, name) for level, name in enumerate(_SCALE)),
        "Vastaukset",
    ),
    "costs": Chart(
        ("2027", "2028", "2029", "2030"),
        (Series("Kustannusarvio", (138_000, 176_000, 112_000, 60_000)),),
        "Kustannukset",
    ),
    "paired": Chart(_PLAIN, (Series("2026", _BASELINE), Series("2027", tuple(v + 0.3 for v in _BASELINE))), "Muutos"),
    "status": Chart(
        ("Toimenpiteet",),
        tuple(
            Series(name, (value,))
            for name, value in (
                ("□ Ei aloitettu 6", 6),
                ("» Käynnissä 11", 11),
                ("√ Valmis 7", 7),
                ("→ Siirretty 1", 1),
                ("× Keskeytetty 1", 1),
            )
        ),
        "Toimenpiteiden tila",
    ),
    "progress": Chart(
        ("2027", "2028"),
        (
            Series("√ Valmis", (2, 7)),
            Series("» Käynnissä", (8, 11)),
            Series("□ Ei aloitettu", (14, 6)),
            Series("→ Siirretty", (None, 1)),
            Series("× Keskeytetty", (None, 1)),
        ),
        "Toimenpiteiden tila kahtena vuonna",
    ),
    "goals": Chart(_GOALS, _OF_GOALS, "Toimenpiteiden tila tavoitteittain"),
    "cover_goals": Chart(_GOALS, _OF_GOALS, "Kannen kuvio"),
    "counts": Chart(_PLAIN[:6], (Series("Organisaatioita", (7, 6, 4, 3, 2, 1)),), "Tärkeät kehittämiskohteet"),
    "dots": Chart(
        _PLAIN,
        tuple(Series(name, _moved(step)) for name, step in zip(_ORGANISATIONS, _STEPS, strict=True)),
        "Tasot organisaatioittain",
    ),
    "spread": Chart(
        _PLAIN,
        tuple(
            Series(name, _moved(step))
            for name, step in (
                ("Matalin", -0.8),
                ("Alaneljännes", -0.3),
                ("Mediaani", 0.0),
                ("Yläneljännes", 0.3),
                ("Korkein", 0.7),
            )
        ),
        "Tasojen hajonta",
    ),
}
"""A sample for each kind."""
