"""Templates come by e-mail: each of a collection of hostile ones ends with a finding, within 5 s and 300 MB."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from hostile_templates import GROUPS, MEGABYTES, SECONDS
from lxml import etree

from pipeline.filling.lifting.tags import LONGEST_TAG, MOST_UNCLOSED, find_tags
from pipeline.filling.programs.bounds import LIMITS
from pipeline.filling.programs.foreign import read_foreign
from pipeline.language import words
from pipeline.ooxml.package import PackageFault
from pipeline.vocabulary.rules import RULES

HERE = Path(__file__).resolve()
_LONGEST = 240


@pytest.fixture(scope="module")
def ended(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    """What became of every case: each group runs in a child of its own, that can't take more than it may."""
    folder = tmp_path_factory.mktemp("kept")
    path = os.pathsep.join([str(HERE.parents[2]), str(HERE.parents[1])])
    environment = {**os.environ, "PYTHONPATH": path, "TMPDIR": str(folder), "TEMP": str(folder)}
    with ThreadPoolExecutor(len(GROUPS)) as threads:
        return dict(zip(GROUPS, threads.map(lambda group: _child(group, environment), GROUPS), strict=True))


def _child(group: str, environment: dict[str, str]) -> dict[str, Any]:
    command = [sys.executable, str(HERE.with_name("hostile_templates.py")), group]
    ran = subprocess.run(command, capture_output=True, text=True, env=environment, timeout=_LONGEST, check=False)  # noqa: S603
    return _results(ran.stdout, ran.stderr)


def _results(out: str, errors: str) -> dict[str, Any]:
    lines = [json.loads(line) for line in out.splitlines()]
    begun = [line["begun"] for line in lines if "begun" in line]
    done = {line["done"]: line for line in lines if "done" in line}
    return {"died in": [name for name in begun if name not in done], "errors": errors, **done}


@pytest.mark.parametrize("group", GROUPS)
def test_every_hostile_template_ends_as_it_must(group: str, ended: dict[str, dict[str, Any]]) -> None:
    results = dict(ended[group])
    died, errors = results.pop("died in"), results.pop("errors")
    assert not died, f"{died}: {errors[-500:]}"
    assert set(results) == set(GROUPS[group]())
    assert {name: fault for name, result in results.items() if (fault := _fault(result))} == {}


def _fault(result: dict[str, Any]) -> str:
    """What is wrong with how a case ended, "" for nothing."""
    if result["error"]:
        return f"raised {result['error']}"
    if result["seconds"] > SECONDS or result["megabytes"] > MEGABYTES:
        return f"took {result['seconds']} s and {result['megabytes']} MB"
    as_it_must = {
        "stopped": not result["made"] and result["errors"] > 0,
        "told": result["made"] and result["findings"] > 0 and not result["errors"],
        "harmless": result["made"] and not result["findings"],
    }
    return "" if as_it_must[result["wanted"]] else f"is not {result['wanted']}: {result['codes']} {result['reason']}"


def test_nothing_of_what_was_cut_off_is_left(ended: dict[str, dict[str, Any]]) -> None:
    left = {
        name: result["left"]
        for name, result in ended["leading out"].items()
        if isinstance(result, dict) and result["left"]
    }
    assert left == {}


def test_a_text_is_read_in_one_go_whatever_is_typed() -> None:
    for typed in ("{{", "{{ '", "{{ ' \" ", "{# ", "{% for "):
        assert find_tags(typed * 200_000) == ([], [place * len(typed) for place in range(MOST_UNCLOSED)])
    long = "{{ " + "a" * LONGEST_TAG + " }}"
    assert find_tags(long) == ([], [0])
    assert [tag.code for tag in find_tags("{{ -1 }}{{- a -}}")[0]] == ["-1", "a"]


def test_our_own_marks_in_a_part_are_only_text() -> None:
    part = '<a total="x"><?j 0?>b\ue012c\ue013<d x="\ue000" block="y">&#xE003;e</d></a>'
    root = read_foreign(part.encode())
    assert "".join(map(str, root.itertext())) == "bce"
    assert (dict(root.attrib), dict(root[0].attrib)) == ({}, {"x": ""})


@pytest.mark.parametrize("part", ['<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "<a>" * 300 + "</a>" * 300])
def test_parts_that_no_office_program_writes_are_refused(part: str) -> None:
    with pytest.raises((PackageFault, etree.XMLSyntaxError)):
        read_foreign(part.encode())


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_every_bound_has_words(language: str) -> None:
    say = words(language)  # type: ignore[arg-type]
    for bound in (*LIMITS, "text", "items", "number", "columns", "nesting"):
        assert say.term(f"bounds.{bound}")
    assert RULES["TP025"].severity == "warning"
