"""Word-level changes of a paragraph: accepted they say what the fresh one says, rejected they are people's own again."""

from __future__ import annotations

import hashlib
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from revision_judging import View, q, story, words
from revision_making import AUTHOR, OTHER, Table, dele, ins, p, r

from pipeline.merging.revisions.answers import accept_own, reject_own
from pipeline.merging.revisions.rewriting import rewrite
from pipeline.merging.wordings import own_pending, plain, said, said_before
from pipeline.ooxml.dialect import W

BOLD, ITALIC = "<w:b/>", "<w:i/>"


def rewritten(hand: str, fresh: str, *, exact: bool = False) -> Table:
    table = Table(hand, fresh)
    rewrite(table.blocks[0], table.fresh_blocks[0], table.pen, table.importer, exact=exact)
    return table


def marked(table: Table) -> tuple[list[str], list[str]]:
    """The words of each deletion and of each insertion."""
    space = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    gone = ["".join(item.itertext()) for item in table.root.iter(f"{space}del") if item.get(f"{space}author") == AUTHOR]
    come = ["".join(item.itertext()) for item in table.root.iter(f"{space}ins") if item.get(f"{space}author") == AUTHOR]
    return [text for text in gone if text], [text for text in come if text]


def test_a_figure_in_a_sentence_is_marked_to_the_word() -> None:
    table = rewritten(p("Tavoite on 42 prosenttia vuonna 2027."), p("Tavoite on 47 prosenttia vuonna 2027."))
    assert marked(table) == (["42"], ["47"])
    assert said(table.blocks[0]) == "Tavoite on 47 prosenttia vuonna 2027."
    assert said_before(table.blocks[0], AUTHOR) == "Tavoite on 42 prosenttia vuonna 2027."


def test_new_words_take_the_formatting_that_people_gave_the_old_ones() -> None:
    table = rewritten(f"<w:p>{r('Tavoite on ')}{r('42', BOLD)}{r(' kpl.')}</w:p>", p("Tavoite on 47 kpl."))
    [block] = story(table.body, View(accept=True))
    looks = {letter: look for letter, _, look in block[1]}
    assert b"<w:b" in looks["7"] and looks["T"] == looks["."] == b""


def test_new_words_keep_a_formatting_of_their_own() -> None:
    fresh = f"<w:p>{r('Tavoite on 42 kpl, ')}{r('tärkeä', BOLD)}{r('.')}</w:p>"
    table = rewritten(p("Tavoite on 42 kpl."), fresh)
    [block] = story(table.body, View(accept=True))
    assert ["<w:b" in look.decode() for letter, _, look in block[1] if letter == "ä"] == [True, True]
    assert not next(look for letter, _, look in block[1] if letter == ",")


def test_words_split_over_runs_are_one_word() -> None:
    table = rewritten(f"<w:p>{r('Ta')}{r('voi')}{r('te on 4')}{r('2')}{r(' kpl')}</w:p>", p("Tavoite on 42 kpl"))
    assert marked(table) == ([], [])
    table = rewritten(f"<w:p>{r('Ta')}{r('voi')}{r('te on 4')}{r('2')}{r(' kpl')}</w:p>", p("Tavoite on 43 kpl"))
    assert marked(table) == (["42"], ["43"])


def test_peoples_comments_bookmarks_and_changes_stay_between_the_same_letters() -> None:
    hand = (
        f'<w:p><w:bookmarkStart w:id="5" w:name="oma"/>{r("Tavoite on ")}<w:commentRangeStart w:id="1"/>{r("42")}'
        f'<w:commentRangeEnd w:id="1"/><w:r><w:commentReference w:id="1"/></w:r>{dele(" noin")}{r(" kpl")}'
        f'<w:bookmarkEnd w:id="5"/>{ins(r("!"))}</w:p>'
    )
    before = story(Table(hand, p("")).body, View(accept=False, author=AUTHOR))
    table = rewritten(hand, p("Tavoite on 47 kpl!"))
    assert marked(table) == (["42"], ["47"])
    assert story(table.body, View(accept=False, author=AUTHOR)) == before
    assert words(story(table.body, View(accept=True))) == ["Tavoite on 47[commentReference] kpl!"]


def test_what_people_inserted_is_deleted_within_their_insertion() -> None:
    table = rewritten(f"<w:p>{r('On ')}{ins(r('noin 42'))}{r(' kpl')}</w:p>", p("On 47 kpl"))
    assert words(story(table.body, View(accept=True))) == ["On 47 kpl"]
    kept = story(table.body, View(accept=False, author=AUTHOR))
    assert words(kept) == ["On noin 42 kpl"]
    assert words(story(table.body, View(accept=False))) == ["On  kpl"]
    new = next(item for item in table.root.iter() if item.text == "47")
    assert not any(item.get(item.tag.replace("}ins", "}author")) == OTHER for item in new.iterancestors())


