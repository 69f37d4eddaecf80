"""A conversation as the citizen reads it: what the clinic did, what came through, and what she can do."""

import base64

import pytest

from innsyn.features.dialogue.tests.conftest import GP, LIEN, LIEN_ON_THE_WIRE, PNG, badges
from innsyn.gate.standing.messages import Attachment
from innsyn.web.health_contacts import processes


async def test_an_answer_is_new_until_it_is_read_and_stands_first(kari, clinic):
    first = await kari.sends("Om attesten", subject="Attest")
    kari.moves(minutes=1)
    await kari.sends("Om timen", subject="Time")
    kari.moves(minutes=1)
    await clinic.answers(first, "Den kan hentes i morgen.")
    page = await kari.get("/messages")
    assert "Én samtale med noe nytt" in page.main
    assert badges(page) == ["Nytt", "Besvart"]
    thread = await kari.get(first)
    assert "Den kan hentes i morgen." in thread.main
    assert "Nina Sykepleier, Sigrid Lien" in thread.main
    assert "noe nytt" not in (await kari.get("/messages")).main


async def test_she_writes_more_and_it_is_the_clinics_turn_again(kari, clinic):
    thread = await kari.sends()
    kari.moves(minutes=1)
    await clinic.answers(thread, "Hvilken skole?")
    kari.moves(minutes=1)
    assert await kari.answers(thread, "Fjordby skole.") == thread
    page = await kari.get(thread)
    assert badges(page) == ["Levert"]
    assert page.main.index("Hvilken skole?") < page.main.index("Fjordby skole.")


async def test_the_same_answer_sent_twice_is_one_message(kari, clinic):
    thread = await kari.sends()
    await clinic.answers(thread, "Hvilken skole?")
    form = (await kari.get(thread)).form(f"{thread}/answer")
    for _ in range(2):
        assert await kari.post(f"{thread}/answer", {"draft": form["draft"], "words": "Fjordby skole.", "do": "send"}) == thread
    assert len(await kari.resources("Communication")) == 3


async def test_while_nobody_knows_how_to_reach_them_nothing_is_sent_and_the_words_are_given_back(kari):
    thread = await kari.sends()
    kari.site.health_contacts.is_available = False
    page = await kari.answers(thread, "Det haster litt.", status=409)
    assert page.heading == "Vi får ikke spurt om de tar imot"
    assert "Det haster litt." in page.main
    assert len(await kari.resources("Communication")) == 1


async def test_a_closed_conversation_says_why_and_takes_no_more(kari, clinic):
    thread = await kari.sends()
    form = (await kari.get(thread)).form(f"{thread}/answer")
    await clinic.answers(thread, "Den er klar.", ends="17")
    page = await kari.get(thread)
    assert "Attesten er klar til å hentes." in page.main
    assert badges(page) == ["Avsluttet"]
    assert page.links["Skriv en ny melding til dem"] == f"/messages/new?to={GP}"
    with pytest.raises(KeyError):
        page.form(f"{thread}/answer")
    late = await kari.post(f"{thread}/answer", {"draft": form["draft"], "words": "Takk skal dere ha", "do": "send"}, status=409)
    assert late.heading == "Samtalen er avsluttet"
    assert "Takk skal dere ha" in late.main
    assert len(await kari.resources("Communication")) == 2


async def test_a_draft_of_an_answer_is_not_sent_after_the_closing(kari, clinic):
    thread = await kari.sends()
    files = await kari.answers(thread, "Se bildet", do="attach")
    await clinic.closes(thread)
    page = await kari.post(files.replace("/files", "/send"), status=409)
    assert page.heading == "Samtalen er avsluttet"


async def test_what_was_not_delivered_says_why_and_is_sent_again_as_the_same_message(kari, clinic):
    kari.site.health_contacts.put(LIEN_ON_THE_WIRE)
    thread = await kari.sends()
    await clinic.has(thread, fails="E35")
    page = await kari.get(thread)
    assert badges(page) == ["Ikke levert"]
    assert "Ikke levert: Pasienten er ikke registrert hos dem." in page.main
    ((row, before),) = await kari.resources("Communication")
    assert await kari.post(f"{thread}/again/{row.id}") == thread
    ((_, after),) = await kari.resources("Communication")
    assert after["status"] == "in-progress"
    assert after["identifier"] == before["identifier"]
    assert badges(await kari.get(thread)) == ["Sendt, ikke bekreftet"]


async def test_a_message_nobody_confirmed_in_a_quarter_of_an_hour_can_be_sent_again_and_not_before(kari):
    kari.site.health_contacts.put(LIEN_ON_THE_WIRE)
    thread = await kari.sends()
    assert "Send på nytt" not in (await kari.get(thread)).main
    ((row, _),) = await kari.resources("Communication")
    assert await kari.post(f"{thread}/again/{row.id}") == thread
    kari.moves(minutes=16)
    page = await kari.get(thread)
    assert "ikke bekreftet mottatt" in page.main
    assert page.form(f"{thread}/again/{row.id}") is not None


