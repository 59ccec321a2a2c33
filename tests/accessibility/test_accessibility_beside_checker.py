"""Where the checker beside the repository finds a fault in a mutated file, so do we: its rules are a part of ours."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

import pytest
import test_accessibility_slides as on_slides
import test_accessibility_word as in_word
from sound_files import Change, deck, document

from office_checks import checker_beside

OURS = {
    "ALT-MISSING": {"AX002", "AX031"},
    "ALT-VAGUE": {"AX014"},
    "CONTRAST": {"AX020"},
    "DOC-TITLE": {"AX001", "AX029"},
    "FONT-SMALL": {"AX024"},
    "HEAD-EMPTY": {"AX025"},
    "HEAD-NONE": {"AX027"},
    "HEAD-SKIP": {"AX003"},
    "LANG-BAD": {"AX006"},
    "LANG-MISSING": {"AX001"},
    "LINK-EMPTY": {"AX018"},
    "LINK-URL": {"AX018"},
    "LINK-VAGUE": {"AX018"},
    "PH-EMPTY": {"AX026"},
    "READ-ORDER": {"AX019"},
    "SLIDE-TITLE": {"AX004"},
    "SLIDE-TITLE-DUP": {"AX030"},
    "SPACE-CHARS": {"AX028"},
    "SPACE-EMPTY": {"AX013"},
    "TBL-EMPTYHEAD": {"AX005", "AX012"},
    "TBL-HEADER": {"AX005"},
    "TBL-MERGED": {"AX010"},
    "TBL-NESTED": {"AX011"},
}
"""For each of the checker's rules, but for tips, what of ours tells the same."""


def theirs(path: Path) -> set[str]:
    checker = checker_beside("a11y_check")
    options = Namespace(lang=set(), min_font=12.0, contrast=4.5, ignore=set(), strict=True)
    made = (checker.PowerPoint if path.suffix == ".pptx" else checker.Word)(str(path), options)
    made.check()
    return {item.code for item in made.findings if item.level != "tip"}


MUTANTS: dict[str, tuple[str, Change]] = {
    **{f"Word: {name}": (".docx", change) for name, (_, change) in in_word.FAULTS.items()},
    **{f"slides: {name}": (".pptx", change) for name, (_, change) in on_slides.FAULTS.items()},
}


@pytest.mark.parametrize("name", MUTANTS)
def test_what_the_checker_finds_we_find(name: str, tmp_path: Path) -> None:
    ending, change = MUTANTS[name]
    data = (document if ending == ".docx" else deck)(change)
    path = tmp_path / f"x{ending}"
    path.write_bytes(data)
    ours = set((in_word if ending == ".docx" else on_slides).codes(data))
    unmatched = {code for code in theirs(path) if not OURS[code] & ours}
    assert unmatched == set()


def test_the_checker_finds_some_of_them(tmp_path: Path) -> None:
    """The comparison can fail: the checker is not silent."""
    path = tmp_path / "x.docx"
    path.write_bytes(document(in_word.skipped))
    assert "HEAD-SKIP" in theirs(path)
