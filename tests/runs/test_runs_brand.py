"""brand.toml: what is read, what is told."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.language import LANGUAGES, words
from pipeline.ooxml.clashes import clashes
from pipeline.ooxml.colour import contrast, to_oklch
from pipeline.runs.brand import read_brand
from pipeline.vocabulary.brand import Brand
from pipeline.vocabulary.findings import Finding, Place

KEYS = ("ink", "paper", "deep", "surface", "primary", "accent", "muted")
OWN = Path(__file__).parents[2] / "templates" / "brand.toml"


def suggested(finding: Finding) -> str:
    """The line to write in place of the one that is told."""
    return str(finding.values["line"]) or f'{finding.values["key"]} = "{finding.values["nearest"]}"'


def read(tmp_path: Path, text: str | bytes) -> tuple[Brand, tuple[Finding, ...]]:
    path = tmp_path / "brand.toml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_brand(path, "inputs/brand.toml")


def test_the_programs_own_file_is_the_house() -> None:
    assert read_brand(OWN, "templates/brand.toml") == (Brand(), ())
    assert read_brand(None, "") == (Brand(), ())


def test_given_values_take_the_place_of_the_houses(tmp_path: Path) -> None:
    text = '\ufeffprimary = "005a9c"\nink = "#123"\nbody_font = "Source Sans 3"\nlogo = "logo.png"\ndark_cover = true\n'
    brand, findings = read(tmp_path, text + "body_minimum = 20\n")
    assert findings == ()
    assert (brand.primary, brand.ink) == ("#005A9C", "#112233")
    assert (brand.body_font, brand.heading_font) == ("Source Sans 3", "Calibri")
    assert (brand.logo, brand.dark_cover, brand.body_minimum) == ("logo.png", True, 20)
    assert brand.ramp[3] == "#005A9C"
    assert brand.ramp[0] != Brand().ramp[0]


@pytest.mark.parametrize("count", [3, 5])
def test_a_given_ramp_is_kept_and_ends_in_primary_and_deep(tmp_path: Path, count: int) -> None:
    colours = ["#E0E8EE", "#A0C0D0", "#5C9AB4", "#000000", "#FFFFFF"][:count]
    brand, findings = read(tmp_path, f"ramp = {colours}")
    assert findings == ()
    assert brand.ramp == ("#E0E8EE", "#A0C0D0", "#5C9AB4", brand.primary, brand.deep)


@pytest.mark.parametrize(
    ("line", "term"),
    [
        ('primary = "sininen"', "brand.colour"),
        ("primary = 123456", "brand.colour"),
        ('ramp = ["#FFFFFF"]', "brand.ramp"),
        ('ramp = ["#FFFFFF", "#EEEEEE", "x"]', "brand.colour"),
        ('heading_font = "<script>"', "brand.font"),
        ("body_font = false", "brand.font"),
        ('logo = "../../salaisuus.png"', "brand.file"),
        ('logo = "C:\\\\logo.png"', "brand.file"),
        (r'logo_alt = "kaksi\nriviä"', "brand.text"),
        ("dark_cover = 1", "brand.switch"),
        ("body_minimum = 4", "brand.body_minimum"),
        ("table_minimum = true", "brand.table_minimum"),
        ("title_minimum = nan", "brand.title_minimum"),
        ("[primary]\nx = 1", "brand.colour"),
    ],
)
def test_a_value_that_is_not_understood_is_told_and_not_used(tmp_path: Path, line: str, term: str) -> None:
    brand, (finding,) = read(tmp_path, line)
    assert brand == Brand()
    assert (finding.code, finding.place, finding.values["reason"]) == ("BR002", Place("inputs/brand.toml"), term)


def test_an_unknown_name_is_told_with_the_nearest(tmp_path: Path) -> None:
    _, (finding,) = read(tmp_path, 'primry = "#005A9C"')
    assert (finding.code, finding.values["key"], finding.values["nearest"]) == ("BR005", "primry", "primary")


@pytest.mark.parametrize(
    ("data", "term", "cell"),
    [
        (b"primary = \n", "brand.syntax", "1:11"),
        (b'primary = "\xff"', "brand.encoding", ""),
        (b"# " + b"x" * 70_000, "brand.too_large", ""),
        (b"a=" + b"[" * 30_000, "brand.syntax", None),
        (b"a=" + b"{a=" * 20_000, "brand.syntax", None),
    ],
)
def test_a_file_that_cannot_be_read_leaves_the_house(tmp_path: Path, data: bytes, term: str, cell: str | None) -> None:
    brand, (finding,) = read(tmp_path, data)
    assert brand == Brand()
    assert (finding.code, finding.values["reason"]) == ("BR001", term)
    assert cell is None or finding.place.cell == cell


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    brand, (finding,) = read_brand(tmp_path / "brand.toml", "brand.toml")
    assert (brand, finding.code) == (Brand(), "BR001")


def test_colours_too_close_are_told_with_one_that_passes(tmp_path: Path) -> None:
    brand, findings = read(tmp_path, 'accent = "#FF9900"\nmuted = "#767676"\n')
    assert [(item.code, item.values["key"], item.values["ratio"]) for item in findings] == [
        ("BR003", "muted", 4.2),
        ("BR003", "accent", 2.0),
    ]
    assert brand.accent == "#FF9900"
    nearest = str(findings[1].values["nearest"])
    assert contrast(nearest, "#F5F8F8") >= 4.5
    assert contrast(nearest, brand.deep) >= 3


@pytest.mark.parametrize(
    "text",
    [
        'accent = "#FF9900"\nmuted = "#767676"\n',
        'primary = "#FFCC00"\n',
        'primary = "#FFCC00"\ndeep = "#3A6A80"\nramp = ["#FFFFFF", "#EEEEEE", "#DDDDDD"]\n',
        'paper = "#777777"\nsurface = "#222222"\nink = "#FFFFFF"\ndeep = "#FFFF00"\nprimary = "#000001"\n',
    ],
)
def test_the_lines_suggested_leave_nothing_to_tell_the_second_time(tmp_path: Path, text: str) -> None:
    _, findings = read(tmp_path, text)
    assert findings
    lines = {line.partition(" ")[0]: line for line in text.splitlines()}
    lines |= {str(item.values["key"]): suggested(item) for item in findings}
    _, again = read(tmp_path, "\n".join(lines.values()))
    assert again == ()


def test_what_a_colour_is_too_close_to_is_said_with_the_contrast_needed(tmp_path: Path) -> None:
    _, (finding,) = read(tmp_path, 'accent = "#8A2B00"')
    message = words("fi").message(finding)
    assert "deep (#012C3F)" in message
    assert "vähintään 3" in message
    assert 'accent = "#' in words("fi").hint(finding)


def test_levels_out_of_order_are_told_with_a_line_in_order(tmp_path: Path) -> None:
    _, (finding,) = read(tmp_path, 'ramp = ["#99C8C1", "#D3EEE8", "#579C97"]')
    assert finding.code == "BR007"
    assert words("sv").message(finding).endswith("#D3EEE8 och #579C97")
    assert "ramp = [" in words("sv").hint(finding)


def test_colours_that_nobody_gives_follow_the_primary_one(tmp_path: Path) -> None:
    brand, findings = read(tmp_path, 'primary = "#6A1B9A"')
    assert findings == ()
    assert abs(to_oklch(brand.deep)[2] - to_oklch(brand.primary)[2]) < 6
    assert (brand.accent, brand.paper) == (Brand().accent, Brand().paper)


def test_beside_a_warm_primary_colour_what_matters_most_is_blue(tmp_path: Path) -> None:
    brand, findings = read(tmp_path, 'primary = "#B00020"')
    assert findings == ()
    assert abs(to_oklch(brand.accent)[2] - 255) < 6
    brand, _ = read(tmp_path, 'primary = "#B00020"\naccent = "#BD5027"')
    assert brand.accent == "#BD5027"


@given(colours=st.dictionaries(st.sampled_from(KEYS), st.integers(0, 0xFFFFFF).map("#{:06X}".format)))
@settings(max_examples=90, deadline=None)
def test_only_colours_given_are_told_and_their_lines_mend_the_brand(
    colours: dict[str, str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("brand")
    lines = {key: f'{key} = "{value}"' for key, value in colours.items()}
    _, findings = read(folder, "\n".join(lines.values()))
    assert {finding.values["key"] for finding in findings} <= set(colours)
    lines |= {str(item.values["key"]): suggested(item) for item in findings}
    brand, again = read(folder, "\n".join(lines.values()))
    assert again == ()
    assert clashes(brand) == ()


def test_the_ratio_told_never_rounds_up_to_the_one_wanted(tmp_path: Path) -> None:
    _, (finding,) = read(tmp_path, 'muted = "#747474"')
    assert contrast("#747474", "#F5F8F8") > 4.35
    assert "4,3" in words("fi").message(finding)


def test_a_light_primary_is_darkened_and_told(tmp_path: Path) -> None:
    brand, (finding,) = read(tmp_path, 'primary = "#FFCC00"')
    assert (finding.code, finding.values["value"], finding.values["nearest"]) == ("BR006", "#FFCC00", brand.primary)
    assert contrast(brand.primary, "#F5F8F8") >= 4.5
    assert brand.ramp[3] == brand.primary


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_finding_has_words(tmp_path: Path, language: str) -> None:
    text = 'primary = "#FFCC00"\nx = 1\naccent = "#FF9900"\nink = "x"\n'
    for finding in (*read(tmp_path, text)[1], *read(tmp_path, "=")[1]):
        message = words(language).message(finding)  # type: ignore[arg-type]
        assert "brand." not in message
        assert "{" not in message + words(language).hint(finding)  # type: ignore[arg-type]
