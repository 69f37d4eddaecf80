"""The private address of a calendar: read by an independent library, kept from whoever must not, logged, and closed when the right ends."""

import json
import re
import secrets
from datetime import UTC, date, datetime, timedelta

import asyncpg
import httpx
import pytest
import structlog
import vobject
from litestar import Litestar
from structlog.testing import capture_logs

from innsyn.features import calendar
from innsyn.features.calendar.samples import told_appointment, told_plan, told_stay
from innsyn.features.conftest import ReadingWorld
from innsyn.gate.register_memory import MemoryRegister
from innsyn.gate.tests.families import a_person, family, grants
from innsyn.gate.tests.samples import NOW, World
from innsyn.kernel.clock import NORWAY, norwegian_date
from innsyn.main.calendar_feed import calendar_feed
from innsyn.record.record import Record
from innsyn.record.stored import Write
from innsyn.record.unavailable import RecordUnavailable
from innsyn.web.calendar_feeds import NewFeed
from innsyn.web.calendar_feeds.postgres import PostgresCalendarFeeds
from innsyn.web.serving.observe import observed
from innsyn.web.sessions.migrate import migrate_sessions

TODAY = norwegian_date(NOW)
TELLING = ("Abortsamtale", "Psykiatrisk poliklinikk", "Kreft", "Legetime")


@pytest.fixture
async def world(database):
    record = await Record.open(database, size=3)
    yield ReadingWorld(await World(record, MemoryRegister()).settle())
    await record.close()


class Phone:
    """A telephone that fetches, from the site somebody is at."""

    def __init__(self, person, gate=None):
        self.site = person.site
        route = calendar_feed(
            gate or person.world.gate_world.gate, self.site.calendar_feeds, self.site.sessions, self.site.clock, trusted_hops=0,
            unavailable=(RecordUnavailable,),
        )  # fmt: skip
        self.app = Litestar([route], openapi_config=None, logging_config=None)
        self.client = httpx.AsyncClient(transport=httpx.ASGITransport(app=self.app), base_url="http://innsyn.test")

    async def fetches(self, address, status=200, **headers):
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        answer = await self.client.get(address.removeprefix("http://innsyn.test"), headers=named)
        assert answer.status_code == status, answer.text
        return answer

    async def reads(self, address):
        (calendar_read,) = vobject.readComponents((await self.fetches(address)).text)
        return calendar_read


@pytest.fixture
async def kari(world):
    return await world.citizen("kari", calendar.FEATURE)


async def makes(person, wording="neutral"):
    """Let somebody make an address. Returns it."""
    page = await person.reader.post("/calendar/subscription", {"wording": wording}, status=200)
    return re.search(r"http://innsyn\.test/calendar/feed/[\w-]{43}\.ics", page.answer.text)[0]


async def has_some(kari):
    tomorrow = (TODAY + timedelta(days=1)).isoformat()
    where = [{"actor": {"type": "Location", "display": "Psykiatrisk poliklinikk"}, "status": "accepted"}]
    await kari.all_have(
        {
            "a1": told_appointment(NOW + timedelta(days=1), description="Abortsamtale", participant=where),
            "a2": told_appointment(NOW + timedelta(days=2), status="cancelled"),
            "a3": told_appointment(NOW + timedelta(days=3), status="pending"),
            "s1": told_stay(NOW - timedelta(days=2), NOW),
            "p1": told_plan({"description": "Kreft", "scheduledTiming": {"event": [tomorrow]}}, since=TODAY),
        }
    )


