"""Checks the genitives in the table of municipalities against an analyser of Finnish, libvoikko.

    python tools/municipality_names.py

Needs the Debian packages libvoikko1 and voikko-fi (or their like), and the Python module libvoikko. The analyser knows
forms, not usage: that Huittinen is Huittisten before kaupunki, but Kaustinen Kaustisen before kunta, is `PLURAL`, from
how the municipalities write themselves.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT)]

from pipeline.municipalities.table import Municipality, municipalities  # noqa: E402

PLURAL = frozenset(
    "Huittinen Ikaalinen Jokioinen Joroinen Kaskinen Kauniainen Kuhmoinen Nousiainen Oulainen Parainen Pornainen "
    "Siikainen Uurainen".split()
)
"""Names in -inen that are plural before kunta and kaupunki; the others are singular."""
EXCEPTIONS = {
    "Koski Tl": "the province's letters stay at the end and are not inflected: Kosken Tl kunta",
    "Lemland": "a Swedish name that the analyser does not know; one that ends in a consonant takes -in",
    "Lumparland": "a Swedish name that the analyser does not know; one that ends in a consonant takes -in",
    "Saltvik": "a Swedish name that the analyser does not know; one that ends in a consonant takes -in",
    "Sund": "a Swedish name that the analyser does not know; one that ends in a consonant takes -in",
    "Uusikaarlepyy": "not in the analyser's list; both parts are inflected, as in Uusikaupunki, Uudenkaupungin",
    "Virrat": "the city writes itself with the older plural, Virtain; the analyser has it under virta",
}
"""Names whose genitive the analyser does not recognise, and why it is right all the same."""


def analyser() -> Any:
    """The analyser; ImportError or OSError where it is not installed."""
    import libvoikko

    try:
        return libvoikko.Voikko("fi")
    except libvoikko.VoikkoException as error:
        raise OSError(str(error)) from error


def doubt(item: Municipality, voikko: Any) -> str:
    """Why a genitive is not sure to be one; "" when it is the name's in the expected number."""
    name, genitive = item.names["fi"], item.finnish_genitive
    found = [
        analysis["NUMBER"]
        for analysis in voikko.analyze(genitive)
        if analysis.get("SIJAMUOTO") == "omanto" and analysis["BASEFORM"].casefold() == name.casefold()
    ]
    number = "plural" if name in PLURAL else "singular"
    if number in found:
        return ""
    return f"{genitive} is the genitive {found[0]}, not {number}, of {name}" if found else f"{genitive}: not of {name}"


def doubts() -> dict[str, str]:
    """The doubts by name, exceptions too."""
    voikko = analyser()
    told = {item.names["fi"]: doubt(item, voikko) for item in municipalities()}
    return {name: text for name, text in told.items() if text}


def main() -> int:
    """Prints what is to be looked at."""
    try:
        told = doubts()
    except (ImportError, OSError) as error:
        sys.stderr.write(f"The analyser is not installed: {error}\n")
        return 2
    wrong = {name: text for name, text in told.items() if name not in EXCEPTIONS}
    for name, text in wrong.items():
        sys.stdout.write(f"{name}: {text}\n")
    for name in EXCEPTIONS.keys() - told.keys():
        sys.stdout.write(f"{name}: no longer an exception, the analyser knows it\n")
    sys.stdout.write(f"{len(municipalities())} names, {len(EXCEPTIONS)} exceptions, {len(wrong)} doubts\n")
    return 1 if wrong or EXCEPTIONS.keys() - told.keys() else 0


if __name__ == "__main__":
    sys.exit(main())
