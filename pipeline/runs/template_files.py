"""Checks template files one after another, as the command line names them.

In: paths, a brand file, where annotated copies go. Out: an `Outcome` for each file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.ooxml.clashes import mended
from pipeline.runs.batch import Notes
from pipeline.runs.brand import read_brand
from pipeline.runs.options import Outcome
from pipeline.runs.outputs import opened_by_office
from pipeline.runs.own_fault import own_fault
from pipeline.runs.plans import Written
from pipeline.runs.project import BRAND, own_file, plain_ending
from pipeline.runs.templates import Checked, annotated, check_template, write_file
from pipeline.runs.unwritten import write_fault
from pipeline.vocabulary.brand import Brand
from pipeline.vocabulary.findings import Finding, Place, has_errors

_NOTED = "huomiot"


@dataclass(slots=True)
class _Brands:
    """The brands of the files: the one that was given, else the one beside the file, else the program's own. What is
    wrong with a brand is told with the first file that has it."""

    given: str
    known: dict[Path, Brand] = field(default_factory=dict)

    def of(self, file: Path, shown: str) -> tuple[Brand, tuple[Finding, ...]]:
        """The brand of a template file."""
        beside = file.parent / BRAND
        path, name = (Path(self.given), self.given) if self.given else (beside, str(Path(shown).parent / BRAND))
        if not self.given and not beside.is_file():
            path, name = own_file(BRAND), f"templates/{BRAND}"
        if path in self.known:
            return self.known[path], ()
        self.known[path], findings = read_brand(path, name.replace("\\", "/"))
        return self.known[path], findings


def check_files(
    files: Iterable[str], *, brand: str = "", strict: bool = False, debug: bool = False, notes: Notes | None = None
) -> Iterator[Outcome]:
    """Checks each template. Writes nothing but, with `notes`, copies with a comment at each fault: none of a
    template without any."""
    brands = _Brands(brand)
    taken: set[Path] = set()
    for shown in dict.fromkeys(files):
        try:
            yield _checked(shown, brands, strict, notes, taken)
        except Exception as error:  # the last barrier: a fault of ours is told as one, the other files go on
            if debug:
                raise
            yield Outcome(shown, "faulty", (own_fault(error, Place(shown)),))


def _checked(shown: str, brands: _Brands, strict: bool, notes: Notes | None, taken: set[Path]) -> Outcome:
    path = Path(shown)
    brand, findings = brands.of(path, shown)
    checked = check_template(path, shown, mended(brand))  # its faint colours are told of the brand
    findings += checked.findings
    outputs: tuple[str, ...] = ()
    if notes is not None and checked.package is not None and checked.told:
        target = _target(path, notes, taken)
        fault = _annotate(checked, target, notes)
        findings += (fault,) if fault else ()
        outputs = () if fault else (target.as_posix(),)
    status = "faulty" if has_errors(findings, strict=strict) else "checked"
    written = Written(changed=tuple(Path(item).name for item in outputs))
    return Outcome(shown, status, findings, outputs, written)


def _target(path: Path, notes: Notes, taken: set[Path]) -> Path:
    """Where a copy goes: a folder named like the template's, so that those of several folders stand apart."""
    folder = notes.outputs / path.resolve().parent.name
    ending = plain_ending(path.suffix) or path.suffix  # what was read was made a plain document
    target, number = folder / f"{path.stem}-{_NOTED}{ending}", 1
    while target in taken:
        number += 1
        target = folder / f"{path.stem}-{_NOTED}-{number}{ending}"
    taken.add(target)
    return target


def _annotate(checked: Checked, target: Path, notes: Notes) -> Finding | None:
    data = annotated(checked, notes.language)
    if data is None:
        return None
    if opened := opened_by_office(target):
        return opened
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        write_file(target, data)
    except OSError as error:
        return write_fault(target, error)
    return None
