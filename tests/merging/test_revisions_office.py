"""The Office checks on merged, accepted, rejected and compared roadmaps.

The checkers don't know tracked changes: of a document that has some they take a heading or a header row whose words are
all deleted for an empty one. That this is the only cause is shown here: answered either way, the same document has no
fault that the version it then is doesn't have.
"""

from __future__ import annotations

from argparse import Namespace
from functools import cache
from io import BytesIO

import pytest
from harness_word import RUN, pair
from revision_making import AUTHOR, MAIN
from thinning import every

from office_checks import _schemas, checker_beside, office_faults
from pipeline.merging.merge import accepted, merge, redline
from pipeline.merging.revisions.answers import accept_own, reject_own
from pipeline.ooxml.package import parse, read_package, serialise

_UNTRACKED = {"HEAD-EMPTY", "TBL-EMPTYHEAD", "SPACE-EMPTY"}
"""What deleted words look like to a checker that reads only words that are not deleted."""


@cache
def accessible(document: bytes) -> set[str]:
    options = Namespace(lang=set(), min_font=12.0, contrast=4.5, ignore=set(), strict=True)
    made = checker_beside("a11y_check").Word(BytesIO(document), options)
    made.check()
    return {item.code for item in made.findings if item.level != "tip"}


def sound(document: bytes) -> set[str]:
    """Also warnings."""
    checker = checker_beside("ooxml_check")
    options = Namespace(allow=set(), no_tags=False, require=[], strict=True)
    found = checker.Package(BytesIO(document), options, _schemas()).check()
    return {item.code for item in found}


@pytest.mark.parametrize("name", every(3, ["row removed", "goals moved", "period"]))
def test_merged_and_answered_roadmaps_are_sound(name: str) -> None:
    base, fresh = pair(name)
    merged = merge(base, base, fresh, RUN).document
    assert office_faults(merged) == []
    told = accessible(merged) - accessible(base)
    assert told and told <= _UNTRACKED
    plain = accepted(merged)
    assert office_faults(plain) == []
    assert accessible(plain) == accessible(fresh) and sound(plain) <= sound(fresh)
    package = read_package(merged)
    root = parse(package.read(MAIN))
    reject_own(root, AUTHOR)
    package.parts[MAIN] = serialise(root)
    assert accessible(package.write()) == accessible(base)


@pytest.mark.parametrize("name", every(2, ["goal split", "row removed"]))
def test_comparison_copies_are_sound_both_ways(name: str) -> None:
    old, new = pair(name)
    document = redline(old, new, RUN)
    assert office_faults(document) == []
    assert accessible(document) - accessible(old) <= _UNTRACKED
    for answer, version in ((accept_own, new), (reject_own, old)):
        package = read_package(document)
        root = parse(package.read(MAIN))
        answer(root, AUTHOR)
        package.parts[MAIN] = serialise(root)
        assert office_faults(package.write()) == []
        assert accessible(package.write()) == accessible(version)
