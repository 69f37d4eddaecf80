"""A power of attorney that is not given yet: what its giver has filled in so far, as it is kept between the steps.

Source: docs/spec/representation.md#REP-4.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from innsyn.gate.rules.areas import Area
from innsyn.gate.rules.relations import Grant, Period
from innsyn.gate.standing.grants import areas_from
from innsyn.kernel.ids import PersonNumber, is_organisation_number, person_number

NAME = "representation"
"""Name of the draft in the session."""

Step = Literal["who", "what", "sources", "lasting", "sign"]
STEPS: tuple[Step, ...] = ("who", "what", "sources", "lasting", "sign")


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What is known so far; what is not is None or empty.

    organisations: numbers; empty for all. has_sources, has_days: the step was taken. span: which length was chosen.
    instead_of: id of the one it replaces."""

    receiver: PersonNumber | None = field(default=None, repr=False)
    name: str = field(default="", repr=False)
    areas: frozenset[Area] = frozenset()
    organisations: frozenset[str] = frozenset()
    has_sources: bool = False
    span: str = ""
    since: date | None = None
    until: date | None = None
    instead_of: str = ""

    @property
    def next_step(self) -> Step:
        """Say the first step that is not taken."""
        if self.receiver is None or not self.name:
            return "who"
        if not self.areas:
            return "what"
        return "sources" if not self.has_sources else "lasting" if not self.span else "sign"

    def may_take(self, step: Step) -> bool:
        """Say whether a step can be taken yet: all before it are."""
        return STEPS.index(step) <= STEPS.index(self.next_step)

    @property
    def mark(self) -> str:
        """Say a short mark of everything in it, so that what is signed is what was shown."""
        return hashlib.sha256(repr(sorted(fields_of(self).items())).encode()).hexdigest()[:24]

    def grant(self, key: str, period: Period) -> Grant:
        """Say what it would open. key: of the receiver. Its id is that of no Consent yet."""
        return Grant(id="", key=key, areas=self.areas, organisations=self.organisations, period=period)


def plan_of(fields: Mapping[str, str]) -> Plan:
    """Read what was kept. What cannot be read was not filled in."""
    number = fields.get("number", "")
    return Plan(
        receiver=person_number(number) if number else None,
        name=fields.get("name", ""),
        areas=areas_from(fields.get("areas", "").split()),
        organisations=frozenset(each for each in fields.get("organisations", "").split() if is_organisation_number(each)),
        has_sources="organisations" in fields,
        span=fields.get("span", ""),
        since=_day(fields.get("since", "")),
        until=_day(fields.get("until", "")),
        instead_of=fields.get("instead_of", ""),
    )


def fields_of(plan: Plan) -> dict[str, str]:
    """Write what is kept."""
    kept = {
        "number": plan.receiver.value if plan.receiver else "",
        "name": plan.name,
        "areas": " ".join(sorted(plan.areas)),
        "span": plan.span,
        "since": plan.since.isoformat() if plan.since else "",
        "until": plan.until.isoformat() if plan.until else "",
        "instead_of": plan.instead_of,
    }
    sources = {"organisations": " ".join(sorted(plan.organisations))} if plan.has_sources else {}
    return {name: value for name, value in kept.items() if value} | sources


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
