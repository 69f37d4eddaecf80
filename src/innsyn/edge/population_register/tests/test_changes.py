"""What changes in the register is in the next answer: nothing is remembered from one question to another."""

from datetime import date

from innsyn.edge.population_register.tests.test_reading import NEW_HOME
from innsyn.edge.population_register.tests.world import LAND, numbered


def value(key):
    return LAND.people[key].number


async def test_parent_who_moves_out_shares_no_address_any_more(world):
    assert (await world.parents("jonas"))["eirik"].shares_address
    world.register.move(value("eirik"), NEW_HOME)
    parents = await world.parents("jonas")
    assert (parents["kari"].shares_address, parents["eirik"].shares_address) == (True, False)


async def test_parent_who_moves_in_with_the_child_shares_its_address(world):
    world.register.move(value("morten"), world.register.home_of(value("jakob")))
    assert (await world.parents("jakob"))["morten"].shares_address


async def test_parent_who_loses_responsibility_has_it_no_more_on_either_side(world):
    world.register.set_responsibility(value("jonas"), "mor", [value("kari")])
    jonas, eirik = await world.person("jonas"), await world.person("eirik")
    assert jonas.responsibility == "mother"
    assert [parent.has_responsibility for parent in jonas.parents] == [True, False]
    assert eirik.children == (numbered("oda"),)


async def test_somebody_else_can_be_given_responsibility(world):
    world.register.set_responsibility(value("leon"), "andre", [value("liv")])
    leon, liv = await world.person("leon"), await world.person("liv")
    assert leon.responsibility == "others"
    assert [(parent.relation, parent.has_responsibility) for parent in leon.parents][-1] == ("other", True)
    assert liv.children == (numbered("leon"),)


async def test_parent_who_is_protected_is_compared_with_nobody(world):
    world.register.set_protection(value("eirik"), "strengtFortrolig")
    eirik = (await world.parents("jonas"))["eirik"]
    assert (eirik.protection, eirik.shares_address) == ("strictly_confidential", None)
    world.register.set_protection(value("eirik"), "ugradert")
    assert (await world.parents("jonas"))["eirik"].shares_address


async def test_child_who_is_protected_is_compared_with_nobody(world):
    world.register.set_protection(value("jonas"), "fortrolig")
    jonas = await world.person("jonas")
    assert (jonas.protection, jonas.address_key) == ("confidential", None)
    assert [parent.shares_address for parent in jonas.parents] == [None, None]


async def test_death_is_seen_at_once(world):
    world.register.record_death(value("eirik"), date(2026, 11, 20))
    assert (await world.parents("jonas"))["eirik"].is_dead
    assert (await world.person("eirik")).died_on == date(2026, 11, 20)


async def test_guardian_comes_and_goes(world):
    world.register.set_guardian(value("arne"), value("hilde"), "personligeInteresser")
    (guardian,) = (await world.person("arne")).guardians
    assert (guardian.number, guardian.scope, guardian.since) == (numbered("hilde"), "personal", date(2026, 11, 22))
    world.register.end_guardian(value("arne"), value("hilde"))
    assert (await world.person("arne")).guardians == ()


async def test_guardian_who_gets_another_scope_is_one_guardian(world):
    world.register.set_guardian(value("sverre"), value("lars"), "personligeOgOekonomiskeInteresser")
    assert [guardian.scope for guardian in (await world.person("sverre")).guardians] == ["personal_and_financial"]
