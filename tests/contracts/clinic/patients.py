"""Patients who write to a clinic, through the gate and in the words the pages use; what they sent is there however it comes on."""

import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from innsyn.gate.booking.asking import Chosen
from innsyn.gate.gate import Gate
from innsyn.gate.keys import open_keys
from innsyn.gate.standing.conversations import Conversation, conversation_body, conversation_id, withdrawn
from innsyn.gate.standing.messages import Message, message_body, message_id, sent_again
from innsyn.gate.standing.speakers import PATIENT_SPEAKS
from innsyn.gate.standing.timebooks import Time
from innsyn.gate.values import Found, Query, Stored, Write
from innsyn.gate.visit import Visit
from innsyn.kernel.clock import system_clock
from innsyn.kernel.ids import person_number
from innsyn.main.keeping import blob_place
from innsyn.main.settings import read_settings
from innsyn.main.world import known_world
from innsyn.record.record import Record


@dataclass(frozen=True)
class Sent:
    """What somebody sent. conversation, message: ids of Task and Communication. word: the message's own."""

    conversation: str
    message: str
    word: UUID


@dataclass(frozen=True)
class Writer:
    """One patient in her own record. contact: HER-id and number of the organisation she writes to."""

    gate: Gate
    visit: Visit
    contact: tuple[str, str]

    async def writes(self, text: str, *, kind: Any = "e-contact") -> Sent:
        """Begin a conversation with somebody on the wire."""
        word, now, (her_id, organisation) = uuid4(), system_clock(), self.contact
        task_id, ref = conversation_id(self.visit.owner, word), message_id(self.visit.owner, word)
        begun = Conversation(
            id=word, kind=kind, contact=her_id, organisation=organisation, subject="Et spørsmål", began_by=PATIENT_SPEAKS, patient="Per"
        )
        written = Message(
            id=word, conversation=f"Task/{task_id}", kind=kind, contact=her_id, organisation=organisation, sender=PATIENT_SPEAKS, text=text
        )
        task = conversation_body(begun, patient_id=self.visit.patient_id, now=now)
        message = message_body(written, patient_id=self.visit.patient_id, now=now)
        writes = [Write("create", "Task", _octets(task), id=task_id), Write("create", "Communication", _octets(message), id=ref)]
        answer = await self.gate.write(self.visit, writes, now)
        assert isinstance(answer, tuple), answer
        return Sent(task_id, ref, word)

    async def sends_again(self, sent: Sent) -> None:
        """Send the same message once more."""
        await self._changed("Communication", sent.message, sent_again(await self.read("Communication", sent.message)))

    async def takes_back(self, sent: Sent) -> Any:
        """Take a conversation back."""
        return await self._changed("Task", sent.conversation, withdrawn(await self.read("Task", sent.conversation), system_clock()))

    async def read(self, type_: str, id_: str) -> dict[str, Any]:
        """Read one resource of hers."""
        found = await self.gate.read(self.visit, type_, id_, system_clock())
        assert isinstance(found, Stored), found
        return dict(json.loads(found.body))

    async def messages(self, sent: Sent) -> list[dict[str, Any]]:
        """Read every message of a conversation, oldest first."""
        found = await self.gate.search(self.visit, Query(("Communication",), count=200), system_clock())
        assert isinstance(found, Found), found
        bodies = [json.loads(row.body) for row in found.rows]
        mine = [body for body in bodies if body.get("basedOn") == [{"reference": f"Task/{sent.conversation}"}]]
        return sorted(mine, key=lambda body: (body["sent"], body["category"][0]["coding"][0]["code"]))

    async def free_times(self) -> list[Time]:
        """List the times of the contact that can be booked in the next two weeks."""
        now, (her_id, organisation) = system_clock(), self.contact
        calendars = await self.gate.booking.calendars(self.visit, organisation, her_id, now)
        return list(await self.gate.booking.free(self.visit, calendars, now, now + timedelta(days=14), now))

    async def books(self, time: Time) -> Any:
        """Ask for a time. Returns the appointment, or why there is none."""
        chosen = Chosen(time.organisation, time.id, time.version)
        return await self.gate.booking.book(self.visit, chosen, "Kneet", system_clock())

    async def moves(self, appointment_id: str, time: Time) -> Any:
        """Ask for another time."""
        chosen = Chosen(time.organisation, time.id, time.version)
        return await self.gate.booking.move(self.visit, appointment_id, chosen, system_clock())

    async def _changed(self, type_: str, id_: str, body: Mapping[str, Any]) -> Any:
        return await self.gate.write(self.visit, [Write("update", type_, _octets(body), id=id_)], system_clock())


@asynccontextmanager
async def opened(dsn: str, folder: Path) -> AsyncIterator[Gate]:
    """Have a gate of our own to a server's record."""
    record = await Record.open(dsn, blobs=blob_place(read_settings({"INNSYN_DATA": str(folder)})), size=2)
    try:
        yield Gate(record, open_keys(folder, ""))
    finally:
        await record.close()


@asynccontextmanager
async def patient(dsn: str, folder: Path, key: str, *, her_id: int, organisation: str) -> AsyncIterator[Writer]:
    """Have one of the cast log in."""
    number = person_number(known_world(folder, system_clock()).people[key].number)
    assert number is not None
    async with opened(dsn, folder) as gate:
        visit = await gate.open_own(gate.actors.citizen(number, level="high"), number, system_clock())
        assert isinstance(visit, Visit), visit
        yield Writer(gate, visit, (str(her_id), organisation))


def _octets(body: Mapping[str, Any]) -> bytes:
    return json.dumps(body, ensure_ascii=False).encode()
