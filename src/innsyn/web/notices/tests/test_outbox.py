"""One contract for both outboxes: told once, sent once, never lost, and only the last taker's word counts."""

import asyncio
from datetime import timedelta
from uuid import UUID

import asyncpg
import pytest

from innsyn.web.notices import Kind, Notice, NoticesUnavailable
from innsyn.web.notices.asked import Asked
from innsyn.web.notices.channel import Channel
from innsyn.web.notices.delivery import Planned
from innsyn.web.notices.memory import MemoryNotices
from innsyn.web.notices.planning import delivery_id
from innsyn.web.notices.postgres import PostgresNotices
from innsyn.web.notices.postgres_outbox import KEPT, PostgresOutbox
from innsyn.web.sessions.migrate import migrate_sessions
from innsyn.web.testing.fakes import NOW

LATER, MUCH_LATER = NOW + timedelta(minutes=1), NOW + timedelta(hours=1)


@pytest.fixture
async def pool(database):
    await migrate_sessions(database)
    pool = await asyncpg.create_pool(database, min_size=1, max_size=8)
    yield pool
    await pool.close()


@pytest.fixture(params=["memory", "postgres"])
def both(request):
    if request.param == "memory":
        memory = MemoryNotices()
        return memory, memory
    pool = request.getfixturevalue("pool")
    return PostgresNotices(pool), PostgresOutbox(pool)


@pytest.fixture
def notices(both):
    return both[0]


@pytest.fixture
def outbox(both):
    return both[1]


def a_notice(once="message/1", **other):
    return Notice(**({"kind": Kind.MESSAGE_RECEIVED, "to": "kari", "about": "/messages/1", "once": once, "at": NOW} | other))


def sms(taken, due_at=NOW):
    return Planned(id=delivery_id(taken.id, Channel.SMS, ""), channel=Channel.SMS, due_at=due_at)


async def ready(notices, outbox, *told):
    """Have these notices told and planned as an SMS each."""
    for notice in told or (a_notice(),):
        await notices.tell(notice)
    for taken in await outbox.take_notices(now=NOW, until=LATER, most=100):
        await outbox.planned(taken, [sms(taken)], now=NOW)


async def take(outbox, now=NOW, until=LATER):
    return await outbox.take_deliveries(now=now, until=until, most=100)


async def states(notices, once="message/1"):
    fate = await notices.fate(once)
    return [each.state for each in fate.deliveries]


async def test_the_same_event_is_told_once(notices, outbox):
    assert await notices.tell(a_notice())
    assert not await notices.tell(a_notice(about="/messages/2"))
    assert await notices.tell(a_notice("message/2"))
    assert len(await outbox.take_notices(now=NOW, until=LATER, most=100)) == 2


async def test_many_who_tell_of_the_same_event_at_once_tell_it_once(notices):
    assert sum(await asyncio.gather(*(notices.tell(a_notice()) for _ in range(8)))) == 1


async def test_what_is_taken_is_as_it_was_told(notices, outbox):
    await notices.tell(a_notice(sender="Fjordby sykehus"))
    (taken,) = await outbox.take_notices(now=NOW, until=LATER, most=1)
    assert (taken.kind, taken.to, taken.sender, taken.at, taken.attempt) == (Kind.MESSAGE_RECEIVED, "kari", "Fjordby sykehus", NOW, 1)


async def test_what_happens_later_is_not_told_before(notices, outbox):
    await notices.tell(a_notice(at=LATER))
    assert not await outbox.take_notices(now=NOW, until=LATER, most=1)
    assert await outbox.take_notices(now=LATER, until=MUCH_LATER, most=1)


async def test_two_takers_never_have_the_same(notices, outbox):
    for number in range(10):
        await notices.tell(a_notice(f"message/{number}", to=f"person{number}"))
    both = await asyncio.gather(*(outbox.take_notices(now=NOW, until=LATER, most=10) for _ in range(4)))
    taken = [each for some in both for each in some]
    assert len(taken) == len({each.id for each in taken}) == 10
    for each in taken:
        await outbox.planned(each, [sms(each)], now=NOW)
    all_taken = [each for some in await asyncio.gather(*(take(outbox) for _ in range(4))) for each in some]
    assert len(all_taken) == len({each.id for each in all_taken}) == 10