def test_fields_are_changed_whole_and_their_results_are_nobodys_words() -> None:
    def field(name: str, shown: str) -> str:
        return (
            f'<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> {name} </w:instrText></w:r><w:r>'
            f'<w:fldChar w:fldCharType="separate"/></w:r>{r(shown)}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        )

    same = rewritten(f"<w:p>{r('Sivu ')}{field('PAGE', '3')}</w:p>", f"<w:p>{r('Sivu ')}{field('PAGE', '9')}</w:p>")
    assert marked(same) == ([], [])
    gone = rewritten(f"<w:p>{r('Sivu ')}{field('PAGE', '3')}{r('.')}</w:p>", p("Sivu."))
    assert marked(gone)[0] == ["  PAGE 3"]
    assert words(story(gone.body, View(accept=True))) == ["Sivu."]
    assert words(story(gone.body, View(accept=False))) == ["Sivu [field PAGE]3."]
    simple = rewritten(
        f'<w:p>{r("Sivu ")}<w:fldSimple w:instr=" PAGE "><w:r><w:t>3</w:t></w:r></w:fldSimple></w:p>', p("Sivu")
    )
    assert words(story(simple.body, View(accept=True))) == ["Sivu"]


def test_links_are_changed_whole() -> None:
    hand = f'<w:p>{r("Katso ")}<w:hyperlink r:id="rIdX">{r("sivulta")}</w:hyperlink>{r(".")}</w:p>'
    fresh = f'<w:p>{r("Katso ")}<w:hyperlink r:id="rIdY">{r("sivustolta")}</w:hyperlink>{r(".")}</w:p>'
    table = Table(hand, fresh)
    link = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
    for package, number in ((table.hand, "X"), (table.fresh, "Y")):
        relation = package.relate_anew("word/document.xml", link, f"https://{number.lower()}.example", external=True)
        known = package.relationships["word/document.xml"].pop(relation)
        package.relationships["word/document.xml"][f"rId{number}"] = known.__class__(
            f"rId{number}", link, known.target, True
        )
    rewrite(table.blocks[0], table.fresh_blocks[0], table.pen, table.importer)
    assert words(story(table.body, View(accept=True))) == ["Katso sivustolta."]
    assert words(story(table.body, View(accept=False))) == ["Katso sivulta."]
    targets = {item.target for item in table.hand.relationships["word/document.xml"].values() if item.external}
    assert targets == {"https://x.example", "https://y.example"}
    assert "}hyperlink" not in " ".join(item.tag for ins_ in table.root.iter("{*}ins") for item in ins_.iter())


def test_peoples_tracked_formatting_of_a_cut_run_has_a_number_in_each_piece() -> None:
    change = f'<w:b/><w:rPrChange w:id="811" w:author="{OTHER}" w:date="2026-12-01T00:00:00Z"><w:rPr/></w:rPrChange>'
    table = rewritten(p("Tavoite on 42 kpl.", change), p("Tavoite on 47 kpl."))
    tag = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    numbers = [item.get(f"{tag}id") for item in table.root.iter(f"{tag}rPrChange", f"{tag}ins", f"{tag}del")]
    assert len(list(table.root.iter(f"{tag}rPrChange"))) == 4, "three pieces, and the new word that looks like them"
    assert numbers[0] == "811" and len(set(numbers)) == len(numbers)


def test_new_words_stay_undecided_where_people_track_how_all_of_the_old_ones_look() -> None:
    change = f'<w:b/><w:rPrChange w:id="811" w:author="{OTHER}" w:date="2026-12-01T00:00:00Z"><w:rPr/></w:rPrChange>'
    table = rewritten(p("kahdesti", change), p("neljästi"))
    tag = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    [new] = table.root.iter(f"{tag}ins")
    [tracked] = new.iter(f"{tag}rPrChange")
    assert tracked.get(f"{tag}author") == OTHER and tracked.get(f"{tag}id") != "811"


def test_a_second_change_is_one_clean_change_from_what_people_last_agreed_to() -> None:
    table = rewritten(p("On 42 kpl"), p("On 47 kpl"))
    again = Table("<w:p/>", p("On 49 kpl, ehkä"))
    rewrite(table.blocks[0], again.fresh_blocks[0], table.pen, again.importer)
    assert marked(table) == (["42"], ["49", ", ehkä"])
    assert own_pending(table.blocks[0], AUTHOR)
    reject_own(table.root, AUTHOR)
    assert said(table.blocks[0]) == "On 42 kpl" and not own_pending(table.blocks[0], AUTHOR)


def test_a_paragraph_that_the_pen_had_inserted_is_rewritten_plainly() -> None:
    hand = (
        f'<w:p><w:pPr><w:rPr><w:ins w:id="9" w:author="{AUTHOR}"/></w:rPr></w:pPr>{ins(r("On 42 kpl"), AUTHOR, 8)}</w:p>'
        f"{p('Loppu')}"
    )
    table = rewritten(hand, p("On 47 kpl"))
    assert "del" not in {etree.QName(item).localname for item in table.root.iter()}
    assert words(story(table.body, View(accept=True))) == ["On 47 kpl", "Loppu"]
    assert words(story(table.body, View(accept=False))) == ["Loppu"]


def test_an_empty_paragraph_gets_words_and_loses_them() -> None:
    table = rewritten('<w:p><w:pPr><w:jc w:val="center"/></w:pPr></w:p>', p("Uusi"))
    assert words(story(table.body, View(accept=True))) == ["Uusi"]
    table = rewritten(p("Vanha"), "<w:p/>")
    assert words(story(table.body, View(accept=True))) == [""]
    assert words(story(table.body, View(accept=False))) == ["Vanha"]


LOOKS = st.sampled_from(["", BOLD, ITALIC, '<w:color w:val="C00000"/>', '<w:rStyle w:val="Strong"/>'])
WORDS = st.lists(
    st.sampled_from("tavoite 42 47 12 500 prosenttia 1.3.2027 vuosi, . – (a) T1:n".split(" ")), max_size=9
).map(" ".join)


@st.composite
def paragraphs(draw: st.DrawFn) -> str:
    """A paragraph as people leave it: cut anywhere, formatted, with links, marks and changes of their own."""
    content, number = "", 100
    for text in draw(st.lists(WORDS, max_size=5)):
        for piece in (
            text[:cut] if side else text[cut:] for cut in [draw(st.integers(0, len(text)))] for side in (1, 0)
        ):
            number += 10
            run = r(piece, draw(LOOKS))
            content += draw(
                st.sampled_from(
                    [
                        run,
                        run,
                        run,
                        ins(run, OTHER, number),
                        run + dele("poistettu", OTHER, number),
                        f'<w:hyperlink w:anchor="_Toc1">{run}</w:hyperlink>',
                        f'<w:bookmarkStart w:id="{number}" w:name="oma{number}"/>{run}<w:bookmarkEnd w:id="{number}"/>',
                        f'<w:commentRangeStart w:id="{number}"/>{run}<w:commentRangeEnd w:id="{number}"/>',
                        f"<w:sdt><w:sdtPr/><w:sdtContent>{run}</w:sdtContent></w:sdt>",
                        f'<w:smartTag w:element="x">{run}</w:smartTag>',
                        run + "<w:r><w:tab/><w:t>sarake</w:t><w:br/></w:r>",
                        run + '<w:fldSimple w:instr=" PAGE "><w:r><w:t>3</w:t></w:r></w:fldSimple>',
                        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> SEQ Kuvio </w:instrText></w:r>'
                        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run}<w:r><w:fldChar w:fldCharType="end"/></w:r>',
                        ins(run + dele("sisällä", AUTHOR, number + 1).replace("delText", "delText"), OTHER, number),
                        ins(run, AUTHOR, number) + dele("omani", AUTHOR, number + 1),
                    ]
                )
            )
    return f'<w:p><w:pPr><w:jc w:val="center"/></w:pPr>{content}</w:p>'