async def test_an_independent_library_reads_what_is_told(kari):
    await has_some(kari)
    read = await Phone(kari).reads(await makes(kari))
    events = {each.status.value: each for each in read.vevent_list if isinstance(each.dtstart.value, datetime)}
    assert set(events) == {"CONFIRMED", "CANCELLED", "TENTATIVE"}
    assert events["CONFIRMED"].dtstart.value.astimezone(UTC) == (NOW + timedelta(days=1)).astimezone(UTC)
    assert events["CONFIRMED"].dtend.value - events["CONFIRMED"].dtstart.value == timedelta(minutes=30)
    whole = [each for each in read.vevent_list if not isinstance(each.dtstart.value, datetime)]
    assert [(each.dtstart.value, each.dtend.value) for each in whole] == [(TODAY + timedelta(days=1), TODAY + timedelta(days=2))]
    assert {each.tzid.value for each in read.vtimezone_list} == {"Europe/Oslo"}


async def test_neutral_words_say_nothing_of_what_it_is_or_where(kari):
    await has_some(kari)
    told = (await Phone(kari).fetches(await makes(kari))).text
    assert set(re.findall(r"SUMMARY:(.*)\r", told)) == {"Avtale"}
    assert "LOCATION" not in told
    assert not [word for word in TELLING if word in told]


async def test_kind_and_place_are_told_to_whoever_asked_and_never_what_it_is_about(kari):
    await has_some(kari)
    told = (await Phone(kari).fetches(await makes(kari, "place"))).text
    assert set(re.findall(r"SUMMARY:(.*)\r", told)) == {"Time", "Tiltak i en plan"}
    assert "LOCATION:Psykiatrisk poliklinikk" in told
    assert "Abortsamtale" not in told
    assert "Kreft" not in told


async def test_the_two_odd_nights_are_told_right(kari):
    for day in (date(2027, 3, 28), date(2026, 10, 25)):
        await kari.has(told_appointment(datetime(day.year, day.month, day.day, 12, tzinfo=NORWAY)), f"a{day.month}")
    read = await Phone(kari).reads(await makes(kari))
    assert [each.dtstart.value.utcoffset() for each in read.vevent_list] == [timedelta(hours=1), timedelta(hours=2)]


async def test_an_entry_keeps_its_id_and_counts_its_changes(kari):
    await kari.has(told_appointment(NOW + timedelta(days=1)), "a1")
    phone, address = Phone(kari), await makes(kari)
    before = (await phone.reads(address)).vevent
    await kari.has(told_appointment(NOW + timedelta(days=4), status="cancelled"), "a1")
    after = (await phone.reads(address)).vevent
    assert (before.uid.value, before.sequence.value, before.status.value) == (after.uid.value, "0", "CONFIRMED")
    assert (after.sequence.value, after.status.value) == ("1", "CANCELLED")


async def test_an_event_of_ones_own_that_was_removed_is_cancelled_until_every_telephone_knows(kari):
    form = {
        "id": "0c9f3a52-6d1e-5c44-8f0e-2b7b1f7c9d10",
        "title": "Korøvelse",
        "first": TODAY.isoformat(),
        "repeats": "weekly",
        "times": "9",
    }
    await kari.reader.post("/calendar/new", form)
    phone, address = Phone(kari), await makes(kari, "place")
    before = (await phone.reads(address)).vevent
    assert (before.summary.value, len(list(before.getrruleset()))) == ("Korøvelse", 9)
    event = re.search(r'href="(/calendar/events/[\w-]+)', (await kari.get("/calendar")).answer.text)[1]
    await kari.reader.post(f"{event}/remove")
    after = (await phone.reads(address)).vevent
    assert (after.uid.value, after.status.value, int(after.sequence.value)) == (before.uid.value, "CANCELLED", 1)
    kari.site.clock.move(timedelta(days=91))
    assert not hasattr(await phone.reads(address), "vevent")


async def test_what_the_telephone_has_already_is_not_sent_again(kari):
    await kari.has(told_appointment(NOW + timedelta(days=1)), "a1")
    phone, address = Phone(kari), await makes(kari)
    first = await phone.fetches(address)
    known = {"if_none_match": first.headers["etag"], "if_modified_since": first.headers["last-modified"]}
    assert (await phone.fetches(address, 304, if_none_match=known["if_none_match"])).content == b""
    await phone.fetches(address, 304, if_modified_since=known["if_modified_since"])
    await phone.fetches(address, 200, if_modified_since="Thu, 01 Jan 1970 00:00:00 GMT")
    await phone.fetches(address, 200, if_modified_since="soon")
    await kari.has(told_appointment(NOW + timedelta(days=2)), "a1")
    await phone.fetches(address, 200, if_none_match=known["if_none_match"])


