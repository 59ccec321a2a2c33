"""Roadmaps and surveys built in code, for tests: `example_roadmap()` and `example_survey()`, tiny and huge ones.

Every text has a cell of its own, laid out as the reader lays them out, so that tests can follow where a value came
from. Esimerkkilä is invented, and so is everyone in it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from typing import Any, TypeVar

from survey_models import example_survey as example_survey

from pipeline.vocabulary.findings import Place
from pipeline.vocabulary.model import (
    Action,
    Entry,
    Foreword,
    Goal,
    Governance,
    Indicator,
    Interview,
    Level,
    Organisation,
    Phase,
    Promise,
    Roadmap,
    Statute,
    Time,
    Training,
    Vision,
)

FILE = "digitiekarttatyokirja.xlsx"
NOTE = "SALAINEN HUOMAUTUS"
HIDDEN_OBSERVATION = "SALAINEN HAVAINTO"
AnyEntry = TypeVar("AnyEntry", bound=Entry)


def quarter(year: int, number: int) -> Time:
    """A quarter as a time."""
    first = dt.date(year, number * 3 - 2, 1)
    last = dt.date(year + number // 4, number % 4 * 3 + 1, 1) - dt.timedelta(days=1)
    return Time(first, last, "quarter", f"Q{number}/{year}")


def month(year: int, number: int) -> Time:
    """A month as a time."""
    last = dt.date(year + number // 12, number % 12 + 1, 1) - dt.timedelta(days=1)
    return Time(dt.date(year, number, 1), last, "month", f"{number}/{year}")


def span(text: str) -> tuple[Time, Time]:
    """ "27/1-28/2" as two quarters."""
    first, last = (part.split("/") for part in text.split("-"))
    return quarter(2000 + int(first[0]), int(first[1])), quarter(2000 + int(last[0]), int(last[1]))


def placed(entry: AnyEntry, sheet: str, row: int) -> AnyEntry:
    """A table's row with a cell for each field, from column A on."""
    keys = [item.name for item in fields(entry) if item.name not in ("at", "row", "companions", "baseline_from_survey")]
    at = {key: Place(FILE, sheet, f"{chr(ord('A') + column)}{row}") for column, key in enumerate(keys)}
    return replace(entry, at=at, row=Place(FILE, sheet, f"A{row}"))


def table(sheet: str, entries: Sequence[AnyEntry], first_row: int = 5) -> tuple[AnyEntry, ...]:
    """The rows of a sheet, placed one under another."""
    return tuple(placed(entry, sheet, row) for row, entry in enumerate(entries, first_row))


def form(entry: AnyEntry, sheet: str) -> AnyEntry:
    """A key–value sheet's entry: values in column B."""
    keys = [item.name for item in fields(entry) if item.name not in ("at", "row", "companions")]
    at = {key: Place(FILE, sheet, f"B{row}") for row, key in enumerate(keys, 4)}
    return replace(entry, at=at, row=Place(FILE, sheet, "A4"))


_LEVELS = (
    # id, scope, name, baseline, target, priority
    ("N1", "personal", "Henkilökohtainen digitaalinen osaaminen", 3.4, 4, False),
    ("N2", "personal", "Tieto- ja viestintäteknisten laitteiden hyödyntäminen työssä", 3.7, 4, False),
    ("N3", "personal", "Tietokoneohjelmistojen käytettävyys ja toimivuus", 3.2, 4, False),
    ("N4", "personal", "Työssä syntyvän ja tarvittavan datan ja tiedon suunnitelmallinen kerääminen", 2.9, 4, False),
    ("N5", "organisation", "Kerätyn datan ja tiedon hyödyntäminen toiminnassa ja johtamisessa", 2.4, 4, True),
    (
        "N6",
        "organisation",
        "Henkilöstön yleinen valmius digitalisaation edellyttämiin toimintatapojen muutoksiin",
        3.0,
        4,
        False,
    ),
    ("N7", "organisation", "Uusien ideoiden, innovaatioiden ja toimintamallien kokeilujen määrä", 2.6, 3, False),
    ("N8", "organisation", "Sähköisten palvelujen ja asiointimahdollisuuksien kattavuus ja laatu", 2.8, 4, True),
    ("N9", "organisation", "Kohdennetun sähköisen viestinnän ja kuntamarkkinoinnin hyödyntäminen", 3.1, 4, False),
    (
        "N10",
        "organisation",
        "Asiakkaille tarjottavat sähköiset osallistumis- ja vaikuttamismahdollisuudet",
        2.5,
        3,
        False,
    ),
    (
        "N11",
        "organisation",
        "Selkeiden tavoitteiden ja mittareiden asettaminen digitalisaation edistämiselle strategiassa",
        2.6,
        4,
        True,
    ),
)
_RATIONALES = {
    "N5": "Päätöksiin tarvitaan ajantasaista tietoa.\n- talous\n- henkilöstö",
    "N8": "Asukkaat asioivat verkossa.",
}

