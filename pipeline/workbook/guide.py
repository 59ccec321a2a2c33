"""The guide for those who fill the workbook in. In: the layout and a language. Out: one Markdown page.

Generated, so it can't say anything else than what the program reads.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pipeline.language import Words, words
from pipeline.vocabulary.model import Language
from pipeline.workbook.layout import Field, Sheet, layout


def guide(language: Language) -> str:
    """The workbook guide in a language, as Markdown."""
    say = words(language)
    blocks = [
        f"# {_text(say, 'title')}",
        _text(say, "intro").strip(),
        _section(say, "start_heading", _numbered(_lines(say, "instructions", "steps"))),
        _section(say, "kinds_heading", _kinds(say)),
        _section(say, "reading_heading", _listed(_lines(say, "guide", "reading"))),
        _section(say, "languages_heading", _text(say, "languages").strip()),
        _section(say, "sheets_heading", _text(say, "required_note")),
        *(_sheet(sheet, say) for sheet in layout().sheets),
        _section(say, "choices_heading", _choices(say)),
        f"---\n\n{_text(say, 'generated')}",
    ]
    return "\n\n".join(blocks) + "\n"


def _section(say: Words, heading: str, body: str) -> str:
    return f"## {_text(say, heading)}\n\n{body}"


def _kinds(say: Words) -> str:
    """How to write each kind of value that takes any explaining."""
    rows = ((_kind(kind, say), how) for kind, how in say.catalog("workbook")["writing"].items())
    return _table((_text(say, "kind_column"), _text(say, "kind_expected")), rows)


def _sheet(sheet: Sheet, say: Words) -> str:
    language = say.language
    intro = sheet.help[language] + ("" if sheet.required else f" {_text(say, 'optional_sheet')}")
    headers = tuple(_text(say, name) for name in ("column_field", "column_kind", "column_help"))
    fields = (*sheet.fields, *sheet.extras)
    rows = ((_label(field, language), _what(field, say), field.help[language]) for field in fields)
    return f"### {sheet.title[language]}\n\n{intro}\n\n{_table(headers, rows)}"


def _label(field: Field, language: Language) -> str:
    """The label in bold, its asterisk kept from closing the bold."""
    return f"**{field.label[language]}**" + (" \\*" if field.required else "")


def _what(field: Field, say: Words) -> str:
    kind = _kind(field.kind, say)
    return f"{kind}, {_text(say, 'translated')}" if field.translate == "always" else kind


def _choices(say: Words) -> str:
    """Every choice list with its items, named by the first field that uses it."""
    rows = []
    for name, items in layout().lists.items():
        using = (field for sheet in layout().sheets for field in sheet.fields if field.list_name == name)
        label = next(using).label[say.language]
        rows.append((label, ", ".join(item.label[say.language] for item in items)))
    return _table((_text(say, "column_field"), _text(say, "choices_heading")), rows)


def _table(headers: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [headers, ["---"] * len(headers), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)


def _numbered(lines: Iterable[str]) -> str:
    return "\n".join(f"{number}. {line}" for number, line in enumerate(lines, start=1))


def _listed(lines: Iterable[str]) -> str:
    return "\n".join(f"- {line}" for line in lines)


def _lines(say: Words, part: str, name: str) -> Sequence[str]:
    lines: Sequence[str] = say.catalog("workbook")[part][name]
    return lines


def _kind(kind: str, say: Words) -> str:
    return say.text("workbook", f"kinds.{kind}")


def _text(say: Words, key: str) -> str:
    return say.text("workbook", f"guide.{key}")
