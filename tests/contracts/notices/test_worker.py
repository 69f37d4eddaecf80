"""The worker: keeps quiet at night, tells nobody what she has read, sends once however many there are, and survives the worst moment."""

import asyncio
import sys
from datetime import timedelta

import pytest
from tests.contracts.notices.world import EVENING, SMS_TEXT, World, a_notice, registered

from innsyn.kernel.clock import instant
from innsyn.sandbox.simulators import mailbox, telephone
from innsyn.web.notices.channel import Channel
from innsyn.web.notices.choices import Choices
from innsyn.web.notices.kinds import Group
from innsyn.web.notices.postgres import PostgresNotices
from innsyn.web.notices.postgres_outbox import PostgresOutbox

SMS, LETTER, PUSH = Channel.SMS, Channel.EMAIL, Channel.PUSH
WITHIN_S = 180


async def test_at_night_the_letter_goes_and_the_telephone_sleeps_until_seven(world):
    world.clock.now = EVENING
    browser = await world.subscribes()
    await world.tells(a_notice(at=EVENING))
    assert (world.sms, len(world.mails), world.push.held["phone"]) == ([], 1, {})
    world.clock.now = instant("2026-11-23T06:59:59+01:00")
    await world.works()
    assert world.sms == []
    world.clock.now = instant("2026-11-23T07:00:00+01:00")
    await world.works()
    assert world.sms == [SMS_TEXT]
    assert browser.read(next(iter(world.push.held["phone"].values())))


@pytest.mark.parametrize(
    ("evening", "asleep", "awake"),
    [
        ("2026-03-28T23:00:00+01:00", "2026-03-29T06:59:00+02:00", "2026-03-29T07:00:00+02:00"),
        ("2026-10-24T23:00:00+02:00", "2026-10-25T06:59:00+01:00", "2026-10-25T07:00:00+01:00"),
    ],
)
async def test_the_telephone_sleeps_until_seven_by_the_clock_on_the_wall(world, evening, asleep, awake):
    world.clock.now = instant(evening)
    world.people[registered().number] = registered(confirmed_at=instant("2026-01-01T12:00:00+01:00"))
    await world.tells(a_notice(at=world.clock()))
    world.clock.now = instant(asleep)
    await world.works()
    assert world.sms == []
    world.clock.now = instant(awake)
    await world.works()
    assert world.sms == [SMS_TEXT]


async def test_a_worker_that_was_away_when_it_was_due_does_not_ring_at_night(world):
    world.clock.now = EVENING - timedelta(minutes=31)
    await world.notices.tell(a_notice(at=world.clock()))
    planning = world.worker()._rounds[0]
    await planning()
    world.clock.now = EVENING
    await world.works()
    assert world.sms == []
    world.clock.move(timedelta(hours=9))
    await world.works()
    assert world.sms == [SMS_TEXT]


async def test_who_read_it_in_the_evening_is_not_woken_by_it_in_the_morning(world):
    world.clock.now = EVENING
    await world.tells(a_notice(at=EVENING))
    await world.notices.opened("kari", "/messages/1", now=world.clock())
    world.clock.move(timedelta(hours=9))
    await world.works()
    assert world.sms == []
    assert await world.state() == {SMS: "withdrawn", LETTER: "sent"}


@pytest.mark.parametrize(("hours", "state", "texts"), [(9, "sent", [SMS_TEXT]), (10, "withdrawn", [])])
async def test_what_has_run_out_when_the_worker_comes_back_is_not_sent(world, hours, state, texts):
    world.clock.now = EVENING
    await world.tells(a_notice(at=EVENING, good_until=EVENING + timedelta(hours=9, minutes=30)))
    world.clock.move(timedelta(hours=hours))
    await world.works()
    assert (world.sms, await world.state()) == (texts, {SMS: state, LETTER: "sent"})
    assert (await world.reasons())[SMS] == ("late" if state == "withdrawn" else "")


async def test_a_notice_that_has_run_out_before_anybody_looked_is_seen_as_that(world):
    await world.tells(a_notice(good_until=world.clock()))
    assert await world.state() == ("withdrawn", "late")


@pytest.mark.parametrize(("minutes", "state"), [(1, "failed"), (2, "waiting")])
async def test_what_would_run_out_before_the_next_try_has_failed_for_its_reason(world, minutes, state):
    world.faults["telephone"].add(telephone.Fault.DOWN)
    await world.tells(a_notice(good_until=world.clock() + timedelta(minutes=minutes)))
    assert ((await world.state())[SMS], (await world.reasons())[SMS]) == (state, "gateway")


async def test_who_changed_her_mind_overnight_is_not_told(world):
    world.clock.now = EVENING
    await world.tells(a_notice(at=EVENING))
    await world.wishes.keep("kari", Choices({(Group.MESSAGES, SMS): "none"}))
    world.clock.move(timedelta(hours=9))
    await world.works()
    assert world.sms == []
    assert (await world.state())[SMS] == "withdrawn"


