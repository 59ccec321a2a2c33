"""Which columns hold ids of other rows, so that a row that gets another number is still the one that is meant."""

from __future__ import annotations

REFERS = {
    ("goals", "parent"): ("goals",),
    ("goals", "perspectives"): ("levels",),
    ("interviews", "perspective"): ("levels",),
    ("actions", "goal"): ("goals",),
    ("actions", "predecessors"): ("actions",),
    ("actions", "statutes"): ("statutes",),
    ("trainings", "supports"): ("goals", "actions"),
    ("trainings", "perspectives"): ("levels",),
    ("indicators", "goal"): ("goals",),
}
"""The tables that each column refers to, by the column's table and key."""