async def test_what_a_dead_taker_had_is_taken_again_and_her_word_counts_no_more(notices, outbox):
    await ready(notices, outbox)
    (first,) = await take(outbox)
    assert not await take(outbox)
    (second,) = await take(outbox, now=LATER, until=MUCH_LATER)
    assert (second.id, second.attempt) == (first.id, 2)
    await outbox.ended(first, "failed", "gateway", now=LATER)
    await outbox.put_back(first, "gateway", until=MUCH_LATER, now=LATER)
    await outbox.sent(first, "x", look_at=None, now=LATER)
    assert await states(notices) == ["waiting"]
    await outbox.sent(second, "ref", look_at=None, now=LATER)
    assert await states(notices) == ["sent"]


async def test_a_notice_a_dead_taker_had_is_planned_once(notices, outbox):
    await notices.tell(a_notice())
    (first,) = await outbox.take_notices(now=NOW, until=LATER, most=1)
    assert not await outbox.take_notices(now=NOW, until=LATER, most=1)
    (second,) = await outbox.take_notices(now=LATER, until=MUCH_LATER, most=1)
    await outbox.planned(second, [sms(second)], now=LATER)
    await outbox.planned(first, [sms(first)], now=LATER)
    await outbox.not_planned(first, "failed", "x", again_at=None)
    assert await states(notices) == ["waiting"]
    assert (await notices.fate("message/1")).state == "planned"


async def test_what_cannot_be_told_now_is_looked_at_again_when_it_was_said(notices, outbox):
    await notices.tell(a_notice())
    (taken,) = await outbox.take_notices(now=NOW, until=LATER, most=1)
    await outbox.not_planned(taken, "no_channel", "no_gateway", again_at=MUCH_LATER)
    fate = await notices.fate("message/1")
    assert (fate.state, fate.reason) == ("no_channel", "no_gateway")
    assert not await outbox.take_notices(now=LATER, until=MUCH_LATER, most=1)
    (again,) = await outbox.take_notices(now=MUCH_LATER, until=MUCH_LATER + timedelta(minutes=1), most=1)
    await outbox.not_planned(again, "unwanted", "unwanted", again_at=None)
    assert not await outbox.take_notices(now=NOW + timedelta(days=9), until=NOW + timedelta(days=10), most=1)


async def test_one_place_is_told_one_thing_at_a_time(notices, outbox):
    other = a_notice("message/3", to="ola")
    await ready(notices, outbox, a_notice(), a_notice("message/2", sender="Fjordby sykehus"), other)
    taken = await take(outbox)
    assert sorted(each.to for each in taken) == ["kari", "ola"]
    assert not await take(outbox)


async def test_what_was_due_earlier_waits_too_while_the_place_is_being_told(notices, outbox):
    await ready(notices, outbox)
    (taken,) = await take(outbox)
    await notices.tell(a_notice("message/2", sender="Fjordby sykehus"))
    (other,) = await outbox.take_notices(now=NOW, until=LATER, most=1)
    await outbox.planned(other, [sms(other, NOW - timedelta(minutes=1))], now=NOW)
    assert not await take(outbox)
    await outbox.sent(taken, "ref", look_at=None, now=NOW)
    assert len(await take(outbox)) == 1


async def test_the_same_words_to_the_same_place_are_said_once_for_all_that_wait(notices, outbox):
    mine = [a_notice(f"message/{number}") for number in range(3)]
    named = a_notice("message/named", sender="Fjordby sykehus")
    reminder = a_notice("reminder", kind=Kind.TASK_REMINDER)
    await ready(notices, outbox, *mine, named, reminder)
    seen = []
    while taken := await take(outbox):
        for each in taken:
            seen.append((each.wording, each.sender))
            await outbox.sent(each, f"ref{len(seen)}", look_at=LATER, now=NOW)
    assert sorted(seen, key=str) == [("reminder", None), ("waiting", "Fjordby sykehus"), ("waiting", None)]
    assert [await states(notices, notice.once) for notice in (*mine, named, reminder)] == [["sent"]] * 5


