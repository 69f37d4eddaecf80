"""Which record and which id a delivered resource gets: by chance, or derived from where it came from.

Source: docs/adr/0003-owner-in-the-id.md; FHIR R4 4.0.1, bundle.html#bundle-unique for what a fullUrl promises.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from innsyn.fhir.bundle import Entry
from innsyn.record.ids import derived_id, derived_owner, new_id, new_owner
from innsyn.record.stored import Owner

_UUID = re.compile(r"urn:uuid:([0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12})")
_ON_A_SERVER = re.compile(r"https?://[^/\s]+/\S+")
_FEWEST_DIGITS = 8
"""A drawn UUID has more different digits than this all but once in some millions; one that somebody made up has not."""


class Naming(Protocol):
    """Gives records and ids."""

    def owner(self, entry: Entry) -> Owner:
        """Give the record of a Patient who has none."""
        ...

    def id(self, entry: Entry, owner: Owner) -> str:
        """Give the id of what an entry creates."""
        ...


@dataclass(frozen=True)
class ByChance:
    """Everything new gets an id nobody could know."""

    random_bits: Callable[[int], int]

    def owner(self, entry: Entry) -> Owner:  # noqa: ARG002 -- chance does not look at it
        """Draw a record."""
        return new_owner(self.random_bits)

    def id(self, entry: Entry, owner: Owner) -> str:
        """Draw an id."""
        return new_id(owner, entry.type, self.random_bits)


@dataclass(frozen=True)
class ByOrigin:
    """The same resource gets the same id each time it is delivered, wherever and by whomever.

    unit: names the delivery itself, for entries that nothing names in the whole world: those get the same id only from the same unit."""

    unit: str

    def owner(self, entry: Entry) -> Owner:
        """Derive the record of a Patient: from the id it keeps, or from its fullUrl."""
        return derived_owner(f"Patient/{entry.id}" if entry.id else self._origin(entry))

    def id(self, entry: Entry, owner: Owner) -> str:
        """Derive an id from the fullUrl."""
        return derived_id(owner, entry.type, self._origin(entry))

    def _origin(self, entry: Entry) -> str:
        full_url = entry.full_url or ""
        if is_worldwide(full_url):
            return full_url.lower() if full_url.startswith("urn:") else full_url
        return f"{self.unit}#{entry.index}#{full_url}"


def is_worldwide(full_url: str) -> bool:
    """Say whether a fullUrl names its resource in the whole world: a drawn UUID, or an address on somebody's server."""
    uuid = _UUID.fullmatch(full_url)
    if uuid is not None:
        return len(set(uuid[1].lower()) - {"-"}) >= _FEWEST_DIGITS
    return _ON_A_SERVER.fullmatch(full_url) is not None
