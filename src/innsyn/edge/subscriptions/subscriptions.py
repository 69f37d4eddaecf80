"""Subscriptions as their clients see them: asked for, read, changed, listed and removed; each client has its own and no other's.

Source: FHIR R4 4.0.1, subscription.html, http.html; Subscriptions R5 Backport 1.1.0. What belongs to another client is absent.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from innsyn.edge.subscriptions.asked import Asked, read_asked
from innsyn.edge.subscriptions.endpoint import read_endpoint
from innsyn.edge.subscriptions.headers import SecretsDamaged, sealed, shown, with_kept
from innsyn.edge.subscriptions.listing import has, is_known
from innsyn.edge.subscriptions.ports import Following
from innsyn.edge.subscriptions.practice import Practice
from innsyn.edge.subscriptions.shown import parsed, with_hidden_headers, without_error
from innsyn.edge.subscriptions.shown import shown as as_shown
from innsyn.fhir.body import read_body
from innsyn.fhir.validation import validate
from innsyn.gate.clients.client import Client
from innsyn.gate.following import Subscribed, SubscriptionStatus
from innsyn.kernel.clock import Instant
from innsyn.kernel.outcome import Problem

_NOT_A_SYSTEM = Problem("forbidden", "only a system that comes by itself can subscribe, with system/ scopes")
_TOO_MANY = Problem("too-costly", "this client has as many subscriptions as one may have")
_NOT_READ = Problem("forbidden", "the token's scopes do not let this resource type be read", "Subscription.criteria")
_STATUS = Problem("value", "a client asks for `requested` (or `active`, which is taken as that), or turns it `off`", "Subscription.status")
_ANOTHER_ID = Problem("invalid", "the resource's id is not that of the address", "Subscription.id")
_MOVED = Problem("conflict", "the subscription has another version", details={"status": "412"})
_BUSY = Problem("conflict", "the subscription was changed by somebody else at the same moment")
_STATUSES: Mapping[object, SubscriptionStatus] = {"requested": "requested", "active": "requested", "off": "off"}
_ATTEMPTS = 3


@dataclass(frozen=True, slots=True)
class Shown:
    """A subscription for its client. body: JSON bytes."""

    id: str
    version: int
    changed_at: Instant
    body: bytes


class Subscriptions:
    """What a client does with its subscriptions."""

    def __init__(self, following: Following, practice: Practice, new_id: Callable[[], str]) -> None:
        """new_id: gives ids of subscriptions."""
        self._following, self._practice, self._new_id = following, practice, new_id

    async def create(self, client: Client, received: bytes, now: Instant) -> Shown | list[Problem]:
        """Keep a new subscription. It becomes active when its receiver has answered."""
        read = self._read(client, received)
        if isinstance(read, list):
            return read
        resource, asked = read
        if len(await self._following.subscriptions.of_client(client.client_id)) >= self._practice.most:
            return [_TOO_MANY]
        id_ = self._new_id()
        one = Subscribed(
            id=id_,
            client=client.client_id,
            scopes=str(client.granted),
            version=1,
            changed_at=now,
            resource=with_hidden_headers(without_error(received, resource), shown(asked.headers)),
            secrets=sealed(asked.headers, self._practice.key, id_, self._practice.random_bytes),
            status=_STATUSES[resource["status"]],
            position=await self._start(asked),
            since=asked.since,
            due_at=now,
        )
        await self._following.subscriptions.add(one)
        return _shown(one)

    async def read(self, client: Client, id_: str) -> Shown | None:
        """Give one of the client's, None for any other."""
        one = await self.own(client, id_)
        return _shown(one) if one else None

    async def update(
        self, client: Client, id_: str, received: bytes, if_match: int | None, now: Instant
    ) -> Shown | list[Problem] | None:  # fmt: skip
        """Change one of the client's; None when there is none.

        Whatever stood in the way is forgotten: it is asked for anew, and goes on in the feed where it was; one that was off begins now."""
        for _ in range(_ATTEMPTS):
            before = await self.own(client, id_)
            if before is None:
                return None
            if if_match not in (None, before.version):
                return [_MOVED]
            after = await self._changed(client, before, received)
            if isinstance(after, list):
                return after
            if await self._following.subscriptions.change(after, now):
                return _shown(replace(after, version=before.version + 1, changed_at=now))
        return [_BUSY]

    async def delete(self, client: Client, id_: str, if_match: int | None) -> list[Problem] | None:
        """Remove one of the client's with its events; also when there is none, it is gone. None: done."""
        one = await self.own(client, id_)
        if one is None:
            return None
        if if_match not in (None, one.version):
            return [_MOVED]
        return None if await self._following.subscriptions.remove(one.id, if_match) or if_match is None else [_MOVED]

    async def search(self, client: Client, parameters: Sequence[tuple[str, str]]) -> list[Shown] | list[Problem]:
        """Give those of the client's that have all of these, by id. parameters: names and values; see `listing.PARAMETERS`."""
        unknown = [Problem("not-supported", "Subscription is not searched by this") for name, _ in parameters if not is_known(name)]
        if unknown:
            return unknown
        ones = [_shown(one) for one in await self._following.subscriptions.of_client(client.client_id)]
        return [one for one in ones if all(has(parsed(one.body), name, value) for name, value in parameters)]

    async def own(self, client: Client, id_: str) -> Subscribed | None:
        """Give one of the client's as it is kept."""
        one = await self._following.subscriptions.get(id_)
        return one if one is not None and one.client == client.client_id and client.context == "system" else None

    async def _changed(self, client: Client, before: Subscribed, received: bytes) -> Subscribed | list[Problem]:
        read = self._read(client, received)
        if isinstance(read, list):
            return read
        resource, asked = read
        if resource.get("id") not in (None, before.id):
            return [_ANOTHER_ID]
        headers = with_kept(asked.headers, self._headers_of(before))
        is_anew = before.status == "off" or asked.since != before.since
        return replace(
            before,
            scopes=str(client.granted),
            resource=with_hidden_headers(without_error(received, resource), shown(headers)),
            secrets=sealed(headers, self._practice.key, before.id, self._practice.random_bytes),
            status=_STATUSES[resource["status"]],
            position=await self._start(asked) if is_anew else before.position,
            since=asked.since,
        )

    def _read(self, client: Client, received: bytes) -> tuple[Mapping[str, Any], Asked] | list[Problem]:
        """Read what a client asks for, and see that it may."""
        if client.context != "system" or client.actor.kind != "system" or not client.client_id:
            return [_NOT_A_SYSTEM]
        resource = read_body(received)
        if isinstance(resource, Problem):
            return [resource]
        if problems := [one for one in validate(resource) if one.severity in ("fatal", "error")]:
            return problems
        if resource["status"] not in _STATUSES:
            return [_STATUS]
        asked = read_asked(resource, self._practice.translate)
        if isinstance(asked, list):
            return asked
        endpoint = read_endpoint(asked.endpoint, self._practice.reachable)
        if isinstance(endpoint, Problem):
            return [endpoint]
        readable = [type_ for type_ in asked.criteria.by_type if client.may("read", type_)]
        return (resource, asked) if readable else [_NOT_READ]

    def _headers_of(self, before: Subscribed) -> tuple[tuple[str, str], ...]:
        try:
            return self._practice.headers(before)
        except SecretsDamaged:
            return ()

    async def _start(self, asked: Asked) -> str:
        return await self._following.end() if asked.since is None else await self._following.place_at(asked.since)


def _shown(one: Subscribed) -> Shown:
    return Shown(one.id, one.version, one.changed_at, as_shown(one))
