"""Every sentence that the program makes, as an editor read it last. Renew with `python tools/sentences.py` and read the diff."""

import pytest

from pipeline.language import LANGUAGES
from pipeline.vocabulary.model import Language
from tools.sentences import GOLDENS, all_sentences


@pytest.mark.parametrize("language", LANGUAGES)
def test_sentences_are_as_they_were_read(language: Language) -> None:
    golden = (GOLDENS / f"sentences-{language}.txt").read_text(encoding="utf-8").splitlines()
    made = all_sentences(language).splitlines()
    assert [line for line in made if line not in golden] == []
    assert [line for line in golden if line not in made] == []
    assert made == golden
