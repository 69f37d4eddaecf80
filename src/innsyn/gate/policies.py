"""The choices of the nation and the trusts, kept in the catalogues as PlanDefinitions, each from a midnight on.

Source: HL7 FHIR R4 PlanDefinition (type `eca-rule`, effectivePeriod); docs/spec/policies.md; docs/adr/0025-access-policies.md.
"""

import json
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from innsyn.gate.rules.policy import LONGEST_ANSWER_DAYS, NATION, NO_CHOICES, PLAIN, Ages, Delay, Policies, Policy
from innsyn.kernel.clock import Instant, norwegian_date
from innsyn.kernel.outcome import Problem
from innsyn.kernel.systems import ACCESS_FACT, ORGANISATION_NUMBER
from innsyn.record.query import Query, TokenIs
from innsyn.record.record import Record
from innsyn.record.stored import Stored
from innsyn.record.unavailable import RecordUnavailable

KIND = ("http://terminology.hl7.org/CodeSystem/plan-definition-type", "eca-rule")
EXTENSION = "urn:innsyn:access-policy"
REMEMBERED_FOR = timedelta(seconds=60)
"""So long after it was written a process may not know a choice: none begins sooner than the next midnight but this."""

Dated = tuple[str, Policy]
"""Whose choice, and what it is."""


class PolicyBook:
    """Reads the choices; remembers them for a minute."""

    def __init__(self, record: Record) -> None:
        """record: whose catalogues hold them."""
        self._record = record
        self._all: tuple[Dated, ...] = ()
        self._read_at: Instant | None = None
        self._today: tuple[date, Policies] | None = None

    async def on(self, now: Instant) -> Policies:
        """Say what holds on the day of `now`."""
        if self._read_at is None or not self._read_at <= now < self._read_at + REMEMBERED_FOR:
            await self.learn(now)
        today = norwegian_date(now)
        if self._today is None or self._today[0] != today:
            self._today = (today, policies_on(self._all, today))
        return self._today[1]

    async def coming(self, on: Instant, now: Instant) -> Policies:
        """Say what holds on another day, by the choices known `now`: for showing what is to come."""
        await self.on(now)
        return policies_on(self._all, norwegian_date(on))

    async def learn(self, now: Instant) -> tuple[Dated, ...]:
        """Read all choices anew, past and coming ones too. Where they cannot be read, those known hold, and the next who asks tries again.

        Raises RecordUnavailable when none have ever been read: not knowing what is chosen is not knowing that nothing is."""
        read = await self._read()
        if read is None:
            if self._read_at is None:
                raise RecordUnavailable("choices")
            return self._all
        if read != self._all:
            self._today = None
        self._all, self._read_at = read, now
        return read

    async def _read(self) -> tuple[Dated, ...] | None:
        """Read page by page; None when some page cannot be."""
        found: list[Dated] = []
        after: str | None = None
        while True:
            query = Query(("PlanDefinition",), (TokenIs("type", (KIND,)),), count=500, after=after)
            page = await self._record.shared_search(query)
            if isinstance(page, Problem):
                return None
            found += [policy for row in page.rows if (policy := policy_of(row)) is not None]
            if (after := page.next) is None:
                return tuple(found)


def policies_on(dated: Iterable[Dated], today: date) -> Policies:
    """Say what holds on a day: of each one's choices the newest that has begun."""
    newest: dict[str, Policy] = {}
    for number, policy in dated:
        if policy.since <= today and (number not in newest or policy.since > newest[number].since):
            newest[number] = policy
    return Policies(dict(sorted(newest.items()))) if newest else NO_CHOICES


