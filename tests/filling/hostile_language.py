"""Templates that mean harm by what is typed in them: reaching out, growing, nesting, never ending."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from hostile_cases import Case

from documents import paragraph, run, word

_REACHING = """''.__class__ | ''['__class__'] | name.__class__.__mro__ | ().__class__.__base__ | [].__class__ | {}.items()
cycler | cycler('a') | cycler.__init__.__globals__ | joiner() | namespace() | lipsum() | dict() | self | self.__init__
self._TemplateReference__context | loop | loop.__init__ | caller() | config | request | environment | context | super()
varargs | range | range.__call__(5) | range.__globals__ | goal._values | goal.key | goal.keys() | goal.__init__
goal['__class__'] | goal.__reduce__() | _text | _at | _at(0, '') | _each | _k | __globals__ | name.upper() | name.source
'%s' % name | '%999999999d' % 1 | '{0.__class__}'.format(name) | '{0.__class__}'.format_map(goal) | name.format(name)
chart.alt | chart.series | actions.count(1) | (1).real | actions[0].__class__ | 5() | 'a'('b')"""
_FILTERS = """attr('__class__') | map('attr', '__class__') | map(attribute='__class__') | indent(99999999) | center(999999)
wordwrap(1) | pprint | tojson | xmlattr | urlize | safe | escape | e | forceescape | striptags | format | batch(3)
slice(3) | filesizeformat | random | items | string.__class__ | nosuch | groupby('__class__') | sort(attribute='__class__')
sum(attribute='__class__') | selectattr('__class__') | rejectattr('a', 'callable') | select('filter') | map('nosuch')
map() | sort(by='x') | join(attribute='__class__') | first.__class__ | dictsort(by='nosuch')"""
_TESTS = "callable | mapping | sameas(1) | escaped | filter | test | nosuch | __class__"
_STATEMENTS = """include 'x' | import 'x' as y | from 'x' import y | extends 'x' | block x | macro x() | call x() | filter upper
autoescape true | trans | do x | raw | with | break | continue | debug | for x in actions recursive
for loop in actions | for _at in actions | for x.y in actions | for (x, y in actions | for in | for x in | for | if | elif name
else | endfor | endif | set x | set x = | set x, y = 1, 2 | set x.y = 1 | set _at = 1 | set x | upper
set ns = namespace() | looks | look name | look | for x in y for z in w | if name else | endmacro | endraw"""


def _words(text: str) -> list[str]:
    return [item.strip() for line in text.splitlines() for item in line.split(" | ")]


def _each_stopped(sources: Sequence[str]) -> dict[str, Case]:
    return {source[:60]: Case(lambda source=source: word("ennen", source)) for source in sources}


def reaching() -> dict[str, Case]:
    """Attributes, names, filters, tests and statements that lead out of plain values."""
    sources = [f"{{{{ {item} }}}}" for item in _words(_REACHING)]
    sources += [f"{{{{ name | {item} }}}}" for item in _words(_FILTERS)]
    sources += [f"{{{{ actions | {item} }}}}" for item in _words(_FILTERS)]
    sources += [f"{{{{ name is {item} }}}}" for item in _words(_TESTS)]
    sources += [f"{{% {item} %}}" for item in _words(_STATEMENTS)]
    sources += [f"{{% for x in actions %}}{{{{ {item} }}}}{{% endfor %}}" for item in _LOOPS]
    sources += [
        "{% if name %}a{% else %}b{% else %}c{% endif %}",
        "{% if name %}a{% else %}b{% elif name %}c{% endif %}",
    ]
    sources += ["{% for x in actions %}{% else %}{% else %}{% endfor %}", "{% set range = name %}{{ range(5) }}"]
    return _each_stopped(sources)


_LOOPS = ["loop", "loop.__init__", "loop(x)", "loop._iterator", "loop.cycle", "loop.cycle.__globals__", "loop | list | string",
          "loop.__class__", "loop.length.__class__", "loop.changed.__self__", "x.__class__", "loop ~ 'a'", "loop.nosuch"]  # fmt: skip


_GROWING = """'x' * 10**9; 'x' * 999999999; [0] * 10**9; (0,) * 10**9; [[0] * 9999] * 9999; 10**10**10; 9**9**9; 2.0**9999
0x{F} * 0x{F}; 10**9999; name * 10**9; 1{0} + 1{0}; 'x' * 99999 * 99999; 10**15 ** 16 ** 16; -('x' * 99999); 1 // 0; 1 % 0
'x' * 99999 ~ 'x' * 99999 ~ 'x' * 99999; range(10**9); range(99999) | list | string; (range(99999) | list) * 9999; 'x' % name
('x' * 99999) | replace('x', 'y' * 99999); range(99999) | join('x' * 99999); [[[range(9999) | list] * 99] * 99] | string
range(99999) | map('string') | join('x' * 9999); range(99999) | sort | sort | sort | string; 1.5 | round(999999999)
('x' * 99999) | list | string; ('x ' * 49999) | title ~ ('x' * 99999); range(99999) | groupby('x') | string
range(99999) | select('in', range(99999) | list) | list | string; range(99999) | map('default', 'x' * 99999) | join
range(99999) | select('in', range(99999) | reverse | list) | list | length; range(99999) | unique | list | string; 'x' | truncate(0, true, 'x' * 99999, 0) ~ 'xx' * 49999
range(9999) | list | sum(start=[]); ('x' * 99999)[0:99999] ~ ('x' * 99999)[::-1]; [[1], [2]] | sum(start=[])
range(99999) | map('replace', '1', 'x' * 9999) | join; 'x' | truncate(10**9, true, 'x' * 99999, 10**9) ~ 'xx' * 50000 ~ 'x'
nosuch + 1; -nosuch; nosuch < 1; '%999999999d' is odd; '%999999999d' is even; '%999999999d' is divisibleby(1)
['%999999999d'] | select('odd') | list | string; 'x' * nosuch; nosuch * 9; nosuch[0].a | sort | string; 'a' ~ none; 'a' ~ actions
(1{0} | string) * 99999; ('1' * 4000) | int * ('1' * 4000) | int; ('f' * 99999) | int(0, 16) * 2; 'x' in ('x' * 99999) * 2"""


def growing() -> dict[str, Case]:
    """Products, sums, joins, sets and loops that grow."""
    sources = [f"{{{{ {item.replace('{F}', 'F' * 1500).replace('{0}', '0' * 1500)} }}}}" for item in _growing_items()]
    doubling = "".join("{% set a = {0} %}" for _ in range(60))
    bodies = ("a ~ a", "a + a", "a * a", "[a, a]", "(a, a, a)", "[a] + [a]", "a ~ a ~ a ~ a", "{'x': a, 'y': a}")
    firsts = ("{% set a = 99999 %}" if "*" in body else "{% set a = 'xxxx' %}" for body in bodies)
    sources += [
        first + doubling.replace("{0}", body) + "{{ a | string }}" for first, body in zip(firsts, bodies, strict=True)
    ]
    start = "{% set a = [0] %}{% set b = [0] %}"
    deeper = "{% set a = [a, a] %}{% set b = [b, b] %}" * 40
    sources += [
        start + deeper + "{{ 'x' if a == b else 'y' }}{{ nosuch }}",
        start + deeper + "{{ (a, b) | sort | string }}",
    ]
    sources += ["{% for a in [[0, 0]] %}" + "".join("{% for a in [[a, a, a, a, a, a, a, a]] %}" for _ in range(14))
                + "{{ a | string }}" + "{% endfor %}" * 15]  # fmt: skip
    big = "{% set a = 'x' * 99999 %}"
    sources += [big + "{{ " + " ~ ".join(["a"] * 900) + " }}", big + "{{ [" + ", ".join(["a"] * 900) + "] | join }}"]
    sources += [
        big + "{% for x in range(99999) %}{{ a }}{% endfor %}",
        big + "{% for x in range(99999) %}{% set b = a ~ 'y' %}{% endfor %}{{ nosuch }}",
    ]
    busy = ["range(9999) | sort | length", "(range(9999) | list)[1:] | length", "-1 in range(9999) | list", "a | upper | lower | length",
            "(a ~ a) | length", "range(9999) | sum", "a | replace('x', 'y') | length", "a == (a ~ '')", "a[1:] | length", "range(9999) | select('in', range(9999) | list) | list | length",
            "range(9999) | map('string') | list | length", "range(9999) | unique | list | length", "a | wordcount", "a | title | length", "range(9999) | min"]  # fmt: skip
    sources += [big + "{% for x in range(99999) %}{{ " + item + " }}{% endfor %}" for item in busy]
    sources += [
        big + "{% for x in range(99999) %}{% set y = " + item + " %}{% endfor %}{{ nosuch }}" for item in busy[::4]
    ]
    sources += [
        big + "{% for x in range(99999) if " + item + " and false %}x{% endfor %}{{ nosuch }}" for item in busy[::4]
    ]
    sources += ["{% for a in range(99999) %}" + "{% set b = 1 %}" * 900 + "{% endfor %}{{ nosuch }}"]
    nested = "".join(f"{{% for x{number} in range(9999) %}}" for number in range(12)) + "a" + "{% endfor %}" * 12
    sources += [nested, "{% for a in actions %}" * 15 + "{{ name }}" + "{% endfor %}" * 15]
    return _each_stopped(sources)


def _growing_items() -> list[str]:
    return [item.strip() for item in _GROWING.replace("\n", ";").split(";")]


def _one(text: str) -> Callable[[], bytes]:
    return lambda: word(paragraph(run(text.replace("&", "&amp;").replace("<", "&lt;"))))


def nesting() -> dict[str, Case]:
    """What is typed too deep."""
    deep = {
        "parentheses": "{{ " + "(" * 3_000 + "1" + ")" * 3_000 + " }}",
        "parentheses under the limit": "{{ " + "(" * 900 + "1" + ")" * 900 + " }}",
        "brackets": "{{ " + "[" * 3_000 + "]" * 3_000 + " }}",
        "nots": "{{ " + "not " * 400 + "name }}",
        "minus": "{{ " + "-" * 1_500 + "1 }}",
        "attributes": "{{ name" + ".a" * 900 + " }}",
        "attributes, many": "{{ name" + ".a" * 9_000 + " }}",
        "items": "{{ name" + "[0]" * 600 + " }}",
        "filters": "{{ name" + " | upper" * 9_000 + " }}",
        "filters under the limit": "{{ name" + "|upper" * 300 + "| nosuch }}",
        "sums": "{{ 1" + " + 1" * 9_000 + " }}",
        "sums under the limit": "{{ 1" + "+1" * 900 + "+ nosuch }}",
        "choices": "{{ " + "1 if not name else " * 120 + " nosuch }}",
        "comparisons": "{{ 1" + "<1" * 900 + " }}{{ nosuch }}",
        "ifs": "{% if name %}" * 1_000 + "x" + "{% endif %}" * 1_000,
        "elifs": "{% if not name %}" + "{% elif not name %}" * 1_000 + "x{% endif %}{{ nosuch }}",
        "loops": "{% for a in actions %}" * 300 + "x" + "{% endfor %}" * 300,
    }
    return {name: Case(_one(text)) for name, text in deep.items()}


def typing() -> dict[str, Case]:
    """What is typed: too long, too many, never closed."""
    long = {
        "a tag of a megabyte": "{{ " + "a" * 2**20 + " }}",
        "a tag of spaces": "{{ " + " " * 2**20 + " }}",
        "a loop of spaces": "{% for " + " " * 2**20 + " %}",
        "a loop of short spaces": "{% for a" + " " * 1_900 + "b %}",
        "a loop of names": "{% for " + "a, " * 600 + " %}",
        "a loop of ifs": "{% for a in " + " if " * 400 + " %}",
        "a set of spaces": "{% set a" + " " * 1_900 + " %}",
        "a text of a megabyte": "{{ '" + "a" * 2**20 + "' }}{{ nosuch }}",
        "40 000 tags": "{{ name }}" * 40_000,
        "40 000 unknown names": "{{ nosuch }}" * 40_000,
        "20 000 blocks": "{% if name %}a{% endif %}" * 20_000,
        "20 000 sets": "{% set a = 1 %}" * 20_000 + "{{ nosuch }}",
        "20 000 that never close": "{{" * 20_000,
        "20 000 with a space": "{{ a " * 20_000,
        "20 000 quotes": "{{ '" * 20_000,
        "20 000 quotes of two kinds": "{{ '{{ \"" * 20_000,
        "20 000 comments": "{# " * 20_000,
        "20 000 quotes after one tag": "{{ a }}" + "{{ ' \" " * 20_000,
        "closings": "}}" * 200_000 + "{{ nosuch }}",
        "braces apart": "{ {a" * 20_000 + "{{ nosuch }}",
        "braces": "{" * 400_000 + "{{ nosuch }}",
        "4 MB in a paragraph": "{{ nosuch }}" + "a" * (4 * 10**6),
        "2 MB of openings": "{{" * 10**6,
    }
    cases = {name: Case(_one(text)) for name, text in long.items()}
    cases["paragraphs in a loop"] = Case(lambda: word("{% for a in actions %}", "<w:p/>" * 12_000, "{% endfor %}"))
    cases["1 200 that can't be computed"] = Case(lambda: word(*[f"{{{{ {number} // 0 }}}}" for number in range(1_200)]))
    sums = "{{ 1" + "+1" * 900 + " }}"
    cases["long expressions"] = Case(lambda: word(*[sums] * 1_500))
    cases["long conditions"] = Case(lambda: word(*["{% if " + "not " * 200 + "name %}x{% endif %}"] * 1_500))
    cases["5 000 runs"] = Case(lambda: word(paragraph(*[run("{{ nosuch }}")] * 5_000)))
    cases["a tag over 5 000 runs"] = Case(lambda: word(paragraph(run("{{ "), *[run("a")] * 5_000, run(" }}"))))
    cases["50 000 paragraphs"] = Case(lambda: word(*["{{ nosuch }}"] * 50_000))
    cases["5 000 different names"] = Case(lambda: word(*[f"{{{{ nosuch{number} }}}}" for number in range(5_000)]))
    spaces = " " * 90_000
    cases["braces before spaces"] = Case(_one("{ {a" * 70 + spaces + "b"), "harmless")
    cases["closing braces before spaces"] = Case(_one(("{ {a" * 70 + "}" + " " * 1_000) * 80), "harmless")
    cases["fields in fields"] = Case(_fields(12_000, '<w:fldChar w:fldCharType="begin"/>'), "harmless")
    shown = '<w:fldChar w:fldCharType="begin"/><w:fldChar w:fldCharType="separate"/>'
    cases["results of fields in fields"] = Case(_fields(6_000, shown, "<w:t>a</w:t>" * 6_000), "harmless")
    pieces = '<w:fldChar w:fldCharType="begin"/>' + "<w:instrText>aaaaaaaaaa</w:instrText>" * 50_000
    cases["a field in 50 000 pieces"] = Case(_fields(1, pieces), "harmless")
    cases["alt texts"] = Case(lambda: word(*['<w:p><w:r><w:t w:val="{{ nosuch }}">a</w:t></w:r></w:p>'] * 5_000))
    return cases


def _fields(count: int, beginning: str, within: str = "") -> Callable[[], bytes]:
    """So many fields, each in the one before it."""
    end = '<w:fldChar w:fldCharType="end"/>'
    return lambda: word(f"<w:p><w:r>{beginning * count}{within}{end * count}</w:r></w:p>")
