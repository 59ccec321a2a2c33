"""The organisation's logo or coat of arms.

In: the picture that the brand names, or the one in the input folder. Out: a `Picture` for the ground that covers stand
on, never stretched or recoloured, made smaller only when it is needlessly large; what does not suit its place is told.
"""

from __future__ import annotations

import re
import warnings
from io import BytesIO
from typing import TYPE_CHECKING

from pipeline.runs.logo_ground import unsuited
from pipeline.runs.project import Project, Source
from pipeline.vocabulary.brand import Brand
from pipeline.vocabulary.content import Picture
from pipeline.vocabulary.findings import Finding, FindingValue, Phrase, Place, Term

if TYPE_CHECKING:
    from PIL.Image import Image

_MAX_BYTES = 40 * 1024 * 1024
_MAX_SIDE = 1600
_NAMES = ("logo", "tunnus", "vaakuna", "vapen")
_DARK_NAMES = frozenset("tumma tummalle dark mork mörk nega negatiivi negativ negative valkoinen white vit".split())
_BETWEEN = re.compile(r"[\W_]+")
_FORMATS = {"PNG": "image/png", "JPEG": "image/jpeg"}
_UNPLACEABLE = frozenset(".svg .eps .ai .pdf .gif .bmp .tif .tiff .webp .emf .wmf .heic".split())


def read_logo(project: Project, brand: Brand) -> tuple[Picture | None, tuple[Finding, ...]]:
    """The logo to print on covers, with the brand's text alternative; None when there is none for their ground."""
    wanted = brand.logo_dark if brand.dark_cover else brand.logo
    source = _named(project, wanted, dark=brand.dark_cover)
    if wanted and (source is None or source.path.name != wanted):
        missing = Source(project.folder / wanted, f"{project.folder.as_posix()}/{wanted}")
        return None, (_fault(missing, _missing(project, wanted)),)
    if source is None:
        return None, _absent(project, brand)
    try:
        data = source.path.read_bytes()
    except OSError as error:
        return None, (_fault(source, error.strerror or str(error)),)
    if len(data) > _MAX_BYTES:
        return None, (_fault(source, f"{len(data) // 1024 // 1024} Mt"),)
    return _read(source, data, brand)


def _named(project: Project, wanted: str, *, dark: bool) -> Source | None:
    """The picture in the input folder that the brand names; else one whose own name says that it is the logo."""
    found = [item for item in project.pictures if item.path.name == wanted]
    found += [item for item in project.pictures if _is_logo(item.path.stem) and _is_for_dark(item.path.stem) == dark]
    return found[0] if found else None


def _is_logo(stem: str) -> bool:
    return stem.lower().startswith(_NAMES)


def _is_for_dark(stem: str) -> bool:
    return not _DARK_NAMES.isdisjoint(_BETWEEN.split(stem.lower()))


def _missing(project: Project, wanted: str) -> str:
    placeable = (project.folder / wanted).suffix.lower() not in _UNPLACEABLE
    return Term("brand.logo_missing") if placeable else Phrase("brand.logo_format", file=wanted)


def _absent(project: Project, brand: Brand) -> tuple[Finding, ...]:
    """Why a folder with a logo in it has none for this ground."""
    if brand.dark_cover and (other := _named(project, brand.logo, dark=False)):
        return (Finding("BR008", Place(other.shown), {}),)
    for path in sorted(project.folder.iterdir()):
        if path.suffix.lower() in _UNPLACEABLE and _is_logo(path.stem):
            source = Source(path, f"{project.folder.as_posix()}/{path.name}")
            return (_ill(source, Phrase("brand.logo_format", file=path.name)),)
    return ()


def _read(source: Source, data: bytes, brand: Brand) -> tuple[Picture | None, tuple[Finding, ...]]:
    from PIL import Image, UnidentifiedImageError

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(BytesIO(data), formats=tuple(_FORMATS)) as image:
                image.load()
                reasons = unsuited(image, brand.deep if brand.dark_cover else brand.paper, dark=brand.dark_cover)
                return _picture(image, data, brand.logo_alt), tuple(_ill(source, reason) for reason in reasons)
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


def _ill(source: Source, reason: str) -> Finding:
    return Finding("BR009", Place(source.shown), {"reason": reason})


def _fault(source: Source, reason: str) -> Finding:
    values: dict[str, FindingValue] = {
        "key": "logo",
        "value": source.shown,
        "ratio": "",
        "nearest": "",
        "reason": reason,
    }
    return Finding("BR004", Place(source.shown), values)
