"""The table of every code: what it is called and how much it stops. Codes never change meaning.

The words (message, hint, explanation) stand in `catalogs/<language>/findings.toml` under the code.
"""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.vocabulary.findings import Severity


@dataclass(frozen=True, slots=True)
class Rule:
    """One row: the code, its severity and a short English name for the reference."""

    code: str
    severity: Severity
    name: str


_E, _W, _N = Severity.ERROR, Severity.WARNING, Severity.NOTE

_TABLE = (
    # IN: an input can't be read at all, or not as hoped
    ("IN001", _E, "input folder or file is missing"),
    ("IN002", _E, "no workbook in the folder"),
    ("IN003", _E, "several workbooks in the folder"),
    ("IN004", _E, "file is empty"),
    ("IN005", _E, "file is damaged or cut short"),
    ("IN006", _E, "file is of another type than its name says"),
    ("IN007", _E, "old Excel format"),
    ("IN008", _E, "file is protected with a password"),
    ("IN009", _E, "lock file given instead of the file itself"),
    ("IN010", _E, "file is too large or unpacks to too much"),
    ("IN011", _W, "macros are not run"),
    ("IN012", _E, "no permission to read the file"),
    ("IN013", _N, "workbook is open in Excel"),
    ("IN014", _N, "file is not used"),
    ("IN015", _E, "workbook has none of the expected sheets"),
    # WB: the workbook's cells and what they say together
    ("WB001", _E, "required value is missing"),
    ("WB002", _E, "value is of the wrong kind"),
    ("WB003", _E, "choice is not in the list"),
    ("WB004", _E, "id is used twice"),
    ("WB005", _E, "reference to an id that does not exist"),
    ("WB006", _E, "required sheet is missing"),
    ("WB007", _E, "required column is missing"),
    ("WB008", _E, "formula has no stored result"),
    ("WB009", _E, "Excel error in a cell"),
    ("WB010", _E, "merged cell hides data"),
    ("WB011", _W, "row is struck through"),
    ("WB012", _N, "unchanged example row is left out"),
    ("WB013", _E, "text is too long"),
    ("WB014", _E, "end is before start"),
    ("WB015", _E, "predecessors form a cycle"),
    ("WB016", _W, "action is outside the period"),
    ("WB017", _W, "action starts before its predecessor ends"),
    ("WB018", _W, "goal has no action"),
    ("WB019", _W, "action has no responsible person or body"),
    ("WB020", _W, "target is below the baseline"),
    ("WB021", _W, "priority perspective has no goal"),
    ("WB022", _E, "level is out of scale"),
    ("WB023", _W, "one responsible has too many actions at once"),
    ("WB024", _W, "everything starts in the first year"),
    ("WB025", _W, "placeholder text is left in"),
    ("WB026", _N, "given baseline overrides the survey"),
    ("WB027", _E, "perspective has no baseline"),
    ("WB028", _E, "two sheets for the same table"),
    ("WB029", _W, "number can be read in two ways"),
    ("WB030", _E, "period ends before it starts"),
    ("WB031", _E, "translation is missing"),
    ("WB032", _N, "column is not used"),
    ("WB033", _E, "workbook has no actions"),
    ("WB034", _E, "goal is its own ancestor"),
    ("WB035", _W, "hidden row is read"),
    ("WB036", _N, "value was mended"),
    ("WB037", _W, "period is unusually long or short"),
    ("WB038", _E, "number of perspectives is out of range"),
    ("WB039", _N, "cell notes are not printed"),
    ("WB040", _W, "column or sheet was recognised by a near match"),
    ("WB041", _W, "possible duplicate"),
    ("WB042", _W, "merged value counts for each of its rows"),
    ("WB043", _N, "sheet is not used"),
    ("WB044", _N, "cells outside the table are not read"),
    ("WB045", _N, "hidden column is read"),
    ("WB046", _W, "letters of two alphabets in one word"),
    ("WB047", _W, "part of a cell is struck through"),
    ("WB048", _E, "sheet has too many cells"),
    ("WB051", _E, "workbook has no goals"),
    ("WB052", _W, "management group is the only responsible"),
    ("WB053", _W, "statutory action names no statute"),
    ("WB054", _N, "action is vague"),
    ("WB055", _W, "status and progress disagree"),
    ("WB056", _W, "action is overdue"),
    ("WB057", _W, "genitive does not look like one"),
    ("WB058", _W, "vision year is before the period"),
    ("WB059", _W, "nearly everything has the highest priority"),
    ("WB060", _W, "participants of the survey phase differ from the answers"),
    ("WB061", _E, "personal identity code in a cell"),
    ("WB062", _N, "goal can't be measured"),
    ("WB063", _W, "one name is written in two ways"),
    # SV: the survey export
    ("SV001", _E, "survey file can't be read"),
    ("SV002", _E, "no answers in the survey file"),
    ("SV003", _W, "perspective has no column"),
    ("SV004", _E, "two columns for the same single question"),
    ("SV005", _W, "column was matched by a near match"),
    ("SV006", _W, "answer is not on the scale"),
    ("SV007", _N, "columns are not used"),
    ("SV008", _N, "personal data was dropped at reading"),
    ("SV009", _E, "mapped column does not exist"),
    ("SV010", _W, "too few answers to be shown"),
    ("SV011", _N, "small groups are not shown"),
    ("SV012", _W, "text encoding is broken"),
    ("SV013", _W, "more answers than invited"),
    ("SV014", _W, "same respondent twice"),
    ("SV015", _N, "rows without answers are left out"),
    ("SV016", _N, "rows of totals are left out"),
    ("SV017", _E, "column is on another scale"),
    ("SV018", _E, "no column asks about a perspective"),
    ("SV019", _W, "perspective has too few answers to be shown"),
    ("SV020", _N, "sheet of the survey file is not used"),
    # TP: a template
    ("TP001", _E, "tag is not closed"),
    ("TP002", _E, "block's beginning and end don't match"),
    ("TP003", _E, "unknown name"),
    ("TP004", _E, "tag can't be understood"),
    ("TP005", _E, "value can't be computed"),
    ("TP006", _E, "filter or test is not allowed"),
    ("TP007", _E, "template grows past its bounds"),
    ("TP008", _E, "template can't be read"),
    ("TP009", _E, "chart or picture can't be placed"),
    ("TP010", _E, "value has no place of this kind"),
    ("TP011", _E, "unknown look"),
    ("TP012", _W, "text looks like a tag but is none"),
    ("TP013", _W, "value may be missing"),
    ("TP014", _W, "chart is bound to no data"),
    ("TP015", _W, "font is not the brand's"),
    ("TP016", _W, "letters are too faint to be read"),
    ("TP017", _N, "template has a name that is not used"),
    ("TP018", _E, "reference to a place that is not in the document"),
    ("TP020", _W, "macros of a template are left out"),
    ("TP021", _E, "block in a SmartArt graphic"),
    ("TP022", _W, "link to a slide that was not made"),
    ("TP023", _W, "reference of the template leads nowhere"),
    ("TP025", _W, "template reaches outside the document"),
    ("TP026", _E, "two templates of one name"),
    # BR: the brand
    ("BR001", _E, "brand file can't be read"),
    ("BR002", _E, "brand value is not understood"),
    ("BR003", _W, "colours are too close to be read"),
    ("BR004", _E, "logo can't be read"),
    ("BR005", _W, "unknown name in the brand file"),
    ("BR006", _N, "colour was darkened to be read"),
    # FT: text that must fit
    ("FT001", _E, "text does not fit on its slide"),
    ("FT005", _N, "text was measured with a substitute font"),
    ("FT006", _W, "word is wider than its place"),
    ("FT010", _E, "repeated shapes run off the slide"),
    # AX: accessibility
    ("AX001", _E, "title or language is missing"),
    ("AX002", _E, "picture or chart has no text alternative"),
    ("AX003", _E, "heading level is skipped"),
    ("AX004", _E, "slide title is missing or not unique"),
    ("AX005", _E, "table has no header row"),
    # OT: the outputs
    ("OT001", _E, "output is open in another program"),
    ("OT002", _E, "output can't be written"),
    ("OT003", _W, "hand-edited document was kept"),
    ("OT004", _W, "foreign or damaged file was set aside"),
    ("OT005", _E, "another run is under way"),
    ("OT006", _E, "folder exists already"),
    ("OT007", _E, "two folders of one run have the same name"),
    ("OT008", _E, "file exists already"),
    # PG: the program itself
    ("PG001", _E, "fault of the program"),
)

RULES: dict[str, Rule] = {code: Rule(code, severity, name) for code, severity, name in _TABLE}
"""Every rule by its code."""
