"""The logo: found by the brand or its own name, never stretched, and every fault of it told."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from pipeline.runs.logo import read_logo
from pipeline.runs.project import Project, Source
from pipeline.vocabulary.brand import Brand


def project(folder: Path) -> Project:
    pictures = tuple(Source(path, path.name) for path in sorted(folder.iterdir()))
    return Project("kunta", folder, Source(folder / "tyokirja.xlsx", "tyokirja.xlsx"), pictures=pictures)


def picture(size: tuple[int, int], kind: str = "PNG", mode: str = "RGB") -> bytes:
    buffer = BytesIO()
    Image.new(mode, size, 128 if mode == "L" else None).save(buffer, kind)
    return buffer.getvalue()


def test_a_logo_is_found_by_its_name_and_kept_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "Logo-2027.png").write_bytes(picture((40, 20)))
    (tmp_path / "kesa.png").write_bytes(picture((10, 10)))
    logo, findings = read_logo(project(tmp_path), Brand())
    assert findings == ()
    assert logo is not None
    assert (logo.width_px, logo.height_px, logo.media_type) == (40, 20, "image/png")
    assert logo.data == (tmp_path / "Logo-2027.png").read_bytes()


def test_the_brand_names_another(tmp_path: Path) -> None:
    (tmp_path / "logo.png").write_bytes(picture((40, 20)))
    (tmp_path / "vene.jpg").write_bytes(picture((30, 30), "JPEG"))
    logo, _ = read_logo(project(tmp_path), replace(Brand(), logo="vene.jpg", logo_alt="Vene"))
    assert logo is not None
    assert (logo.media_type, logo.alt) == ("image/jpeg", "Vene")


def test_no_logo_is_no_fault(tmp_path: Path) -> None:
    assert read_logo(project(tmp_path), Brand()) == (None, ())


def test_a_logo_that_the_brand_names_and_nobody_finds_is_told(tmp_path: Path) -> None:
    for name in ("logo.png", "../../logo.png", "/etc/passwd"):
        logo, findings = read_logo(project(tmp_path), replace(Brand(), logo=name))
        assert logo is None
        assert [finding.code for finding in findings] == ["BR004"]


def test_a_huge_picture_is_made_smaller_in_proportion(tmp_path: Path) -> None:
    (tmp_path / "logo.png").write_bytes(picture((4000, 1000)))
    logo, _ = read_logo(project(tmp_path), Brand())
    assert logo is not None
    assert (logo.width_px, logo.height_px) == (1600, 400)


@pytest.mark.parametrize("data", [b"", b"not a picture", picture((9, 9))[:40], picture((9, 9), "GIF", "L"), b"<svg/>"])
def test_what_is_no_picture_is_told(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "logo.png").write_bytes(data)
    logo, findings = read_logo(project(tmp_path), Brand())
    assert logo is None
    assert [finding.code for finding in findings] == ["BR004"]


def test_a_picture_bomb_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "logo.png").write_bytes(picture((400, 400)))
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", 1000)
    logo, findings = read_logo(project(tmp_path), Brand())
    assert logo is None
    assert [finding.code for finding in findings] == ["BR004"]
