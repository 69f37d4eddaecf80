"""What the FHIR interface asks others for: who calls, and the operations and resource types that other packages add to it.

Source: FHIR R4 4.0.1, http.html, operations.html; RFC 6750, RFC 9449 for the challenge.
"""

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, Protocol

from innsyn.kernel.clock import Instant
from innsyn.kernel.outcome import Problem

if TYPE_CHECKING:
    from innsyn.gate.clients.client import Client

Level = Literal["system", "type", "instance"]
"""Where an operation can be asked for: `/$name`, `/Type/$name`, `/Type/id/$name`."""

Pairs = Sequence[tuple[str, str]]
"""Names and values, in the order they came."""


@dataclass(frozen=True, slots=True)
class Challenge:
    """The no to somebody who may not come in.

    status: 401 or 403. www_authenticate: one challenge for each scheme that would do. error: an OAuth error code, empty when no
    token was given. description: plain English without anything personal. headers: more to send, such as `DPoP-Nonce`."""

    status: Literal[401, 403]
    www_authenticate: Sequence[str]
    error: str = ""
    description: str = ""
    headers: Pairs = ()


class Callers(Protocol):
    """Says who calls."""

    async def caller(self, method: str, url: str, headers: Mapping[str, str]) -> "Client | Challenge":
        """Say who calls by the request's token.

        method, url: as the proof of possession names them: the address has no query. headers: names in lower case."""
        ...


@dataclass(frozen=True, slots=True)
class OperationCall:
    """One request for an operation.

    client: who asks. method: GET, POST or DELETE. level, type, id: where it was asked for. parameters: of the address and of a posted
    form. resource, received: the posted resource as parsed and as JSON bytes, or None. headers: names in lower case. base: the server's
    FHIR address without a slash at its end. now: the request's instant."""

    client: "Client"
    method: str
    level: Level
    type: str | None
    id: str | None
    parameters: Pairs
    resource: Mapping[str, Any] | None
    received: bytes | None
    headers: Mapping[str, str]
    base: str
    now: Instant


@dataclass(frozen=True, slots=True)
class Reply:
    """What an operation answers.

    body: a FHIR resource as JSON bytes, sent as the caller's format; or None. media_type: set when the body is something else, which
    then goes out as it stands. stream: instead of a body. headers: more to send."""

    status: int = 200
    body: bytes | None = None
    media_type: str | None = None
    stream: AsyncIterator[bytes] | None = None
    headers: Pairs = ()


@dataclass(frozen=True, slots=True)
class Parameter:
    """One input of an operation or one search parameter, as the CapabilityStatement and the OpenAPI description tell it.

    type: a FHIR search parameter type for search, else a data type."""

    name: str
    type: str
    documentation: str = ""


class Operation(Protocol):
    """An operation that another package adds; `main` hands it to `fhir_routes`.

    name: with its dollar sign. definition: canonical address of the OperationDefinition. places: level and type, with None for system
    level. methods: which of GET, POST and DELETE it takes. scope: what the caller's scopes must allow, as interaction (`read`,
    `search`, `create`, `update`, `delete`) and type; type None: the type it is asked on, or every type at system level."""

    name: str
    definition: str
    places: Sequence[tuple[Level, str | None]]
    methods: Sequence[str]
    scope: tuple[str, str | None]
    parameters: Sequence[Parameter]
    documentation: str

    async def __call__(self, call: OperationCall) -> Reply | list[Problem]:
        """Carry it out. Problems become an OperationOutcome with the status of the first."""
        ...


@dataclass(frozen=True, slots=True)
class VirtualPage:
    """A page of a virtual type. resources: JSON bytes and id of each. next: cursor of the next page, or None. total: when known."""

    resources: Sequence[tuple[str, bytes]] = ()
    next: str | None = None
    total: int | None = None


@dataclass(frozen=True, slots=True)
class Kept:
    """One resource that another package keeps, with what ETag, Last-Modified and Location need. body: JSON bytes."""

    id: str
    version: int
    changed_at: Instant
    body: bytes


class VirtualType(Protocol):
    """A resource type that is made from something else than stored resources, such as AuditEvent from the log: read and search only."""

    type: str
    parameters: Sequence[Parameter]

    async def read(self, client: "Client", id_: str, now: Instant, *, base: str) -> Kept | bytes | list[Problem] | None:
        """Give one resource, None when there is none the caller may see."""
        ...

    async def search(
        self, client: "Client", parameters: Pairs, now: Instant, *, base: str, count: int, after: str | None
    ) -> VirtualPage | list[Problem]:
        """Give a page. parameters: only those listed, with modifiers in the name. after: `next` of the page before."""
        ...


class KeptType(VirtualType, Protocol):
    """A resource type that another package keeps by itself and lets be changed, such as Subscription. It has no history."""

    async def create(
        self, client: "Client", resource: Mapping[str, Any], received: bytes, now: Instant, *, base: str
    ) -> Kept | list[Problem]:
        """Keep a new one under an id of its own."""
        ...

    async def update(
        self, client: "Client", id_: str, resource: Mapping[str, Any], received: bytes, if_match: int | None, now: Instant, *, base: str
    ) -> Kept | list[Problem] | None:
        """Put another in its place; None when there is none the caller may see: an update never creates."""
        ...

    async def delete(self, client: "Client", id_: str, if_match: int | None, now: Instant) -> list[Problem] | None:
        """Delete it; also what is not there is gone. None: done."""
        ...


@dataclass(frozen=True, slots=True)
class Additions:
    """What other packages add to the FHIR interface."""

    operations: Sequence[Operation] = ()
    virtual_types: Sequence[VirtualType] = ()
    kept_types: Sequence[KeptType] = ()
