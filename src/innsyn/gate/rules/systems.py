"""Rules about systems: those that deliver for the operator, and organisations' own that call the FHIR interface by themselves.

Source: pasientjournalloven § 19, § 22; docs/spec/access.md#AC-9, #AC-14; docs/adr/0016-machine-clients.md.
"""

from innsyn.gate.rules.case import Case
from innsyn.gate.rules.known_labels import NOT_ABOUT_ACCESS
from innsyn.gate.rules.rule import READ, WRITE, Rule, is_silent, speaks
from innsyn.gate.rules.situation import OTHER_HOSPITAL, Situation
from innsyn.gate.visit import Actor
from innsyn.kernel.ids import is_organisation_number
from innsyn.record.condition import AllOf, Condition, FromCustodian, HasLabel, Nothing, OfType, OnlyLabels

DELIVERY = "RECORDMGT"
"""HL7 PurposeOfUse: records management, here the receipt of what an organisation keeps."""

OWN_USE = "HOPERAT"
"""HL7 PurposeOfUse: healthcare operations, here an organisation's own system using what the organisation keeps."""

FOUND = "gate.basis.client_found"
"""The basis of a client that found the patient by national number that day."""

OPEN_LABELS = NOT_ABOUT_ACCESS | {"U", "L", "M", "N"}
"""Labels that close a Patient to nobody."""


def is_delivering_organisation(actor: Actor) -> bool:
    """Say whether this is a system of a known organisation: such may also keep the directories."""
    return actor.kind == "system" and actor.organisation is not None and is_organisation_number(actor.organisation)


def _delivers(case: Case) -> bool:
    return case.visit.role == "system" and case.visit.ground.purpose == DELIVERY


def _is_client(case: Case) -> bool:
    return case.visit.role == "system" and case.visit.ground.purpose == OWN_USE


def _kept_by_its_organisation(case: Case) -> Condition:
    organisation = case.visit.actor.organisation
    return FromCustodian(frozenset({organisation})) if organisation else Nothing()


def _has_found(case: Case) -> bool:
    is_open = not case.patient.is_dead and not case.patient.is_protected
    return _is_client(case) and case.visit.ground.basis == FOUND and is_open


def _open_patient(_: Case) -> Condition:
    return AllOf((OfType(frozenset({"Patient"})), OnlyLabels(OPEN_LABELS)))


def _closes_the_record(_: Case) -> Condition:
    return AllOf((OfType(frozenset({"Consent", "Flag", "RelatedPerson"})), HasLabel(frozenset({"NORN_ALL"}))))


SYSTEM_RULES = (
    Rule(
        key="SYS-1",
        text="gate.rule.system_delivers",
        law="pasientjournalloven § 19",
        effect="allow",
        applies=_delivers,
        vectors=(
            speaks(Situation(role="system")),
            speaks(Situation(role="system", act="write")),
            is_silent(Situation(role="system", purpose="TREAT")),
            is_silent(Situation(role="staff", purpose="RECORDMGT")),
        ),
    ),
    Rule(
        key="SYS-3",
        text="gate.rule.client_keeps",
        law="pasientjournalloven § 8, § 19",
        effect="allow",
        applies=_is_client,
        condition=_kept_by_its_organisation,
        vectors=(
            speaks(Situation(role="system", purpose=OWN_USE)),
            speaks(Situation(role="system", purpose=OWN_USE, act="write")),
            speaks(Situation(role="system", purpose=OWN_USE, labels=("NORS", "NORN_NEW"))),
            is_silent(Situation(role="system", purpose=OWN_USE, custodian=OTHER_HOSPITAL)),
            is_silent(Situation(role="system", purpose=OWN_USE, custodian=None)),
            is_silent(Situation(role="system", purpose=OWN_USE, organisation=None)),
            is_silent(Situation(role="system", purpose=OWN_USE, organisation=None, custodian=None)),
            is_silent(Situation(role="system")),
            is_silent(Situation(role="staff", purpose=OWN_USE)),
        ),
    ),
    Rule(
        key="SYS-4",
        text="gate.rule.client_found",
        law="pasientjournalloven § 19",
        effect="allow",
        acts=READ,
        applies=_has_found,
        condition=_open_patient,
        vectors=(
            speaks(Situation(role="system", purpose=OWN_USE, basis=FOUND, type="Patient", custodian=OTHER_HOSPITAL)),
            speaks(Situation(role="system", purpose=OWN_USE, basis=FOUND, type="Patient", custodian=None, labels=("N",))),
            is_silent(Situation(role="system", purpose=OWN_USE, basis=FOUND, type="Patient", act="write", custodian=OTHER_HOSPITAL)),
            is_silent(Situation(role="system", purpose=OWN_USE, basis=FOUND, type="Observation", custodian=OTHER_HOSPITAL)),
            is_silent(Situation(role="system", purpose=OWN_USE, basis=FOUND, type="Patient", dead=True)),
            is_silent(Situation(role="system", purpose=OWN_USE, basis=FOUND, type="Patient", protected=True)),
            is_silent(Situation(role="system", purpose=OWN_USE, basis=FOUND, type="Patient", labels=("R",))),
            is_silent(Situation(role="system", purpose=OWN_USE, basis=FOUND, type="Patient", labels=("NORN_NEW",))),
            is_silent(Situation(role="system", purpose=OWN_USE, basis="gate.basis.client", type="Patient")),
            is_silent(Situation(role="system", basis=FOUND, type="Patient")),
        ),
    ),
    Rule(
        key="SYS-5",
        text="gate.rule.client_closes_record",
        law="Volven 9603 NORN_ALL",
        effect="deny",
        acts=WRITE,
        applies=_is_client,
        condition=_closes_the_record,
        vectors=(
            speaks(Situation(role="system", purpose=OWN_USE, act="write", type="Flag", labels=("NORN_ALL",))),
            speaks(Situation(role="system", purpose=OWN_USE, act="write", type="Consent", labels=("N", "NORN_ALL"))),
            speaks(Situation(role="system", purpose=OWN_USE, act="write", type="RelatedPerson", labels=("NORN_ALL",))),
            is_silent(Situation(role="system", purpose=OWN_USE, act="write", type="Flag", labels=("NORN_EPO",))),
            is_silent(Situation(role="system", purpose=OWN_USE, act="write", type="DocumentReference", labels=("NORN_ALL",))),
            is_silent(Situation(role="system", purpose=OWN_USE, type="Flag", labels=("NORN_ALL",))),
            is_silent(Situation(role="system", act="write", type="Flag", labels=("NORN_ALL",))),
        ),
    ),
)
