"""Random templates of the dialect that docxtpl and ours share, cut over random runs: both say the same.

In: templates from a grammar of values, filters, conditions and loops in lines, paragraphs, rows. Out: the same texts.
"""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from documents import paragraph, run, table, word
from oracle_values import VALUES, ours, theirs
from random_values import escaped

PROOF = '<w:proofErr w:type="spellStart"/>'
WORDS = st.text("abcåäö ÄÖ<>&\"'.,;:%#–€\N{GRINNING FACE}", min_size=1, max_size=8)
LOOPED = {"g": "goals", "a": "g.actions", "x": "xs", "n": "nothing"}
PRINTED = {
    "": ["name", "other | upper", "empty", "special", "number", "goal.owner.name", "ei | default('–')", "xs | length"],
    "g": ["g.name", "g.actions | length"],
    "a": ["a.name | lower", "a.cost"],
    "x": ["x", "x ~ loop.index"],
    "n": ["n"],
}
ASKED = {
    "": ["yes", "no", "number > 5", "name == 'Tieto'", "not nothing", "xs | length == 2"],
    "g": ["g.open", "loop.first"],
    "a": ["a.cost > 10"],
    "x": ["x in ('a', 'c')", "loop.last"],
    "n": ["n"],
}
PROPERTIES = ["", "<w:b/>", '<w:i/><w:lang w:val="sv-FI"/>']
Scope = tuple[str, ...]


@st.composite
def line(draw: st.DrawFn, scope: Scope) -> str:
    """The text of a paragraph; not block tags or comments only, since docxtpl would leave it there empty."""
    text = draw(in_line(scope))
    only_blocks = ("{%" in text or "{#" in text) and not re.sub(r"\{%.*?%\}|\{#.*?#\}", "", text).strip()
    return f"·{text}" if only_blocks else text


@st.composite
def in_line(draw: st.DrawFn, scope: Scope, depth: int = 0) -> str:
    """Words, values, and blocks among them."""
    kinds = ["words", "words", "value", "value", "comment", *(["if", "for"] if depth < 2 else [])]
    return "".join(draw(_piece(kind, scope, depth)) for kind in draw(st.lists(st.sampled_from(kinds), max_size=4)))


@st.composite
def _piece(draw: st.DrawFn, kind: str, scope: Scope, depth: int) -> str:
    if kind == "words":
        return draw(WORDS)
    if kind == "comment":
        return "{# ohje #}"
    if kind == "value":
        return "{{ " + draw(st.sampled_from([name for known in scope for name in PRINTED[known]])) + " }}"
    if kind == "if":
        condition = draw(_condition(scope))
        yes, no = draw(in_line(scope, depth + 1)), draw(in_line(scope, depth + 1))
        return f"{{% if {condition} %}}{yes}{{% else %}}{no}{{% endif %}}"
    name = draw(_loop_name(scope))
    inner = draw(in_line((*scope, name), depth + 1))
    return f"{{% for {name} in {LOOPED[name]} %}}{inner}{{% endfor %}}"


@st.composite
def _condition(draw: st.DrawFn, scope: Scope) -> str:
    return draw(st.sampled_from([asked for known in scope for asked in ASKED[known]]))


@st.composite
def _loop_name(draw: st.DrawFn, scope: Scope) -> str:
    free = [name for name in LOOPED if name not in scope and (name != "a" or "g" in scope)]
    return draw(st.sampled_from(free or ["n"]))


@st.composite
def cut(draw: st.DrawFn, text: str) -> str:
    """A paragraph of a text, cut into runs at random places, marks of proofing between them."""
    places = sorted(draw(st.sets(st.integers(0, len(text)), max_size=5)) | {0, len(text)})
    runs = [text[start:end] for start, end in pairwise(places)]
    marked = [run(escaped(piece), draw(st.sampled_from(PROPERTIES))) for piece in runs]
    return f"<w:p>{draw(st.sampled_from(['', PROOF])).join(marked)}</w:p>"


@st.composite
def blocks(draw: st.DrawFn, scope: Scope = ("",), depth: int = 0) -> str:
    """Paragraphs and tables, and blocks over them."""
    kinds = ["line", "line", "table", *(["if", "for"] if depth < 2 else [])]
    chosen = draw(st.lists(st.sampled_from(kinds), min_size=1, max_size=3))
    return "".join(draw(_block(kind, scope, depth)) for kind in chosen)


@st.composite
def _block(draw: st.DrawFn, kind: str, scope: Scope, depth: int) -> str:
    if kind == "line":
        return draw(cut(draw(line(scope))))
    if kind == "table":
        return draw(_table(scope))
    if kind == "if":
        yes, no = draw(blocks(scope, depth + 1)), draw(blocks(scope, depth + 1))
        opening = paragraph("{%p if " + escaped(draw(_condition(scope))) + " %}")
        return opening + yes + paragraph("{%p else %}") + no + paragraph("{%p endif %}")
    name = draw(_loop_name(scope))
    inner = draw(blocks((*scope, name), depth + 1))
    return paragraph(f"{{%p for {name} in {LOOPED[name]} %}}") + inner + paragraph("{%p endfor %}")


@st.composite
def _table(draw: st.DrawFn, scope: Scope) -> str:
    name = draw(_loop_name(scope))
    looped = [draw(cut(draw(line((*scope, name))))) for _ in range(2)]
    header = [draw(cut(draw(line(scope)))) for _ in range(2)]
    return paragraph("§") + table(
        header, [f"{{%tr for {name} in {LOOPED[name]} %}}", ""], looped, ["{%tr endfor %}", ""]
    )


def same_as_docxtpl(body: str) -> None:
    template = word(body)
    assert without_gaps(ours(template, VALUES)) == without_gaps(theirs(template, VALUES))


def without_gaps(found: list[str] | None) -> list[str]:
    """The lines without the empty ones between tables: ours keep tables apart that would else become one in Word."""
    rows = [" | " in line for line in ["", *(found or []), ""]]
    return [line for place, line in enumerate(found or [], 1) if line or not (rows[place - 1] and rows[place + 1])]


@settings(max_examples=40, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(blocks())
def test_random_templates_say_what_docxtpl_says(body: str) -> None:
    same_as_docxtpl(body)


@pytest.mark.long
@settings(max_examples=2000, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(blocks())
def test_many_random_templates_say_what_docxtpl_says(body: str) -> None:
    same_as_docxtpl(body)
