"""Whatever people answer, every tool's export of it is read to the same answers."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from survey_fixtures import NAMES, coded, read_current, roadmap
from tool_exports import (
    OPTIONS,
    Respondent,
    Row,
    google_forms,
    limesurvey,
    microsoft_forms,
    surveymonkey,
    webropol,
    write,
)

from pipeline.survey.columns.scale import DONT_KNOW, MISSING
from pipeline.vocabulary.model import Level

IDS = ("N1", "N2", "N3")
ROAD = roadmap(levels=tuple(Level(id=id_, name=NAMES[id_], target=4) for id_ in IDS))
CODES = {None: MISSING, 0: DONT_KNOW} | {grade: grade for grade in range(1, 6)}

people = st.lists(
    st.builds(
        Respondent,
        grades=st.tuples(*[st.sampled_from([None, *range(6)])] * 3),
        sector=st.sampled_from(["Sivistys", "Tekninen", "Hallinto"]),
        benefits=st.sets(st.integers(0, len(OPTIONS) - 1)).map(lambda chosen: tuple(sorted(chosen))),
    ),
    min_size=1,
    max_size=8,
).filter(lambda group: all(any(person.grades[index] is not None for person in group) for index in range(3)))


def shapes(group: list[Respondent]) -> dict[str, list[Row]]:
    """The answers of one group in the shape of each tool."""
    return {
        "microsoft_forms": microsoft_forms(group),
        "limesurvey": limesurvey(group, unfinished=group[:1]),
        "surveymonkey": surveymonkey(group),
        "surveymonkey expanded": surveymonkey(group, expanded=True),
        "google_forms": google_forms(group),
        "webropol": webropol(group),
        "webropol in two rows": webropol(group, two_rows=True),
    }


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("exports")


@given(group=people)
def test_the_same_answers_from_every_tool_whatever_they_are(folder: Path, group: list[Respondent]) -> None:
    answered = [person for person in group if any(grade is not None for grade in person.grades)]
    expected = {id_: [CODES[person.grades[index]] for person in answered] for index, id_ in enumerate(IDS)}
    for tool, rows in shapes(group).items():
        path = write(folder / f"{tool}.csv", rows, tool=tool.split()[0])
        answers, _ = read_current([(path, path.name)], ROAD)
        assert answers is not None, tool
        assert {id_: list(codes) for id_, (codes,) in coded(answers).items()} == expected, tool
        assert answers.backgrounds["sector"] == tuple(person.sector for person in answered), tool
