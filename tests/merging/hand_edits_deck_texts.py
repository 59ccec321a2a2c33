"""Hand edits of texts and looks: titles, paragraphs, formatting, shapes. Registered in `hand_edits_deck`."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from hand_edits_deck import (
    A,
    Judge,
    Nowhere,
    P,
    Place,
    any_shape,
    name_of,
    of_title,
    on_deck,
    says,
    shapes_of,
    texts_in,
    xpath,
)
from pptx.dml.color import RGBColor
from pptx.enum.shapes import MSO_SHAPE
from pptx.util import Emu, Pt

_GREEN = "1B7F3A"


def _title(place: Place) -> tuple[Any, Any]:
    return place.pick(place.shapes(lambda shape: of_title(shape) and bool(shape.text_frame.text)))


@on_deck("title reworded")
def title_reworded(place: Place) -> Judge:
    slide, shape = _title(place)
    shape.text_frame.text = place.words
    return lambda seen: any_shape(
        seen, name_of(slide), shape.name, lambda item: "".join(xpath(item, ".//a:t/text()")) == place.words
    )


@on_deck("title gets a word more")
def title_longer(place: Place) -> Judge:
    _slide, shape = _title(place)
    shape.text_frame.paragraphs[0].add_run().text = f" ({place.words})"
    said = shape.text_frame.text
    return lambda seen: said in [item.text_frame.text for one in seen.slides for item in one.shapes if of_title(item)]


@on_deck("title emptied", removes=True)
def title_emptied(place: Place) -> Judge:
    slide, shape = _title(place)
    shape.text_frame.text = ""
    return lambda seen: any_shape(seen, name_of(slide), shape.name, lambda item: not xpath(item, ".//a:t"))


@on_deck("text rewritten")
def text_rewritten(place: Place) -> Judge:
    _, _, line = place.pick(place.paragraphs())
    for run in line.runs[1:]:
        line._p.remove(run._r)
    line.runs[0].text = place.words
    return lambda seen: says(seen, place.words)


@on_deck("one word of a text changed")
def word_changed(place: Place) -> Judge:
    _, _, line = place.pick(place.paragraphs())
    line.runs[-1].text = f"{line.runs[-1].text} tarkennettuna {place.number}"
    said = "".join(run.text for run in line.runs)
    return lambda seen: says(seen, said)


@on_deck("text gets a line break")
def line_broken(place: Place) -> Judge:
    slide, shape, line = place.pick(place.paragraphs())
    line.add_line_break()
    line.add_run().text = place.words
    return lambda seen: any_shape(
        seen,
        name_of(slide),
        shape.name,
        lambda item: bool(xpath(item, f".//a:br/following-sibling::a:r[a:t='{place.words}']")),
    )


@on_deck("bullet added")
def bullet_added(place: Place) -> Judge:
    _, _, line = place.pick(place.paragraphs(2))
    copy = deepcopy(line._p)
    line._p.addnext(copy)
    for run in copy.findall(f"{{{A}}}r")[1:]:
        copy.remove(run)
    copy.find(f"{{{A}}}r/{{{A}}}t").text = place.words
    return lambda seen: says(seen, place.words)


@on_deck("bullet removed", removes=True)
def bullet_removed(place: Place) -> Judge:
    slide, shape, line = place.pick(place.paragraphs(2))
    said = "".join(run.text for run in line.runs)
    line._p.getparent().remove(line._p)
    return lambda seen: (
        not any_shape(
            seen,
            name_of(slide),
            shape.name,
            lambda item: any("".join(xpath(one, ".//a:t/text()")) == said for one in xpath(item, ".//a:p")),
        )
    )


@on_deck("bullets in another order")
def bullets_turned(place: Place) -> Judge:
    """The first goes to the end; judged by words that stay."""
    slide, shape, _ = place.pick(place.paragraphs(2))
    lines = list(shape.text_frame.paragraphs)
    lines[-1]._p.addnext(lines[0]._p)
    first = "".join(run.text for run in lines[0].runs)

    def holds(seen: Any) -> bool:
        for item in shapes_of(seen, name_of(slide), shape.name):
            said = ["".join(xpath(one, ".//a:t/text()")) for one in xpath(item, ".//a:p")]
            if first in said:
                return said.index(first) == max(place for place, text in enumerate(said) if text)
        return bool(shapes_of(seen, name_of(slide), shape.name))

    return holds


def _formatted(place: Place, path: str, change: Any) -> Judge:
    slide, shape, line = place.pick(place.paragraphs())
    change(line.runs[0].font)
    return lambda seen: any_shape(seen, name_of(slide), shape.name, lambda item: bool(xpath(item, path)))


@on_deck("bold")
def bold(place: Place) -> Judge:
    return _formatted(place, ".//a:rPr[@b='1']", lambda font: setattr(font, "bold", True))


@on_deck("underlined")
def underlined(place: Place) -> Judge:
    return _formatted(place, ".//a:rPr[@u='sng']", lambda font: setattr(font, "underline", True))


@on_deck("other size")
def other_size(place: Place) -> Judge:
    return _formatted(place, ".//a:rPr[@sz='3100']", lambda font: setattr(font, "size", Pt(31)))


@on_deck("other colour")
def other_colour(place: Place) -> Judge:
    return _formatted(
        place,
        f".//a:rPr/a:solidFill/a:srgbClr[@val='{_GREEN}']",
        lambda font: setattr(font.color, "rgb", RGBColor.from_string(_GREEN)),
    )


@on_deck("other font")
def other_font(place: Place) -> Judge:
    return _formatted(place, ".//a:rPr/a:latin[@typeface='Georgia']", lambda font: setattr(font, "name", "Georgia"))


@on_deck("paragraph centred")
def centred(place: Place) -> Judge:
    slide, shape, line = place.pick(place.paragraphs())
    line.alignment = 2
    return lambda seen: any_shape(
        seen, name_of(slide), shape.name, lambda item: bool(xpath(item, ".//a:pPr[@algn='ctr']"))
    )


@on_deck("runs split and marked dirty")
def runs_split(place: Place) -> Judge:
    """As PowerPoint leaves a text that was clicked through: the same words in more runs.

    That is no edit of people's: where the workbook has new words for the text, all of it comes anew.
    """
    slide, shape, line = place.pick(place.paragraphs())
    run = line.runs[0]
    text, copy = run.text, deepcopy(run._r)
    run._r.addnext(copy)
    run.text = text[: len(text) // 2]
    copy.find(f"{{{A}}}t").text = text[len(text) // 2 :]
    for one in line.runs:
        one._r.get_or_add_rPr().set("dirty", "0")
    said = list(texts_in(shape._element))
    return lambda seen: any_shape(
        seen,
        name_of(slide),
        shape.name,
        lambda item: list(texts_in(item)) != said or len(xpath(item, ".//a:r[a:rPr/@dirty]")) > 1,
    )


@on_deck("hyperlink on a text")
def hyperlink(place: Place) -> Judge:
    slide, shape, line = place.pick(place.paragraphs())
    line.runs[0].hyperlink.address = f"https://mallila.example/{place.number}"

    def holds(seen: Any) -> bool:
        for item in shapes_of(seen, name_of(slide), shape.name):
            for link in xpath(item, ".//a:hlinkClick/@r:id"):
                part = next(one.part for one in seen.slides if one.slide_id == name_of(slide))
                if part.rels[link].target_ref.endswith(f"/{place.number}"):
                    return True
        return False

    return holds


def _any_shape(place: Place) -> tuple[Any, Any]:
    return place.pick(place.shapes(lambda shape: shape.has_text_frame or shape.has_table or shape.has_chart))


@on_deck("shape moved")
def shape_moved(place: Place) -> Judge:
    slide, shape = _any_shape(place)
    width, height = shape.width, shape.height
    shape.left, shape.top = Emu(777000), Emu(888000 + place.number)
    shape.width, shape.height = width, height
    return lambda seen: any_shape(
        seen, name_of(slide), shape.name, lambda item: bool(xpath(item, f".//a:off[@y='{888000 + place.number}']"))
    )


@on_deck("shape resized")
def shape_resized(place: Place) -> Judge:
    slide, shape = _any_shape(place)
    left, top = shape.left, shape.top
    shape.width, shape.height = Emu(4_321_000 + place.number), shape.height
    shape.left, shape.top = left, top
    return lambda seen: any_shape(
        seen, name_of(slide), shape.name, lambda item: bool(xpath(item, f".//a:ext[@cx='{4_321_000 + place.number}']"))
    )


@on_deck("shape deleted", removes=True)
def shape_deleted(place: Place) -> Judge:
    slide, shape = place.pick(
        place.shapes(lambda shape: not of_title(shape) and shape.has_text_frame and shape.text_frame.text)
    )
    name = shape.name
    count = sum(one.name == name for one in slide.shapes)
    shape._element.getparent().remove(shape._element)
    return lambda seen: len(shapes_of(seen, name_of(slide), name)) == count - 1


@on_deck("text box added")
def text_box(place: Place) -> Judge:
    slide = place.pick(place.slides())
    box = slide.shapes.add_textbox(Emu(900000), Emu(900000), Emu(3000000), Emu(500000))
    box.text_frame.text, box.name = place.words, f"Muistilappu {place.number}"
    return lambda seen: any_shape(
        seen, name_of(slide), box.name, lambda item: place.words in "".join(xpath(item, ".//a:t/text()"))
    )


@on_deck("arrow drawn")
def arrow(place: Place) -> Judge:
    slide = place.pick(place.slides())
    shape = slide.shapes.add_shape(MSO_SHAPE.RIGHT_ARROW, Emu(500000), Emu(500000), Emu(900000), Emu(400000))
    shape.name = f"Nuoli {place.number}"
    return lambda seen: any_shape(
        seen, name_of(slide), shape.name, lambda item: bool(xpath(item, ".//a:prstGeom[@prst='rightArrow']"))
    )


@on_deck("shape copied")
def shape_copied(place: Place) -> Judge:
    """With its name, as PowerPoint's Ctrl+D leaves it, and words of its own."""
    slide, shape, _ = place.pick(place.paragraphs())
    copy = deepcopy(shape._element)
    copy.find(f".//{{{P}}}cNvPr").set("id", str(max(one.shape_id for one in slide.shapes) + 1))
    for text in copy.iter(f"{{{A}}}t"):
        text.text = place.words
    shape._element.addnext(copy)
    return lambda seen: len(shapes_of(seen, name_of(slide), shape.name)) >= 2 and says(seen, place.words)