async def test_an_address_that_is_taken_back_answers_as_one_that_never_was(kari):
    phone, address = Phone(kari), await makes(kari)
    await phone.fetches(address)
    page = await kari.get("/calendar/subscription")
    assert "Sist hentet" in page.main
    assert address not in page.answer.text
    revoke = re.search(r'action="(/calendar/subscription/[^"]+/revoke)"', page.answer.text)[1]
    assert await kari.reader.post(revoke) == "/calendar/subscription"
    gone, never = await phone.fetches(address, 404), await phone.fetches("/calendar/feed/" + "x" * 43 + ".ics", 404)
    assert (gone.content, gone.headers["content-type"]) == (never.content, never.headers["content-type"])


async def test_somebody_elses_address_cannot_be_taken_back(kari, world):
    address = await makes(kari)
    arne = await world.citizen("arne", calendar.FEATURE)
    (feed,) = await kari.site.calendar_feeds.of((await kari_key(kari)), kari.owner)
    await arne.reader.post(f"/calendar/subscription/{feed.id}/revoke", status=404)
    await arne.reader.post("/calendar/subscription/nonsense/revoke", status=404)
    await Phone(kari).fetches(address)


async def kari_key(kari):
    return next(iter(kari.site.calendar_feeds._by_secret.values())).person_key


async def test_each_day_of_fetching_is_one_line_of_her_log(kari):
    phone, address = Phone(kari), await makes(kari)
    before = {row.visit for row in await kari.world.gate_world.log(kari.owner)}
    for _ in range(3):
        await phone.fetches(address)
    kari.site.clock.move(timedelta(days=1))
    await phone.fetches(address)
    assert len({row.visit for row in await kari.world.gate_world.log(kari.owner)} - before) == 2


async def of_a_child(world, kari, *, born):
    """Let a mother make an address of her child's calendar. Returns it, and the child's owner."""
    mother, _, owner = await family(world.gate_world, born=born)
    visit = await world.gate_world.acts_for(mother, owner, "parent")
    asked = NewFeed(person_key=visit.actor.key, owner=owner, role="parent", wording="neutral", locale="nb")
    secret = await kari.site.calendar_feeds.make(asked, now=NOW)
    return f"http://innsyn.test/calendar/feed/{secret}.ics", owner


async def test_a_parents_address_closes_on_the_twelfth_birthday(world, kari):
    address, owner = await of_a_child(world, kari, born=date(TODAY.year - 12, TODAY.month, TODAY.day + 1))
    await world.delivers(owner, {"a9": told_appointment(NOW + timedelta(days=5))})
    phone = Phone(kari)
    assert "SUMMARY:Avtale" in (await phone.fetches(address)).text
    kari.site.clock.move(timedelta(days=1))
    await phone.fetches(address, 404)
    assert (await world.gate_world.told(owner))[-1][1] == "refused"


async def test_a_parents_address_waits_while_nobody_knows_whether_she_still_is_one(world, kari):
    address, _ = await of_a_child(world, kari, born=date(2020, 5, 5))
    world.gate_world.register.is_available = False
    kari.site.clock.move(timedelta(days=1))
    await Phone(kari).fetches(address, 503)


