"""Whoever a load brings in is among the residents at once; the dead and those without a number cannot log in."""

from innsyn.edge.loading.ledger import Ledger, Line, LoadedPerson
from innsyn.main.residents import Residents
from innsyn.sandbox.entrance.feature import CastHints
from innsyn.sandbox.simulators.openid.people import Employment, SimulatedPerson, person_with_key

KARI = SimulatedPerson(key="kari", given_name="Kari", family_name="Prøve", number="")
WORK = Employment(legal_entity="1", legal_entity_name="A", point_of_care="2", place="B")
LIEN = SimulatedPerson(key="lien", given_name="Siv", family_name="Lien", number="", employments=(WORK,))


def loaded(key, number="1", **more):
    return LoadedPerson(key, f"p-{key}", "Ruth", "Prøve", number, **more)


def test_whoever_is_loaded_is_there_at_once(tmp_path):
    residents = Residents([KARI], tmp_path / "loads")
    assert [person.key for person in residents] == ["kari"]
    for number, key in enumerate(("ruth", "olga"), 1):
        Ledger(tmp_path / "loads").add(Line(key, "a.json", (loaded(key),)))
        assert len(residents) == 1 + number
        assert residents[-1].key == key
    assert person_with_key(residents, "ruth").name == "Ruth Prøve"
    assert [person.key for person in residents[:2]] == ["kari", "ruth"]


def test_the_dead_and_those_without_a_number_are_not(tmp_path):
    Ledger(tmp_path / "loads").add(Line("x", "a.json", (loaded("dead", is_dead=True), loaded("bare", None), loaded("ruth"))))
    assert [person.key for person in Residents([], tmp_path / "loads")] == ["ruth"]


def test_a_ledger_that_was_put_aside_takes_its_people_with_it(tmp_path):
    ledger = Ledger(tmp_path / "loads")
    ledger.add(Line("x", "a.json", (loaded("ruth"),)))
    residents = Residents([KARI], tmp_path / "loads")
    assert len(residents) == 2
    ledger.begin_anew()
    assert len(residents) == 1


def test_a_hint_knows_the_door_of_whoever_came_last(tmp_path):
    hints = CastHints(Residents([KARI, LIEN], tmp_path / "loads"))
    assert [hints.door_of(key) for key in ("kari", "lien", "ruth", "kari:minid")] == ["citizen", "staff", None, "citizen"]
    Ledger(tmp_path / "loads").add(Line("x", "a.json", (loaded("ruth"),)))
    assert hints.door_of("ruth") == "citizen"
