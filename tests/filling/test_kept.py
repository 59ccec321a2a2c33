"""Compiled templates kept from run to run: the same documents, whatever is in the folder."""

from __future__ import annotations

import pickle
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.filling import kept as keeping
from pipeline.filling.programs.sandbox import sandbox
from pipeline.filling.sites import Fault, Spot
from pipeline.filling.slides.slide_sections import Section
from pipeline.filling.template import Template, open_template, opened
from pipeline.ooxml.dialect import POWERPOINT, WORD
from pipeline.vocabulary.findings import Phrase, Term

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


def _naming(module: str, name: str) -> bytes:
    """A pickle that asks for a name of a module, as protocol 4 does: the name may have dots."""
    return pickle.PROTO + b"\x04" + b"".join(
        pickle.SHORT_BINUNICODE + bytes([len(text)]) + text.encode() for text in (module, name)
    ) + pickle.STACK_GLOBAL + pickle.STOP  # fmt: skip


@pytest.mark.parametrize(
    ("module", "name"),
    [
        ("pipeline.filling.kept", "os.system"),
        ("pipeline.filling.kept", "marshal.loads"),
        ("pipeline.filling.kept", "kept"),
        ("pipeline.filling.template", "Template.__init__"),
        ("pipeline.filling.sites", "charge_tag"),
        ("pipeline.runs.outputs", "write"),
        ("builtins", "eval"),
    ],
)
def test_only_what_a_template_is_made_of_is_found(module: str, name: str) -> None:
    with pytest.raises(pickle.UnpicklingError):
        keeping._Unpickler(keeping.BytesIO(_naming(module, name))).load()


def test_every_name_that_may_be_made_is_there() -> None:
    for module, names in keeping._MAY_BE_MADE.items():
        for name in names:
            found = keeping._Unpickler(keeping.BytesIO(_naming(module, name))).load()
            assert (found.__module__, found.__qualname__) == (module, name)


def test_findings_words_and_sections_are_kept_too(folder: Path) -> None:
    """Faults of a template hold phrases; a deck's sections have programs."""
    made = again("esitys-henkilosto.pptx")
    fault = Fault("TP001", "ppt/x.xml", Spot(), {"reason": Phrase("place.slide", number=6, title=Term("write.link"))})
    section = Section("1", made.slides[0].slide.program, "{0}", frozenset("1"))
    full = replace(made, faults=(fault,), sections=(section,))
    keeping._write(folder / "one", full)
    read = keeping._read(folder / "one")
    assert isinstance(read, Template)
    assert read.faults == (fault,)
    assert (read.sections[0].guid, read.sections[0].slides) == ("{0}", frozenset("1"))


@pytest.mark.parametrize("fault", [KeyError, StopIteration, ValueError, pickle.PicklingError])
def test_what_cannot_be_kept_stops_nothing(folder: Path, monkeypatch: pytest.MonkeyPatch, fault: type) -> None:
    def broken(*_: object) -> object:
        raise fault("no code")

    monkeypatch.setattr(keeping._Pickler, "reducer_override", broken)
    assert again("muutokset.docx").stories
    assert not list(folder.iterdir())


def test_what_holds_anything_foreign_is_not_kept(folder: Path) -> None:
    keeping._write(folder / "one", [Path("/")])
    assert not list(folder.iterdir())


def test_threads_write_files_of_their_own_and_leave_none(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    together, written, original = threading.Barrier(2, timeout=10), [], Path.write_bytes

    def slow(path: Path, data: bytes) -> int:
        together.wait()
        written.append(path.name)
        return original(path, data)

    monkeypatch.setattr(Path, "write_bytes", slow)
    threads = [threading.Thread(target=keeping._write, args=(folder / "one", frozenset("ab"))) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(written)) == 2
    assert [path.name for path in folder.iterdir()] == ["one"]


def test_half_a_file_is_removed_when_writing_fails(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(path: Path, _: Path) -> None:
        raise OSError(28, "No space left on device", str(path))

    monkeypatch.setattr(Path, "replace", full)
    keeping._write(folder / "one", frozenset("ab"))
    assert not list(folder.iterdir())


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
