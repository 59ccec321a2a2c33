"""A Word document from its compiled template.

In: a template and a job. Out: the job's package holds the rendered stories, numbered captions and a contents list.
"""

from __future__ import annotations

from lxml import etree

from pipeline.filling.contents import write_contents
from pipeline.filling.fields import number_captions
from pipeline.filling.finishing import set_styles_language
from pipeline.filling.job import Job
from pipeline.filling.template import Template
from pipeline.ooxml.package import parse, serialise


def render_word(template: Template, job: Job) -> None:
    """Renders every story of the document in place."""
    main = template.package.main_part()
    for part in template.stories:
        root = job.tree(part, part.name)
        if root is None:
            continue
        if part.name == main:
            number_captions(root)
            write_contents(root, _part_tree(job, main, "styles"), _part_tree(job, main, "numbering"), job.ids)
        job.package.parts[part.name] = serialise(root)
    _set_language(job, main)


def _part_tree(job: Job, main: str, kind: str) -> etree._Element | None:
    found = job.package.related(main, kind)
    return parse(job.package.read(found[0].target)) if found else None


def _set_language(job: Job, main: str) -> None:
    for kind in ("styles", "settings"):
        for item in job.package.related(main, kind):
            root = parse(job.package.read(item.target))
            set_styles_language(root, job.language_tag)
            job.package.parts[item.target] = serialise(root)