async def test_what_was_said_together_is_delivered_together(notices, outbox):
    await ready(notices, outbox, a_notice(), a_notice("message/2"))
    (taken,) = await take(outbox)
    await outbox.sent(taken, "ref", look_at=LATER, now=NOW)
    (asked,) = await outbox.take_sent(now=LATER, until=MUCH_LATER, most=10)
    assert (asked.id, asked.reference, asked.attempt) == (taken.id, "ref", 1)
    await outbox.reported(asked, "delivered", "", look_at=None, now=LATER)
    assert await states(notices) == await states(notices, "message/2") == ["delivered"]
    assert not await outbox.take_sent(now=MUCH_LATER, until=MUCH_LATER, most=10)


async def test_what_waits_for_the_morning_is_not_said_with_what_goes_now(notices, outbox):
    await notices.tell(a_notice())
    await notices.tell(a_notice("message/2"))
    first, second = await outbox.take_notices(now=NOW, until=LATER, most=2)
    await outbox.planned(first, [sms(first)], now=NOW)
    await outbox.planned(second, [sms(second, MUCH_LATER)], now=NOW)
    (taken,) = await take(outbox)
    await outbox.sent(taken, "ref", look_at=None, now=NOW)
    assert sorted(await states(notices) + await states(notices, "message/2")) == ["sent", "waiting"]


async def test_a_report_that_is_not_final_is_asked_for_again(notices, outbox):
    await ready(notices, outbox)
    (taken,) = await take(outbox)
    await outbox.sent(taken, "ref", look_at=LATER, now=NOW)
    assert not await outbox.take_sent(now=NOW, until=LATER, most=1)
    (asked,) = await outbox.take_sent(now=LATER, until=MUCH_LATER, most=1)
    assert not await outbox.take_sent(now=LATER, until=MUCH_LATER, most=1)
    await outbox.reported(asked, "sent", "", look_at=MUCH_LATER, now=LATER)
    (again,) = await outbox.take_sent(now=MUCH_LATER, until=MUCH_LATER, most=1)
    assert again.attempt == 2
    await outbox.reported(asked, "failed", "expired", look_at=None, now=MUCH_LATER)
    assert await states(notices) == ["sent"]
    await outbox.reported(again, "failed", "expired", look_at=None, now=MUCH_LATER)
    assert await states(notices) == ["failed"]


async def test_a_failure_waits_and_counts_and_the_night_does_not_count(notices, outbox):
    await ready(notices, outbox)
    (taken,) = await take(outbox)
    await outbox.put_back(taken, "gateway", until=LATER, now=NOW)
    assert not await take(outbox)
    (again,) = await take(outbox, now=LATER, until=MUCH_LATER)
    assert again.attempt == 2
    await outbox.put_back(again, "night", until=MUCH_LATER, is_counted=False, now=LATER)
    (morning,) = await take(outbox, now=MUCH_LATER, until=MUCH_LATER + timedelta(minutes=1))
    assert morning.attempt == 2


async def test_what_failed_for_good_says_why_and_is_not_taken_again(notices, outbox):
    await ready(notices, outbox)
    (taken,) = await take(outbox)
    await outbox.ended(taken, "failed", "refused", now=LATER)
    (delivery,) = (await notices.fate("message/1")).deliveries
    assert (delivery.channel, delivery.state, delivery.reason, delivery.changed_at) == (Channel.SMS, "failed", "refused", LATER)
    assert not await take(outbox, now=NOW + timedelta(days=9), until=NOW + timedelta(days=10))


async def test_what_was_opened_before_it_was_sent_is_withdrawn(notices, outbox):
    await ready(notices, outbox)
    await notices.tell(a_notice("not planned yet"))
    await notices.opened("kari", "/messages/1", now=NOW)
    assert await states(notices) == ["withdrawn"]
    assert (await notices.fate("not planned yet")).state == "withdrawn"
    assert not await take(outbox)
    assert not await outbox.take_notices(now=LATER, until=MUCH_LATER, most=9)


@pytest.mark.parametrize(("who", "what"), [("ola", "/messages/1"), ("kari", "/messages/2"), ("kari", "/messages")])
async def test_what_somebody_else_opened_or_something_else_is_told_all_the_same(notices, outbox, who, what):
    await ready(notices, outbox)
    await notices.opened(who, what, now=NOW)
    assert len(await take(outbox)) == 1


