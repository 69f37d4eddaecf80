"""One request as it was understood, and one answer before it is drawn in the caller's format."""

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal

from innsyn.edge.fhir_api.ports import Pairs
from innsyn.edge.fhir_api.prefer import Preferences
from innsyn.kernel.clock import Instant

if TYPE_CHECKING:
    from innsyn.gate.clients.client import Client

Format = Literal["json", "xml"]
"""FHIR's two ways of writing a resource."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One request.

    method: as sent; HEAD is asked as GET. path: its parts after the base. query: of the address, decoded. headers: names in lower case.
    body: as sent, unpacked. base: the FHIR address without a slash at its end. is_inside: the request is an entry of a bundle, so that
    its address stood in a body and not in anybody's log."""

    client: "Client"
    method: str
    path: tuple[str, ...]
    query: Pairs
    headers: Mapping[str, str]
    body: bytes = b""
    base: str
    now: Instant
    prefer: Preferences
    is_inside: bool = False

    def named(self, name: str) -> str | None:
        """Give the last value of a parameter of the address, or None."""
        return next((value for key, value in reversed(self.query) if key == name), None)

    @property
    def content_type(self) -> str:
        """Give the media type of the body in lower case without its parameters; empty when there is none."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()


@dataclass(frozen=True, slots=True)
class Answer:
    """What the caller gets.

    body: a FHIR resource as JSON bytes, drawn in the caller's format; None for no body. media_type: set when the body is no FHIR and
    goes out as it stands. stream: instead of a body. headers: names in lower case."""

    status: int
    body: bytes | None = None
    headers: tuple[tuple[str, str], ...] = ()
    media_type: str | None = None
    stream: AsyncIterator[bytes] | None = field(default=None, repr=False)

    def with_headers(self, *more: tuple[str, str]) -> "Answer":
        """Give the same answer with more headers."""
        return replace(self, headers=(*self.headers, *more))

    def header(self, name: str) -> str | None:
        """Give the value of a header, or None."""
        return next((value for key, value in self.headers if key == name), None)
