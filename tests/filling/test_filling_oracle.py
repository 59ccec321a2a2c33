"""docxtpl as an oracle: in the dialect that both understand, ours says the same, and where not, there is a reason.

In: templates, each rendered by both from the same values. Out: the same texts, paragraph by paragraph and cell by cell.
A case with a `reason` is one where docxtpl is wrong or does less; both its text and ours are written down beside it.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from documents import NAMESPACES, OFFICE, filled, paragraph, run, table, word
from oracle_values import VALUES, ours, theirs
from peer_engines import as_records

PACKAGE = "http://schemas.openxmlformats.org/package/2006"
KINDS = {
    "header": "application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml",
    "footer": "application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml",
    "footnotes": "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml",
}


@dataclass(frozen=True)
class Case:
    """One template. Without a `reason` both engines say `says`; with one, docxtpl says `peer` (None: it fails)."""

    template: bytes
    says: list[str]
    reason: str = ""
    peer: list[str] | None = None
    names: dict[str, object] = field(default_factory=lambda: VALUES)


def with_stories(body: str, **stories: str) -> bytes:
    """A document with further stories, each made of one content."""
    overrides = "".join(f'<Override PartName="/word/{kind}1.xml" ContentType="{KINDS[kind]}"/>' for kind in stories)
    links = "".join(
        f'<Relationship Id="rId{place}" Type="{OFFICE}/{kind}" Target="{kind}1.xml"/>'
        for place, kind in enumerate(stories, 1)
    )
    roots = {"header": "hdr", "footer": "ftr", "footnotes": "footnotes"}
    parts = {
        f"word/{kind}1.xml": f"<w:{roots[kind]} {NAMESPACES}>{content}</w:{roots[kind]}>"
        for kind, content in stories.items()
    }
    references = "".join(
        f'<w:{kind}Reference w:type="default" r:id="rId{place}"/>'
        for place, kind in enumerate(stories, 1)
        if kind != "footnotes"
    )
    types = (
        f'<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>'
        f"{overrides}</Types>"
    )
    parts["[Content_Types].xml"] = types
    parts["word/_rels/document.xml.rels"] = f'<Relationships xmlns="{PACKAGE}/relationships">{links}</Relationships>'
    parts["word/document.xml"] = (
        f"<w:document {NAMESPACES}><w:body>{body}<w:sectPr>{references}</w:sectPr></w:body></w:document>"
    )
    return word(parts=parts)


PROOF = '<w:proofErr w:type="spellStart"/>'
NOTE = paragraph("{{ name }}: {{ number }}")
ROWS = table(["Toimi", "Hinta"], ["{%tr for a in goals[0].actions %}", ""], ["{{ a.name }}", "{{ a.cost }}"],
             ["{%tr endfor %}", ""])  # fmt: skip
DEEP = table(["{%tr for g in goals %}"], ["{{ g.name }}:{% for a in g.actions %} {{ a.name }}{% endfor %}"],
             ["{%tr endfor %}"])  # fmt: skip
NESTED_TABLE = table([table(["{{ name }}", "{{ other }}"]) + paragraph("{{ number }}"), "x"])

CASES: dict[str, Case] = {
    # values
    "value": Case(word("Hei {{ name }}!"), ["Hei Tieto!"]),
    "value alone": Case(word("{{ name }}"), ["Tieto"]),
    "value without spaces": Case(word("{{name}}"), ["Tieto"]),
    "many values": Case(word("{{ name }}, {{ other }} ja {{ number }}"), ["Tieto, palvelut ja 12"]),
    "empty value": Case(word("({{ empty }})"), ["()"]),
    "number": Case(word("{{ number + 1 }} {{ number - 20 }} {{ number * 2 }} {{ negative }}"), ["13 -8 24 -3"]),
    "special characters": Case(word("{{ special }}"), ["Ä & ö <b> \"lainaus\" 'heitto' €"]),
    "braces in a value": Case(word("{{ curly }}"), ["a{b}c % d # e"]),
    "outer spaces of a value": Case(word("[{{ spaced }}]"), ["[  kaksi  ]"]),
    "line break in a value": Case(word("{{ lines }}"), ["yksi\nkaksi"]),
    "attribute": Case(word("{{ goal.name }}, {{ goal.owner.name }}"), ["Osaaminen, Maija"]),
    "item by key": Case(word("{{ goal['name'] }}"), ["Osaaminen"]),
    "item by number": Case(word("{{ xs[0] }}{{ xs[-1] }} {{ goals[0].actions[1].name }}"), ["ac TP2"]),
    "joined texts": Case(word("{{ name ~ '-' ~ number }}"), ["Tieto-12"]),
    "literal": Case(word("{{ 'teksti' }} {{ 3 }}"), ["teksti 3"]),
    "inline if": Case(word("{{ name if yes else other }} {{ 'a' if no else 'b' }}"), ["Tieto b"]),
    # filters and tests
    "upper, lower, capitalize": Case(
        word("{{ name | upper }} {{ name | lower }} {{ other | capitalize }}"), ["TIETO tieto Palvelut"]
    ),
    "default of a missing name": Case(word("{{ ei | default('–') }}"), ["–"]),
    "default of an empty value": Case(word("{{ empty | default('–', true) }}"), ["–"]),
    "join, length, first, last": Case(
        word("{{ xs | join(', ') }} {{ xs | length }} {{ xs | first }} {{ xs | last }}"), ["a, b, c 3 a c"]
    ),
    "sorted and reversed": Case(word("{{ xs | reverse | join('') }}{{ xs | sort | join('') }}"), ["cbaabc"]),
    "sum and attributes": Case(
        word("{{ goals[0].actions | sum('cost') }} {{ goals | map(attribute='name') | join('/') }}"),
        ["75 Tieto/Palvelut"],
    ),
    "chosen by attribute": Case(word("{{ goals | selectattr('open') | map(attribute='name') | join }}"), ["Tieto"]),
    "replace, trim, truncate": Case(
        word("{{ name | replace('T', 't') }}[{{ spaced | trim }}]{{ special | truncate(7, true, '…', 0) }}"),
        ["tieto[kaksi]Ä & ö …"],
    ),
    "tests": Case(
        word("{% if number is even and name is defined and ei is not defined and 'a' in xs %}on{% endif %}"),
        ["on"],
    ),
    "comparisons": Case(word("{% if number > 5 and not number == 13 or no %}on{% else %}ei{% endif %}"), ["on"]),
    # blocks in a line
    "if, elif, else": Case(word("{% if no %}a{% elif number > 100 %}b{% elif yes %}c{% else %}d{% endif %}"), ["c"]),
    "for in a line": Case(word("({% for x in xs %}{{ x }};{% endfor %})"), ["(a;b;c;)"]),
    "for over nothing": Case(word("({% for x in nothing %}{{ x }}{% endfor %})"), ["()"]),
    "for with else": Case(word("{% for x in nothing %}{{ x }}{% else %}tyhjä{% endfor %}"), ["tyhjä"]),
    "for with a condition": Case(word("{% for x in xs if x != 'b' %}{{ x }}{% endfor %}"), ["ac"]),
    "nested for in a line": Case(
        word("{% for g in goals %}{{ g.name }}({% for a in g.actions %}{{ a.name }} {% endfor %}){% endfor %}"),
        ["Tieto(TP1 TP2 )Palvelut()"],
    ),
    "loop counters": Case(
        word(
            "{% for x in xs %}{{ loop.index }}{{ loop.index0 }}{{ loop.length }}"
            "{% if loop.first %}!{% endif %}{% if not loop.last %}, {% endif %}{% endfor %}"
        ),
        ["103!, 213, 323"],
    ),
    "range": Case(word("{% for n in range(1, 4) %}{{ n }}{% endfor %}"), ["123"]),
    "set": Case(word("{% set y = number * 2 %}{{ y }}"), ["24"]),
    "comment": Case(word("a{# {{ ei }} #}b"), ["ab"]),
    # blocks over paragraphs, rows, columns
    "for over paragraphs": Case(
        word("alku", "{%p for g in goals %}", "{{ g.name }}", "{%p endfor %}", "loppu"),
        ["alku", "Tieto", "Palvelut", "loppu"],
    ),
    "nested for over paragraphs": Case(
        word(
            "{%p for g in goals %}",
            "{{ g.name }}",
            "{%p for a in g.actions %}",
            "– {{ a.name }}",
            "{%p endfor %}",
            "{%p endfor %}",
        ),
        ["Tieto", "– TP1", "– TP2", "Palvelut"],
    ),
    "if over paragraphs": Case(
        word("{%p if no %}", "a", "{%p elif yes %}", "b", "c", "{%p else %}", "d", "{%p endif %}"), ["b", "c"]
    ),
    "for over a table": Case(
        word("{%p for g in goals %}", table(["{{ g.name }}", "{{ loop.index }}"]), "väli", "{%p endfor %}"),
        ["Tieto | 1", "väli", "Palvelut | 2", "väli"],
    ),
    "for over rows": Case(word(ROWS), ["Toimi | Hinta", "TP1 | 5", "TP2 | 70"]),
    "if over a row": Case(
        word(table(["a", "b"], ["{%tr if no %}", ""], ["c", "d"], ["{%tr endif %}", ""], ["e", "f"])),
        ["a | b", "e | f"],
    ),
    "for within a cell of rows": Case(word(DEEP), ["Tieto: TP1 TP2", "Palvelut:"]),
    "for over cells": Case(
        word(table(["n", "{%tc for x in xs %}", "{{ x }}", "{%tc endfor %}", "z"])), ["n | a | b | c | z"]
    ),
    "for over paragraphs of a cell": Case(
        word(table([paragraph("{%p for x in xs %}") + paragraph("{{ x }}") + paragraph("{%p endfor %}"), "y"])),
        ["a¶b¶c | y"],
    ),
    "table in a table": Case(word(NESTED_TABLE), ["Tieto | palvelut¶12 | x"]),
    "header, footer": Case(
        with_stories(
            paragraph("{{ name }}"), header=paragraph("Otsikko {{ other }}"), footer=paragraph("{{ number }}")
        ),
        ["Tieto", "12", "Otsikko palvelut"],
    ),
    "footnote": Case(
        with_stories(
            paragraph("{{ name }}", '<w:r><w:footnoteReference w:id="1"/></w:r>'),
            footnotes=f'<w:footnote w:id="1">{NOTE}</w:footnote>',
        ),
        ["Tieto", "Tieto: 12"],
    ),
    # tags cut by runs
    "cut by runs": Case(word(paragraph(run("Hei {"), run("{ na"), run("me }"), run("}!"))), ["Hei Tieto!"]),
    "cut by proofing marks": Case(
        word(f"<w:p>{run('{{ ')}{PROOF}{run('name')}{PROOF}{run(' | upper }}')}</w:p>"), ["TIETO"]
    ),
    "cut block": Case(word(paragraph(run("{% if y"), run("es %", "<w:b/>"), run("}on{% end"), run("if %}"))), ["on"]),
    "typographic quotes": Case(word("{{ ei | default(“–”) }}{{ goal[‘name’] }}"), ["–Osaaminen"]),
    "brackets in quotes": Case(word("{{ '}}' }}x"), ["}}x"]),
    "no-break space in a tag": Case(word("{{\N{NO-BREAK SPACE}name\N{NO-BREAK SPACE}}}"), ["Tieto"]),
    # where docxtpl is wrong
    "paragraph's comment": Case(
        word("a", "{# ohje #}", "b"),
        ["a", "b"],
        "a remark to oneself leaves an empty paragraph behind",
        ["a", "", "b"],
    ),
    "block tags of their own paragraphs": Case(
        word("{% for x in xs %}", "{{ x }}", "{% endfor %}"),
        ["a", "b", "c"],
        "docxtpl leaves the paragraphs of the tags, one more for each round, unless they are written {%p %}",
        ["", "a", "", "b", "", "c", ""],
    ),
    "block tags of their own rows": Case(
        word(table(["{% for x in xs %}"], ["{{ x }}"], ["{% endfor %}"])),
        ["a", "b", "c"],
        "docxtpl leaves the rows of the tags unless they are written {%tr %}",
        ["", "a", "", "b", "", "c", ""],
    ),
    "for over nothing but a table": Case(
        word("{%p for x in xs[:2] %}", table(["{{ x }}", ""]), "{%p endfor %}"),
        ["a | ", "", "b | "],
        "Word shows tables that follow each other as one: docxtpl leaves them so, ours parts them",
        ["a | ", "b | "],
    ),
    "per cent sign in a paragraph tag": Case(
        word("{%p if name != '100 %' %}", "on", "{%p endif %}"),
        ["on"],
        "docxtpl's pattern ends at any per cent sign: the prefix stays and Jinja does not know the tag p",
        None,
    ),
    "tab in a value": Case(
        word("{{ x }}"),
        ["a b"],
        "a tab from a cell is a space in running text: docxtpl makes a jump to a tab stop that nobody set",
        ["a\tb"],
        {"x": "a\tb"},
    ),
    "form feed in a value": Case(
        word("{{ x }}"),
        ["ab"],
        "control characters are dropped: docxtpl reads them as commands for new pages and paragraphs",
        ["a", "\n", "b"],
        {"x": "a\x0cb"},
    ),
    "braces of docxtpl's escape in a value": Case(
        word("{{ x }}"),
        ["{_{ y }_}"],
        "a value is text: docxtpl unescapes its own signs in values, too",
        ["{{ y }}"],
        {"x": "{_{ y }_}"},
    ),
}
REFUSED: dict[str, tuple[str, str, str]] = {
    # source, our finding, why docxtpl's text is no text to want
    "missing name": ("({{ nmae }})", "TP003", "docxtpl leaves a hole"),
    "missing attribute": ("({{ goal.nmae }})", "TP003", "docxtpl leaves a hole"),
    "missing name in a condition": ("{% if nmae %}a{% endif %}", "TP003", "docxtpl takes a typing mistake for a no"),
    "missing list": ("{% for x in nmae %}a{% endfor %}", "TP003", "docxtpl takes a typing mistake for an empty list"),
    "method of a text": ("{{ name.upper() }}", "TP006", "templates reach values, not Python; the filter is upper"),
    "list as a text": ("{{ xs }}", "TP010", "docxtpl prints ['a', 'b', 'c']"),
    "mapping as a text": ("{{ goal }}", "TP010", "docxtpl prints Python's dictionary"),
    "truth as a text": ("{{ yes }}", "TP010", "docxtpl prints True, an English word of Python's"),
    "fraction as a text": ("{{ number / 7 }}", "TP010", "docxtpl prints 1.7142857142857142"),
    "Python's inside": ("{{ name.__class__ }}", "TP003", "docxtpl prints <class 'str'>"),
}


@pytest.mark.parametrize("name", CASES)
def test_ours_says_what_docxtpl_says_or_there_is_a_reason(name: str) -> None:
    case = CASES[name]
    assert ours(case.template, case.names) == case.says
    if not case.reason:
        assert theirs(case.template, case.names) == case.says
    elif case.peer is not None:
        assert theirs(case.template, case.names) == case.peer
    else:
        with pytest.raises(Exception):  # noqa: B017 whatever docxtpl happens to raise
            theirs(case.template, case.names)


@pytest.mark.parametrize("name", REFUSED)
def test_what_docxtpl_prints_for_a_mistake_is_a_finding(name: str) -> None:
    source, code, _why = REFUSED[name]
    assert theirs(word(source), VALUES)  # without a word
    result = filled(word(source), **{key: as_records(value) for key, value in VALUES.items()})
    assert result.document is None
    assert [finding.code for finding in result.findings] == [code]
