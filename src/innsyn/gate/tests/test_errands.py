"""A guardian whose mandate lists errands: health and care in the municipality opens what municipalities keep, other errands nothing."""

from dataclasses import replace
from datetime import date

from innsyn.gate.rules.guardians import CARE_AREAS
from innsyn.gate.tests.families import a_person, as_guardian
from innsyn.gate.tests.samples import LATER, NOW, TRUST, document, keep, organisation, rule_of, titles
from innsyn.gate.values import Query
from innsyn.kernel.systems import ACCESS_FACT

MUNICIPALITY, OFFICE = "290000025", "290000033"


async def a_ward(world, scope):
    """Oddmund with a document of the trust's and one of the municipality's, and his guardian. Returns her number and his owner."""
    kind = {"type": [{"coding": [{"system": ACCESS_FACT, "code": "municipality"}]}]}
    system = await world.gate.actors.system("Katalogen", organisation=TRUST)
    await world.gate.write_directory(system, [keep({**organisation("dalen-kommune", MUNICIPALITY, "Dalen kommune"), **kind})], NOW)
    gudrun = a_person()
    oddmund = a_person(born=date(1952, 9, 14), guardians=(as_guardian(gudrun, scope=scope),))
    world.register.put(replace(gudrun, wards=(oddmund.number,)), oddmund)
    owner = await world.moves_in(oddmund.number, document("Epikrise"), born="1952-09-14", name="Oddmund Skogheim")
    await world.delivers(owner, document("Tiltaksplan"), organisation=MUNICIPALITY)
    return gudrun.number, owner


async def test_an_errand_of_care_opens_what_the_municipality_keeps_and_nothing_of_the_hospitals(alone):
    gudrun, owner = await a_ward(alone, "municipal_care")
    visit = await alone.acts_for(gudrun, owner, "guardian")
    assert titles(await alone.gate.search(visit, Query(("DocumentReference",)), LATER)) == ["Tiltaksplan"]
    assert (await alone.gate.acting(visit, LATER)).areas == CARE_AREAS
    (oddmund,) = (await alone.gate.represents(alone.gate.actors.citizen(gudrun, level="high"), LATER)).people
    assert (oddmund.is_by_errand, oddmund.areas, oddmund.verdict) == (True, CARE_AREAS, None)


async def test_what_an_organisation_said_of_itself_makes_it_no_municipality(alone):
    gudrun, owner = await a_ward(alone, "municipal_care")
    assert await alone.gate.directory.municipalities() == {MUNICIPALITY}
    visit = await alone.acts_for(gudrun, owner, "guardian")
    said = {**organisation("trollkatten", OFFICE, "Trollkatten"), "type": [{"coding": [{"code": "municipality"}]}]}
    system = await alone.gate.actors.system("Katalogen", organisation=TRUST)
    await alone.gate.write_directory(system, [keep(said)], NOW)
    await alone.delivers(owner, document("Notat"), organisation=OFFICE)
    assert titles(await alone.gate.search(visit, Query(("DocumentReference",)), LATER)) == ["Tiltaksplan"]


async def test_other_errands_open_nothing(alone):
    gudrun, owner = await a_ward(alone, "other_errands")
    assert rule_of(await alone.acts_for(gudrun, owner, "guardian")) == "REP-24"
