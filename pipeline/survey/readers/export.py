"""What the reader of one tool's export hands on.

In: a `Table` and the roles of its meta columns. Out: an `Export`, in which further personal columns are found.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

from pipeline.survey.columns.names import is_full_name
from pipeline.survey.files.grid import Cell
from pipeline.survey.files.table import Column, Table
from pipeline.survey.questionnaire import PERSONAL, Role, header_key, questionnaire
from pipeline.vocabulary.findings import Finding

ANONYMOUS = frozenset({"", "anonymous", "anonyymi", "anonym"})
"""What stands in a personal column for nobody, in small letters."""
_LONGEST_VALUE = 200
_RUNNING_NUMBER = re.compile(r"\s*\d{1,5}\s*")
"""An id of so few digits is the number of a row, not of a person."""
_PERSONAL_VALUE = re.compile(
    r"[^@\s]+@[^@\s]+\.\w+"  # e-mail address
    r"|\d{1,3}(?:\.\d{1,3}){3}"  # IP address
    r"|\d{6}[-+A-FU-Y]\d{3}[0-9A-Y]"  # Finnish personal identity code
    r"|(?!\d\d[ -]\d\d[ -]\d{4})(?:\+|\(?0)\d[\d ()/-]{5,15}"  # phone number, not a date
)


@dataclass(frozen=True, slots=True)
class Export:
    """A table with the role of each meta column by its position; the other columns are the questions.

    `findings`: what the reader has to tell of rows it left out.
    """

    table: Table
    roles: Mapping[int, Role]
    questions: tuple[Column, ...]
    findings: tuple[Finding, ...] = ()

    def with_role(self, *roles: Role) -> tuple[Column, ...]:
        """The columns that have one of the roles, in the file's order."""
        return tuple(column for column in self.table.columns if self.roles.get(column.position) in roles)

    @property
    def personal(self) -> tuple[Column, ...]:
        """The columns with personal data in them; a running number tells of nobody."""
        return tuple(
            column
            for column in self.with_role(*PERSONAL)
            if not all(map(is_anonymous, column.different)) and not self._is_running_number(column)
        )

    def _is_running_number(self, column: Column) -> bool:
        return self.roles[column.position] == "id" and all(
            _RUNNING_NUMBER.fullmatch(str(cell)) or is_anonymous(cell) for cell in column.different
        )


class Reader(Protocol):
    """What the file of one export tool offers: whether a table is that tool's, and how its columns are told apart."""

    def recognises(self, table: Table) -> bool:
        """Whether the tool made this table."""

    def read(self, table: Table) -> Export:
        """The table as an export."""


def is_anonymous(cell: Cell) -> bool:
    """Whether a cell of a personal column says nobody."""
    return cell is None or (isinstance(cell, str) and not cell[:1].isdecimal() and cell.strip().casefold() in ANONYMOUS)


def is_personal(cell: Cell) -> bool:
    """Whether a cell itself is an e-mail or IP address, a personal identity code, a phone number or a full name."""
    if not isinstance(cell, str) or len(cell) >= _LONGEST_VALUE:
        return False
    text = cell.strip()
    return _PERSONAL_VALUE.fullmatch(text) is not None or is_full_name(text)


def known_roles(columns: Iterable[Column]) -> dict[int, Role]:
    """The roles of the columns whose header is a meta column of some tool."""
    known = questionnaire()
    return {column.position: role for column in columns if column.header and (role := known.role(column.header[0]))}


def heads(column: Column, tool: str) -> bool:
    """Whether a column's header is that of a tool's meta column."""
    return bool(column.header) and header_key(column.header[0]) in questionnaire().meta[tool]


def export(table: Table, roles: Mapping[int, Role], findings: tuple[Finding, ...] = ()) -> Export:
    """An export whose further columns are personal when half of their values are, whatever their header says."""
    questions = [column for column in table.columns if column.position not in roles]
    found: dict[int, Role] = {column.position: "name" for column in questions if _is_mostly_personal(column)}
    questions = [column for column in questions if column.position not in found]
    return Export(table, {**roles, **found}, tuple(questions), findings)


def _is_mostly_personal(column: Column) -> bool:
    if not any(map(is_personal, column.different)):
        return False
    values = Counter(cell for cell in column.cells if not is_anonymous(cell))
    return 2 * sum(count for cell, count in values.items() if is_personal(cell)) >= values.total()
