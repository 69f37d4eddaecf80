"""One process in which patients and a clinic book until it is killed: `booker.py DSN FILE SEED`.

It notes each answer on a file after it was given, with one write call: what stands there was acknowledged. Each act has a clock of its own,
some minutes fast or slow, so that holds begin and end differently for each.
"""

import asyncio
import json
import os
import sys
from datetime import timedelta
from pathlib import Path
from random import Random

from innsyn.gate.booking.asking import Chosen, Held
from innsyn.gate.gate import Gate
from innsyn.gate.grounds import staff_ground
from innsyn.gate.keys import open_keys
from innsyn.gate.refused import Refused
from innsyn.gate.tests.samples import HOSPITAL, NOW, NURSE_HPR, TRUST
from innsyn.gate.values import Query
from innsyn.kernel.ids import person_number
from innsyn.record.query import TokenIs
from innsyn.record.record import Record
from innsyn.record.stored import Stored
from innsyn.record.unavailable import RecordUnavailable

HER_ID = "99000001"
TASKS = 6
WRONG_BY_MIN = 20
OPEN = Query(("Appointment",), (TokenIs("status", ((None, "pending"), (None, "booked"))),), count=50)


class Booker:
    """Patients and somebody at the clinic, each act drawn by chance."""

    def __init__(self, gate, numbers, nurse_number, notes, random):
        self.gate, self.numbers, self.nurse_number, self.random = gate, numbers, nurse_number, random
        self.notes = os.open(notes, os.O_WRONLY | os.O_APPEND | os.O_CREAT)

    async def run(self):
        """Go on until killed; a database that is away is waited for."""
        while True:
            try:
                await self.step(NOW + timedelta(minutes=self.random.uniform(-WRONG_BY_MIN, WRONG_BY_MIN)))
            except RecordUnavailable:
                await asyncio.sleep(0.02)

    async def step(self, now):
        """Do one thing."""
        number = person_number(self.random.choice(self.numbers))
        kari = await self.gate.open_own(self.gate.actors.citizen(number, level="high"), number, now)
        act = self.random.choice([self.books, self.books, self.books, self.moves, self.cancels, self.answers, self.calls_off])
        await act(kari, now)

    async def books(self, kari, now):
        """Hold a time and ask for it, or ask for it straight away."""
        chosen, confirms = await self.chosen(kari, now)
        if chosen is None:
            return
        if self.random.random() < 0.5:
            held = await self.gate.booking.hold(kari, chosen, now)
            if not isinstance(held, Held):
                return
            chosen = Chosen(TRUST, held.time.id, held.time.version)
        self.note(await self.gate.booking.book(kari, chosen, "Hodepine", now), says_booked=confirms == "direct")

    async def moves(self, kari, now):
        chosen, confirms = await self.chosen(kari, now)
        one = await self.one_of_hers(kari, now)
        if chosen and one:
            self.note(await self.gate.booking.move(kari, one.id, chosen, now), says_booked=confirms == "direct")

    async def cancels(self, kari, now):
        if one := await self.one_of_hers(kari, now):
            self.note(await self.gate.booking.cancel(kari, one.id, now))

    async def answers(self, kari, now):
        """Let the clinic say yes or no."""
        if (visit := await self.at_the_clinic(kari, now)) and (one := await self.one_of_hers(kari, now)):
            says = self.gate.booking_answers.confirm if self.random.random() < 0.7 else self.gate.booking_answers.decline
            self.note(await says(visit, one.id, now), says_booked=True)

    async def calls_off(self, kari, now):
        if (visit := await self.at_the_clinic(kari, now)) and (one := await self.one_of_hers(kari, now)):
            self.note(await self.gate.booking_answers.cancel(visit, one.id, now))

    async def at_the_clinic(self, kari, now):
        nurse = await self.gate.actors.staff(
            person_number(self.nurse_number), name="Nina", hpr=NURSE_HPR, legal_entity=TRUST, point_of_care=HOSPITAL, level="high"
        )
        visit = await self.gate.open(nurse, kari.owner, staff_ground(purpose="TREAT", basis="gate.basis.appointment"), now)
        return None if isinstance(visit, Refused) else visit

    async def chosen(self, kari, now):
        """Choose among the free times. Returns it and how its calendar confirms; None when there is none."""
        calendars = await self.gate.booking.calendars(kari, TRUST, HER_ID, now)
        free = await self.gate.booking.free(kari, calendars, now, now + timedelta(days=3), now)
        if not free:
            return None, ""
        time = self.random.choice(free)
        return Chosen(TRUST, time.id, time.version), next(each.confirms for each in calendars if each.id == time.calendar_id)

    async def one_of_hers(self, kari, now):
        found = await self.gate.search(kari, OPEN, now)
        return self.random.choice(found.rows) if found.rows else None

    def note(self, answer, *, says_booked=False):
        """Note what was acknowledged, and whether somebody was shown a `booked` that no clinic had said."""
        if isinstance(answer, Stored):
            status = json.loads(answer.body)["status"]
            kind = "false" if status == "booked" and not says_booked else "write"
            os.write(self.notes, json.dumps({"kind": kind, "rows": [answer.row], "status": status}).encode() + b"\n")


async def main(dsn, notes, seed):
    """Connect, however long that takes, and run."""
    folder = Path(notes).parent
    people = json.loads((folder / "people.json").read_text())
    while True:
        try:
            record = await Record.open(dsn, size=6)
            break
        except RecordUnavailable:
            await asyncio.sleep(0.02)
    gate = Gate(record, open_keys(folder / "keys"))
    random = Random(int(seed))  # noqa: S311 -- chance that comes back with the seed
    booker = Booker(gate, people["patients"], people["nurse"], notes, random)
    await asyncio.gather(*[booker.run() for _ in range(TASKS)])


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
