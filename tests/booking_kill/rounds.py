"""Rounds of booking and sudden death, and what must be true afterwards: `python -m tests.booking_kill.rounds [ROUNDS]`.

Fifty patients and two clinics book, move, answer and call off, all after the same few times. One clinic works at our desk; the other has a
system of its own beyond a wire, and one last time that all fifty rush for. Each round something dies, every connection is cut, or clocks
jump: the bookers', or the one by which the server decides. Then the whole history of every time and appointment is read, with what each
was shown.
"""

import asyncio
import json
import subprocess
import sys
import time
from collections import Counter
from datetime import timedelta
from itertools import pairwise
from uuid import UUID

import orjson
from tests.booking_kill.beyond import CHECKOUT, Beyond
from tests.booking_kill.booker import HER_ID, LAST_HER_ID, TASKS
from tests.booking_kill.clinic import OFFICE
from tests.booking_kill.history import FALSE, HELD_BY_ANOTHER, LEFT, STILL, broken, has_jumped, shown_falsely, taken_from
from tests.booking_kill.jumping import set_anew
from tests.record_kill.rounds import MISSING_VERSIONS, WRITERS, Rounds, run

from innsyn.gate.booking.timebooks import Timebooks
from innsyn.gate.clients.entering import kept_for
from innsyn.gate.gate import Gate
from innsyn.gate.keys import open_keys
from innsyn.gate.reconciliation.comparing import drifts
from innsyn.gate.reconciliation.looking import Looking
from innsyn.gate.standing.appointments import identifier_of, slot_of
from innsyn.gate.standing.timebooks import Calendar, calendar_body, time_body, time_of
from innsyn.gate.tests.samples import NOW, TRUST, World, a_number, keep, organisation
from innsyn.kernel.clock import system_clock
from innsyn.main.world import known_world
from innsyn.record.condition import Everything
from innsyn.record.entry import Action, Entry
from innsyn.record.record import Record
from innsyn.record.stored import Write

PATIENTS, TIMES = WRITERS * TASKS, 6
CALENDARS = ("direct", "asks")
HALF_HOUR, DAY = timedelta(minutes=30), timedelta(days=1)
SETTLES_WITHIN_S = 300.0
EVENTS = ("server clock", "clocks", "booker", "clinic", "server clock", "database", "wires", "server", "clinic", "wires")
"""The first three are waited out while the server starts, by a clock that is fast. It is set back while it works, and forth at the end."""
_ENTRY = Entry(UUID(int=1), NOW, Action.SEARCH)
SLOT_IDS = "select distinct owner, id from version where type = 'Slot'"
APPOINTMENT_OWNERS = "select distinct owner, id from version where type = 'Appointment'"
OTHERS = "select count(*) from pg_stat_activity where application_name = 'innsyn' and pid <> pg_backend_pid()"
BOOKED_BY_PATIENTS = """
select count(*) from unnest($1::bigint[]) as b (row) where exists (
  select from log_entry l join log_entry o on o.owner = l.owner and o.visit = l.visit and o.action = 'open'
  where b.row = any(l.shown) and l.action in ('create', 'update') and o.detail->>'role' = 'self')"""


