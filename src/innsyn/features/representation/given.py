"""A power of attorney as whoever gave it sees it, and in which state it is.

Source: docs/spec/representation.md#REP-4.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from innsyn.gate.rules.relations import Grant, Period
from innsyn.kernel.clock import Instant

State = Literal["active", "coming", "ended", "withdrawn"]

STATES: tuple[State, ...] = ("active", "coming", "ended", "withdrawn")


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """One power of attorney.

    grant: what it opens. number, name: of who received it, as the giver wrote them. is_withdrawn: it no longer stands.
    given_at: None when it does not say. changed_at: when the version that stands was recorded. custodian: who keeps it.
    witness, papers: of one on paper, who registered it and where the paper is."""

    grant: Grant
    number: str = field(repr=False)
    name: str = field(repr=False)
    is_withdrawn: bool
    given_at: Instant | None
    changed_at: Instant
    custodian: str | None
    witness: str = field(default="", repr=False)
    papers: str = field(default="", repr=False)

    @property
    def id(self) -> str:
        """Say the id of the Consent."""
        return self.grant.id

    def state(self, today: date) -> State:
        """Say how it stands today in Norway. A period that cannot be read opens nothing: it has ended."""
        period = self.grant.period
        if self.is_withdrawn:
            return "withdrawn"
        if not period.is_readable or (period.until is not None and period.until < today):
            return "ended"
        return "coming" if period.since is not None and period.since > today else "active"


def by_state(given: Iterable[Given], today: date) -> dict[State, list[Given]]:
    """Sort them: those that hold first, each group newest first; empty groups are left out."""
    newest = sorted(given, key=lambda each: each.given_at or each.changed_at, reverse=True)
    groups = {state: [each for each in newest if each.state(today) == state] for state in STATES}
    return {state: some for state, some in groups.items() if some}


def covering(grant: Grant, given: Iterable[Given], today: date) -> Given | None:
    """Find one that stands and already opens all that this one would, for as long: then it need not be given again."""
    return next((each for each in given if each.state(today) in ("active", "coming") and _covers(each.grant, grant)), None)


def _covers(wide: Grant, narrow: Grant) -> bool:
    same_person = wide.key == narrow.key and wide.areas >= narrow.areas
    sources = not wide.organisations or (bool(narrow.organisations) and wide.organisations >= narrow.organisations)
    return same_person and sources and _lasts(wide.period, narrow.period)


def _lasts(wide: Period, narrow: Period) -> bool:
    begins = wide.since is None or (narrow.since is not None and wide.since <= narrow.since)
    ends = wide.until is None or (narrow.until is not None and narrow.until <= wide.until)
    return begins and ends