def flat(blocks: list) -> list:
    """Letters with formatting; a field is one thing, written out or not."""
    return [(look, [item for item in letters if item[0]]) for look, letters in blocks]


def holds_both_ways(hand: str, fresh: str) -> None:
    table, untouched = Table(hand, fresh), Table(hand, fresh)
    block = untouched.blocks[0]
    reject_own(block, AUTHOR)
    wanted = [
        item.get(item.tag.split("}")[0] + "}id")
        for item in untouched.root.iter(
            "{*}bookmarkStart", "{*}bookmarkEnd", "{*}commentRangeStart", "{*}commentRangeEnd"
        )
    ]
    rewrite(table.blocks[0], table.fresh_blocks[0], table.pen, table.importer)
    assert said(table.blocks[0]) == said(table.fresh_blocks[0])
    assert said_before(table.blocks[0], AUTHOR) == said(block)
    marks = [
        item.get(item.tag.split("}")[0] + "}id")
        for item in table.root.iter("{*}bookmarkStart", "{*}bookmarkEnd", "{*}commentRangeStart", "{*}commentRangeEnd")
    ]
    assert marks == wanted
    numbers = [item.get(item.tag.split("}")[0] + "}id") for item in table.root.iter("{*}ins", "{*}del")]
    assert len(numbers) == len(set(numbers))
    rejected = etree.fromstring(etree.tostring(table.root))
    reject_own(rejected, AUTHOR)
    assert unfielded(story(rejected[0], View(accept=False, author="nobody"))) == unfielded(
        story(untouched.body, View(accept=False, author="nobody"))
    )
    assert unfielded(story(table.body, View(accept=False, author=AUTHOR))) == unfielded(
        story(rejected[0], View(True, "nobody"))
    )
    accept_own(table.root, AUTHOR)
    assert not own_pending(table.blocks[0], AUTHOR)
    assert said(table.blocks[0]) == said(table.fresh_blocks[0])


