"""Rules about shields: what a patient has closed to personnel holds on the next read and everywhere, but for the one who breaks the glass.

Source: pasient- og brukerrettighetsloven § 5-3; pasientjournalloven § 17; Tillitsrammeverk ATT-5; EHDS article 8 (the fact of a restriction
is not visible to providers: a choice of the nation here) and article 11(5); docs/spec/shields.md.
"""

from innsyn.gate.rules.areas import WHO
from innsyn.gate.rules.case import Case
from innsyn.gate.rules.officers import holds_office
from innsyn.gate.rules.policy import NATION, Policies
from innsyn.gate.rules.relations import Shield
from innsyn.gate.rules.rule import READ, Rule, is_silent, speaks
from innsyn.gate.rules.situation import HOSPITAL, OTHER_HOSPITAL, Situation
from innsyn.gate.rules.systems import OWN_USE
from innsyn.record.condition import AllOf, AnyOf, Condition, Everything, FromCustodian, Not, OfType, OneOf


def _is_bound(case: Case) -> bool:
    """Say whether shields bind the visitor: personnel without an emergency, and an organisation's own systems."""
    is_client = case.visit.role == "system" and case.visit.ground.purpose == OWN_USE
    return is_client or (case.is_staff and not case.visit.ground.is_emergency)


def shields_against(case: Case) -> tuple[Shield, ...]:
    """Say which shields in force are against whoever visits."""
    return tuple(each for each in case.patient.shields if each.period.closes(case.today) and _is_against(each, case))


def _is_against(shield: Shield, case: Case) -> bool:
    """A system stands for its organisation only; a shield that names nobody is against all personnel and systems.

    An office treats nobody and sees only what was asked of it: it is bound by a shield that names the person who holds it."""
    actor = case.visit.actor
    is_person = case.is_staff and bool(shield.persons & {actor.hpr, actor.key})
    if is_person or holds_office(case):
        return is_person
    if not (shield.persons or shield.professions or shield.organisations):
        return True
    is_like = case.is_staff and actor.profession in shield.professions
    return is_like or bool(shield.organisations & {actor.organisation, actor.unit})


def shielded(case: Case) -> Condition:
    """Say what the shields against the visitor close: all of it, or one set of resources for each who registered them."""
    by_keeper: dict[str | None, frozenset[str] | None] = {}
    for each in shields_against(case):
        named = by_keeper.get(each.custodian, frozenset())
        by_keeper[each.custodian] = None if named is None or not each.references else named | each.references
    closed = tuple(_closed(custodian, references) for custodian, references in by_keeper.items())
    return Everything() if Everything() in closed else closed[0] if len(closed) == 1 else AnyOf(closed)


def _closed(custodian: str | None, references: frozenset[str] | None) -> Condition:
    """references: None for all there is."""
    what: Condition = Everything() if references is None else OneOf(references)
    if custodian is None:
        return what
    kept = FromCustodian(frozenset({custodian}))
    return kept if references is None else AllOf((kept, what))


def _is_shielded(case: Case) -> bool:
    return _is_bound(case) and bool(shields_against(case))


def as_told(closed: Condition, policies: Policies) -> Condition:
    """Say what shields close as far as the nation lets it be known: all of it, or all but whose record it is.

    Where nobody may know of a shield the record opens and looks like one with nothing in it."""
    return closed if policies.of(NATION).tells_shields else AllOf((closed, Not(OfType(WHO))))


def _is_told(case: Case) -> bool:
    return case.policies.of(NATION).tells_shields


def _is_shielded_and_told(case: Case) -> bool:
    return _is_shielded(case) and _is_told(case)


def _is_shielded_in_silence(case: Case) -> bool:
    return _is_shielded(case) and not _is_told(case)


def _closed_as_told(case: Case) -> Condition:
    return as_told(shielded(case), case.policies)


