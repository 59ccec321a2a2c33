"""Compiled templates kept from run to run: the same documents, whatever is in the folder."""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.filling import kept as keeping
from pipeline.filling.programs.sandbox import sandbox
from pipeline.filling.template import Template, open_template, opened
from pipeline.ooxml.dialect import POWERPOINT, WORD

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
NAMES = ("digitiekartta.docx", "esitys-henkilosto.pptx", "muutokset.docx")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty folder for what is kept."""
    monkeypatch.setattr(keeping, "_folder", lambda: tmp_path)
    monkeypatch.setattr(keeping, "_WORTH", 0.0)
    opened.cache_clear()
    yield tmp_path
    opened.cache_clear()


def again(name: str) -> Template:
    opened.cache_clear()
    template = open_template((TEMPLATES / name).read_bytes(), name)
    assert isinstance(template, Template)
    return template


def shape(template: Template) -> object:
    """All that a template holds but Jinja's own objects, which are told by their code."""
    programs = [*template.stories, *template.properties]
    for slide in template.slides:
        programs += [slide.slide, *([slide.notes] if slide.notes else []), *slide.diagrams]
    told = [
        (
            part.name,
            part.stem,
            part.program.source,
            part.program.samples,
            part.program.breaks,
            part.program.order,
            part.program.sites,
            None if part.program.template is None else sandbox().code_of(part.program.template),
            sorted(part.program.charts),
        )
        for part in programs
    ]
    return told, template.faults, template.notes, template.package, [run.repetition is None for run in template.runs]


@pytest.mark.parametrize("name", NAMES)
def test_what_was_kept_is_what_is_compiled(name: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = again(name)
    assert len(list(folder.iterdir())) == 1
    monkeypatch.setattr("pipeline.filling.template._opened", lambda *_: pytest.fail("compiled again"))
    read = again(name)
    assert read is not made
    assert shape(read) == shape(made)
    assert read.dialect is made.dialect is (WORD if name.endswith(".docx") else POWERPOINT)


@pytest.mark.parametrize("damage", [b"", b"\x80\x05", b"not a pickle", pickle.dumps(Path("/")), pickle.dumps([1, 2])])
def test_what_cannot_be_read_is_made_anew(damage: bytes, folder: Path) -> None:
    made = again("muutokset.docx")
    (path,) = folder.iterdir()
    whole = path.read_bytes()
    path.write_bytes(damage)
    assert shape(again("muutokset.docx")) == shape(made)
    assert path.read_bytes() == whole


def test_half_a_file_is_made_anew(folder: Path) -> None:
    made = again("muutokset.docx")
    (path,) = folder.iterdir()
    path.write_bytes(path.read_bytes()[:-100])
    assert shape(again("muutokset.docx")) == shape(made)


def test_nothing_foreign_is_called() -> None:
    class Foreign:
        def __reduce__(self) -> tuple[object, ...]:
            return Path.touch, (Path("never"),)

    with pytest.raises(pickle.UnpicklingError):
        keeping._Unpickler(keeping.BytesIO(pickle.dumps(Foreign()))).load()


def test_other_code_is_another_file(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    again("muutokset.docx")
    monkeypatch.setattr(keeping, "_code_mark", lambda: "another version")
    again("muutokset.docx")
    assert len(list(folder.iterdir())) == 2


def test_only_so_many_are_kept(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeping, "_MOST_KEPT", 2)
    for version in range(4):
        monkeypatch.setattr(keeping, "_code_mark", lambda version=version: str(version))
        again("muutokset.docx")
    assert len(list(folder.iterdir())) == 2


def test_where_nothing_can_be_written_it_is_compiled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for nowhere in (None, tmp_path / "missing"):
        monkeypatch.setattr(keeping, "_folder", lambda nowhere=nowhere: nowhere)
        assert again("muutokset.docx").stories
    assert not list(tmp_path.iterdir())


def test_what_is_compiled_in_no_time_is_not_kept(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeping, "_WORTH", 60.0)
    again("muutokset.docx")
    assert not list(folder.iterdir())


def test_a_template_that_cannot_be_read_is_not_kept(folder: Path) -> None:
    assert not isinstance(open_template(b"no template", "a.docx"), Template)
    assert not list(folder.iterdir())
