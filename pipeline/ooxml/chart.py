"""New data for a native chart: its caches and formulas are replaced, all that a designer chose stays.

In: the XML of a chart part and a `Chart`. Out: the XML of the filled part, and the bytes of its embedded workbook.
Word and PowerPoint show the caches, not the workbook: both are written from the same data.

A data series takes the look of the template's series in the same place; more series than drawn look like the last one.
A series without any value is not drawn, so that the legend names only what is seen; its place and look stay reserved.
In scatter charts the first series holds the x values of all others.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from copy import deepcopy

from lxml import etree

from pipeline.ooxml.chart_layout import keep_margins
from pipeline.ooxml.chart_numbers import localise
from pipeline.ooxml.chart_points import fill_labels, fill_points
from pipeline.ooxml.chart_sheet import SHEET, cell_range, is_legal, sheet_xlsx
from pipeline.ooxml.dialect import C
from pipeline.ooxml.package import parse, serialise
from pipeline.vocabulary.content import Chart, Series
