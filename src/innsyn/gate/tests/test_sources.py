"""Which organisations have something in a record: all that the visit may see of, each once, and nothing of anybody else's."""

from innsyn.gate.refused import Refused
from innsyn.gate.sources import Source
from innsyn.gate.tests.families import grants
from innsyn.gate.tests.samples import LATER, OTHER_TRUST, TRUST, a_citizen_with, a_number, document

FJORD, DAL = Source(TRUST, "Fjordby helseforetak"), Source(OTHER_TRUST, "Dalen sykehus")


async def test_every_organisation_is_listed_once_by_name(world):
    visit, _ = await a_citizen_with(world)
    await world.delivers(visit.owner, document("Fra Dalen"), document("Mer fra Dalen"), organisation=OTHER_TRUST)
    await world.delivers(visit.owner, *(document(f"Brev {number}") for number in range(30)))
    assert await world.gate.sources(visit, LATER) == (DAL, FJORD)


async def test_one_whose_documents_are_all_withheld_is_not_told_of(world):
    visit, _ = await a_citizen_with(world, document("Brev"))
    await world.delivers(visit.owner, document("Skjult", "NORN_KUT"), organisation=OTHER_TRUST)
    assert await world.gate.sources(visit, LATER) == (FJORD,)


async def test_what_the_patient_keeps_herself_is_no_organisation(world):
    visit, _ = await a_citizen_with(world, document("Brev"))
    await grants(world, visit, a_number(), "documents")
    assert await world.gate.sources(visit, LATER) == (FJORD,)


async def test_others_records_are_not_looked_into(world):
    visit, _ = await a_citizen_with(world)
    other, _ = await a_citizen_with(world)
    await world.delivers(other.owner, document("Fra Dalen"), organisation=OTHER_TRUST)
    assert await world.gate.sources(visit, LATER) == (FJORD,)


async def test_a_visit_that_is_over_is_refused(world):
    visit, _ = await a_citizen_with(world)
    assert isinstance(await world.gate.sources(visit, visit.expires_at), Refused)