@on_deck("own group of shapes")
def own_group(place: Place) -> Judge:
    slide = place.pick(place.slides())
    group = slide.shapes.add_group_shape()
    group.name = f"Oma ryhmä {place.number}"
    for step in range(2):
        group.shapes.add_textbox(
            Emu(100000 * step), Emu(0), Emu(90000), Emu(90000)
        ).text_frame.text = f"{place.words} {step}"
    return lambda seen: (
        says(seen, f"{place.words} 1")
        and any_shape(seen, name_of(slide), group.name, lambda item: len(xpath(item, "./p:sp")) == 2)
    )


@on_deck("shape brought to the front")
def to_front(place: Place) -> Judge:
    slide, shape = place.pick(place.shapes(lambda shape: of_title(shape)))
    slide.shapes._spTree.append(shape._element)
    return lambda seen: any_shape(seen, name_of(slide), shape.name, lambda item: item.getnext() is None)


@on_deck("shape filled")
def filled(place: Place) -> Judge:
    slide, shape, _ = place.pick(place.paragraphs())
    shape.fill.solid()
    shape.fill.fore_color.rgb = RGBColor.from_string(_GREEN)
    return lambda seen: any_shape(
        seen,
        name_of(slide),
        shape.name,
        lambda item: bool(xpath(item, f"./p:spPr/a:solidFill/a:srgbClr[@val='{_GREEN}']")),
    )


