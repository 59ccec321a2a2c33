"""Whether a part of XML is in UTF-8: what looks for signs in the bytes of another encoding finds nothing there.

In: a deflated part, and how a part begins. Out: how it begins, and yes or no; yes for what is no XML.
"""

from __future__ import annotations

import re
import zlib

OPENING = 200
"""Bytes of a part that tell its encoding."""
_PIECE = 4 * 2**10
_TOLD = re.compile(rb"\xfe\xff|\xff\xfe|\0{1,3}<|<\0|Lo\xa7\x94|(?:\xef\xbb\xbf)?<\?xml\s")
"""How XML begins that shows or declares its encoding: UTF-16, UTF-32, EBCDIC, or a declaration."""
_UTF_8 = re.compile(
    rb"""(?:\xef\xbb\xbf)?<\?xml\s+version\s*=\s*["']1\.\d["'](?:\s+encoding\s*=\s*["']utf-8["'])?"""
    rb"""(?:\s+standalone\s*=\s*["']\w+["'])?\s*\?>""",
    re.IGNORECASE,
)
_MARKUP = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:<|$)")


def deflated_opening(deflated: bytes) -> bytes:
    """The first OPENING bytes of a deflated part; fewer when it is shorter or damaged."""
    unpacker, found = zlib.decompressobj(-15), b""
    for start in range(0, len(deflated), _PIECE):
        try:
            found += unpacker.decompress(deflated[start : start + _PIECE], OPENING - len(found))
        except zlib.error:
            break
        if len(found) >= OPENING:
            break
    return found


def is_utf_8(opening: bytes) -> bool:
    """Whether a part that begins so is read as UTF-8. A declaration that can't be understood is another encoding's."""
    return not _TOLD.match(opening) or bool(_UTF_8.match(opening))


def is_markup(opening: bytes) -> bool:
    """Whether a part in UTF-8 that begins so may be XML, whatever its type says."""
    return bool(_MARKUP.match(opening))
