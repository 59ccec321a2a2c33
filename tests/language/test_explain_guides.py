"""The guides: what `explain` says, and that the pages of `docs/` are what the declarations make."""

from pathlib import Path

import pytest

from pipeline.explain import nearest_code, pages, rule_list, rule_reference, rule_text, write_all
from pipeline.language import LANGUAGES
from pipeline.vocabulary.model import Language
from pipeline.vocabulary.rules import RULES

DOCS = Path(__file__).parents[2] / "docs"


def test_a_code_is_explained_with_its_severity_message_example_and_fix() -> None:
    assert rule_text("wb014 ", "en") == (
        "WB014 · error\n"
        "the end is before the start (… < …)\n"
        "\n"
        "The row ends earlier than it starts, for example with the start `Q3/2026` and the end `Q1/2026`. "
        "Often a year or a quarter was mistyped. A start means the first day of the time, an end the last.\n"
    )


def test_braces_of_templates_are_shown_as_a_designer_types_them() -> None:
    explained = rule_text("TP001", "fi")
    assert explained is not None
    assert "`{{ goal.name }}`" in explained
    assert "`{% for %}`" in explained


def test_an_unknown_code_has_no_explanation_but_a_neighbour() -> None:
    assert rule_text("WB999", "fi") is None
    assert nearest_code("wb14") == "WB014"
    assert nearest_code("???") == ""


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_list_and_the_reference_hold_every_code(language: Language) -> None:
    assert [line.split()[0] for line in rule_list(language).splitlines()] == list(RULES)
    headings = [line for line in rule_reference(language).splitlines() if line.startswith("### ")]
    assert [heading.split()[1] for heading in headings] == list(RULES)


@pytest.mark.parametrize("name", ["findings.md", "names.md", "workbook.md"])
def test_the_pages_are_fresh(name: str) -> None:
    """Renew them with `python -m pipeline.explain`."""
    assert (DOCS / name).read_text(encoding="utf-8") == pages()[name]


def test_the_pages_are_renewed_by_one_call(tmp_path: Path) -> None:
    (tmp_path / "findings.md").write_text("old", encoding="utf-8")
    write_all(tmp_path)
    assert {path.name: path.read_text(encoding="utf-8") for path in tmp_path.iterdir()} == pages()
