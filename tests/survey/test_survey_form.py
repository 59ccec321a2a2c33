"""The survey form: complete in each language, and its own questions are recognised when the answers come back."""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from survey_fixtures import Rows, coded, read_current, roadmap, write_csv, write_xlsx

from pipeline.accessibility import check_document
from pipeline.filling.rendering import render_template
from pipeline.language import LANGUAGES, TAGS, words
from pipeline.municipalities.identity import identify
from pipeline.runs.project import own_file
from pipeline.runs.start import FORM, start
from pipeline.survey.form import form
from pipeline.survey.questionnaire import questionnaire, word_key
from pipeline.vocabulary.brand import Brand
from pipeline.vocabulary.findings import Severity
from pipeline.vocabulary.model import Language
from pipeline.vocabulary.rules import RULES

PLACE = re.compile(r"\[[^\[\]]+\]")
OPEN = ("Lisää koulutusta, kiitos.", "Mer stöd i vardagen skulle vara bra.", "A second screen would help a lot.", "")


class Answered:
    """The form's questions in one language, and what some people answered; the same for the same seed."""

    def __init__(self, language: Language, people: int, seed: int) -> None:
        names: Any = form(language, "Mallilan kunta")
        self.backgrounds = [str(item["question"]) for item in names["backgrounds"]]
        self.questions = [str(question["text"]) for group in names["groups"] for question in group["questions"]]
        self.choice, self.options, self.open = str(names["choice"]), list(names["choices"]), str(names["open"])
        levels = [*map(str, names["levels"]), str(names["dont_know"])]
        groups = [list(item["options"]) if len(item["options"]) > 1 else ["A", "B"] for item in names["backgrounds"]]
        self.groups = [[options[row % len(options)] for options in groups] for row in range(people)]
        picks = [(row * seed + row) % 101 for row in range(people)]
        self.levels = [[levels[(pick + place * seed) % 6] for place in range(len(self.questions))] for pick in picks]
        self.chosen = [[self.options[(pick + step) % 11] for step in range(1 + pick % 5)] for pick in picks]
        self.texts = [OPEN[pick % len(OPEN)] for pick in picks]
        self.times = [dt.datetime(2026, 10, 5, 8, 30) + dt.timedelta(hours=row) for row in range(people)]  # noqa: DTZ001

    def joined(self, separator: str, after: str = "") -> Rows:
        """A row per person, several choices in one cell."""
        return [
            [*group, *level, separator.join(chosen) + after, text]
            for group, level, chosen, text in zip(self.groups, self.levels, self.chosen, self.texts, strict=True)
        ]

    def flagged(self, yes: Callable[[str], str], no: str) -> Rows:
        """A row per person, a cell for each option."""
        return [
            [*group, *level, *(yes(option) if option in chosen else no for option in self.options), text]
            for group, level, chosen, text in zip(self.groups, self.levels, self.chosen, self.texts, strict=True)
        ]

    @property
    def headers(self) -> list[str]:
        return [*self.backgrounds, *self.questions, self.choice, self.open]


def forms(said: Answered, folder: Path) -> Path:
    meta = ["ID", "Start time", "Completion time", "Email", "Name"]
    rows = [
        [row, time, time + dt.timedelta(minutes=5), "anonymous", None, *answers]
        for row, (time, answers) in enumerate(zip(said.times, said.joined(";", ";"), strict=True), 1)
    ]
    return write_xlsx(folder / "forms.xlsx", [[*meta, *said.headers], *rows])


def google(said: Answered, folder: Path) -> Path:
    rows = [[f"{time:%Y/%m/%d %H:%M:%S}", *row] for time, row in zip(said.times, said.joined(", "), strict=True)]
    return write_csv(folder / "google.csv", [["Timestamp", *said.headers], *rows], ",")


def limesurvey(said: Answered, folder: Path) -> Path:
    coded = [f"B{number}. {text}" for number, text in enumerate(said.backgrounds, 1)]
    coded += [f"Q{number}. {text}" for number, text in enumerate(said.questions, 1)]
    coded += [f"M[SQ{number:03}]. {said.choice} [{option}]" for number, option in enumerate(said.options, 1)]
    meta = ["id. Response ID", "submitdate. Date submitted", "lastpage. Last page", "startlanguage. Start language"]
    rows = [
        [row, f"{time:%Y-%m-%d %H:%M:%S}", 5, "fi", *answers]
        for row, (time, answers) in enumerate(zip(said.times, said.flagged(lambda _: "Yes", "No"), strict=True), 1)
    ]
    return write_csv(folder / "lime.csv", [[*meta, *coded, f"O. {said.open}"], *rows], ";", "utf-8-sig")


def surveymonkey(said: Answered, folder: Path) -> Path:
    meta = ["Respondent ID", "Collector ID", "Start Date", "End Date", "IP Address"]
    asked = [*said.backgrounds, *said.questions]
    first = [*meta, *asked, said.choice, *[""] * (len(said.options) - 1), said.open]
    second = [*[""] * len(meta), *["Response"] * len(asked), *said.options, "Open-Ended Response"]
    rows = [
        [1000 + row, 77, f"{time:%m/%d/%Y %I:%M:%S %p}", f"{time:%m/%d/%Y %I:%M:%S %p}", "", *answers]
        for row, (time, answers) in enumerate(zip(said.times, said.flagged(str, ""), strict=True))
    ]
    return write_csv(folder / "monkey.csv", [first, second, *rows], ",")


