"""Rings of references: WB015 predecessors, WB034 parent goals.

In: who refers to whom. Out: each ring once, beginning from its first row in the workbook.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from pipeline.checking.rows import by_id
from pipeline.vocabulary.findings import Finding
from pipeline.vocabulary.model import Roadmap

_LONGEST_CHAIN = 10


def predecessor_cycles(roadmap: Roadmap) -> Iterator[Finding]:
    """WB015: actions wait for each other, so none can start."""
    actions = by_id(roadmap.actions)
    for ring in cycles({key: action.predecessors for key, action in actions.items()}):
        yield Finding("WB015", actions[ring[0]].place("predecessors"), {"chain": chain(ring)})


def parent_cycles(roadmap: Roadmap) -> Iterator[Finding]:
    """WB034: a goal is its own ancestor."""
    goals = by_id(roadmap.goals)
    for ring in cycles({key: (goal.parent,) for key, goal in goals.items()}):
        yield Finding("WB034", goals[ring[0]].place("parent"), {"chain": chain(ring)})


def chain(ring: Sequence[str]) -> str:
    """A ring as people read it: TP3 → TP5 → TP3."""
    shown = [*ring[:_LONGEST_CHAIN], "…"] if len(ring) > _LONGEST_CHAIN else ring
    return " → ".join([*shown, ring[0]])


def cycles(edges: Mapping[str, Sequence[str]]) -> Iterator[list[str]]:
    """Rings of a graph, each beginning from its first node in the order of `edges`; no node is told twice."""
    order = {node: place for place, node in enumerate(edges)}
    done: set[str] = set()
    told: set[str] = set()
    for start in edges:
        path = {} if start in done else {start: iter(edges[start])}
        while path:
            node = next(reversed(path))
            step = next(path[node], None)
            if step is None:
                del path[node]
                done.add(node)
            elif step in path and told.isdisjoint((node, step)):
                ring = list(path)[list(path).index(step) :]
                told.update(ring)
                first = ring.index(min(ring, key=order.__getitem__))
                yield ring[first:] + ring[:first]
            elif step in edges and step not in done and step not in path:
                path[step] = iter(edges[step])
