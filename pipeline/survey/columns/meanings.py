"""The notation of `Merkitys` in the sheet `Kysymykset`: what a column means, then what is said of its answers.

    N4 · N4; käännetty · N4; 1–7 · N4; ei = 1, jossain määrin = 3, kyllä = 5 · N4; 6 = EOS · N4; samaa mieltä
    toimiala · rooli · yksikkö · palvelusvuodet · monivalinta · avoin · avoin; julkaistaan · ohitetaan
    edellinen kysely · tämä kysely, of a file by its name

In: the rows of the sheet. Out: what each header is `Declared` to mean, and a finding at its cell for what can't be
understood. All words count in Finnish, Swedish and English.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from pipeline.survey.columns.likeness import likeness
from pipeline.survey.columns.measures import MOST_STEPS, Worth, named, of_named, of_pairs, of_range, reversed_measure
from pipeline.survey.columns.scale import DONT_KNOW, MISSING, Measure, answer_key, own_measure
from pipeline.survey.questionnaire import Use, header_key, questionnaire, word_key
from pipeline.vocabulary.findings import Finding, FindingValue, Phrase, Term
from pipeline.vocabulary.model import Question, Roadmap

_RANGE = re.compile(r"(\d{1,3})\s*(?:-|\.\.\.?|…)\s*(\d{1,3})")
_PAIR = re.compile(r"\s*(?P<answer>\S.*?)\s*=\s*(?P<worth>[^=,]+?(?:,\d+)?)\s*(?:,|$)")
_NUMBER = re.compile(r"\d(?:[.,]\d{1,3})?")
_NUMBERED = re.compile(r"[^\W\d]+[ .:]*\d+")
_ID = re.compile(r"(?=.*\d)\w{1,12}")
UNDECIDED = "?"
"""The meaning of a row that `check --annotate` wrote and nobody has decided on yet: as good as no row."""
_EDGES = " .\"”“'"
_NOTHING = ""
_MOST_PAIRS = 60
_LIKELY = 0.5


@dataclass(frozen=True, slots=True)
class Declared:
    """What a row of `Kysymykset` says of the columns with its header. `measure` is for a perspective only."""

    question: Question
    use: Use | Literal["perspective"]
    perspective: str = ""
    measure: Measure | None = None
    published: bool = False
    scaled: bool = False
    """Whether the row says what the answers are worth, so that none may be left out unsaid."""
    faulty: bool = False
    """Whether the row has to be mended first: its column waits, for the `perspective` when that much is told."""


class _NotUnderstood(Exception):
    """A part that can't be understood: the part, what is wrong with it, and what to write."""

    def __init__(self, part: str, fault: str, advice: FindingValue) -> None:
        super().__init__(part)
        self.part, self.fault, self.advice = part, fault, advice


def declarations(roadmap: Roadmap) -> tuple[Mapping[str, Declared], tuple[Finding, ...]]:
    """What each row says, by the `header_key` of its column. A row that can't be understood leaves its column out.

    Finding: SV034; an id that no perspective has is `checking`'s to tell.
    """
    found: dict[str, Declared] = {}
    findings: list[Finding] = []
    for question in roadmap.questions:
        key = header_key(question.column)
        if not key or question.meaning == UNDECIDED:
            continue
        try:
            declared = _declared(question, roadmap)
            if declared.use in ("this", "last"):
                key = word_key(question.column)  # a file's name, whose numbering tells it from others
            if key in found and _parts(found[key].question.meaning) != _parts(question.meaning):
                raise _NotUnderstood(question.meaning, "two_rows", Term("declare.advice.two_rows"))
            found.setdefault(key, declared)
        except _NotUnderstood as wrong:
            perspective = _perspective(question, roadmap)
            found.setdefault(key, Declared(question, "skip", perspective, faulty=True))
            values = {"column": question.column, "part": wrong.part, "fault": Term(f"declare.fault.{wrong.fault}")}
            findings.append(Finding("SV034", question.place("meaning"), {**values, "advice": wrong.advice}))
    return found, tuple(findings)


def _parts(meaning: str) -> list[str]:
    parts = (part.strip().removeprefix("- ").strip(_EDGES) for part in re.split(r"[;\n]", meaning))
    return [part for part in parts if part]


def _declared(question: Question, roadmap: Roadmap) -> Declared:
    """What a row says; one without a meaning, or with an unknown id, is told elsewhere, and its column waits."""
    first, *rest = _parts(question.meaning) or [_NOTHING]
    perspective = _perspective(question, roadmap)
    if perspective:
        measure = _measure(rest)
        return Declared(question, "perspective", perspective, measure, scaled=any(map(_is_scale, rest)))
    use = questionnaire().meanings.get(word_key(first))
    if use is None and (right := _separated(first, rest, roadmap)):
        raise _NotUnderstood(first, "separator", Phrase("declare.advice.separator", right=right))
    if first == _NOTHING or (use is None and _ID.fullmatch(first)):
        return Declared(question, "skip", faulty=True)
    if use is None:
        raise _NotUnderstood(first, "meaning", _nearest(first, roadmap))
    said = [questionnaire().said.get(word_key(part)) for part in rest]
    for part, word in zip(rest, said, strict=True):
        if use != "open" or word != "published":
            raise _NotUnderstood(part, "not_here", Phrase("declare.advice.alone", first=first))
    return Declared(question, use, published="published" in said)


