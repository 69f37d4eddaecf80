"""The log of notices as its receiver sees it, behind the real gate: what it was about only while it can be read."""

from datetime import timedelta

import pytest

from innsyn.features import notice_log
from innsyn.gate.tests.families import grants
from innsyn.gate.tests.samples import NOW
from innsyn.web import Need, View, page
from innsyn.web.feature import Feature
from innsyn.web.notices import Kind, Notice
from innsyn.web.notices.channel import Channel
from innsyn.web.notices.delivery import Planned
from innsyn.web.notices.planning import delivery_id

HOME = "/notice-log"
HIDDEN = {"security": [{"system": "urn:oid:2.16.578.1.12.4.1.1.9603", "code": "NORN_FFL"}]}


@page("/appointments/{appointment_id}", need=Need.CITIZEN, title="notice_log.title", asks_for="Appointment")
async def appointment(call, appointment_id):
    """Stand in for the page of another slice."""
    return View("notice_log/page.html", {})


STAND_IN = Feature(package=notice_log.__name__, pages=(*notice_log.FEATURE.pages, appointment), whose="record")


@pytest.fixture
async def kari(world):
    return await world.citizen("kari", STAND_IN)


async def key_of(reader):
    number, _ = await reader.world.person("kari")
    return reader.world.gate_world.gate.actors.citizen(number, level="high").key


async def told(kari, once="1", **other):
    given = {"kind": Kind.APPOINTMENT_CHANGED, "to": await key_of(kari), "about": "/appointments/a1", "once": once, "at": NOW}
    await kari.site.notices.tell(Notice(**(given | {"concerns": kari.owner} | other)))
    (taken,) = await kari.site.notices.take_notices(now=NOW, until=NOW, most=1)
    return taken


def booked(**other):
    return {"resourceType": "Appointment", "status": "booked", "start": (NOW + timedelta(days=9)).isoformat(), "participant": []} | other


async def test_she_sees_what_she_was_told_how_that_went_and_is_led_there(kari):
    await kari.has(booked(), "a1")
    taken, notices = await told(kari), kari.site.notices
    planned = [Planned(id=delivery_id(taken.id, channel, ""), channel=channel, due_at=NOW) for channel in (Channel.EMAIL, Channel.SMS)]
    await notices.planned(taken, planned, now=NOW)
    email, sms = await notices.take_deliveries(now=NOW, until=NOW, most=9)
    await notices.sent(email, "", ending="k…@e….no", look_at=None, now=NOW)
    await notices.ended(sms, "failed", "refused", now=NOW)
    page = await kari.get(HOME)
    assert page.links["En time er endret"] == "/appointments/a1"
    assert "E-post til k…@e….no: sendt" in page.main
    assert "SMS: kom ikke fram" in page.main


async def test_a_notice_does_not_outlive_the_right_to_read_what_it_was_about(kari):
    await kari.has(booked(), "a1")
    await told(kari)
    assert "En time er endret" in (await kari.get(HOME)).main
    await kari.has(booked(meta=HIDDEN), "a1")
    page = await kari.get(HOME)
    assert "En time er endret" not in page.main
    assert "Noe ventet på deg" in page.main
    assert "/appointments/a1" not in page.answer.text


async def test_what_is_another_persons_is_not_named_though_she_was_told(kari, world):
    _, other = await world.person("arne")
    await world.delivers(other, {"a9": booked()})
    await told(kari, about="/appointments/a9", concerns=other)
    page = await kari.get(HOME)
    assert "Noe som gjelder en annen" in page.main
    assert "/a9" not in page.answer.text


async def test_why_she_could_not_be_told_is_said(kari):
    await kari.site.notices.not_planned(await told(kari), "no_channel", "reserved", again_at=None)
    assert "Ikke sendt: du har reservert deg" in " ".join((await kari.get(HOME)).main.split())


async def test_nobody_sees_what_another_was_told(kari):
    await told(kari, to="somebody-else")
    assert "Vi har ikke sagt fra om noe ennå" in (await kari.get(HOME)).main