def unfielded(blocks: list) -> list:
    """Where a simple field was written out as runs, only its instruction counts."""
    found = []
    for look, letters in blocks:
        inside, kept = False, []
        for item in letters:
            if not item[0] and item[1] and item[1][-1] in ("begin", "separate", "end"):
                inside = item[1][-1] == "separate"
            elif not inside:
                kept.append(item)
        found.append((look, kept))
    return found


@settings(max_examples=60, deadline=None)
@given(paragraphs(), paragraphs())
def test_any_paragraph_becomes_any_other_and_back(hand: str, fresh: str) -> None:
    fresh_tree = Table(fresh, p(""))
    accept_own(fresh_tree.root, None)
    holds_both_ways(hand, etree.tostring(fresh_tree.blocks[0]).decode())


@pytest.mark.long
@settings(max_examples=600, deadline=None)
@given(paragraphs(), paragraphs())
def test_any_paragraph_becomes_any_other_and_back_long(hand: str, fresh: str) -> None:
    fresh_tree = Table(fresh, p(""))
    accept_own(fresh_tree.root, None)
    holds_both_ways(hand, etree.tostring(fresh_tree.blocks[0]).decode())


def test_private_signs_are_no_words() -> None:
    table = Table(f'<w:p>{r("Sivu ")}<w:fldSimple w:instr=" PAGE "><w:r><w:t>3</w:t></w:r></w:fldSimple></w:p>', p(""))
    assert plain(said(table.blocks[0])) == "Sivu "


def test_a_fields_runs_keep_one_formatting_each() -> None:
    runs = "".join(
        f"<w:r><w:rPr><w:i/></w:rPr>{content}</w:r>"
        for content in (
            '<w:fldChar w:fldCharType="begin"/>',
            "<w:instrText> SEQ Kuvio </w:instrText>",
            '<w:fldChar w:fldCharType="end"/>',
        )
    )
    for hand, fresh in ((f"<w:p>{r('a ')}{runs}</w:p>", p("a b")), (p("a b"), f"<w:p>{r('a ')}{runs}</w:p>")):
        table = rewritten(hand, fresh)
        shapes = [[etree.QName(item).localname for item in run] for run in table.root.iter("{*}r")]
        assert all(shape.count("rPr") <= 1 and "rPr" not in shape[1:] for shape in shapes), shapes


def test_our_pending_words_keep_what_people_made_of_their_looks() -> None:
    """Before: bold that people had put on a pending word was gone when the word changed again."""
    at = Table(p("Hinta 100 euroa"), p("Hinta 120 euroa"))
    rewrite(at.blocks[0], at.fresh_blocks[0], at.pen, at.importer)
    [pending] = [item for item in at.root.iter(q("r")) if item.getparent().tag == q("ins")]
    pending.insert(0, etree.fromstring(f'<w:rPr xmlns:w="{W}"><w:b/></w:rPr>'))
    again = Table(p(""), p("Hinta 130 euroa vuonna 2028"))
    rewrite(at.blocks[0], again.fresh_blocks[0], at.pen, at.importer)
    new = [item for item in at.root.iter(q("r")) if item.getparent().tag == q("ins")]
    assert ["".join(item.itertext()) for item in new] == ["130", " vuonna 2028"]
    assert [item.find(f"{q('rPr')}/{q('b')}") is not None for item in new] == [True, False]
    reject_own(at.root, AUTHOR)
    assert said(at.blocks[0]) == "Hinta 100 euroa"
    assert not list(at.root.iter(q("b")))


def test_texts_where_everything_is_alike_are_compared_in_a_moment() -> None:
    """Before: a thousand tokens of two kinds took ten seconds; now their beginnings and ends, at least."""
    mixed = (hashlib.shake_128(seed).digest(2_000) for seed in (b"one", b"other"))
    one, other = (" ".join("a."[number % 2] for number in numbers) for numbers in mixed)
    at = Table(p(f"Alku {one} loppu"), p(f"Alku {other} loppu"))
    began = time.process_time()
    rewrite(at.blocks[0], at.fresh_blocks[0], at.pen, at.importer)
    assert time.process_time() - began < 2
    assert said(at.blocks[0]) == f"Alku {other} loppu"
    new = "".join("".join(item.itertext()) for item in at.root.iter(q("ins")))
    assert "Alku" not in new and "loppu" not in new
    reject_own(at.root, AUTHOR)
    assert said(at.blocks[0]) == f"Alku {one} loppu"