SHIELD_RULES = (
    Rule(
        key="SHIELD-1",
        text="gate.rule.shielded",
        law="pasient- og brukerrettighetsloven § 5-3; pasientjournalloven § 17; Tillitsrammeverk ATT-5",
        effect="deny",
        acts=READ,
        applies=_is_shielded_and_told,
        condition=shielded,
        vectors=(
            speaks(Situation(role="staff", shield="person")),
            speaks(Situation(role="staff", shield="person", type="Patient")),
            speaks(Situation(role="staff", shield="key")),
            is_silent(Situation(role="staff", shield="another")),
            speaks(Situation(role="staff", shield="profession")),
            is_silent(Situation(role="staff", shield="profession", profession="LE")),
            speaks(Situation(role="staff", shield="organisation")),
            is_silent(Situation(role="staff", shield="organisation", organisation=OTHER_HOSPITAL)),
            speaks(Situation(role="staff", shield="everybody")),
            speaks(Situation(role="staff", shield="person", shield_what="this")),
            is_silent(Situation(role="staff", shield="person", shield_what="another")),
            is_silent(Situation(role="staff", shield="person", shield_days=(1, None))),
            speaks(Situation(role="staff", shield="person", shield_days=(0, 0))),
            is_silent(Situation(role="staff", shield="person", shield_days=(None, -1))),
            speaks(Situation(role="staff", shield="person", shield_is_readable=False)),
            speaks(Situation(role="staff", shield="person", shield_by=HOSPITAL)),
            is_silent(Situation(role="staff", shield="person", shield_by=OTHER_HOSPITAL)),
            speaks(Situation(role="staff", shield="person", shield_by=HOSPITAL, shield_what="this")),
            is_silent(Situation(role="staff", shield="person", shield_by=OTHER_HOSPITAL, shield_what="this")),
            is_silent(Situation(role="staff", shield="person", purpose="BTG")),
            speaks(Situation(role="staff", shield="person", purpose="ETREAT")),
            speaks(Situation(role="staff", shield="person", purpose="PATADMIN", posts=("registrar",), type="Patient")),
            is_silent(Situation(role="staff", shield="everybody", purpose="PATADMIN", posts=("registrar",), type="Patient")),
            is_silent(Situation(role="staff", shield="organisation", purpose="HCOMPL", posts=("privacy-officer",), type="Patient")),
            speaks(Situation(role="staff", shield="everybody", posts=("registrar",))),
            speaks(Situation(role="system", shield="organisation", purpose=OWN_USE)),
            is_silent(Situation(role="system", shield="person", purpose=OWN_USE)),
            is_silent(Situation(role="system", shield="key", purpose=OWN_USE)),
            is_silent(Situation(role="system", shield="profession", purpose=OWN_USE)),
            is_silent(Situation(role="system", shield="organisation")),
            is_silent(Situation(role="staff", shield="person", shields_told=False)),
            is_silent(Situation(role="staff")),
            is_silent(Situation(shield="everybody")),
            is_silent(Situation(shield="everybody", purpose=OWN_USE)),
        ),
    ),
    Rule(
        key="SHIELD-2",
        text="gate.rule.shielded",
        law="pasient- og brukerrettighetsloven § 5-3; EHDS article 8",
        effect="deny",
        acts=READ,
        is_told=False,
        applies=_is_shielded_in_silence,
        condition=_closed_as_told,
        vectors=(
            speaks(Situation(role="staff", shield="person", shields_told=False)),
            is_silent(Situation(role="staff", shield="person", shields_told=False, type="Patient")),
            is_silent(Situation(role="staff", shield="person")),
            is_silent(Situation(role="staff", shield="another", shields_told=False)),
            speaks(Situation(role="staff", shield="person", shield_what="this", shields_told=False)),
            is_silent(Situation(role="staff", shield="person", shield_what="another", shields_told=False)),
            is_silent(Situation(role="staff", shield="person", purpose="BTG", shields_told=False)),
            speaks(Situation(role="system", shield="organisation", purpose=OWN_USE, shields_told=False)),
            is_silent(Situation(shield="everybody", shields_told=False)),
        ),
    ),
)
