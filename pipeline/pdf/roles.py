"""Elements named by a style that has the name of a kind of element: a paragraph style called Figure, or Caption.

In: the structure of a PDF. Out: the same, such paragraphs named as what they are. LibreOffice names elements by their
styles and maps the names to kinds; a kind's own name must not be mapped.
"""

from __future__ import annotations

from pikepdf import Array, Dictionary, Name, Object

from pipeline.pdf.tagged import Tagged, is_element, kids

_KINDS = frozenset(
    "Document Part Art Sect Div BlockQuote Caption TOC TOCI Index NonStruct Private P H H1 H2 H3 H4 H5 H6 L LI Lbl "
    "LBody Table TR TH TD THead TBody TFoot Span Quote Note Reference BibEntry Code Link Annot Ruby RB RT RP Warichu "
    "WT WP Figure Formula Form".split()
)


def plain_roles(tagged: Tagged) -> None:
    """Names such elements by their kind, and takes the names out of the map."""
    roles = tagged.root.get("/RoleMap")
    if not isinstance(roles, Dictionary):
        return
    kinds = {key: str(kind) for key, kind in roles.items() if key.removeprefix("/") in _KINDS}
    for element in tagged.elements():
        kind = kinds.get(str(element.S))
        if kind is not None and not _is_real(element):
            element["/S"] = Name(kind)
    for key in kinds:
        del roles[key]


def _is_real(element: Object) -> bool:
    """Whether an element is of the kind that it is named, not a paragraph of a style of that name."""
    if str(element.S) == "/Figure":
        held = element.get("/A")
        attributes = list(held) if isinstance(held, Array) else [held]
        return "/Alt" in element or any(isinstance(item, Dictionary) and "/BBox" in item for item in attributes)
    return any(is_element(item) and str(item.S) in ("/TR", "/THead", "/TBody") for item in kids(element))