class BookingRounds(Rounds):
    """The processes that book, and what stands beside them."""

    def __init__(self, dsn, folder, cluster, seed):
        super().__init__(dsn, folder, cluster, seed)
        self.beyond, self.events = Beyond(dsn, folder), Counter()

    @staticmethod
    async def prepare(dsn, folder):
        """Let two clinics exist, and fifty patients."""
        data = folder / "data"
        data.mkdir()
        record = await Record.open(dsn)
        world = World(record)
        world.gate = Gate(record, open_keys(data))
        await world.settle()
        numbers, nurse_number = [a_number() for _ in range(PATIENTS)], a_number()
        for number in numbers:
            await world.moves_in(number)
        nurse, wired = await world.nurse(number=nurse_number), known_world(data, system_clock()).organisations[OFFICE].number
        system = await world.gate.actors.system("Journalsystemet", organisation=TRUST)
        await world.gate.write_directory(system, [keep(organisation("wired", wired, "Legesenteret"))], NOW)
        for place, confirms in enumerate(CALENDARS):
            calendar_id = await world.gate.timebook.keep(nurse, _calendar(TRUST, HER_ID, confirms), NOW)
            starts = [system_clock() + DAY * (1 + place) + HALF_HOUR * n for n in range(TIMES)]
            assert await world.gate.timebook.open(nurse, calendar_id, starts, HALF_HOUR, system_clock()) == TIMES
        await _open(record, _calendar(wired, HER_ID, "asks"), TIMES)
        await _open(record, _calendar(wired, LAST_HER_ID, "asks"), 1)
        people = {"patients": [each.value for each in numbers], "nurse": nurse_number.value, "wired": wired}
        (folder / "people.json").write_text(json.dumps(people))
        await record.close()

    def begin(self):
        """Start what stands beside; the server takes longest."""
        self.beyond.stand()

    def end(self):
        """Stop it."""
        self.beyond.end()

    def start_writer(self):
        """Start a booker, whose database is beyond the wire."""
        self.started += 1
        words = [sys.executable, "-m", "tests.booking_kill.booker", self.beyond.dsn, str(self.folder / f"{self.started}.jsonl")]
        self.writers.append(subprocess.Popen([*words, str(self.started)], cwd=CHECKOUT))

    def kill_something(self):
        """Let the next thing go wrong, each in its turn."""
        event = EVENTS[self.events.total() % len(EVENTS)]
        self.events[event] += 1
        match event:
            case "clinic":
                if self.events[event] == 1:
                    self.beyond.server.wait_until_ready()
                    self.let_them_work()
                self.beyond.kill_clinic()
            case "server":
                self.beyond.kill_server()
            case "wires":
                self.beyond.cut()
            case "clocks":
                set_anew(self.folder / "jumps")
            case "server clock":
                self.beyond.set_clock()
            case "database":
                self.server_deaths += 1
                self.kill_server()
            case "booker":
                victim = self.writers.pop(0)
                victim.kill()
                victim.wait()
        self.beyond.stand()

    async def check(self):
        """Give how often was booked, how often answered otherwise, and the broken promises."""
        await (await self.connected()).close()
        wrong = Counter({LEFT: await self._left()})
        self.beyond.rests()
        notes = list(self.notes())
        shown = [note for note in notes if note["kind"] == "shown"]
        connection = await self.connected()
        await _nobody_writes(connection)
        record = await Record.open(self.dsn)
        wrong["an acknowledged version is missing"] = await connection.fetchval(
            MISSING_VERSIONS, [row for note in shown for row in note["rows"]]
        )
        stamped, appointments = await _times(record, connection), await _appointments(record, connection)
        direct = await _direct(record)
        wrong.update(broken([[each for _, each in versions] for versions in stamped], [versions[-1][2] for versions in appointments]))
        held = {(note["slot"], note["version"]): note["by"] for note in notes if note["kind"] == "held"}
        wrong[STILL] = int(not has_jumped(await _times(record, connection, kept_for(self._wired())), system_clock()))
        had = {identifier_of(body): str(owner) for versions in appointments for owner, _, body in versions}
        wrong[HELD_BY_ANOTHER] = sum(taken_from(versions, held, had) for versions in stamped)
        wrong[FALSE] = shown_falsely(notes, direct)
        wrong["a patient has written `booked`"] = await connection.fetchval(BOOKED_BY_PATIENTS, _became_booked(appointments, direct))
        wrong["comparing both sides finds something"] = await _differences(record)
        await record.close()
        await connection.close()
        booked = sum(note["status"] == "booked" for note in shown)
        return booked, len(notes) - len(held) - booked, {name: count for name, count in wrong.items() if count}

    def _wired(self):
        return json.loads((self.folder / "people.json").read_text())["wired"]

    async def _left(self):
        """Set the server's clock once more, and wait until the clinic beyond the wire has answered all. Returns how much it has not."""
        self.beyond.set_clock()
        wired, record, left = self._wired(), await Record.open(self.dsn), -1
        for _ in range(int(SETTLES_WITHIN_S / 0.2)):
            self.beyond.stand()
            book = (await Looking(record).books(system_clock(), wired)).get(wired)
            left = sum(each.status == "pending" for each in book.ours) if book else 0
            if left == 0:
                break
            await asyncio.sleep(0.2)
        await record.close()
        return left