_ACTIONS = (
    # id, goal, name, description, owner, span, status, cost, statutes, priority
    ("TP1", "T1.1", "Nimetään tiedon omistajat toimialoille", "Jokaisella tietovarannolla on nimetty omistaja, joka vastaa laadusta ja käyttöoikeuksista.", "Hallintojohtaja", "27/1-27/2", "under_way", None, "", 1),
    ("TP2", "T1.2", "Otetaan käyttöön johdon mittaristo", "Johtoryhmä seuraa kuukausittain taloutta, henkilöstöä ja palveluja yhdestä näkymästä.", "Talousjohtaja", "27/2-28/2", "not_started", 38000, "", 2),
    ("TP3", "T1.1", "Kuvataan tietovarannot ja tietovirrat", "Tiedonhallintamalli päivitetään ja tietovirrat kuvataan toimialoittain.", "Tiedonhallinnan asiantuntija", "27/1-27/4", "under_way", 24000, "S2", 1),
    ("TP4", "T1.2", "Viedään digitavoitteet kuntastrategiaan", "Digitalisaatiolle asetetaan mittarit kuntastrategian päivityksessä.", "Kunnanjohtaja", "28/2-28/3", "not_started", None, "", 2),
    ("TP5", "T1", "Yhtenäistetään asiakirjahallinta", "Asiakirjat käsitellään yhdessä järjestelmässä koko elinkaaren ajan.", "Hallintojohtaja", "28/1-29/2", "not_started", 60000, "S2", 2),
    ("TP6", "T1.2", "Julkaistaan tunnusluvut asukkaille", "Keskeiset palvelujen ja talouden tunnusluvut julkaistaan verkossa.", "Viestintäpäällikkö", "29/3-30/2", "", 20000, "", 3),
    ("TP7", "T2.1", "Uudistetaan sähköiset lomakkeet", "Paperilomakkeet jäävät pois, ja tiedot tulevat valmiiksi järjestelmään. Ensin uudistetaan käytetyimmät.", "Kehittämispäällikkö", "27/1-28/1", "under_way", 42000, "", 1),
    ("TP8", "T2.1", "Korjataan palvelujen saavutettavuus", "Verkkosivut ja lomakkeet täyttävät saavutettavuusvaatimukset.", "Viestintäpäällikkö", "27/1-27/4", "under_way", 18000, "S1", 1),
    ("TP9", "T2.1", "Otetaan Suomi.fi-viestit käyttöön", "Päätökset lähetetään sähköisesti Suomi.fi-viesteissä.", "Hallintojohtaja", "28/1-28/4", "not_started", 22000, "S4", 2),
    ("TP10", "T2.2", "Siirretään rakennusvalvonta verkkoon", "Luvat haetaan ja käsitellään verkossa.", "Rakennustarkastaja", "28/1-29/1", "not_started", 36000, "", 2),
    ("TP11", "T2.2", "Sähköistetään varhaiskasvatuksen arki", "Hoitoajat ja viestit hoituvat yhdessä sovelluksessa.", "Sivistysjohtaja", "28/2-29/2", "not_started", 26000, "", 2),
    ("TP12", "T2.3", "Avataan osallistumiskanava asukkaille", "Asukas näkee valmistelussa olevat asiat ja voi ottaa kantaa.", "Viestintäpäällikkö", "28/3-29/4", "not_started", 14000, "", 3),
    ("TP13", "T2.3", "Kootaan palveluopas yhteen osoitteeseen", "Kaikki palvelut löytyvät yhdestä paikasta.", "Viestintäpäällikkö", "29/2-30/1", "not_started", 10000, "", 3),
    ("TP14", "T3.1", "Kartoitetaan digitaidot yksiköittäin", "Jokainen yksikkö tietää, mitä osaamista siltä puuttuu.", "Henkilöstöpäällikkö", "27/1-27/2", "under_way", 8000, "", 1),
    ("TP15", "T3.1", "Nimetään digituki joka yksikköön", "Oman yksikön digitukihenkilö auttaa uusien välineiden kanssa.", "Henkilöstöpäällikkö", "27/2-28/1", "not_started", 12000, "", 1),
    ("TP16", "T3.1", "Lisätään perehdytykseen digipolku", "Uusi työntekijä oppii työnsä digitaidot ensimmäisten viikkojen aikana.", "Henkilöstöpäällikkö", "28/2-29/1", "not_started", 6000, "", 2),
    ("TP17", "T3.2", "Jaetaan kokeilurahaa henkilöstön ideoille", "Henkilöstö ehdottaa ja kokeilee pieniä parannuksia.", "Kehittämispäällikkö", "28/1-30/4", "not_started", 30000, "", 2),
    ("TP18", "T3.2", "Hankitaan kenttätyön mobiiliratkaisut", "Kirjaukset tehdään paikan päällä.", "ICT-päällikkö", "28/2-29/3", "not_started", 20000, "", 2),
    ("TP19", "T3.2", "Sovitaan tekoälyn käytön pelisäännöt", "Tiedät, mihin tekoälyä saa työssä käyttää.", "Kehittämispäällikkö", "27/2-27/4", "not_started", None, "S10", 1),
    ("TP20", "T4.1", "Laaditaan kyberturvallisuuden vuosikello", "Turvallisuustyö etenee sovitussa tahdissa.", "ICT-päällikkö", "27/1-27/3", "under_way", 8000, "S3", 1),
    ("TP21", "T4.1", "Päivitetään jatkuvuussuunnitelma", "Häiriöihin on varauduttu ja toimintaa on harjoiteltu.", "ICT-päällikkö", "27/3-28/2", "not_started", 12000, "S2", 1),
    ("TP22", "T4.2", "Karsitaan päällekkäiset ohjelmistot", "Samaan tarpeeseen on käytössä yksi ohjelma.", "ICT-päällikkö", "28/3-29/4", "not_started", 20000, "", 2),
    ("TP23", "T4.1", "Uudistetaan tunnistautuminen", "Kaikkiin järjestelmiin kirjaudutaan yhdellä turvallisella tavalla.", "ICT-päällikkö", "28/3-29/2", "not_started", 40000, "S4", 2),
    ("TP24", "T4.2", "Keskitetään toimittajien hallinta", "Sopimuksia johdetaan yhdessä paikassa.", "Hallintojohtaja", "29/1-30/2", "not_started", 20000, "", 3),
)  # fmt: skip

