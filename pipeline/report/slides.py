"""How a slide is made: title, kicker, source line and notes from the sentences of its key, and its own values.

In: the material, the slide's key, the cells behind it. Out: a `Record`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from textwrap import wrap

from pipeline.report.material import Material
from pipeline.report.sentences import Fact, Sentences
from pipeline.vocabulary.content import LongText, Record, Text
from pipeline.vocabulary.findings import NOWHERE, Place

TITLE_LIMIT, TITLE_LINE = 120, 66
"""Characters of a title, and on one line of it."""


def slide(
    key: str,
    material: Material,
    *cells: Place,
    survey: bool = False,
    facts: Mapping[str, Fact] | None = None,
    title: str = "",
    longest: int = TITLE_LIMIT,
    source: str = "source",
    identity: str = "",
    also: Sequence[Place] = (),
    own: Mapping[str, object] | None = None,
) -> Record:
    """One slide. `cells` and `survey` tell where its figures come from, `facts` what its sentences need besides.

    `also` are cells that its sentences say something of and its source line doesn't name.
    `title` is given when it is not the catalog's, `longest` how many characters the catalog's may have, `source` names
    the catalog's source line, `own` are the slide's own values.
    """
    say = material.say.knowing(**(facts or {}))
    known = [place for place in cells if place != NOWHERE]
    base = f"deck.{key}"
    shown = Text(title or say.first(f"{base}.title", longest=longest), NOWHERE, *known, *also)
    shown.language = title.language if isinstance(title, Text) else ""
    return Record(
        identity or key,
        title=shown,
        kicker=Text(say.first(f"{base}.kicker")),
        source=Text(say.every(f"{base}.{source}"), NOWHERE, *known, *also),
        notes=LongText(_notes(base, say, material, known, survey=survey), NOWHERE, *known, *also),
        **(own or {}),
    )


def without_lone_word(key: str, say: Sentences, material: Material) -> str:
    """The key's title: a shorter pattern where the longer would leave one word for its second line."""
    found = say.first(key, longest=TITLE_LIMIT)
    lines = wrap(found, material.letters.on_title(TITLE_LINE))
    return say.first(key, longest=len(found) - 1) if len(lines) > 1 and " " not in lines[-1] else found


def capital(text: str) -> str:
    """The text as it begins a cell or a sentence."""
    return text[:1].upper() + text[1:]


def full_stop(sentence: str) -> str:
    """The sentence with a stop at its end, whatever the workbook has there."""
    return sentence if sentence.endswith((".", "!", "?")) else f"{sentence}."


def _notes(base: str, say: Sentences, material: Material, cells: Sequence[Place], *, survey: bool) -> str:
    """What the presenter says; in paragraphs of their own an answer to a question, and where the figures come from."""
    own = f"{base}.notes_{material.audience}"
    talk = say.every(own if say.has(own) else f"{base}.notes")
    asked = say.every(f"{base}.asked") if say.has(f"{base}.asked") else ""
    source = _source(say, material, cells, survey=survey)
    return "\n".join(part for part in (talk, asked, source) if part)


def _where(place: Place) -> dict[str, Fact]:
    """One cell or several: languages have a word for each."""
    return {"range" if ":" in place.cell else "cell": place.cell}


def _source(say: Sentences, material: Material, cells: Sequence[Place], *, survey: bool) -> str:
    named = dict.fromkeys(
        part for place in cells if (part := say.phrase("notes.cells", sheet=place.sheet, **_where(place)))
    )
    workbook = say.phrase("notes.workbook_source", cells=material.words.join(list(named))) if named else ""
    survey_source = say.phrase("notes.survey_source") if survey and material.survey else ""
    if not workbook and not survey_source:
        workbook = say.phrase("notes.workbook")
    return say.first("notes.source", survey_source=survey_source, workbook_source=workbook)
