"""People are told of what becomes of their referrals, by whatever door it came, once, and only those who may read them."""

from datetime import date, timedelta

import pytest

from innsyn.features.referrals import samples
from innsyn.gate.standing.referrals import may_be_taken_back
from innsyn.gate.tests.samples import NOW, World, a_number, create
from innsyn.kernel.clock import SteppingClock
from innsyn.kernel.systems import ACCESS_LABEL
from innsyn.main.referral_following import tell_of_referrals
from innsyn.record.record import Record
from innsyn.record.stored import Write
from innsyn.web.notices import Kind
from innsyn.web.notices.memory import MemoryNotices

RECEIVED = samples.referral(samples.received(date(2026, 11, 22)))

WITHHELD = RECEIVED | {"meta": {"security": [{"system": ACCESS_LABEL, "code": "NORN_FFL"}]}}


class Followed:
    """A hospital that writes a referral of Kari's, and who was told."""

    def __init__(self, world, number, owner, place):
        self.world, self.number, self.owner, self.place = world, number, owner, place
        self.notices, self.clock = MemoryNotices(), SteppingClock(NOW)

    async def has(self, *bodies, id_="r1"):
        for body in bodies:
            await self.world.writes(self.owner, [Write("update", "ServiceRequest", create(body).body, id=id_)])
        return await self.follows()

    async def follows(self):
        """Follow to the end. Returns what has been told by now."""
        while await tell_of_referrals(self.world.gate.referral_changes, self.notices, self.place, self.clock):
            pass
        return [each.kind for each in self.notices.told]


@pytest.fixture
async def followed(database, tmp_path):
    record = await Record.open(database, size=3)
    world, number = await World(record).settle(), a_number()
    made = Followed(world, number, await world.moves_in(number), tmp_path / "place")
    await made.follows()
    yield made
    await record.close()


async def test_each_step_is_told_once_and_leads_to_the_referral(followed):
    assert await followed.has(RECEIVED) == [Kind.REFERRAL_RECEIVED]
    before = followed.place.read_text()
    assert await followed.has(samples.referral(samples.assessed())) == [Kind.REFERRAL_RECEIVED, Kind.REFERRAL_CHANGED]
    followed.place.write_text(before)
    assert len(await followed.follows()) == 2
    kari, told = await followed.world.citizen(followed.number), followed.notices.told[-1]
    assert (told.to, told.about, told.sender, told.concerns) == (kari.actor.key, "/referrals/r1", "Fjordby helseforetak", followed.owner)


async def test_her_own_taking_back_and_a_laboratorys_request_are_told_nobody(followed):
    await followed.has(may_be_taken_back(RECEIVED, "x", None))
    kari = await followed.world.citizen(followed.number)
    await followed.world.gate.taking_back.take_back(kari, "r1", NOW)
    assert await followed.has(RECEIVED | {"category": [{"coding": [{"code": "laboratory"}]}]}, id_="r2") == [Kind.REFERRAL_RECEIVED]


async def test_what_she_may_not_read_and_what_is_days_old_is_told_nobody(followed):
    assert await followed.has(WITHHELD) == []
    followed.clock.move(timedelta(days=4))
    assert await followed.has(RECEIVED, id_="r2") == []


async def test_what_is_withheld_before_anybody_is_told_is_told_nobody(followed):
    assert await followed.has(RECEIVED, WITHHELD) == []
