"""How long the main job takes, as whole processes: start, read, check, render, write.

    python benchmarks/main_job.py [rounds]

Prints minimum, median and maximum of wall seconds and the peak memory, for the example built from nothing, for the
example when nothing has changed, and for --help, in turn, so that a busy machine is busy for all of them.
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LIMITS = {"build": 1.5, "--help": 0.2, "memory": 200}


def run(arguments: list[str]) -> tuple[float, float]:
    """Wall seconds and peak memory (MB) of one process."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    begun = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", "pipeline", *arguments],
        env=environment,
        stderr=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
    )
    process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    elapsed = time.perf_counter() - begun
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{arguments} ended with {process.returncode}")
    return elapsed, usage.ru_maxrss / 1024


def main(rounds: int) -> None:
    figures: dict[str, list[tuple[float, float]]] = {"build": [], "unchanged": [], "--help": []}
    with tempfile.TemporaryDirectory() as folder:
        outputs = Path(folder) / "outputs"
        build = ["build", str(ROOT / "inputs" / "esimerkki"), "--outputs", str(outputs), "--quiet"]
        run(build)  # bytecode is compiled once, not measured
        for _ in range(rounds):
            shutil.rmtree(outputs)
            figures["build"].append(run(build))
            figures["unchanged"].append(run(build))
            figures["--help"].append(run(["--help"]))
    print(f"{rounds} rounds, Python {sys.version.split()[0]}, {os.cpu_count()} cores")
    print(f"{'':12}{'min':>8}{'median':>8}{'max':>8}   peak MB")
    for name, pairs in figures.items():
        seconds = [pair[0] for pair in pairs]
        peak = max(pair[1] for pair in pairs)
        print(f"{name:12}{min(seconds):8.2f}{statistics.median(seconds):8.2f}{max(seconds):8.2f}   {peak:7.0f}")
    print(f"wanted: build <= {LIMITS['build']} s, --help <= {LIMITS['--help']} s, memory <= {LIMITS['memory']} MB")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 9)
