"""`build --pdf` with LibreOffice itself: the example's three PDFs, and what a document may not make it do."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from threading import Thread
from typing import ClassVar

import pytest
from click.testing import CliRunner, Result

from example_folder import DOCUMENTS, copy_example
from office_checks import installed_office
from pdf_making import disagreements, exchanged_alternatives, marks
from pipeline.cli import main
from pipeline.ooxml.portrait import Portrait, portrait
from pipeline.pdf import converting, making, mending
from pipeline.pdf.mending import Mended
from pipeline.runs.manifest import Manifest
from pipeline.runs.options import ROADMAP
from pipeline.runs.pdfs import plan_pdfs

ROOT = Path(__file__).resolve().parents[2]
TOOLS = ROOT / "office-tools" / "venv" / "bin" / "python"
CHECKER = Path(__file__).resolve().parents[3] / "shared" / "tools" / "office" / "pdfua" / "pdfua_check.py"
PDF = "digitiekartta.pdf"
BARE_PROFILE = b'<oor:items xmlns:oor="http://openoffice.org/2001/registry"/>'


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The example's documents and PDFs, made by LibreOffice."""
    installed_office()
    outputs = tmp_path_factory.mktemp("pdf") / "o"
    source = copy_example(outputs.parent / "kunta")
    exported = outputs.parent / "exported"
    exported.mkdir()

    def mend(data: bytes, own: Portrait) -> Mended:
        (exported / f"{len(list(exported.iterdir()))}.pdf").write_bytes(data)
        return mending.mend(data, own)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(making, "mend", mend)
        result = build_example(source, outputs)
    assert result.exit_code == 0, result.output
    assert "OT0" not in result.output
    yield outputs / "kunta"


def build_example(source: Path, outputs: Path) -> Result:
    return CliRunner().invoke(main, ["build", str(source), "--outputs", str(outputs), "--pdf", "--lang", "en"])


def drawn(pdf: Path, target: Path) -> list[bytes]:
    """A PDF's pages as pictures."""
    program = shutil.which("pdftoppm")
    if program is None:
        if os.environ.get("OFFICE_CHECKS") == "required":
            pytest.fail("pdftoppm is not installed")
        pytest.skip("pdftoppm is not installed")
    target.mkdir()
    subprocess.run([program, "-r", "40", str(pdf), str(target / "p")], check=True)  # noqa: S603
    return [path.read_bytes() for path in sorted(target.iterdir())]


def test_pages_look_the_same_before_and_after_mending(real: Path, tmp_path: Path) -> None:
    exported = sorted((real.parent.parent / "exported").iterdir())
    assert len(exported) == len(DOCUMENTS)
    for document, before in zip(DOCUMENTS, exported, strict=True):
        after = real / f"{Path(document).stem}.pdf"
        assert after.read_bytes() != before.read_bytes()
        pages = drawn(after, tmp_path / f"{document}-after")
        assert pages == drawn(before, tmp_path / f"{document}-before")
        assert len(set(pages)) > 5


def test_every_pdf_is_pdf_ua(real: Path) -> None:
    if not TOOLS.exists() or not CHECKER.exists():
        if os.environ.get("OFFICE_CHECKS") == "required":
            pytest.fail("the PDF/UA check does not lie beside the repository")
        pytest.skip("the PDF/UA check does not lie beside the repository")
    pdfs = sorted(map(str, real.glob("*.pdf")))
    assert len(pdfs) == 3
    found = subprocess.run([TOOLS, CHECKER, *pdfs], capture_output=True, text=True, check=False)  # noqa: S603
    assert (found.returncode, found.stdout.count("OK PDF/UA-1")) == (0, 3), found.stdout


def test_every_alternative_of_the_documents_is_in_their_pdfs(real: Path) -> None:
    import pikepdf

    for document in DOCUMENTS:
        path = real / f"{Path(document).stem}.pdf"
        assert exchanged_alternatives((real / document).read_bytes(), path.read_bytes()) == []
        with pikepdf.open(path) as pdf:
            assert str(pdf.Root.Lang) == portrait((real / document).read_bytes()).language == "fi-FI"