async def test_of_one_whose_power_of_attorney_is_withdrawn_nothing_is_fetched(world, kari):
    await kari.has(told_appointment(NOW + timedelta(days=5)), "a1")
    receiver = a_person()
    world.gate_world.register.put(receiver)
    own = await world.gate_world.citizen((await world.person("kari"))[0])
    kept = await grants(world.gate_world, own, receiver.number, "appointments")
    visit = await world.gate_world.acts_for(receiver.number, kari.owner, "attorney")
    asked = NewFeed(person_key=visit.actor.key, owner=kari.owner, role="attorney", wording="neutral", locale="nb")
    address = f"http://innsyn.test/calendar/feed/{await kari.site.calendar_feeds.make(asked, now=NOW)}.ics"
    phone = Phone(kari)
    assert "SUMMARY:Avtale" in (await phone.fetches(address)).text
    body = {name: value for name, value in json.loads(kept.body).items() if name not in ("id", "meta")}
    octets = json.dumps({**body, "status": "inactive"}).encode()
    answer = await world.gate_world.gate.write(own, [Write("update", "Consent", octets, id=kept.id)], NOW)
    assert isinstance(answer, tuple)
    await phone.fetches(address, 404)


async def test_while_the_record_is_away_the_telephone_is_told_to_come_back(kari):
    class Away:
        async def open_feed(self, asked, now):
            raise RecordUnavailable

    phone, address = Phone(kari, gate=Away()), await makes(kari)
    assert (await phone.fetches(address, 503)).headers["retry-after"]


@pytest.mark.parametrize(
    "address", ["/calendar/feed/x.ics", "/calendar/feed/.ics", "/calendar/feed/%00.ics", f"/calendar/feed/{'x' * 500}.ics"]
)
async def test_an_odd_address_is_answered_as_any_other_that_is_none(kari, address):
    assert (await Phone(kari).fetches(address, 404)).content == b""


async def test_only_a_hash_of_the_secret_is_kept(database):
    await migrate_sessions(database)
    asked = NewFeed(person_key="k", owner=7, role="self", wording="place", locale="nn")
    async with asyncpg.create_pool(database, min_size=1, max_size=1) as pool:
        feeds = PostgresCalendarFeeds(pool, random_bytes=secrets.token_bytes)
        secret = await feeds.make(asked, now=NOW)
        assert len(secret) == 43
        assert secret not in str([dict(row) for row in await pool.fetch("select * from web_calendar_feed")])
        found = await feeds.find(secret, now=NOW + timedelta(hours=1))
        assert (found.owner, found.role, found.wording, found.locale, found.made_at) == (7, "self", "place", "nn", NOW)
        assert [each.fetched_at for each in await feeds.of("k", 7)] == [NOW + timedelta(hours=1)]
        assert await feeds.of("another", 7) == await feeds.of("k", 8) == []
        assert await feeds.find(secret + "x", now=NOW) is None
        await feeds.revoke("another", found.id, now=NOW)
        assert await feeds.find(secret, now=NOW) is not None
        await feeds.revoke("k", found.id, now=NOW)
        assert await feeds.find(secret, now=NOW) is None
        assert [bool(await feeds.make(asked, now=NOW)) for _ in range(6)] == [True] * 5 + [False]


async def test_whoever_asks_too_often_is_told_to_wait(kari):
    phone, address = Phone(kari), await makes(kari)
    for _ in range(60):
        await phone.fetches(address)
    await phone.fetches(address, 429)


async def test_the_secret_stands_in_no_technical_log(kari):
    phone, address = Phone(kari), await makes(kari)
    with capture_logs() as said:
        app = observed(phone.app, headers={}, random_bytes=lambda n: bytes(n), log=structlog.get_logger("x"))
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://innsyn.test") as client:
            assert (await client.get(httpx.URL(address).path)).status_code == 200
    assert address.rpartition("/")[2].removesuffix(".ics") not in str(said)
    assert [line for line in said if line.get("route", "").startswith("/calendar/feed/{")]


async def test_there_are_five_addresses_and_no_more(kari):
    for _ in range(5):
        await makes(kari)
    assert await kari.reader.post("/calendar/subscription", {"wording": "neutral"}) == "/calendar/subscription"
    await kari.reader.post("/calendar/subscription", {"wording": "everything"}, status=422)
