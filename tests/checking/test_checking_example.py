"""The example that the program ships: realistic, complete, and without anything to mend."""

from pathlib import Path

from pipeline.checking import check
from pipeline.survey import intake, scoring
from pipeline.vocabulary.findings import Severity
from pipeline.workbook import reading

EXAMPLE = Path(__file__).parents[2] / "inputs" / "esimerkki"


def test_the_example_has_nothing_to_mend() -> None:
    roadmap, told = reading.read(EXAMPLE / "tyokirja.xlsx", "tyokirja.xlsx")
    assert roadmap is not None
    surveys, more = intake.read([(EXAMPLE / "kysely.xlsx", "kysely.xlsx")], roadmap)
    assert surveys.current is not None
    survey, scored = scoring.score(surveys, roadmap)
    roadmap, filled = scoring.with_baselines(roadmap, survey)
    found = (*told, *more, *scored, *filled, *check(roadmap, survey))
    assert [(finding.code, str(finding.place)) for finding in found if finding.severity is not Severity.NOTE] == []
    assert check(roadmap, survey) == ()
