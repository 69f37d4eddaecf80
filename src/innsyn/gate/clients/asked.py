"""Answers the conditions of a client's bundle by searching as the client may: what it may not see matches nothing.

Source: FHIR R4 4.0.1, http.html#ccreate, #cond-update, #3.1.0.7.1, #trules.
"""

from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, field, replace

from innsyn.fhir.code_systems import canonical_system
from innsyn.gate.clients.client import Client
from innsyn.gate.clients.finding import ClientFinding
from innsyn.gate.clients.plain_query import plain_query
from innsyn.gate.clients.searching import ClientSearching
from innsyn.gate.clients.whereabouts import Whereabouts
from innsyn.gate.delivery.condition import read_condition
from innsyn.gate.refused import Refused
from innsyn.kernel.clock import Instant
from innsyn.kernel.outcome import Problem
from innsyn.kernel.systems import PERSON_SYSTEMS
from innsyn.record.ids import patient_id
from innsyn.record.query import Query, ReferenceIs, TokenIs
from innsyn.record.stored import Found, Owner

Matching = Callable[[str], Awaitable[Query | Problem]]
"""Reads a condition, `Type?…`, as a query in one type."""

NO_SEARCH = Problem("forbidden", "a condition is a search, which the token's scopes do not allow here")


@dataclass(frozen=True, slots=True)
class Conditions:
    """matches: condition → addresses, at most two. queries: condition → what was searched for. problems: what cannot be answered."""

    matches: dict[str, list[str]] = field(default_factory=dict)
    queries: dict[str, Query] = field(default_factory=dict)
    problems: dict[str, Problem] = field(default_factory=dict)


class ClientAsked:
    """Answers conditions for one client."""

    def __init__(
        self, client: Client, searching: ClientSearching, finding: ClientFinding, whereabouts: Whereabouts, matching: Matching | None
    ) -> None:
        """matching: reads every search; None for the plain ones."""
        self._client, self._searching, self._finding = client, searching, finding
        self._whereabouts, self._matching = whereabouts, matching or plain_query

    async def answers(self, conditions: Iterable[str], now: Instant) -> Conditions:
        """Answer each condition."""
        asked = Conditions()
        for condition in conditions:
            is_person = self._is_person(condition)
            answer = await (self._person(condition, asked, now) if is_person else self._found(condition, asked, now))
            if isinstance(answer, Problem):
                asked.problems[condition] = answer
            else:
                asked.matches[condition] = answer
        return asked

    async def _found(self, condition: str, asked: Conditions, now: Instant) -> list[str] | Problem:
        query = await self._matching(condition)
        if isinstance(query, Problem):
            return query
        asked.queries[condition] = query
        wanted = replace(query, count=2, after=None, with_total=False)
        found = await self._searching.search(self._client, wanted, now, await self._whose(query))
        if isinstance(found, Found):
            return [f"{row.type}/{row.id}" for row in found.rows]
        return NO_SEARCH if isinstance(found, Refused) else found

    async def _whose(self, query: Query) -> Owner | None:
        """Say the one record a query is about, when it names its patient."""
        named = [each for each in query.clauses if isinstance(each, ReferenceIs) and each.parameter in ("patient", "subject")]
        targets = {target for each in named for target in each.any_of}
        target = targets.pop() if len(targets) == 1 else ""
        kind, _, id_ = target.partition("/")
        return await self._whereabouts.record_of(id_) if kind == "Patient" else None

    def _is_person(self, condition: str) -> bool:
        type_, identifier = read_condition(condition)
        return type_ == "Patient" and not isinstance(identifier, Problem) and canonical_system(identifier[0] or "") in PERSON_SYSTEMS

    async def _person(self, condition: str, asked: Conditions, now: Instant) -> list[str] | Problem:
        """Find a patient by national number, which is logged in her record."""
        _, identifier = read_condition(condition)
        if isinstance(identifier, Problem) or identifier[0] is None:
            return NO_SEARCH
        if not self._client.may("search", "Patient"):
            return NO_SEARCH
        number = (canonical_system(identifier[0]), identifier[1])
        asked.queries[condition] = Query(("Patient",), (TokenIs("identifier", (number,)),))
        owner = await self._finding.find(self._client, number, now)
        return [] if owner is None else [f"Patient/{await self._finding.patient_in(owner) or patient_id(owner)}"]
