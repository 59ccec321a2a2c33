"""Number formats of a chart in the document's language.

In: a format code as a designer wrote it. Out: the same format with decimal comma, or with decimal point.

A code follows the reader's own settings unless it names a language: `[$-40B]0.0` prints 2,4 everywhere, since 40B is
Finnish, whose signs Swedish shares. English documents have plain codes. Where the euro and per cent signs stand
differs too: `#,##0" €"` and `"€"#,##0`, `0" %"` and `0"%"`.
"""

from __future__ import annotations

import re

FINNISH = "[$-40B]"
GENERAL = "General"
_LANGUAGE = re.compile(r"\[\$-[0-9A-Fa-f]+\]")
_SEPARATED = re.compile(r"[#0?][.,][#0?]")
_QUOTED = re.compile(r'"[^"]*"|\\.')
_SPACE = "[ \N{NO-BREAK SPACE}]"
_NUMBER = r"^([#0?.,]+)"
_TO_COMMA = (
    (re.compile(r'^"?€"?([#0?.,]+)$'), '\\1"\N{NO-BREAK SPACE}€"'),
    (re.compile(_NUMBER + r'"%"$'), '\\1"\N{NO-BREAK SPACE}%"'),
    (re.compile(_NUMBER + r"%$"), '\\1"\N{NO-BREAK SPACE}"%'),
)
_TO_POINT = (
    (re.compile(_NUMBER + rf'(?:\\?{_SPACE}|"{_SPACE}?(?=€)|"{_SPACE}")*"?€"?$'), r'"€"\1'),
    (re.compile(_NUMBER + rf'"{_SPACE}%"$'), r'\1"%"'),
    (re.compile(_NUMBER + rf'(?:\\?{_SPACE}|"{_SPACE}")%$'), r"\1%"),
)


def localise(code: str, *, decimal_comma: bool) -> str:
    """A format code for a document that writes decimals with a comma, or with a point.

    Codes that print neither separators nor signs (dates, text, whole numbers) stay as they are.
    """
    bare = _LANGUAGE.sub("", code)
    for pattern, replacement in _TO_COMMA if decimal_comma else _TO_POINT:
        bare = pattern.sub(replacement, bare)
    separated = bare == GENERAL or _SEPARATED.search(_QUOTED.sub("", bare))
    if decimal_comma and separated:
        return FINNISH + bare
    return bare if separated or bare != _LANGUAGE.sub("", code) else code
