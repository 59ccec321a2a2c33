"""`diff` and `explain`: what changed, and what a finding means."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from pipeline.cli.common import common

if TYPE_CHECKING:
    from pipeline.console import Console


@click.command()
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="NEW")
@common
def diff(old: str, new: str, console: Console) -> None:
    """Tell what changed between two workbooks or input folders, or two documents or built folders.

    \b
    digitiekartta diff vanha/tyokirja.xlsx inputs/esimerkki
    digitiekartta diff outputs-kevat/esimerkki outputs/esimerkki
    """
    from pipeline.console import exit_status
    from pipeline.runs.comparing import compare
    from pipeline.runs.difference_words import as_data, page
    from pipeline.runs.options import Outcome

    compared = compare(old, new)
    for finding in compared.findings:
        if not console.quiet or finding.severity == "error":
            console.finding(finding)
    if console.as_json:
        told = [console.finding_as_data(finding) for finding in compared.findings]
        console.json_object("diff", **as_data(console.words, compared), findings=told)
    elif compared.sort:
        console.page(page(console.words, compared))
    sys.exit(exit_status([Outcome(new, "checked", compared.findings)], strict=False))


@click.command()
@click.argument("code", required=False)
@common
def explain(code: str | None, console: Console) -> None:
    """Tell what a finding means, with an example and the fix; without CODE, list all codes.

    \b
    digitiekartta explain WB014
    """
    import pipeline.explain as guides

    language = console.words.language
    text = guides.rule_text(code, language) if code else guides.rule_list(language)
    nearest = guides.nearest_code(str(code)) if text is None else ""
    if console.as_json:
        console.json_object("explain", code=code, text=text, nearest=nearest)
    elif text is not None:
        console.page(text)
    if text is None:
        console.told("hints.code_unknown", code=str(code))
        if nearest:
            console.told("hints.nearest", code=nearest)
        sys.exit(2)
