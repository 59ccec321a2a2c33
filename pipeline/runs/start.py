"""Begins an organisation's folder: a workbook with what is known of it, and the survey form in every language.

In: the organisation, as `municipalities.identity` knows it by its name, and a folder. Out: the paths of the files made.
Nothing that stands is overwritten.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from pipeline.language import LANGUAGES, TAGS
from pipeline.municipalities.identity import Identity
from pipeline.runs.project import own_file, with_language
from pipeline.runs.unwritten import write_fault
from pipeline.vocabulary.brand import Brand
from pipeline.vocabulary.findings import Finding, Place
from pipeline.vocabulary.model import Language

WORKBOOK, FORM = "tyokirja.xlsx", "kyselylomake.docx"


def start(identity: Identity, folder: Path, workbook: bytes | None = None) -> tuple[list[str], tuple[Finding, ...]]:
    """Makes the folder and its files; without a `workbook`, a blank one. Files that are there already stop it."""
    names = {language: _form_name(identity, language) for language in _languages(identity)}
    standing = [folder / file for file in (WORKBOOK, *names.values()) if (folder / file).exists()]
    if standing:
        return [], tuple(Finding("OT006", Place(str(path)), {"path": str(path)}) for path in standing)
    forms: dict[str, bytes] = {}
    for language, file in names.items():
        form, findings = _form(_name(identity, language), language)
        if form is None:
            return [], findings
        forms[file] = form
    temporary = folder / f".{WORKBOOK}.new"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        temporary.write_bytes(_blank(identity) if workbook is None else workbook)
        for file, form in forms.items():
            (folder / file).write_bytes(form)
        temporary.replace(folder / WORKBOOK)
    except OSError as error:
        return [], (write_fault(folder, error),)
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
    return [str(folder / file) for file in (WORKBOOK, *forms)], ()


def _languages(identity: Identity) -> tuple[Language, ...]:
    """Every language, the organisation's own first: staff answer in more languages than documents are written in."""
    return (*identity.languages, *(language for language in LANGUAGES if language not in identity.languages))


def _name(identity: Identity, language: Language) -> str:
    """The organisation's name in a language where that is known, else in its own."""
    if language in identity.texts:
        return identity.texts[language]["name"]
    return identity.municipality.full_name(language) if identity.municipality else identity.name


def _form_name(identity: Identity, language: Language) -> str:
    return FORM if language == identity.language else with_language(FORM, language)


def _blank(identity: Identity) -> bytes:
    from pipeline.workbook import blank
    from pipeline.workbook.known import known_cells

    return blank.made(identity.language, identity.name, known_cells(identity), identity.languages[1:])


def _form(name: str, language: Language) -> tuple[bytes | None, tuple[Finding, ...]]:
    from pipeline.filling.rendering import render_template
    from pipeline.survey.form import form

    template = own_file(FORM)
    filled = render_template(
        template.read_bytes(), f"templates/{FORM}", form(language, name), brand=Brand(), language_tag=TAGS[language]
    )
    return filled.document, filled.findings
