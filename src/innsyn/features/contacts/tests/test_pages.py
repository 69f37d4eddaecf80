"""A citizen's page of health contacts: who treats her, and exactly what each offers her now."""

from dataclasses import replace
from urllib.parse import urlsplit

import pytest

from innsyn.features import contacts
from innsyn.features.conftest import NOW
from innsyn.features.contacts import samples
from innsyn.features.contacts.tests.conftest import FEATURES, LIEN, WARD, with_contacts
from innsyn.gate.tests.decisions import chooses
from innsyn.gate.tests.families import a_person, grants
from innsyn.gate.tests.samples import OTHER_TRUST, TRUST, a_number, keep
from innsyn.kernel.clock import norwegian_date
from innsyn.web.health_contacts import processes

TODAY = norwegian_date(NOW)


def headings(page, level="h2"):
    return [each.text_content().strip() for each in page.tree.xpath(f"//main//{level}")]


def steps(page):
    return [each.get("href") for each in page.tree.xpath("//ul[@class='offers']//a")]


def said(page):
    return " ".join(page.main.split())


async def test_contacts_stand_in_their_groups_each_with_what_it_offers_and_where_that_leads(kari):
    page = await kari.get("/contacts")
    assert headings(page) == ["Fastlege", "Sykehus", "Kommune"]
    assert headings(page, "h3") == ["Sigrid Lien", "Kirurgisk sengepost", "Hjemmetjenesten"]
    assert steps(page) == [
        f"/messages/new?to={samples.GP}&kind=e-contact",
        f"/messages/new?to={samples.GP}&kind=e-consultation",
        f"/messages/new?to={samples.GP}&kind=renewal",
        f"/appointments/new?at={samples.GP}",
        f"/messages/new?to={samples.WARD}&kind=secure-mail",
        f"/messages/new?to={samples.HOME_CARE}&kind=e-contact",
    ]
    for words in ("Trollkatten legesenter", "Endre eller avbestille time", "Fra Fjordby helseforetak", "Fra Dalen sykehus", "113"):
        assert words in said(page)


async def test_a_service_that_was_just_switched_off_is_said_to_be_closed_and_leads_nowhere(kari):
    kari.site.health_contacts.switch_off(samples.GP, processes.E_CONSULTATION)
    page = await kari.get("/contacts")
    assert "Ikke på nett nå: e-konsultasjon." in said(page)
    assert not [each for each in steps(page) if "e-consultation" in each]


async def test_a_contact_without_profile_offers_nothing_and_one_whose_profile_is_unreadable_is_not_known(kari):
    kari.site.health_contacts.put(replace(LIEN, processes=None), replace(WARD, processes=()))
    page = await kari.get("/contacts")
    assert "Ikke alle svarte" in said(page)
    assert "Vi vet ikke akkurat nå hva disse tilbyr på nett: Sigrid Lien." in said(page)
    assert "Ikke på nett nå: meldinger." in said(page)
    assert steps(page) == [f"/messages/new?to={samples.HOME_CARE}&kind=e-contact"]


async def test_when_the_register_is_silent_the_contacts_stand_where_they_stand_and_say_that_nobody_knows(kari):
    kari.site.health_contacts.is_available = False
    page = await kari.get("/contacts")
    assert headings(page, "h3") == ["Sigrid Lien", "Kirurgisk sengepost", "Hjemmetjenesten"]
    assert (said(page).count("Vi får ikke svar på hva de tilbyr"), steps(page)) == (3, [])


async def test_nobody_makes_another_organisation_somebodys_contact(world):
    reader = await world.citizen("kari", *FEATURES)
    await reader.has(samples.with_gp(), "e-gp", organisation=OTHER_TRUST)
    reader.site.health_contacts.put(LIEN)
    page = await reader.get("/contacts")
    assert (steps(page), "Ikke på nett lenger" in said(page)) == ([], True)


