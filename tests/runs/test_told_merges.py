"""What is told of merged documents: when they are written, when they are only planned, and when writing failed."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.language import LANGUAGES, words
from pipeline.runs.told_merges import as_accepted, as_planned, merge_findings, shortened
from pipeline.vocabulary.changes import Change, Edit, Fate, Kind, Merged, What
from pipeline.vocabulary.findings import Finding, Place
from pipeline.vocabulary.model import Language

CELL = Place("tyokirja.xlsx", "Toimenpiteet", "H12")
ROADMAP, DECK = Path("o/kunta/digitiekartta.docx"), Path("o/kunta/esitys-henkilosto.pptx")


def change(fate: Fate, what: What = What.TEXT, **more: str) -> Change:
    values = {"chapter": "5.1 Tieto", "before": "10", "after": "20", "row": "TP4 · Vastuu", **more}
    return Change(Kind.CHANGED, fate, what, cells=(CELL,), **values)  # type: ignore[arg-type]


def told(path: Path, *changes: Change) -> list[Finding]:
    return merge_findings(path, Merged(b"", changes, (Edit(Kind.ADDED, What.TEXT, "1 Saate"),)))


def said(findings: object, language: Language = "fi") -> list[str]:
    say = words(language)
    return [f"{item.code} {say.message(item)}. {say.hint(item)}" for item in findings]  # type: ignore[attr-defined]


MERGED = told(ROADMAP, change(Fate.UPDATED), change(Fate.CONFLICT, yours="15"), change(Fate.LEFT_OUT))


def test_the_summary_comes_before_its_open_places() -> None:
    assert said(MERGED) == [
        "OT014 asiakirjaa on muokattu käsin: työkirjan muutoksia vietiin 1, käsin tehtyjä muutoksia säilyi 1, "
        "ratkaistavia jäi 1. Käy muutokset läpi Wordissa: ne ovat jäljitettyinä, ja ne voi hyväksyä tai hylätä. "
        "Luettelo on tiedostossa muutokset.docx.",
        "OT015 luvun ”5.1 Tieto” kohtaa (TP4 · Vastuu) on muokattu käsin, joten työkirjan muutos jää pois. "
        "Työkirjassa nyt: 20. Ratkaise asiakirjan kommentin kohdalla, kumpi jää voimaan. "
        "Työkirjan solu: tyokirja.xlsx: Toimenpiteet!H12.",
        "OT016 työkirja muuttui kohdassa, joka on poistettu käsin luvusta ”5.1 Tieto” (TP4 · Vastuu). "
        "Työkirjassa nyt: 20. Lisää kohta takaisin, jos se kuuluu asiakirjaan "
        "(työkirjan solu: tyokirja.xlsx: Toimenpiteet!H12).",
    ]


@pytest.mark.parametrize(
    ("language", "done", "decide"),
    [
        ("fi", "vietiin", "Ratkaise asiakirjan kommentin kohdalla"),
        ("sv", "fördes", "Avgör vid kommentaren"),
        ("en", "went in", "Decide at the comment"),
    ],
)
def test_a_dry_run_has_done_nothing(language: Language, done: str, decide: str) -> None:
    before, planned = " ".join(said(MERGED, language)), as_planned(MERGED)
    assert done in before
    assert decide in before
    assert [item.code for item in planned] == ["OT015", "OT016"]
    assert done not in " ".join(said(planned, language))
    assert decide not in " ".join(said(planned, language))
    assert "Toimenpiteet!H12" in said(planned, language)[0]


def test_accepted_changes_are_not_called_tracked() -> None:
    assert "jäljitettyinä" in said(MERGED)[0]
    accepted = said(as_accepted([*MERGED, *told(DECK, change(Fate.UPDATED))]))
    assert "jäljitettyinä" not in " ".join(accepted)
    assert "suoraan tekstiin" in accepted[0]
    assert "kirjoitettu dioille" in accepted[-1]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("what", [What.TEXT, What.NOTES, What.SLIDE])
def test_of_a_deck_slides_and_notes_are_told_not_chapters(language: Language, what: What) -> None:
    lines = said(told(DECK, change(Fate.CONFLICT, what), change(Fate.LEFT_OUT, what)), language)
    assert all("5.1 Tieto" in line for line in lines[1:])
    notes = {"fi": "puhujan muistiinpano", "sv": "talarens anteckningar", "en": "speaker notes"}[language]
    assert [notes in line for line in lines[1:]] == [what is What.NOTES] * 2
    assert not any(word in line for word in ("luvu", "kapitel", "chapter") for line in lines)


def test_without_a_heading_the_document_is_named() -> None:
    lines = said(told(ROADMAP, change(Fate.CONFLICT, chapter="", row="")))
    assert lines[1].startswith("OT015 asiakirjan kohtaa on muokattu käsin")


def test_of_a_long_text_the_change_is_told() -> None:
    text = "Alku on pitkä ja sanoo paljon. " * 20
    line = said(told(ROADMAP, change(Fate.CONFLICT, before=f"{text}Loppu 10.", after=f"{text}Loppu 20.")))[1]
    assert "Loppu 20." in line
    assert len(line) < 400


def test_long_texts_are_shortened_for_a_line() -> None:
    assert shortened("yksi\nkaksi  kolme") == "yksi kaksi kolme"
    assert len(shortened("sana " * 100)) == 200
