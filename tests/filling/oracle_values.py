"""The same values and a template through both engines, for tests that compare ours with docxtpl.

In: a template and plain values. Out: the texts of the document that each engine makes, paragraph by paragraph.
"""

from __future__ import annotations

from documents import filled
from peer_engines import as_records, docxtpl_fills, texts

VALUES: dict[str, object] = {
    "name": "Tieto",
    "other": "palvelut",
    "empty": "",
    "special": "Ä & ö <b> \"lainaus\" 'heitto' €",
    "curly": "a{b}c % d # e",
    "spaced": "  kaksi  ",
    "lines": "yksi\nkaksi",
    "number": 12,
    "negative": -3,
    "yes": True,
    "no": False,
    "xs": ["a", "b", "c"],
    "nothing": [],
    "goals": [
        {"name": "Tieto", "open": True, "actions": [{"name": "TP1", "cost": 5}, {"name": "TP2", "cost": 70}]},
        {"name": "Palvelut", "open": False, "actions": []},
    ],
    "goal": {"name": "Osaaminen", "owner": {"name": "Maija"}},
}


def ours(template: bytes, names: dict[str, object]) -> list[str]:
    result = filled(template, **{name: as_records(value) for name, value in names.items()})
    assert result.findings == ()
    assert result.document is not None
    return texts(result.document)


def theirs(template: bytes, names: dict[str, object]) -> list[str]:
    return texts(docxtpl_fills(template, autoescape=True, **names))