_GOALS = (
    Goal(
        id="T1",
        name="Tieto ohjaa johtamista",
        description="Päätökset valmistellaan samasta, ajantasaisesta tiedosta. Tieto kerätään kerran, sen omistaja tunnetaan ja sitä käytetään.\nTyö alkaa tiedon omistajien nimeämisestä.",
        perspectives=("N4", "N5", "N11"),
        metric="Johtoryhmän käytössä olevat ajantasaiset tunnusluvut",
        baseline_value="6",
        target_value="25",
        compass=("osaaminen", "julkiset-palvelut"),
        strategy="Kuntastrategia 2026–2033: vaikuttava ja avoin päätöksenteko",
    ),
    Goal(id="T1.1", parent="T1", name="Tiedolla on omistaja ja laatu tunnetaan"),
    Goal(id="T1.2", parent="T1", name="Tunnusluvut ovat johdon, henkilöstön ja asukkaiden käytössä"),
    Goal(
        id="T2",
        name="Palvelut toimivat verkossa alusta loppuun",
        description="Asukas hoitaa asiansa verkossa silloin, kun hänelle sopii.",
        perspectives=("N8", "N9", "N10"),
        metric="Verkossa alusta loppuun toimivat palvelut",
        baseline_value="12",
        target_value="40",
        compass=("julkiset-palvelut", "yritykset"),
    ),
    Goal(id="T2.1", parent="T2", name="Asiointi on helppoa ja saavutettavaa"),
    Goal(id="T2.2", parent="T2", name="Lupa- ja hakemusasiat ovat verkossa"),
    Goal(id="T2.3", parent="T2", name="Asukas osallistuu ja löytää tiedon"),
    Goal(
        id="T3",
        name="Henkilöstö hallitsee digityön",
        description="Jokainen saa tukea ja koulutusta silloin, kun välineet vaihtuvat.",
        perspectives=("N1", "N6", "N7"),
        compass=("osaaminen",),
    ),
    Goal(id="T3.1", parent="T3", name="Osaaminen kasvaa työn lomassa"),
    Goal(id="T3.2", parent="T3", name="Kokeilut kuuluvat arkeen"),
    Goal(
        id="T4",
        name="Perusratkaisut ovat kunnossa ja turvassa",
        description="Välineet toimivat, tiedot ovat turvassa ja kustannukset hallinnassa.",
        perspectives=("N2", "N3"),
        compass=("infrastruktuuri",),
    ),
    Goal(id="T4.1", parent="T4", name="Toiminta jatkuu häiriössäkin"),
    Goal(id="T4.2", parent="T4", name="Ohjelmistoja on vähemmän ja ne toimivat yhteen"),
)


