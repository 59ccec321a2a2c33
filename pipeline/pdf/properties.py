"""A PDF's own properties: language, title shown, no moment of making, and the claim to be PDF/UA only when it is.

In: an open PDF. Out: the same, its properties set; the same document gives the same bytes whenever it is made.
"""

from __future__ import annotations

import re

import pikepdf
from pikepdf import Dictionary, Name, String

_MOMENTS = re.compile(rb"\s*<xmp:(CreateDate|ModifyDate|MetadataDate)>[^<]*</xmp:\1>")
_CLAIM = re.compile(rb"<pdfuaid:(part|rev|amd)>[^<]*</pdfuaid:\1>|\spdfuaid:(?:part|rev|amd)=(?:\"[^\"]*\"|'[^']*')")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")


def set_properties(pdf: pikepdf.Pdf, language: str, *, claims: bool) -> None:
    """Sets what readers' programs ask a PDF for; `claims` keeps its word that it is PDF/UA."""
    root = pdf.Root
    if _LANGUAGE.fullmatch(language):
        root["/Lang"] = String(language)
    root["/MarkInfo"] = Dictionary(Marked=True)
    preferences = root.get("/ViewerPreferences", Dictionary())
    preferences["/DisplayDocTitle"] = True
    root["/ViewerPreferences"] = preferences
    for page in pdf.pages:
        if "/Annots" in page.obj:
            page.obj["/Tabs"] = Name.S
    for moment in ("/CreationDate", "/ModDate"):
        if moment in pdf.docinfo:
            del pdf.docinfo[moment]
    if "/Metadata" in root:
        told = _MOMENTS.sub(b"", root.Metadata.read_bytes())
        root.Metadata.write(told if claims else _CLAIM.sub(b"", told))
