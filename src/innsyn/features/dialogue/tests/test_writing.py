"""A citizen writes to her clinic, step by step."""

import asyncio

import pytest

from innsyn.features.dialogue.tests.conftest import GP, LIEN_ON_THE_WIRE, WARD, badges, contact, episode
from innsyn.gate.tests.samples import TRUST
from innsyn.web.health_contacts import processes
from innsyn.web.security.forgery import FIELD
from innsyn.web.testing.site import TOKEN


async def test_a_message_to_a_clinic_at_our_desk_is_delivered_by_the_sending_itself(kari):
    thread = await kari.sends("Jeg trenger en attest til skolen.")
    page = await kari.get(thread)
    assert page.heading == "Attest"
    assert badges(page) == ["Levert"]
    assert "Jeg trenger en attest til skolen." in page.main
    assert "Levert 22. november 2026 kl. 12:05" in page.main


async def test_a_message_over_the_wire_is_sent_and_not_said_to_be_delivered(kari, clinic):
    kari.site.health_contacts.put(LIEN_ON_THE_WIRE)
    thread = await kari.sends()
    page = await kari.get(thread)
    assert badges(page) == ["Sendt, ikke bekreftet"]
    assert "De har ikke bekreftet at de har fått den ennå" in page.main
    assert "Levert" not in page.main
    await clinic.has(thread)
    assert badges(await kari.get(thread)) == ["Levert"]


async def test_the_draft_is_hers_alone_until_it_is_sent_and_then_the_clinics_too(kari):
    draft = await kari.writes()
    rows = await kari.resources("Communication")
    assert [(row.custodian, body["status"]) for row, body in rows] == [("patient", "preparation")]
    assert await kari.resources("Task") == []
    await kari.post(f"{draft}/send")
    ((row, body),) = await kari.resources("Communication")
    ((task, _),) = await kari.resources("Task")
    assert row.custodian == task.custodian == TRUST
    assert body["status"] == "completed"


async def test_everything_is_shown_once_more_before_it_is_sent(kari):
    draft = await kari.writes("Linje én\nLinje to", subject="Førerkort")
    page = await kari.get(f"{draft}/check")
    for words in ("Sigrid Lien, Trollkatten legesenter", "Kontakt med kontoret", "Førerkort", "Linje én", "fredag 27. november 2026"):
        assert words in page.main
    assert await kari.resources("Task") == []


async def test_the_form_sent_twice_is_one_draft_and_the_draft_sent_twice_one_message(kari):
    page = await kari.get(f"/messages/new?to={GP}&kind=e-contact")
    fields = {**page.form("/messages/new"), "subject": "Attest", "words": "Hei"}
    first, second = [await kari.post("/messages/new", fields) for _ in range(2)]
    assert first == second
    draft = first.removesuffix("/files")
    assert await kari.post(f"{draft}/send") == await kari.post(f"{draft}/send")
    assert len(await kari.resources("Task")) == len(await kari.resources("Communication")) == 1


async def test_a_double_click_whose_two_halves_arrive_at_once_is_one_message(kari):
    draft = await kari.writes()
    sends = [kari.client.post(f"{draft}/send", data={FIELD: TOKEN}, headers={"sec-fetch-site": "same-origin"}) for _ in range(2)]
    answers = await asyncio.gather(*sends)
    assert {answer.status_code for answer in answers} <= {303, 409}
    assert len(await kari.resources("Task")) == len(await kari.resources("Communication")) == 1


async def test_a_form_sent_from_two_tabs_and_once_more_after_nobody_answered_in_time_is_one_message(kari):
    page = await kari.get(f"/messages/new?to={GP}&kind=e-contact")
    fields = {**page.form("/messages/new"), "subject": "Attest", "words": "Hei"}
    draft = (await kari.post("/messages/new", fields)).removesuffix("/files")
    thread = await kari.post(f"{draft}/send")
    assert await kari.post(f"{draft}/send") == await kari.post("/messages/new", fields) == thread
    assert len(await kari.resources("Task")) == len(await kari.resources("Communication")) == 1


async def test_a_turn_back_to_the_form_changes_the_draft_it_was(kari):
    page = await kari.get(f"/messages/new?to={GP}&kind=e-contact")
    fields = {**page.form("/messages/new"), "subject": "Attest", "words": "Først"}
    await kari.post("/messages/new", fields)
    draft = (await kari.post("/messages/new", {**fields, "words": "Siden"})).removesuffix("/files")
    assert "Siden" in (await kari.get(f"{draft}/check")).main
    thread = await kari.post(f"{draft}/send")
    assert await kari.post("/messages/new", {**fields, "words": "Etterpå"}) == thread
    assert "Etterpå" not in (await kari.get(thread)).main


async def test_a_draft_is_found_again_changed_and_thrown_away(kari):
    draft = await kari.writes(subject="Førerkort")
    listed = await kari.get("/messages")
    assert listed.links["Førerkort"] == draft
    page = await kari.get(draft)
    assert page.form(draft)["subject"] == "Førerkort"
    await kari.post(draft, {"subject": "Førerkort og syn", "words": "Ny tekst"})
    assert "Ny tekst" in (await kari.get(f"{draft}/check")).main
    assert await kari.post(f"{draft}/discard") == "/messages"
    assert "Førerkort" not in (await kari.get("/messages")).main
    await kari.get(draft, status=404)
    ((_, body),) = await kari.resources("Communication")
    assert "payload" not in body
    assert "topic" not in body


