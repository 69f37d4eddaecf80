"""The directories are read once and remembered, and what is not in them is unknown."""

from dataclasses import replace

import pytest

from innsyn.gate.directory import Directory
from innsyn.gate.tests.samples import HOSPITAL, NOW, NURSE_HPR, TRUST, keep, organisation, practitioner, role, rule_of
from innsyn.kernel.systems import ACCESS_FACT, RESH_ID


async def adds(world, *resources):
    system = await world.gate.actors.system("Journalsystemet", organisation=TRUST)
    await world.gate.write_directory(system, [keep(each) for each in resources], NOW)


async def test_an_organisation_is_found_by_number_and_by_id(world):
    found = await world.gate.directory.organisation(HOSPITAL)
    assert (found.id, found.name, found.number, found.part_of) == ("fjord", "Fjordby sykehus", HOSPITAL, "fjord-hf")
    assert await world.gate.directory.organisation_by_id("fjord") == found
    department = await world.gate.directory.organisation_by_id("fjord-kir")
    assert (department.number, department.name) == (None, "Kirurgisk sengepost")
    assert await world.gate.directory.organisation("999999999") is None
    assert await world.gate.directory.organisation_by_id("none") is None


async def test_personnel_are_found_with_professions_and_posts(world):
    nurse = await world.gate.directory.personnel(NURSE_HPR)
    assert (nurse.name, nurse.professions, nurse.units) == ("Nina Sykepleier", ("SP",), ("fjord-kir",))
    assert await world.gate.directory.personnel("1") is None


async def test_what_was_found_is_not_asked_for_again(world, monkeypatch):
    directory = Directory(world.record)
    first = (await directory.organisation(HOSPITAL), await directory.organisation_by_id("fjord"), await directory.personnel(NURSE_HPR))

    async def gone(*_):
        raise AssertionError

    monkeypatch.setattr(world.record, "shared_search", gone)
    monkeypatch.setattr(world.record, "shared_read", gone)
    again = (await directory.organisation(HOSPITAL), await directory.organisation_by_id("fjord"), await directory.personnel(NURSE_HPR))
    assert again == first
    directory.forget()
    with pytest.raises(AssertionError):
        await directory.organisation(HOSPITAL)


async def test_two_departments_are_no_department_and_a_ring_is_none(world):
    await adds(
        world,
        organisation("two-a", "7100001", "Avdeling A", "fjord", RESH_ID),
        organisation("two-b", "7100002", "Avdeling B", "fjord", RESH_ID),
        organisation("ring-a", "7100003", "Ring A", "ring-b", RESH_ID),
        organisation("ring-b", "7100004", "Ring B", "ring-a", RESH_ID),
        organisation("alone", "7100005", "Alene", None, RESH_ID),
        practitioner("two", "990000501", "To Steder", "SP"),
        practitioner("ring", "990000502", "Rundt Rundt", "SP"),
        *(role(f"two-{unit}", "two", f"two-{unit}") for unit in "ab"),
        *(role(f"ring-{unit}", "ring", unit) for unit in ("ring-a", "alone", "nowhere")),
    )
    directory = world.gate.directory
    assert await directory.department(await directory.personnel("990000501"), HOSPITAL) == ""
    assert await directory.department(await directory.personnel("990000502"), HOSPITAL) == ""
    assert await directory.department(await directory.personnel(NURSE_HPR), HOSPITAL) == "Kirurgisk sengepost"


async def test_a_system_without_an_organisation_delivers_nothing(world):
    system = replace(await world.gate.actors.system("X", organisation=TRUST), organisation=None)
    assert rule_of(await world.gate.open_delivery(system, world.gate.new_owner(), NOW)) == "STAFF-5"
    assert rule_of(await world.gate.write_directory(system, [], NOW)) == "STAFF-5"


async def test_a_nurse_keeps_no_directories(world):
    assert rule_of(await world.gate.write_directory(await world.nurse(), [], NOW)) == "STAFF-5"


async def test_the_directory_is_read_anew_when_it_has_changed(world):
    system = await world.gate.actors.system("Journalsystemet", organisation=TRUST)
    assert await world.gate.directory.organisation("910000004") is None
    await world.gate.write_directory(system, [keep(organisation("new", "910000004", "Ny klinikk"))], NOW)
    assert (await world.gate.directory.organisation("910000004")).name == "Ny klinikk"
    await world.gate.write_directory(system, [keep(organisation("new", "910000004", "Nyere klinikk"))], NOW)
    assert (await world.gate.directory.organisation("910000004")).name == "Nyere klinikk"


@pytest.mark.parametrize(
    ("unit", "more", "is_held"),
    [("fjord-hf", {}, True), ("fjord-kir", {}, True), ("dal", {}, False), ("nowhere", {}, False), ("fjord-hf", {"active": False}, False)],
    ids=["in it", "below it", "elsewhere", "nowhere", "ended"],
)
async def test_a_post_is_held_where_somebody_has_it_now(alone, unit, more, is_held):
    code = {"code": [{"coding": [{"system": ACCESS_FACT, "code": "privacy-officer"}]}]}
    await adds(alone, {**role("tove-ombud", "tove", unit), **code, **more})
    assert await alone.gate.is_held("privacy-officer", TRUST) is is_held
    assert await alone.gate.is_held("registrar", TRUST) is False
    assert await alone.gate.is_held("privacy-officer", "910000012") is False


async def test_the_telephone_of_an_organisation_is_the_directorys(alone):
    fax, phone = {"system": "fax", "value": "+4711111111"}, {"system": "phone", "value": "+4722222222"}
    await adds(alone, {**organisation("fjord-hf", TRUST, "Fjordby helseforetak"), "telecom": [fax, phone]})
    assert await alone.gate.directory.telephone(TRUST) == "+4722222222"
    assert await alone.gate.directory.telephone(HOSPITAL) == ""
    assert await alone.gate.directory.telephone("910000012") == ""
