"""Multiple choices: how many chose each option.

In: what each respondent chose. Out: a `ChoiceResult`, or None when too few chose anything: as with a distribution,
fewer than twice the threshold, since options that most of a handful chose tell of each of them.
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
    if people < max(fewest(threshold), 1):
        return None
    counts = Counter(option for chosen in choice.chosen for option in chosen)
    hidden = _hidden(counts, people, threshold)
    shown = sorted(counts.keys() - hidden, key=lambda option: (-counts[option], sort_key(option), option))
    options_of_several = (option for option in hidden if counts[option] > 1 and not is_personal_text(option))
    untold = sorted(options_of_several, key=lambda option: (sort_key(option), option))
    options = [OptionResult(option, counts[option]) for option in shown]
    return ChoiceResult(choice.question, people, (*options, *(OptionResult(option, None) for option in untold)))


def fewest(threshold: int) -> int:
    """How many people must have chosen something."""
    return 2 * threshold


def _hidden(counts: Mapping[str, int], people: int, threshold: int) -> frozenset[str]:
    """The options whose counts are not told: few chose them, or few did not.

    Where everybody is asked to choose as many, all counts together are known. So what is hidden is at least `threshold`
    choices together, if need be with the least chosen of the other options.
    """
    few = {option: min(count, people - count) for option, count in counts.items()}
    hidden = {option for option in counts if few[option] < threshold}
    for option in sorted(counts.keys() - hidden, key=lambda option: (counts[option], option)):
        if not hidden or sum(few[item] for item in hidden) >= threshold:
            break
        hidden.add(option)
    return frozenset(hidden)