def example_roadmap(**changes: Any) -> Roadmap:
    """Esimerkkilä: four goals, 24 actions, everything filled in. `changes` replace whole parts."""
    roadmap = Roadmap(
        file=FILE,
        language="fi",
        organisation=form(_organisation(), "Perustiedot"),
        foreword=form(
            Foreword(
                text="Digitalisaatio on arkea.\nTämä digitiekartta kertoo, mitä teemme vuosina 2027–2030.\nKiitos kaikille.",
                signatory="Kaisa Kuvitelma",
                title="Kunnanjohtaja",
            ),
            "Saatesanat",
        ),
        vision=form(
            Vision(
                statement="Vuonna 2030 esimerkkiläläinen hoitaa asiansa silloin, kun hänelle sopii, ja kunta johtaa toimintaansa ajantasaisella tiedolla.",
                description="Visio syntyi työpajoissa.\n- **Asukas** ensin\n- tieto käytössä",
                year=2030,
            ),
            "Visio",
        ),
        governance=form(_governance(), "Toimintamalli"),
        phases=table("Työvaiheet", _phases()),
        interviews=table("Haastattelut", _interviews()),
        levels=table("Tasot", [_level(*row) for row in _LEVELS]),
        promises=table(
            "Lupaukset",
            [
                Promise(id="L1", promise="Saat asiasi hoidettua verkossa.", description="Myös puhelimella."),
                Promise(id="L2", promise="Autamme, jos digi ei onnistu.", description=""),
            ],
        ),
        goals=table("Tavoitteet", _GOALS),
        actions=table("Toimenpiteet", [_action(*row) for row in _ACTIONS]),
        trainings=table("Koulutukset", _trainings()),
        indicators=table(
            "Mittarit",
            [
                Indicator(id="M1", name="Verkossa hoituvat palvelut", unit="kpl", baseline_value="12", target_value="40", source="Palveluopas", goal="T2"),
                Indicator(id="M2", name="Henkilöstön digiosaaminen", baseline_value="3,4", target_value="4,0", source="Henkilöstökysely", goal="T3"),
            ],
        ),
        statutes=table("Säädökset", _statutes()),
    )  # fmt: skip
    return replace(roadmap, **changes)