async def test_another_ones_message_cannot_be_sent_again(kari, clinic):
    thread = await kari.sends()
    await clinic.answers(thread, "Ja.")
    row = next(row for row, body in await kari.resources("Communication") if "Ja." in str(body))
    await kari.post(f"{thread}/again/{row.id}", status=404)


async def test_it_can_be_taken_back_while_nobody_has_it_and_not_after(kari, clinic):
    kari.site.health_contacts.put(LIEN_ON_THE_WIRE)
    thread = await kari.sends()
    await kari.get(thread)
    assert await kari.post(f"{thread}/withdraw") == thread
    assert badges(await kari.get(thread)) == ["Trukket tilbake"]
    kari.moves(minutes=1)
    other = await kari.sends(subject="Ny")
    await clinic.has(other)
    assert "Trekk tilbake" not in (await kari.get(other)).main
    await kari.post(f"{other}/withdraw")
    assert badges(await kari.get(other)) == ["Levert"]


async def test_a_promise_that_was_broken_is_said(kari):
    thread = await kari.sends()
    assert "fredag 27. november 2026" in (await kari.get(thread)).main
    kari.moves(days=10)
    visit = await kari.world.gate_world.citizen((await kari.world.person("kari"))[0], now=kari.site.clock())
    late = await kari.site.citizen(visit.actor, visit, accept_language="nb")
    assert "Svaret er forsinket" in (await late.get(thread)).main


async def test_the_clinics_picture_is_shown_and_what_lies_about_its_type_is_only_kept(kari, clinic):
    thread = await kari.sends()
    picture = Attachment(title="svar.png", content_type="image/png", content=base64.b64encode(PNG).decode())
    script = Attachment(title="svar.png", content_type="image/png", content=base64.b64encode(b"<svg onload=alert(1)>").decode())
    await clinic.answers(thread, "Se her.", attachments=(picture, script))
    page = await kari.get(thread)
    addresses = [link.get("href") for link in page.tree.xpath("//ul[@class='talk__files']//a")]
    shown, kept = [await kari.client.get(address) for address in addresses]
    assert (shown.headers["content-type"], shown.content) == ("image/png", PNG)
    assert kept.headers["content-type"] == "application/octet-stream"
    assert kept.headers["content-disposition"].startswith("attachment")
    saved = await kari.client.get(f"{addresses[0]}?save=1")
    assert saved.headers["content-disposition"].startswith("attachment")
    for odd in ("0", "3", "x", "-1", "1000"):
        assert (await kari.client.get(addresses[0].replace("/files/1/", f"/files/{odd}/"))).status_code == 404


async def test_the_list_is_narrowed_by_kind_and_by_contact(kari):
    kari.site.health_contacts.put(LIEN)
    await kari.sends(subject="Attest")
    await kari.sends(subject="Hoste", kind="e-consultation")
    page = await kari.get("/messages?kind=e-consultation")
    assert "Hoste" in page.main
    assert "Attest" not in page.links
    assert "Ingen samtaler passer til valget" in (await kari.get("/messages?contact=1")).main
    assert "Attest" in (await kari.get(f"/messages?contact={GP}")).links
    assert "Attest" in (await kari.get("/messages?kind=odd&contact=x&after=odd")).links


async def test_the_overview_shows_what_is_new(kari, clinic):
    assert "Meldinger" not in (await kari.get("/my-health")).main
    thread = await kari.sends()
    await clinic.answers(thread, "Ja.")
    page = await kari.get("/my-health")
    assert "Én samtale med noe nytt" in page.main
    assert page.links["Attest"] == thread


async def test_an_e_consultation_tells_what_its_answer_costs_by_the_hour_of_the_answer(kari, clinic):
    thread = await kari.sends(kind="e-consultation")
    assert "Egenandel" not in (await kari.get(thread)).main
    await clinic.answers(thread, "Ta det med ro.")
    assert "utenom dagtid" in (await kari.get(thread)).main
    kari.site.health_contacts.switch_off(GP, processes.E_CONSULTATION)
    assert await kari.answers(thread, "Takk") == thread


async def test_a_conversation_costs_the_same_however_much_is_said_in_it(kari, clinic):
    thread = await kari.sends()
    await kari.get(thread)
    short = await kari.reader.statements(thread)
    for _ in range(3):
        kari.moves(minutes=1)
        await clinic.answers(thread, "Ja.")
    assert await kari.reader.statements(thread) == short == 2