def policy_of(stored: Stored) -> Dated | None:
    """Read a choice; None for any other PlanDefinition, one that is not active, one a client wrote, or one that says no first day."""
    body = json.loads(stored.body) if stored.body else {}
    told = next((each.get("extension", ()) for each in body.get("extension", ()) if each.get("url") == EXTENSION), None)
    since = _day(body.get("effectivePeriod", {}).get("start"))
    whose = _whose(body)
    if told is None or since is None or whose is None or body.get("status") != "active" or stored.custodian is not None:
        return None
    named = {str(each.get("url")): each for each in told}
    ages: Ages = "graded" if named.get("ages", {}).get("valueCode") == "graded" else "national"
    delayed = named.get("delayed-days", {}).get("valueInteger")
    return whose, Policy(
        since=since,
        ages=ages,
        delays=tuple(_delay(each) for each in told if each.get("url") == "delay"),
        delayed_days=delayed if isinstance(delayed, int) and delayed >= 0 else None,
        tells_shields=named.get("tells-shields", {}).get("valueBoolean") is not False,
        answer_days=_answer_days(named.get("answer-days", {}).get("valueInteger")),
    )


def policy_body(organisation: str, policy: Policy, name: str) -> dict[str, Any]:
    """Write a choice as PlanDefinition. organisation: number, or `NATION`. name: of who chooses, for readers."""
    whose = {"system": ACCESS_FACT, "value": "nation"} if organisation == NATION else {"system": ORGANISATION_NUMBER, "value": organisation}
    told: list[dict[str, Any]] = [{"url": "ages", "valueCode": policy.ages}, {"url": "tells-shields", "valueBoolean": policy.tells_shields}]
    if policy.delayed_days is not None:
        told.append({"url": "delayed-days", "valueInteger": policy.delayed_days})
    if policy.answer_days != PLAIN.answer_days:
        told.append({"url": "answer-days", "valueInteger": policy.answer_days})
    told += [_written_delay(each) for each in policy.delays]
    return {
        "resourceType": "PlanDefinition",
        "id": f"access-policy-{'nation' if organisation == NATION else organisation}-{policy.since.isoformat()}",
        "extension": [{"url": EXTENSION, "extension": told}],
        "identifier": [whose],
        "title": name,
        "type": {"coding": [{"system": KIND[0], "code": KIND[1]}]},
        "status": "active",
        "effectivePeriod": {"start": policy.since.isoformat()},
    }


def first_day(now: Instant) -> date:
    """Say the first day a choice made now may begin: tomorrow, or the day after when midnight is too near for every process to know it."""
    return norwegian_date(now + REMEMBERED_FOR * 2) + timedelta(days=1)


def _whose(body: Mapping[str, Any]) -> str | None:
    for each in body.get("identifier", ()):
        if each.get("system") == ORGANISATION_NUMBER and each.get("value"):
            return str(each["value"])
        if (each.get("system"), each.get("value")) == (ACCESS_FACT, "nation"):
            return NATION
    return None


def _answer_days(told: object) -> int:
    """Read a promise; one that is none, or longer than the law lets it be, is the plain one."""
    return told if isinstance(told, int) and 1 <= told <= LONGEST_ANSWER_DAYS else PLAIN.answer_days


def _delay(told: Mapping[str, Any]) -> Delay:
    named = {str(each.get("url")): each for each in told.get("extension", ())}
    coding = named.get("code", {}).get("valueCoding")
    parameter = str(named.get("parameter", {}).get("valueCode", "type"))
    code = (parameter, coding.get("system"), str(coding.get("code"))) if coding else None
    return Delay(str(named.get("type", {}).get("valueCode", "")), code, int(named.get("days", {}).get("valueInteger", 0)))


def _written_delay(delay: Delay) -> dict[str, Any]:
    told: list[dict[str, Any]] = [{"url": "type", "valueCode": delay.type}, {"url": "days", "valueInteger": delay.days}]
    if delay.code is not None:
        parameter, system, code = delay.code
        told += [{"url": "parameter", "valueCode": parameter}, {"url": "code", "valueCoding": {"system": system, "code": code}}]
    return {"url": "delay", "extension": told}


def _day(text: object) -> date | None:
    try:
        return date.fromisoformat(text) if isinstance(text, str) and len(text) == 10 else None
    except ValueError:
        return None
