"""A scope grants what SMART says it grants, and what is not understood grants nothing."""

import pytest

from innsyn.gate.clients.client import Client
from innsyn.gate.scopes import Scopes
from innsyn.gate.visit import Actor
from innsyn.kernel.systems import LOINC
from innsyn.record.condition import AllOf, AnyOf, Everything, HasCode, HasToken, Nothing, OfType
from innsyn.record.query import TokenIs

LAB = "http://terminology.hl7.org/CodeSystem/observation-category"
ALL = ("create", "read", "update", "delete", "search")


def granted(text, type_="Observation"):
    return [each for each in ALL if Scopes.parse(text).may(each, type_)]


@pytest.mark.parametrize(
    ("text", "interactions"),
    [
        ("system/Observation.cruds", list(ALL)),
        ("system/Observation.rs", ["read", "search"]),
        ("system/*.d", ["delete"]),
        ("system/Observation.read", ["read", "search"]),
        ("system/Observation.write", ["create", "update", "delete"]),
        ("system/*.*", list(ALL)),
        ("system/Observation.r system/Observation.c", ["create", "read"]),
        ("system/Patient.cruds", []),
        ("system/Observation.sr", []),
        ("system/Observation.", []),
        ("system/Observation.rr", []),
        ("system/Observations.r", []),
        ("system/observation.r", []),
        ("launch/patient openid fhirUser offline_access", []),
        ("system/Observation.read?category=x", []),
        ("xsystem/Observation.r", []),
        ("", []),
    ],
)
def test_a_scope_grants_its_interactions_and_no_other(text, interactions):
    assert granted(text) == interactions


@pytest.mark.parametrize(
    "query",
    ["code:in=http://x", "nothing=1", "date=2020", "_id=1", "category=", "category=a|", "category", "subject=Patient/1", "&", ""],
)
def test_a_narrowing_we_cannot_hold_exactly_grants_nothing(query):
    assert granted(f"system/Observation.rs?{query}") == []


def test_a_narrowing_by_a_parameter_of_one_type_is_none_for_all_types():
    assert granted("system/*.rs?category=x") == []
    assert granted("system/*.rs?_tag=urn:x|y") == ["read", "search"]


def test_a_narrowed_scope_is_a_condition():
    scopes = Scopes.parse(f"system/Observation.rs?category={LAB}|laboratory&status=final,amended")
    wanted = (HasToken("category", LAB, "laboratory"), AnyOf((HasCode("status", "final"), HasCode("status", "amended"))))
    assert scopes.condition("read", "Observation") == AllOf(wanted)
    assert scopes.condition("update", "Observation") == Nothing()
    assert scopes.condition("search", None) == AllOf((OfType(frozenset({"Observation"})), AllOf(wanted)))


def test_a_code_without_a_system_is_not_a_code_of_any_system():
    assert Scopes.parse("system/Observation.r?code=|x").condition("read", "Observation") == HasToken("code", None, "x")
    assert Scopes.parse("system/Observation.r?code=x").condition("read", "Observation") == HasCode("code", "x")


def test_the_widest_of_several_scopes_wins():
    scopes = Scopes.parse(f"system/Observation.r?code={LOINC}|1-8 system/Observation.rs")
    assert scopes.condition("read", "Observation") == Everything()
    assert scopes.condition("read", None) == AnyOf(
        (OfType(frozenset({"Observation"})), AllOf((OfType(frozenset({"Observation"})), HasToken("code", LOINC, "1-8"))))
    )


def test_scopes_without_narrowing_are_one_set_of_types():
    assert Scopes.parse("system/Observation.r system/Patient.rs").condition("read", None) == OfType(frozenset({"Observation", "Patient"}))


def test_a_scope_says_its_narrowing_as_clauses_of_a_search_too():
    scopes = Scopes.parse("system/Organization.s?type=x|y system/Organization.rs")
    assert scopes.clauses("search", "Organization") == ((TokenIs("type", (("x", "y"),)),), ())
    assert scopes.clauses("read", "Organization") == ((),)
    assert scopes.clauses("create", "Organization") == ()


def test_only_the_scopes_of_the_callers_own_context_count():
    scopes = Scopes.parse("system/Observation.r user/Patient.r")
    client = Client(Actor(kind="system", key="a", name="A"), scopes)
    assert client.may("read", "Observation")
    assert not client.may("read", "Patient")
    assert client.condition("read", "Patient") == Nothing()


@pytest.mark.parametrize(
    ("read", "written"),
    [
        ("openid  system/Observation.rs?code=a|b system/Patient.r ", "system/Observation.rs?code=a|b system/Patient.r"),
        ("user/Patient.write", "user/Patient.cud"),
        ("system/*.*", "system/*.cruds"),
        ("system/Observation.r?code=http://loinc.org|1%262,x", "system/Observation.r?code=http://loinc.org|1%262,x"),
    ],
)
def test_scopes_are_written_in_the_form_of_version_2_and_read_again(read, written):
    assert str(Scopes.parse(read)) == written
    assert Scopes.parse(written) == Scopes.parse(read)


@pytest.mark.parametrize(
    ("asked", "registered", "met"),
    [
        ("system/*.rs", "system/Observation.cruds", "system/Observation.rs"),
        ("system/Patient.r", "system/Observation.r", ""),
        ("user/Patient.r", "system/Patient.r", ""),
        ("system/Patient.c", "system/Patient.rs", ""),
        ("system/Observation.rs?status=final", "system/Observation.r?category=x", "system/Observation.r?status=final&category=x"),
    ],
)
def test_what_was_asked_for_is_granted_as_far_as_it_is_registered(asked, registered, met):
    assert str(Scopes.parse(asked).meet(Scopes.parse(registered))) == met
