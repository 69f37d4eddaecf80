"""What a client writes becomes what the record is asked."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from innsyn.edge.fhir_api.search import clauses_of
from innsyn.fhir.search_request import read_search
from innsyn.gate.values import (
    AnyOf,
    Compared,
    CompositeIs,
    DateIs,
    Missing,
    NumberIs,
    QuantityIs,
    QuantityPart,
    ReferenceIs,
    StringIs,
    TokenIs,
    TokenPart,
    TokenText,
    TypedIdentifierIs,
    UriIs,
)
from innsyn.kernel.outcome import Problem

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
GENDERS = "http://hl7.org/fhir/ValueSet/administrative-gender"
GENDER = "http://hl7.org/fhir/administrative-gender"
CLASS = "http://terminology.hl7.org/CodeSystem/v3-ActCode"


def clauses(type_, name, value):
    return clauses_of(read_search(type_, [(name, value)], strict=True), NOW)


def number(prefix, low, high):
    return Compared(prefix, Decimal(low), Decimal(high))


@pytest.mark.parametrize(
    ("type_", "name", "value", "clause"),
    [
        ("Patient", "gender", "male,female", TokenIs("gender", ((None, "male"), (None, "female")))),
        ("Patient", "gender:not", "male", TokenIs("gender", ((None, "male"),), negated=True)),
        ("Patient", "identifier", "|7", TokenIs("identifier", (("", "7"),))),
        ("Patient", "identifier:of-type", "http://t|MR|7", TypedIdentifierIs("identifier", (("http://t", "MR", "7"),))),
        ("Patient", "name", "Åse", StringIs("name", ("Åse",), "starts")),
        ("Patient", "name:exact", "Åse", StringIs("name", ("Åse",), "exact")),
        ("Patient", "name:contains", "Åse", StringIs("name", ("Åse",), "contains")),
        ("Patient", "birthdate:missing", "true", Missing("birthdate", True)),
        ("Condition", "code:text", "feber", TokenText("code", "feber")),
        ("Condition", "code:text", "feber,hoste", AnyOf((TokenText("code", "feber"), TokenText("code", "hoste")))),
        ("Observation", "subject", "Patient/a", ReferenceIs("subject", ("Patient/a",))),
        ("Observation", "subject:identifier", "http://s|7", ReferenceIs("subject", ("http://s|7",))),
        ("Observation", "subject:identifier", "|7", ReferenceIs("subject", ("|7",))),
        ("Observation", "subject:identifier", "7", ReferenceIs("subject", ("*|7",))),
        ("QuestionnaireResponse", "questionnaire", "http://q|2", ReferenceIs("questionnaire", ("http://q|2",))),
        ("ValueSet", "url:below", "http://a", UriIs("url", ("http://a",), "below")),
        ("ValueSet", "url", "http://a", UriIs("url", ("http://a",), "exact")),
        ("RiskAssessment", "probability", "gt0.8", NumberIs("probability", (number("gt", "0.8", "0.8"),))),
        ("Observation", "value-quantity", "5.4||mg", QuantityIs("value-quantity", ((number("eq", "5.35", "5.45"), None, "mg"),))),
        (
            "Observation",
            "code-value-quantity",
            "a$lt5",
            CompositeIs("code-value-quantity", ((TokenPart(None, "a"), QuantityPart(number("lt", 5, 5))),)),
        ),
        (
            "Patient",
            "birthdate",
            "2026-05-17",
            DateIs("birthdate", (Compared("eq", datetime(2026, 5, 16, 22, tzinfo=UTC), datetime(2026, 5, 17, 22, tzinfo=UTC)),)),
        ),
    ],
)
def test_a_parameter_becomes_a_clause(type_, name, value, clause):
    assert clauses(type_, name, value) == (clause,)


def test_about_a_date_is_a_tenth_of_the_time_since():
    (clause,) = clauses("Observation", "date", "ap2026-11-12T12:00:00Z")
    (compared,) = clause.any_of
    assert (compared.low, compared.high) == (NOW - timedelta(days=11), NOW - timedelta(days=9, seconds=-1))


def test_a_value_set_is_its_codes():
    (clause,) = clauses("Patient", "gender:in", GENDERS)
    assert set(clause.any_of) == {(GENDER, code) for code in ("male", "female", "other", "unknown")}
    (negated,) = clauses("Patient", "gender:not-in", GENDERS)
    assert (negated.any_of, negated.negated) == (clause.any_of, True)


def test_a_code_and_what_lies_below_or_above_it():
    (below,) = clauses("Observation", "category:below", "http://terminology.hl7.org/CodeSystem/v3-ActCode|_ActEncounterCode")
    assert (CLASS, "AMB") in below.any_of
    (above,) = clauses("Observation", "category:above", f"{CLASS}|AMB")
    assert (CLASS, "_ActEncounterCode") in above.any_of
    assert (CLASS, "IMP") not in above.any_of


@pytest.mark.parametrize(
    ("name", "value"),
    [("code:in", "http://example.no/unknown"), ("code:below", "http://example.no/unknown|1"), ("code:above", "1"), ("subject.name", "x")],
)
def test_what_is_not_known_here_is_said_and_not_taken_for_empty(name, value):
    found = clauses("Observation", name, value)
    assert isinstance(found, list)
    assert [isinstance(one, Problem) and one.code for one in found] == ["not-supported"]