def tiny_roadmap() -> Roadmap:
    """Three actions, one goal, no survey, no promises, no vision, no levels."""
    example = example_roadmap()
    return Roadmap(
        file=FILE,
        organisation=replace(example.organisation, approved_by="", approved_on=None, invited=None, version=""),
        goals=table("Tavoitteet", _GOALS[:1]),
        actions=table("Toimenpiteet", [_action(*row) for row in _ACTIONS[:3]]),
    )


def huge_roadmap() -> Roadmap:
    """Twelve goals, 150 actions, texts three times as long."""
    example = example_roadmap()
    main = [goal for goal in _GOALS if not goal.parent]
    goals = [
        replace(main[place % 4], id=f"T{place + 1}", name=f"{main[place % 4].name} {place + 1}") for place in range(12)
    ]
    actions = []
    for place in range(150):
        base = _action(*_ACTIONS[place % len(_ACTIONS)])
        long = " ".join([base.description] * 9)
        owner = f"{base.owners[0]} {place % 3 + 1}"
        owners = (owner, "Hallinto") if place == 0 else (owner,)
        actions.append(replace(base, id=f"TP{place + 1}", goal=f"T{place % 12 + 1}", description=long, owners=owners))
    return replace(example, goals=table("Tavoitteet", goals), actions=table("Toimenpiteet", actions))


def counted_roadmap(actions: int, goals: int = 1, **changes: Mapping[str, Any]) -> Roadmap:
    """As many actions as asked, all under way from I/2027, and as many goals (at least one)."""
    starts, ends = span("27/1-27/2")
    rows = [
        Action(id=f"TP{n}", goal="T1", name=f"Toimenpide {n}", owners=("Hallinto",), starts=starts, ends=ends, basis="statutory")
        for n in range(1, actions + 1)
    ]  # fmt: skip
    named = [Goal(id=f"T{n}", name=f"Tavoite {n}") for n in range(1, goals + 1)]
    return example_roadmap(goals=table("Tavoitteet", named), actions=table("Toimenpiteet", rows), **changes)


def _organisation() -> Organisation:
    return Organisation(
        name="Esimerkkilän kunta",
        genitive="Esimerkkilän kunnan",
        short_name="Esimerkkilä",
        kind="municipality",
        code="999",
        region="Keksitty maakunta",
        period_start=2027,
        period_end=2030,
        languages=("fi",),
        version="1.0",
        date=dt.date(2026, 12, 14),
        approved_by="Esimerkkilän kunnanhallitus",
        approved_on=dt.date(2026, 12, 14),
        contact="Maija Malli, kehittämispäällikkö",
        email="maija.malli@esimerkkila.example",
        project="Digiverkko",
        invited=344,
        comparison_allowed=True,
    )


def _governance() -> Governance:
    return Governance(
        owner="Kunnanhallitus",
        coordinator="Kehittämispäällikkö",
        follow_up_group=("Johtoryhmä", "ICT-päällikkö", "Henkilöstön edustaja"),
        follow_up="Toimenpiteiden tila käydään läpi johtoryhmässä. Poikkeamista sovitaan heti.",
        rhythm="kaksi kertaa vuodessa",
        update_rhythm="joka syksy talousarvion yhteydessä",
        reporting="Koordinaattori raportoi kunnanhallitukselle. Raportti julkaistaan verkossa.",
        communication="Etenemisestä kerrotaan henkilöstölle ja asukkaille.",
    )