@on_deck("shape renamed")
def renamed(place: Place) -> Judge:
    slide, shape, _ = place.pick(place.paragraphs())
    shape.name = f"Nimetty {place.number}"
    return lambda seen: bool(shapes_of(seen, name_of(slide), shape.name))


@on_deck("alternative text rewritten")
def alternative(place: Place) -> Judge:
    slide, shape = place.pick(place.charts())
    shape._element.find(f".//{{{P}}}cNvPr").set("descr", place.words)
    return lambda seen: any_shape(
        seen, name_of(slide), shape.name, lambda item: bool(xpath(item, f".//p:cNvPr[@descr='{place.words}']"))
    )


@on_deck("footer of a slide rewritten")
def footer(place: Place) -> Judge:
    found = place.shapes(lambda shape: shape.is_placeholder and shape.placeholder_format.type == 15)
    slide, shape = place.pick(found)
    shape.text_frame.text = place.words
    return lambda seen: any_shape(
        seen, name_of(slide), shape.name, lambda item: place.words in "".join(xpath(item, ".//a:t/text()"))
    )


@on_deck("slide number taken off", removes=True)
def no_number(place: Place) -> Judge:
    found = place.shapes(lambda shape: shape.is_placeholder and shape.placeholder_format.type == 13)
    slide, shape = place.pick(found)
    name = shape.name
    shape._element.getparent().remove(shape._element)
    return lambda seen: not shapes_of(seen, name_of(slide), name)


@on_deck("title's placeholder replaced by a text box", removes=True)
def title_as_box(place: Place) -> Judge:
    _slide, shape = _title(place)
    if not shape.is_placeholder:
        raise Nowhere
    holder = xpath(shape._element, ".//p:ph")[0]
    holder.getparent().remove(holder)
    shape.left, shape.top, shape.width, shape.height = Emu(500000), Emu(400000), Emu(9000000), Emu(700000)
    shape.text_frame.text = place.words
    return lambda seen: says(seen, place.words)
