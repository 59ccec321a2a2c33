"""Placeholders left in and identity codes: found where they are, and not where they are not."""

import tomllib
from importlib.resources import files

import pytest
from sound_roadmap import placed

from pipeline.checking.texts import identity_codes, placeholder, placeholders
from pipeline.vocabulary.model import Action, Goal, Interview, Roadmap

LEFT_IN = {
    "Palvelu avataan xxx mennessä.": "xxx",
    "Lorem ipsum dolor sit amet": "Lorem ipsum",
    "TODO: kysy Annalta": "TODO",
    "Kesto TBD": "TBD",
    "Täydennä tavoite": "Täydennä",
    "Täydennetään myöhemmin.": "Täydennetään myöhemmin",
    "Kirjoita tähän visio": "Kirjoita tähän",
    "[…]": "[…]",
    "Vastaa [nimi] ja tietohallinto": "[nimi]",
    "Kustannus ??? euroa": "???",
    "Sovitaan ____ kanssa": "____",
    "<kunnan nimi>": "<kunnan nimi>",
    "{{ organisation.name }}": "{{ organisation.name }}",
    "Esimerkkitoimenpide 1": "Esimerkkitoimenpide",
    "Esimerkki: otetaan käyttöön": "Esimerkki:",
    "Esimerkki…": "Esimerkki…",
    " esimerkki ": "esimerkki",
    "Esimerkki 2": "Esimerkki 2",
    "Etunimi Sukunimi": "Etunimi Sukunimi",
    "Matti Meikäläinen": "Matti Meikäläinen",
    "N.N.": "N.N.",
    "xx.xx.2027": "xx.xx.2027",
    "…": "…",
    "Skriv här vad som görs": "Skriv här",
    "Kompletteras": "Kompletteras",
    "Type here": "Type here",
    "Example goal": "Example goal",
}
FINISHED = (
    "",
    "Esimerkkilän kunta",
    "Esimerkkilä",
    "Kokoamme hyviä esimerkkejä, esimerkiksi neuvonnasta.",
    "Esimerkki toimii muillekin kunnille.",
    "Microsoft To Do otetaan käyttöön",
    "Täydennämme palveluluetteloa ja täydennetään rekisteriä",
    "Katso [tiedonhallintalaki](https://finlex.fi) ja lähde [1].",
    "Mitä seuraavaksi?",
    "Kysely, haastattelut …",
    "Lumo ja lorem",
    "Komplettera registret med uppgifter",
    "Asukkaita < 5 000 ja > 3 000",
    "Excel 365, XXL-tuloste",
    "Testiympäristö ja testaus",
    "a_b_c -nimeämistapa",
    "Nimipalvelu",
    "Tee todo-lista",
)


@pytest.mark.parametrize("text", LEFT_IN)
def test_what_was_left_to_be_filled_in_is_quoted(text: str) -> None:
    expected = LEFT_IN[text]
    assert placeholder(text) == expected


@pytest.mark.parametrize("text", FINISHED)
def test_finished_text_is_left_alone(text: str) -> None:
    assert placeholder(text) == ""


def test_every_phrase_of_the_data_file_is_found() -> None:
    source = files("pipeline") / "data" / "phrases.toml"
    lists = tomllib.loads(source.read_text(encoding="utf-8"))["placeholder"]
    for phrase in (*lists["anywhere"], *lists["capitals"]):
        assert placeholder(f"Sitten {phrase} näin") == phrase
        assert placeholder(f"a{phrase}a") == ""
    for phrase in lists["whole_cell"]:
        assert phrase == phrase.casefold()
        assert placeholder(f" {phrase.capitalize()} ") != ""


def test_a_cell_is_told_once_and_companions_have_cells_of_their_own() -> None:
    goal = placed(Goal(id="T1", name="xxx ja TODO", companions={"sv": {"name": "skriv här"}}), 2)
    found = [(finding.place.cell, finding.values["text"]) for finding in placeholders(Roadmap(goals=(goal,)))]
    assert found == [("C2", "xxx"), (goal.at["name.sv"].cell, "skriv här")]


def test_what_is_never_published_may_be_unfinished() -> None:
    unpublished = Roadmap(
        actions=(Action(note="TODO: kysy Annalta"),),
        interviews=(Interview(observation="xxx", publish=False), Interview(observation="xxx")),
    )
    assert list(placeholders(unpublished)) == []


@pytest.mark.parametrize("code", ["131052-308T", "010100A010S", "010100Y010S"])
def test_identity_codes_are_found_and_never_repeated(code: str) -> None:
    (finding,) = identity_codes(Roadmap(interviews=(Interview(observation=f"Asiakas {code} kertoi"),)))
    assert code not in str(finding.values)


@pytest.mark.parametrize("text", ["131052-308A", "0131052-308T", "dnro 131052-3081", "1.1.2027–31.12.2030"])
def test_other_numbers_are_no_identity_codes(text: str) -> None:
    assert list(identity_codes(Roadmap(interviews=(Interview(observation=text),)))) == []
