"""What could not be written is told by the name that the user knows, for a reason in words."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from pipeline.language import words
from pipeline.runs.unwritten import write_fault
from pipeline.vocabulary.model import Language

OUT = Path("outputs/kunta")


@pytest.mark.parametrize(
    ("held", "known"),
    [
        (OUT / ".digitiekartta" / "lock", OUT),
        (OUT / ".digitiekartta" / "base" / ".a.docx.new", OUT),
        (OUT / ".a.docx.new", OUT / "a.docx"),
        (OUT / "a.docx", OUT / "a.docx"),
    ],
)
def test_working_files_are_not_named(held: Path, known: Path) -> None:
    fault = write_fault(OUT, PermissionError(errno.EACCES, "Permission denied", str(held)))
    assert (fault.place.file, fault.values["path"]) == (str(known), str(known))


@pytest.mark.parametrize(
    ("language", "denied"),
    [("fi", "kirjoitusoikeus puuttuu"), ("sv", "skrivrättighet saknas"), ("en", "no permission")],
)
def test_the_reason_is_in_the_readers_language(language: Language, denied: str) -> None:
    said = words(language).message(write_fault(OUT, PermissionError(errno.EACCES, "Permission denied")))
    assert denied in said
    assert "Permission denied" not in said
    assert "--outputs" not in words(language).hint(write_fault(OUT, OSError(errno.ENOSPC, "No space")))
    assert "99999" in words(language).message(write_fault(OUT, OSError(99999, "Strange")))
