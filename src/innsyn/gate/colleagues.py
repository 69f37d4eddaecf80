"""Who works where somebody works: those a task can be given to. From the directory, remembered; nothing of a patient is here."""

import json
from dataclasses import dataclass, field

from innsyn.gate.directory import Directory, Personnel
from innsyn.gate.remembering import Remembered
from innsyn.gate.visit import Actor
from innsyn.kernel.outcome import Problem
from innsyn.kernel.systems import HPR_NUMBER
from innsyn.record.query import Query, ReferenceIs
from innsyn.record.record import Record

MOST = 100
"""Colleagues that are listed at most."""


@dataclass(frozen=True, slots=True)
class Colleague:
    """One health worker. hpr: number."""

    hpr: str
    name: str = field(repr=False)


class Colleagues:
    """of."""

    def __init__(self, record: Record, directory: Directory) -> None:
        """Take the record whose directories say who has which post."""
        self._record, self._directory = record, directory
        self._known: Remembered[str, Colleague] = Remembered()

    async def of(self, actor: Actor) -> tuple[Colleague, ...]:
        """List the health workers with a post in a unit where an actor has hers, in the organisation she has logged in for, by name.

        She herself is among them. Returns none for whoever is not in the directory."""
        worker = await self._directory.personnel(actor.hpr) if actor.hpr else None
        units = await self._units(worker, actor.organisation or "") if worker else []
        found = await self._record.shared_search(_in_units(units)) if units else None
        rows = () if found is None or isinstance(found, Problem) else found.rows
        ids = {_practitioner(json.loads(row.body)) for row in rows if row.custodian is None}
        workers = [await self._colleague(id_) for id_ in sorted(ids - {""})]
        return tuple(sorted((each for each in workers if each.hpr), key=lambda each: each.name.casefold()))

    async def _units(self, worker: Personnel, organisation: str) -> list[str]:
        return [unit for unit in worker.units if await self._directory.is_under(unit, organisation)]

    async def _colleague(self, id_: str) -> Colleague:
        if (known := self._known.get(id_)) is not None:
            return known
        stored = await self._directory.read("Practitioner", id_)
        body = json.loads(stored.body) if stored is not None and stored.custodian is None else {}
        hpr = next((str(each.get("value", "")) for each in body.get("identifier", ()) if each.get("system") == HPR_NUMBER), "")
        worker = await self._directory.personnel(hpr) if hpr else None
        return self._known.keep(id_, Colleague(hpr, worker.name)) if worker else Colleague("", "")


def _in_units(units: list[str]) -> Query:
    return Query(("PractitionerRole",), (ReferenceIs("organization", tuple(f"Organization/{unit}" for unit in units)),), count=MOST)


def _practitioner(role: dict[str, object]) -> str:
    reference = role.get("practitioner")
    address = str(reference.get("reference", "")) if isinstance(reference, dict) and role.get("active") is not False else ""
    kind, _, id_ = address.partition("/")
    return id_ if kind == "Practitioner" else ""
