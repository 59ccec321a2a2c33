"""Renews `tests/goldens/sentences-*.txt`: every sentence that the program makes, for an editor to read.

    python tools/sentences.py

In: the example and the test organisations. Out: a file for each language; in it, by organisation and document, each
sentence once with the key of its pattern, of alike ones the first few. A sentence that changes shows in the diff.
The example is said in all three languages, though its own texts are in Finnish: so that its sentences can be compared.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT)]

from pipeline.language import LANGUAGES  # noqa: E402
from pipeline.report.context import context  # noqa: E402
from pipeline.report.sentences import Sentences  # noqa: E402
from pipeline.runs.build import examine  # noqa: E402
from pipeline.runs.project import open_project  # noqa: E402
from pipeline.survey.naming import survey_in_language  # noqa: E402
from pipeline.vocabulary.model import Audience, Language, Roadmap  # noqa: E402
from pipeline.vocabulary.survey import SurveyResult  # noqa: E402
from pipeline.workbook.translating import in_language  # noqa: E402

GOLDENS = ROOT / "tests" / "goldens"
EXAMPLE = ROOT / "inputs" / "esimerkki"
AUDIENCES: dict[str, Audience] = {"roadmap": "", "staff": "staff", "council": "council"}
_ALIKE = 2
_SAID = ("first", "every", "phrase", "listing")


def main() -> int:
    for language in LANGUAGES:
        golden = GOLDENS / f"sentences-{language}.txt"
        text = all_sentences(language)
        same = golden.exists() and golden.read_text(encoding="utf-8") == text
        golden.write_text(text, encoding="utf-8", newline="\n")
        sys.stdout.write(f"{'the same' if same else 'renewed '}  {golden.relative_to(ROOT)}\n")
    return 0


def all_sentences(language: Language) -> str:
    """The sentences of every organisation that has documents in a language, and of the example."""
    lines: list[str] = []
    printed: set[str] = set()
    for folder in (EXAMPLE, *sorted(path for path in (ROOT / "tests" / "organisations").iterdir() if path.is_dir())):
        roadmap, survey = _read(folder)
        if language not in roadmap.organisation.languages and folder != EXAMPLE:
            continue
        translated = in_language(roadmap, language)[0] if language in roadmap.organisation.languages else roadmap
        survey = survey_in_language(survey, roadmap, language)[0] if survey else None
        for document, audience in AUDIENCES.items():
            fresh = [line for line in sentences(translated, survey, language, audience) if line not in printed]
            printed |= set(fresh)
            lines += [f"## {folder.name} · {document}", *fresh, ""]
    return "\n".join(lines)


def sentences(roadmap: Roadmap, survey: SurveyResult | None, language: Language, audience: Audience) -> list[str]:
    """The sentences of a document, each once and of one pattern the first few, in the order in which they are made."""
    with _listening() as said:
        context(roadmap, survey, language=language, audience=audience)
    found: dict[str, dict[str, None]] = {}
    for key, text in said:
        alike = found.setdefault(key, {})
        if text and len(alike) < _ALIKE:
            alike[f"[{key}] {' ¶ '.join(text.splitlines())}"] = None
    return [line for lines in found.values() for line in lines]


@contextmanager
def _listening() -> Iterator[list[tuple[str, str]]]:
    said: list[tuple[str, str]] = []
    own = {name: getattr(Sentences, name) for name in _SAID}
    for name, function in own.items():
        setattr(Sentences, name, _heard(function, said))
    try:
        yield said
    finally:
        for name, function in own.items():
            setattr(Sentences, name, function)


def _heard(function: Callable[..., str], said: list[tuple[str, str]]) -> Callable[..., str]:
    def speaking(self: Sentences, key: str, *given: Any, **facts: Any) -> str:
        text = function(self, key, *given, **facts)
        said.append((key, text))
        return text

    return speaking


def _read(folder: Path) -> tuple[Roadmap, SurveyResult | None]:
    project, findings = open_project(folder, folder.name)
    examined = examine(project) if project else None
    if examined is None or examined.roadmap is None:
        raise SystemExit(f"{folder} can't be read: {findings}")
    return examined.roadmap, examined.survey


if __name__ == "__main__":
    sys.exit(main())
