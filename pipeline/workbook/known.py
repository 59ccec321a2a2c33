"""The cells of Perustiedot that a new workbook can begin with. In: an `Identity`. Out: texts by key, companions too."""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.municipalities.identity import Identity
from pipeline.workbook.companions import companion_key
from pipeline.workbook.layout import Choice, layout


def known_cells(identity: Identity) -> Mapping[str, str]:
    """What is known, in the words of the workbook's language; nothing for what is not."""
    main = identity.language
    cells = dict(identity.texts[main])
    for other in identity.languages[1:]:
        cells |= {companion_key(key, other): text for key, text in identity.texts[other].items()}
    cells["code"] = identity.code
    cells["kind"] = next((item.label[main] for item in _choices("organisation_kind") if item.id == identity.kind), "")
    labels = {item.id: item.label[main] for item in _choices("language")}
    cells["languages"] = "; ".join(labels[language] for language in identity.languages)
    return {key: text for key, text in cells.items() if text}


def _choices(name: str) -> tuple[Choice, ...]:
    return layout().lists[name]
