"""What the table of the small world says about a life: who may see what of what is in the record, from the life's own account alone."""

import json
from dataclasses import dataclass, replace

from innsyn.gate.rules.policy import NATION
from innsyn.gate.rules.situation import HOSPITAL, OTHER_HOSPITAL, Situation
from innsyn.gate.rules.tests import table
from innsyn.gate.rules.tests.shelf import Shelf
from innsyn.gate.rules.tests.table_of_kinds import FROM_CITIZEN, GRANT, PATIENT, SHIELD
from innsyn.gate.tests.samples import OTHER_TRUST, TRUST
from innsyn.kernel.clock import norwegian_date
from innsyn.kernel.systems import ACCESS_FACT, DRAFTED_BY, DRAFTED_TO

TOLD_AS = {TRUST: HOSPITAL, OTHER_TRUST: OTHER_HOSPITAL}
"""Our two trusts, as the situations of the table call theirs."""

BORN = {11: "2014-11-23", 12: "2014-11-22", 13: "2012-11-23", 14: "2012-11-22", 15: "2010-11-23"}
SCOPES = {"personal_and_financial": "both", "municipal_care": "care", "other_errands": "errands"}
SOMEBODY = "999999999"
"""A trust that keeps nothing here."""


@dataclass(frozen=True)
class Coming:
    """Somebody's coming: as what, when, for how long, and what was known of her then. opened_at: None when she was not let in."""

    role: str
    opened_at: object
    lasts: object
    adult: bool | None = None
    protected: bool | None = False
    purpose: str = ""
    basis: str = "gate.basis.appointment"
    organisation: str = HOSPITAL


def allowed(life, viewer, coming, rows):
    """The references of those rows that a viewer may see, having come as she did."""
    shelf = Shelf([_thing(life, row, viewer) for row in rows])
    found = 0
    for keeper, to in {(thing.custodian, thing.drafted_to) for thing in shelf.things}:
        theirs = {**_chosen(life, to or keeper), **_coming(life, coming)}
        whole = 0
        for relation in _relations(life, viewer):
            seen = table.read(Situation(**theirs, **relation), shelf)
            for change, named in _restrictions(life):
                closed = Situation(**{**theirs, **relation, **change})
                seen &= table.read(closed, shelf) | ~_bits(rows, named)
            whole |= seen
        found |= whole & shelf.kept_by(keeper) & shelf.drafted_to(to)
    return {f"{row.type}/{row.id}" for place, row in enumerate(rows) if found >> place & 1}


def age_of(life):
    """The patient's age, as a birth the table knows."""
    age = life.account.age
    return "2016-01-01" if age < 11 else BORN.get(age, "1980-02-03")


def is_protected(protection):
    """Whether a grade of protection hides an address; None when it is unknown."""
    return None if protection == "unknown" else protection in ("confidential", "strictly_confidential")


def _coming(life, coming):
    account = life.account
    over = coming.opened_at is not None and not coming.opened_at <= account.now < coming.opened_at + coming.lasts
    return {
        "role": coming.role, "born": age_of(life), "dead": account.is_dead, "protected": is_protected(account.protection) is not False,
        "minutes": 60 if over else 5, "actor_adult": coming.adult, "actor_protected": coming.protected, "purpose": coming.purpose,
        "organisation": coming.organisation, "basis": coming.basis,
    }  # fmt: skip


def _chosen(life, keeper):
    """What holds for what one keeper has: as if it were the nation's choice, or somebody's else who keeps nothing here."""
    account = life.account
    nation = account.chosen(NATION)
    own = account.chosen({told: number for number, told in TOLD_AS.items()}.get(keeper, keeper)) or nation
    anybody = any(choice.ages == "graded" for number in account.choices if (choice := account.chosen(number)))
    graded = ("*",) if own and own.ages == "graded" else (SOMEBODY,) if anybody else ()
    return {
        "graded": graded,
        "delay_days": own.delays[0].days if own and own.delays else None,
        "delay_of": "nation",
        "noru_days": own.delayed_days if own else None,
        "shields_told": nation is None or nation.tells_shields,
    }