async def test_it_is_turned_and_chosen_from(kari):
    for number in range(25):
        at = NOW - timedelta(minutes=number + 1)
        await told(kari, f"{number}", kind=Kind.ENROLLED, about="/my-health", concerns=None, at=at)
    await told(kari, "m", kind=Kind.VISIT_DONE, about="/nowhere", concerns=None)
    older = (await kari.get(HOME)).links["Eldre"]
    assert "Du fikk tilgang til Innsyn" in (await kari.get(older)).main
    chosen = (await kari.get(f"{HOME}?of=appointments")).main
    assert "Et besøk er gjennomført" in chosen
    assert "Du fikk tilgang til Innsyn" not in chosen
    assert "Ingenting her" in (await kari.get(f"{HOME}?of=tasks")).main
    for odd in ("?of=x", "?after=x", f"?after={NOW.isoformat()}/x", "?of=&after="):
        assert "Et besøk er gjennomført" in (await kari.get(HOME + odd)).main


async def acting_for(kari, world):
    """Let Arne, with a power of attorney over Kari's appointments, stand in her record. Returns him and his key."""
    gates, (number, _) = world.gate_world, await world.person("arne")
    own = await gates.citizen((await world.person("kari"))[0])
    await grants(gates, own, number, "appointments")
    visits = [await gates.citizen(number), await gates.acts_for(number, kari.owner, "attorney")]
    return await kari.site.citizen(visits[0].actor, *visits, accept_language="nb"), visits[0].actor.key


async def test_who_acts_for_another_sees_what_she_was_told_about_that_one_and_no_addresses_but_her_own(kari, world):
    await kari.has(booked(), "a1")
    arne, key = await acting_for(kari, world)
    hers, notices = await told(kari), kari.site.notices
    await notices.planned(hers, [Planned(id=delivery_id(hers.id, Channel.SMS, ""), channel=Channel.SMS, due_at=NOW)], now=NOW)
    (sms,) = await notices.take_deliveries(now=NOW, until=NOW, most=9)
    await notices.sent(sms, "", ending="…17", look_at=None, now=NOW)
    await told(kari, "2", to=key)
    await told(kari, "3", to=key, kind=Kind.MESSAGE_RECEIVED, about="/messages/t1")
    await told(kari, "4", to=key, kind=Kind.ENROLLED, about="/my-health", concerns=None)
    page = await arne.get(HOME)
    assert page.main.count("En time er endret") == 1
    assert "…17" not in page.main
    assert "Du fikk tilgang" not in page.main
    assert "melding" not in page.main.partition("Dette har vi sagt fra om")[2]
    assert "…17" in (await kari.get(HOME)).main


async def test_what_has_a_limit_stands_first_and_only_for_whom_it_is(kari, world):
    await kari.has(booked(status="pending", description="Blodprøve"), "a1")
    page = (await kari.get(HOME)).main
    assert "En time er ikke bekreftet" in page
    assert "Blodprøve" in page
    await kari.has(booked(status="pending", description="Blodprøve", meta=HIDDEN), "a1")
    assert "Blodprøve" not in (await kari.get(HOME)).main
    arne = await world.citizen("arne", STAND_IN)
    assert "ikke bekreftet" not in (await arne.get(HOME)).main


@pytest.mark.parametrize("language", ["nn", "en", "se"])
async def test_the_page_is_whole_in_every_language(world, language):
    kari = await world.citizen("kari", STAND_IN, language=language)
    await kari.has(booked(status="pending"), "a1")
    for kind in Kind:
        await told(kari, kind, kind=kind, concerns=None, about="/x")
    assert (await kari.get(HOME)).tree.get("lang") == language


async def test_a_page_costs_the_same_however_much_is_in_the_record(kari):
    few = await kari.statements(HOME)
    await kari.all_have({f"a{number}": booked() for number in range(40)})
    assert await kari.statements(HOME) == few


async def test_a_stranger_logs_in_first(world):
    answer = await world.stranger(STAND_IN).client.get(HOME)
    assert (answer.status_code, answer.headers["location"]) == (303, f"/login?return_to={HOME}")
