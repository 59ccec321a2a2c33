"""Several organisations into the region's joint documents.

    open_all ─ take (each: examine ─ summarise) ─ regional_joining ─ regional_overview ─ report.regional ─ deliver

In: folders, the region's name, options. Out: events: a folder begins, and the region's one outcome. What is told of an
organisation that may not be named goes to the console alone; nothing of it stays among the outputs.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.runs.batch import Begun
from pipeline.runs.brand import read_brand
from pipeline.runs.delivering import Made, deliver
from pipeline.runs.holding import Hold, held
from pipeline.runs.making import make, own_template
from pipeline.runs.manifest import Manifest, input_marks, mark, read_manifest
from pipeline.runs.options import MAIN_LANGUAGE, REGION, REGION_DECK, Options, Outcome
from pipeline.runs.ordering import in_order
from pipeline.runs.project import BRAND, Project, own_file, with_language
from pipeline.runs.publishing import Publication, remember
from pipeline.runs.region_folder import folder_name, is_anothers
from pipeline.runs.region_members import Given, Taken, open_all, take
from pipeline.runs.region_withdrawn import NAMED, clear, refused, told, withdrawn
from pipeline.runs.released import read_released
from pipeline.runs.unchanged import as_before, is_unchanged, told_of
from pipeline.vocabulary.brand import Brand
from pipeline.vocabulary.findings import Finding, Place, Severity, has_errors
from pipeline.vocabulary.model import Language
from pipeline.vocabulary.region import FEWEST_UNNAMED, Overview, Region

DOCUMENTS = (REGION, REGION_DECK)
_FEWEST = 2
_LONGEST_NAME = 60
_MANY = 8
"""Of more folders than this, notes on single workbooks are left to `check`."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What the user asked for: the region's `name`, the documents' `languages` (none: as most organisations have), and
    a brand, None for the program's own."""

    name: str
    options: Options
    languages: tuple[Language, ...] = ()
    brand: Path | None = None
    debug: bool = False


def region(folders: Sequence[str], asked: Asked) -> Iterator[Begun | Outcome]:
    """Reads each folder, then makes the region's documents while no other run can write to their folder."""
    asked = replace(asked, name=" ".join(asked.name.split()))
    name = folder_name(asked.name)
    if fault := _name_fault(asked.name, name):
        yield Outcome(asked.name[:_LONGEST_NAME] or "--name", "failed", (fault,))
        return
    given = open_all(folders)
    folder = asked.options.outputs / name
    if twice := _same_folders(given):
        yield Outcome(asked.name, "failed", twice)
        return
    own = next((project for _, _, project, _ in given if project and project.name.casefold() == name), None)
    if own is not None or is_anothers(folder):
        path = own.workbook.shown if own is not None else str(folder)
        yield Outcome(asked.name, "failed", (Finding("RG003", Place(path), {"path": folder.as_posix()}),))
        return
    with held(folder) as hold:
        if hold.fault is not None:
            yield Outcome(asked.name, "failed", (hold.fault,))
            return
        for event in _region(given, asked, hold):
            if isinstance(event, Outcome):
                event = replace(event, findings=(*hold.told, *in_order(event.findings)))
            yield event


def _name_fault(name: str, folder: str) -> Finding | None:
    """RG015 where a name is longer than titles have room for, RG004 where no folder can be named after it."""
    if len(name) > _LONGEST_NAME:
        values = {"length": len(name), "longest": _LONGEST_NAME}
        return Finding("RG015", values=values)
    return None if folder else Finding("RG004", values={"name": name})


def _same_folders(given: Sequence[Given]) -> tuple[Finding, ...]:
    """OT007 for folders of one name: what is remembered of their surveys would be taken for the same one's."""
    first: dict[str, Project] = {}
    found = []
    for _, _, project, _ in given:
        if project is not None and (other := first.setdefault(project.name.casefold(), project)) is not project:
            values = {"path": project.name, "other": other.workbook.shown}
            found.append(Finding("OT007", Place(project.workbook.shown), values))
    return tuple(found)


