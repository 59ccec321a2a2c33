"""How often the page numbers of the contents list are those of a program that lays pages out. Needs LibreOffice.

    python benchmarks/contents_pages.py [folder]

Makes the example roadmap and its kin in three languages, has LibreOffice turn each into a PDF file, and compares the
page on which each heading truly stands (by the outline of the PDF file) with the number in the contents list. Prints
a table, and each heading that is elsewhere. In `folder`, when it is given, documents and PDF files are kept.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from lxml import etree  # noqa: E402
from models import counted_roadmap, example_roadmap, example_survey, huge_roadmap, tiny_roadmap  # noqa: E402

from pipeline.filling.rendering import render_template  # noqa: E402
from pipeline.ooxml.dialect import w  # noqa: E402
from pipeline.report.context import context  # noqa: E402
from pipeline.vocabulary.brand import Brand  # noqa: E402
