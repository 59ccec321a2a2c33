"""A Word document from its compiled template.

In: a template and a job. Out: the job's package holds the rendered stories: notes in their parts, everything numbered
once, captions, references and the contents list in step with what came out.
"""

from __future__ import annotations

from functools import lru_cache, partial

from lxml import etree

from pipeline.filling.finishing import set_styles_language
from pipeline.filling.job import Job
from pipeline.filling.pages.pagination import Surroundings, pages
from pipeline.filling.stories import bookmarks, comments, hidden_marks, lists, notes, references, word_ids
from pipeline.filling.stories.contents import write_contents
from pipeline.filling.stories.dead_references import DEAD, told_once
from pipeline.filling.stories.fields import number_captions, number_pages
from pipeline.filling.template import Template
from pipeline.ooxml.headings import heading_styles, headings
from pipeline.ooxml.package import Stored, deflate, inflated, parse, serialise
from pipeline.ooxml.textbody import Fonts

_KEPT = 32
_COMMENTS = ("comments", "commentsExtended", "commentsIds")
Stories = dict[str, etree._Element]
"""The rendered parts by their names, the document itself first."""


def render_word(template: Template, job: Job) -> None:
    """Renders every story of the document in place."""
    main = template.package.main_part()
    rendered = ((part, job.tree(part, part.name)) for part in template.stories)
    finished = [(part, root) for part, root in rendered if root is not None]
    if len(finished) == len(template.stories):
        dead = frozenset(str(fault.values["name"]) for fault in template.notes if fault.code == DEAD)
        _settle({part.name: root for part, root in finished}, main, job, dead)
    noted = {name for _, name in _notes(job, main)}
    for part, root in finished:  # notes are filled with the document: their blocks have its identities
        owner = template.stories[0] if part.name in noted else part
        mark = partial(hidden_marks.put, ids=job.ids) if part.name == main else None
        job.package.parts[part.name] = job.settled(root, owner, part.name, mark)
    _set_language(job, main)


def _notes(job: Job, main: str) -> list[tuple[str, str]]:
    """The kinds and names of the parts that hold notes."""
    return [(kind, item.target) for kind in notes.KINDS for item in job.package.related(main, kind)]


def _settle(stories: Stories, main: str, job: Job, dead: frozenset[str]) -> None:
    """What concerns the parts together: notes, numbers, lists, references, the contents list, pages.

    `dead` are the bookmarks that the template refers to and does not have.
    """
    body = stories[main]
    for kind, name in _notes(job, main):
        notes.move_out(body, job.package, main, kind, stories[name], name)
    _restart_lists(stories, main, job)
    around = _surroundings(job, main, stories)
    _settle_numbers(stories, main, job)
    marked = bookmarks.settle(stories.values(), job.ids)
    number_captions(body)
    numbers = references.Numbers(references.note_numbers(body), lambda: _heading_numbers(body, around))
    for name, root in stories.items():
        missing = references.follow(root, marked, numbers)
        job.note(told_once("TP018", (item for item in missing if item.name not in dead), name))
    write_contents(body, around.styles, around.numbering, job.ids)
    bookmarks.drop_halves(body)
    number_pages(body, lambda: pages(body, around))


def _restart_lists(stories: Stories, main: str, job: Job) -> None:
    marked = [root for root in stories.values() if lists.is_marked(root)]
    numbering = _own_tree(job, main, "numbering") if marked else None
    if numbering is not None:
        for root in marked:
            lists.restart(root, numbering)
        name = job.package.related(main, "numbering")[0].target
        job.trees[name] = numbering
        job.package.parts[name] = serialise(numbering)


def _settle_numbers(stories: Stories, main: str, job: Job) -> None:
    """Comments for each copy of what they are about, and a number of its own for whatever has one."""
    texts, threads, days = (_own_tree(job, main, kind) for kind in _COMMENTS)
    parts = None if texts is None else comments.CommentParts(texts, threads, () if days is None else (days,))
    comments.settle(stories.values(), parts, job.ids)
    word_ids.settle([*stories.values(), *([] if texts is None else [texts])], job.ids)
    for kind, tree in zip(_COMMENTS, (texts, threads, days), strict=True):
        if tree is not None:
            job.package.parts[job.package.related(main, kind)[0].target] = serialise(tree)


def _own_tree(job: Job, main: str, kind: str) -> etree._Element | None:
    """A part that this document changes; `_part_tree` gives those that it only looks at."""
    found = job.package.related(main, kind)
    return parse(job.package.read(found[0].target)) if found else None


def _heading_numbers(body: etree._Element, around: Surroundings) -> dict[etree._Element, str]:
    found = headings(body, heading_styles(around.styles), around.numbering)
    return {heading.element: heading.number for heading in found}


def _surroundings(job: Job, main: str, stories: dict[str, etree._Element]) -> Surroundings:
    known = job.package.relationships.get(main, {})
    return Surroundings(
        styles=_kept_tree(job, main, "styles"),
        numbering=_part_tree(job, main, "numbering"),
        settings=_kept_tree(job, main, "settings"),
        fonts=Fonts(job.brand.heading_font, job.brand.body_font),
        stories={item.id: stories[item.target] for item in known.values() if item.target in stories},
    )


def _part_tree(job: Job, main: str, kind: str) -> etree._Element | None:
    found = job.package.related(main, kind)
    return job.shared_tree(found[0].target) if found else None


def _kept_tree(job: Job, main: str, kind: str) -> etree._Element | None:
    """A part that is never changed, only looked at: its tree is kept for other documents of the template."""
    found = job.package.related(main, kind)
    return _tree_of(job.package.parts[found[0].target]) if found and found[0].target in job.package.parts else None


@lru_cache(maxsize=_KEPT)
def _tree_of(part: bytes | Stored) -> etree._Element:
    return parse(inflated(part))


def _set_language(job: Job, main: str) -> None:
    for kind in ("styles", "settings"):
        for item in job.package.related(main, kind):
            part = job.package.parts.get(item.target)
            if part is not None:
                job.package.parts[item.target] = _in_language(part, job.language_tag)


@lru_cache(maxsize=_KEPT)
def _in_language(part: bytes | Stored, tag: str) -> Stored:
    """A part whose styles are in a language, packed: all documents of a template have the same."""
    root = parse(inflated(part))
    set_styles_language(root, tag)
    return deflate(serialise(root))
