"""Finds whose record each entry of a bundle belongs in, before anything has an id.

Source: fhir/compartment.py for what a resource says; docs/adr/0003-owner-in-the-id.md for why it must be known first.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from innsyn.fhir.bundle import Bundle, Entry
from innsyn.fhir.code_systems import canonical_system
from innsyn.fhir.compartment import PATIENT, follows, owner_reference
from innsyn.fhir.references import Reference
from innsyn.fhir.transaction import Matches, condition_of
from innsyn.gate.delivery.naming import Naming
from innsyn.gate.delivery.places import Places
from innsyn.kernel.outcome import Problem
from innsyn.kernel.systems import PERSON_SYSTEMS
from innsyn.record.ids import SHARED_TYPES
from innsyn.record.stored import SHARED, Owner

_NOBODYS = Problem("required", "nothing here says whose record this belongs in")
_UNKNOWN = Problem("not-found", "the patient this is about is not in the record")
_OF_SEVERAL = Problem("business-rule", "this is about several patients, and belongs in nobody's record")
_GONE = Problem("not-found", "there is no such resource to change")

_TIME = frozenset({"Schedule", "Slot"})
"""A clinic's time stays the clinic's, also where an appointment in the same bundle points at it."""


@dataclass(frozen=True, slots=True)
class Whose:
    """owners: by index, whose record an entry belongs in. problems: by index, why nobody knows."""

    owners: dict[int, Owner] = field(default_factory=dict)
    problems: dict[int, Problem] = field(default_factory=dict)


class Seeker:
    """Looks for the owners of one bundle's entries: among themselves first, then in the record."""

    def __init__(self, places: Places, naming: Naming) -> None:
        """places: what whoever delivers may know. naming: gives new patients their records."""
        self._places, self._naming = places, naming

    async def seek(self, bundle: Bundle, matches: Matches) -> Whose:
        """Find the owner of every entry that changes something."""
        self._matches = matches
        self._entries = {entry.index: entry for entry in bundle.entries if entry.verb not in ("GET", "HEAD")}
        self._by_address = {address: entry.index for entry in self._entries.values() for address in _addresses(entry)}
        self._kinds = {entry.full_url: entry.type for entry in self._entries.values() if entry.full_url}
        self._kinds |= {condition: condition.partition("?")[0] for condition in matches}
        self._found = Whose()
        self._known: dict[Reference, Owner | Problem] = {}
        waiting = []
        for entry in sorted(self._entries.values(), key=lambda each: each.type != PATIENT):
            owner = await self._owner(entry)
            if owner is None:
                waiting.append(entry)
            else:
                self._keep(entry, owner)
        await self._follow(waiting)
        return self._found

    def _keep(self, entry: Entry, owner: Owner | Problem) -> None:
        if owner is _NOBODYS and (place := self._places.of_nobody()) is not None:
            owner = place
        if isinstance(owner, Problem):
            self._found.problems[entry.index] = owner
        else:
            self._found.owners[entry.index] = owner

    async def _owner(self, entry: Entry) -> Owner | Problem | None:
        """Say whose an entry is; None for what follows another, which must be known first."""
        if entry.type in SHARED_TYPES:
            return SHARED
        if entry.resource is None or entry.verb in ("DELETE", "PATCH"):
            return await self._standing(entry)
        if entry.type == PATIENT:
            return await self._patient(entry)
        reference = owner_reference(entry.resource, self._kinds)
        return None if reference is None else await self._referred(reference, entry)

    async def _standing(self, entry: Entry) -> Owner | Problem:
        """Say in whose record that is which stands and shall go or change; deleting what is nowhere is nobody's loss."""
        id_ = self._matched(entry) or entry.id
        owner = await self._places.locate(entry.type, id_) if id_ else None
        if owner is None:
            return SHARED if entry.verb == "DELETE" else _GONE
        return owner

    async def _patient(self, entry: Entry) -> Owner | Problem:
        id_ = self._matched(entry) or entry.id
        owner = await self._places.locate(PATIENT, id_) if id_ else None
        return self._naming.owner(entry) if owner is None else owner

    def _matched(self, entry: Entry) -> str | None:
        condition = condition_of(entry)
        found = self._matches[condition] if condition is not None else ()
        return found[0].rpartition("/")[2] if len(found) == 1 else None

    async def _referred(self, reference: Reference, entry: Entry) -> Owner | Problem:
        index = self._among_entries(reference, entry)
        if index is not None:
            return self._found.owners.get(index, _UNKNOWN)
        if reference not in self._known:
            self._known[reference] = await self._in_the_record(reference)
        return self._known[reference]

    def _among_entries(self, reference: Reference, entry: Entry) -> int | None:
        """Find the entry a reference points at: by its fullUrl, its id, or a number that only it carries."""
        wanted = [reference.url] if reference.url else []
        if reference.address is not None:
            server = (entry.full_url or "").rpartition(f"/{entry.type}/")[0]
            wanted += [f"{server}/{reference.address}", reference.address]
        elif reference.value is not None:
            wanted.append(f"{reference.system}|{reference.value}")
        return next((self._by_address[one] for one in wanted if one in self._by_address), None)

    async def _in_the_record(self, reference: Reference) -> Owner | Problem:
        owner: Owner | None = None
        id_ = reference.id
        if reference.url is not None and (found := self._matches.get(reference.url)) is not None:
            id_ = found[0].rpartition("/")[2] if len(found) == 1 else None
        if id_ is not None:
            owner = await self._places.locate(reference.type or PATIENT, id_)
        elif reference.value is not None and reference.type == PATIENT:
            owner = await self._places.find(PATIENT, (reference.system or "", reference.value))
        if owner is None or (owner != SHARED and not await self._places.has_patient(owner)):
            return _UNKNOWN
        return owner

    async def _follow(self, waiting: list[Entry]) -> None:
        """Give what follows others their owner, round by round, since one may follow another."""
        while waiting:
            later = []
            for entry in waiting:
                owner = await self._followed(entry)
                if owner is None:
                    later.append(entry)
                else:
                    self._keep(entry, owner)
            if len(later) == len(waiting):
                for entry in later:
                    self._keep(entry, _NOBODYS)
                return
            waiting = later

    async def _followed(self, entry: Entry) -> Owner | Problem | None:
        references = follows(entry.resource or {}, self._kinds)
        indexes = [self._among_entries(each, entry) for each in references]
        if not references and entry.type not in _TIME:
            indexes = [other.index for other in self._entries.values() if other is not entry and _names(other, entry)]
        inside = {self._found.owners.get(index) for index in indexes if index is not None and index not in self._found.problems}
        if None in inside:
            return None
        outside = [await self._in_the_record(each) for each, index in zip(references, indexes, strict=False) if index is None]
        owners = {each for each in (*inside, *outside) if isinstance(each, int)}
        patients = owners - {SHARED}
        if len(patients) > 1:
            return _OF_SEVERAL
        return next(iter(patients or owners), _UNKNOWN if references else _NOBODYS)


def _addresses(entry: Entry) -> list[str]:
    """List everything by which other entries may point at this one."""
    addresses = [entry.full_url] if entry.full_url else []
    if entry.id is not None:
        addresses.append(f"{entry.type}/{entry.id}")
    if entry.type == PATIENT and entry.resource is not None:
        addresses += [f"{system}|{value}" for system, value in _national_numbers(entry.resource)]
    return addresses


def _national_numbers(patient: Mapping[str, Any]) -> list[tuple[str, str]]:
    listed = [each for each in patient.get("identifier", ()) if isinstance(each, dict) and each.get("value")]
    canonical = [(canonical_system(str(each.get("system", ""))), str(each["value"])) for each in listed]
    return [(system, value) for system, value in canonical if system in PERSON_SYSTEMS]


def _names(other: Entry, entry: Entry) -> bool:
    """Say whether another entry's resource points at this one, as a document does at its Binary."""
    if other.received is None:
        return False
    return any(f'"{address}"'.encode() in other.received for address in _addresses(entry))