def test_exchanged_alternatives_are_found(real: Path) -> None:
    import pikepdf

    data = BytesIO()
    with pikepdf.open(real / PDF) as pdf:
        figures = [item for item in pdf.objects if isinstance(item, pikepdf.Dictionary) and "/Alt" in item]
        assert len(figures) > 3
        figures[0]["/Alt"], figures[1]["/Alt"] = figures[1].Alt, figures[0].Alt
        pdf.save(data)
    assert len(exchanged_alternatives((real / ROADMAP).read_bytes(), data.getvalue())) == 1


def test_all_that_is_drawn_has_its_element(real: Path) -> None:
    import pikepdf

    for path in real.glob("*.pdf"):
        data = path.read_bytes()
        assert disagreements(data) == []
        with pikepdf.open(path) as pdf:
            pages = len(pdf.pages)
        drawn = [line for page in range(pages) for line in marks(data, page)]
        assert len(drawn) > pages
        assert [line for line in drawn if line.startswith("–")] == []


def test_the_same_documents_give_the_same_pdf_bytes(real: Path, tmp_path: Path) -> None:
    documents = {name: (real / name).read_bytes() for name in DOCUMENTS}
    again = plan_pdfs(tmp_path, documents, Manifest(), force=False, dry_run=False)
    assert again.writes == {path.name: path.read_bytes() for path in real.glob("*.pdf")}


class Asked(BaseHTTPRequestHandler):
    """A server that keeps what it was asked for."""

    paths: ClassVar[list[str]] = []

    def parse_request(self) -> bool:
        understood = super().parse_request()
        self.paths.append(self.requestline)
        return understood

    def log_message(self, *_: object) -> None:
        """Silent."""


def test_a_picture_elsewhere_in_an_edited_document_is_not_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Asked)
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        documents = {"a.docx": with_linked_picture(f"http://127.0.0.1:{server.server_port}/kuva.png")}
        assert converting.convert(installed_office(), documents).fault == ""
        assert Asked.paths == []
        monkeypatch.setattr(converting, "profile_xml", lambda: BARE_PROFILE)
        converting.convert(installed_office(), documents)
        assert Asked.paths, "an ordinary profile fetches it: otherwise this test shows nothing"
    finally:
        server.shutdown()
        server.server_close()


def test_a_picture_on_the_machine_is_not_taken_into_the_pdf(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    import pikepdf
    from PIL import Image

    def pictures() -> int:
        made = converting.convert(installed_office(), {"a.docx": with_linked_picture(own.as_uri())}).pdfs["a.docx"]
        with pikepdf.open(BytesIO(made)) as pdf:
            streams = [item for item in pdf.objects if isinstance(item, pikepdf.Stream)]
            return sum(item.get("/Subtype") == pikepdf.Name.Image for item in streams)

    own = tmp_path / "oma.png"
    Image.new("RGB", (40, 40), "red").save(own)
    assert pictures() == 0
    monkeypatch.setattr(converting, "profile_xml", lambda: BARE_PROFILE)
    assert pictures() == 1, "an ordinary profile takes it: otherwise this test shows nothing"


def with_linked_picture(address: str) -> bytes:
    import docx
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.oxml.ns import qn
    from PIL import Image

    picture, target = BytesIO(), BytesIO()
    Image.new("RGB", (4, 4)).save(picture, "PNG")
    picture.seek(0)
    own = docx.Document()
    own.add_picture(picture)
    blip = next(own.element.iter(qn("a:blip")))
    del blip.attrib[qn("r:embed")]
    blip.set(qn("r:link"), own.part.relate_to(address, RELATIONSHIP_TYPE.IMAGE, is_external=True))
    own.save(target)
    return target.getvalue()
