"""docx-plus's answers to tracked changes, kept from changing python-docx for every other test.

Imported, it makes python-docx read notes and comments' side parts as trees for the whole process, and docxtpl, which
another test asks, then leaves the tags of notes as they are. Here its parts are known only while it opens a document.
"""

from __future__ import annotations

from io import BytesIO

from docx import Document
from docx.document import Document as Opened
from docx.opc.part import PartFactory

_PLAIN = dict(PartFactory.part_type_for)

from docx_plus.revisions import accept_all_revisions, reject_all_revisions  # noqa: E402  what was there comes first
from docx_plus.revisions.read import read_revisions  # noqa: E402

__all__ = ["accept_all_revisions", "document_of", "read_revisions", "reject_all_revisions"]

_KNOWN = dict(PartFactory.part_type_for)
PartFactory.part_type_for = dict(_PLAIN)


def document_of(document: bytes) -> Opened:
    """The document as docx-plus wants it: with notes and comments read as trees."""
    PartFactory.part_type_for = dict(_KNOWN)
    try:
        return Document(BytesIO(document))
    finally:
        PartFactory.part_type_for = dict(_PLAIN)
