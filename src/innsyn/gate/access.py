"""What a visit may see just now: the rules' condition with the stamp it stands on, remembered while both hold.

Source: docs/adr/0005-visits-and-the-standing-stamp.md.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from typing import TypeVar

from innsyn.gate.decide import closing, narrow
from innsyn.gate.keys import Keys
from innsyn.gate.patient import patient_facts
from innsyn.gate.policies import PolicyBook
from innsyn.gate.refused import Refused
from innsyn.gate.remembering import Remembered
from innsyn.gate.rules.book import RULES, RULES_FOR_CONTENT
from innsyn.gate.rules.case import Case
from innsyn.gate.rules.patient_facts import PatientFacts
from innsyn.gate.rules.situation import Act
from innsyn.gate.specialising import named_in, of_one, of_types
from innsyn.gate.visit import Visit
from innsyn.gate.visit_log import EXPLAINS, refusal_detail
from innsyn.kernel.clock import NORWAY, Instant, norwegian_date
from innsyn.kernel.outcome import Verdict
from innsyn.record.condition import Condition
from innsyn.record.entry import Action, Entry, Outcome
from innsyn.record.logbook import Act as LoggedAct
from innsyn.record.record import Record
from innsyn.record.stored import Owner, Stale
from innsyn.record.unavailable import RecordUnavailable

T = TypeVar("T")

_NO_REFERENCE = ""
"""A reference no decision names."""

_ATTEMPTS = 5
"""So often the facts may change between deciding and asking before we give up."""


@dataclass(frozen=True, slots=True)
class Known:
    """The facts of one patient and the stamp they had."""

    stamp: int
    patient: PatientFacts


@dataclass(frozen=True, slots=True)
class Permit:
    """What a visit may see.

    stamp, patient: the facts it was decided on. condition: over any resource. good_until: the next instant at which a rule may answer
    otherwise."""

    visit: Visit
    stamp: int
    patient: PatientFacts
    condition: Condition
    good_until: Instant
    _by_types: dict[tuple[str, ...], Condition] = field(default_factory=dict, compare=False, repr=False)
    _named: dict[str, tuple[frozenset[str], Condition]] = field(default_factory=dict, compare=False, repr=False)

    def of(self, types: tuple[str, ...]) -> Condition:
        """Say the condition for a question about these types: the same for them, and smaller."""
        if (known := self._by_types.get(types)) is None:
            known = self._by_types[types] = of_types(self.condition, frozenset(types))
        return known

    def of_one(self, type_: str, id_: str) -> Condition:
        """Say the condition for a question about one resource."""
        condition, reference = self.of((type_,)), f"{type_}/{id_}"
        named, unnamed = self._named.get(type_) or self._named.setdefault(type_, (named_in(condition), of_one(condition, _NO_REFERENCE)))
        return of_one(condition, reference) if reference in named else unnamed


class Access:
    """Decides once and remembers: by patient the facts, by visit the condition."""

    def __init__(self, record: Record, keys: Keys) -> None:
        """keys: hide the national numbers among the facts."""
        self._record, self._keys = record, keys
        self.policies = PolicyBook(record)
        self._known: Remembered[Owner, Known] = Remembered()
        self._permits: Remembered[tuple[object, Act, bool], Permit] = Remembered()

    async def known(self, owner: Owner) -> Known:
        """Say the facts about a patient, as they were when last read; every question to the record checks that they still are."""
        return self._known.get(owner) or await self.learn(owner)

    async def learn(self, owner: Owner) -> Known:
        """Read the facts about a patient anew."""
        standing = await self._record.standing(owner)
        return self._known.keep(owner, Known(standing.stamp, patient_facts(standing.rows, self._keys.person_key)))

    def person_key(self, number: str) -> str:
        """Hide a national number, as it is hidden among the facts."""
        return self._keys.person_key(number)

    async def case(self, visit: Visit, now: Instant) -> Case:
        """Say what the rules are asked about in this visit."""
        return await self.case_of(visit, (await self.known(visit.owner)).patient, now)

    async def case_of(self, visit: Visit, patient: PatientFacts, now: Instant) -> Case:
        """Say what the rules are asked about, for facts in hand."""
        return Case(visit, patient, now, await self.policies.on(now))

    async def permit(self, visit: Visit, act: Act, now: Instant, *, for_content: bool = False) -> Permit | Verdict:
        """Say what the visit may see, or the no that closes all of it."""
        key = (visit.id, act, for_content)
        kept, known = self._permits.get(key), await self.known(visit.owner)
        if kept and kept.stamp == known.stamp and now < kept.good_until and (kept.visit is visit or kept.visit == visit):
            return kept
        case, rules = await self.case_of(visit, known.patient, now), RULES_FOR_CONTENT if for_content else RULES
        if (verdict := closing(case, act, rules=rules)) is not None:
            return verdict
        permit = Permit(visit, known.stamp, known.patient, narrow(case, act, rules=rules), good_until(visit, now))
        return self._permits.keep(key, permit)

    async def fresh_permit(self, visit: Visit, act: Act, now: Instant, *, for_content: bool = False) -> Permit | Verdict:
        """Say the same on facts read anew: before a no, which no statement would find to be stale, and where no statement checks."""
        await self.learn(visit.owner)
        return await self.permit(visit, act, now, for_content=for_content)

    async def ask(
        self,
        visit: Visit,
        act: Act,
        now: Instant,
        question: Callable[[Permit], Awaitable[T | Stale]],
        *,
        about: tuple[str | None, str | None] = (None, None),
        for_content: bool = False,
    ) -> T | Refused:
        """Ask the record what the visit may see, deciding anew for as long as the facts change in between.

        about: type and id, for the log of a refusal. Returns the answer, or the no, which then is logged."""
        for _ in range(_ATTEMPTS):
            permit = await self.permit(visit, act, now, for_content=for_content)
            if isinstance(permit, Verdict):
                permit = await self.fresh_permit(visit, act, now, for_content=for_content)
            if isinstance(permit, Verdict):
                return await self.refuse(visit, permit, now, about=about)
            answer = await question(permit)
            if not isinstance(answer, Stale):
                return answer
            self._known.forget(visit.owner)
        raise RecordUnavailable("busy")

    async def refuse(self, visit: Visit, verdict: Verdict, now: Instant, *, about: tuple[str | None, str | None]) -> Refused:
        """Log a refusal inside a visit, and say it."""
        await self.log(visit.owner, Entry(visit.id, now, Action.REFUSE, refusal_detail(verdict)), Outcome.REFUSED, about)
        return Refused(verdict)

    async def explain(self, visit: Visit, verdict: Verdict, now: Instant, *, about: tuple[str | None, str | None]) -> Refused:
        """Log which rule was behind a refusal that the record has logged already, and say it."""
        detail = refusal_detail(verdict) | EXPLAINS
        await self.log(visit.owner, Entry(visit.id, now, Action.REFUSE, detail), Outcome.REFUSED, about)
        return Refused(verdict)

    async def log(
        self, owner: Owner, entry: Entry, outcome: Outcome = Outcome.DONE, about: tuple[str | None, str | None] = (None, None)
    ) -> None:
        """Log an act that reads or writes nothing."""
        await self._record.log(owner, [LoggedAct(entry, outcome, *about)])


def good_until(visit: Visit, now: Instant) -> Instant:
    """Say until when a decision of now holds: midnight in Norway, when birthdays turn, or the end of the visit."""
    midnight = datetime.combine(norwegian_date(now) + timedelta(days=1), time.min, tzinfo=NORWAY).astimezone(UTC)
    return min(midnight, visit.expires_at)
