"""Whoever stands in two relations to a patient is judged by the one she comes in; several powers of attorney add up."""

from dataclasses import replace

import pytest

from innsyn.gate.decide import decide
from innsyn.gate.rules.areas import types_of
from innsyn.gate.rules.attorney import opened_by
from innsyn.gate.rules.book import RULES
from innsyn.gate.rules.guardians import cares_by_errand
from innsyn.gate.rules.relations import Grant, Guardian, Parent
from innsyn.gate.rules.situation import A_CONVERSATION, A_RENEWAL, HOSPITAL, OTHER_HOSPITAL, Situation, case_of, row_of
from innsyn.record.condition import AllOf, FromCustodian, OfType

BOTH = {
    "grants": (Grant(id="g", key="actor", areas=frozenset({"documents"})),),
    "guardians": (Guardian(key="actor", scope="personal"),),
    "parents": (Parent(key="actor", has_responsibility=True, shares_address=True, is_protected=False),),
}
"""The actor is the patient's parent and guardian and has a power of attorney from her."""
OF_A_ROLE = {
    "parent": {"REP-3", "REP-4", "REP-5", "REP-10", "REP-11"},
    "guardian": {"REP-20", "REP-21", "REP-22", "REP-23", "REP-24"},
    "attorney": {"REP-30", "REP-31", "REP-32", "REP-33"},
}


def case_of_somebody_near(role, **more):
    case = case_of(Situation(role=role, **more))
    return replace(case, patient=replace(case.patient, **BOTH))


def speaking(case):
    return {vote.rule for vote in decide(case, "read", row_of(Situation())).votes if vote.cast != "abstain"}


@pytest.mark.parametrize("role", [*OF_A_ROLE, "self", "staff", "system"])
def test_only_the_relation_she_comes_in_counts(role):
    others = set().union(*(keys for of, keys in OF_A_ROLE.items() if of != role))
    assert others <= {rule.key for rule in RULES}
    for born in ("2014-11-23", "2010-11-22"):
        assert not speaking(case_of_somebody_near(role, born=born)) & others


def test_she_is_let_in_by_the_relation_she_comes_in():
    assert "REP-10" in speaking(case_of_somebody_near("parent", born="2014-11-23"))
    assert "REP-20" in speaking(case_of_somebody_near("guardian"))
    assert "REP-30" in speaking(case_of_somebody_near("attorney"))


def test_a_guardian_of_the_money_is_no_less_one_as_a_parent():
    money = (Guardian(key="actor", scope="financial"),)
    case = case_of_somebody_near("parent", born="2014-11-23")
    assert "REP-22" not in speaking(replace(case, patient=replace(case.patient, guardians=money)))


@pytest.mark.parametrize(
    ("scopes", "rule"),
    [
        (("personal", "municipal_care"), "REP-20"),
        (("financial", "municipal_care"), "REP-23"),
        (("other_errands", "municipal_care"), "REP-23"),
        (("financial", "other_errands"), "REP-24"),
        (("financial", "unknown"), "REP-22"),
    ],
)
def test_of_several_mandates_the_widest_counts(scopes, rule):
    held = tuple(Guardian(key="actor", scope=scope, organisations=frozenset({HOSPITAL})) for scope in scopes)
    case = case_of_somebody_near("guardian")
    assert speaking(replace(case, patient=replace(case.patient, guardians=held))) & OF_A_ROLE["guardian"] == {rule}


@pytest.mark.parametrize(("role", "cares"), [("guardian", True), ("parent", False), ("attorney", False)])
def test_an_errand_counts_only_for_who_comes_as_guardian(role, cares):
    errand = (Guardian(key="actor", scope="municipal_care", organisations=frozenset({HOSPITAL})),)
    case = case_of_somebody_near(role)
    assert cares_by_errand(replace(case, patient=replace(case.patient, guardians=errand))) is cares


def parent_of(*parents, role="parent", **more):
    case = case_of(Situation(role=role, born="2014-11-23", **more))
    return replace(case, patient=replace(case.patient, parents=tuple(parent(key, protected) for key, protected in parents)))


def parent(key, protected):
    return Parent(key=key, has_responsibility=True, shares_address=True, is_protected=protected)


@pytest.mark.parametrize("protection", [True, None])
def test_one_protected_parent_among_several_is_enough_to_close(protection):
    assert "REP-2" in speaking(parent_of(("actor", False), ("first", False), ("second", protection)))
    assert "REP-2" not in speaking(parent_of(("actor", False), ("first", False), ("second", False)))


def test_a_parents_own_protection_is_asked_of_the_parent_herself():
    assert "REP-2" not in speaking(parent_of(("actor", True), ("other", False)))
    assert "REP-2" in speaking(parent_of(("actor", False), ("other", False), actor_protected=True))