def _relations(life, viewer):
    """How a viewer stands to the patient: one situation for each power she has, else one in all."""
    if viewer in ("mother", "father"):
        actor, other = (life.mother, life.father) if viewer == "mother" else (life.father, life.mother)
        at_home = any(each.has_responsibility and each.shares_address is True for each in (actor, other))
        seen = "none" if not actor.has_responsibility else "home" if at_home else "nobody_home"
        return [{"parent": seen, "other_parent_protected": is_protected(other.protection)}]
    if viewer == "guardian":
        scope = SCOPES.get(life.guardian.scope, life.guardian.scope)
        days = _days(life, life.guardian.since, life.guardian.until)
        return [{"guardian": scope, "guardian_days": days, "care_from": ()}]
    held = [each for each in life.account.grants.values() if each[0] == viewer]
    return [
        {"grant": areas, "grant_from": tuple(TOLD_AS[each] for each in sources), "grant_days": _days(life, period.since, period.until)}
        for _, areas, sources, period, _ in held
    ] or [{"grant": None}]


def _restrictions(life):
    """Shields, decisions and wishes: each as a change of the situation, and the reference it is about, None for the whole record."""
    for kind, named, period, _ in life.account.shields.values():
        change = {"shield": kind, "shield_days": _days(life, period.since, period.until)}
        for each in named or (None,):
            yield {**change, "shield_what": "this" if each else "all", **_of_type(each)}, each
    for decision, _ in life.account.withholdings.values():
        days = _days(life, decision.period.since, decision.period.until)
        change = {"withheld": decision.code, "withheld_by": TOLD_AS[decision.custodian], "withheld_days": days}
        for each in decision.references:
            yield {**change, **_of_type(each)}, each
    for named, asked in life.account.wishes.values():
        yield {"wish": "this", "wish_to": TOLD_AS[asked], **_of_type(named)}, named


def _of_type(reference):
    return {"type": reference.partition("/")[0]} if reference else {}


def _bits(rows, named):
    return sum(1 << place for place, row in enumerate(rows) if named in (None, f"{row.type}/{row.id}"))


def _days(life, since, until):
    return tuple(None if day is None else (day - life.account.today).days for day in (since, until))


def _thing(life, row, viewer):
    """Tell a row of the record as the table knows resources for a viewer, out of its own bytes."""
    body = json.loads(row.body)
    coded = [("category", each) for one in body.get("category", ()) for each in one.get("coding", ())]
    coded += [("code", each) for each in body.get("code", {}).get("coding", ())]
    access = [(name, ACCESS_FACT, each["code"]) for name, each in coded if each.get("system") == ACCESS_FACT]
    assert set(access) <= {GRANT, SHIELD} or row.type == "Task"
    status = body.get("status")
    said = {each["system"]: each["code"] for name, each in coded if name == "category" and each["system"] in (DRAFTED_BY, DRAFTED_TO)}
    keys = {who: life.gate.actors.citizen(number, level="high").key for who, number in life.citizens()}
    by = "actor" if said.get(DRAFTED_BY) == keys.get(viewer, "nobody") else "another"
    return replace(
        Situation(type=row.type, custodian=TOLD_AS.get(row.custodian, row.custodian), labels=tuple(sorted(row.labels))),
        token=access[0] if access else FROM_CITIZEN if row.custodian == PATIENT and row.type == "Communication" else None,
        drafted_by=by if DRAFTED_BY in said else None,
        drafted_to=TOLD_AS.get(said.get(DRAFTED_TO)),
        status=status if isinstance(status, str) else None,
        signed_days_ago=None if row.clinical_at is None else (life.account.today - norwegian_date(row.clinical_at)).days,
        recorded_days_ago=(life.account.today - norwegian_date(row.recorded_at)).days,
    )