def _phases() -> list[Phase]:
    return [
        Phase(phase="preparation", started=month(2026, 3), ended=month(2026, 4), participants=8, description="Projektiryhmä sopi työn kulusta."),
        Phase(phase="training", started=month(2026, 5), ended=month(2026, 5), participants=64, description="Henkilöstö ja luottamushenkilöt."),
        Phase(phase="survey", started=month(2026, 9), ended=month(2026, 9), participants=186),
        Phase(phase="definition", started=month(2026, 10), ended=month(2026, 10), participants=9, description="Johtoryhmä asetti tavoitetasot."),
        *(Phase(phase="workshop", started=month(2026, 10), ended=month(2026, 11), participants=12 + n, description=f"Työpaja {n}.") for n in range(1, 6)),
        Phase(phase="presentation", started=month(2026, 12), ended=month(2026, 12)),
    ]  # fmt: skip


def _interviews() -> list[Interview]:
    return [
        Interview(perspective=("N5",), group="Johtoryhmä", observation="Tieto on **hajallaan** monessa järjestelmässä.", publish=True),
        Interview(perspective=("N8", "N5"), group="Esihenkilöt", observation="Lomakkeita täytetään kahteen kertaan.", publish=True),
        Interview(perspective=(), group="", observation="Muutosta odotetaan.", publish=True),
        Interview(perspective=("N1",), group="Johtoryhmä", observation=HIDDEN_OBSERVATION, publish=False),
        Interview(perspective=("N1",), group="Johtoryhmä", observation=HIDDEN_OBSERVATION, publish=None),
    ]  # fmt: skip


def _trainings() -> list[Training]:
    rows = (
        ("K1", "Digitaidot tutuiksi", "Koko henkilöstö", ("T3", "TP14"), 3, 2.0, "Opisto"),
        ("K2", "Tiedon omistajan tehtävät", "Tiedon omistajat", ("TP1",), 4, 3.0, ""),
        ("K3", "Saavutettava sisältö", "Sisällöntuottajat", ("TP8",), 5, 2.0, "Opisto"),
        ("K4", "Tietoturva arjessa", "Koko henkilöstö", ("T4",), 9, 1.5, ""),
        ("K5", "Tekoäly työn apuna", "Esihenkilöt ja digituki", ("TP19",), 10, 3.0, ""),
    )
    return [
        Training(id=i, name=name, audience=audience, supports=supports, time=month(2027, at), hours=hours, provider=by)
        for i, name, audience, supports, at, hours, by in rows
    ]


def _statutes() -> list[Statute]:
    rows = (
        ("S1", "Laki digitaalisten palvelujen tarjoamisesta", "306/2019"),
        ("S2", "Laki julkisen hallinnon tiedonhallinnasta", "906/2019"),
        ("S3", "Kyberturvallisuuslaki", "124/2025"),
        ("S4", "Laki hallinnon yhteisistä sähköisen asioinnin tukipalveluista", "571/2016"),
        ("S5", "Laki sähköisestä asioinnista viranomaistoiminnassa", "13/2003"),
        ("S10", "Tekoälysäädös", "(EU) 2024/1689"),
    )
    return [Statute(id=i, name=name, number=number, checked=dt.date(2026, 11, 1)) for i, name, number in rows]


def _level(name: str, scope: Any, full: str, baseline: float, target: int, priority: bool) -> Level:
    return Level(
        id=name,
        name=full,
        scope=scope,
        baseline=baseline,
        target=target,
        priority=priority,
        rationale=_RATIONALES.get(name, ""),
        baseline_from_survey=True,
    )


def _action(
    name: str, goal: str, title: str, text: str, owner: str, when: str, status: Any, cost: Any, statute: str, rank: int
) -> Action:
    starts, ends = span(when)
    return Action(
        id=name,
        goal=goal,
        name=title,
        description=text,
        owners=(owner,),
        persons=("Maija Malli",) if name == "TP7" else (),
        sector="Sivistys" if name == "TP12" else "Hallinto",
        starts=starts,
        ends=ends,
        predecessors=("TP1",) if name == "TP7" else (),
        priority=rank,
        status=status,
        cost=cost,
        basis="statutory" if statute else "own_need",
        statutes=(statute,) if statute else (),
        metric="Valmis määräajassa" if name == "TP7" else "",
        added=2026,
        note=NOTE,
    )
