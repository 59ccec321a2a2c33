"""Every rule once firing, with the exact cell and its message, and once silent on nearly the same input."""

from dataclasses import dataclass, replace
from datetime import date

import pytest
from sound_roadmap import SOUND, add, at, change, survey, without

from pipeline.checking import RULES, SURVEY_RULES, check
from pipeline.language import LANGUAGES, words
from pipeline.vocabulary.findings import Place
from pipeline.vocabulary.model import Action, Goal, Level, Phase, Roadmap
from pipeline.vocabulary.survey import SurveyResult


@dataclass(frozen=True)
class Case:
    """A roadmap on which a rule fires, at `cells` and saying `message` first, and one on which it is silent."""

    code: str
    fires: Roadmap
    cells: tuple[str, ...]
    message: str
    silent: Roadmap
    survey: SurveyResult | None = None


def later(**values: object) -> Roadmap:
    """The sound roadmap with the fifth action (row 6) changed."""
    return change(SOUND, "actions", 4, **values)


def busy(count: int, **values: object) -> Roadmap:
    """The sound roadmap with many more actions in one quarter."""
    found = SOUND
    for number in range(count):
        extra = Action(
            id=f"TP{number + 50}",
            goal="T2",
            name=f"Avataan palvelu {number}",
            description="Palvelu avataan.",
            sector="Tekniset palvelut",
            starts=at("Q2/2030"),
            ends=at("Q3/2030"),
            status="not_started",
        )
        found = add(found, replace(extra, **{"owners": ("Yksikkö",), **values}))
    return found


def levels(count: int) -> Roadmap:
    """The sound roadmap with as many perspectives as asked."""
    found = without(SOUND, "levels")
    for number in range(1, count + 1):
        found = add(found, Level(id=f"N{number}", name=f"Näkökulma {number}", baseline=2.0, target=4))
    return found


