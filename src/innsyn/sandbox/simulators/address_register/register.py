"""The register's content while it runs: parties, what each takes part in, and the events of what has changed.

Events lie in a folder, one small file each, so that every server process and the next start tell the same story."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from innsyn.sandbox.simulators.kept import Kept

Json = dict[str, Any]

PAGE = 100
"""How many events one answer holds."""
BEGINNING = "00000000-0000-0000-0000-000000000000"
"""The event before the first."""


@dataclass(frozen=True, slots=True)
class Event:
    """One event. id: names the place in the order. kind: `CommunicationPartyCreated` or `…Updated`. document: the party now."""

    id: str
    at: str
    kind: str
    document: Json


class Register:
    """Implements what the interface shows. Documents are replaced, never changed in place."""

    def __init__(
        self,
        documents: Mapping[int, Json],
        processes: Mapping[int, Mapping[str, str]],
        *,
        folder: Path,
        clock: Callable[[], datetime],
        new_id: Callable[[], str],
    ) -> None:
        """documents: by HER-id, in the interface's own form. processes: versions by process, by HER-id. folder: where events lie."""
        self._documents = dict(documents)
        self._processes = {her_id: dict(taken) for her_id, taken in processes.items()}
        self._kept, self._clock, self._new_id = Kept(folder), clock, new_id
        self._events: list[Event] = []

    def documents(self) -> list[Json]:
        """Give every party."""
        self._catch_up()
        return list(self._documents.values())

    def document(self, her_id: int) -> Json | None:
        """Give one party, None when there is none."""
        self._catch_up()
        return self._documents.get(her_id)

    def processes(self, her_id: int) -> Mapping[str, str]:
        """Give what a party takes part in; nothing when it has no profile."""
        self._catch_up()
        return self._processes.get(her_id, {})

    @property
    def last(self) -> str:
        """The id of the latest event."""
        self._catch_up()
        return self._events[-1].id if self._events else BEGINNING

    def after(self, event_id: str) -> list[Event] | None:
        """Give all events after one, None when no event has this id."""
        self._catch_up()
        ids = [BEGINNING, *(event.id for event in self._events)]
        return self._events[ids.index(event_id) :] if event_id in ids else None

    def switch(self, her_id: int, process: str, version: str | None) -> None:
        """Let a party take part in a process, or (version None) no longer. Raises KeyError when there is no such party."""
        taken = {name: held for name, held in self.processes(her_id).items() if name != process}
        self._tell(self._documents[her_id], {**taken, process: version} if version else taken)

    def put(self, document: Json, processes: Mapping[str, str] | None = None) -> None:
        """Register a party, or change one. processes: None leaves them as they are."""
        kept = self.processes(document["HerId"])
        self._tell(document, dict(kept if processes is None else processes))

    def _tell(self, document: Json, processes: Json) -> None:
        """Add an event. When another process was first at a place in the order, the next place is tried."""
        kind = "CommunicationPartyUpdated" if document["HerId"] in self._documents else "CommunicationPartyCreated"
        at = self._clock().isoformat()
        event = {"id": self._new_id(), "at": at, "kind": kind, "document": {**document, "LastChanged": at}, "processes": processes}
        while self._kept.once(_word(len(self._events)), event) is not None:
            self._catch_up()
        self._catch_up()

    def _catch_up(self) -> None:
        while (told := self._kept.found(_word(len(self._events)))) is not None:
            document = told["document"]
            self._documents[document["HerId"]] = document
            self._processes[document["HerId"]] = dict(told["processes"])
            self._events.append(Event(told["id"], told["at"], told["kind"], document))


def _word(place: int) -> str:
    return f"{place:010}"
