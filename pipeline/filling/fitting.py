"""Makes a slide fit: text smaller down to the brand's floors, rows as high as their text, the rest on further slides.

In: a slide as rendered, its layout and master, and what the brand allows. Out: one slide or several, in which all of
the text is, and a `Fault` for each text that can't fit at all. Sizes are written out; automatic fitting is never
trusted, since PowerPoint does it only when somebody edits the text.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from lxml import etree

from pipeline.filling.continuing import Continued, Continuation, plain_continuation, write_slides
from pipeline.filling.fitting_tables import TablePlan, plan_table
from pipeline.filling.fitting_texts import TextPlan, kind_of, longest_that_fits, plan_text
from pipeline.filling.metrics import face
from pipeline.filling.places import floor_of, room_below
from pipeline.filling.sizes import FitLimits, largest, resized
from pipeline.ooxml.geometry import Design, Shape, TextBody
from pipeline.ooxml.tables import read_table
from pipeline.ooxml.textbody import Paragraph
