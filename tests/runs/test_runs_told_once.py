"""A brand's faint colour is told of the brand; a template's own one is told where it stands."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

from example_folder import copy_example
from pipeline.ooxml.palette import on_dark
from pipeline.runs.batch import build_all
from pipeline.runs.options import ROADMAP, Options, Outcome
from pipeline.runs.project import own_file
from pipeline.runs.told_once import beside_the_brands
from pipeline.vocabulary.brand import Brand
from pipeline.vocabulary.findings import Finding, Place

FAINT = replace(Brand(), muted="#999999")


def letters(colour: str, ground: str, code: str = "AX020") -> Finding:
    return Finding(code, Place("a.docx"), {"colour": colour, "ground": ground, "least": 4.5, "ratio": 2.8})


def test_a_faint_colour_of_the_brand_is_left_out_on_each_of_its_grounds() -> None:
    assert beside_the_brands([letters("#999999", "#FFFFFF"), letters("#999999", "#F5F8F8")], FAINT) == ()


def test_what_a_mended_brand_would_not_mend_stays() -> None:
    own = letters("#AAAAAA", "#FFFFFF")
    on_its_own_ground = letters("#999999", "#777777")
    assert beside_the_brands([own, on_its_own_ground], FAINT) == (own, on_its_own_ground)
    assert beside_the_brands([letters("#999999", "#FFFFFF")], Brand()) == (letters("#999999", "#FFFFFF"),)


def test_other_findings_stay() -> None:
    other = Finding("AX002", Place("a.docx"), {"colour": "#999999", "ground": "#FFFFFF", "least": 4.5})
    assert beside_the_brands([other], FAINT) == (other,)
    strange = Finding("AX020", Place("a.docx"), {})
    assert beside_the_brands([strange], FAINT) == (strange,)


def test_a_dark_brand_is_judged_by_the_colours_it_wears() -> None:
    dark = replace(Brand(), deep="#3A6A80", dark_cover=True)
    worn = on_dark(dark).primary
    assert worn != on_dark(Brand()).primary
    assert beside_the_brands([letters(worn, "#3A6A80")], dark) == ()
    assert beside_the_brands([letters("#BD5027", "#3A6A80")], dark) != ()


def test_a_build_with_a_faint_colour_says_it_once_also_with_a_template_of_ones_own(tmp_path: Path) -> None:
    folder = copy_example(tmp_path / "kunta")
    (folder / "brand.toml").write_text('muted = "#999999"\n', encoding="utf-8")
    shutil.copy(own_file(ROADMAP), folder / ROADMAP)
    (outcome,) = [
        item for item in build_all([str(folder)], Options(tmp_path / "o", (ROADMAP,))) if isinstance(item, Outcome)
    ]
    assert outcome.status == "built"
    assert [item.code for item in outcome.findings if item.code in ("BR003", "AX020", "AX021", "TP016")] == ["BR003"]
