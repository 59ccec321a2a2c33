"""The organisation's logo or coat of arms.

In: the picture that the brand names, or the one in the input folder. Out: a `Picture`, never stretched or recoloured,
made smaller only when it is needlessly large.
"""

from __future__ import annotations

import warnings
from io import BytesIO
from typing import TYPE_CHECKING

from pipeline.runs.project import Project, Source
from pipeline.vocabulary.brand import Brand
from pipeline.vocabulary.content import Picture
from pipeline.vocabulary.findings import Finding, FindingValue, Place

if TYPE_CHECKING:
    from PIL.Image import Image

_MAX_BYTES = 40 * 1024 * 1024
_MAX_SIDE = 1600
_NAMES = ("logo", "tunnus", "vaakuna")
_FORMATS = {"PNG": "image/png", "JPEG": "image/jpeg"}


def read_logo(project: Project, brand: Brand) -> tuple[Picture | None, tuple[Finding, ...]]:
    """The logo to print, with the brand's text alternative; None when there is none."""
    source = _named(project, brand)
    if brand.logo and (source is None or source.path.name != brand.logo):
        missing = Source(project.folder / brand.logo, f"{project.folder.as_posix()}/{brand.logo}")
        return None, (_fault(missing, "–"),)
    if source is None:
        return None, ()
    try:
        data = source.path.read_bytes()
    except OSError as error:
        return None, (_fault(source, error.strerror or str(error)),)
    if len(data) > _MAX_BYTES:
        return None, (_fault(source, f"{len(data) // 1024 // 1024} Mt"),)
    return _read(source, data, brand.logo_alt)


def _named(project: Project, brand: Brand) -> Source | None:
    """The picture in the input folder that the brand names; else one whose own name says that it is the logo."""
    wanted = [item for item in project.pictures if item.path.name == brand.logo]
    found = wanted or [item for item in project.pictures if item.path.stem.lower().startswith(_NAMES)]
    return found[0] if found else None


def _read(source: Source, data: bytes, alt: str) -> tuple[Picture | None, tuple[Finding, ...]]:
    from PIL import Image, UnidentifiedImageError

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(BytesIO(data), formats=tuple(_FORMATS)) as image:
                image.load()
                return _picture(image, data, alt), ()
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        return None, (_fault(source, str(error) or type(error).__name__),)
    except Image.DecompressionBombWarning as warning:
        return None, (_fault(source, str(warning)),)


def _picture(image: Image, data: bytes, alt: str) -> Picture:
    kind = image.format or "PNG"
    if max(image.size) > _MAX_SIDE or image.mode == "CMYK":
        smaller = image.convert("RGB") if image.mode == "CMYK" else image.copy()
        smaller.thumbnail((_MAX_SIDE, _MAX_SIDE))
        buffer = BytesIO()
        smaller.save(buffer, kind)
        return Picture(buffer.getvalue(), _FORMATS[kind], smaller.width, smaller.height, alt)
    return Picture(data, _FORMATS[kind], image.width, image.height, alt)


def _fault(source: Source, reason: str) -> Finding:
    values: dict[str, FindingValue] = {
        "key": "logo",
        "value": source.shown,
        "ratio": "",
        "nearest": "",
        "reason": reason,
    }
    return Finding("BR004", Place(source.shown), values)
