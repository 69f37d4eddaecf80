"""A patient asks why with one tap, once, and follows it to the answer; nobody asks about what is not hers."""

import asyncio
import json
from datetime import timedelta

import pytest

from innsyn.features import access_log, access_questions
from innsyn.features.access_questions.tests.conftest import post, tells
from innsyn.gate.refused import Refused
from innsyn.gate.standing.access_questions import Answer, answered, question_id
from innsyn.gate.tests.families import grants
from innsyn.gate.tests.samples import NOW, OTHER_TRUST, TRUST, a_number, organisation
from innsyn.record.stored import Write


async def test_the_page_shows_the_access_the_promise_and_the_law(trail):
    page = await trail.kari.get(trail.why)
    for words in ("Nina Sykepleier (sykepleier) ved", "Fjordby helseforetak ser nærmere", "senest 6. desember 2026", "innen en måned"):
        assert words in page.main, words


async def test_asking_gives_a_receipt_with_the_day_of_the_answer(trail):
    page = await trail.asks("Jeg kjenner henne ikke.")
    for words in ("Spørsmålet ditt venter på svar", "senest 6. desember 2026", "Jeg kjenner henne ikke.", "22. november 2026"):
        assert words in page.main, words
    assert not page.tree.xpath("//main//textarea")


async def test_words_are_not_needed(trail):
    assert "Spørsmålet ditt venter på svar" in (await trail.asks()).main


async def test_nobody_asks_twice_about_one_access(trail):
    await trail.asks("Første gang")
    page = await trail.asks("Andre gang")
    assert "Første gang" in page.main
    assert "Andre gang" not in page.main
    assert len(await tasks(trail)) == 1


async def tasks(trail):
    return [row for row in await trail.world.gate_world.log(trail.kari.owner) if row.action == "create" and row.type == "Task"]


async def test_two_who_ask_at_once_ask_once(trail):
    await asyncio.gather(*(trail.kari.reader.post(trail.why, {"words": f"nr {number}"}) for number in range(4)))
    assert len(await tasks(trail)) == 1


async def test_too_many_words_are_said_to_be_too_many(trail):
    page = await trail.kari.reader.post(trail.why, {"words": "x" * 1001}, status=422)
    assert "høyst tusen tegn" in page.main
    assert await tasks(trail) == []


