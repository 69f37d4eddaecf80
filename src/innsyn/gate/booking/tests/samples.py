"""A clinic of the small world: its calendar, its times, and whoever works there."""

import json
from datetime import timedelta

from innsyn.gate.booking.asking import Chosen
from innsyn.gate.standing.timebooks import Calendar
from innsyn.gate.tests.samples import NOW, OTHER_TRUST, TRUST, a_number

HER_ID = "99000001"
TOMORROW = NOW + timedelta(days=1)
HALF_HOUR = timedelta(minutes=30)


class Clinic:
    """A trust with one calendar."""

    def __init__(self, world, *, confirms="asks", cancel_hours=2, may_move=True, organisation=TRUST):
        self.world, self.gate, self.organisation = world, world.gate, organisation
        self.calendar = Calendar(
            id="", version=0, organisation=organisation, her_id=HER_ID, name="Siv Lege", kind="Legetime", practical="Kom ti minutter før.",
            place="Fjordby, 2. etasje", confirms=confirms, cancel_hours=cancel_hours, may_move=may_move,
        )  # fmt: skip

    async def opens(self, count=3):
        """Keep the calendar and open times from tomorrow at this hour."""
        self.nurse = await self.world.nurse(organisation=self.organisation)
        self.calendar_id = await self.gate.timebook.keep(self.nurse, self.calendar, NOW)
        starts = [TOMORROW + HALF_HOUR * n for n in range(count)]
        assert await self.gate.timebook.open(self.nurse, self.calendar_id, starts, HALF_HOUR, NOW) == count
        return self

    async def times(self):
        """The times of tomorrow and the day after, by hour, whatever their status."""
        return await self.gate.timebook.times(self.nurse, NOW, NOW + timedelta(days=3), NOW)

    async def statuses(self):
        """How they stand."""
        return [each.status for each in await self.times()]

    async def chosen(self, place=0):
        """One of the times as somebody sees it just now."""
        time = (await self.times())[place]
        return Chosen(self.organisation, time.id, time.version)

    async def visits(self, visit, now=NOW):
        """Let the nurse open the record of the patient of a visit."""
        return await self.world.visits(visit.owner, actor=self.nurse, now=now)

    async def stranger(self, visit, now=NOW):
        """Let somebody of another trust open the same record."""
        nurse = await self.world.nurse(organisation=OTHER_TRUST, unit=OTHER_TRUST)
        return await self.world.visits(visit.owner, actor=nurse, now=now)


async def a_patient(world, **person):
    """A patient of her own, come in."""
    number = a_number()
    await world.moves_in(number, **person)
    return await world.citizen(number)


def body_of(stored):
    """An appointment as it stands."""
    return json.loads(stored.body)
