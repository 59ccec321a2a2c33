"""Every pattern of the catalogs is said by some organisation: a misspelt fact would keep its sentence silent.

And what they say keeps the rules of typography.
"""

from typing import Any

import pytest
from report_organisations import organisations
from report_walking import AUDIENCES, LOGO
from test_report_sentences import patterns
from test_report_typography import broken

from pipeline.language import LANGUAGES, words
from pipeline.report.context import context
from pipeline.report.sentences import Sentences
from pipeline.vocabulary.model import Language

NOT_SENTENCES = ("numerals.", "status.", "organs.", "compass.", "names.", "abbreviations", "quoted", "articled.")
READ_BY_KEY = ("timeline.lead.end", "survey.hidden.end")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_pattern_is_said_by_someone_and_well(language: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    said: set[str] = set()
    fill = Sentences._fill

    def recorded(self: Sentences, pattern: str, *rest: Any) -> str:
        text = fill(self, pattern, *rest)
        if text:
            said.add(pattern)
        return text

    monkeypatch.setattr(Sentences, "_fill", recorded)
    for roadmap, survey in organisations():
        for audience in AUDIENCES:
            names = context(roadmap, survey, language=language, audience=audience, logo=LOGO)
            assert broken(names) == set()

    silent = {
        (key, pattern)
        for key, pattern in patterns(words(language).catalog("sentences"))
        if pattern and pattern not in said and not key.startswith(NOT_SENTENCES) and key not in READ_BY_KEY
    }
    assert silent == set()