def _region(given: Sequence[Given], asked: Asked, hold: Hold) -> Iterator[Begun | Outcome]:
    options = asked.options
    marks, last = _marks(given, asked), read_manifest(hold.folder)
    renewed = options.force or options.accept
    if not renewed and is_unchanged(hold.folder, last, marks, DOCUMENTS):
        yield deliver(asked.name, options, Made(), told_of(last.findings, DOCUMENTS), marks, hold)
        return
    taken: list[Taken] = []
    for place, item in enumerate(given, 1):
        yield Begun(item[1], place, len(given))
        taken.append(take(item, options.outputs, strict=options.strict, debug=asked.debug))
    yield _made(taken, given, asked, hold, last)


def _made(taken: Sequence[Taken], given: Sequence[Given], asked: Asked, hold: Hold, last: Manifest) -> Outcome:
    """The documents of what was read, brought to their places."""
    options = asked.options
    said = _told(taken)
    brand, findings = read_brand(asked.brand or own_file(BRAND), str(asked.brand or f"templates/{BRAND}"))
    findings += _faults(taken)
    if has_errors(findings, strict=options.strict):
        return Outcome(asked.name, "failed", (*said, *findings))
    languages = asked.languages or (_language(taken),)
    documents, more = _documents(taken, asked, languages, brand)
    findings += more
    if has_errors(findings, strict=options.strict):
        return Outcome(asked.name, "failed", (*said, *findings))
    gone = withdrawn(hold.folder, taken)
    if gone.names:
        last, faults = Manifest(), _cleared(gone.names, options, hold)
        if faults:
            return Outcome(asked.name, "failed", (*said, *findings, *faults))
        options = replace(options, force=True, accept=False, redline=False)
        said = (*said, told(hold.folder, gone.names))
    if not options.dry_run and (fault := _remembered(taken)):
        return Outcome(asked.name, "failed", (*said, *findings, fault))
    marks = _marks(given, asked) if all(item.members for item in taken) else {}
    documents = as_before(hold.folder, last, marks, documents)
    made = Made(documents, asked.name, "", languages[0], brand, {NAMED: gone.named})
    kept = (*_of_named(taken, said), *findings)
    outcome = deliver(asked.name, options, made, kept, marks, hold)
    stays = {*map(id, kept)}
    silent = (finding for finding in said if id(finding) not in stays)
    return replace(outcome, findings=(*silent, *outcome.findings))


def _cleared(names: Sequence[str], options: Options, hold: Hold) -> tuple[Finding, ...]:
    """Makes room for documents that don't name those who have withdrawn; why it can't be done, if it can't."""
    if not options.force and (fault := refused(hold.folder, names)):
        return (fault,)
    return () if options.dry_run else clear(hold.folder)


def _documents(
    taken: Sequence[Taken], asked: Asked, languages: Sequence[Language], brand: Brand
) -> tuple[dict[str, bytes], tuple[Finding, ...]]:
    """The documents' bytes by file name, in every language asked for."""
    from pipeline.filling.fitting.lettering import letters
    from pipeline.report.regional.context import context

    documents: dict[str, bytes] = {}
    findings: tuple[Finding, ...] = ()
    for place, language in enumerate(languages):
        found = _overview(taken, asked, language)
        findings += _on_the_region(found.region, taken) if place == 0 else ()
        for name in DOCUMENTS:
            names = context(
                found,
                language=language,
                is_deck=name == REGION_DECK,
                dark_cover=brand.dark_cover,
                letters=letters(brand.body_font, brand.heading_font),
            )
            target = name if place == 0 else with_language(name, language)
            document, told = make(target, own_template(name), names, brand, language)
            findings += told
            documents |= {target: document} if document is not None else {}
    return documents, findings


def _overview(taken: Sequence[Taken], asked: Asked, language: Language) -> Overview:
    from pipeline.comparing.regional.joining import join
    from pipeline.comparing.regional.overview import overview
    from pipeline.survey.figures.between import apart

    members = [item.member(language) for item in taken if item.members]
    joined = join(asked.name, language, members, sum(not item.members for item in taken))
    published = {
        perspective.key: {
            member.place: member.survey.results[perspective.key]
            for member in joined.named
            if member.survey is not None and perspective.key in member.survey.results
        }
        for perspective in joined.perspectives
    }
    return overview(joined, apart(published))


def _language(taken: Sequence[Taken]) -> Language:
    """The main language that most named organisations have; Finnish where several are as common."""
    counts = Counter(item.main for item in taken if item.named)
    most = max(counts.values(), default=0)
    first = [language for language, count in counts.items() if count == most]
    return first[0] if len(first) == 1 else MAIN_LANGUAGE