async def test_what_hangs_on_a_thing_that_is_gone_is_withdrawn_for_all_and_nothing_else_is(notices, outbox):
    hers, his = a_notice("1", to="kari", hangs_on="offer/a"), a_notice("2", to="ola", hangs_on="offer/a")
    others = (a_notice("3", hangs_on="offer/b"), a_notice("4"), a_notice("5", hangs_on="offer/a", at=LATER))
    await ready(notices, outbox, hers, his, *others)
    await notices.withdraw_all("offer/a", told_by=NOW, now=NOW)
    await notices.withdraw_all("offer/c", told_by=LATER, now=NOW)
    assert [await states(notices, once) for once in "12345"] == [["withdrawn"], ["withdrawn"], ["waiting"], ["waiting"], []]
    assert (await notices.fate("5")).state == "waiting", "it was told afterwards, of a thing that is there again"


async def test_what_runs_out_is_taken_with_when_and_is_not_said_with_what_goes(notices, outbox):
    await notices.tell(a_notice())
    await notices.tell(a_notice("over", good_until=LATER, at=NOW + timedelta(seconds=1)))
    await notices.tell(a_notice("soon over", good_until=MUCH_LATER, at=NOW + timedelta(seconds=2)))
    planned = sorted(await outbox.take_notices(now=LATER, until=MUCH_LATER, most=9), key=lambda each: each.at)
    assert [each.good_until for each in planned] == [None, LATER, MUCH_LATER]
    for place, each in enumerate(planned):
        await outbox.planned(each, [sms(each, NOW + timedelta(seconds=place))], now=NOW)
    (first,) = await take(outbox, now=LATER, until=MUCH_LATER)
    await outbox.sent(first, "ref", look_at=None, now=LATER)
    assert await states(notices, "soon over") == ["sent"]
    (over,) = await take(outbox, now=LATER, until=MUCH_LATER)
    assert (first.good_until, over.good_until) == (None, LATER)


async def test_what_is_opened_while_it_is_being_sent_was_sent(notices, outbox):
    await ready(notices, outbox)
    (taken,) = await take(outbox)
    await notices.opened("kari", "/messages/1", now=NOW)
    await outbox.sent(taken, "ref", look_at=None, now=NOW)
    assert await states(notices) == ["sent"]


async def test_what_is_opened_while_a_try_fails_is_not_tried_again(notices, outbox):
    await ready(notices, outbox)
    (taken,) = await take(outbox)
    await notices.opened("kari", "/messages/1", now=NOW)
    await outbox.put_back(taken, "gateway", until=LATER, now=NOW)
    assert await states(notices) == ["withdrawn"]


async def test_what_is_opened_while_its_taker_dies_comes_back_as_opened(notices, outbox):
    await ready(notices, outbox)
    await take(outbox)
    await notices.opened("kari", "/messages/1", now=NOW)
    (again,) = await take(outbox, now=LATER, until=MUCH_LATER)
    assert again.is_opened


async def test_what_was_sent_stays_sent_when_it_is_opened(notices, outbox):
    await ready(notices, outbox)
    (taken,) = await take(outbox)
    await outbox.sent(taken, "ref", look_at=None, now=NOW)
    await notices.opened("kari", "/messages/1", now=LATER)
    assert await states(notices) == ["sent"]


async def test_a_notice_is_taken_back_by_its_own_word_only(notices, outbox):
    await ready(notices, outbox, a_notice(), a_notice("message/2"))
    await notices.withdraw("message/2", now=NOW)
    assert (await states(notices), await states(notices, "message/2")) == (["waiting"], ["withdrawn"])


async def log(notices, to="kari", most=9, **other):
    return await notices.log(Asked(to=to, most=most, **other))


