"""Names that Word and PowerPoint show, in the document's language: styles, layouts, their prompts, shapes, numberings.

In: a rendered package and what each name is called. Out: the same package; names that nobody translated stay as they
were drawn, and ids, to which the document's parts refer, never change.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from pipeline.ooxml.escaping import escape, unescape
from pipeline.ooxml.package import Package

_STYLE = re.compile(r'(<w:style\b[^>]*>\s*<w:name w:val=")([^"]*)(")')
_LAYOUT = re.compile(r'(<p:cSld name=")([^"]*)(")')
_SHAPE = re.compile(r'(<(?:p:cNvPr|pic:cNvPr|wp:docPr)\b[^>]*? name=")([^"]*)(")')
_PROMPT = re.compile(r"(<a:t>)([^<]*)(</a:t>)")
_FIELD = re.compile(r"(<w:instrText\b[^>]*>)(\s*(?:TOC|STYLEREF)\b[^<]*)")
_BARE = re.compile(r'(\bSTYLEREF\s+|\\t\s+)([^\s"\\]+)')
_IN_QUOTES = re.compile(r'"[^"]*"')
_LISTED = re.compile(r'[^";,]+')
_SEQUENCE = re.compile(r"(<w:instrText\b[^>]*>\s*SEQ\s+)(\w+)(\s)")
_PROMPTING = (".slideLayout+xml", ".slideMaster+xml", ".notesMaster+xml")
"""Parts whose texts only say what to write where."""


@dataclass(frozen=True, slots=True)
class PartNames:
    """What the names of a template are called in the document's language."""

    styles: Mapping[str, str] = field(default_factory=dict)
    layouts: Mapping[str, str] = field(default_factory=dict)
    shapes: Mapping[str, str] = field(default_factory=dict)
    prompts: Mapping[str, str] = field(default_factory=dict)
    sequences: Mapping[str, str] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.styles or self.layouts or self.shapes or self.prompts or self.sequences)


AS_DRAWN = PartNames()
"""A document in the language of its template's names."""


def rename(package: Package, names: PartNames) -> None:
    """Puts the names into a document's parts."""
    if not names:
        return
    texts = {
        name: package.read(name).decode("utf-8")
        for name in package.parts
        if package.content_type(name).endswith("+xml")
    }
    names = replace(names, styles=_free(names.styles, texts.values()))
    for part, xml in texts.items():
        renamed = _renamed(xml, names, prompting=package.content_type(part).endswith(_PROMPTING))
        if renamed != xml:
            package.parts[part] = renamed.encode("utf-8")


def _free(styles: Mapping[str, str], texts: Iterable[str]) -> Mapping[str, str]:
    """The new names that no style of the document has yet: two styles of one name make the file faulty."""
    taken = {unescape(found[2]) for xml in texts for found in _STYLE.finditer(xml)}
    return {old: new for old, new in styles.items() if new not in taken}


def _renamed(xml: str, names: PartNames, *, prompting: bool) -> str:
    xml = _FIELD.sub(lambda found: found[1] + _styled(found[2], names.styles), xml)
    kinds = [(_STYLE, names.styles), (_LAYOUT, names.layouts), (_SHAPE, names.shapes), (_SEQUENCE, names.sequences)]
    if prompting:
        kinds.append((_PROMPT, names.prompts))
    for pattern, known in kinds:
        xml = _replaced(pattern, known, xml)
    return xml


def _replaced(pattern: re.Pattern[str], known: Mapping[str, str], xml: str) -> str:
    return pattern.sub(lambda found: found[1] + _named(found[2], known) + found[3], xml)


def _styled(code: str, known: Mapping[str, str]) -> str:
    """The code of a field that finds text by the names of its styles: `TOC \\t "Tavoiteotsikko;2"`."""
    code = _BARE.sub(lambda found: found[1] + _bare(found[2], known), code)
    return _IN_QUOTES.sub(lambda found: _LISTED.sub(lambda part: _named(part[0], known), found[0]), code)


def _bare(listed: str, known: Mapping[str, str]) -> str:
    """Names that a field's code gives without quotes: with them when a new name has a space."""
    new = _LISTED.sub(lambda part: _named(part[0], known), listed)
    return f'"{new}"' if " " in new else new


def _named(name: str, known: Mapping[str, str]) -> str:
    new = known.get(unescape(name))
    return name if new is None else escape(new).replace('"', "&quot;")
