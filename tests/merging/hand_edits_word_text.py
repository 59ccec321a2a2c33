"""Hand edits to the words of a paragraph."""

# ruff: noqa: ARG001  (every change has the same form)

from __future__ import annotations

from copy import deepcopy

from hand_edits_word import MARK, Holds, both, fewer, kind, ordered, paragraph, prose, run, says, silent, write
from word_open import Word, text, w, xml


@kind("a word changed", aims=True)
def _word(word: Word, aim: str) -> Holds:
    target = prose(word.body, aim)
    was = text(target)
    new = f"{MARK} {was.partition(' ')[2]}"
    write(target, new)
    return both(says(new), fewer_than(word, was))


@kind("a mistyped letter mended", aims=True)
def _letter(word: Word, aim: str) -> Holds:
    target = prose(word.body, aim)
    new = f"{text(target)}q"
    write(target, new)
    return says(new)


@kind("a sentence added at the end", aims=True)
def _sentence(word: Word, aim: str) -> Holds:
    prose(word.body, aim).append(run(f" Tämä lause on {MARK} lisätty."))
    return says(f"Tämä lause on {MARK} lisätty.")


@kind("a sentence added in front", aims=True)
def _in_front(word: Word, aim: str) -> Holds:
    target = prose(word.body, aim)
    first = next(target.iter(w("r")))
    first.addprevious(run(f"Alkuun {MARK}. "))
    return says(f"Alkuun {MARK}. {text(target)[len(MARK) + 8 :].strip()[:10]}")


@kind("a paragraph rewritten", aims=True)
def _rewritten(word: Word, aim: str) -> Holds:
    target = prose(word.body, aim)
    was = text(target)
    write(target, f"Aivan toista sanottavaa on tässä {MARK}: uutta ja pitkää, ei mitään entisestä.")
    return both(says(f"tässä {MARK}: uutta"), fewer_than(word, was))


@kind("a paragraph emptied", aims=True)
def _emptied(word: Word, aim: str) -> Holds:
    target = prose(word.body, aim)
    judge = fewer(word, text(target))
    write(target, "")
    return judge


@kind("a paragraph deleted", aims=False)
def _deleted(word: Word, aim: str) -> Holds:
    target = prose(word.body, aim)
    judge = fewer(word, text(target))
    target.getparent().remove(target)
    return judge


@kind("a paragraph split")
def _split(word: Word, aim: str) -> Holds:
    target = prose(word.body, aim)
    words = text(target).split()
    second = deepcopy(target)
    second.attrib.clear()
    head, tail = " ".join(words[:4]), " ".join(words[4:])
    write(target, head)
    write(second, f"{MARK} {tail}")
    target.addnext(second)
    return both(ordered(head, f"{MARK} {tail}"), fewer_than(word, " ".join(words)))


@kind("two paragraphs joined")
def _joined(word: Word, aim: str) -> Holds:
    first = next(item for item in word.body.iter(w("p")) if _prose_twice(item))
    second = first.getnext()
    words, other = text(first), text(second)
    first.append(run(" "))
    first.extend([item for item in second if item.tag != w("pPr")])
    second.getparent().remove(second)
    return both(says(f"{words} {other}"), silent(words), silent(other))


def _prose_twice(item: object) -> bool:
    from hand_edits_word import style_of

    following = item.getnext()  # type: ignore[attr-defined]
    return (
        following is not None
        and following.tag == w("p")
        and style_of(item) == style_of(following) == "BodyText"  # type: ignore[arg-type]
        and len(text(item)) > 30 < len(text(following))  # type: ignore[arg-type]
    )


@kind("a paragraph doubled", aims=True, keeps_words=True)
def _doubled(word: Word, aim: str) -> Holds:
    target = prose(word.body, aim)
    copy = deepcopy(target)
    copy.append(run(f" Kopio {MARK}."))
    target.addnext(copy)
    return says(f"Kopio {MARK}.")