async def test_a_service_that_was_closed_a_moment_ago_stops_the_sending_and_keeps_the_draft(kari):
    draft = await kari.writes(kind="e-consultation")
    kari.site.health_contacts.switch_off(GP, processes.E_CONSULTATION)
    page = await kari.post(f"{draft}/send", kari.has_read_the_fee(), status=409)
    assert page.heading == "De tar ikke imot dette nå"
    assert "ligger som utkast i meldingene dine" in page.main
    assert await kari.resources("Task") == []
    assert "Attest" in (await kari.get("/messages")).main
    assert "E-konsultasjon" not in (await kari.get(f"/messages/new?to={GP}")).main


async def test_when_nobody_can_say_what_they_take_nothing_is_sent(kari):
    draft = await kari.writes()
    kari.site.health_contacts.is_available = False
    page = await kari.post(f"{draft}/send", status=409)
    assert page.heading == "Vi får ikke spurt om de tar imot"
    assert await kari.resources("Task") == []


@pytest.mark.parametrize(("to", "kind"), [(GP, "secure-mail"), (WARD, "e-contact"), (99999999, "e-contact")])
async def test_what_a_contact_does_not_take_cannot_be_begun(kari, to, kind):
    await kari.get(f"/messages/new?to={to}&kind={kind}", status=409)
    answer = await kari.post(
        "/messages/new", {"to": to, "kind": kind, "draft": "6f9619ff-8b86-4d11-b42d-00c04fc964ff", "subject": "a", "words": "b"}, status=409
    )  # fmt: skip
    assert "ligger som utkast" not in answer.main
    assert "Dette skrev du" in answer.main
    assert await kari.resources("Communication") == []


async def test_nobody_writes_to_who_does_not_treat_her(kari):
    elsewhere = contact(99000040, "Legen i nabobyen", processes.E_CONTACT, processes.PRESCRIPTION_RENEWAL)
    kari.site.health_contacts.put(elsewhere)
    for query in ("new?to=99000040", "new?to=99000040&kind=e-contact", "renew?to=99000040"):
        page = await kari.get(f"/messages/{query}", status=409)
        assert page.heading == "De er ikke blant helsekontaktene dine nå"
        assert "Legen i nabobyen" not in page.main
    fields = {"to": 99000040, "kind": "e-contact", "draft": "6f9619ff-8b86-4d11-b42d-00c04fc964ff", "subject": "a", "words": "b"}
    for address in ("/messages/new", "/messages/renew"):
        await kari.post(address, fields, status=409)
    assert await kari.resources("Communication") == []


async def test_a_doctor_who_treats_her_no_more_is_sent_nothing_and_the_draft_is_kept(kari):
    draft = await kari.writes()
    await kari.reader.has({**episode(GP, "Sigrid Lien"), "status": "finished"}, "e-gp")
    page = await kari.post(f"{draft}/send", status=409)
    assert "ligger som utkast" in page.main
    assert await kari.resources("Task") == []


async def test_she_chooses_among_those_who_treat_her_and_what_each_takes(kari):
    page = await kari.get("/messages/new")
    assert page.links["Sigrid Lien"] == f"/messages/new?to={GP}"
    assert "Kontakt med kontoret · E-konsultasjon" in page.main
    which = await kari.get(f"/messages/new?to={WARD}")
    assert which.links["Sikker melding"] == f"/messages/new?to={WARD}&kind=secure-mail"
    assert "E-konsultasjon" not in which.main


async def test_a_category_the_ward_has_declared_is_chosen_and_travels_with_the_conversation(kari):
    page = await kari.writes(to=WARD, kind="secure-mail", status=422)
    assert "Hvem eller hva gjelder det?" in page.main
    thread = await kari.sends(to=WARD, kind="secure-mail", category="9")
    ((_, task),) = await kari.resources("Task")
    assert task["reasonCode"]["coding"][0]["code"] == "9"
    assert "Primærkontakt" in (await kari.get(thread)).main


async def test_a_message_that_is_too_long_or_empty_is_said_at_the_field_and_nothing_is_kept(kari):
    long = await kari.writes("x" * 2_001, status=422)
    assert "Meldingen kan ha høyst 2 000 tegn" in long.main
    empty = await kari.writes(" ", subject="", status=422)
    assert "Skriv det du vil si" in empty.main
    assert await kari.resources("Communication") == []
    assert await kari.writes("x" * 2_000)


async def test_odd_addresses_are_answered_calmly(kari):
    for query in ("?to=abc", "?to=1&kind=x", "?to=99999999999999999999", "?kind=e-contact", "?to=0"):
        assert (await kari.client.get(f"/messages/new{query}")).status_code in (200, 409)
    assert await kari.post("/messages/new", {"to": "x", "kind": "y", "draft": "z"}) == "/messages/new"
    for address in ("/messages/draft/none", "/messages/none", "/messages/draft/none/check", "/messages/none/files/1/a"):
        await kari.get(address, status=404)
