"""Every day some of many cases, behind `long` the others too.

In: the cases of a parametrised test. Out: the same, those in between marked.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest


def every(step: int, cases: Iterable[Any]) -> list[Any]:
    """Each `step`th case every day, the first one among them."""
    return [
        pytest.param(*(case if isinstance(case, tuple) else (case,)), marks=[pytest.mark.long] if place % step else [])
        for place, case in enumerate(cases)
    ]