async def test_a_person_sees_her_own_newest_first(notices):
    await notices.tell(a_notice())
    await notices.tell(a_notice("message/2", at=LATER, kind=Kind.DOCUMENT_NEW, about="/documents/1", concerns=7))
    await notices.tell(a_notice("message/3", to="ola", concerns=7))
    assert [(fate.kind, fate.about, fate.at) for fate in (await log(notices)).fates] == [
        (Kind.DOCUMENT_NEW, "/documents/1", LATER),
        (Kind.MESSAGE_RECEIVED, "/messages/1", NOW),
    ]
    assert [fate.concerns for fate in (await log(notices, concerning=7)).fates] == [7]
    assert [fate.about for fate in (await log(notices, kinds=frozenset({Kind.MESSAGE_RECEIVED}))).fates] == ["/messages/1"]
    assert (await log(notices, "ola", concerning=8)).fates == (await log(notices, "nobody")).fates == []
    assert await notices.fate("message/9") is None


async def test_the_log_is_turned_page_by_page_and_nothing_is_left_out_or_shown_twice(notices):
    for number in range(7):
        await notices.tell(a_notice(f"message/{number}", at=NOW if number < 5 else LATER, about=f"/messages/{number}"))
    seen, page = [], await log(notices, most=3)
    while True:
        seen += [fate.about for fate in page.fates]
        if page.next is None:
            break
        page = await log(notices, most=3, after=page.next)
    assert sorted(seen) == [f"/messages/{number}" for number in range(7)]


async def test_where_it_went_where_it_could_not_go_and_when_it_will_are_kept(notices, outbox):
    await notices.tell(a_notice())
    (taken,) = await outbox.take_notices(now=NOW, until=LATER, most=1)
    email = Planned(id=UUID(int=1), channel=Channel.EMAIL, due_at=NOW)
    await outbox.planned(taken, [email, sms(taken, due_at=MUCH_LATER)], hindered={Channel.PUSH: "unwanted"}, now=NOW)
    (claimed,) = await take(outbox)
    await outbox.sent(claimed, "", ending="k…@e….no", look_at=None, now=NOW)
    fate = await notices.fate("message/1")
    assert [(each.channel, each.due_at, each.ending) for each in fate.deliveries] == [
        (Channel.EMAIL, None, "k…@e….no"),
        (Channel.SMS, MUCH_LATER, ""),
    ]
    assert fate.hindered == {Channel.PUSH: "unwanted"}


async def test_channels_fail_and_succeed_each_by_itself(notices, outbox):
    await notices.tell(a_notice())
    (taken,) = await outbox.take_notices(now=NOW, until=LATER, most=1)
    planned = [Planned(id=UUID(int=place), channel=channel, due_at=NOW) for place, channel in enumerate(Channel)]
    await outbox.planned(taken, planned, now=NOW)
    by_channel = {each.channel: each for each in await take(outbox)}
    await outbox.sent(by_channel[Channel.EMAIL], "", look_at=None, now=NOW)
    await outbox.ended(by_channel[Channel.SMS], "failed", "refused", now=NOW)
    assert [(each.channel, each.state) for each in (await notices.fate("message/1")).deliveries] == [
        (Channel.EMAIL, "sent"),
        (Channel.PUSH, "waiting"),
        (Channel.SMS, "failed"),
    ]


async def test_the_callers_word_is_not_in_the_table(pool):
    await PostgresNotices(pool).tell(a_notice())
    assert "message/1" not in str(await pool.fetchrow("select once from web_notice"))


async def test_what_was_told_long_ago_is_thrown_away_and_what_waits_is_not(pool):
    notices, outbox = PostgresNotices(pool), PostgresOutbox(pool)
    await ready(notices, outbox)
    (taken,) = await take(outbox)
    await outbox.sent(taken, "ref", look_at=None, now=NOW)
    await notices.tell(a_notice("waits"))
    await outbox.sweep(now=NOW + KEPT)
    assert await notices.fate("message/1") is not None
    await outbox.sweep(now=NOW + KEPT + timedelta(seconds=1))
    assert await notices.fate("message/1") is None
    assert await notices.fate("waits") is not None
    assert await pool.fetchval("select count(*) from web_notice_delivery") == 0


async def test_an_outbox_that_is_away_says_so(pool):
    await pool.close()
    for asked in (PostgresNotices(pool).tell(a_notice()), PostgresOutbox(pool).take_notices(now=NOW, until=LATER, most=1)):
        with pytest.raises(NoticesUnavailable):
            await asked
