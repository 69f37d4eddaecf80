"""A program killed amid bookings, moves and callings off leaves no half: each taken time has its one appointment, and the other way."""

import asyncio
import sys
from random import Random

import pytest

from innsyn.gate.booking.tests.samples import Clinic, body_of
from innsyn.gate.standing.appointments import identifier_of, slot_of
from innsyn.gate.tests.samples import NOW, a_number

BOOKER = """
import asyncio, sys
from random import Random
from innsyn.gate.booking.asking import Chosen
from innsyn.gate.gate import Gate
from innsyn.gate.tests.samples import KEYS, NOW, TRUST
from innsyn.gate.booking.tests.samples import HER_ID
from innsyn.kernel.ids import person_number
from innsyn.record.record import Record
from innsyn.record.stored import Stored
from datetime import timedelta

async def books(gate, number, random):
    visit, mine = await gate.open_own(gate.actors.citizen(person_number(number), level="high"), person_number(number), NOW), []
    calendars = await gate.booking.calendars(visit, TRUST, HER_ID, NOW)
    while True:
        free = await gate.booking.free(visit, calendars, NOW, NOW + timedelta(days=9), NOW)
        if free and random.random() < 0.7:
            time = random.choice(free[:4])
            chosen = Chosen(TRUST, time.id, time.version)
            move = mine and random.random() < 0.4
            answer = await (gate.booking.move(visit, mine[-1], chosen, NOW) if move else gate.booking.book(visit, chosen, "", NOW))
            mine += [answer.id] if isinstance(answer, Stored) and not move else []
            print("booked", flush=True)
        elif mine:
            await gate.booking.cancel(visit, mine.pop(), NOW)
        else:
            await asyncio.sleep(0.001)

async def main():
    gate, random = Gate(await Record.open(sys.argv[1], size=6), KEYS), Random(int(sys.argv[2]))
    await asyncio.gather(*[books(gate, number, random) for number in sys.argv[3:]])

asyncio.run(main())
"""
ROUNDS = 8


@pytest.mark.slow
async def test_a_program_killed_at_any_instant_leaves_no_half_of_a_booking(world, database):
    clinic = await Clinic(world, confirms="direct").opens(count=12)
    numbers = [a_number() for _ in range(6)]
    for number in numbers:
        await world.moves_in(number)
    random = Random(7)  # noqa: S311 -- the same instants every time
    appointments = 0
    for turn in range(ROUNDS):
        booker = await asyncio.create_subprocess_exec(
            sys.executable, "-c", BOOKER, database, str(turn), *[number.value for number in numbers], stdout=asyncio.subprocess.PIPE
        )  # fmt: skip
        assert await booker.stdout.readline() == b"booked\n"
        await asyncio.sleep(random.random() / 2)
        booker.kill()
        await booker.wait()
        taken = {each.id: each.taken_by for each in await clinic.times() if each.status != "free"}
        held = {}
        for number in numbers:
            rows = (await world.gate.history(await world.citizen(number), "Appointment", None, NOW)).rows
            newest = {row.id: row for row in reversed(rows)}
            appointments += len(newest)
            standing = [body for row in newest.values() if (body := body_of(row))["status"] != "cancelled"]
            assert not {slot_of(body) for body in standing} & held.keys(), "one time for two"
            held |= {slot_of(body): identifier_of(body) for body in standing}
        assert taken == held
    assert appointments > ROUNDS
