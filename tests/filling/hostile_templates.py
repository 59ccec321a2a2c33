"""The child in which hostile templates are made into documents.

In, as a program: names of groups. Out: for each case a line of JSON before it and one after it. It can't take more of the
processor and of memory than it may.
"""

from __future__ import annotations

import json
import sys
import traceback
from collections.abc import Callable, Sequence
from pathlib import Path
from time import process_time
from typing import Any

if __name__ == "__main__":
    sys.path[:0] = [str(Path(__file__).resolve().parents[1]), str(Path(__file__).resolve().parents[2])]

from hostile_cases import Case, names, unzipped
from hostile_files import files, making
from hostile_language import growing, nesting, reaching, typing
from hostile_outside import imitating, leading_out

from pipeline.vocabulary.brand import Brand

SECONDS, MEGABYTES = 5, 300
_TO_MAKE, _SPARE = 5, 100  # to make a case, and to see that too much was taken before the system says so

GROUPS: dict[str, Callable[[], dict[str, Case]]] = {
    "reaching": reaching,
    "growing": growing,
    "nesting": nesting,
    "typing": typing,
    "making": making,
    "files": files,
    "leading out": leading_out,
    "imitating": imitating,
}


def _say(**values: object) -> None:
    sys.stdout.write(json.dumps(values) + "\n")
    sys.stdout.flush()


def _bound_seconds(seconds: float) -> None:
    """Lets this process have so many more seconds of the processor, where the system can count them."""
    try:
        import resource
    except ImportError:
        return
    _, most = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (int(process_time() + seconds + 1), most))


def _bound_memory(megabytes: int) -> None:
    """Address space for what is in use now up to `megabytes` in use, where the system tells."""
    sizes = Path("/proc/self/statm")
    if sizes.exists():
        import resource

        all_pages, used = [int(number) for number in sizes.read_text().split()[:2]]
        limit = (all_pages - used) * resource.getpagesize() + megabytes * 2**20
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))


def _peak() -> float:
    """The most memory in use since `_forget_peak`, in megabytes; 0 where the system doesn't tell."""
    status = Path("/proc/self/status")
    lines = status.read_text().splitlines() if status.exists() else []
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM")), 0.0)


def _forget_peak() -> None:
    mark = Path("/proc/self/clear_refs")
    if mark.exists():
        mark.write_text("5")


def _run(name: str, case: Case) -> None:
    from pipeline.filling.rendering import render_template
    from pipeline.filling.template import opened

    data = case.make()
    _forget_peak()
    begun = process_time()
    result: Any = None
    error = ""
    try:
        result = render_template(data, case.file, names(), brand=Brand(), language_tag="fi-FI")
    except Exception:
        error = traceback.format_exc()[-800:]
    seconds = process_time() - begun
    opened.cache_clear()
    findings = result.findings if result else ()
    _say(
        done=name,
        seconds=round(seconds, 2),
        megabytes=round(_peak()),
        findings=len(findings),
        errors=sum(finding.severity == "error" for finding in findings),
        codes=sorted({finding.code for finding in findings})[:9],
        reason=str(findings[0].values.get("reason", ""))[:80] if findings else "",
        made=bool(result and result.document),
        left=_left(result.document if result else None),
        error=error,
        wanted=case.wanted,
    )


def _left(document: bytes | None) -> list[str]:
    """What a document holds that would fetch or run something."""
    found = []
    for name, content in unzipped(document).items() if document else ():
        text = content.decode("utf-8", "replace").lower()
        if name.endswith((".xml", ".rels")):
            found += [f"{name}: {word}" for word in _DANGEROUS if word in text]
    return found


_DANGEROUS = ("paha", "c:\\", "c:/", "file:", "javascript", "dde", "includetext", "includepicture", "database", "ppaction://", "hlinkhover",
              "vbaproject", "activex", "afchunk", "oleobject", "r:link", "attachedtemplate", "/control", ": import")  # fmt: skip


def main(groups: Sequence[str]) -> None:
    """Runs the cases of some groups."""
    import pipeline.filling.rendering  # noqa: F401 - what is there before anything is measured

    _bound_memory(MEGABYTES + _SPARE)
    for group in groups:
        for name, case in GROUPS[group]().items():
            _say(begun=name)
            _bound_seconds(SECONDS + _TO_MAKE)
            _run(name, case)


if __name__ == "__main__":
    main(sys.argv[1:])
