"""What the subscriptions ask others for: the tables they are kept in, the feed, the gate, and who is registered.

`main` hands in the record's `following`, the gate for clients and the registry of clients.
"""

from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager
from typing import Literal, Protocol

from innsyn.gate.clients.client import Client
from innsyn.gate.following import NO_FAULT, Event, Fault, Reach, Subscribed, SubscriptionStatus
from innsyn.gate.refused import Refused
from innsyn.gate.values import Change, Clause, Owner, Stored
from innsyn.kernel.clock import Instant
from innsyn.kernel.outcome import Problem


class Kept(Protocol):
    """The subscriptions that are kept."""

    async def add(self, one: Subscribed) -> None:
        """Keep a new one."""

    async def get(self, id_: str) -> Subscribed | None:
        """Give one, None when there is none."""

    async def of_client(self, client: str) -> list[Subscribed]:
        """Give a client's, by id."""

    async def at_work(self) -> list[Subscribed]:
        """Give all that are not off."""

    async def change(self, one: Subscribed, now: Instant) -> bool:
        """Let the client's change stand, if `one.version` still does."""

    async def remove(self, id_: str, version: int | None) -> bool:
        """Remove one with its events."""

    async def turn(self, one: Subscribed, status: SubscriptionStatus, now: Instant, fault: Fault = NO_FAULT) -> bool:
        """Give it another status, if `one.version` still stands."""

    async def failed(self, id_: str, fault: Fault, now: Instant, due_at: Instant) -> None:
        """Note that the receiver did not take what it was sent."""

    async def spoke(self, id_: str, now: Instant) -> None:
        """Note that the receiver took what it was sent."""


class Events(Protocol):
    """The events of subscriptions."""

    async def step(self, id_: str, position: str, later: str, changes: Sequence[Change]) -> bool:
        """Go on in the feed, with an event for each of these changes."""

    async def waiting(self, id_: str, limit: int) -> list[Event]:
        """Give those that wait, oldest first."""

    async def settle(self, id_: str, numbers: Sequence[int], settled: Literal["sent", "withheld"], now: Instant) -> None:
        """Note what became of some."""

    async def between(self, id_: str, reach: Reach, limit: int = ...) -> list[Event]:
        """Give some by number."""

    async def again(self, id_: str, reach: Reach) -> int:
        """Let settled ones wait again."""

    async def forget(self, before: Instant) -> int:
        """Throw away what was settled before an instant."""


class Turn(Protocol):
    """The turn to do one task."""

    async def is_held(self) -> bool:
        """Say whether it is still ours."""


class Following(Protocol):
    """What whoever follows changes needs of the record."""

    @property
    def subscriptions(self) -> Kept:
        """The subscriptions."""

    @property
    def events(self) -> Events:
        """Their events."""

    async def end(self) -> str:
        """Give the end of the feed."""

    async def place_at(self, instant: Instant) -> str:
        """Give a place in the feed before everything from an instant on."""

    async def which_fulfil(self, changes: Sequence[Change], clauses: tuple[Clause, ...]) -> frozenset[int]:
        """Give the row numbers of those versions that fulfil clauses."""

    def turn(self, task: int) -> AbstractAsyncContextManager[Turn | None]:
        """Have the turn to do one task, or None."""


class Gate(Protocol):
    """The gate for machine clients."""

    async def changes(self, client: Client, after: str | None, limit: int, now: Instant) -> tuple[list[Change], str] | Problem:
        """Give the changes a client may see, and the place after everything that was looked at."""

    async def vread(self, client: Client, type_: str, id_: str, version: int, now: Instant) -> Stored | Refused | None:
        """Read one version, logged in the patient's log."""

    async def whose(self, client: Client, patient_id: str) -> Owner | None:
        """Say whose record a Patient's id names."""


class Registry(Protocol):
    """Who is registered."""

    async def standing(self, key: str, *, now: Instant) -> Client | None:
        """Give a client as a token asked for now, with all it is registered for, would make it.

        key: the registered client's id. Returns None when it is not registered any more, or may not come in by itself."""


class Bell(Protocol):
    """Tells that something was written."""

    async def wait_for_change(self, timeout_s: float) -> bool:
        """Wait until somebody wrote, at most so long."""
