"""A shield that is not set yet: what has been filled in so far, as it is kept with the session between the steps.

Source: docs/spec/shields.md#SH-2.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal

from innsyn.gate.rules.professions import PROFESSIONS, WITHOUT_NEED
from innsyn.gate.rules.relations import Period, Shield
from innsyn.kernel.ids import is_organisation_number

NAME = "shield"
"""Name of the draft in the session."""

Kind = Literal["person", "profession", "organisation", "everybody"]
KINDS: tuple[Kind, ...] = ("person", "profession", "organisation", "everybody")

Step = Literal["whom", "person", "profession", "organisation", "what", "documents", "lasting", "warning", "confirm"]
Choosing = Literal["person", "profession", "organisation"]

_NAMED: dict[str, Choosing] = {"person": "person", "profession": "profession", "organisation": "organisation"}
_MOST_DOCUMENTS = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What is known so far; what is not is empty.

    patient: id of the Patient it is for: a draft begun in one record is not gone on with in another. kind: against whom.
    value: HPR number or opaque key of a person, Volven 9060 code, or organisation number. name: as the reader knows it.
    profession, organisation: of a person, for seeing with her eyes. what: `all` or `some`. documents: ids. warned: the warning was read."""

    patient: str = ""
    kind: str = ""
    value: str = field(default="", repr=False)
    name: str = field(default="", repr=False)
    profession: str = ""
    organisation: str = ""
    what: str = ""
    documents: frozenset[str] = frozenset()
    span: str = ""
    since: date | None = None
    until: date | None = None
    warned: bool = False

    @property
    def steps(self) -> tuple[Step, ...]:
        """Say the steps that lead to this shield, in order."""
        choosing: tuple[Step, ...] = (_NAMED[self.kind],) if self.kind in _NAMED else ()
        documents: tuple[Step, ...] = ("documents",) if self.what == "some" else ()
        return ("whom", *choosing, "what", *documents, "lasting", "warning", "confirm")

    @property
    def next_step(self) -> Step:
        """Say the first step that is not taken."""
        taken = {
            "whom": self.kind in KINDS,
            "person": bool(self.value),
            "profession": bool(self.value),
            "organisation": bool(self.value),
            "what": self.what in ("all", "some"),
            "documents": bool(self.documents),
            "lasting": bool(self.span),
            "warning": self.warned,
        }
        return next((step for step in self.steps if not taken.get(step, False)), "confirm")

    def may_take(self, step: Step) -> bool:
        """Say whether a step can be taken yet: all before it are."""
        return step in self.steps and self.steps.index(step) <= self.steps.index(self.next_step)

    @property
    def mark(self) -> str:
        """Say a short mark of everything in it, so that what is set is what was shown."""
        return hashlib.sha256(repr(sorted(fields_of(self).items())).encode()).hexdigest()[:24]

    def against(self, kind: str) -> "Plan":
        """Say the same against somebody of another kind, whom it then has to be asked anew."""
        kept = self if kind == self.kind else replace(self, value="", name="", profession="", organisation="")
        return replace(kept, kind=kind, warned=False)

    def shield(self, period: Period) -> Shield:
        """Say what it would close. Its id is that of no Consent yet."""
        one = frozenset({self.value}) if self.value else frozenset()
        nobody: frozenset[str] = frozenset()
        return Shield(
            id="",
            persons=one if self.kind == "person" else nobody,
            professions=one if self.kind == "profession" else nobody,
            organisations=one if self.kind == "organisation" else nobody,
            references=frozenset(f"DocumentReference/{each}" for each in self.documents) if self.what == "some" else nobody,
            period=period,
        )


def plan_of(fields: Mapping[str, str], patient: str) -> Plan:
    """Read what was kept for this patient. What cannot be read was not filled in."""
    if fields.get("patient", "") != patient:
        return Plan(patient=patient)
    kind = fields.get("kind", "")
    return Plan(
        patient=patient,
        kind=kind if kind in KINDS else "",
        value=_value(kind, fields.get("value", "")),
        name=fields.get("name", ""),
        profession=fields.get("profession", ""),
        organisation=fields.get("organisation", ""),
        what=fields.get("what", ""),
        documents=frozenset(fields.get("documents", "").split()[:_MOST_DOCUMENTS]),
        span=fields.get("span", ""),
        since=_day(fields.get("since", "")),
        until=_day(fields.get("until", "")),
        warned=fields.get("warned", "") == "yes",
    )


def fields_of(plan: Plan) -> dict[str, str]:
    """Write what is kept."""
    kept = {
        "patient": plan.patient,
        "kind": plan.kind,
        "value": plan.value,
        "name": plan.name,
        "profession": plan.profession,
        "organisation": plan.organisation,
        "what": plan.what,
        "documents": " ".join(sorted(plan.documents)),
        "span": plan.span,
        "since": plan.since.isoformat() if plan.since else "",
        "until": plan.until.isoformat() if plan.until else "",
        "warned": "yes" if plan.warned else "",
    }
    return {name: value for name, value in kept.items() if value}


def _value(kind: str, value: str) -> str:
    if kind == "profession":
        return value if value in PROFESSIONS - WITHOUT_NEED else ""
    return value if kind != "organisation" or is_organisation_number(value) else ""


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
