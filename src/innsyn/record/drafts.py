"""One write made ready: parsed once, its facts read, its bytes stamped and packed."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC
from functools import cached_property
from hashlib import blake2b
from typing import Any

import orjson

from innsyn.fhir.stamp import stamp
from innsyn.kernel.clock import Instant
from innsyn.kernel.systems import ACCESS_FACT, PERSON_SYSTEMS
from innsyn.record.asking import array_text, numbers_text
from innsyn.record.facts import Facts, facts_of
from innsyn.record.ids import RandomBits, known_type, new_id, owner_of
from innsyn.record.keys import token_key
from innsyn.record.packing import pack
from innsyn.record.stored import Owner, Stored, Write

STANDING_TYPES = frozenset({"Patient", "RelatedPerson", "Consent", "Flag"})
"""Types that decisions stand on: each write of one changes the owner's stamp."""

STANDING_TASK = token_key("code", ACCESS_FACT, "hide-request")
"""Decisions also stand on Tasks of this kind, a young person's wish to hide something: they have it among their keys."""

_NO_FACTS = Facts(None, None, (), (), (), (), None, (), ())


@dataclass(frozen=True)
class Draft:
    """A write with everything the statement needs but its turn.

    version: the number its body will say: 1, or one after what was expected, until the record says which is next.
    digest: of the received bytes. resource: what they say."""

    index: int
    write: Write
    owner: Owner
    id: str
    version: int
    recorded_at: Instant
    facts: Facts
    digest: bytes | None
    resource: Mapping[str, Any] = field(repr=False)

    @property
    def type(self) -> str:
        """FHIR type."""
        return self.write.type

    @property
    def carries_owner(self) -> bool:
        """Say whether the id carries this owner; otherwise it must be found through `located`."""
        return owner_of(self.id) == self.owner

    @property
    def carries_another(self) -> bool:
        """Say whether the id carries somebody else's owner."""
        return owner_of(self.id) not in (None, self.owner)

    def numbered(self, version: int) -> "Draft":
        """Give the same draft for another version number."""
        return self if version == self.version else replace(self, version=version)

    def claims(self) -> tuple[int, ...]:
        """Hash the identifiers that only one resource of the type may carry: a person's numbers, and what If-None-Exist names."""
        persons = [each for each in self.facts.identifiers if self.type == "Patient" and each[0] in PERSON_SYSTEMS]
        named = [self.write.unless_exists] if self.write.unless_exists else []
        return tuple(sorted({token_key("identifier", system, value) for system, value in [*persons, *named]}))

    def stamped_as(self, version: int, recorded_at: Instant) -> bytes:
        """Give the bytes as they are stored for another version and instant."""
        return stamp(self.write.body, self.resource, id=self.id, version=str(version), recorded=recorded_at.isoformat())

    @cached_property
    def body(self) -> bytes:
        """Give the bytes as they are stored and sent: as received, with `id` and `meta`; nothing for a deletion."""
        if self.write.verb == "delete":
            return b""
        return self.stamped_as(self.version, self.recorded_at)

    def columns(self) -> tuple[Any, ...]:
        """Give the values in the order of `write_text.COLUMNS`."""
        is_deletion = self.write.verb == "delete"
        dictionary, packed = (None, None) if is_deletion else pack(self.body)
        facts = self.facts
        return (
            self.index,
            self.write.verb,
            self.type,
            self.id,
            self.version,
            self.write.expected_version,
            self.write.may_create and not is_deletion,
            self.write.unchanged_is_kept,
            self.is_standing,
            self.recorded_at,
            facts.clinical_at,
            self.custodian,
            array_text(facts.labels),
            numbers_text(facts.keys),
            numbers_text(facts.spans),
            array_text(facts.texts),
            facts.measured,
            numbers_text(facts.listed),
            self.digest,
            dictionary,
            packed,
        )

    @property
    def is_standing(self) -> bool:
        """Say whether decisions stand on it. What kind of Task is deleted the deletion does not say, so any may be."""
        is_task = self.type == "Task" and (self.write.verb == "delete" or STANDING_TASK in self.facts.keys)
        return is_task or self.type in STANDING_TYPES

    @property
    def custodian(self) -> str | None:
        """Organisation number of who is responsible, None when unknown."""
        return self.write.custodian or self.facts.custodian

    def stored(self, row: int, prior: Any) -> Stored:
        """Give the version this draft became. prior: the statement's row; a deletion keeps what was known of the version before."""
        is_deletion = self.write.verb == "delete"
        return Stored(
            row=row,
            owner=self.owner,
            type=self.type,
            id=self.id,
            version=self.version,
            recorded_at=self.recorded_at,
            custodian=prior["prior_custodian"] if is_deletion else self.custodian,
            labels=frozenset(prior["prior_labels"] if is_deletion else self.facts.labels),
            deleted=is_deletion,
            body=self.body,
            clinical_at=prior["prior_clinical_at"] if is_deletion else self.facts.clinical_at,
        )


def draft(index: int, write: Write, owner: Owner, recorded_at: Instant, random_bits: RandomBits) -> Draft:
    """Make a write ready. Raises ValueError when an update or deletion names no id, or the type is not R4's or not the body's."""
    if write.id is None and write.verb != "create":
        raise ValueError(f"{write.verb} needs an id")
    known_type(write.type)
    is_deletion = write.verb == "delete"
    resource: dict[str, Any] = {} if is_deletion else orjson.loads(write.body)
    if not is_deletion and resource.get("resourceType") != write.type:
        raise ValueError("the body is of another type than the write")
    return Draft(
        index=index,
        write=write,
        owner=owner,
        id=write.id or new_id(owner, write.type, random_bits),
        version=(write.expected_version or 0) + 1,
        recorded_at=recorded_at.astimezone(UTC),
        facts=_NO_FACTS if is_deletion else facts_of(resource, owner),
        digest=None if is_deletion else blake2b(write.body, digest_size=16).digest(),
        resource=resource,
    )