@pytest.mark.parametrize("role", ["guardian", "attorney"])
def test_a_protected_parent_closes_nothing_to_those_who_are_no_parents(role):
    assert "REP-2" not in speaking(parent_of(("other", True), role=role))


def grant(*areas, of=()):
    return Grant(id="g", key="actor", areas=frozenset(areas), organisations=frozenset(of))


def of(*areas):
    return OfType(types_of(frozenset(areas)))


def test_powers_for_everybodys_information_add_up_to_one_condition():
    assert opened_by([grant("documents"), grant("results")]) == (of("documents", "results"),)


def test_powers_for_single_organisations_open_no_more_than_theirs():
    opened = opened_by([grant("documents", of=[HOSPITAL]), grant("results", of=[OTHER_HOSPITAL]), grant("plans", of=[HOSPITAL])])
    assert opened == (
        AllOf((of("documents", "plans"), FromCustodian(frozenset({HOSPITAL})))),
        AllOf((of("results"), FromCustodian(frozenset({OTHER_HOSPITAL})))),
    )


def writing_with(*grants, role="attorney", **more):
    """What speaks when somebody with these powers writes."""
    thing = Situation(role=role, act="write", type="Task", status="requested", **more)
    case = case_of(thing)
    case = replace(case, patient=replace(case.patient, grants=grants))
    return {vote.rule for vote in decide(case, "write", row_of(thing)).votes if vote.cast != "abstain"}


def test_a_power_over_messages_among_several_is_enough_to_write():
    assert "DIA-5" in writing_with(grant("documents"), grant("dialogue"), token=A_CONVERSATION)
    assert "DIA-5" not in writing_with(grant("documents"), grant("results"), token=A_CONVERSATION)
    assert "DIA-5" in writing_with(grant("dialogue", of=[OTHER_HOSPITAL]), grant("dialogue", of=[HOSPITAL]), token=A_CONVERSATION)
    assert "DIA-5" not in writing_with(grant("dialogue", of=[OTHER_HOSPITAL]), grant("documents"), token=A_CONVERSATION)


def test_a_renewal_takes_powers_over_messages_and_medicines_which_may_be_two():
    assert "DIA-6" in writing_with(grant("documents"), grant("dialogue"), token=A_RENEWAL)
    assert "DIA-6" not in writing_with(grant("dialogue"), grant("medicines", of=[HOSPITAL]), token=A_RENEWAL)
    assert "DIA-6" in writing_with(grant("dialogue"), grant("medicines", of=[OTHER_HOSPITAL]), token=A_RENEWAL)


def test_a_power_of_attorney_plays_no_part_for_a_guardian_who_writes():
    assert writing_with(grant("dialogue"), role="guardian", token=A_RENEWAL) == {"DIA-4"}


BOOKS = {"self": "APT-1", "parent": "APT-2", "guardian": "APT-3", "attorney": "APT-4"}


@pytest.mark.parametrize("role", BOOKS)
@pytest.mark.parametrize("born", ["2014-11-23", "1980-02-03"])
def test_only_the_relation_she_comes_in_books(role, born):
    case = case_of(Situation(role=role, born=born))
    power = (Grant(id="g", key="actor", areas=frozenset({"appointments"})),)
    case = replace(case, patient=replace(case.patient, **(BOTH | {"grants": power})))
    asked = row_of(Situation(type="Appointment", status="pending"))
    spoken = {vote.rule for vote in decide(case, "write", asked).votes if vote.cast == "allow"}
    assert spoken <= {BOOKS[role]}


HOSPITALS, ELSEWHERE = frozenset({HOSPITAL}), frozenset({OTHER_HOSPITAL})


@pytest.mark.parametrize(
    ("grants", "is_let"),
    [
        ((("documents", frozenset()), ("appointments", frozenset())), True),
        ((("documents", HOSPITALS), ("appointments", ELSEWHERE)), False),
        ((("documents", frozenset()), ("appointments", ELSEWHERE)), False),
        ((("appointments", HOSPITALS), ("appointments", ELSEWHERE)), True),
        ((("appointments", ELSEWHERE), ("appointments", frozenset())), True),
        ((("documents", HOSPITALS), ("results", frozenset())), False),
    ],
)
def test_of_several_powers_only_those_over_appointments_let_her_book(grants, is_let):
    case = case_of(Situation(role="attorney"))
    given = tuple(Grant(id=str(n), key="actor", areas=frozenset({area}), organisations=of) for n, (area, of) in enumerate(grants))
    case = replace(case, patient=replace(case.patient, grants=given))
    assert decide(case, "write", row_of(Situation(type="Appointment", status="pending"))).allowed == is_let
