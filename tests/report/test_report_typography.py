"""Nothing printed breaks the rules of Finnish, Swedish and English typography; nothing of another language leaks in."""

import re
from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from functools import cache
from typing import Any

import pytest
from report_walking import AUDIENCES, LOGO, example, huge, texts, tiny

from models import HIDDEN_OBSERVATION, NOTE, counted_roadmap, example_roadmap, example_survey
from pipeline.language import LANGUAGES
from pipeline.report.context import Audience, context
from pipeline.vocabulary.content import Context
from pipeline.vocabulary.findings import Place
from pipeline.vocabulary.model import Language, Time

RULES = {
    "ordinary space before a unit": re.compile(r"\d [%€]"),
    "ordinary space in a number": re.compile(r"\d{1,3} \d{3}\b"),
    "two spaces": re.compile(r"  "),
    "space before punctuation": re.compile(r" [.,;:!?]"),
    "two full stops": re.compile(r"\.\.|[.!?]\.(?!\d)|[!?]\."),
    "pattern left over": re.compile(r"[{}#]"),
    "case ending after a figure": re.compile(r"\d:[a-zåäö]"),
    "number that does not agree": re.compile(r"(?i)\b(?:1|0|yksi|nolla) (?:toimenpidettä|tavoitetta|näkökulmaa|muuta|vuotta)\b"),
    "Swedish that does not agree": re.compile(r"(?i)\b(?:1|en|ett) (?:åtgärder|utbildningar|ansvariga|verkstäder)\b|\bett (?:åtgärd|verkstad|författning)\b"),
    "English that does not agree": re.compile(r"(?i)\b(?:1|one) (?:actions|goals|courses|perspectives|years)\b"),
    "hyphen for a dash": re.compile(r"\d{4}-\d{4}| - (?!$)"),
    "nothing printed": re.compile(r"\b(?:None|Count)\b"),
}  # fmt: skip


@cache
def rules_broken(text: str) -> tuple[str, ...]:
    """The rules that a text breaks; the dash of a list's item is no dash."""
    bare = re.sub(r"^- ", "", text, flags=re.MULTILINE)
    return tuple(rule for rule, found in RULES.items() if found.search(bare))


def broken(names: Context) -> set[tuple[str, str, str]]:
    return {(rule, name, text) for name, text in texts(names) for rule in rules_broken(str(text))}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("make", [example, tiny, huge])
def test_typography(make: Callable[[Language, Audience], Context], language: Language) -> None:
    for audience in AUDIENCES:
        assert broken(make(language, audience)) == set()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("count", [0, 1, 2, 10, 11])
def test_typography_of_every_count(count: int, language: Language) -> None:
    for audience in AUDIENCES:
        names = context(counted_roadmap(count, max(count, 1)), None, language=language, audience=audience)
        assert broken(names) == set()


def test_a_broken_rule_is_found() -> None:
    assert {rule for rule, _, _ in broken({"x": "1 toimenpidettä maksaa 12 000 €."})} == {
        "number that does not agree",
        "ordinary space before a unit",
        "ordinary space in a number",
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_not_published_never_leaks(language: Language) -> None:
    roadmap = example_roadmap()
    assert all(action.note == NOTE for action in roadmap.actions)
    assert any(item.observation == HIDDEN_OBSERVATION for item in roadmap.interviews)

    for audience in AUDIENCES:
        for name, text in texts(example(language, audience)):
            assert "SALAINEN" not in text, name


FINNISH = re.compile(
    r"(?i)toimenpi|tavoit|lähtö|kuilu|digitiekart|vuon(?:na|t)|näkökulm|kysely|yhteensä|\bja\b|taulukko"
)
ENGLISH = re.compile(r"(?i)\b(?:the|actions?|goals?|survey|levels?|baseline|roadmap)\b")
SWEDISH = re.compile(r"(?i)\b(?:och|åtgärd\w*|mål|enkät\w*|utgångsnivå\w*|färdplan\w*)\b")
STRANGERS = {"fi": (ENGLISH, SWEDISH), "sv": (ENGLISH, FINNISH), "en": (FINNISH, SWEDISH)}
KEPT = {"id", "background", "perspective", "means", "goal", "parent", "supports", "statutes", "predecessors", "perspectives", "kind", "phase", "scope", "status", "basis", "compass", "language", "languages"}  # fmt: skip


def neutral(value: Any, key: str = "") -> Any:
    """A model whose texts and sheets are all "Xx": the language's own words are all that is left."""
    if isinstance(value, Place):
        return replace(value, sheet="Xx")
    if is_dataclass(value) and not isinstance(value, Time):
        return replace(
            value, **{field.name: neutral(getattr(value, field.name), field.name) for field in fields(value)}
        )  # type: ignore[type-var]
    if isinstance(value, dict):
        return {name: neutral(item, key) for name, item in value.items()}
    if isinstance(value, tuple):
        return tuple(neutral(item, key) for item in value)
    return "Xx" if isinstance(value, str) and value and key not in KEPT else value


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_of_another_language(language: Language) -> None:
    for audience in AUDIENCES:
        names = context(
            neutral(example_roadmap()), neutral(example_survey()), language=language, audience=audience, logo=LOGO
        )
        for name, text in texts(names):
            if name != "frame.national" and not name.endswith((".key", "status_key", "look", "audience")):
                assert not any(stranger.search(text) for stranger in STRANGERS[language]), (name, text)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("audience", AUDIENCES)
def test_without_a_survey_no_text_mentions_one(language: Language, audience: Audience) -> None:
    survey = re.compile(
        r"(?i)\bkysely|henkilöstökysely|vastausprosentti|kutsutuista|enkät|svarsprocent|\bsurvey|response rate|n\s=\s\d"
    )
    roadmap = example_roadmap(phases=(), indicators=(), interviews=())

    for name, text in texts(context(roadmap, None, language=language, audience=audience)):
        assert not survey.search(text), (name, text)
