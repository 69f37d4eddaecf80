"""Asking for prescriptions to be renewed: several in one message, and what came of each."""

import pytest

from innsyn.features.dialogue.prescriptions import hindrance
from innsyn.features.dialogue.tests.conftest import GP, contact
from innsyn.gate.tests.families import grants
from innsyn.gate.tests.samples import NOW
from innsyn.kernel.systems import ATC
from innsyn.web.health_contacts import processes

RENEW = "/messages/renew"


def prescription(code, name, *, status="active", on="2025-11-03"):
    return {
        "resourceType": "MedicationRequest",
        "status": status,
        "intent": "order",
        "medicationCodeableConcept": {"coding": [{"system": ATC, "code": code, "display": name}]},
        "dosageInstruction": [{"text": "1 tablett daglig"}],
        "authoredOn": on,
    }


@pytest.fixture
async def kari(kari):
    """Kari with three prescriptions that can be renewed, one that is habit-forming and one that was stopped."""
    kari.site.health_contacts.put(contact(GP, "Sigrid Lien", processes.E_CONTACT, processes.PRESCRIPTION_RENEWAL))
    await kari.reader.all_have(
        {
            "m1": prescription("C09CA06", "Kandesartan"),
            "m2": prescription("C10AA05", "Atorvastatin"),
            "m2-old": prescription("C10AA05", "Atorvastatin", on="2023-01-01"),
            "m3": prescription("R06AE07", "Cetirizin", status="completed"),
            "m4": prescription("N05CF01", "Zopiklon"),
            "m6": prescription("B01AA03", "Warfarin", status="completed"),
            "s6": {"resourceType": "MedicationStatement", "status": "completed", "basedOn": [{"reference": "MedicationRequest/m6"}]},
            "m5": prescription("J01CA04", "Amoksicillin", status="stopped"),
        }
    )
    return kari


async def chooses(kari, *ids, words="", status=303):
    page = await kari.get(f"{RENEW}?to={GP}")
    fields = {**page.form(RENEW), "prescriptions": [f"MedicationRequest/{each}" for each in ids], "words": words}
    return await kari.post(RENEW, fields, status=status)


async def outcomes(kari, thread):
    page = await kari.get(thread)
    lines = page.tree.xpath("//section[@aria-labelledby='prescriptions']//li")
    return {
        each.xpath(".//*[@class='line__title']")[0].text_content(): each.xpath(".//*[@class='badge']")[0].text_content() for each in lines
    }


async def test_what_can_be_renewed_is_offered_once_each_and_the_rest_says_why_not(kari):
    assert (await kari.client.get(f"/messages/new?to={GP}&kind=renewal")).headers["location"] == f"{RENEW}?to={GP}"
    page = await kari.get(f"{RENEW}?to={GP}")
    assert page.tree.xpath("//input[@name='prescriptions']/@value") == [f"MedicationRequest/{each}" for each in ("m2", "m3", "m1")]
    hindered = {
        line.xpath("string(.//*[@class='line__title'])"): line.text_content()
        for line in page.tree.xpath("//section[h2[@id='hindered']]//li")
    }
    assert "Bare du og" not in page.main
    assert "Vanedannende" in hindered["Zopiklon"]
    assert "Avsluttet" in hindered["Amoksicillin"]
    assert "Avsluttet" in hindered["Warfarin"]


async def test_two_of_three_go_in_one_message_and_wait_for_their_answer(kari):
    check = await chooses(kari, "m1", "m2", words="Jeg er nesten tom.")
    page = await kari.get(check)
    assert "Atorvastatin og Kandesartan" in page.main
    thread = await kari.post(check.replace("/check", "/send"))
    assert await outcomes(kari, thread) == {"Atorvastatin": "Venter på svar", "Kandesartan": "Venter på svar"}
    ((_, message),) = await kari.resources("Communication")
    assert message["payload"][0]["contentString"] == "Atorvastatin\nKandesartan\n\nJeg er nesten tom."
    ((_, task),) = await kari.resources("Task")
    assert [each["valueReference"]["reference"] for each in task["input"]] == ["MedicationRequest/m2", "MedicationRequest/m1"]


