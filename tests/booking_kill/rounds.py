"""Rounds of booking and sudden death, and what must be true afterwards: `python -m tests.booking_kill.rounds [ROUNDS]`.

A few patients and their clinic book, move, answer and call off in two processes, all after the same few times; each round kills one of
them, or PostgreSQL itself. Then the whole history of every time and appointment is read, in the manner of Jepsen.
"""

import json
import sys
from collections import Counter
from datetime import timedelta
from itertools import pairwise
from pathlib import Path
from uuid import UUID

from tests.booking_kill.booker import HER_ID
from tests.record_kill.rounds import MISSING_VERSIONS, Rounds, run

from innsyn.gate.clients.entering import kept_for
from innsyn.gate.gate import Gate
from innsyn.gate.keys import open_keys
from innsyn.gate.standing.appointments import identifier_of, moved_from, slot_of
from innsyn.gate.standing.timebooks import BUSY, TENTATIVE, Calendar, time_of
from innsyn.gate.tests.samples import NOW, TRUST, World, a_number
from innsyn.record.condition import Everything
from innsyn.record.entry import Action, Entry
from innsyn.record.record import Record

PATIENTS, TIMES = 8, 6
CALENDARS = ("direct", "asks")
HALF_HOUR = timedelta(minutes=30)
_ENTRY = Entry(UUID(int=1), NOW, Action.SEARCH)
SLOT_IDS = "select distinct id from version where owner = $1 and type = 'Slot'"
APPOINTMENT_OWNERS = "select distinct owner, id from version where type = 'Appointment'"


class BookingRounds(Rounds):
    """The processes that book."""

    program = Path(__file__).parent / "booker.py"

    @staticmethod
    async def prepare(dsn, folder):
        """Let a clinic with two calendars exist, one that says yes beforehand and one that answers each, and some patients."""
        record = await Record.open(dsn)
        world = World(record)
        world.gate = Gate(record, open_keys(folder / "keys"))
        await world.settle()
        numbers, nurse_number = [a_number() for _ in range(PATIENTS)], a_number()
        for number in numbers:
            await world.moves_in(number)
        nurse = await world.nurse(number=nurse_number)
        for place, confirms in enumerate(CALENDARS):
            calendar = Calendar(
                id="", version=0, organisation=TRUST, her_id=HER_ID, name=confirms, kind="Legetime", confirms=confirms, cancel_hours=2,
                may_move=True,
            )  # fmt: skip
            calendar_id = await world.gate.timebook.keep(nurse, calendar, NOW)
            starts = [NOW + timedelta(days=1 + place) + HALF_HOUR * n for n in range(TIMES)]
            assert await world.gate.timebook.open(nurse, calendar_id, starts, HALF_HOUR, NOW) == TIMES
        people = {"patients": [each.value for each in numbers], "nurse": nurse_number.value}
        (folder / "people.json").write_text(json.dumps(people))
        await record.close()

    async def check(self):
        """Give how often was booked, how often answered otherwise, and the broken promises."""
        notes = list(self.notes())
        connection = await self.connected()
        wrong = Counter({"a `booked` was shown that no clinic had said": sum(note["kind"] == "false" for note in notes)})
        wrong["an acknowledged version is missing"] = await connection.fetchval(
            MISSING_VERSIONS, [row for note in notes for row in note["rows"]]
        )
        record = await Record.open(self.dsn)
        times = await _times(record, connection)
        appointments = await _appointments(record, connection)
        await record.close()
        await connection.close()
        wrong.update(broken(times, appointments))
        booked = sum(note["status"] == "booked" for note in notes)
        return booked, len(notes) - booked, {name: count for name, count in wrong.items() if count}


def broken(times, appointments):
    """Give the broken promises of a history. times: each time's versions, oldest first. appointments: each appointment as it stands."""
    wrong = Counter()
    for versions in times:
        for before, after in pairwise(versions):
            wrong["a time went from one appointment to another without being free between"] += is_sold_twice(before, after)
    takers = {each[-1].id: each[-1].taken_by for each in times if each[-1].status in (BUSY, TENTATIVE) and each[-1].taken_by}
    having = Counter()
    for body in appointments:
        for slot_id in {slot_of(body), moved_from(body)} - {""} if body["status"] in ("pending", "booked") else ():
            having[slot_id] += 1
            wrong["an appointment's time is not its own"] += takers.get(slot_id) != identifier_of(body)
    wrong["a time has two appointments"] += sum(count > 1 for count in having.values())
    wrong["a time is taken by nobody's appointment"] += len(takers.keys() - having.keys())
    return wrong


def is_sold_twice(before, after):
    """Say whether a time is another appointment's at once."""
    return bool(before.taken_by and after.taken_by and before.taken_by != after.taken_by)


async def _times(record, connection):
    owner, read = kept_for(TRUST), []
    for row in await connection.fetch(SLOT_IDS, owner):
        versions = await _versions(record, owner, "Slot", row["id"])
        read.append([time_of(json.loads(each.body), each.id, each.version, TRUST) for each in versions])
    return read


async def _appointments(record, connection):
    rows = await connection.fetch(APPOINTMENT_OWNERS)
    return [json.loads((await _versions(record, row["owner"], "Appointment", row["id"]))[-1].body) for row in rows]


async def _versions(record, owner, type_, id_):
    """Read every version of one resource, oldest first."""
    found, after = [], None
    while True:
        page = await record.history(
            owner=owner, narrow=Everything(), stamp=None, entry=_ENTRY, type=type_, id=id_, count=500, after=after
        )  # fmt: skip
        found += page.rows
        if page.next is None:
            return found[::-1]
        after = page.next


if __name__ == "__main__":
    outcome = run(int(sys.argv[1]) if len(sys.argv) > 1 else 50, of=BookingRounds)
    print(outcome)  # noqa: T201 -- a program
    sys.exit(bool(outcome.wrong))
