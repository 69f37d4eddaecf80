"""Whom a task can be given to: those with a post where one has one's own, and in the organisation one has logged in for."""

from innsyn.gate.tests.samples import NOW, NURSE_HPR, OTHER_TRUST, TRUST, TWO_HPR, keep, practitioner, role

OLA_HPR, ELI_HPR, IDA_HPR = "990000145", "990000153", "990000161"


async def names(world, **who):
    """Name the colleagues of a nurse."""
    return [each.name for each in await world.gate.colleagues.of(await world.nurse(**who))]


async def test_those_of_ones_own_ward_are_colleagues_by_name(alone):
    assert await names(alone) == ["Nina Sykepleier", "Tove To"]
    assert {each.hpr for each in await alone.gate.colleagues.of(await alone.nurse())} == {NURSE_HPR, TWO_HPR}


async def test_whoever_has_left_works_elsewhere_or_was_told_of_by_a_client_is_none(alone):
    system = await alone.gate.actors.system("Journalsystemet", organisation=TRUST)
    workers = [practitioner("ola", OLA_HPR, "Ola Olsen", "LE"), practitioner("eli", ELI_HPR, "Eli Eide", "LE")]
    posts = [{**role("ola-post", "ola", "fjord-kir"), "active": False}, role("eli-post", "eli", "dal")]
    await alone.gate.write_directory(system, [keep(each) for each in (*workers, *posts)], NOW)
    assert await names(alone) == ["Nina Sykepleier", "Tove To"]


async def test_nobody_has_colleagues_in_an_organisation_she_has_no_post_in(alone):
    assert await names(alone, organisation=OTHER_TRUST, unit=OTHER_TRUST) == []


async def test_who_is_not_in_the_directory_has_none(alone):
    assert await names(alone, hpr=IDA_HPR) == []
    assert await names(alone, hpr="") == []
