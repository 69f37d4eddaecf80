"""Who may not write: strangers, those whose power has ended, youths, and whoever acts without the area."""

import json
from dataclasses import replace
from datetime import date

import pytest

from innsyn.features.dialogue.tests.conftest import FEATURES, GP, LIEN, PNG, Writer, episode
from innsyn.gate.refused import Refused
from innsyn.gate.standing.consents import withdrawn
from innsyn.gate.tests.decisions import chooses
from innsyn.gate.tests.families import family
from innsyn.gate.tests.samples import NOW, OTHER_TRUST, TRUST
from innsyn.record.stored import Write


async def test_a_stranger_finds_nothing_of_hers(kari, world):
    thread = await kari.sends()
    draft = await kari.writes()
    ola = Writer(await world.citizen("ola", *FEATURES))
    for address in (thread, draft, f"{draft}/check", f"{draft}/files", f"{draft}/fee"):
        await ola.get(address, status=404)
    for action in (f"{draft}/send", f"{draft}/discard", f"{thread}/answer", f"{thread}/withdraw"):
        await ola.post(action, {"words": "Hei", "draft": "6f9619ff-8b86-4d11-b42d-00c04fc964ff"}, status=404)
    assert len(await kari.resources("Task")) == 1


async def test_somebody_who_is_not_logged_in_is_led_to_the_login(world):
    answer = await world.stranger(*FEATURES).client.get("/messages")
    assert answer.headers["location"].startswith("/login")


async def test_an_attorney_writes_for_her_and_both_read_who_wrote(kari, attorney):
    siri, _ = attorney
    thread = await siri.sends("Mor trenger en attest.")
    assert "Du, på vegne av Kari" in (await siri.get(thread)).main
    assert "Siri Datter, på vegne av deg" in (await kari.get(thread)).main


async def test_a_power_that_ended_a_minute_ago_sends_nothing(kari, attorney, world):
    siri, given = attorney
    draft = await siri.writes()
    own = await world.gate_world.citizen((await world.person("kari"))[0], now=NOW)
    body = {name: value for name, value in json.loads(given.body).items() if name not in ("id", "meta")}
    ended = Write("update", "Consent", json.dumps(withdrawn(body)).encode(), id=given.id, expected_version=given.version)
    await world.gate_world.gate.write(own, [ended], siri.site.clock())
    answer = await siri.post(f"{draft}/send", status=403)
    assert "attest" not in answer.main
    assert await kari.resources("Task") == []
    form = {"to": GP, "kind": "e-contact", "draft": "6f9619ff-8b86-4d11-b42d-00c04fc964ff", "subject": "Attest", "words": "Til mor"}
    refused = await siri.post("/messages/new", form, status=403)
    assert [each.text_content().strip() for each in refused.tree.xpath("//textarea")] == ["Attest", "Til mor"], "her own, to copy"
    assert "Jeg trenger en attest." not in refused.main
    assert len(await kari.resources("Communication")) == 1
    assert "Jeg trenger en attest." in (await kari.get(f"{draft}/check")).main


async def test_she_goes_on_with_what_somebody_else_has_begun_for_her_and_throws_it_away(kari, attorney):
    siri, _ = attorney
    draft = await siri.writes("Mor trenger en attest.")
    assert "Mor trenger en attest." in (await kari.get(f"{draft}/check")).main
    await kari.post(f"{draft}/files/remove", {"place": "1"})
    assert await kari.post(f"{draft}/discard") == "/messages"
    await siri.get(draft, status=404)


async def test_whoever_acts_for_her_reads_that_she_has_begun_a_draft_herself_and_she_does_not(kari, attorney):
    siri, _ = attorney
    await kari.writes("Jeg trenger en attest.")
    assert "Begynt av Kari" in (await siri.get("/messages")).main
    assert "Begynt av" not in (await kari.get("/messages")).main


async def test_a_parent_writes_for_her_child_and_not_for_her_youth(acts):
    mother = await acts(date(2018, 3, 1))
    thread = await mother.sends("Han har hostet i to uker.")
    assert "Du, på vegne av Lise Barn" in (await mother.get(thread)).main


@pytest.mark.parametrize("ages", ["graded", "national"])
async def test_a_youth_writes_herself_where_the_graded_ages_hold_and_her_mother_does_not(world, ages):
    gate = world.gate_world
    await chooses(gate, TRUST, ages=ages)
    mother, number, owner = await family(gate, born=date(2012, 1, 5))
    await gate.moves_in(mother, name="Hanne Mor")
    await world.delivers(owner, {"e-gp": episode(GP, "Sigrid Lien")})
    own = await gate.citizen(number, now=NOW)
    if ages == "national":
        assert isinstance(own, Refused)
        return
    site = world.site(FEATURES)
    site.health_contacts.put(LIEN)
    lise = Writer(await world.enters(owner, own, site=site))
    draft = await lise.writes("Kan jeg få time uten at de hjemme vet det?")
    assert (await lise.attach(draft, PNG)).status_code == 303
    assert "heller ikke foreldrene dine" in (await lise.get(draft)).main
    visits = [await gate.citizen(mother, now=NOW), await gate.acts_for(mother, owner, "parent", now=NOW)]
    hanne = await world.enters(owner, *visits, site=world.site(FEATURES))
    await hanne.get(draft, status=403)
    thread = await lise.post(f"{draft}/send")
    assert "uten at de hjemme vet det" in (await lise.get(thread)).main
    site.health_contacts.put(replace(LIEN, organisation_number=OTHER_TRUST))
    assert "Mellom 12 og 16 år er journalen ikke åpen" in (await lise.get(f"/messages/new?to={GP}&kind=e-contact", status=403)).main
    await hanne.get(thread, status=403)


async def test_a_child_pays_nothing(acts):
    mother = await acts(date(2018, 3, 1))
    draft = await mother.writes(kind="e-consultation")
    page = await mother.get(f"{draft}/fee")
    assert page.heading == "Du betaler ikke noe"
    assert "Allmennlege" not in page.main


async def test_a_grown_up_sees_the_amounts_or_that_they_are_not_known(kari):
    draft = await kari.writes(kind="e-consultation")
    page = await kari.get(f"{draft}/fee")
    assert "Vi kjenner ikke beløpene for 2026" in page.main
    assert "170 kr" in page.main
    assert "Vi vet ikke om du har det" in page.main
    other = await kari.writes()
    assert (await kari.client.get(f"{other}/fee")).headers["location"] == f"{other}/check"
