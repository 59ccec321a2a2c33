"""The logo: found by the brand or its own name, never stretched, and every fault of it told."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from pipeline.language import words
from pipeline.runs.logo import read_logo
from pipeline.runs.project import Project, Source
from pipeline.vocabulary.brand import Brand


def project(folder: Path) -> Project:
    pictures = tuple(Source(path, path.name) for path in sorted(folder.iterdir()) if path.suffix != ".svg")
    return Project("kunta", folder, Source(folder / "tyokirja.xlsx", "tyokirja.xlsx"), pictures=pictures)


def picture(size: tuple[int, int], kind: str = "PNG", mode: str = "RGB") -> bytes:
    buffer = BytesIO()
    Image.new(mode, size, 128 if mode == "L" else None).save(buffer, kind)
    return buffer.getvalue()


def test_a_logo_is_found_by_its_name_and_kept_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "Logo-2027.png").write_bytes(picture((400, 200)))
    (tmp_path / "kesa.png").write_bytes(picture((10, 10)))
    logo, findings = read_logo(project(tmp_path), Brand())
    assert findings == ()
    assert logo is not None
    assert (logo.width_px, logo.height_px, logo.media_type) == (400, 200, "image/png")
    assert logo.data == (tmp_path / "Logo-2027.png").read_bytes()


def test_the_brand_names_another(tmp_path: Path) -> None:
    (tmp_path / "logo.png").write_bytes(picture((400, 200)))
    (tmp_path / "vene.jpg").write_bytes(picture((300, 300), "JPEG"))
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


DARK = replace(Brand(), dark_cover=True)


def drawn(
    mark: tuple[int, int, int, int], ground: tuple[int, int, int, int], size: tuple[int, int] = (300, 150)
) -> bytes:
    """A bar of a colour in the middle of a ground."""
    image = Image.new("RGBA", size, ground)
    image.paste(mark, (size[0] // 4, size[1] // 4, size[0] * 3 // 4, size[1] * 3 // 4))
    buffer = BytesIO()
    image.save(buffer, "PNG")
    return buffer.getvalue()


CLEAR, WHITE, BLUE, PALE = (0, 0, 0, 0), (255, 255, 255, 255), (0, 60, 120, 255), (250, 240, 200, 255)


def test_dark_ground_takes_the_logo_that_was_made_for_it(tmp_path: Path) -> None:
    (tmp_path / "logo.png").write_bytes(drawn(BLUE, WHITE))
    (tmp_path / "kaanto.png").write_bytes(drawn(WHITE, CLEAR))
    named = replace(DARK, logo="logo.png", logo_dark="kaanto.png")
    logo, findings = read_logo(project(tmp_path), named)
    assert findings == ()
    assert logo is not None and logo.data == (tmp_path / "kaanto.png").read_bytes()
    logo, findings = read_logo(project(tmp_path), replace(named, dark_cover=False))
    assert logo is not None and logo.data == (tmp_path / "logo.png").read_bytes()
    assert findings == ()


def test_a_logo_whose_name_says_dark_is_for_dark_ground(tmp_path: Path) -> None:
    (tmp_path / "logo-tumma.png").write_bytes(drawn(WHITE, CLEAR))
    (tmp_path / "logo.png").write_bytes(drawn(BLUE, WHITE))
    for brand, name in ((Brand(), "logo.png"), (DARK, "logo-tumma.png")):
        logo, findings = read_logo(project(tmp_path), brand)
        assert findings == ()
        assert logo is not None and logo.data == (tmp_path / name).read_bytes()


@pytest.mark.parametrize("name", ["logo-levitys.png", "vaakuna-Evitskog.png", "logo_Parkanegaard.png"])
def test_a_name_that_only_holds_the_letters_is_not_for_dark_ground(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(drawn(BLUE, WHITE))
    logo, findings = read_logo(project(tmp_path), Brand())
    assert (logo is not None, findings) == (True, ())


def test_grey_of_sixteen_bits_is_judged_by_its_own_lightness(tmp_path: Path) -> None:
    image = Image.new("I;16", (300, 150), 65535)
    image.paste(9000, (60, 30, 240, 120))
    image.save(tmp_path / "logo.png")
    logo, findings = read_logo(project(tmp_path), Brand())
    assert (logo is not None, findings) == (True, ())


def test_dark_ground_without_a_logo_for_it_has_none_and_says_so(tmp_path: Path) -> None:
    (tmp_path / "logo.png").write_bytes(drawn(BLUE, WHITE))
    logo, (finding,) = read_logo(project(tmp_path), DARK)
    assert (logo, finding.code, finding.place.file) == (None, "BR008", "logo.png")
    (tmp_path / "logo.png").unlink()
    assert read_logo(project(tmp_path), DARK) == (None, ())


@pytest.mark.parametrize(
    ("mark", "ground", "brand", "reason"),
    [
        (BLUE, WHITE, Brand(), None),
        (BLUE, CLEAR, Brand(), None),
        (WHITE, BLUE, Brand(), None),
        (WHITE, CLEAR, Brand(), "logo_faint"),
        (PALE, WHITE, Brand(), "logo_faint"),
        (BLUE, (240, 240, 240, 255), Brand(), "logo_box"),
        (WHITE, CLEAR, DARK, None),
        (BLUE, CLEAR, DARK, "logo_faint"),
        (BLUE, WHITE, DARK, "logo_box"),
    ],
)
def test_a_logo_that_does_not_suit_its_ground_is_told_and_printed(
    tmp_path: Path, mark: tuple[int, int, int, int], ground: tuple[int, int, int, int], brand: Brand, reason: str | None
) -> None:
    name = "logo-tumma.png" if brand.dark_cover else "logo.png"
    (tmp_path / name).write_bytes(drawn(mark, ground))
    logo, findings = read_logo(project(tmp_path), brand)
    assert logo is not None
    assert [(item.code, item.values["reason"]) for item in findings] == (
        [("BR009", f"brand.{reason}")] if reason else []
    )


@pytest.mark.parametrize(
    ("size", "small"), [((300, 70), True), ((300, 72), False), ((80, 100), True), ((100, 120), False)]
)
def test_a_logo_too_coarse_to_print_is_told(tmp_path: Path, size: tuple[int, int], small: bool) -> None:
    (tmp_path / "logo.png").write_bytes(drawn(BLUE, WHITE, size))
    _, findings = read_logo(project(tmp_path), Brand())
    assert [item.code for item in findings] == ["BR009"] * small


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "CMYK", "I;16"])
def test_pictures_of_every_mode_are_judged(tmp_path: Path, mode: str) -> None:
    kind = "JPEG" if mode == "CMYK" else "PNG"
    buffer = BytesIO()
    Image.new(mode, (200, 100)).save(buffer, kind)
    (tmp_path / f"logo.{kind.lower()}").write_bytes(buffer.getvalue())
    logo, findings = read_logo(project(tmp_path), Brand())
    assert logo is not None
    assert all(item.code == "BR009" for item in findings)


def test_a_logo_in_a_form_that_cannot_be_placed_is_told(tmp_path: Path) -> None:
    (tmp_path / "vaakuna.svg").write_text("<svg/>")
    logo, (finding,) = read_logo(project(tmp_path), Brand())
    assert (logo, finding.code) == (None, "BR009")
    assert "vaakuna.svg" in words("fi").message(finding)
    _, (finding,) = read_logo(project(tmp_path), replace(Brand(), logo="vaakuna.svg"))
    assert finding.code == "BR004"
    assert "vaakuna.svg" in words("en").message(finding)
