"""Writes the guides from the declarations, so that they can't go stale.

In: the rules and catalogs, the workbook's layout, the names that templates may use. Out: text for `explain` and the
pages of `docs/`. `python -m pipeline.explain` renews the pages.
"""

from __future__ import annotations

import string
import sys
from difflib import get_close_matches
from itertools import groupby
from pathlib import Path

from pipeline.language import Words, words
from pipeline.vocabulary.model import Language
from pipeline.vocabulary.rules import RULES

DOCS_LANGUAGE: Language = "fi"
_ANYTHING = "…"


def rule_text(code: str, language: Language) -> str | None:
    """What a code means, with an example and the fix, as plain text; None when there is no such code."""
    rule = RULES.get(code.strip().upper())
    if rule is None:
        return None
    spoken = words(language)
    return f"{_headline(rule.code, spoken)}\n{_message(rule.code, spoken)}\n\n{_explanation(rule.code, spoken)}\n"


def rule_list(language: Language) -> str:
    """All codes, one on a line: code, severity, what it says."""
    spoken = words(language)
    severities = {code: _severity(code, spoken) for code in RULES}
    width = max(map(len, severities.values()))
    lines = (f"{code}  {severity:{width}}  {_message(code, spoken)}" for code, severity in severities.items())
    return "\n".join(lines) + "\n"


def nearest_code(code: str) -> str:
    """The code most like a mistyped one, or nothing."""
    return next(iter(get_close_matches(code.strip().upper(), RULES, n=1)), "")


def rule_reference(language: Language) -> str:
    """The page of all rules, in Markdown, by families."""
    spoken = words(language)
    page = [f"# {spoken.text('explain', 'title')}", spoken.text("explain", "intro").strip()]
    page.append(spoken.text("explain", "generated"))
    for family, codes in groupby(RULES, key=lambda code: code[:2]):
        page.append(f"## {spoken.text('explain', f'family.{family}')}")
        for code in codes:
            page += [f"### {_headline(code, spoken)}", f"**{_message(code, spoken)}**", _explanation(code, spoken)]
    return "\n\n".join(page) + "\n"


def pages(language: Language = DOCS_LANGUAGE) -> dict[str, str]:
    """Every generated page of `docs/` by its file name."""
    from pipeline.report.names import reference
    from pipeline.workbook.guide import guide

    return {
        "workbook.md": guide(language),
        "findings.md": rule_reference(language),
        "names.md": reference(language),
    }


def write_all(folder: Path) -> None:
    """Renews the generated pages in a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in pages().items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")


def _headline(code: str, spoken: Words) -> str:
    return f"{code} · {_severity(code, spoken)}"


def _severity(code: str, spoken: Words) -> str:
    return spoken.text("terminal", f"severity.{RULES[code].severity}")


def _message(code: str, spoken: Words) -> str:
    """A code's message with an ellipsis in place of each value but the titles of sheets."""
    message = spoken.catalog("findings")[code]["message"]
    pattern = message if isinstance(message, str) else message["other"]
    parts = string.Formatter().parse(pattern)
    return "".join(text + (spoken.sheets.get(name, _ANYTHING) if name else "") for text, name, _, _ in parts)


def _explanation(code: str, spoken: Words) -> str:
    """Read as it stands: explanations have no values, but show the braces of templates."""
    return str(spoken.catalog("findings")[code]["explanation"])


if __name__ == "__main__":
    write_all(Path(sys.argv[1] if len(sys.argv) > 1 else "docs"))