def _faults(taken: Sequence[Taken]) -> tuple[Finding, ...]:
    """RG002 where an organisation is in two folders, RG001 where fewer than two can be used."""
    known: dict[str, Taken] = {}
    twice = []
    for item in taken:
        first = known.setdefault(item.identity, item) if item.identity else item
        if first is not item:
            twice.append(Finding("RG002", Place(item.shown), {"path": item.shown, "other": first.shown}))
    usable = sum(bool(item.members) for item in taken)
    few = (Finding("RG001", values={"count": usable, "given": len(taken)}),) if usable < _FEWEST else ()
    return (*twice, *few)


def _on_the_region(joined: Region, taken: Sequence[Taken]) -> tuple[Finding, ...]:
    """RG008 nobody is named, RG009 too few unnamed for the levels, RG010 alike short names, RG011 other perspectives,
    RG012 texts in another language."""
    from pipeline.comparing.regional.joining import lacking, same_short_names

    found = []
    if not joined.named:
        found.append(Finding("RG008", values={"count": len(joined.unnamed)}))
    if 0 < len(joined.unnamed) < FEWEST_UNNAMED:
        found.append(Finding("RG009", values={"count": len(joined.unnamed), "fewest": FEWEST_UNNAMED}))
    for group in same_short_names([item.member(joined.language) for item in taken if item.members]):
        names = ", ".join(member.name for member in group)
        found.append(Finding("RG010", values={"short_name": str(group[0].short_name), "names": names}))
    if others := lacking(joined):
        names = ", ".join(str(member.short_name) for member in others)
        found.append(Finding("RG011", values={"count": len(others), "names": names}))
    foreign = [str(member.short_name) for member in joined.named if member.language != joined.language]
    if foreign:
        found.append(Finding("RG012", values={"count": len(foreign), "names": ", ".join(foreign)}))
    return tuple(found)


def _told(taken: Sequence[Taken]) -> tuple[Finding, ...]:
    """What is told of the folders; of very many of them no notes on single cells."""
    findings = [finding for item in taken for finding in item.findings]
    few = len(taken) <= _MANY
    return tuple(item for item in findings if few or item.severity is not Severity.NOTE or item.code.startswith("RG"))


def _of_named(taken: Sequence[Taken], told: Sequence[Finding]) -> tuple[Finding, ...]:
    """Those of the findings that may stay beside the documents."""
    theirs = {id(finding) for item in taken if item.named for finding in item.findings}
    return tuple(finding for finding in told if id(finding) in theirs)


def _publications(taken: Sequence[Taken]) -> list[Publication]:
    """What of surveys stands in the documents: of those that aren't named only when there are enough of them."""
    unnamed = sum(bool(item.members) and not item.named for item in taken)
    if not any(item.named for item in taken):
        return []  # counts alone are shown
    return [
        item.publication for item in taken if item.publication is not None and (item.named or unnamed >= FEWEST_UNNAMED)
    ]


def _remembered(taken: Sequence[Taken]) -> Finding | None:
    for publication in _publications(taken):
        if fault := remember(publication):
            return fault
    return None


def _marks(given: Sequence[Given], asked: Asked) -> dict[str, str]:
    """The fingerprint of everything that the documents come from; nothing when an input can't be read. Folders go by
    their numbers, since names of those that may not be named are written nowhere."""
    if any(project is None for _, _, project, _ in given):
        return {}
    inputs = {"brand:brand.toml": asked.brand} if asked.brand else {}
    released = []
    for place, _, project, _ in given:
        if project is not None:
            kinds: Counter[str] = Counter()
            for role, path in project.inputs().items():
                kind = role.partition(":")[0]
                if kind in ("workbook", "survey"):
                    kinds[kind] += 1
                    inputs[f"{kind}:{place}" if kinds[kind] == 1 else f"{kind}:{place}.{kinds[kind]}"] = path
            released.append(mark(read_released(asked.options.outputs / project.name).data))
    inputs |= {f"own:{name}": own_file(name) for name in (BRAND, *DOCUMENTS)}
    settings = [asked.name, *asked.languages, "strict" if asked.options.strict else ""]
    try:
        return {**input_marks(inputs, "\n".join(settings)), "released": mark("".join(released).encode())}
    except OSError:
        return {}
