"""One process in which patients and a clinic's personnel book until it is killed: `booker.py DSN FILE SEED`.

It notes what each was shown, with one write call: what stands there was acknowledged. Its clock jumps back and forth while it runs, so that
holds begin and end differently for each, and while they last.
"""

import asyncio
import json
import sys
from datetime import timedelta
from pathlib import Path
from random import Random

from tests.booking_kill.jumping import JumpingClock
from tests.booking_kill.notes import Notes

from innsyn.gate.booking.asking import Chosen, Held
from innsyn.gate.gate import Gate
from innsyn.gate.grounds import staff_ground
from innsyn.gate.keys import open_keys
from innsyn.gate.refused import Refused
from innsyn.gate.standing.appointments import identifier_of, slot_of
from innsyn.gate.tests.samples import HOSPITAL, NURSE_HPR, TRUST
from innsyn.gate.values import Found, Query
from innsyn.gate.visit import Visit
from innsyn.kernel.ids import person_number
from innsyn.record.query import TokenIs
from innsyn.record.record import Record
from innsyn.record.stored import Stored
from innsyn.record.unavailable import RecordUnavailable

HER_ID, LAST_HER_ID = "99000001", "99000002"
TASKS = 25
OWN_SHARE = 0.8
THINKS_S = 1.0
OPEN = Query(("Appointment",), (TokenIs("status", ((None, "pending"), (None, "booked"))),), count=50)


class Booker:
    """Patients and somebody at the clinic, each act drawn by chance."""

    def __init__(self, gate, people, notes, clock, random):
        self.gate, self.people, self.notes, self.clock, self.random = gate, people, notes, clock, random

    async def run(self, place):
        """Rush for the last time together with all others, then go on until killed; a database that is away is waited for."""
        own, acts = self.people["patients"][place % len(self.people["patients"])], [self.rushes]
        while True:
            try:
                await asyncio.sleep(0 if acts else self.random.uniform(0, THINKS_S))
                number = person_number(own if acts or self.random.random() < OWN_SHARE else self.random.choice(self.people["patients"]))
                kari = await self.gate.open_own(self.gate.actors.citizen(number, level="high"), number, self.clock())
                if isinstance(kari, Visit):
                    await (acts.pop() if acts else self.drawn())(kari)
            except RecordUnavailable:
                await asyncio.sleep(0.02)

    def drawn(self):
        """Draw what is done next."""
        return self.random.choice(
            [self.books, self.books, self.books, self.moves, self.cancels, self.answers, self.calls_off, self.rushes, self.looks]
        )

    async def rushes(self, kari):
        """Ask for the last time of the clinic beyond the wire."""
        await self.asks(kari, await self.chosen(kari, self.people["wired"], LAST_HER_ID))

    async def books(self, kari):
        """Ask for a time somewhere."""
        await self.asks(kari, await self.chosen(kari, self.random.choice((TRUST, self.people["wired"]))))

    async def asks(self, kari, chosen):
        """Hold a time and ask for it, or ask for it straight away. Between the two the clock may jump."""
        if chosen is None:
            return None
        if self.random.random() < 0.5:
            held = await self.gate.booking.hold(kari, chosen, self.clock())
            if not isinstance(held, Held):
                return self.notes.note("second")
            self.notes.note("held", slot=held.time.id, version=held.time.version, by=str(kari.owner))
            await asyncio.sleep(self.random.uniform(0, 0.05))
            chosen = Chosen(chosen.organisation, held.time.id, held.time.version)
        return self.shown(await self.gate.booking.book(kari, chosen, "Hodepine", self.clock()))

    async def moves(self, kari):
        one = await self.one_of_hers(kari)
        chosen = await self.chosen(kari, one.custodian) if one else None
        if chosen:
            self.shown(await self.gate.booking.move(kari, one.id, chosen, self.clock()))

    async def cancels(self, kari):
        if one := await self.one_of_hers(kari):
            self.shown(await self.gate.booking.cancel(kari, one.id, self.clock()))

    async def looks(self, kari):
        """Look at her appointments as the page does."""
        for row in await self.hers(kari):
            self.shown(row)

    async def answers(self, kari):
        """Let somebody at the desk say yes or no."""
        if (visit := await self.at_the_clinic(kari)) and (one := await self.one_of_hers(kari, TRUST)):
            if self.random.random() < 0.3:
                return self.shown(await self.gate.booking_answers.decline(visit, one.id, self.clock()))
            self.notes.note("says", identifier=identifier_of(json.loads(one.body)), slot=None)
            self.shown(await self.gate.booking_answers.confirm(visit, one.id, self.clock()))
        return None

    async def calls_off(self, kari):
        if (visit := await self.at_the_clinic(kari)) and (one := await self.one_of_hers(kari, TRUST)):
            self.shown(await self.gate.booking_answers.cancel(visit, one.id, self.clock()))

    async def at_the_clinic(self, kari):
        nurse = await self.gate.actors.staff(
            person_number(self.people["nurse"]), name="Nina", hpr=NURSE_HPR, legal_entity=TRUST, point_of_care=HOSPITAL, level="high"
        )
        ground = staff_ground(purpose="TREAT", basis="gate.basis.appointment")
        visit = await self.gate.open(nurse, kari.owner, ground, self.clock())
        return None if isinstance(visit, Refused) else visit

    async def chosen(self, kari, organisation, her_id=HER_ID):
        """Choose among the free times; None when there is none."""
        now = self.clock()
        calendars = await self.gate.booking.calendars(kari, organisation, her_id, now)
        free = await self.gate.booking.free(kari, calendars, now, now + timedelta(days=4), now)
        if not free:
            return None
        time = self.random.choice(free)
        return Chosen(organisation, time.id, time.version)

    async def one_of_hers(self, kari, organisation=None):
        rows = [row for row in await self.hers(kari) if organisation in (None, row.custodian)]
        return self.random.choice(rows) if rows else None

    async def hers(self, kari):
        """List what she has or has asked for; nothing where a clock that has jumped says that her visit is not begun, or is over."""
        found = await self.gate.search(kari, OPEN, self.clock())
        return found.rows if isinstance(found, Found) else ()

    def shown(self, answer):
        """Note what somebody was shown of an appointment, or that another was first."""
        if isinstance(answer, Stored):
            body = json.loads(answer.body)
            self.notes.note("shown", rows=[answer.row], status=body["status"], identifier=identifier_of(body), slot=slot_of(body))
        elif answer == "taken":
            self.notes.note("second")


async def main(dsn, notes, seed):
    """Connect, however long that takes, and run."""
    folder, random = Path(notes).parent, Random(int(seed))  # noqa: S311 -- chance that comes back with the seed
    people = json.loads((folder / "people.json").read_text())
    while True:
        try:
            record = await Record.open(dsn, size=6)
            break
        except RecordUnavailable:
            await asyncio.sleep(0.02)
    gate, clock = Gate(record, open_keys(folder / "data")), JumpingClock(folder / "jumps", f"booker {seed}")
    booker = Booker(gate, people, Notes(notes), clock, random)
    await asyncio.gather(*[booker.run(int(seed) * TASKS + place) for place in range(TASKS)])


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
