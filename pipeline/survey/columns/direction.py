"""Whether a question may ask the opposite of the label that it resembles.

In: a column and the label nearest to it. Out: the word of negation or hardship that the question has and the label has
not. Likeness can't tell `osaan käyttää` from `en osaa käyttää`: the rest of the words are the same.
"""

from __future__ import annotations

import re

from pipeline.survey.files.table import Column
from pipeline.survey.questionnaire import questionnaire, word_key

_LEGEND = re.compile(r"\([^()]*\d[^()]*\)|\d\s*[=:-]\s*\w+")
"""What explains the scale in a header: `(1 = heikko, 5 = erinomainen)`."""


def negation(column: Column, label: str) -> str:
    """The word that may turn the meaning round, "" when there is none."""
    known = questionnaire().negation
    asked = _LEGEND.sub(" ", word_key(column.header[-1] if column.header else ""))
    ours = word_key(label)
    swedish = not known.swedish_words.isdisjoint(re.findall(r"\w+", asked))
    for pattern in known.others if swedish else (*known.finnish, *known.others):
        found = pattern.search(asked)
        if found and not pattern.search(ours):
            return found[0]
    return ""
