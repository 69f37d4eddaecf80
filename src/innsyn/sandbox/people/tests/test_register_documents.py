"""The nation's documents in the population register's own form."""

import json

import pytest

from innsyn.sandbox.people.register_documents import register_documents


@pytest.fixture(scope="session")
def document(land):
    documents = register_documents(land)
    return lambda key: documents[land.people[key].number]


def test_everyone_has_a_document_with_the_number_in_use(land):
    for number, content in register_documents(land).items():
        assert [(each["foedselsEllerDNummer"], each["status"]) for each in content["identifikasjonsnummer"]] == [(number, "iBruk")]


def test_every_entry_is_current_and_says_since_when(land):
    for content in register_documents(land).values():
        entries = [entry for part in content.values() for entry in (part if isinstance(part, list) else [part])]
        assert all(
            entry["erGjeldende"] and entry["gyldighetstidspunkt"][10:] in ("T00:00:00+01:00", "T00:00:00+02:00") for entry in entries
        )


def test_strictly_confidential_address_is_not_given_out_and_a_confidential_one_is_marked(land, document):
    street = land.people["tone"].address.line.rsplit(" ", 1)[0]
    assert street not in json.dumps(document("tone"), ensure_ascii=False)
    assert document("tone")["bostedsadresse"][0]["adressegradering"] == "strengtFortrolig"
    assert document("runa")["bostedsadresse"][0]["adressegradering"] == "fortrolig"
    assert document("runa")["adressebeskyttelse"][0]["graderingsnivaa"] == "fortrolig"
    assert "adressebeskyttelse" not in document("kari")


def test_dead_live_nowhere_and_visitors_only_stay(document):
    assert "bostedsadresse" not in document("olav")
    assert document("olav")["doedsfall"]["doedsdato"]
    assert "bostedsadresse" not in document("piotr")
    assert document("piotr")["oppholdsadresse"][0]["vegadresse"]


def test_child_with_two_homes_is_registered_in_one(land, document):
    homes = document("jakob")["bostedsadresse"], document("trine")["bostedsadresse"]
    assert homes[0][0]["vegadresse"] == homes[1][0]["vegadresse"]
    assert document("jakob")["deltBosted"][0]["vegadresse"]["adressenavn"] in land.people["morten"].address.line


def test_households_never_share_a_dwelling_and_those_of_one_household_always_do(land, document):
    homes: dict[str, set[str]] = {}
    for person in land.people.values():
        for home in document(person.key).get("bostedsadresse", ()):
            if "vegadresse" in home:
                homes.setdefault(json.dumps(home["vegadresse"], sort_keys=True), set()).add(person.household)
    assert all(len(households) == 1 for households in homes.values())


def test_responsibility_is_told_from_both_sides(land, document):
    child, mother = document("nils"), document("tone")
    assert [(each["ansvar"], each["ansvarlig"]) for each in child["foreldreansvar"]] == [("mor", land.people["tone"].number)]
    assert land.people["nils"].number in [each["ansvarssubjekt"] for each in mother["foreldreansvar"]]
    assert [entry["ansvar"] for entry in document("leon")["foreldreansvar"]] == ["ukjent"]


def test_guardian_is_told_in_the_wards_document_alone(land, document):
    (entry,) = document("samir")["vergemaalEllerFremtidsfullmakt"]
    assert (entry["vergemaaltype"], entry["verge"]["foedselsEllerDNummer"]) == ("mindreaarig", land.people["kjersti"].number)
    assert "vergemaalEllerFremtidsfullmakt" not in document("kjersti")


def test_a_mandate_since_2023_lists_errands_and_has_no_scope(document):
    (entry,) = document("oddmund")["vergemaalEllerFremtidsfullmakt"]
    assert {"vergeTjenestevirksomhet": "kommune", "vergeTjenesteoppgave": "helseOgOmsorg"} in entry["verge"]["tjenesteomraade"]
    assert "omfang" not in entry["verge"]
