"""An office's own inbox can be looked into and written from; what is not there looks like nothing, and nothing is done by a mere look."""

import json
from itertools import count

import pytest

from innsyn.features import front
from innsyn.sandbox.clinics import Running, clinics
from innsyn.sandbox.simulators.clinic_system import Behaviour, ClinicSystem, Fault, Office
from innsyn.web.testing import Site
from innsyn.web.testing.fakes import NOW

DIALOGUE = "urn:innsyn:dialogue"


@pytest.fixture
def running(tmp_path):
    behaviour = Behaviour(tmp_path / "behaviour")
    office = Office("storvika", "Storvika legesenter", {"10": "Per Rønning"})
    system = ClinicSystem(office, lambda: None, "", tmp_path, clock=lambda: NOW, faults=behaviour)
    return Running(system, behaviour)


@pytest.fixture
def reader(running):
    words = count(1)
    site = Site([front.FEATURE, clinics({"storvika": running}, lambda: f"word-{next(words)}")])
    running.system.settled = lambda: _at_once()
    return site.stranger()


async def _at_once():
    return True


def has(running, *, status="received", text="Kneet er <hovent>."):
    coding = [{"system": DIALOGUE, "code": "e-contact"}]
    about = {"identifier": {"system": "urn:oid:2.16.578.1.12.4.1.4.1", "value": "10"}}
    running.system.copies.keep(
        {"resourceType": "Task", "id": "t1", "status": status, "code": {"coding": coding}, "description": "Kneet", "for": about}
    )
    running.system.copies.keep(
        {
            "resourceType": "Communication",
            "id": "m1",
            "basedOn": [{"reference": "Task/t1"}],
            "category": [{"coding": [{"system": DIALOGUE, "code": "from-citizen"}]}],
            "sent": "2026-11-22T10:00:00+01:00",
            "payload": [{"contentString": text}, {"contentAttachment": {"title": "kne.jpg"}}],
        }
    )


@pytest.mark.parametrize("language", ["nb", "nn", "en", "se"])
async def test_front_page_leads_to_the_office_and_its_inbox_in_every_language(running, language):
    site = Site([front.FEATURE, clinics({"storvika": running}, str)])
    reader = site.stranger(accept_language=language)
    assert "/sandbox/clinic" in (await reader.get("/")).links.values()
    assert (await reader.get("/sandbox/clinic")).links["Storvika legesenter"] == "/sandbox/clinic/storvika"
    has(running)
    assert (await reader.get("/sandbox/clinic/storvika")).links["Kneet"] == "/sandbox/clinic/storvika/t1"
    assert "Per Rønning" in (await reader.get("/sandbox/clinic/storvika/t1")).main


async def test_an_empty_inbox_says_so(reader):
    assert "Ingen meldinger ennå" in (await reader.get("/sandbox/clinic/storvika")).main


async def test_a_conversation_shows_words_and_files_and_what_can_be_done(running, reader):
    has(running)
    page = await reader.get("/sandbox/clinic/storvika/t1")
    assert "Kneet er <hovent>." in page.main
    assert "kne.jpg" in page.main
    assert len(page.tree.xpath("//main//form")) == 3


async def test_what_is_over_can_only_be_read(running, reader):
    has(running, status="completed")
    page = await reader.get("/sandbox/clinic/storvika/t1")
    assert "Avsluttet" in page.main
    assert page.tree.xpath("//main//form") == []


@pytest.mark.parametrize(
    ("path", "filled", "kind", "text", "to"),
    [
        ("", {"text": "Kom i morgen."}, "answer", "Kom i morgen.", "m1"),
        ("/reject", {"reason": "Ring."}, "rejection", "Ring.", ""),
        ("/close", {}, "closing", "", ""),
    ],
)
async def test_what_the_office_writes_lies_in_its_outbox(running, reader, path, filled, kind, text, to):
    has(running)
    await reader.post(f"/sandbox/clinic/storvika/t1{path}", filled)
    (letter,) = running.system.outbox.waiting()
    assert (letter["kind"], letter["text"], letter["to"], letter["task"]) == (kind, text, to, "t1")
    assert "Venter på å bli sendt" in (await reader.get("/sandbox/clinic/storvika/t1")).main


@pytest.mark.parametrize(("path", "name"), [("", "text"), ("/reject", "reason")])
@pytest.mark.parametrize("written", ["", "x" * 4001])
async def test_an_answer_without_words_or_with_too_many_is_shown_again(running, reader, path, name, written):
    has(running)
    page = await reader.post(f"/sandbox/clinic/storvika/t1{path}", {name: written}, status=422)
    assert page.tree.xpath("//*[@class='mistakes']")
    assert running.system.outbox.waiting() == []


async def test_what_innsyn_would_not_have_is_said(running, reader):
    has(running)
    running.system.write("closing", "t1", word="w")
    (letter,) = running.system.outbox.waiting()
    running.system.outbox.give_back(letter, 422)
    assert "besvares først" in (await reader.get("/sandbox/clinic/storvika/t1")).main


async def test_switches_are_set_and_taken_away(running, reader):
    await reader.post("/sandbox/clinic/storvika", {"slow": "y", "away": "y"})
    assert set(running.behaviour) == {Fault.SLOW, Fault.AWAY}
    assert "Systemet er nede" in (await reader.get("/sandbox/clinic/storvika")).main
    await reader.post("/sandbox/clinic/storvika", {})
    assert set(running.behaviour) == set()


@pytest.mark.parametrize("place", ["other", "storvika/t2", "other/t1", "storvika/..%2Ft1", "storvika/%00"])
async def test_what_is_not_there_looks_like_nothing(running, reader, place):
    has(running)
    assert (await reader.client.get(f"/sandbox/clinic/{place}")).status_code == 404


async def test_copies_are_whole_though_odd_things_come(running, reader):
    running.system.copies.keep({"resourceType": "Task", "id": "t9", "code": {"coding": [{"system": DIALOGUE, "code": "renewal"}]}})
    running.system.copies.keep(json.loads('{"resourceType": "Communication", "id": "m9", "basedOn": [{"reference": "Task/t9"}]}'))
    assert "Ukjent pasient" in (await reader.get("/sandbox/clinic/storvika/t9")).main