CASES = [
    Case(
        "WB004",
        change(SOUND, "actions", 3, id="TP1"),
        ("Toimenpiteet!A5",),
        "tunnus TP1 on jo solussa A2",
        change(SOUND, "actions", 3, id="TP8"),
    ),
    Case(
        "NY006",
        replace(SOUND, archived={"tp1": Place("", "Arkisto", "B5")}),
        ("Toimenpiteet!A2",),
        "tunnus TP1 on jo arkistoidulla toimenpiteellä (solu Arkisto!B5)",
        replace(SOUND, archived={"TP91": Place("", "Arkisto", "B5")}),
    ),
    Case(
        "WB005",
        later(goal="T9"),
        ("Toimenpiteet!B6",),
        "tunnusta T9 ei ole",
        later(goal="T1"),
    ),
    Case(
        "WB014",
        later(starts=at("Q3/2028"), ends=at("Q1/2028")),
        ("Toimenpiteet!I6",),
        "loppu on ennen alkua (Q1/2028 < Q3/2028)",
        later(starts=at("Q3/2028"), ends=at("2028")),
    ),
    Case(
        "WB014",
        change(SOUND, "phases", 0, ended=at("8/2026")),
        ("Työvaiheet!C2",),
        "loppu on ennen alkua (8/2026 < 9/2026)",
        change(SOUND, "phases", 0, ended=at("9/2026")),
    ),
    Case(
        "WB015",
        change(SOUND, "actions", 0, predecessors=("TP3",)),
        ("Toimenpiteet!J2",),
        "edeltävät toimenpiteet muodostavat kehän: TP1 → TP3 → TP2 → TP1",
        change(SOUND, "actions", 2, predecessors=("TP2", "TP1")),
    ),
    Case(
        "WB016",
        change(SOUND, "actions", 6, ends=at("Q1/2031")),
        ("Toimenpiteet!I8",),
        "aika Q1/2031 ei ole digitiekartan kaudella 2027–2030",
        change(SOUND, "actions", 6, ends=at("Q4/2030")),
    ),
    Case(
        "WB017",
        later(starts=at("Q1/2028")),
        ("Toimenpiteet!H6",),
        "toimenpide alkaa (Q1/2028), ennen kuin edeltävä TP4 päättyy (Q2/2028)",
        later(starts=at("Q2/2028")),
    ),
    Case(
        "WB018",
        add(SOUND, Goal(id="T3", name="Uudet kokeilut", metric="Kokeilujen määrä")),
        ("Tavoitteet!A5",),
        "tavoitteella T3 ei ole yhtään toimenpidettä",
        add(SOUND, Goal(id="T2.1", parent="T2", name="Raportit")),
    ),
    Case(
        "WB019",
        later(owners=(), persons=()),
        ("Toimenpiteet!E6",),
        "toimenpiteellä TP5 ei ole vastuutahoa eikä vastuuhenkilöä",
        later(owners=()),
    ),
    Case(
        "WB020",
        change(SOUND, "levels", 1, target=2),
        ("Tasot!E3",),
        "tavoitetaso 2 on lähtötasoa 2,4 matalampi",
        change(SOUND, "levels", 1, baseline=4.04),
    ),
    Case(
        "WB021",
        change(SOUND, "levels", 2, priority=True),
        ("Tasot!G4",),
        "tärkeään kehittämiskohteeseen N3 (Ohjelmistot) ei liity yhtään tavoitetta",
        change(SOUND, "levels", 1, priority=True),
    ),
    Case(
        "WB022",
        change(SOUND, "levels", 1, target=6),
        ("Tasot!E3",),
        "taso 6 ei ole asteikolla 1–5",
        change(SOUND, "levels", 1, target=5),
    ),
    Case(
        "WB022",
        change(SOUND, "levels", 1, baseline=0.96),
        ("Tasot!D3",),
        "taso 0,96 ei ole asteikolla 1–5",
        change(SOUND, "levels", 1, baseline=1.0),
    ),
    Case(
        "WB023",
        busy(7, persons=("Anna Aalto",)),
        ("Toimenpiteet!F9",),
        "Anna Aalto: 7 toimenpidettä yhtä aikaa (II/2030): TP50, TP51, TP52, TP53, TP54, TP55, TP56",
        busy(6, persons=("Anna Aalto",)),
    ),
    Case(
        "WB023",
        busy(11),
        ("Toimenpiteet!E9",),
        "Yksikkö: 11 toimenpidettä yhtä aikaa (II/2030): "
        "TP50, TP51, TP52, TP53, TP54, TP55, TP56, TP57, TP58, TP59, TP60",
        busy(11, status="done", progress=100.0),
    ),
    Case(
        "WB024",
        replace(SOUND, actions=tuple(replace(a, starts=at("Q1/2027"), predecessors=()) for a in SOUND.actions)),
        ("Toimenpiteet!H2",),
        "7 toimenpiteestä 7 alkaa heti ensimmäisenä vuonna (2027)",
        replace(
            SOUND,
            actions=tuple(
                replace(action, starts=at("Q1/2027"), predecessors=()) if number < 5 else action
                for number, action in enumerate(SOUND.actions)
            ),
        ),
    ),
    Case(
        "WB025",
        change(SOUND, "foreword", text="Hyvä lukija, xxx kertoo tästä."),
        ("Saatesanat!B2",),
        "soluun on jäänyt täydennettävää: ”xxx”",
        change(SOUND, "foreword", text="Esimerkkilän kunta kertoo esimerkiksi tästä [lisää](https://example.org)."),
    ),
    Case(
        "WB030",
        change(SOUND, "organisation", period_end=2026),
        ("Perustiedot!B9",),
        "kausi päättyy (2026), ennen kuin se alkaa (2027)",
        SOUND,
    ),
    Case("WB033", without(SOUND, "actions"), ("",), "työkirjassa ei ole yhtään toimenpidettä", SOUND),
    Case(
        "WB034",
        change(SOUND, "goals", 0, parent="T1.1"),
        ("Tavoitteet!B2",),
        "tavoite on itsensä alatavoite: T1 → T1.1 → T1",
        SOUND,
    ),
    Case(
        "WB037",
        change(SOUND, "organisation", period_end=2040),
        ("Perustiedot!B9",),
        "kauden pituus on epätavallinen: 14 vuotta (2027–2040)",
        change(SOUND, "organisation", period_end=2032),
    ),
    Case("WB038", levels(16), ("Tasot!A17",), "näkökulmia on 16; niitä pitää olla 5–15", levels(15)),
    Case("WB038", levels(4), ("Tasot!A5",), "näkökulmia on 4; niitä pitää olla 5–15", levels(5)),
    Case(
        "WB041",
        change(SOUND, "actions", 5, name="Rakennetaan raportit johdolle!"),
        ("Toimenpiteet!C7",),
        "lähes samanniminen toimenpide on jo solussa C6 (TP5)",
        change(SOUND, "actions", 5, name="Rakennetaan raportit kuntalaisille"),
    ),
    Case("WB051", without(SOUND, "goals"), ("",), "työkirjassa ei ole yhtään tavoitetta", SOUND),
    Case(
        "WB052",
        later(owners=("Kunnan johtoryhmä",), persons=()),
        ("Toimenpiteet!E6",),
        "vastuussa on vain Kunnan johtoryhmä",
        later(owners=("Kunnan johtoryhmä", "Tietohallinto"), persons=()),
    ),
    Case(
        "WB053",
        later(basis="statutory"),
        ("Toimenpiteet!P6",),
        "peruste on lakisääteinen, mutta säädös puuttuu",
        later(basis="statutory", statutes=("S1",)),
    ),
    Case(
        "WB054",
        later(name="Kehitetään viestintää", description=""),
        ("Toimenpiteet!C6",),
        "toimenpiteestä ”Kehitetään viestintää” ei selviä, mitä tehdään",
        later(name="Kehitetään viestintää", description="", metric="Uutiskirjeen tilaajat"),
    ),
    Case(
        "WB055",
        later(status="done", progress=60.0),
        ("Toimenpiteet!M6",),
        "edistyminen 60\N{NO-BREAK SPACE}% ei sovi rivin tilaan",
        later(status="under_way", progress=60.0),
    ),
    Case(
        "WB056",
        change(change(SOUND, "organisation", date=date(2028, 12, 1)), "actions", 0, status="under_way"),
        ("Toimenpiteet!I2", "Toimenpiteet!I3", "Toimenpiteet!I5"),
        "toimenpiteen piti päättyä Q2/2027, mutta se ei ole valmis 1.12.2028",
        change(SOUND, "organisation", date=date(2027, 6, 30)),
    ),
    Case(
        "WB057",
        change(SOUND, "organisation", genitive="Esimerkkilän kunta"),
        ("Perustiedot!B3",),
        "”Esimerkkilän kunta” ei näytä genetiiviltä",
        replace(change(SOUND, "organisation", genitive="Exempelby kommuns"), language="sv"),
    ),
    Case(
        "WB058",
        change(SOUND, "vision", year=2026),
        ("Visio!B4",),
        "visiovuosi 2026 on ennen kauden alkua (2027)",
        change(SOUND, "vision", year=2035),
    ),
    Case(
        "WB059",
        replace(SOUND, actions=tuple(replace(action, priority=1) for action in SOUND.actions)),
        ("Toimenpiteet!K2",),
        "7 toimenpiteestä 7 on prioriteetilla 1",
        replace(SOUND, actions=tuple(replace(action, priority=1) for action in SOUND.actions[:5])),
    ),
    Case(
        "WB060",
        change(SOUND, "phases", 0, participants=118),
        ("Työvaiheet!D2",),
        "kyselyn osallistujia on 118, mutta vastauksia on 120",
        add(SOUND, Phase(phase="workshop", participants=25)),
        survey(120),
    ),
    Case(
        "WB061",
        later(note="Soita Maijalle, 131052-308T."),
        ("Toimenpiteet!S6",),
        "solussa on henkilötunnus",
        later(note="Viite 131052-3081 ei ole henkilötunnus."),
    ),
    Case(
        "WB062",
        without(SOUND, "indicators"),
        ("Tavoitteet!F4",),
        "tavoitteella T2 ei ole mittaria",
        without(change(SOUND, "goals", 2, metric="Raporttien käyttäjät"), "indicators"),
    ),
    Case(
        "WB063",
        later(owners=("Tieto-hallinto",)),
        ("Toimenpiteet!E6",),
        "”Tieto-hallinto” on solussa E2 muodossa ”Tietohallinto”",
        later(owners=("Tietosuoja",)),
    ),
    Case(
        "WB064",
        change(SOUND, "organisation", name="Sotkamon kunta", genitive="Sotkamon kunnan", kind="city", code="049"),
        ("Perustiedot!B5", "Perustiedot!B6"),
        "tieto eroaa kuntaluettelosta: organisaatiotyyppi on kaupunki, luettelossa Sotkamon kunta on kunta",
        change(SOUND, "organisation", name="Sotkamon kunta", genitive="Sotkamon kunnan", code="765"),
    ),
    Case(
        "WB065",
        change(SOUND, "organisation", smallest_group=4),
        ("Perustiedot!B20",),
        "pienin vastaajaryhmä on 4, mutta sen on oltava vähintään 5",
        change(SOUND, "organisation", smallest_group=10),
    ),
]


