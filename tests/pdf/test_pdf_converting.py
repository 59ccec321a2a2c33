"""LibreOffice found, started, bounded and stopped, with a stand-in that does as it is told."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

import pytest
from defusedxml.ElementTree import fromstring

from pipeline.pdf import office
from pipeline.pdf.converting import convert
from pipeline.pdf.office import VARIABLE, find_office
from pipeline.pdf.profile import profile_xml

DOCUMENTS = {"digitiekartta.docx": b"yksi", "esitys.pptx": b"kaksi"}
HEAD = f"""#!/bin/sh
"exec" "{sys.executable}" "$0" "$@"  # a path with a space can't stand in the first line
import os, pathlib, subprocess, sys, time, urllib.parse, urllib.request
arguments = sys.argv[1:]
out = pathlib.Path(arguments[arguments.index("--outdir") + 1])
sources = [pathlib.Path(item) for item in arguments[arguments.index("--outdir") + 2:]]
address = next(item for item in arguments if item.startswith("-env:UserInstallation=")).partition("=")[2]
profile = pathlib.Path(urllib.request.url2pathname(urllib.parse.urlparse(address).path))
assert address.startswith("file:///") and (profile / "user" / "registrymodifications.xcu").is_file()
"""
MAKES = "for s in sources: (out / (s.stem + '.pdf')).write_bytes(b'%PDF-1.7 ' + s.suffix.encode() + s.read_bytes())\n"
needs_shebang = pytest.mark.skipif(os.name == "nt", reason="the stand-in is a script with a shebang line")


def stand_in(folder: Path, body: str) -> Path:
    path = folder / "soffice"
    path.write_text(HEAD + body, encoding="utf-8")
    path.chmod(0o755)
    return path


@needs_shebang
def test_one_start_makes_all_pdfs_and_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "työ tilaa"))
    (tmp_path / "työ tilaa").mkdir()
    count = f"with open({str(tmp_path / 'starts')!r}, 'a') as f: f.write('x')\n"
    conversion = convert(stand_in(tmp_path, count + MAKES), DOCUMENTS)
    made = {"digitiekartta.docx": b"%PDF-1.7 .docxyksi", "esitys.pptx": b"%PDF-1.7 .pptxkaksi"}
    assert (conversion.fault, conversion.pdfs) == ("", made)
    assert (tmp_path / "starts").read_text() == "x"
    assert list((tmp_path / "työ tilaa").iterdir()) == []


@needs_shebang
def test_one_that_takes_too_long_is_stopped_with_its_children(tmp_path: Path) -> None:
    beat = tmp_path / "beat"
    child = f"import time\nfor _ in range(600):\n    open({str(beat)!r}, 'a').write('x')\n    time.sleep(0.1)\n"
    body = f"subprocess.Popen([sys.executable, '-c', {child!r}])\ntime.sleep(60)\n"
    begun = time.monotonic()
    conversion = convert(stand_in(tmp_path, body), DOCUMENTS, seconds=3.0)
    assert (conversion.fault, conversion.failed) == ("late", tuple(DOCUMENTS))
    assert time.monotonic() - begun < 30
    beats = beat.stat().st_size
    time.sleep(0.5)
    assert beat.stat().st_size == beats, "a child of it goes on"


@needs_shebang
@pytest.mark.parametrize(
    ("body", "failed"),
    [
        ("print('Error: source file could not be loaded')\n", tuple(DOCUMENTS)),
        (MAKES.replace("in sources", "in sources[:1]"), ("esitys.pptx",)),
        ("for s in sources: (out / (s.stem + '.pdf')).write_bytes(b'<html>')\n", tuple(DOCUMENTS)),
        ("for s in sources: (out / (s.stem + '.pdf')).symlink_to('/etc/hostname')\n", tuple(DOCUMENTS)),
    ],
    ids=["nothing", "one of two", "no PDF", "a link elsewhere"],
)
def test_what_is_not_made_is_named(tmp_path: Path, body: str, failed: tuple[str, ...]) -> None:
    conversion = convert(stand_in(tmp_path, body), DOCUMENTS)
    assert (conversion.fault, conversion.failed) == ("missing", failed)
    assert "could not be loaded" in conversion.said or "print" not in body


@needs_shebang
def test_temporary_files_go_into_the_runs_folder_on_windows_too(tmp_path: Path) -> None:
    body = "print(*(pathlib.Path(os.environ[name]) == out.parent for name in ('TMPDIR', 'TMP', 'TEMP')))\n"
    assert convert(stand_in(tmp_path, body), DOCUMENTS).said == "True True True"


@needs_shebang
def test_a_chatty_one_is_heard_only_at_its_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(path: Path) -> bytes:
        raise AssertionError(path)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "read_bytes", refused)
        conversion = convert(stand_in(tmp_path, "print('x' * 5_000_000, 'the end')\n"), DOCUMENTS)
    assert conversion.said.endswith("x the end")
    assert len(conversion.said) == 200


def test_one_that_can_not_be_started_is_told(tmp_path: Path) -> None:
    broken = tmp_path / "soffice"
    broken.write_bytes(b"\x00\x01 no program")
    broken.chmod(0o755)
    assert convert(broken, DOCUMENTS).fault == "start"


def test_the_profile_is_xml_that_asks_for_pdf_ua_and_forbids_macros() -> None:
    told = {
        prop.get("{http://openoffice.org/2001/registry}name"): prop.findtext("value")
        for prop in fromstring(profile_xml()).iter("prop")
    }
    assert told["PDFUACompliance"] == told["UseTaggedPDF"] == told["DisableMacrosExecution"] == "true"
    assert told["ooInetProxyType"] == "2"


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A machine without LibreOffice."""
    monkeypatch.delenv(VARIABLE, raising=False)
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    monkeypatch.setattr(office, "_usual_folders", lambda: iter([tmp_path / "opt"]))
    (tmp_path / "bin").mkdir()
    return tmp_path


def program(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("#!/bin/sh\n")
    path.chmod(0o755)
    return path


NAME = "soffice.com" if os.name == "nt" else "soffice"


@pytest.mark.usefixtures("bare")
def test_without_libreoffice_there_is_none() -> None:
    assert find_office() is None


def test_it_is_found_where_installers_put_it_then_on_the_path(bare: Path) -> None:
    installed = program(bare / "opt" / "program" / NAME)
    assert find_office() == installed
    on_path = program(bare / "bin" / NAME)
    assert find_office() == on_path


@pytest.mark.parametrize("inside", ["", "program", "Contents/MacOS"])
def test_the_variable_names_the_program_or_its_folder(bare: Path, monkeypatch: pytest.MonkeyPatch, inside: str) -> None:
    program(bare / "bin" / NAME)
    own = program(bare / "oma" / inside / NAME)
    for given in (own, bare / "oma"):
        monkeypatch.setenv(VARIABLE, str(given))
        assert find_office() == own


def test_a_wrong_variable_finds_nothing_rather_than_another(bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program(bare / "bin" / NAME)
    monkeypatch.setenv(VARIABLE, str(bare / "ei ole"))
    assert find_office() is None
