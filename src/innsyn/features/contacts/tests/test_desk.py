"""The office switches its services, and nobody else does; who did stands in the sealed log."""

from dataclasses import replace

import pytest

from innsyn.features.contacts import samples
from innsyn.features.contacts.tests.conftest import FEATURES, LIEN, with_contacts
from innsyn.gate.tests.samples import OTHER_TRUST, VET_HPR
from innsyn.gate.values import SHARED
from innsyn.web.health_contacts import RegisterSilent, processes

HOME, SWITCH = "/desk/services", "/desk/services/switch"
OFF = {"her_id": str(samples.GP), "service": "e-consultation", "is_on": "no"}


def said(page):
    return " ".join(page.main.split())


async def takes(site, process, her_id=samples.GP):
    contact = await site.health_contacts.contact(her_id, now=site.clock())
    return contact.takes(process, now=site.clock())


async def logged(world):
    """What the log of what belongs to nobody holds of switches, newest first."""
    rows = await world.gate_world.record.log_page(SHARED)
    return [(row.outcome, row.detail["actor"]["name"], row.detail["switch"]) for row in rows if "switch" in row.detail]


def the_switch(is_on=False, process=processes.E_CONSULTATION, her_id=samples.GP):
    return {"her_id": her_id, "process": process, "is_on": is_on}


async def test_the_office_sees_each_of_its_contacts_with_what_is_on_and_nobody_elses(sits_down):
    nurse, _ = await sits_down()
    page = await nurse.get(HOME)
    assert [each.text_content() for each in page.tree.xpath("//main//h2")] == ["Sigrid Lien", "Kirurgisk sengepost"]
    assert "Hjemmetjenesten" not in page.main
    on = [each.xpath("string(span[1])") for each in page.tree.xpath("//li[.//span[@data-color='success']]")]
    assert on == ["Meldinger", "E-konsultasjon", "Fornying av resept", "Timebestilling", "Endring av time", "Meldinger"]


async def test_a_service_that_is_switched_off_is_off_for_the_patient_at_once_and_the_log_says_who_did_it(world, sits_down):
    kari = await with_contacts(await world.citizen("kari", *FEATURES))
    nurse, site = await sits_down(site=kari.site)
    assert await nurse.post(SWITCH, OFF) == HOME
    assert "Ikke på nett nå: e-konsultasjon." in said(await kari.get("/contacts"))
    assert await logged(world) == [("done", "Nina Sykepleier", the_switch())]
    assert await nurse.post(SWITCH, {**OFF, "is_on": "yes"}) == HOME
    assert await takes(site, processes.E_CONSULTATION)
    assert (await logged(world))[0] == ("done", "Nina Sykepleier", the_switch(is_on=True))


async def test_another_organisations_personnel_switch_nothing_and_the_attempt_is_logged(world, sits_down):
    stranger, site = await sits_down(organisation=OTHER_TRUST, unit=OTHER_TRUST)
    assert "Sigrid Lien" not in (await stranger.get(HOME)).main
    page = await stranger.post(SWITCH, OFF, status=403)
    assert "Denne siden er ikke for deg" in said(page)
    assert await takes(site, processes.E_CONSULTATION)
    assert [outcome for outcome, *_ in await logged(world)] == ["refused"]


@pytest.mark.parametrize("who", [{"hpr": VET_HPR}, {"hpr": ""}, {"level": "lower"}])
async def test_whoever_has_no_need_neither_sees_nor_switches(world, sits_down, who):
    nobody, site = await sits_down(**who)
    await nobody.get(HOME, status=403)
    await nobody.post(SWITCH, OFF, status=403)
    assert await takes(site, processes.E_CONSULTATION)
    assert await logged(world) == []


@pytest.mark.parametrize(
    "fields",
    [
        {"her_id": "99000000"},
        {"her_id": "x"},
        {"her_id": ""},
        {"her_id": "9" * 30},
        {"service": "coffee"},
        {"service": "secure-mail"},
        {"service": "booking-by-wish-youth"},
        {"is_on": ""},
        {"is_on": "perhaps"},
    ],
)
async def test_what_cannot_be_switched_is_not_there(world, sits_down, fields):
    nurse, _ = await sits_down()
    await nurse.post(SWITCH, {**OFF, **fields}, status=404)
    assert await logged(world) == []


async def test_a_silent_register_is_said_and_it_stands_in_the_log_that_nothing_is_known_to_have_changed(world, sits_down):
    nurse, site = await sits_down()

    async def silent(her_id, process, *, is_on, now):
        return RegisterSilent()

    site.health_contacts.switch = silent
    assert "Vi vet ikke om endringen kom frem" in said(await nurse.post(SWITCH, OFF, status=503))
    assert [outcome for outcome, *_ in await logged(world)] == ["absent", "done"]
    site.health_contacts.is_available = False
    await nurse.post(SWITCH, OFF, status=503)
    assert "Adresseregisteret svarer ikke akkurat nå" in said(await nurse.get(HOME))


async def test_where_the_vendors_own_system_tells_there_is_no_button_and_nothing_is_switched(sits_down):
    nurse, site = await sits_down()
    site.health_contacts.is_here = False
    page = await nurse.get(HOME)
    assert "Endre det der." in said(page)
    assert not page.tree.xpath(f"//form[@action='{SWITCH}']")
    assert "Ingenting er endret" in said(await nurse.post(SWITCH, OFF, status=409))
    assert await takes(site, processes.E_CONSULTATION)


async def test_a_contact_whose_profile_cannot_be_read_is_unknown_and_is_not_switched_blindly(sits_down):
    nurse, site = await sits_down()
    site.health_contacts.put(replace(LIEN, processes=None))
    page = await nurse.get(HOME)
    assert "Vi får ikke lest hva denne tilbyr akkurat nå" in said(page)
    assert not page.tree.xpath(f"//input[@name='her_id' and @value='{samples.GP}']")
    await nurse.post(SWITCH, OFF, status=503)
    assert (await site.health_contacts.contact(samples.GP, now=site.clock())).processes is None


async def test_a_citizen_does_not_come_to_the_offices_page(kari):
    answer = await kari.client.get(HOME)
    assert answer.status_code == 403
