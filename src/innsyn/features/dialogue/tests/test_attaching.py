"""Attaching files to a message, and files that are not what they say."""

import base64

from innsyn.features.dialogue.tests.conftest import PNG
from innsyn.web.messaging.attachments import LARGEST_BYTES
from innsyn.web.messaging.scanning import SignatureScanner

TEST_FILE = base64.b64decode("WDVPIVAlQEFQWzRcUFpYNTQoUF4pN0NDKTd9JEVJQ0FSLVNUQU5EQVJELUFOVElWSVJVUy1URVNULUZJTEUhJEgrSCo=")


async def test_a_picture_travels_with_the_message_and_is_opened_from_the_conversation(kari):
    draft = await kari.writes()
    answer = await kari.attach(draft, PNG, "C:\\bilder\\utslett.jpeg")
    assert (answer.status_code, answer.headers["location"]) == (303, f"{draft}/files")
    assert "utslett.png" in (await kari.get(f"{draft}/check")).main
    thread = await kari.post(f"{draft}/send")
    link = (await kari.get(thread)).links["utslett.png"]
    assert (await kari.client.get(link)).content == PNG


async def test_what_is_attached_is_not_opened_before_it_is_sent_under_another_conversation(kari):
    draft = await kari.writes()
    await kari.attach(draft, PNG)
    ((row, _),) = await kari.resources("Communication")
    assert (await kari.client.get(f"/messages/other/files/1/{row.id}")).status_code == 404


async def test_a_file_is_taken_off_again(kari):
    draft = await kari.writes()
    await kari.attach(draft, PNG, "en.png")
    await kari.attach(draft, PNG, "to.png")
    assert await kari.post(f"{draft}/files/remove", {"place": "1"}) == f"{draft}/files"
    page = (await kari.get(f"{draft}/files")).main
    assert "en.png" not in page
    assert "to.png" in page
    await kari.post(f"{draft}/files/remove", {"place": "odd"})
    assert "to.png" in (await kari.get(f"{draft}/files")).main


async def test_a_file_that_lies_about_its_type_is_refused_with_words_at_the_field(kari):
    draft = await kari.writes()
    answer = await kari.attach(draft, b"<html><script>alert(1)</script>", "bilde.png")
    assert answer.status_code == 422
    assert "selv om navnet kan si det" in answer.text
    ((_, body),) = await kari.resources("Communication")
    assert len(body["payload"]) == 1


async def test_a_file_with_a_virus_is_refused_and_kept_nowhere(kari):
    draft = await kari.writes()
    answer = await kari.attach(draft, PNG + TEST_FILE)
    assert answer.status_code == 422
    assert "inneholder et virus" in answer.text
    ((_, body),) = await kari.resources("Communication")
    assert len(body["payload"]) == 1


async def test_a_file_nobody_could_look_at_is_refused_and_kept_nowhere(kari, monkeypatch):
    async def is_away(*_):
        return "unknown"

    monkeypatch.setattr(SignatureScanner, "scan", is_away)
    draft = await kari.writes()
    answer = await kari.attach(draft, PNG)
    assert answer.status_code == 422
    assert "Vi fikk ikke sett etter virus akkurat nå" in answer.text
    ((_, body),) = await kari.resources("Communication")
    assert len(body["payload"]) == 1


async def test_a_file_that_is_too_large_is_refused(kari):
    draft = await kari.writes()
    assert "for stor" in (await kari.attach(draft, PNG.ljust(LARGEST_BYTES + 1, b"x"))).text
    assert (await kari.attach(draft, PNG.ljust(LARGEST_BYTES, b"x"))).status_code == 303


async def test_nothing_chosen_is_said(kari):
    draft = await kari.writes()
    page = await kari.post(f"{draft}/files", status=422)
    assert "Velg en fil først" in page.main


async def test_an_answer_gets_a_file_before_it_is_sent(kari, clinic):
    thread = await kari.sends()
    await clinic.answers(thread, "Send et bilde.")
    files = await kari.answers(thread, "Her er det", do="attach")
    draft = files.removesuffix("/files")
    await kari.attach(draft, PNG, "arm.png")
    assert "Du har begynt på et svar" in (await kari.get(thread)).main
    assert await kari.post(f"{draft}/send") == thread
    page = await kari.get(thread)
    assert "Her er det" in page.main
    assert "arm.png" in page.links
