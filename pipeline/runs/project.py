"""What an input folder holds: one organisation's workbook, survey exports, brand, logo and templates.

In: a folder, or a workbook itself, as the user named it. Out: a `Project`, with findings about what is missing or not
used. Files are recognised by what they contain, not by name.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib.resources import files
from itertools import chain
from pathlib import Path

from pipeline.language import LANGUAGES
from pipeline.ooxml.safety import LARGEST_FILE
from pipeline.runs.sheet_names import with_sheet_names
from pipeline.survey.files.opening import TEXTS, WORKBOOKS
from pipeline.survey.intake import looks_like_survey
from pipeline.vocabulary.findings import Finding, Place, Term
from pipeline.vocabulary.model import Language
from pipeline.workbook.recognise import is_workbook, obstacle

TEMPLATES = (
    "digitiekartta.docx",
    "esitys-henkilosto.pptx",
    "esitys-luottamushenkilot.pptx",
    "seuranta.docx",
    "esitys-seuranta.pptx",
    "aluekooste.docx",
    "esitys-alue.pptx",
)
BRAND = "brand.toml"
_TABLES = frozenset({".xlsx", ".xlsm", ".csv", ".tsv", ".xls", ".xlsb", ".ods"})
_BOOKS = frozenset({".xlsx", ".xlsm"})
_PICTURES = frozenset({".png", ".jpg", ".jpeg"})
_KINDS = {
    ".docx": (".docx", ".dotx", ".docm", ".dotm", ".doc", ".dot"),
    ".pptx": (".pptx", ".potx", ".pptm", ".potm", ".ppsx", ".ppsm", ".ppt", ".pot", ".pps"),
}
"""Kinds that a template may be saved in; the old ones can't be read, which is told when the template is."""


@dataclass(frozen=True, slots=True)
class Source:
    """A file: where it is, and how the user would name it."""

    path: Path
    shown: str


@dataclass(frozen=True, slots=True)
class Project:
    """One organisation's inputs. `name` names the outputs' folder."""

    name: str
    folder: Path
    workbook: Source
    surveys: tuple[Source, ...] = ()
    brand: Source | None = None
    pictures: tuple[Source, ...] = ()
    templates: dict[str, Source] = field(default_factory=dict)
    rivals: dict[str, tuple[Source, ...]] = field(default_factory=dict)
    """Templates by the name of their document, one made for a language by that document's (`digitiekartta-sv.docx`);
    where files of several kinds have the name, the other ones."""

    def template(self, document: str, language: Language) -> Source | None:
        """The organisation's own template of a document: the one made for the language, else the one for all."""
        return self.templates.get(with_language(document, language)) or self.templates.get(document)

    def inputs(self) -> dict[str, Path]:
        """Every file that the documents depend on, by its role and name: `survey:vastaukset.csv`."""
        roles = {
            "workbook": (self.workbook,),
            "survey": self.surveys,
            "brand": (self.brand,) if self.brand else (),
            "picture": self.pictures,
            "template": (*self.templates.values(), *chain(*self.rivals.values())),
        }
        return {f"{role}:{item.path.name}": item.path for role, items in roles.items() for item in items}


def one_name(name: str) -> str:
    """A folder's name as the drives know it that tell neither case nor ways of writing ä apart: two names that agree
    in it are one there, and so they are here."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def open_project(given: Path, shown: str) -> tuple[Project | None, tuple[Finding, ...]]:
    """The project in a folder, or around a workbook. None when there is no workbook to read."""
    if not given.exists():
        return None, (Finding("IN001", Place(shown), {"path": shown}),)
    folder = given if given.is_dir() else given.parent
    try:
        found = sorted(path for path in folder.iterdir() if path.is_file() and not _ignored(path.name))
    except OSError as error:
        return None, (Finding("IN012", Place(shown), {"path": shown, "reason": str(error.strerror)}),)
    prefix = shown if given.is_dir() else str(Path(shown).parent)
    sources = [Source(path, _shown(prefix, path.name)) for path in found]
    books, surveys, others = _sort_tables(sources)
    chosen = books if given.is_dir() else [Source(given, shown)]
    if len(chosen) != 1:
        return None, (*map(_not_used, others), _workbook_fault(chosen, sources, shown))
    more, notes = _by_the_workbook(others, chosen[0], alone=not surveys)
    surveys = sorted((*surveys, *more), key=sources.index)
    own: dict[str, list[Source]] = {}
    for item in sources:
        if name := template_name(item.path.name):
            own.setdefault(name, []).append(item)
    project = Project(
        name=folder.resolve().name,
        folder=folder,
        workbook=chosen[0],
        surveys=tuple(item for item in surveys if item.path != chosen[0].path),
        brand=next((item for item in sources if item.path.name.lower() == BRAND), None),
        pictures=tuple(item for item in sources if item.path.suffix.lower() in _PICTURES),
        templates={name: items[0] for name, items in own.items()},
        rivals={name: tuple(items[1:]) for name, items in own.items() if items[1:]},
    )
    return project, (*notes, *_unnamed(sources), *_opened(chosen[0]))


def _unnamed(sources: list[Source]) -> Iterator[Finding]:
    """Templates are known by their names: a file that is plainly one, but has another name, is told."""
    for item in sources:
        plain = plain_ending(item.path.suffix)
        if plain and not document_of(item.path.name) and _is_template(item.path):
            names = [name for name in TEMPLATES if name.endswith(plain)]
            yield Finding("TP017", Place(item.shown), {"names": ", ".join(names), "count": len(names)})


def _is_template(path: Path) -> bool:
    from pipeline.filling.recognising import is_template

    try:
        return path.stat().st_size <= LARGEST_FILE and is_template(path.read_bytes())
    except OSError:
        return False


def _opened(workbook: Source) -> tuple[Finding, ...]:
    """Excel keeps an owner file beside a workbook that is open: what is read is what was saved last."""
    owner = workbook.path.with_name(f"~${workbook.path.name}")
    return (Finding("IN013", Place(workbook.shown)),) if owner.exists() else ()


def plain_ending(ending: str) -> str:
    """The ending of the document that is made from a template of this ending: .docx, .pptx, or "" for neither."""
    return next((plain for plain, kinds in _KINDS.items() if ending.lower() in kinds), "")


def document_of(name: str) -> str:
    """The name of the document that is made from a template file of this name; "" when it is none of ours."""
    return _TEMPLATE_NAMES.get(template_name(name), "")


def template_name(name: str) -> str:
    """A template file's name as a plain one, its language kept: `digitiekartta-sv.docx`; "" when it is none of ours."""
    path = Path(name.lower())
    plain = f"{path.stem}{plain_ending(path.suffix)}"
    return plain if plain in _TEMPLATE_NAMES and path.suffix else ""


