"""What is to be written of one folder's documents: looks at what stands there, writes nothing.

In: fresh documents by name. Out: which to write, which stay as they are, findings. A document that somebody edited
after it was made stays as it is; the fresh one is put beside it and told.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pipeline.runs.manifest import mark, read_manifest
from pipeline.vocabulary.findings import Finding, Place

_BESIDE = "-uusi"


@dataclass(frozen=True, slots=True)
class Written:
    """What became of a folder's documents: `changed` were written, `same` stood already, `kept` hold hand work.

    `new` are those among the changed that did not stand before.
    """

    changed: tuple[str, ...] = ()
    same: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    new: tuple[str, ...] = ()

    def with_more(self, other: Written) -> Written:
        """What became of these files and of others; findings are told apart from them."""
        changed, same, kept = self.changed + other.changed, self.same + other.same, self.kept + other.kept
        return Written(changed, same, kept, self.findings, self.new + other.new)


def plan_outputs(folder: Path, documents: Mapping[str, bytes], *, force: bool) -> tuple[dict[str, bytes], Written]:
    """Which files to write where, without writing: looks at what stands in the folder now."""
    last = read_manifest(folder)
    writes: dict[str, bytes] = {}
    new, changed, same, kept = [], [], [], []
    findings = []
    for name, data in documents.items():
        standing, fresh, base = standing_mark(folder / name), mark(data), last.documents.get(name)
        only_the_hand = standing is not None and fresh == base and not force
        if standing == fresh or only_the_hand:
            same.append(name)
        elif standing is None or standing == base or force:
            writes[name] = data
            changed.append(name)
            new += [name] if standing is None else []
        else:
            fresh_name = beside(name)
            kept.append(name)
            writes.update({fresh_name: data} if standing_mark(folder / fresh_name) != fresh else {})
            code = "OT003" if name in last.documents else "OT004"
            path = str(folder / name)
            findings.append(Finding(code, Place(path), {"path": path, "kept": str(folder / fresh_name)}))
    return writes, Written(tuple(changed), tuple(same), tuple(kept), tuple(findings), tuple(new))


def standing_mark(path: Path) -> str | None:
    """The mark of what stands there; None for nothing, "" for what can't be read, which is left alone."""
    try:
        return mark(path.read_bytes())
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError:
        return ""


def beside(name: str) -> str:
    """The name under which a fresh file is put beside one that people changed."""
    stem, dot, ending = name.rpartition(".")
    return f"{stem}{_BESIDE}{dot}{ending}"