def webropol(said: Answered, folder: Path) -> Path:
    numbered = [f"{number}. {text}" for number, text in enumerate(said.headers, 1)]
    rows = [[row, *answers] for row, answers in enumerate(said.joined(";"), 1)]
    return write_xlsx(folder / "webropol.xlsx", [["Henkilöstökysely"], [], ["Vastaaja", *numbered], *rows], "Data")


TOOLS = (forms, google, limesurvey, surveymonkey, webropol)


@pytest.mark.parametrize("tool", TOOLS)
@pytest.mark.parametrize("language", LANGUAGES)
@given(people=st.integers(20, 60), seed=st.integers(0, 10_000))
@settings(max_examples=3, deadline=None, phases=(Phase.generate,))
def test_a_survey_made_from_the_form_leaves_nothing_to_ask(
    language: Language, tool: Callable[[Answered, Path], Path], people: int, seed: int, tmp_path_factory: Any
) -> None:
    said = Answered(language, people, seed)
    path = tool(said, tmp_path_factory.mktemp("form"))
    answers, findings = read_current([(path, path.name)], roadmap())
    assert [item for item in findings if RULES[item.code].severity is not Severity.NOTE] == []
    assert "SV007" not in {finding.code for finding in findings}
    assert answers is not None
    assert answers.respondents == people
    assert list(coded(answers)) == [f"N{number}" for number in range(1, 12)]
    assert all(len(columns) == 1 for columns in coded(answers).values())
    assert set(answers.backgrounds) == {"sector", "role", "unit", "service"}
    assert [set().union(*choice.chosen) <= set(said.options) for choice in answers.choices] == [True]


def texts(data: bytes | Path) -> Sequence[str]:
    return [item.text for item in Document(io.BytesIO(data) if isinstance(data, bytes) else str(data)).paragraphs]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_form_is_a_document_in_its_language(language: Language) -> None:
    names = form(language, "Mallilan kunta")
    data = own_file(FORM).read_bytes()
    filled = render_template(data, FORM, names, brand=Brand(), language_tag=TAGS[language])
    assert filled.findings == ()
    assert filled.document is not None
    assert check_document(filled.document, FORM) == ()
    written = texts(filled.document)
    assert written[0] == names["title"]
    assert sum("Mallilan kunta" in text for text in written) == 2
    assert not [text for text in written if "{" in text or not text.strip()]


def test_the_languages_say_the_same() -> None:
    shapes = []
    for language in LANGUAGES:
        names: Any = form(language, "Mallilan kunta")
        shapes.append(
            (
                set(names),
                [(len(item["options"]), bool(item["fill"])) for item in names["backgrounds"]],
                [bool(item["fill"]) for item in names["privacy"]],
                [item["name"] for item in names["tools"]],
                [len(names[key]) for key in ("levels", "choices", "tips")],
            )
        )
        assert all("," not in option and ";" not in option for option in names["choices"])
        assert all(PLACE.fullmatch(item["fill"]) for item in names["privacy"] if item["fill"])
    assert shapes[0] == shapes[1] == shapes[2]


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_the_form_asks_is_known_beforehand(language: Language) -> None:
    names: Any = form(language, "Mallilan kunta")
    assert len(names["backgrounds"]) == len(questionnaire().backgrounds)
    catalog = words(language).catalog("form")
    assert word_key(catalog["dont_know"]) in questionnaire().dont_know
    for item in names["backgrounds"]:
        assert word_key(item["options"][-1]) in questionnaire().missing


def test_new_writes_the_form_in_three_languages(tmp_path: Path) -> None:
    made, findings = start(identify("Mallilan kunta", "fi"), tmp_path / "mallila")
    assert findings == ()
    expected = ["tyokirja.xlsx", "kyselylomake.docx", "kyselylomake-sv.docx", "kyselylomake-en.docx"]
    assert [Path(path).name for path in made] == expected
    for file, language in zip(expected[1:], LANGUAGES, strict=True):
        assert texts(tmp_path / "mallila" / file)[0] == form(language, "")["title"]


def test_the_form_calls_a_municipality_by_its_name_in_each_language(tmp_path: Path) -> None:
    start(identify("Sotkamo"), tmp_path)
    for file, name in {"": "Sotkamon kunta", "-sv": "Sotkamo kommun", "-en": "Municipality of Sotkamo"}.items():
        assert any(name in text for text in texts(tmp_path / f"kyselylomake{file}.docx"))


def test_a_folder_that_is_begun_already_is_left(tmp_path: Path) -> None:
    made, _ = start(identify("Mallilan kunta", "fi"), tmp_path / "mallila")
    assert made
    before = {path.name: path.read_bytes() for path in (tmp_path / "mallila").iterdir()}
    made, findings = start(identify("Toinen kunta", "fi"), tmp_path / "mallila")
    assert made == []
    assert {finding.code for finding in findings} == {"OT006"}
    assert {path.name: path.read_bytes() for path in (tmp_path / "mallila").iterdir()} == before