@kind("a paragraph doubled, word for word", keeps_words=True)
def _doubled_plainly(word: Word, aim: str) -> Holds:
    target = prose(word.body, aim)
    target.addnext(deepcopy(target))
    return says(text(target), 2)


@kind("a paragraph moved to the end", keeps_words=True)
def _moved(word: Word, aim: str) -> Holds:
    target = prose(word.body, aim)
    last = word.body[-2]
    last.addnext(target)
    return ordered(text(last), text(target))


_KNOWN = 29
"""By its first letters a paragraph is known again when a figure in it is corrected."""


@kind("two paragraphs changed places", keeps_words=True)
def _exchanged(word: Word, aim: str) -> Holds:
    one, other = prose(word.body, aim), prose(word.body, place=1)
    words, others = text(one), text(other)
    mark = xml("<w:p/>")
    one.addprevious(mark)
    other.addprevious(one)
    mark.addprevious(other)
    mark.getparent().remove(mark)
    return ordered(others[:_KNOWN], words[:_KNOWN])


@kind("a paragraph put in before", aims=True, keeps_words=True)
def _before(word: Word, aim: str) -> Holds:
    prose(word.body, aim).addprevious(paragraph(f"Uusi kappale {MARK} edelle."))
    return says(f"Uusi kappale {MARK} edelle.")


@kind("a paragraph put in after", aims=True, keeps_words=True)
def _after(word: Word, aim: str) -> Holds:
    target = prose(word.body, aim)
    target.addnext(paragraph(f"Uusi kappale {MARK} perään."))
    return says(f"Uusi kappale {MARK} perään.")


@kind("forty paragraphs pasted", keeps_words=True)
def _pasted(word: Word, aim: str) -> Holds:
    target = prose(word.body, aim)
    for number in range(40):
        target.addprevious(paragraph(f"Liitetty {MARK}, kappale {number}. " + "Pitkää tekstiä riittää. " * 8))
    return says(f"Liitetty {MARK}, kappale", 40)


@kind("no-break spaces put in", aims=True)
def _no_break(word: Word, aim: str) -> Holds:
    target = prose(word.body, aim)
    write(target, text(target).replace(" ", "\u00a0") + f"\u00a0{MARK}")
    return lambda now: "" if any(f"\u00a0{MARK}" in (item.text or "") for item in now.body.iter(w("t"))) else "no space"


@kind("hyphens put in", aims=True)
def _hyphens(word: Word, aim: str) -> Holds:
    item = run(MARK)
    item.extend([xml("<w:softHyphen/>"), xml("<w:t>tehty</w:t>"), xml("<w:noBreakHyphen/>"), xml("<w:t>viiva</w:t>")])
    prose(word.body, aim).append(item)
    return says(f"{MARK}\u00adtehty‑viiva")


@kind("emoji and Arabic written", aims=True)
def _emoji(word: Word, aim: str) -> Holds:
    prose(word.body, aim).append(run(" 👩🏽‍💻🎉 مرحبا بالعالم", "<w:rtl/>"))
    return says("👩🏽‍💻🎉 مرحبا")


@kind("characters of XML written", aims=True)
def _markup(word: Word, aim: str) -> Holds:
    prose(word.body, aim).append(run(f" <w:del> & {{{{ {MARK} }}}} \"]]>'"))
    return says(f"<w:del> & {{{{ {MARK} }}}} \"]]>'")


@kind("a tab and a line break put in", aims=True)
def _breaks(word: Word, aim: str) -> Holds:
    item = run(MARK)
    item.extend([xml("<w:tab/>"), xml("<w:br/>"), xml("<w:t>uusi rivi</w:t>")])
    prose(word.body, aim).append(item)
    return says(f"{MARK} uusi rivi")


def fewer_than(word: Word, words: str) -> Holds:
    """No more than say it in the document as it is after the edit."""
    return silent(words, sum(line == words for line in word.lines()))
