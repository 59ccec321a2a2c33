"""The gallery: every picture is shown, described and of use; it is told when its documents have changed since."""

from __future__ import annotations

import re

from PIL import Image

from tools import gallery

README = gallery.GALLERY / "README.md"
_PICTURE = re.compile(r"!\[([^\]]+)\]\(([^)]+)\)")


def test_every_picture_is_shown_with_words_for_those_who_do_not_see_it() -> None:
    pictures = {name: told for told, name in _PICTURE.findall(README.read_text(encoding="utf-8"))}
    assert (
        set(pictures) == {path.name for path in gallery.GALLERY.glob("*.png")} == {item.name for item in gallery.SHEETS}
    )
    for item in gallery.SHEETS:
        shots = [shot for row in item.rows for shot in row]
        assert pictures[item.name].count(": page ") + pictures[item.name].count(": slide ") == len(shots)


def test_the_pictures_are_small_enough_for_a_repository() -> None:
    files = list(gallery.GALLERY.glob("*.png"))
    assert sum(path.stat().st_size for path in files) <= gallery.MOST_BYTES
    for path in files:
        with Image.open(path) as picture:
            assert picture.width >= 1200


def test_the_readme_shows_pictures_that_are_there() -> None:
    root = gallery.ROOT
    shown = _PICTURE.findall((root / "README.md").read_text(encoding="utf-8"))
    assert {"docs/gallery/roadmap.png", "docs/gallery/decks.png"} <= {name for _, name in shown}
    assert all((root / name).exists() and len(told) > 20 for told, name in shown)


def test_the_gallery_shows_the_documents_as_they_are_now() -> None:
    """Compares texts, figures and look of the documents built now with those rendered, without LibreOffice."""
    kept = (gallery.GALLERY / gallery.DIGEST).read_text(encoding="utf-8").splitlines()
    now = gallery.digest(gallery.built()).splitlines()
    old = sorted(line.split()[-1] for line in set(now) ^ set(kept))
    assert not old, f"run python tools/gallery.py: {', '.join(dict.fromkeys(old))} changed"