async def test_without_gateways_a_notice_is_kept_and_says_why(world):
    world.carriers.clear()
    await world.tells()
    assert await world.state() == ("no_channel", "no_gateway")


async def test_when_a_gateway_comes_what_waited_goes(world):
    carriers = dict(world.carriers)
    world.carriers.clear()
    await world.tells()
    world.carriers |= carriers
    world.clock.move(timedelta(hours=1))
    await world.works()
    assert world.sms == [SMS_TEXT]


async def test_what_nobody_could_be_told_in_three_days_is_not_told_after_that_and_still_seen(world):
    carriers = dict(world.carriers)
    world.carriers.clear()
    await world.tells()
    for _ in range(8):
        world.clock.move(timedelta(days=1))
        await world.works()
    world.carriers |= carriers
    world.clock.move(timedelta(days=30))
    await world.works()
    assert world.sms == []
    assert await world.state() == ("no_channel", "no_gateway")


async def test_what_breaks_in_one_channel_harms_no_other(world):
    async def breaks(*_, **__):
        raise RuntimeError("kari@example.no")

    world.carriers[SMS].send = breaks
    await world.tells()
    assert await world.state() == {SMS: "waiting", LETTER: "sent"}
    assert (await world.reasons())[SMS] == "stumbled"


async def test_four_workers_send_everything_once(pool, tmp_path):
    async with World(PostgresNotices(pool), PostgresOutbox(pool), tmp_path).running() as world:
        number_of = {f"person{number}": f"{number:011}" for number in range(25)}
        world.reach.contacts._number_of = number_of.get
        for number in number_of.values():
            world.people[number] = registered(number=number, email=f"{number}@example.no", phone=f"+47{number[-8:]}")
        for person in number_of:
            await world.notices.tell(a_notice(f"message/{person}", to=person))
        stop = asyncio.Event()
        workers = [asyncio.create_task(world.worker(look_s=0.01).run(stop)) for _ in range(4)]
        async with asyncio.timeout(WITHIN_S):
            while not await _is_quiet(pool):  # noqa: ASYNC110 - the outbox has no event to wait for
                await asyncio.sleep(0.05)
        stop.set()
        await asyncio.gather(*workers)
        assert [len(world.messages.to(f"+47{number[-8:]}")) for number in number_of.values()] == [1] * 25
        assert [len(world.letters.to(f"{number}@example.no")) for number in number_of.values()] == [1] * 25


async def _is_quiet(pool):
    """Say whether nothing waits, of both tables at one instant: what is planned meanwhile leaves one for the other."""
    return not await pool.fetchval(
        """select exists (select from web_notice where state = 'waiting')
               or exists (select from web_notice_delivery where state = 'waiting')"""
    )


@pytest.mark.parametrize("moment", ["planned", "sent"])
async def test_a_worker_killed_at_the_worst_moment_neither_loses_an_sms_nor_sends_it_twice(database, kept, tmp_path, moment):
    await kept.notices.tell(a_notice())
    command = [sys.executable, "-m", "tests.contracts.notices.doomed_worker", database, str(tmp_path), moment]
    child = await asyncio.create_subprocess_exec(*command)
    assert await asyncio.wait_for(child.wait(), WITHIN_S) == -9
    assert len(kept.sms) == (1 if moment == "sent" else 0)
    await kept.works()
    assert len(kept.sms) == (1 if moment == "sent" else 0)
    kept.clock.move(timedelta(minutes=3))
    await kept.works()
    assert kept.sms == [SMS_TEXT]
    assert len({letter.message_id for letter in kept.mails}) == 1
    assert (await kept.state())[LETTER] == "sent"


async def test_the_worker_outlives_a_database_that_goes_away(pool, tmp_path):
    outbox = PostgresOutbox(pool)
    async with World(PostgresNotices(pool), outbox, tmp_path).running() as world:
        take, tries = outbox.take_notices, []

        async def away(**how):
            tries.append(how)
            if len(tries) < 3:
                raise OSError("gone")
            return await take(**how)

        await world.notices.tell(a_notice())
        outbox.take_notices = away
        stop = asyncio.Event()
        task = asyncio.create_task(world.worker(look_s=0.01, others_s=0.01).run(stop))
        async with asyncio.timeout(WITHIN_S):
            while not world.sms:  # noqa: ASYNC110 - the telephone has no event to wait for
                await asyncio.sleep(0.02)
        stop.set()
        await task


async def test_nothing_about_anybody_is_in_the_log(world, capsys):
    world.faults["telephone"].add(telephone.Fault.REFUSES)
    world.faults["mailbox"].add(mailbox.Fault.UNKNOWN_RECEIVER)
    await world.tells(a_notice(sender="Fjordby sykehus"))
    said = capsys.readouterr()
    for word in ("kari", "30908299902", "+4700000001", "example.no", "Fjordby", "message/1", "/messages"):
        assert word not in said.out + said.err