def _perspective(question: Question, roadmap: Roadmap) -> str:
    """The perspective that a row begins with; "" when it begins with anything else."""
    ids = {level.id.casefold(): level.id for level in roadmap.levels if level.id}
    first, *_ = _parts(question.meaning) or [_NOTHING]
    return ids.get(word_key(first), "")


def _separated(first: str, rest: Sequence[str], roadmap: Roadmap) -> str:
    """A meaning typed with a comma or a space where a semicolon belongs, as it should be; "" when that is not it."""
    ids = {level.id.casefold() for level in roadmap.levels}
    for found in re.finditer(r"\s*,\s*|\s+", first):
        start = first[: found.start()]
        if word_key(start) in ids or word_key(start) in questionnaire().meanings:
            return "; ".join((start, first[found.end() :], *rest))
    return ""


def _nearest(written: str, roadmap: Roadmap) -> FindingValue:
    """What was probably meant: a perspective by its id or name, or a word of the notation."""
    key = header_key(written)
    names = {header_key(text): level.id for level in roadmap.levels for text in (level.id, level.name) if text}
    choices = {**{word: word for word in questionnaire().meanings}, **names}
    best = max(choices, key=lambda name: likeness(name, key))
    number = re.findall(r"\d+", key) if _NUMBERED.fullmatch(key) else []
    numbered = [level.id for level in roadmap.levels if number and re.findall(r"\d+", level.id) == number]
    if len(numbered) == 1:
        return Phrase("declare.advice.nearest", nearest=numbered[0])
    if likeness(best, key) >= _LIKELY:
        return Phrase("declare.advice.nearest", nearest=choices[best])
    first, last = (roadmap.levels[0].id, roadmap.levels[-1].id) if roadmap.levels else ("N1", "N11")
    return Phrase("declare.advice.meanings", first=first, last=last)


# --- what is said of the answers --------------------------------------------------------------------------------------


def _is_scale(part: str) -> bool:
    return questionnaire().said.get(word_key(part)) != "reversed"


def _measure(parts: Sequence[str]) -> Measure | None:
    """How the answers are read; None for the roadmap's own scale as it is."""
    base: Measure | None = None
    pairs: dict[str, Worth] = {}
    turned = False
    for part in parts:
        said = questionnaire().said.get(word_key(part))
        if said == "reversed":
            turned = True
        elif "=" in part:
            _add_pairs(part, pairs)
        elif base is not None:
            raise _NotUnderstood(part, "two_scales", Term("declare.advice.one_scale"))
        else:
            base = _scale(part)
    measure = of_pairs(pairs, base) if pairs else base
    return reversed_measure(measure or own_measure()) if turned else measure


def _scale(part: str) -> Measure:
    if found := _RANGE.fullmatch(word_key(part)):
        return _range(part, int(found[1]), int(found[2]))
    if scale := named(part):
        return of_named(scale)
    if right := _parted(part):
        raise _NotUnderstood(part, "separator", Phrase("declare.advice.separator", right=right))
    raise _NotUnderstood(part, "said", Term("declare.advice.said"))


def _parted(part: str) -> str:
    """Two things said with a comma or a space where a semicolon belongs, as they should be; "" when that is not it."""
    if "," in part:
        return "; ".join(piece.strip() for piece in part.split(","))
    for found in re.finditer(r"\s+", part):
        pieces = part[: found.start()], part[found.end() :]
        if all(map(_is_said, pieces)):
            return "; ".join(pieces)
    return ""


def _is_said(part: str) -> bool:
    key = word_key(part)
    return key in questionnaire().said or _RANGE.fullmatch(key) is not None or named(part) is not None


def _range(part: str, first: int, last: int) -> Measure:
    if first > last:
        right = f"{last}–{first}"
        turned = Phrase("declare.both", first=right, second=Term("declare.reversed"))
        raise _NotUnderstood(part, "backwards", Phrase("declare.advice.backwards", right=right, turned=turned))
    if not 1 <= last - first < MOST_STEPS:
        raise _NotUnderstood(part, "range", Term("declare.advice.range"))
    return of_range(first, last)


def _add_pairs(part: str, pairs: dict[str, Worth]) -> None:
    end = 0
    for found in _PAIR.finditer(part):
        if found.start() != end or len(pairs) >= _MOST_PAIRS:
            break
        end = found.end()
        key, worth = answer_key(found["answer"]), _worth(found)
        if pairs.setdefault(key, worth) != worth:
            raise _NotUnderstood(found["answer"], "twice", Term("declare.advice.twice"))
    if end != len(part):
        raise _NotUnderstood(part[end:].strip() or part, "pair", Term("declare.advice.pair"))


def _worth(found: re.Match[str]) -> Worth:
    text = word_key(found["worth"])
    kind = questionnaire().pair_words.get(text)
    if kind:
        return DONT_KNOW if kind == "dont_know" else MISSING
    worth = Fraction(text.replace(",", ".")) if _NUMBER.fullmatch(text) else Fraction(0)
    if not 1 <= worth <= questionnaire().levels:
        raise _NotUnderstood(found[0].strip(" ,"), "worth", Term("declare.advice.worth"))
    return worth
