"""Checks templates without any data, and takes copies of the program's own.

    filling.template ─ filling.inference ─ filling.review ─ accessibility ─┐
                                                       findings ─ comments ─┘

In: template files and a brand. Out: every fault in the order of the document, each once; a copy with a comment at each.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from pipeline.accessibility import check_package
from pipeline.filling.checks.inference import faults
from pipeline.filling.checks.review import review
from pipeline.filling.spots import Spots
from pipeline.filling.template import Template, open_template
from pipeline.language import words
from pipeline.ooxml.comments import comment
from pipeline.ooxml.dialect import WORD
from pipeline.ooxml.package import Package
from pipeline.ooxml.remarks import Remark
from pipeline.ooxml.safety import scan
from pipeline.ooxml.whereabouts import Told, Whereabouts
from pipeline.report.names import declared, declared_for, kind_of
from pipeline.runs.options import AUDIENCES
from pipeline.runs.project import BRAND, TEMPLATES, document_of, own_file, template_name
from pipeline.runs.unwritten import write_fault
from pipeline.vocabulary.brand import Brand
from pipeline.vocabulary.declared import Names
from pipeline.vocabulary.findings import Finding, Place
from pipeline.vocabulary.model import Language

_REFUSED = ("IN001", "IN009", "IN010", "IN012")
"""Why a file is not even opened; what else is wrong with it is told of a template."""
_OF_DESCRIPTION = ("AX002", "AX014")
_TOLD_AGAIN = ("TP016",)
"""What is told of the letters of a template, and of the documents made from it."""


@dataclass(frozen=True, slots=True)
class Checked:
    """A template's faults with their spots, and its package (None when it can't be read)."""

    told: tuple[Told, ...] = ()
    unread: tuple[Finding, ...] = ()
    package: Package | None = None

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What was found."""
        return (*self.unread, *(item.finding for item in self.told))


def check_template(path: Path, shown: str, brand: Brand, *, of_documents: bool = False) -> Checked:
    """Every fault of a template that can be told without data, in the order of the document.

    `shown` is the file as the user names it. With `of_documents` the faults are left out that are told of the
    documents made from it (accessibility).
    """
    refused = scan(path, ("document", "presentation"))
    if refused is not None and refused.code in _REFUSED:
        return Checked(unread=(refused.at(Place(shown)),))
    try:
        template = open_template(path.read_bytes(), shown)
    except OSError:
        return Checked(unread=(Finding("IN012", Place(shown)),))
    if isinstance(template, Finding):
        return Checked(unread=(template,))
    names = _names(document_of(path.name), has_slides=template.dialect is not WORD)
    return Checked(_told(template, names, brand, of_documents=of_documents), package=template.package)


def _names(document: str, *, has_slides: bool) -> Names:
    """What a template of a document may use; one that is none of ours by its name what the roadmap's may."""
    if kind := kind_of(document):
        return declared_for(kind, has_slides=has_slides)
    return declared(AUDIENCES.get(document, "staff" if has_slides else ""))


def _told(template: Template, names: Names, brand: Brand, *, of_documents: bool) -> tuple[Told, ...]:
    """`names` are those that the template may use: all decks have the same ones."""
    spots = Spots(template)
    told = [spots.tell(fault) for fault in faults(template, names)]
    told += [item for item in review(template, brand) if not (of_documents and item.finding.code in _TOLD_AGAIN)]
    if not of_documents:
        told += [spots.tell(fault) for fault in template.notes]
        told += _accessible(check_package(template.package, template.name, of_template=True), told)
    return _in_order(told, spots.whereabouts)


def _accessible(found: Iterable[Told], known: Iterable[Told]) -> list[Told]:
    """Faults of accessibility but those that binding a chart mends too."""
    charts = {item.anchor for item in known if item.finding.code == "TP014"}
    return [item for item in found if not (item.finding.code in _OF_DESCRIPTION and item.anchor in charts)]


def _in_order(told: list[Told], at: Whereabouts) -> tuple[Told, ...]:
    once = {(item.finding.code, item.anchor, str(sorted(item.finding.values.items()))): item for item in told}
    return tuple(sorted(once.values(), key=lambda item: at.order(item.anchor)))


def annotated(checked: Checked, language: Language) -> bytes | None:
    """A copy of the template with a comment at each fault; None when it can't be read."""
    if checked.package is None:
        return None
    say = words(language)
    remarks = []
    for item in checked.told:
        finding = item.finding
        severity = say.text("workbook", f"severity.{finding.severity}")
        text = f"{severity} {finding.code}: {say.message(finding)}\n{say.hint(finding)}"
        where = say.place(Place("", finding.place.sheet, finding.place.cell))
        remarks.append(Remark(item.anchor, text, where))
    return comment(checked.package, remarks).write()


def copy_templates(folder: Path, *, force: bool) -> tuple[list[str], tuple[Finding, ...]]:
    """Puts the program's templates and brand into a folder: those that are missing; with `force`, all.

    Gives the paths written, and a finding for each file that stands there with another content (also a template saved
    in another kind): it is left as it is.
    """
    try:
        contents = {name: own_file(name).read_bytes() for name in (*TEMPLATES, BRAND)}
        different = {name: data for name, data in contents.items() if _standing(folder / name) != data}
        in_the_way = {} if force else {name: path for name in different if (path := _in_the_way(folder, name))}
        writes = {name: data for name, data in different.items() if name not in in_the_way}
        folder.mkdir(parents=True, exist_ok=True)
        for name, data in writes.items():
            write_file(folder / name, data)
    except OSError as error:
        return [], (write_fault(folder, error),)
    left = tuple(Finding("OT008", Place(str(path)), {"path": str(path)}) for path in in_the_way.values())
    return [str(folder / name) for name in writes], left


def _in_the_way(folder: Path, name: str) -> Path | None:
    if (folder / name).exists():
        return folder / name
    standing = sorted(folder.iterdir()) if folder.is_dir() else []
    return next((path for path in standing if template_name(path.name) == name), None)


def _standing(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None


def write_file(path: Path, data: bytes) -> None:
    """Writes a file whole or not at all."""
    temporary = path.with_name(f".{path.name}.new")
    try:
        temporary.write_bytes(data)
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)