def told(code: str, given: Roadmap, answers: SurveyResult | None) -> list[tuple[str, str]]:
    """The places and Finnish messages of a code's findings."""
    return [
        ("!".join(filter(None, (finding.place.sheet, finding.place.cell))), words("fi").message(finding))
        for finding in check(given, answers)
        if finding.code == code
    ]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.code)
def test_the_rule_fires_at_its_cells(case: Case) -> None:
    found = told(case.code, case.fires, case.survey)
    assert [place for place, _ in found] == list(case.cells)
    assert found[0][1] == case.message


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.code)
def test_the_rule_is_silent_on_nearly_the_same(case: Case) -> None:
    assert told(case.code, case.silent, case.survey) == []


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.code)
def test_message_and_hint_are_whole_in_every_language(case: Case) -> None:
    finding = next(finding for finding in check(case.fires, case.survey) if finding.code == case.code)
    for language in LANGUAGES:
        for text in (words(language).message(finding), words(language).hint(finding)):
            assert text
            assert "  " not in text
            assert "()" not in text


def test_participants_are_not_compared_with_a_survey_of_too_few() -> None:
    assert told("WB060", SOUND, SurveyResult(0, (), too_few=True)) == []
    assert told("WB060", SOUND, SurveyResult(7, ())) != []


def test_every_rule_is_tried() -> None:
    assert {case.code for case in CASES} == {*RULES, *SURVEY_RULES}


@pytest.mark.parametrize("code", RULES)
def test_a_rule_tells_its_own_code_only(code: str) -> None:
    found = {finding.code for case in CASES for finding in RULES[code](case.fires)}
    assert found == {code}


def test_nothing_is_told_of_a_sound_roadmap() -> None:
    assert check(SOUND, survey(120)) == ()


def test_all_faults_are_told_at_once_and_each_at_its_place() -> None:
    broken = change(later(goal="T9", ends=at("Q1/2028"), owners=(), persons=()), "vision", 0, year=2020)
    found = {(finding.code, str(finding.place).partition(": ")[2]) for finding in check(broken, None)}
    assert found >= {
        ("WB005", "Toimenpiteet!B6"),
        ("WB014", "Toimenpiteet!I6"),
        ("WB019", "Toimenpiteet!E6"),
        ("WB058", "Visio!B4"),
    }
