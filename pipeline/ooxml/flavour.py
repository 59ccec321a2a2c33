"""Templates saved in another flavour: with macros, as an Office template, as a slide show.

In: a package. Out: the same package as a plain document or presentation, and whether it lost macros. What runs code
is never carried into a document: macro projects with their signatures, and buttons that start macros or programs.
"""

from __future__ import annotations

from pipeline.ooxml.package import Package, PackageFault

_OFFICE = "application/vnd.openxmlformats-officedocument"
_WORD = f"{_OFFICE}.wordprocessingml.document.main+xml"
_SLIDES = f"{_OFFICE}.presentationml.presentation.main+xml"
_PLAIN = {
    _WORD: _WORD,
    f"{_OFFICE}.wordprocessingml.template.main+xml": _WORD,
    "application/vnd.ms-word.document.macroEnabled.main+xml": _WORD,
    "application/vnd.ms-word.template.macroEnabledTemplate.main+xml": _WORD,
    _SLIDES: _SLIDES,
    f"{_OFFICE}.presentationml.template.main+xml": _SLIDES,
    f"{_OFFICE}.presentationml.slideshow.main+xml": _SLIDES,
    "application/vnd.ms-powerpoint.presentation.macroEnabled.main+xml": _SLIDES,
    "application/vnd.ms-powerpoint.template.macroEnabled.main+xml": _SLIDES,
    "application/vnd.ms-powerpoint.slideshow.macroEnabled.main+xml": _SLIDES,
}
_CODE = frozenset({"vbaProject", "vbaProjectSignature", "keyMapCustomizations", "attachedToolbars", "wordVbaData"})
_STRICT = "http://purl.oclc.org/ooxml/"


def make_plain(package: Package) -> bool:
    """Makes a package a plain .docx or .pptx in place. Gives whether macros went.

    Raises PackageFault when it is neither, or is written in the strict variant of the format, which has other names
    for everything.
    """
    main = package.main_part()
    content_type = package.content_type(main)
    if content_type not in _PLAIN:
        raise PackageFault(content_type or "no content type", "other")
    if any(item.type.startswith(_STRICT) for item in package.relationships.get("", {}).values()):
        raise PackageFault("Strict Open XML", "strict")
    package.content_types[main] = _PLAIN[content_type]
    return _drop_code(package)


def is_presentation(package: Package) -> bool:
    """Whether a plain package is a PowerPoint presentation."""
    return package.content_type(package.main_part()) == _SLIDES


def has_macros(package: Package) -> bool:
    """Whether a package holds a project of macros."""
    return any(item.kind == "vbaProject" for known in package.relationships.values() for item in known.values())


def _drop_code(package: Package) -> bool:
    dropped = False
    for known in package.relationships.values():
        for number in [number for number, item in known.items() if item.kind in _CODE]:
            del known[number]
            dropped = True
    return dropped
