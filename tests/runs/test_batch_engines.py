"""An engine that somebody hands in: Dask's executor, on a cluster of this machine."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from pipeline.runs.batch import build_all
from pipeline.runs.options import ROADMAP, Options, Outcome
from tools.many.invented import SMALL
from tools.many_organisations import make_many

distributed = pytest.importorskip("distributed")


@contextmanager
def cluster(*, processes: bool) -> Iterator[distributed.Client]:
    """A cluster without a page of its own, gone at the end."""
    with (
        distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, processes=processes, dashboard_address=None, memory_limit=0
        ) as local,
        distributed.Client(local) as client,
    ):
        yield client


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("processes", [False, pytest.param(True, marks=pytest.mark.long)], ids=["threads", "processes"])
def test_dask_makes_what_this_process_makes(processes: bool, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    folders = [str(folder) for folder in make_many(tmp_path / "inputs", 3, seed=7, size=SMALL)]
    folders.insert(1, str(tmp_path / "empty"))
    outcomes = {}
    with cluster(processes=processes) as client, client.get_executor(pure=False) as executor:
        for name, engine in (("alone", None), ("dask", executor), ("again", executor)):
            options = Options(tmp_path / ("alone" if name == "alone" else "dask"), (ROADMAP,))
            events = build_all(folders, options, executor=engine)
            outcomes[name] = [event for event in events if isinstance(event, Outcome)]
    assert [outcome.folder for outcome in outcomes["dask"]] == folders
    assert [outcome.status for outcome in outcomes["alone"]] == ["built", "failed", "built", "built"]
    assert [outcome.findings for outcome in outcomes["dask"]] == [outcome.findings for outcome in outcomes["alone"]]
    assert [outcome.status for outcome in outcomes["again"]] == ["unchanged", "failed", "unchanged", "unchanged"]
    made = contents(tmp_path / "dask")
    assert made == contents(tmp_path / "alone")
    assert made
