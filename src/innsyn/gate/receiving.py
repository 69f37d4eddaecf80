"""May this person receive a power of attorney? Asked before one is written, of whoever knows: the population register, else our own record.

Nothing of what they know is told: a wrong guess and a number nobody has look the same. Source: docs/spec/representation.md#REP-4.
"""

import unicodedata
from dataclasses import dataclass
from datetime import date
from typing import Literal
from uuid import UUID

from innsyn.gate.access import Access
from innsyn.gate.opening import NewId, Opening
from innsyn.gate.register import RegisteredPerson, RegisterUnavailable
from innsyn.gate.relations import Relations
from innsyn.gate.representing import ABOUT_REPRESENTING
from innsyn.gate.rules.age import FULL_AGE, whole_years
from innsyn.gate.standing.relatives import is_protected
from innsyn.gate.visit import Actor, Visit
from innsyn.gate.visit_log import actor_detail
from innsyn.kernel.clock import Instant, norwegian_date
from innsyn.kernel.ids import PersonNumber
from innsyn.record.entry import Action, Entry

Fit = Literal["fits", "oneself", "another_name", "too_young", "not_online", "unknown"]
"""fits: number and name belong together, and the person may receive. oneself: the giver. another_name: they do not belong together, or
nobody has the number. too_young: under eighteen. not_online: not by this way, and no reason is told. unknown: nobody can say just now."""

_PLAIN = str.maketrans("øæđŋŧ'’", "oadnt  ")


@dataclass(frozen=True, slots=True)
class _Known:
    name: str
    born_on: date | None
    is_dead: bool
    is_protected: bool | None


class Receiving:
    """fit."""

    def __init__(self, access: Access, opening: Opening, relations: Relations, new_id: NewId) -> None:
        """relations: asks the population register. new_id: gives ids of visits."""
        self._access, self._opening, self._relations, self._new_id = access, opening, relations, new_id

    async def fit(self, visit: Visit, number: PersonNumber, name: str, now: Instant) -> Fit:
        """Say whether the patient of a visit can give this person a power of attorney. name: as the giver writes it."""
        patient = (await self._access.known(visit.owner)).patient
        if self._access.person_key(number.value) in patient.person_keys:
            return "oneself"
        known = await self._who(visit.actor, number, now)
        if known is None or isinstance(known, str):
            return known or "another_name"
        return _judged(known, name, norwegian_date(now))

    async def _who(self, actor: Actor, number: PersonNumber, now: Instant) -> _Known | Literal["unknown"] | None:
        registered = await self._relations.person(number, now)
        if isinstance(registered, RegisteredPerson):
            protection = is_protected(registered.protection)
            return _Known(registered.name, registered.born_on, registered.is_dead, protection)
        return await self._by_own_record(actor, number, now) if isinstance(registered, RegisterUnavailable) else None

    async def _by_own_record(self, actor: Actor, number: PersonNumber, now: Instant) -> _Known | Literal["unknown"]:
        visit_id: UUID = self._new_id()
        entry = Entry(visit_id, now, Action.FIND, {**ABOUT_REPRESENTING, "actor": actor_detail(actor)})
        owner = await self._opening.find_patient(number, entry)
        if owner is None:
            return "unknown"
        patient = (await self._access.learn(owner)).patient
        return _Known(patient.name, patient.born_on, patient.is_dead, patient.is_protected)


def _judged(known: _Known, name: str, today: date) -> Fit:
    if not is_same_name(name, known.name):
        return "another_name"
    if known.is_dead or known.is_protected is not False:
        return "not_online"
    years = whole_years(known.born_on, today)
    return "unknown" if years is None else "fits" if years >= FULL_AGE else "too_young"


def is_same_name(written: str, registered: str) -> bool:
    """Say whether a name somebody writes is the registered one: a given name and the last one at least, nothing that is not in it.

    Capitals, accents and the order of words do not count; `Bjorg` is Bjørg."""
    wanted, known = _words(written), _words(registered)
    if not wanted or not known:
        return False
    return set(wanted) <= set(known) and known[-1] in wanted and (len(known) == 1 or len(set(wanted)) > 1)


def _words(name: str) -> list[str]:
    folded = unicodedata.normalize("NFKD", name.casefold().translate(_PLAIN))
    return "".join(letter if letter.isalpha() else " " for letter in folded if not unicodedata.combining(letter)).split()