async def test_what_is_over_is_no_contact_and_an_episode_that_names_no_contact_is_none(world):
    reader = await world.citizen("kari", *FEATURES)
    yesterday = TODAY.replace(day=TODAY.day - 1).isoformat()
    await reader.has(samples.with_gp(status="finished"), "e-over")
    await reader.has(samples.with_gp(period={"end": yesterday}), "e-ended")
    await reader.has({**samples.with_gp(), "contained": [], "team": []}, "e-other")
    page = await reader.get("/contacts")
    assert "Ingen helsekontakter ennå" in said(page)


async def test_without_a_page_that_takes_it_a_service_is_named_and_leads_nowhere(world):
    reader = await with_contacts(await world.citizen("kari", contacts.FEATURE))
    page = await reader.get("/contacts")
    assert (steps(page), said(page).count("Send en melding")) == ([], 3)


async def test_one_contact_shows_its_team_hours_and_what_each_service_is(world, kari):
    told = {"daysOfWeek": ["mon", "tue", "wed", "thu", "fri"], "availableStartTime": "08:00:00", "availableEndTime": "15:30:00"}
    service = {
        "resourceType": "HealthcareService", "id": "kir", "providedBy": {"reference": "Organization/fjord-kir"}, "availableTime": [told],
        "telecom": [{"system": "phone", "value": "22 00 00 00"}],
    }  # fmt: skip
    gate = world.gate_world.gate
    await gate.write_directory(await gate.actors.system("Katalogen", organisation=TRUST), [keep(service)], NOW)
    page = await kari.get("/contacts/e-ward")
    for words in ("Kirurgisk sengepost", "Fjordby helseforetak", "22 00 00 00", "mandag–fredag 08.00–15.30", "Kontaktlege", "Gratis."):
        assert words in said(page)


async def test_a_contact_with_several_functions_lets_one_choose_whom_a_message_is_for(kari):
    page = await kari.get("/contacts/e-ward")
    wanted = [each.get("href") for each in page.tree.xpath("//section[@aria-labelledby='categories-title']//a")]
    start = f"/messages/new?to={samples.WARD}&kind=secure-mail&category="
    assert wanted == [f"{start}19", f"{start}21"]
    assert not (await kari.get("/contacts/e-gp")).tree.xpath("//section[@aria-labelledby='categories-title']")


async def test_somebody_elses_contact_looks_like_none_and_the_attempt_is_in_her_log(world, kari):
    await world.citizen("kari", *FEATURES)
    stranger = await world.citizen("other", *FEATURES)
    for path in ("/contacts/e-gp", "/contacts/nobody", "/contacts/99000017"):
        await stranger.get(path, status=404)
    assert await kari.refusals() == 1


async def test_a_stranger_is_sent_to_the_login(world):
    answer = await world.stranger(*FEATURES).client.get("/contacts")
    assert (answer.status_code, answer.headers["location"]) == (303, "/login?return_to=/contacts")


async def test_a_parent_sees_a_small_childs_contacts_but_not_one_that_is_kept_from_parents(parent_of):
    mother = await with_contacts(await parent_of(TODAY.replace(year=TODAY.year - 6)))
    await mother.has(samples.episode(samples.WARD, "Kirurgisk sengepost", samples.SURGERY, label="NORN_FORANS"), "e-ward")
    page = await mother.get("/contacts")
    assert headings(page, "h3") == ["Sigrid Lien", "Hjemmetjenesten"]
    assert f"/messages/new?to={samples.GP}&kind=e-contact" in steps(page)


@pytest.fixture
def youth(world):
    """Give a way to be somebody of fourteen where the trust has chosen the graded ages."""

    async def settles():
        gate = world.gate_world
        await chooses(gate, TRUST, ages="graded")
        number = a_number(TODAY.replace(year=TODAY.year - 14))
        owner = await gate.moves_in(number, born=TODAY.replace(year=TODAY.year - 14).isoformat(), name="Mia Ung")
        visit = await gate.citizen(number, now=NOW)
        return await world.enters(owner, visit, site=world.site(FEATURES))

    return settles


