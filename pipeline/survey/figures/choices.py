"""Multiple choices: how many chose each option.

In: what each respondent chose. Out: a `ChoiceResult`, or None when too few chose anything.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any

from pipeline.survey.answers import Choice
from pipeline.survey.columns.personal import is_personal_text
from pipeline.vocabulary.survey import ChoiceResult, OptionResult


def choice_result(choice: Choice, threshold: int, sort_key: Callable[[str], Any]) -> ChoiceResult | None:
    """The options, most chosen first, then by `sort_key`; those without a count last, so that order tells nothing.

    An option that one person alone chose is left out, since it may be what that person typed; and so is personal data
    that few typed.
    """
    people = sum(map(bool, choice.chosen))
    if people < max(threshold, 1):
        return None
    counts = Counter(option for chosen in choice.chosen for option in chosen)
    hidden = _hidden(counts, threshold)
    shown = sorted(counts.keys() - hidden, key=lambda option: (-counts[option], sort_key(option), option))
    options_of_several = (option for option in hidden if counts[option] > 1 and not is_personal_text(option))
    untold = sorted(options_of_several, key=lambda option: (sort_key(option), option))
    options = [OptionResult(option, counts[option]) for option in shown]
    return ChoiceResult(choice.question, people, (*options, *(OptionResult(option, None) for option in untold)))


def _hidden(counts: Mapping[str, int], threshold: int) -> frozenset[str]:
    """The options whose counts are not told.

    Where everybody is asked to choose as many, all counts together are known. So what is hidden is at least `threshold`
    choices together, if need be with the least chosen of the other options.
    """
    ordered = sorted(counts, key=lambda option: (counts[option], option))
    hidden = {option for option in ordered if counts[option] < threshold}
    for option in ordered[len(hidden) :]:
        if not hidden or sum(counts[item] for item in hidden) >= threshold:
            break
        hidden.add(option)
    return frozenset(hidden)