def with_language(name: str, language: Language) -> str:
    """The name of a document or template in a language that is not the first one: `digitiekartta-sv.docx`."""
    stem, _, ending = name.rpartition(".")
    return f"{stem}-{language}.{ending}"


def language_of(name: str, main: Language) -> Language:
    """The language of a document of this name, where `main` is the one that names don't tell."""
    return next((item for item in LANGUAGES if Path(name).stem.endswith(f"-{item}")), main)


_TEMPLATE_NAMES = {
    **{name: name for name in TEMPLATES},
    **{with_language(name, language): name for name in TEMPLATES for language in LANGUAGES},
}
"""Every name a template may have, and the document that is made of it."""


def own_file(name: str) -> Path:
    """A template or brand file of the program: in the installed package, or beside it in the repository."""
    packaged = Path(str(files("pipeline"))) / "templates" / name
    return packaged if packaged.exists() else Path(str(files("pipeline"))).parent / "templates" / name


def _ignored(name: str) -> bool:
    return name.startswith(("~$", "._", ".")) or name.lower() in ("thumbs.db", "desktop.ini")


def _shown(prefix: str, name: str) -> str:
    return str(Path(prefix) / name).replace("\\", "/")


def _sort_tables(sources: list[Source]) -> tuple[list[Source], list[Source], list[Source]]:
    """The workbooks, the surveys, and the tables that nothing in them tells to be either."""
    books: list[Source] = []
    surveys: list[Source] = []
    others: list[Source] = []
    for item in sources:
        ending = item.path.suffix.lower()
        if ending not in _TABLES:
            continue
        if ending in _BOOKS and is_workbook(item.path):
            books.append(item)
        elif looks_like_survey(item.path):
            surveys.append(item)
        else:
            others.append(item)
    return books, surveys, others


def _by_the_workbook(tables: list[Source], workbook: Source, *, alone: bool) -> tuple[list[Source], list[Finding]]:
    """The tables that are surveys by what the workbook says of their columns, and what is told of the others.

    Findings: IN014; SV056 when a baseline is missing and no table is a survey. `alone`: no other is.
    """
    if not tables:
        return [], []
    from pipeline.workbook.reading import read

    roadmap, _ = read(workbook.path, workbook.shown)
    surveys = [item for item in tables if roadmap and looks_like_survey(item.path, roadmap)]
    missing = roadmap is not None and any(level.baseline is None for level in roadmap.levels)
    wanted = missing and alone and not surveys
    unused = [_not_used(item, wanted=wanted) for item in tables if item not in surveys]
    return surveys, list(with_sheet_names(unused, roadmap) if roadmap else unused)


def _not_used(item: Source, *, wanted: bool = False) -> Finding:
    """What is told of a table that is no survey: a warning when one was `wanted` and it can be read."""
    readable = item.path.suffix.lower() in WORKBOOKS | TEXTS
    if wanted and readable:
        return Finding("SV056", Place(item.shown))
    advice = Term(f"file.advice.{'unknown' if readable else 'save'}")
    return Finding("IN014", Place(item.shown), {"path": item.shown, "advice": advice})


def _workbook_fault(books: list[Source], sources: list[Source], shown: str) -> Finding:
    if books:
        names = ", ".join(item.path.name for item in books)
        return Finding("IN003", Place(shown), {"path": shown, "names": names})
    for item in sources:
        if item.path.suffix.lower() in _BOOKS and (unreadable := obstacle(item.path, item.shown)):
            return unreadable
    names = ", ".join(item.path.name for item in sources if item.path.suffix.lower() in _TABLES) or "–"
    return Finding("IN002", Place(shown), {"path": shown, "names": names})