async def test_each_prescription_has_its_own_outcome(kari, clinic):
    thread = await kari.post((await chooses(kari, "m1", "m2")).replace("/check", "/send"))
    kari.moves(minutes=1)
    assert "utkast" not in (await kari.get(thread)).main, "where no file is attached an answer is no draft"
    await clinic.answers(thread, "Kandesartan først etter en prøve.", ends="32", outputs={"m2": "14", "m1": "15"})
    assert await outcomes(kari, thread) == {"Atorvastatin": "Fornyet", "Kandesartan": "Ikke fornyet"}


@pytest.mark.parametrize(("code", "says"), [("14", "Fornyet"), ("15", "Ikke fornyet"), ("32", "Les svaret"), ("12", "Les svaret")])
async def test_what_is_said_of_all_holds_for_each(kari, clinic, code, says):
    thread = await kari.post((await chooses(kari, "m1")).replace("/check", "/send"))
    kari.moves(minutes=1)
    await clinic.answers(thread, "Svar.", code=code)
    assert await outcomes(kari, thread) == {"Kandesartan": says}


async def test_what_cannot_be_renewed_here_is_not_asked_for_by_another_form(kari):
    page = await chooses(kari, "m4", "m5", "somebody-elses", status=422)
    assert "Velg minst én resept" in page.main
    assert await kari.resources("Communication") == []
    check = await chooses(kari, "m4", "m1")
    assert "Zopiklon" not in (await kari.get(check)).main


async def test_a_draft_of_a_renewal_is_changed_where_it_was_chosen(kari):
    draft = (await chooses(kari, "m1")).removesuffix("/check")
    assert (await kari.client.get(draft)).headers["location"] == f"{draft}/prescriptions"
    page = await kari.get(f"{draft}/prescriptions")
    assert page.tree.xpath("//input[@checked]/@value") == ["MedicationRequest/m1"]
    assert await kari.post(f"{draft}/prescriptions", {"prescriptions": ["MedicationRequest/m3"], "words": ""}) == f"{draft}/check"
    assert "Cetirizin" in (await kari.get(f"{draft}/check")).main
    await kari.post(f"{draft}/prescriptions", {"words": ""}, status=422)


async def test_a_draft_of_a_renewal_is_found_again_by_what_it_is(kari):
    draft = (await chooses(kari, "m1")).removesuffix("/check")
    assert (await kari.get("/messages")).tree.xpath(f"//a[@href='{draft}']/text()") == ["Fornye resept"]


async def test_power_over_messages_alone_renews_nothing_and_over_medicines_too_it_does(kari, attorney):
    siri, _ = attorney
    siri.site.health_contacts.put(contact(GP, "Sigrid Lien", processes.PRESCRIPTION_RENEWAL))
    assert "Kandesartan" not in (await siri.get(f"{RENEW}?to={GP}", status=403)).main
    world = siri.world.gate_world
    own = await world.citizen((await siri.world.person("kari"))[0], now=NOW)
    await grants(world, own, siri.number, "medicines", now=siri.site.clock())
    check = await chooses(siri, "m1", "m3")
    thread = await siri.post(check.replace("/check", "/send"))
    assert await outcomes(siri, thread) == {"Cetirizin": "Venter på svar", "Kandesartan": "Venter på svar"}


async def test_a_contact_that_renews_nothing_is_not_asked(kari):
    kari.site.health_contacts.switch_off(GP, processes.PRESCRIPTION_RENEWAL)
    await kari.get(f"{RENEW}?to={GP}", status=409)
    await kari.get(f"{RENEW}?to=0", status=409)
    for odd in ("", "?to=x"):
        assert (await kari.client.get(f"{RENEW}{odd}")).headers["location"] == "/messages/new"


@pytest.mark.parametrize("code", ["N05BA01", "N05CF01", "N02AA01", "N06BA04", "N03AX16"])
def test_habit_forming_medicines_need_a_talk_first(code):
    assert hindrance("active", [code]) == "habit_forming"


@pytest.mark.parametrize(
    ("status", "code", "says"),
    [("active", "N02BE01", None), ("completed", "", None), ("stopped", "N02BE01", "stopped"), ("", "", "stopped")],
)
def test_others_are_asked_for_unless_they_were_stopped(status, code, says):
    assert hindrance(status, [code] if code else []) == says
