"""Which groups may be shown, so that no small group follows from those that are.

In: the size of each group and of everybody. Out: the names that may be shown. A group under the threshold is hidden;
when those hidden are still so few that everybody minus the shown would give them away, the next smallest is hidden too.
"""

from __future__ import annotations

from collections.abc import Mapping


def may_be_shown(sizes: Mapping[str, int], everybody: int, threshold: int) -> frozenset[str]:
    """The groups that may be shown: each has `threshold` members or more, and so have all others together, or none."""
    shown = sorted((size, name) for name, size in sizes.items() if size >= threshold)
    hidden = everybody - sum(size for size, _ in shown)
    while shown and 0 < hidden < threshold:
        size, _ = shown.pop(0)
        hidden += size
    return frozenset(name for _, name in shown)