async def _nobody_writes(connection):
    """Wait until the database has done what all who are dead had asked of it: what is read after that is one whole."""
    deadline = time.monotonic() + SETTLES_WITHIN_S
    while (others := await connection.fetchval(OTHERS)) and time.monotonic() < deadline:  # noqa: ASYNC110 - the database tells nobody
        await asyncio.sleep(0.02)
    assert not others, "somebody is still connected"


def _calendar(organisation, her_id, confirms):
    return Calendar(
        id="", version=0, organisation=organisation, her_id=her_id, name=confirms, kind="Legetime", confirms=confirms, cancel_hours=2,
        may_move=True,
    )  # fmt: skip


async def _open(record, calendar, count):
    """Let a clinic beyond the wire have a calendar with times."""
    (schedule,) = await _created(record, calendar.organisation, "Schedule", calendar_body(calendar))
    starts = [system_clock() + 3 * DAY + HALF_HOUR * n for n in range(count)]
    await _created(record, calendar.organisation, "Slot", *(time_body(schedule.id, each, each + HALF_HOUR) for each in starts))


async def _created(record, organisation, type_, *bodies):
    writes = [Write("create", type_, orjson.dumps(body), custodian=organisation) for body in bodies]
    answer = await record.write(owner=kept_for(organisation), writes=writes, stamp=None, entry=_ENTRY)
    return [each.stored for each in answer]


async def _differences(record):
    """Count what the nightly comparison would find of what lies here; what its own system says is another test's."""
    books = await Looking(record).books(system_clock())
    return sum(len(drifts(type(book)(ours=book.ours, times=book.times), system_clock())) for book in books.values())


async def _times(record, connection, owner=None):
    """Read each time's versions, oldest first, with what time it was by the clock of whoever wrote them. owner: of these only."""
    read = []
    for row in (each for each in await connection.fetch(SLOT_IDS) if owner in (None, each["owner"])):
        versions = await _versions(record, row["owner"], "Slot", row["id"])
        read.append([(each.recorded_at, time_of(json.loads(each.body), each.id, each.version, TRUST)) for each in versions])
    return read


async def _appointments(record, connection):
    """Read each appointment's versions as (owner, row, body), oldest first."""
    rows = await connection.fetch(APPOINTMENT_OWNERS)
    found = [await _versions(record, row["owner"], "Appointment", row["id"]) for row in rows]
    return [[(each.owner, each.row, json.loads(each.body)) for each in versions] for versions in found]


async def _direct(record):
    """List the times that are theirs who take them."""
    timebooks, visit = Timebooks(record), UUID(int=2)
    calendars = [each.id for each in await timebooks.calendars(TRUST, visit, NOW) if each.confirms == "direct"]
    return {each.id for each in await timebooks.times(TRUST, calendars, NOW, system_clock() + 9 * DAY, visit, NOW)}


def _became_booked(appointments, direct):
    """List the versions by which what was asked became booked, where a clinic answers each."""
    pairs = [(before, after) for versions in appointments for before, after in pairwise([(0, 0, {"status": ""}), *versions])]
    became = [after for before, after in pairs if after[2]["status"] == "booked" and before[2]["status"] != "booked"]
    return [row for _, row, body in became if slot_of(body) not in direct]


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