async def test_the_young_see_and_write_to_their_contacts_but_not_one_that_is_kept_from_them(youth):
    mia = await youth()
    await mia.has(samples.with_gp(), "e-gp")
    await mia.has(samples.episode(samples.WARD, "Kirurgisk sengepost", samples.SURGERY, label="NORN_UNGDOM"), "e-ward")
    mia.site.health_contacts.put(LIEN, WARD)
    page = await mia.get("/contacts")
    assert headings(page, "h3") == ["Sigrid Lien"]
    assert {urlsplit(each).path for each in steps(page)} == {"/messages/new"}
    assert "Fra du er 16 år, kan du også bruke dette på nett her: timebestilling" in said(page)


@pytest.fixture
def attorney(world, kari):
    """Give a way to be Hilde in Kari's record with a power of attorney for some areas."""

    async def settles(*areas, elsewhere=()):
        gate, number = world.gate_world, a_number()
        gate.register.put(a_person(number))
        await gate.moves_in(number, name="Hilde")
        own = await gate.citizen((await world.person("kari"))[0], now=NOW)
        for opened, about in ((areas, ()), (elsewhere, (OTHER_TRUST,))):
            if opened:
                await grants(gate, own, number, *opened, organisations=about)
        visits = [await gate.citizen(number, now=NOW), await gate.acts_for(number, kari.owner, "attorney", now=NOW)]
        site = world.site(FEATURES)
        site.health_contacts.put(*kari.site.health_contacts._contacts.values())
        return await world.enters(kari.owner, *visits, site=site)

    return settles


async def test_an_attorney_for_messages_writes_and_is_told_what_the_power_does_not_include(attorney):
    page = await (await attorney("dialogue")).get("/contacts")
    assert f"/messages/new?to={samples.GP}&kind=e-contact" in steps(page)
    assert not [each for each in steps(page) if "renewal" in each or each.startswith("/appointments")]
    assert "Fullmakten din omfatter ikke: fornying av resept, timebestilling" in said(page)


async def test_an_attorney_for_appointments_books_and_does_not_write(attorney):
    page = await (await attorney("appointments")).get("/contacts")
    assert steps(page) == [f"/appointments/new?at={samples.GP}"]


async def test_what_a_power_covers_at_another_place_alone_is_not_offered_here_and_says_so(attorney):
    page = await (await attorney("appointments", elsewhere=("dialogue",))).get("/contacts")
    assert steps(page) == [f"/appointments/new?at={samples.GP}", f"/messages/new?to={samples.HOME_CARE}&kind=e-contact"]
    assert "Fullmakten din omfatter ikke: meldinger, e-konsultasjon" in said(page)


async def test_an_attorney_for_results_alone_does_not_come_to_the_contacts(attorney):
    hilde = await attorney("results")
    assert "fullmakt" in said(await hilde.get("/contacts", status=403)).lower()
    await hilde.get("/contacts/e-gp", status=403)


@pytest.mark.parametrize("language", ["nb", "nn", "en", "se"])
async def test_the_pages_are_whole_in_every_language(world, language):
    reader = await with_contacts(await world.citizen("kari", *FEATURES, language=language))
    for path in ("/contacts", "/contacts/e-gp", "/contacts/e-ward"):
        assert "⟦" not in (await reader.get(path)).main


async def test_reading_contacts_costs_the_same_statements_and_log_rows_with_three_and_with_forty(kari):
    costs = []
    for count in (0, 37):
        more = {f"e-{place}": samples.episode(90000000 + place, f"Post {place}", samples.SURGERY) for place in range(count)}
        await kari.all_have(more)
        for _ in range(2):
            rows = await kari.statements("/contacts")
        costs.append((rows, kari.site.statements[-1][1]))
    assert costs == [(2, costs[0][1])] * 2
    assert len((await kari.get("/contacts")).tree.xpath("//h3")) == 40
