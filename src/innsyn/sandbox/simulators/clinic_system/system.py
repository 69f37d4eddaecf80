"""The office's system at work: it fetches what is new, says that it has it, keeps a copy, and sends what the office writes.

Nothing that matters is in memory alone. What is fetched twice or sent twice is the same as once: a message has an identifier of its own."""

import asyncio
from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from math import ceil
from pathlib import Path
from uuid import NAMESPACE_OID, uuid5

from innsyn.kernel.systems import DIALOGUE, MESSAGE
from innsyn.sandbox.simulators.clinic_system import dialogue
from innsyn.sandbox.simulators.clinic_system.bookings import Booked, Calendar, booked
from innsyn.sandbox.simulators.clinic_system.copies import Copies, Json, Outbox, alone
from innsyn.sandbox.simulators.clinic_system.faults import Fault
from innsyn.sandbox.simulators.clinic_system.interface import Answered, Interface
from innsyn.sandbox.simulators.clinic_system.knocks import follow
from innsyn.sandbox.simulators.clinic_system.stating import Stating
from innsyn.sandbox.simulators.clinic_system.threads import Thread, threads
from innsyn.sandbox.simulators.clinic_system.timebook import Timebook
from innsyn.sandbox.simulators.clinic_system.tokens import Down, Unanswered

_CONFLICT = (409, 412)
_MOST_TRIES = 4
_SOON_S, _FIRST_S, _LONGEST_S = 0.2, 1.0, 30.0
_OVERLAP = timedelta(minutes=2)
_STANDARD_ANSWER = Path(__file__).with_name("standard_answer.txt")
_NEW = {"status": "in-progress", "category": f"{DIALOGUE}|from-citizen", "_sort": "sent"}


@dataclass(frozen=True, slots=True)
class Office:
    """Whose system it is. patients: names by national number, as the office's own register has them. calendars: whose times it offers."""

    key: str
    name: str
    patients: Mapping[str, str] = field(repr=False)
    calendars: Sequence[Calendar] = ()


