"""Random figures of a survey, each as the model allows it, for the perspectives of `models.example_roadmap()`."""

from __future__ import annotations

from hypothesis import strategies as st

from pipeline.vocabulary.survey import (
    BACKGROUNDS,
    Background,
    Breakdown,
    ChoiceResult,
    ComparedMean,
    Comparison,
    Difference,
    GroupResult,
    OpenResult,
    OptionResult,
    PerspectiveResult,
    SurveyResult,
)

IDS = tuple(f"N{place}" for place in range(1, 12))
NAMES = ("Alle 5 vuotta", "Hallinto", "Johto", "Sivistys", "Tekniset palvelut", "Yksikkö A")
MEANS = st.floats(1, 5, allow_nan=False)


@st.composite
def random_surveys(draw: st.DrawFn) -> SurveyResult:
    """Any survey that documents may have to show."""
    shown = draw(st.lists(st.sampled_from(IDS), unique=True))
    people = draw(st.integers(5, 900))
    asked = [name for name in IDS if name in shown]
    hidden = [name for name in IDS if name not in shown and draw(st.booleans())]
    backgrounds = [name for name in BACKGROUNDS if draw(st.booleans())]
    return SurveyResult(
        respondents=people,
        perspectives=tuple(draw(_results(name, people)) for name in asked),
        hidden=tuple(hidden),
        breakdowns=tuple(draw(_breakdowns(name)) for name in backgrounds),
        choices=tuple(draw(st.lists(_choices(people), max_size=2))),
        open_questions=tuple(draw(st.lists(_open_questions(people), max_size=2))),
        previous=draw(st.none() | _comparisons()),
        reference=draw(st.none() | _comparisons()),
        basis=draw(st.sampled_from(("answers", "means"))),
        threshold=draw(st.integers(5, 12)),
    )


@st.composite
def _results(draw: st.DrawFn, name: str, people: int) -> PerspectiveResult:
    n = draw(st.integers(5, people))
    if draw(st.booleans()):
        return PerspectiveResult(name, n, draw(MEANS))
    counts = draw(st.lists(st.integers(0, n), min_size=5, max_size=5).filter(any))
    mean = sum(step * count for step, count in enumerate(counts, 1)) / sum(counts)
    return PerspectiveResult(
        name,
        n,
        mean,
        tuple(counts),
        dont_know=draw(st.integers(0, n)),
        median=draw(st.integers(2, 10)) / 2,
        agreement=draw(st.floats(0, 1)),
        half_width=draw(st.none() | st.floats(0, 1.5)),
    )


@st.composite
def _breakdowns(draw: st.DrawFn, background: Background) -> Breakdown:
    names = sorted(draw(st.sets(st.sampled_from(NAMES), min_size=1)))
    means = st.dictionaries(st.sampled_from(IDS), st.none() | MEANS)
    groups = tuple(GroupResult(name, draw(st.integers(5, 300)), draw(means)) for name in names)
    differences = [found for key in IDS if (found := _difference(key, groups, certain=draw(st.booleans())))]
    ordered = tuple(sorted(differences, key=lambda item: -item.size))
    return Breakdown(background, groups, draw(st.sampled_from((0, 5, 12))), ordered)


def _difference(key: str, groups: tuple[GroupResult, ...], *, certain: bool) -> Difference | None:
    known = [(mean, group.name) for group in groups if (mean := group.means.get(key)) is not None]
    if len(known) < 2:
        return None
    (high_mean, high), (low_mean, low) = max(known), min(known)
    return Difference(key, high, high_mean, low, low_mean, certain)


@st.composite
def _comparisons(draw: st.DrawFn) -> Comparison:
    certain = st.none() | st.booleans()
    means = draw(st.dictionaries(st.sampled_from(IDS), st.builds(ComparedMean, MEANS, certain), min_size=1))
    counts = st.none() | st.integers(1, 2000)
    return Comparison(draw(st.sampled_from(("", "2023", "Muut kunnat"))), means, draw(counts), draw(counts))


@st.composite
def _choices(draw: st.DrawFn, people: int) -> ChoiceResult:
    n = draw(st.integers(5, people))
    counts = draw(st.lists(st.integers(5, n), max_size=4))
    known = [OptionResult(f"Vaihtoehto {place}", count) for place, count in enumerate(sorted(counts, reverse=True))]
    hidden = [OptionResult(f"Harvinainen {place}", None) for place in range(draw(st.integers(0, 2)))]
    return ChoiceResult("Mitä tarvitset?", n, (*known, *hidden))


@st.composite
def _open_questions(draw: st.DrawFn, people: int) -> OpenResult:
    n = draw(st.integers(5, people))
    told = draw(st.integers(0, min(n, 4)))
    return OpenResult("Mitä vielä?", n, tuple(f"Vastaus {place}" for place in range(told)))
