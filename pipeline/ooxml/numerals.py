"""Numbers as Word's lists, fields and pages print them: figures, Roman numerals, letters.

In: a number and the name of a format (`w:numFmt`). Out: its text.
"""

from __future__ import annotations

_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_HIGHEST = {"Roman": 32_767, "Letter": 780}
"""The highest numbers that Word writes in Roman numerals and in letters, of which `aa` is 27."""


def numeral(number: int, form: str) -> str:
    """A number in a format: `upperRoman`, `lowerLetter`, `decimalZero` …; formats that are not known give figures."""
    if form == "none":
        return ""
    if form == "decimalZero":
        return f"{number:02}"
    kind = form[5:] if form.startswith(("upper", "lower")) else ""
    if not 1 <= number <= _HIGHEST.get(kind, 0):
        return str(number)
    text = _roman(number) if kind == "Roman" else _letters(number)
    return text.upper() if form.startswith("upper") else text


def _letters(number: int) -> str:
    repeats, place = divmod(number - 1, 26)
    return chr(ord("a") + place) * (repeats + 1)


def _roman(number: int) -> str:
    text = ""
    for value, letters in _ROMAN:
        count, number = divmod(number, value)
        text += letters * count
    return text
