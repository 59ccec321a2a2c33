"""The language of a document and of its texts: told, a language that there is, and the one that the text is in.

In: a file. Out: faults. A text's language is known by its small words: each of the three languages has its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from lxml import etree

from pipeline.accessibility.reading import Fault, Reading, said
from pipeline.ooxml.dialect import WORD, a, p, w
from pipeline.ooxml.textbody import child
from pipeline.vocabulary.findings import Term

_FORM = re.compile(r"(?:[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*|x-none)")
_TWO_LETTERS = frozenset(
    "aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el "
    "en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu "
    "ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na "
    "nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so "
    "sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh "
    "zu".split()
)
_SMALL_WORDS: Mapping[str, frozenset[str]] = {
    "fi": frozenset(
        "ja että tai sekä myös joka jotka ovat kun niin ole mutta kuin jos voi hän tämä tämän nämä näiden kanssa "
        "mukaan jonka joita ei eivät sen sitä ne niiden ollut olisi vain jo vielä kaikki tulee pitää voidaan".split()
    ),
    "sv": frozenset(
        "och att det som på är för av till har inte med eller ett ska kan från vid när där de den dessa detta "
        "också blir samt genom efter vår våra oss hur utan alla mycket redan bara finns varje".split()
    ),
    "en": frozenset(
        "the of and to that is are with was by this have from or which not will its their has been be for it as "
        "they each can all our into more than when who what these those".split()
    ),
}
_LONG_ENOUGH, _READ = 40, 500
_SURE = 3
_WORDS = re.compile(r"[^\W\d_]+")
_LANGUAGE, _STYLE, _VALUE = w("lang"), w("pStyle"), w("val")
_RUNS, _RUN_PROPERTIES, _TEXT = (a("r"), a("fld")), a("rPr"), a("t")


def default(reading: Reading) -> Iterator[Fault]:
    """A document, or a text of a slide, that says no language."""
    if reading.dialect is WORD:
        if not _word_default(reading):
            yield Fault("AX001", reading.main, None, {"what": Term("accessibility.language")})
        return
    for part in reading.stories:
        for run in reading.at.tree(part).iter(*_RUNS):
            own = child(run, _RUN_PROPERTIES)
            if own is not None and own.get("lang"):
                continue
            paragraph = run.getparent()
            if paragraph is not None and (run.findtext(_TEXT) or "").strip() and not _defaults_language(reading):
                yield Fault("AX001", part, paragraph, {"what": Term("accessibility.language")})
                return


def tags(reading: Reading) -> Iterator[Fault]:
    """Marks of languages that there are not."""
    known: dict[str, bool] = {}
    for part, element, value in _marks(reading):
        if value not in known:
            known[value] = _is_language(value)
        if not known[value]:
            yield Fault("AX006", part, element, {"what": value}, alike=value)


def other_language(reading: Reading) -> Iterator[Fault]:
    """Texts that are in another of the three languages than the one they are marked as."""
    for part, texts in reading.texts.items():
        for paragraph, text in texts:
            if len(text) < _LONG_ENOUGH:
                continue
            own = (_word_language if reading.dialect is WORD else _slide_language)(reading, paragraph)
            marked = own.partition("-")[0].lower()
            spoken = language_of(text[:_READ], marked)
            if spoken:
                values = {"what": said(text), "marked": own, "spoken": Term(f"accessibility.{spoken}")}
                yield Fault("AX007", part, paragraph, values, alike=(marked, spoken))


def language_of(text: str, marked: str) -> str:
    """The language that a text is surely in, when it is another than the one marked; else ""."""
    if marked not in _SMALL_WORDS:
        return ""
    found = frozenset(_WORDS.findall(text.lower()))
    counts = {language: len(found & small) for language, small in _SMALL_WORDS.items()}
    best = max(counts, key=lambda language: counts[language])
    others = max(count for language, count in counts.items() if language != best)
    return best if best != marked and counts[best] >= max(_SURE, 3 * others) else ""


def _is_language(value: str) -> bool:
    first = value.partition("-")[0].lower()
    return bool(_FORM.fullmatch(value)) and (len(first) != len("fi") or first in _TWO_LETTERS)


def _marks(reading: Reading) -> Iterator[tuple[str, etree._Element, str]]:
    """Every mark of a language."""
    styles = [item.target for item in reading.package.related(reading.main, "styles")]
    for part in (*reading.stories, *styles):
        if reading.dialect is WORD:
            for element in reading.at.tree(part).iter(_LANGUAGE):
                yield part, element, element.get(_VALUE) or "x-none"
        else:
            for element in reading.at.tree(part).iter(a("rPr"), a("endParaRPr"), a("defRPr")):
                yield part, element, element.get("lang") or "x-none"


def _word_default(reading: Reading) -> str:
    styles = reading.styles
    found = None if styles is None else styles.find(f"{w('docDefaults')}/{w('rPrDefault')}/{w('rPr')}/{_LANGUAGE}")
    own = "" if found is None else found.get(_VALUE) or ""
    return own or _style_language(reading, "")


def _style_language(reading: Reading, style: str) -> str:
    for item in reversed(reading.chains.chain(style)):
        found = item.find(f"{w('rPr')}/{_LANGUAGE}")
        if found is not None and found.get(_VALUE):
            return found.get(_VALUE) or ""
    return ""


def _word_language(reading: Reading, paragraph: etree._Element) -> str:
    """The language of a paragraph's first run."""
    run = next(paragraph.iter(WORD.run), None)
    found = None if run is None else child(child(run, WORD.run_properties), _LANGUAGE)
    if found is not None and found.get(_VALUE):
        return found.get(_VALUE) or ""
    style = child(child(paragraph, WORD.paragraph_properties), _STYLE)
    named = "" if style is None else style.get(_VALUE) or ""
    return _style_language(reading, named) or _word_default(reading)


def _slide_language(reading: Reading, paragraph: etree._Element) -> str:
    """The language of a paragraph's first run, or what the presentation says of all texts."""
    run = next(paragraph.iter(a("r"), a("fld")), None)
    own = None if run is None else run.find(a("rPr"))
    if own is not None and own.get("lang"):
        return own.get("lang") or ""
    return _defaults_language(reading)


def _defaults_language(reading: Reading) -> str:
    defaults = reading.at.tree(reading.main).find(f"{p('defaultTextStyle')}/{a('lvl1pPr')}/{a('defRPr')}")
    return "" if defaults is None else defaults.get("lang") or ""
