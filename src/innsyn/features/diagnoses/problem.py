"""What a diagnosis is to a reader: one problem, and everywhere it was recorded."""

from dataclasses import dataclass
from enum import StrEnum

from innsyn.fhir.dates import Interval
from innsyn.kernel.clock import Instant


class Standing(StrEnum):
    """Whether a problem is with the person now. Also the last word of its text key, `diagnoses.standing.<standing>`."""

    ACTIVE = "active"
    EARLIER = "earlier"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Code:
    """One code as recorded. system: canonical. text: the sender's words for it."""

    system: str
    code: str
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Registration:
    """A problem as one place recorded it.

    text: the sender's words. codes: as recorded. status, verification, severity: FHIR codes, empty when not stated.
    since, until: as exact as given. recorded_on: when it was set down, else None. recorder: who, in words; empty when unknown.
    source: organisation number or empty. stored_at: when it reached this record."""

    id: str
    text: str
    codes: tuple[Code, ...]
    status: str = ""
    verification: str = ""
    severity: str = ""
    since: Interval | None = None
    until: Interval | None = None
    recorded_on: Interval | None = None
    recorder: str = ""
    source: str = ""
    stored_at: Instant
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One problem. family: word of its text key `diagnoses.family.<family>`, empty when only the senders' words are known.

    registrations: newest first, never empty; all are kept, none hides another. since: the earliest stated beginning."""

    family: str
    standing: Standing
    registrations: tuple[Registration, ...]
    since: Interval | None