class ClinicSystem:
    """run, look, and the verbs of the office."""

    def __init__(
        self,
        office: Office,
        interface: Callable[[], Interface],
        endpoint: str,
        folder: Path,
        *,
        clock: Callable[[], datetime],
        faults: Collection[Fault],
        slow_s: float = 20,
        every_s: float = 60,
    ) -> None:
        """interface: made anew at each start. endpoint: where it is told that there is something. every_s: how often it looks untold."""
        self.office, self.copies, self.outbox = office, Copies(folder / "copies"), Outbox(folder)
        self._made, self._endpoint, self._folder, self._clock = interface, endpoint, folder, clock
        self._faults, self._slow_s, self._every_s = faults, slow_s, every_s
        self._timebook = Timebook(office.calendars, self.copies, clock=clock, faults=faults)
        self._stating = Stating(self.copies, clock=clock, faults=faults)
        self._interface: Interface | None = None
        self._woken = asyncio.Event()

    @property
    def is_away(self) -> bool:
        """Say whether it is down."""
        return Fault.AWAY in self._faults

    def wake(self) -> None:
        """Look at once: something has been told, written or switched."""
        self._woken.set()

    async def run(self) -> None:
        """Look again and again, until it is cancelled. The first look finds what came while it was away."""
        refused_s = _FIRST_S
        while True:
            self._woken.clear()
            try:
                pause_s = self._every_s if await self.look() else _SOON_S
                refused_s = _FIRST_S
            except Unanswered:
                pause_s, refused_s = refused_s, min(refused_s * 2, _LONGEST_S)
            with suppress(TimeoutError):
                async with asyncio.timeout(pause_s):
                    await self._woken.wait()

    async def look(self) -> bool:
        """Fetch and send everything that waits; nothing while it is down. Returns whether it could: not while another process does.

        Raises Unanswered."""
        with alone(self._folder) as is_alone:
            if is_alone:
                await self._work()
            return is_alone

    def write(self, kind: str, task_id: str, *, word: str, text: str = "", to: str = "") -> None:
        """Put something into the outbox. kind: `answer`, `rejection` or `closing`. word: never said before; a UUID for an answer."""
        self.outbox.put({"kind": kind, "word": word, "task": task_id, "text": text, "to": to}, at=self._clock())
        self.wake()

    def threads(self) -> list[Thread]:
        """Give every conversation as the office sees it, those that wait for an answer first."""
        copies, outbox = self.copies, self.outbox
        return threads(copies.all("Task"), copies.all("Communication"), outbox.waiting(), outbox.returned(), self.office.patients)

    def thread(self, task_id: str) -> Thread | None:
        """Give one conversation; None when the system has no copy of it."""
        return next((each for each in self.threads() if each.id == task_id), None)

    def booked(self) -> list[Booked]:
        """Give every booking of the office, the next first."""
        return booked(self.copies.all("Appointment"))

    async def settled(self, within_s: float = 3) -> bool:
        """Wait a moment until nothing waits to be sent. Returns whether nothing does."""
        for _ in range(round(within_s / _SOON_S)):
            if not self.outbox.waiting():
                return True
            await asyncio.sleep(_SOON_S)
        return False

    async def _work(self) -> None:
        """Do all there is to do. Whoever goes down, before or while it works, starts again with its files alone."""
        try:
            await self._fetch(await self._started())
            await self._book(await self._started())
            await self._send(await self._started())
        except Down:
            self._interface = None
            self._stating.forget()

    async def _started(self) -> Interface:
        if self._interface is None:
            interface = self._made()
            await follow(interface, self._endpoint)
            self._interface = interface
        return self._interface

    async def _fetch(self, interface: Interface) -> None:
        for message in await interface.search("Communication", _NEW):
            await self._receive(interface, message)
        begun, since = self._clock(), {"_lastUpdated": f"ge{self._looked_at()}"}
        self.copies.keep_all(await interface.search("Task", {"code": f"{DIALOGUE}|", **since}))
        self.copies.keep_all(await interface.search("Appointment", since))
        self._note(begun - _OVERLAP)

    async def _book(self, interface: Interface) -> None:
        await self._timebook.offer(interface)
        await self._timebook.answer(interface, self._dawdle)
        if self.office.calendars:
            await self._stating.state(interface)

    async def _receive(self, interface: Interface, message: Json) -> None:
        """Keep a message and say so; a message that is sent once more is the same message."""
        await self._dawdle()
        task = await self._task_of(interface, message)
        if task is None:
            return
        if Fault.REFUSE in self._faults:
            await interface.patch(message, dialogue.turned_away())
            if task["status"] == "requested":
                await interface.patch(task, dialogue.undelivered(self._clock()))
            return
        self.copies.keep(message)
        if Fault.ANSWERS in self._faults:
            self._answer_by_itself(task, message)
        self._kept(await interface.patch(message, dialogue.receipt(self._clock())))
        if task["status"] == "requested":
            self._kept(await interface.patch(task, dialogue.received(self._clock())))

    def _answer_by_itself(self, task: Json, message: Json) -> None:
        word = next((each["value"] for each in message.get("identifier", []) if each.get("system") == MESSAGE), message["id"])
        text = _STANDARD_ANSWER.read_text(encoding="utf-8").strip()
        self.write("answer", task["id"], word=str(uuid5(NAMESPACE_OID, word)), text=text, to=message["id"])

    async def _task_of(self, interface: Interface, message: Json) -> Json | None:
        about = [str(each.get("reference", "")) for each in message.get("basedOn", [])]
        task = await interface.read(about[0]) if about and about[0].startswith("Task/") else None
        if task is not None:
            self.copies.keep(task)
        return task

    async def _send(self, interface: Interface) -> None:
        for letter in self.outbox.waiting():
            await self._dawdle()
            answer = await self._carried(interface, letter)
            if answer.is_yes:
                self.outbox.done(letter)
            elif answer.status not in _CONFLICT:
                self.outbox.give_back(letter, answer.status)

    async def _carried(self, interface: Interface, letter: Json) -> Answered:
        match letter["kind"]:
            case "answer":
                return await self._answered(interface, letter)
            case "rejection":
                return await self._changed(interface, letter["task"], lambda _: dialogue.rejected(letter["text"], self._clock()))
        return await self._changed(interface, letter["task"], lambda task: dialogue.closed(task, self._clock()))

    async def _answered(self, interface: Interface, letter: Json) -> Answered:
        if Fault.LATE in self._faults:
            await self._changed(interface, letter["task"], lambda task: dialogue.closed(task, self._clock()))
        task = await interface.read(f"Task/{letter['task']}")
        if task is None:
            return Answered(404, {})
        written = dialogue.answer(task, word=letter["word"], to=letter["to"], text=letter["text"], now=datetime.fromisoformat(letter["at"]))
        made = await self._created(interface, written, f"identifier={MESSAGE}|{letter['word']}")
        if made.is_yes and dialogue.is_open(task):
            return await self._changed(interface, letter["task"], lambda _: dialogue.answered(self._clock(), dialogue.ANSWERS[0]))
        return made

    async def _created(self, interface: Interface, written: Json, unless: str) -> Answered:
        """Create a message, unless it is there: whoever died between sending and knowing sends it again."""
        made = await interface.create(written, unless=unless)
        if Fault.TWICE in self._faults:
            made = await interface.create(written, unless=unless)
        return self._kept(made)

    async def _changed(self, interface: Interface, task_id: str, changes: Callable[[Json], list[Json]]) -> Answered:
        """Change a conversation as it now stands. Whoever comes in between is read first."""
        answer = Answered(404, {})
        for _ in range(_MOST_TRIES):
            task = await interface.read(f"Task/{task_id}")
            if task is None:
                break
            answer = self._kept(await interface.patch(task, changes(task)))
            if answer.status not in _CONFLICT:
                break
        return answer

    def _kept(self, answer: Answered) -> Answered:
        if answer.is_yes and "resourceType" in answer.body:
            self.copies.keep(answer.body)
        return answer

    def _looked_at(self) -> str:
        path = self._folder / "looked-at"
        return path.read_text(encoding="ascii") if path.exists() else "2020-01-01"

    def _note(self, at: datetime) -> None:
        draft = self._folder / "looked-at.draft"
        draft.write_text(at.isoformat(timespec="seconds"), encoding="ascii")
        draft.replace(self._folder / "looked-at")

    async def _dawdle(self) -> None:
        """Be late while it is slow: whoever is told to be quick again does not go on waiting."""
        for _ in range(ceil(self._slow_s / _SOON_S)):
            if Fault.SLOW not in self._faults:
                break
            await asyncio.sleep(min(self._slow_s, _SOON_S))
