"""Half-filled workbooks: any single value missing, every value missing; no crash, and nothing told but what is so."""

from collections.abc import Iterator
from dataclasses import fields, replace
from typing import Any

from sound_roadmap import SOUND, change, roadmap, survey

from pipeline.checking import check
from pipeline.vocabulary.model import Action, Entry, Goal, Level, Phase, Roadmap

TELLING = {
    ("actions", "id", "WB005"),
    ("goals", "id", "WB005"),
    ("levels", "id", "WB005"),
    ("goals", "perspectives", "WB021"),
    ("goals", "metric", "WB062"),
    ("goals", "parent", "WB062"),
    ("indicators", "goal", "WB062"),
}
"""Sheet, field and the code that is rightly told when its value is gone: an id that others refer to, a measure."""


def blanked() -> Iterator[tuple[str, str, Roadmap]]:
    """The sound roadmap with one value missing, for every value in it."""
    for sheet in fields(SOUND):
        value = getattr(SOUND, sheet.name)
        for number, row in enumerate(value if isinstance(value, tuple) else (value,)):
            if isinstance(row, Entry):
                for field in fields(row):
                    if field.name not in ("at", "row", "companions"):
                        yield sheet.name, field.name, change(SOUND, sheet.name, number, **{field.name: field.default})


def test_a_missing_value_is_the_reader_s_to_tell() -> None:
    told = {(sheet, field, finding.code) for sheet, field, given in blanked() for finding in check(given, survey(120))}
    assert told == TELLING


def test_rows_without_any_value_cause_no_further_finding() -> None:
    key_values = (type(row)() for row in (SOUND.organisation, SOUND.foreword, SOUND.vision, SOUND.governance))
    levels, goals = (Level() for _ in range(5)), (Goal() for _ in range(3))
    actions = (Action(owners=("Tietohallinto",)) for _ in range(3))
    assert check(roadmap(*key_values, *levels, *goals, *actions, Phase()), survey(10)) == ()


def test_rows_without_cells_do_not_crash() -> None:
    bare: Any = {"at": {}, "companions": {}}
    tables = {
        sheet.name: tuple(replace(row, **bare) for row in getattr(SOUND, sheet.name))
        for sheet in fields(SOUND)
        if isinstance(getattr(SOUND, sheet.name), tuple)
    }
    assert check(replace(SOUND, **tables), survey(120)) == ()


def test_an_empty_workbook_is_told_once_for_each_empty_sheet() -> None:
    assert [finding.code for finding in check(Roadmap(file="tyokirja.xlsx"), survey(10))] == ["WB033", "WB038", "WB051"]
