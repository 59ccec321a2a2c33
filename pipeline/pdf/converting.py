"""One start of LibreOffice: several documents in, their PDFs out, bounded in time and gone afterwards.

In: documents by file name. Out: PDFs by the documents' names, or why there are none. Each run has a folder of its own
with its own profile, so that runs don't meet each other or a LibreOffice that is open.
"""

from __future__ import annotations

import os
import signal
import subprocess
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.pdf.profile import profile_xml

_START, _EACH = 90.0, 45.0
"""Seconds: a first start on a slow machine, and a document of many pages."""
_LARGEST = 200 * 1024 * 1024
_SAID = 200
_LOG_END = 4 * _SAID
_STOPPING = 10.0


@dataclass(frozen=True, slots=True)
class Conversion:
    """PDFs by their documents' names. `fault` is "", "late", "start" or "missing"; `said` is what LibreOffice said."""

    pdfs: Mapping[str, bytes] = field(default_factory=dict)
    fault: str = ""
    said: str = ""
    failed: tuple[str, ...] = ()


def time_bound(count: int) -> float:
    """How many seconds a conversion of so many documents may take."""
    return _START + _EACH * count


def convert(office: Path, documents: Mapping[str, bytes], *, seconds: float | None = None) -> Conversion:
    """Converts the documents. Raises OSError when its own working folder can't be written."""
    with tempfile.TemporaryDirectory(prefix="digitiekartta-", ignore_cleanup_errors=True) as name:
        work = Path(name).resolve()
        sources = _lay_out(work, documents)
        fault, said = _run(
            _command(office, work, sources), work, time_bound(len(documents)) if seconds is None else seconds
        )
        if fault:
            return Conversion({}, fault, said, tuple(documents))
        pdfs = {name: data for name, source in sources.items() if (data := _made(work, source))}
        failed = tuple(name for name in documents if name not in pdfs)
        return Conversion(pdfs, "missing" if failed else "", said if failed else "", failed)


def _lay_out(work: Path, documents: Mapping[str, bytes]) -> dict[str, Path]:
    """The run's folder: the profile, and the documents under plain names of our own."""
    user = work / "profile" / "user"
    user.mkdir(parents=True)
    (user / "registrymodifications.xcu").write_bytes(profile_xml())
    (work / "in").mkdir()
    (work / "out").mkdir()
    sources = {}
    for number, (name, data) in enumerate(documents.items(), 1):
        sources[name] = work / "in" / f"{number}{Path(name).suffix}"
        sources[name].write_bytes(data)
    return sources


def _command(office: Path, work: Path, sources: Mapping[str, Path]) -> list[str]:
    profile = f"-env:UserInstallation={(work / 'profile').as_uri()}"
    quiet = ["--headless", "--norestore", "--nolockcheck", "--nodefault", "--nologo"]
    paths = [str(path) for path in sources.values()]
    return [str(office), profile, *quiet, "--convert-to", "pdf", "--outdir", str(work / "out"), *paths]


def _run(command: list[str], work: Path, seconds: float) -> tuple[str, str]:
    log = work / "log"
    with log.open("wb") as said:
        try:
            process = _start(command, work, said.fileno())
        except OSError as error:
            return "start", str(error.strerror or error)[:_SAID]
        ended = False
        try:
            process.wait(seconds)
            ended = True
        except subprocess.TimeoutExpired:
            return "late", ""
        finally:
            if not ended:
                _stop(process)
    text = _end_of(log).decode("utf-8", "replace").replace(str(work), "")
    return "", " ".join(text.split())[-_SAID:]


def _end_of(log: Path) -> bytes:
    """The last bytes of a log that may have grown to any size."""
    with log.open("rb") as file:
        file.seek(max(0, log.stat().st_size - _LOG_END))
        return file.read(_LOG_END)


def _start(command: list[str], work: Path, said: int) -> subprocess.Popen[bytes]:
    temporary = dict.fromkeys(("TMPDIR", "TMP", "TEMP"), str(work))  # the last two on Windows
    environment = {**os.environ, **temporary, "SAL_USE_VCLPLUGIN": "svp"}
    own_group: dict[str, object] = {"start_new_session": True}
    if os.name == "nt":
        environment.pop("SAL_USE_VCLPLUGIN")
        own_group = {"creationflags": getattr(subprocess, "CREATE_NO_WINDOW", 0)}
    return subprocess.Popen(  # type: ignore[call-overload,no-any-return]  # noqa: S603 - the program that we found, our own arguments
        command, cwd=work, env=environment, stdin=subprocess.DEVNULL, stdout=said, stderr=said, **own_group
    )


def _stop(process: subprocess.Popen[bytes]) -> None:
    """Ends LibreOffice with all that it started: its launcher alone would leave the program itself running."""
    if os.name == "nt":
        with suppress(OSError, subprocess.TimeoutExpired):
            subprocess.run(  # noqa: S603
                ["taskkill", "/T", "/F", "/PID", str(process.pid)],  # noqa: S607
                capture_output=True,
                timeout=_STOPPING,
                check=False,
            )
    else:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    process.kill()
    with suppress(subprocess.TimeoutExpired):
        process.wait(_STOPPING)


def _made(work: Path, source: Path) -> bytes:
    """The PDF of a source; nothing when it isn't there, isn't one, or is beyond all bounds."""
    path = work / "out" / f"{source.stem}.pdf"
    try:
        if path.is_symlink() or not path.is_file() or path.stat().st_size > _LARGEST:
            return b""
        data = path.read_bytes()
    except OSError:
        return b""
    return data if data.startswith(b"%PDF") else b""
