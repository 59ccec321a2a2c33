"""Lists, plurals, sorting and the words of findings."""

from typing import Any

import pytest

from pipeline import language
from pipeline.language import Words, words
from pipeline.vocabulary.findings import Finding

FI, SV, EN = words("fi"), words("sv"), words("en")


@pytest.fixture
def own_catalog(monkeypatch: pytest.MonkeyPatch) -> Words:
    entries: dict[str, Any] = {
        "greeting": "Hei, {name}!",
        "actions": {"zero": "ei toimenpiteitä", "one": "yksi toimenpide", "other": "{count} toimenpidettä"},
        "answers": {"one": "1 vastaus", "other": "{count} vastausta"},
        "deep": {"er": {"key": "löytyi"}},
    }
    monkeypatch.setattr(language, "_catalog", lambda _language, _name: entries)
    return Words("fi")


def test_lists_end_with_the_word_and() -> None:
    assert FI.join([]) == ""
    assert FI.join(["yksi"]) == "yksi"
    assert FI.join(["yksi", "kaksi"]) == "yksi ja kaksi"
    assert SV.join(["ett", "två", "tre"]) == "ett, två och tre"
    assert EN.join(["one", "two", "three"]) == "one, two and three"


def test_a_name_inside_a_sentence_begins_small_unless_it_is_an_acronym() -> None:
    assert FI.lower_first("Sähköiset palvelut") == "sähköiset palvelut"
    assert FI.lower_first("Äänestys") == "äänestys"
    assert FI.lower_first("ICT-laitteet") == "ICT-laitteet"
    assert FI.lower_first("E-palvelut") == "e-palvelut"
    assert EN.lower_first("Use of ICT devices") == "use of ICT devices"
    assert FI.lower_first("") == ""


def test_proper_names_and_english_months_keep_their_capital() -> None:
    names = {"Esimerkkilän"}
    assert FI.lower_first("Esimerkkilän esihenkilöt", names) == "Esimerkkilän esihenkilöt"
    assert FI.lower_first("Esihenkilöt", names) == "esihenkilöt"
    assert EN.lower_first("March and September") == "March and September"
    assert FI.lower_first("Maaliskuussa") == "maaliskuussa"


def test_å_ä_ö_sort_last_and_other_accents_as_plain_letters() -> None:
    names = ["Öljy", "Ähtäri", "Åbo", "Zeppelin", "élan", "Elo", "Fakta", "Enso"]
    assert sorted(names, key=FI.sort_key) == ["élan", "Elo", "Enso", "Fakta", "Zeppelin", "Åbo", "Ähtäri", "Öljy"]


def test_letters_typed_in_two_parts_sort_like_whole_ones() -> None:
    assert FI.sort_key("a\N{COMBINING DIAERESIS}") == FI.sort_key("ä")


def test_plurals_are_chosen_by_count(own_catalog: Words) -> None:
    assert own_catalog.text("any", "actions", count=0) == "ei toimenpiteitä"
    assert own_catalog.text("any", "actions", count=1) == "yksi toimenpide"
    assert own_catalog.text("any", "actions", count=2) == "2 toimenpidettä"
    assert own_catalog.text("any", "answers", count=0) == "0 vastausta"


def test_values_are_spoken_in_the_language_and_never_read_as_placeholders(own_catalog: Words) -> None:
    assert own_catalog.text("any", "greeting", name="{count}") == "Hei, {count}!"
    assert own_catalog.text("any", "greeting", name=2.45) == "Hei, 2,5!"
    assert own_catalog.text("any", "greeting", name=12500) == "Hei, 12\N{NO-BREAK SPACE}500!"
    assert own_catalog.text("any", "greeting", name=2027) == "Hei, 2027!"


def test_keys_are_dotted_and_may_be_asked_for(own_catalog: Words) -> None:
    assert own_catalog.text("any", "deep.er.key") == "löytyi"
    assert own_catalog.has("any", "deep.er")
    assert not own_catalog.has("any", "deep.er.key.er")
    assert not own_catalog.has("any", "nowhere")
    with pytest.raises(KeyError):
        own_catalog.text("any", "greeting")


def test_a_finding_speaks_each_language_with_its_own_numbers() -> None:
    finding = Finding("WB020", values={"target": 3, "baseline": 3.4, "lowest": 4})
    assert FI.message(finding) == "tavoitetaso 3 on lähtötasoa 3,4 matalampi"
    assert SV.message(finding) == "målnivån 3 är lägre än utgångsnivån 3,4"
    assert EN.message(finding) == "the target level 3 is below the baseline 3.4"
    assert EN.hint(finding) == "Type at least 4 as the target level, or check the baseline."


def test_a_finding_stays_on_one_line_whatever_was_typed() -> None:
    typed = "ensimmäinen\nrivi\x1b[31m\u202eoikea" + "x" * 1000
    message = FI.message(Finding("WB025", values={"text": typed}))
    assert message.isprintable()
    assert len(message) < 400


def test_a_finding_s_hint_turns_on_its_count() -> None:
    values = {"id": "S9", "nearest": "", "sheet": "", "count": 0}
    assert FI.hint(Finding("WB005", values=values)) == "Lisää ensin rivi, jolla on tunnus S9, tai tyhjennä solu."
    known = {"id": "T9", "nearest": "T5", "sheet": "Tavoitteet", "count": 5}
    assert "T5" in FI.hint(Finding("WB005", values=known))