@pytest.mark.parametrize("attack", ["<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "{{ 7*7 }}", "\u202eabc"])
async def test_what_she_writes_stays_words(trail, attack):
    page = await trail.asks(attack)
    assert not page.tree.xpath("//main//script | //main//img")
    assert attack.split("<")[0] in page.main or "&lt;" in page.text


async def test_a_day_too_late_it_says_so_and_how_to_complain(trail):
    await trail.asks()
    trail.kari.site.clock.move(timedelta(days=14, hours=-1))
    await again(trail)
    assert "Du skulle hatt svar" not in (await trail.kari.get(trail.why)).main
    trail.kari.site.clock.move(timedelta(days=1))
    await again(trail)
    page = await trail.kari.get(trail.why)
    assert "Du skulle hatt svar" in page.main
    assert any("datatilsynet.no" in link for link in page.links.values())


async def again(trail):
    """Log in again: a citizen's visit lasts hours, not days."""
    number, _ = await trail.world.person("kari")
    visit = await trail.world.gate_world.citizen(number, now=trail.kari.site.clock())
    trail.kari.reader = await trail.kari.site.citizen(visit.actor, visit, accept_language="nb")
    trail.kari.client = trail.kari.reader.client


@pytest.mark.parametrize("place", ["x", "%00", "3f0c1d2e-4b5a-4c6d-8e7f-901234567890"])
async def test_there_is_nothing_to_ask_about_what_is_no_line(trail, place):
    assert (await trail.kari.client.get(f"/access-log/{place}/why")).status_code in (400, 404)


async def test_nobody_asks_about_another_patients_access(trail, world):
    ola = await world.citizen("ola", access_questions.FEATURE)
    assert (await ola.client.get(trail.why)).status_code == 404
    await ola.reader.post(trail.why, {"words": "x"}, status=404)
    assert await tasks(trail) == []


async def test_ones_own_visit_has_nobody_to_ask(trail):
    own = next(row.visit for row in await trail.world.gate_world.log(trail.kari.owner) if row.detail.get("role") == "self")
    assert (await trail.kari.client.get(f"/access-log/{own}/why")).status_code == 404


async def test_an_access_that_was_only_tried_can_be_asked_about_too(trail):
    gate_world = trail.world.gate_world
    refused = await gate_world.visits(trail.kari.owner, actor=await gate_world.nurse(hpr="990000174", name="Vera Veterinær"))
    assert isinstance(refused, Refused)
    visit = next(row.visit for row in await gate_world.log(trail.kari.owner) if row.action == "refuse")
    assert "prøvde å åpne journalen" in (await trail.kari.get(f"/access-log/{visit}/why")).main


async def test_each_organisation_answers_for_its_own(trail):
    gate_world = trail.world.gate_world
    elsewhere = await gate_world.visits(trail.kari.owner, actor=await gate_world.nurse(organisation=OTHER_TRUST, unit=OTHER_TRUST))
    await trail.kari.reader.post(f"/access-log/{elsewhere.id}/why", {"words": "til Dalen"})
    listed = (await (await trail.officer(OTHER_TRUST)).get("/desk/questions")).main
    assert "til Dalen" in listed
    assert "til Dalen" not in (await (await trail.officer()).get("/desk/questions")).main


async def test_where_nobody_answers_no_day_is_promised_and_nothing_can_be_asked(trail):
    await tells(trail.world.gate_world, post("fjord-hf", active=False))
    page = await trail.kari.get(trail.why)
    for words in (
        "Ingen svarer på dette her ennå",
        "Fjordby helseforetak har ikke sagt hvem",
        "Skriv eller ring til dem",
        "innen en måned",
    ):
        assert words in page.main, words
    assert any("datatilsynet.no" in link for link in page.links.values())
    assert not page.tree.xpath("//main//textarea")
    assert "6. desember" not in page.main
    refused = await trail.kari.reader.post(trail.why, {"words": "Hvorfor?"}, status=409)
    assert "Ingen svarer på dette her ennå" in refused.main
    assert await tasks(trail) == []


async def test_where_nobody_answers_any_more_the_one_who_waits_is_told(trail):
    await trail.asks()
    phone = {"telecom": [{"system": "phone", "value": "+4722222222"}]}
    await tells(
        trail.world.gate_world, post("fjord-hf", active=False), {**organisation("fjord-hf", TRUST, "Fjordby helseforetak"), **phone}
    )
    page = await trail.kari.get(trail.why)
    assert "Ring 22 22 22 22" in page.main
    assert "Spørsmålet ditt venter på svar" not in page.main


async def test_the_log_shows_how_far_the_question_has_come(trail, world):
    kari = await world.citizen("kari", access_log.FEATURE, access_questions.FEATURE)
    assert "Spør hvorfor" in (await kari.get("/access-log")).main
    await trail.asks()
    assert "Du har spurt hvorfor" in (await kari.get("/access-log")).main


async def test_a_patient_cannot_answer_her_own_question(trail):
    await trail.asks()
    gate = trail.world.gate_world.gate
    number, _ = await trail.world.person("kari")
    visit = await trail.world.gate_world.citizen(number, now=NOW)
    id_ = question_id(visit.owner, trail.visit.id)
    stored = await gate.read(visit, "Task", id_, trail.kari.site.clock())
    body = answered(json.loads(stored.body), Answer("not-in-order", "Jeg har rett", "Sparket", "Kari", None), NOW)
    answer = await gate.write(visit, [Write("update", "Task", json.dumps(body).encode(), id=id_)], trail.kari.site.clock())
    assert isinstance(answer, Refused)


async def test_whoever_may_read_the_log_by_power_of_attorney_asks_nobody_in_her_name(trail):
    gate_world = trail.world.gate_world
    receiver = a_number()
    await gate_world.moves_in(receiver, name="Hilde Nilsen")
    number, owner = await trail.world.person("kari")
    await grants(gate_world, await gate_world.citizen(number), receiver, "log")
    actor = gate_world.gate.actors.citizen(receiver, level="high", name="Hilde Nilsen")
    visit = await gate_world.gate.open_for(actor, owner, "attorney", trail.kari.site.clock())
    hilde = await trail.kari.site.citizen(visit.actor, visit, accept_language="nb")
    assert (await hilde.client.get(trail.why)).status_code == 404
    await hilde.post(trail.why, {"words": "x", "form_visit": str(visit.id)}, status=404)
    assert await tasks(trail) == []
