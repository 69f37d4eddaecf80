"""What a situation tells of the patient, of those near her and of what has been chosen, as the facts that rules look at."""

from datetime import date, timedelta
from typing import TYPE_CHECKING, Literal

from innsyn.gate.rules.patient_facts import PatientFacts
from innsyn.gate.rules.policy import NATION, Delay, Policies, Policy
from innsyn.gate.rules.relations import Grant, Guardian, GuardianScope, Parent, Period, Shield, Wish, Withholding

if TYPE_CHECKING:
    from innsyn.gate.rules.situation import Situation

HOSPITAL = "874716782"
OTHER_HOSPITAL = "993467049"

Days = tuple[int | None, int | None]
"""First and last day, counted from today."""

ParentSeen = Literal["home", "away", "nobody_home", "unknown_home", "none_at_home", "none", "stranger"]
"""home: has responsibility and shares the address. away: has responsibility, the other parent with responsibility shares it.
nobody_home: both have it, neither shares it. unknown_home: nobody knows who shares it. none_at_home: has it, and only a parent without it
shares the address. none: shares the address without responsibility. stranger: is not in the register as a parent."""

_SCOPES: dict[str, GuardianScope] = {
    "personal": "personal",
    "financial": "financial",
    "both": "personal_and_financial",
    "care": "municipal_care",
    "errands": "other_errands",
    "unknown": "unknown",
}
_HOME: dict[ParentSeen, tuple[bool, bool | None, bool, bool | None]] = {
    "home": (True, True, True, True),
    "away": (True, False, True, True),
    "nobody_home": (True, False, True, False),
    "unknown_home": (True, None, True, None),
    "none_at_home": (True, False, False, True),
    "none": (False, True, True, True),
    "stranger": (False, None, True, True),
}
"""The actor's responsibility and shared address, then the other parent's."""

_BEGINNING = date(2026, 1, 1)


def patient_of(situation: "Situation", today: date) -> PatientFacts:
    """Make the facts about the patient."""
    own = situation.role == "self" if situation.own is None else situation.own
    return PatientFacts(
        patient_id="patient" if situation.known_patient else None,
        born_on=date.fromisoformat(situation.born) if situation.born else None,
        is_dead=situation.dead,
        is_protected=situation.protected,
        person_keys=frozenset({"actor" if own else "patient"}),
        labels=frozenset(situation.record_labels),
        parents=_parents(situation) if situation.role == "parent" else (),
        guardians=_guardians(situation, today) if situation.role == "guardian" else (),
        grants=_grants(situation, today) if situation.role == "attorney" else (),
        shields=_shields(situation, today),
        withholdings=_withholdings(situation, today),
        wishes=_wishes(situation),
    )


def policies_of(situation: "Situation") -> Policies:
    """Make the choices that hold."""
    by_trust = {number: Policy(since=_BEGINNING, ages="graded") for number in situation.graded}
    if situation.delay_days is not None:
        number = HOSPITAL if situation.delay_of == "hospital" else NATION
        by_trust[number] = Policy(since=_BEGINNING, delays=(Delay("DocumentReference", situation.delay_code, situation.delay_days),))
    if situation.noru_days is not None or not situation.shields_told:
        by_trust[NATION] = Policy(since=_BEGINNING, delayed_days=situation.noru_days, tells_shields=situation.shields_told)
    return Policies(by_trust)


def _period(days: Days, today: date, *, is_readable: bool = True) -> Period:
    since, until = (None if day is None else today + timedelta(days=day) for day in days)
    return Period(since, until, is_readable)


def _parents(situation: "Situation") -> tuple[Parent, ...]:
    has_it, shares, other_has_it, other_shares = _HOME[situation.parent]
    protected = situation.other_parent_protected
    actor = Parent(key="actor", has_responsibility=has_it, shares_address=shares, is_protected=False)
    other = Parent(key="other", has_responsibility=other_has_it, shares_address=other_shares, is_protected=protected)
    return (other,) if situation.parent == "stranger" else (actor, other)


def _guardians(situation: "Situation", today: date) -> tuple[Guardian, ...]:
    other = Guardian(key="other", scope="personal_and_financial")
    if situation.guardian == "none":
        return (other,)
    with_whom = frozenset(situation.care_from if situation.guardian == "care" else ())
    period = _period(situation.guardian_days, today)
    return (other, Guardian(key="actor", scope=_SCOPES[situation.guardian], organisations=with_whom, period=period))


def _grants(situation: "Situation", today: date) -> tuple[Grant, ...]:
    other = Grant(id="other", key="other", areas=frozenset({"documents", "results"}))
    if situation.grant is None:
        return (other,)
    period = _period(situation.grant_days, today, is_readable=situation.grant_is_readable)
    given = Grant(
        id="grant", key="actor", areas=frozenset(situation.grant), organisations=frozenset(situation.grant_from), period=period
    )  # fmt: skip
    return (other, given)


def _shields(situation: "Situation", today: date) -> tuple[Shield, ...]:
    if situation.shield is None:
        return ()
    persons = {"person": {"1"}, "key": {"actor"}, "another": {"2"}}.get(situation.shield, set())
    references = {"all": set[str](), "this": {f"{situation.type}/resource"}, "another": {f"{situation.type}/other"}}[situation.shield_what]
    shield = Shield(
        id="shield",
        persons=frozenset(persons),
        professions=frozenset({"SP"} if situation.shield == "profession" else ()),
        organisations=frozenset({HOSPITAL} if situation.shield == "organisation" else ()),
        references=frozenset(references),
        period=_period(situation.shield_days, today, is_readable=situation.shield_is_readable),
        custodian=situation.shield_by,
    )
    return (shield,)


def _withholdings(situation: "Situation", today: date) -> tuple[Withholding, ...]:
    if situation.withheld is None:
        return ()
    which = "resource" if situation.withheld_what == "this" else "other"
    decision = Withholding(
        id="decision",
        code=situation.withheld,
        references=frozenset({f"{situation.type}/{which}"}),
        custodian=situation.withheld_by,
        period=_period(situation.withheld_days, today),
        is_told=situation.withheld_is_told,
    )
    return (decision,)


def _wishes(situation: "Situation") -> tuple[Wish, ...]:
    if situation.wish is None:
        return ()
    which = "resource" if situation.wish == "this" else "other"
    return (Wish(id="wish", references=frozenset({f"{situation.type}/{which}"}), custodian=situation.wish_to),)
