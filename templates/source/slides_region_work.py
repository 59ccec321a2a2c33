"""The region's slides of what is common, proposed and happening when, and its appendix.

In: the names of the deck (`deck.proposals` …). Out: a `Page` from each function.
"""

from __future__ import annotations

from slides_common import divider, next_page
from slides_grids import period_table
from slides_layouts import CONTENT
from slides_page import Page, page, table_page
from slides_region_opening import organisation_table
from slides_shapes import BODY, text_holder
from slides_table import Column, Table, list_table
from slides_text import PRIMARY, paragraph

APPENDIX = ("targets", "level_table", "all_organisations", "respondents", "method")
"""What follows the divider, in this order; its list leads there."""


def perspectives() -> Page:
    """In which perspectives organisations have goals and actions."""
    return _shared("perspectives", "{{ t.perspective }}")


def compass() -> Page:
    """Which areas of the national digital compass they serve."""
    return _shared("compass", "{{ t.area }}")


def statutes() -> Page:
    """Which statutes require actions of several."""
    return _shared("statutes", "{{ t.statute }}")


def _shared(name: str, head: str) -> Page:
    columns = [
        Column(head, "{{ row.name }}", 3.50, bold=True),
        Column("{{ t.who }}", "{{ row.who }}", 4.35),
        Column("{{ t.organisation_count }}", "{{ row.organisations }}", 1.60, align="r"),
        Column("{{ t.goal_count }}", "{{ row.goals }}", 1.25, align="r"),
        Column("{{ t.action_count }}", "{{ row.actions }}", CONTENT - 10.70, align="r"),
    ]
    alt = f"{{{{ t.alt_{name} }}}}"
    table = list_table(f"row in deck.{name}.rows", columns, alt, size=20, anchor="ctr", padding=0.06, tall=0.9)
    return table_page(f"deck.{name}", table)


def proposals() -> Page:
    """What could be done together, why, by whom and when."""
    columns = [
        Column("{{ t.proposal }}", "{{ row.title }}", 3.20, bold=True, slot=PRIMARY),
        Column("{{ t.why }}", "{{ row.why }}", 4.60),
        Column("{{ t.who }}", "{{ row.who }}", 2.40),
        Column("{{ t.when }}", "{{ row.when }}", CONTENT - 10.20),
    ]
    table = list_table(
        "row in deck.proposals.rows", columns, "{{ t.alt_proposals }}", size=24, anchor="ctr", padding=0.08, tall=0.95
    )
    return table_page("deck.proposals", table)


def timeline() -> Page:
    """How much is under way in each part of the period."""
    table = period_table("deck.timeline", CONTENT, "{{ t.alt_timeline }}")
    return table_page("deck.timeline", table)


def events() -> Page:
    """What several begin at the same time."""
    columns = [
        Column("{{ t.when }}", "{{ row.when }}", 1.80, bold=True, slot=PRIMARY),
        Column("{{ t.what }}", "{{ row.what }}", 6.33),
        Column("{{ t.who }}", "{{ row.who }}", CONTENT - 8.13),
    ]
    table = list_table(
        "row in deck.events.rows", columns, "{{ t.alt_events }}", size=24, anchor="ctr", padding=0.08, tall=0.95
    )
    return table_page("deck.events", table)


def survey() -> Page:
    """Where the organisations' surveys differ most, and whether it is more than chance."""
    columns = [
        Column("{{ t.perspective }}", "{{ row.perspective }}", 3.33, bold=True),
        Column("{{ t.lowest }}", "{{ row.lowest }}", 2.60),
        Column("{{ t.highest }}", "{{ row.highest }}", 2.60),
        Column("{{ t.difference }}", "{{ row.difference }}", 0.97, align="r"),
        Column("{{ t.word }}", "{{ row.word }}", CONTENT - 9.50, left=0.30),
    ]
    table = list_table(
        "row in deck.survey.rows", columns, "{{ t.alt_survey }}", size=24, anchor="ctr", padding=0.06, tall=0.85
    )
    return table_page("deck.survey", table)


def next_() -> Page:
    """What happens next, and whom to ask."""
    return next_page("deck.next.email_address")


def appendix() -> Page:
    """What follows is for those who want the figures."""
    return divider(APPENDIX)


def level_table() -> Page:
    """The lowest level of each perspective, its quartiles, and the highest."""
    heads = ("count", "lowest", "lower", "median", "upper", "highest", "target")
    columns = [
        Column("{{ t.perspective }}", "{{ row.name }}", CONTENT - 8.40, bold=True),
        *(Column(f"{{{{ t.{key} }}}}", f"{{{{ row.{key} }}}}", 1.20, align="r") for key in heads),
    ]
    return table_page("deck.level_table", _small("deck.level_table", columns, "{{ t.alt_levels }}"))


def all_organisations() -> Page:
    """Every organisation."""
    return table_page("deck.all_organisations", organisation_table("deck.all_organisations.rows", size=16))


def respondents() -> Page:
    """How many answered each organisation's survey."""
    columns = [
        Column("{{ t.organisation }}", "{{ row.name }}", CONTENT - 4.60, bold=True),
        Column("{{ t.respondents }}", "{{ row.respondents }}", 2.30, align="r"),
        Column("{{ t.rate }}", "{{ row.rate }}", 2.30, align="r"),
    ]
    return table_page("deck.respondents", _small("deck.respondents", columns, "{{ t.alt_respondents }}"))


def _small(name: str, columns: list[Column], alt: str) -> Table:
    return list_table(f"row in {name}.rows", columns, alt, size=16, anchor="ctr", padding=0.035, tall=0.42)


def method() -> Page:
    """How the figures came about."""
    return page("content", "deck.method", [text_holder(BODY, [paragraph("{{ deck.method.text }}")])])
