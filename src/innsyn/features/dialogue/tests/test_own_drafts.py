"""What somebody may write to some organisations only is drafted by her alone, and read by the patient it is about."""

import json
from dataclasses import replace

import pytest

from innsyn.features.dialogue.tests.conftest import FEATURES, GP, LIEN, PNG, Writer, contact
from innsyn.features.dialogue.tests.test_renewing import RENEW, prescription
from innsyn.gate.standing.consents import withdrawn
from innsyn.gate.tests.families import a_person, grants
from innsyn.gate.tests.samples import NOW, OTHER_TRUST, TRUST
from innsyn.record.stored import Write
from innsyn.web.health_contacts import processes


@pytest.fixture
def limited(world, kari):
    """Give a way to act for Kari with powers over areas of one trust. Returns her browser and the Consent."""

    async def settles(*areas, name="Ola Sønn"):
        gate = world.gate_world
        number, owner = await world.person("kari")
        person = a_person()
        gate.register.put(person)
        await gate.moves_in(person.number, name=name)
        given = await grants(gate, await gate.citizen(number, now=NOW), person.number, *areas, organisations=(TRUST,))
        visits = [await gate.citizen(person.number, now=NOW), await gate.acts_for(person.number, owner, "attorney", now=NOW)]
        site = world.site(FEATURES)
        site.health_contacts.put(LIEN)
        writer = Writer(await world.enters(owner, *visits, site=site))
        writer.number = person.number
        return writer, given

    return settles


async def test_what_a_power_for_one_place_drafts_is_read_by_its_writer_and_the_patient_and_by_nobody_else(kari, limited, attorney):
    ola, _ = await limited("dialogue")
    siri, _ = attorney
    draft = await ola.writes("Mor trenger en attest.")
    assert (await ola.attach(draft, PNG)).status_code == 303
    assert "Bare du og Kari leser det" in (await ola.get(draft)).main
    assert "Begynt av Ola Sønn" in (await kari.get("/messages")).main
    shown = (await kari.get(draft)).main
    assert "Mor trenger en attest." in shown
    assert "foreldrene" not in shown
    await siri.get(draft, status=404)
    for action in ("discard", "send", "files/remove"):
        await siri.post(f"{draft}/{action}", {"place": "1"}, status=404)
    assert "Attest" not in (await siri.get("/messages")).main
    thread = await ola.post(f"{draft}/send")
    assert "Bare du og Kari leser det før du sender" in (await ola.get(thread)).main
    shared = await siri.get(thread)
    assert "bilde.png" in shared.main
    assert "Behandlingsstedet leser det ikke før du sender" in shared.main
    assert "Ingen andre leser det før du sender" in (await kari.get(thread)).main
    ((_, message),) = await kari.resources("Communication")
    assert "drafted" not in json.dumps(message)


async def test_what_the_patient_goes_on_with_is_hers_and_leaves_who_began_it(kari, limited):
    ola, _ = await limited("dialogue")
    draft = await ola.writes("Mor trenger en attest.")
    await kari.post(draft, {"subject": "Attest", "words": "Jeg skriver heller selv."})
    await ola.get(draft, status=404)
    assert "Begynt av" not in (await kari.get("/messages")).main
    assert await kari.post(f"{draft}/discard") == "/messages"


async def test_a_draft_is_closed_to_its_writer_when_her_power_has_ended_and_the_patient_has_it_still(kari, limited, world):
    ola, given = await limited("dialogue")
    draft = await ola.writes("Mor trenger en attest.")
    own = await world.gate_world.citizen((await world.person("kari"))[0], now=NOW)
    body = {name: value for name, value in json.loads(given.body).items() if name not in ("id", "meta")}
    ended = Write("update", "Consent", json.dumps(withdrawn(body)).encode(), id=given.id, expected_version=given.version)
    await world.gate_world.gate.write(own, [ended], NOW)
    assert "attest" not in (await ola.post(f"{draft}/send", status=403)).main
    assert "Mor trenger en attest." in (await kari.get(f"{draft}/check")).main


async def test_a_renewal_is_asked_for_where_the_power_covers_medicines_too(kari, limited):
    await kari.reader.all_have({"m1": prescription("C09CA06", "Kandesartan")})
    renews = contact(GP, "Sigrid Lien", processes.E_CONTACT, processes.PRESCRIPTION_RENEWAL)
    (ola, _), (eva, _) = await limited("dialogue", "medicines"), await limited("dialogue", name="Eva Venn")
    for each in (ola, eva):
        each.site.health_contacts.put(renews)
    page = await ola.get(f"{RENEW}?to={GP}")
    assert "Bare du og" in page.main
    check = await ola.post(RENEW, {**page.form(RENEW), "prescriptions": ["MedicationRequest/m1"], "words": ""})
    thread = await ola.post(check.replace("/check", "/send"))
    assert "Kandesartan" in (await kari.get(thread)).main
    assert "Kandesartan" not in (await eva.get(f"{RENEW}?to={GP}", status=403)).main


async def test_whom_a_power_is_not_about_is_not_written_to_and_says_so_before_anything_is_written(kari, limited, world):
    ola, _ = await limited("dialogue")
    own = await world.gate_world.citizen((await world.person("kari"))[0], now=NOW)
    await grants(world.gate_world, own, ola.number, "appointments")
    ola.site.health_contacts.put(replace(LIEN, organisation_number=OTHER_TRUST))
    listed = await ola.get("/messages/new")
    assert "Fullmakten din gjelder ikke dette hos dem." in listed.main
    assert "Kari kan gi deg fullmakt for dem også, eller skrive selv." in listed.main
    assert not any("?to=" in each for each in listed.links.values())
    for more in ("", "&kind=e-contact"):
        page = await ola.get(f"/messages/new?to={GP}{more}", status=403 if more else 200)
        assert "Fullmakten din gjelder ikke dette hos dem." in page.main
        assert "utkast" not in page.main


async def test_what_is_refused_nonetheless_is_given_back_and_kept_nowhere(kari, limited):
    ola, _ = await limited("dialogue")
    form = {**(await ola.get(f"/messages/new?to={GP}&kind=e-contact")).form("/messages/new"), "subject": "Attest", "words": "Til mor"}
    ola.site.health_contacts.put(replace(LIEN, organisation_number=OTHER_TRUST))
    assert "Til mor" in (await ola.post("/messages/new", form, status=403)).main
    assert await kari.resources("Communication") == []
