"""Who stands in which relation to a patient, and what has been decided about access to her record: facts, read before the rules are asked.

Source: HL7 FHIR R4 RelatedPerson, Consent and Flag; Folkeregisteret; docs/spec/representation.md; docs/spec/shields.md.
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from innsyn.gate.rules.areas import Area

GuardianScope = Literal["personal", "financial", "personal_and_financial", "municipal_care", "other_errands", "unknown"]
"""What a mandate covers. municipal_care: it lists errands, among them health and care in a municipality. other_errands: none of them is."""


@dataclass(frozen=True, slots=True)
class Period:
    """Days in Norway, both included; None is open. is_readable: false when a date that was given could not be read."""

    since: date | None = None
    until: date | None = None
    is_readable: bool = True

    def holds(self, today: date) -> bool:
        """Say whether a permission of this period is in force: what cannot be read permits nothing."""
        return self.is_readable and not self._is_outside(today)

    def closes(self, today: date) -> bool:
        """Say whether a prohibition of this period is in force: what cannot be read still forbids."""
        return not self.is_readable or not self._is_outside(today)

    def _is_outside(self, today: date) -> bool:
        return (self.since is not None and today < self.since) or (self.until is not None and today > self.until)


ALWAYS = Period()


@dataclass(frozen=True, slots=True, kw_only=True)
class Parent:
    """A parent as the population register has it. shares_address, is_protected: None when unknown. relation: `mother`, `father`, or empty;
    only for telling, never for deciding."""

    key: str
    has_responsibility: bool
    shares_address: bool | None
    is_protected: bool | None
    relation: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Guardian:
    """An appointed guardian (verge) as the population register has it.

    organisations: numbers of the municipalities an errand of health and care is with; empty for every other scope."""

    key: str
    scope: GuardianScope
    organisations: frozenset[str] = frozenset()
    period: Period = ALWAYS


@dataclass(frozen=True, slots=True, kw_only=True)
class Registered:
    """What the population register says of the patient herself, beside what the Patient says. None when unknown."""

    is_protected: bool | None
    is_dead: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """A power of attorney (fullmakt).

    id: of the Consent. key: of who receives it. areas: what it is for. organisations: numbers of those whose information it is for,
    empty for all. is_on_paper: registered at a desk for somebody who cannot use a portal."""

    id: str
    key: str
    areas: frozenset[Area]
    organisations: frozenset[str] = frozenset()
    period: Period = ALWAYS
    is_on_paper: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Shield:
    """What a patient has closed to some personnel (sperring).

    id: of the Consent. persons: HPR numbers and person keys. professions: Volven 9060. organisations: numbers. Empty in all three: closed
    to all personnel. references: `Type/id` of what is closed, empty for the whole record.
    custodian: number of the organisation that registered it and whose information it closes; None when the patient did so herself."""

    id: str
    persons: frozenset[str] = frozenset()
    professions: frozenset[str] = frozenset()
    organisations: frozenset[str] = frozenset()
    references: frozenset[str] = frozenset()
    period: Period = ALWAYS
    custodian: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Withholding:
    """A clinician's decision to withhold some resources, with the same effect as a label on them.

    id: of the Flag. code: Volven 9603. references: `Type/id`. custodian: number of the organisation that decided; it closes only what
    that organisation keeps. is_told: the one it closes for may learn that something is withheld, whatever the code says."""

    id: str
    code: str
    references: frozenset[str]
    custodian: str
    period: Period = ALWAYS
    is_told: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """A young person's wish that her parents shall not see something, while it waits for a clinician.

    id: of the Task. references: `Type/id`. custodian: number of the organisation that was asked; it is about only what that one keeps."""

    id: str
    references: frozenset[str]
    custodian: str
