"""A Word document from its compiled template.

In: a template and a job. Out: the job's package holds the rendered stories, numbered captions and a contents list.
"""

from __future__ import annotations

from lxml import etree

from pipeline.filling.contents import write_contents
from pipeline.filling.fields import number_captions, number_pages
from pipeline.filling.finishing import set_styles_language
from pipeline.filling.job import Job
from pipeline.filling.pagination import Surroundings, pages
from pipeline.filling.template import Template
from pipeline.ooxml.package import parse, serialise
from pipeline.ooxml.textbody import Fonts


def render_word(template: Template, job: Job) -> None:
    """Renders every story of the document in place."""
    main = template.package.main_part()
    rendered = ((part, job.tree(part, part.name)) for part in template.stories)
    finished = [(part, root) for part, root in rendered if root is not None]
    stories = {part.name: root for part, root in finished}
    if main in stories:
        _number(stories[main], _surroundings(job, main, stories), job)
    for part, root in finished:
        job.package.parts[part.name] = job.settled(root, part, part.name)
    _set_language(job, main)


def _number(root: etree._Element, around: Surroundings, job: Job) -> None:
    """Whatever counts: captions, the contents list, and the pages, for which the list must have its length."""
    number_captions(root)
    write_contents(root, around.styles, around.numbering, job.ids)
    number_pages(root, lambda: pages(root, around))


def _surroundings(job: Job, main: str, stories: dict[str, etree._Element]) -> Surroundings:
    known = job.package.relationships.get(main, {})
    return Surroundings(
        styles=_part_tree(job, main, "styles"),
        numbering=_part_tree(job, main, "numbering"),
        settings=_part_tree(job, main, "settings"),
        fonts=Fonts(job.brand.heading_font, job.brand.body_font),
        stories={item.id: stories[item.target] for item in known.values() if item.target in stories},
    )


def _part_tree(job: Job, main: str, kind: str) -> etree._Element | None:
    found = job.package.related(main, kind)
    return job.shared_tree(found[0].target) if found else None


def _set_language(job: Job, main: str) -> None:
    for kind in ("styles", "settings"):
        for item in job.package.related(main, kind):
            root = parse(job.package.read(item.target))
            set_styles_language(root, job.language_tag)
            job.package.parts[item.target] = serialise(root)
