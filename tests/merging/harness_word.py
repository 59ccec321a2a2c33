"""Hand edits and corrections put together: one merge, all judges.

In: a kind of hand edit, corrections, where the edit is made. Out: faults, none when nothing is lost and all is told.
"""

from __future__ import annotations

import datetime as dt
from functools import cache, lru_cache

from hand_edits_word import Edit, every_kind, is_contents
from word_judges import Case, faults, lines_of
from word_open import opened, text, w

from corrections import CORRECTIONS, NOTHING, Correction, documents, together
from pipeline.merging.merge import accepted, merge
from pipeline.merging.run import Run
from pipeline.runs.options import ROADMAP
from pipeline.vocabulary.changes import Change, Merged

BUNDLES = {
    "values, rows, numbers": ("text", "vision", "row added", "row removed", "rows moved", "renumbered"),
    "money, a goal split": ("money", "goal split", "training added"),
    "names, dates, goals": (
        "action's name", "responsible body", "date", "level", "goal's name", "rhythm", "contact", "goals moved", "goal added",
    ),
    "name, period, looks": ("period", "organisation renamed", "goal merged", "survey", "brand"),
}  # fmt: skip
"""All kinds of corrections but the one of the translation, several at once, since they come so."""
_WHEN = dt.datetime(2026, 11, 22, 8, 0, tzinfo=dt.UTC)


def say(change: Change) -> str:
    """What a comment says in these tests: everything, in one language."""
    cells = ", ".join(f"{place.sheet}!{place.cell}" for place in change.cells)
    return f"{change.kind} [{change.before}] → [{change.after}] ({cells})"


RUN = Run(when=_WHEN, say=say)


def made(correction: Correction = NOTHING, *, swedish: bool = False) -> bytes:
    """The roadmap of a correction's inputs."""
    if swedish:
        return documents(correction, (ROADMAP,))[ROADMAP.replace(".", "-sv.")]
    return documents(correction, (ROADMAP,), ("fi",))[ROADMAP]


@cache
def pair(name: str) -> tuple[bytes, bytes]:
    """Base and fresh of a correction; of one that touches only the translation, the translated documents."""
    swedish = name == "language"
    corrections = [CORRECTIONS[item] for item in BUNDLES.get(name, (name,))]
    return made(swedish=swedish), made(
        corrections[0] if len(corrections) == 1 else together(*corrections), swedish=swedish
    )


@cache
def aim_of(name: str) -> str:
    """The longest paragraph that a correction takes away or rewrites and that stands only once: edits aim at it."""
    base, fresh = pair(name)
    word = opened(base)
    contents = {text(item) for item in word.body.iter(w("p")) if is_contents(item)}
    headings = {line.partition(" #")[0].partition(" ")[2] for line in contents} | {line[:-2] for line in contents}
    gone = lines_of(base) - lines_of(fresh)
    once = [line for line in gone if lines_of(base)[line] == 1 and line not in contents and line not in headings]
    body = {text(item) for item in word.body.iter(w("p"))}
    return max((line for line in once if line in body and "#" not in line), key=len, default="")


@lru_cache(maxsize=512)
def edit_of(kind: str, base: bytes, aim: str = "") -> Edit:
    """The base after a hand edit."""
    return every_kind()[kind].make(base, aim)


def case(kind: str, name: str, *, aimed: bool = False, kept: bool = True) -> Case:
    """One merge; without the `kept` base the hand's document tells what it was made as."""
    base, fresh = pair(name)
    edit = edit_of(kind, base, aim_of(name) if aimed else "")
    return case_of(base, edit, fresh, merge(base if kept else None, edit.document, fresh, RUN))


def case_of(base: bytes, edit: Edit, fresh: bytes, merged: Merged) -> Case:
    """A merge with all that is known of it."""
    return Case(base, edit, fresh, merged, accepted(merged.document), say)


def faults_of(kind: str, name: str, *, aimed: bool = False, kept: bool = True) -> list[str]:
    """What is wrong with one merge, each fault with where it was found."""
    where = f"{kind} × {name}{' at the same place' if aimed else ''}{'' if kept else ' without the base'}"
    return [f"{where}: {fault}" for fault in faults(case(kind, name, aimed=aimed, kept=kept))]
