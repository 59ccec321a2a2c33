"""What happens over months: people edit, the workbook is corrected, the document is made again, some changes are
accepted, some refused, people edit on. After each run nothing is lost and everything is told.

In: random sequences. Out: the judges' faults, none.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest
from hand_edits_word import Edit, Holds, every_kind
from harness_word import RUN, case_of, made
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from word_judges import faults
from word_open import Word, opened
from word_views import OURS, view

from corrections import CORRECTIONS, NOTHING, Correction, together
from pipeline.merging.merge import accepted, merge

_KINDS = sorted(name for name, kind in every_kind().items() if kind.how in ("lxml", "python-docx"))
_CORRECTIONS = ("text", "row added", "row removed", "rows moved", "renumbered", "vision", "money", "contact")
_ANSWERS = ("nothing", "accept", "reject")
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("edit"), st.sampled_from(_KINDS)),
        st.tuples(st.just("correct"), st.sampled_from(_CORRECTIONS)),
        st.tuples(st.just("answer"), st.sampled_from(_ANSWERS)),
    ),
    min_size=2,
    max_size=7,
)


@dataclass
class Story:
    """A document under way: how it was last made, how it stands, what the workbook says, which edits were made."""

    base: bytes
    hand: bytes
    corrections: list[str] = field(default_factory=list)
    edits: list[tuple[str, Holds]] = field(default_factory=list)

    def edit(self, name: str) -> None:
        """A person edits; where the document has no such place any more, nobody does."""
        try:
            done = every_kind()[name].make(self.hand, "")
        except (StopIteration, IndexError, AttributeError, TypeError, KeyError):
            return
        self.hand = done.document
        self.edits.append((name, done.holds))

    def correct(self, name: str) -> list[str]:
        """The workbook is corrected and the document made again; gives what is wrong then."""
        if name in self.corrections:
            return []
        self.corrections.append(name)
        fresh = made(_all(tuple(self.corrections)))
        seen = _views(self.hand) if self.edits else ()
        there = [(edit, holds) for edit, holds in self.edits if not any(map(holds, seen))]
        edit = Edit(
            self.hand, lambda word: "; ".join(f"{name}: {fault}" for name, holds in there if (fault := holds(word)))
        )
        merged = merge(self.base, self.hand, fresh, RUN)
        found = faults(case_of(self.base, edit, fresh, merged))
        self.base, self.hand = fresh, merged.document
        return found

    def answer(self, how: str) -> None:
        """A person accepts or refuses everything of ours."""
        if how == "accept":
            self.hand = accepted(self.hand)
        elif how == "reject":
            self.hand = view(opened(self.hand), accept=False, author=OURS).save()


def _views(document: bytes) -> tuple[Word, Word]:
    word = opened(document)
    return view(word, accept=True, author=OURS), view(word, accept=False, author=OURS)


_MADE: dict[tuple[str, ...], Correction] = {(): NOTHING}


def _all(names: tuple[str, ...]) -> Correction:
    """The corrections so far as one; their order says nothing where they touch other rows."""
    names = tuple(sorted(names, key=_CORRECTIONS.index))
    return _MADE.setdefault(names, together(*(CORRECTIONS[name] for name in names)))


def told(steps: list[tuple[str, str]]) -> list[str]:
    """The faults of a whole sequence; at its end the workbook is corrected once more."""
    story = Story(made(), made())
    found: list[str] = []
    for what, name in [*steps, ("correct", "text"), ("correct", "row added")]:
        if what == "edit":
            story.edit(name)
        elif what == "answer":
            story.answer(name)
        else:
            found += story.correct(name)
    return found


@given(STEPS)
@settings(max_examples=5, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
def test_nothing_is_lost_over_months(steps: list[tuple[str, str]]) -> None:
    assert told(steps) == []


@pytest.mark.long
@given(STEPS)
@settings(max_examples=500, deadline=None, suppress_health_check=list(HealthCheck))
def test_nothing_is_lost_over_many_months(steps: list[tuple[str, str]]) -> None:
    assert told(steps) == []


@pytest.mark.parametrize("how", ["nothing", "accept", "reject"])
def test_a_year_of_work(how: str) -> None:
    """Written out: an edit, a correction, an answer to it, an edit of the same chapter, two corrections more."""
    steps = [("edit", "a sentence added at the end"), ("correct", "vision"), ("answer", how)]
    steps += [("edit", "a row added"), ("correct", "row removed"), ("edit", "a comment answered"), ("answer", how)]
    assert told(steps) == []
