"""Sets everything up and runs the program, on a machine with nothing but Python 3.11 or later.

    python3 start.py build inputs/esimerkki     any command of digitiekartta
    python3 start.py test                       the program's own tests

In: a command. Out: its exit status. The set-up is kept in `.venv` beside this file, and made anew when it is out of
date.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent
ENVIRONMENT = ROOT / ".venv"
PYTHON = ENVIRONMENT / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
_ON_ALL_CORES = ("-n", "logical")
REQUIREMENTS = {"run": ROOT / "requirements" / "run.txt", "test": ROOT / "requirements" / "test.txt"}


def main(arguments: list[str]) -> int:
    if sys.version_info < (3, 11):
        print("digitiekartta needs Python 3.11 or later.", file=sys.stderr)
        return 2
    testing = arguments[:1] == ["test"]
    set_up("test" if testing else "run")
    if testing:
        command = ["-m", "pytest", *(arguments[1:] or _ON_ALL_CORES)]
        return subprocess.run([str(PYTHON), *command], cwd=ROOT, check=False).returncode
    here = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH")]))}
    return subprocess.run([str(PYTHON), "-m", "pipeline", *arguments], env=here, check=False).returncode


def set_up(kind: str) -> None:
    """Installs exactly the required versions, each checked by its hash. Does nothing when they are there already."""
    requirements = REQUIREMENTS[kind]
    wanted = hashlib.sha256(requirements.read_bytes()).hexdigest()
    stamp = ENVIRONMENT / f"{kind}.stamp"
    if PYTHON.exists() and stamp.exists() and stamp.read_text(encoding="utf-8") == wanted:
        return
    print("Setting up, once: this takes a minute.", file=sys.stderr)
    if not PYTHON.exists():
        venv.create(ENVIRONMENT, with_pip=True, clear=ENVIRONMENT.exists())
    install = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes", "--no-deps"]
    subprocess.run([str(PYTHON), *install, "-r", str(requirements)], check=True)
    stamp.write_text(wanted, encoding="utf-8")


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:  # the program below has said that it was stopped
        sys.exit(130)
