"""Observations are read as they were written: every digit, every part, every doubt."""

import base64
from decimal import Decimal

import pytest

from innsyn.features.results import samples
from innsyn.features.results.from_fhir import report, result
from innsyn.features.results.result import Kind, NoValue, Number, Place, Range, Saying, Standing
from innsyn.fhir.dates import interval


def read(body):
    return result(samples.stored(body, "o1"))


def test_a_plain_result():
    found = read(samples.observation(samples.HAEMOGLOBIN, value=("13.2", "g/dL"), referenceRange=samples.usual("11.7", "15.3", "g/dL")))
    (part,) = found.parts
    assert found.name == "B-Hemoglobin"
    assert found.kind == Kind.BLOOD
    assert part.value == Number(Decimal("13.2"), "g/dL")
    assert part.usual == Range(Decimal("11.7"), Decimal("15.3"), "g/dL")
    assert part.place == Place.INSIDE
    assert found.source == samples.LABORATORY
    assert found.at == interval("2026-03-12")


def test_every_digit_is_kept():
    (part,) = read(samples.observation(samples.HAEMOGLOBIN, value=("0.40", "mmol/L"))).parts
    assert str(part.value.value) == "0.40"


def test_whole_numbers_stay_whole():
    (part,) = read(samples.observation(samples.HAEMOGLOBIN, value=("142", "g/L"))).parts
    assert str(part.value.value) == "142"


def test_blood_pressure_has_two_figures():
    upper, lower = read(samples.blood_pressure("142", "88", "2026-03-12")).parts
    assert (upper.name, str(upper.value.value)) == ("Overtrykk", "142")
    assert (lower.name, str(lower.value.value)) == ("Undertrykk", "88")


def test_less_than_is_kept():
    (part,) = read(samples.observation(samples.HAEMOGLOBIN, valueQuantity=samples.quantity("5", "mg/L", "<"))).parts
    assert part.value == Number(Decimal(5), "mg/L", "<")


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({"valueString": "Ikke påvist"}, Saying("Ikke påvist")),
        ({"valueCodeableConcept": {"text": "A positiv"}}, Saying("A positiv")),
        ({"valueInteger": 3}, Saying("3")),
        ({"valueQuantity": {"value": "mange", "unit": "stk"}}, Saying("mange stk")),
        ({"dataAbsentReason": {"text": "Hemolysert prøve"}}, NoValue("Hemolysert prøve")),
        ({}, NoValue()),
        ({"valueQuantity": {"unit": "g/L"}}, NoValue()),
        ({"valueRatio": {"numerator": {"value": 1}, "denominator": {"value": 128}}}, Saying("1 : 128")),
    ],
)
def test_results_that_are_not_numbers(more, expected):
    (part,) = read(samples.observation(samples.HAEMOGLOBIN, **more)).parts
    assert part.value == expected


@pytest.mark.parametrize(
    ("status", "expected"),
    [("final", Standing.FINAL), ("preliminary", Standing.PRELIMINARY), ("corrected", Standing.CORRECTED), ("odd", Standing.UNKNOWN)],
)
def test_how_sure_it_is(status, expected):
    assert read(samples.observation(samples.HAEMOGLOBIN, status=status)).standing == expected


def test_the_laboratorys_interpretation_is_used():
    high = [{"coding": [{"code": "H"}]}]
    assert read(samples.observation(samples.HAEMOGLOBIN, value=("1", "x"), interpretation=high)).parts[0].place == Place.ABOVE


def test_a_result_without_name_date_or_source_is_still_read():
    body = {"resourceType": "Observation", "status": "final", "code": {}}
    found = result(samples.stored(body, "o1", custodian=None))
    assert (found.name, found.at, found.source, found.codes) == ("", None, "", ())


def test_a_month_stays_a_month():
    assert read(samples.observation(samples.HAEMOGLOBIN, at="2026-03")).at == interval("2026-03")


def test_an_unreadable_date_is_unknown():
    assert read(samples.observation(samples.HAEMOGLOBIN, at="i fjor")).at is None


def test_a_report_gathers_its_results_and_texts():
    text = {"contentType": "text/plain", "data": base64.b64encode(b"Fint svar").decode()}
    pdf = {"contentType": "application/pdf", "data": "JVBERi0="}
    body = samples.report("Blodstatus", ["a", "b"], conclusion="Normalt", presentedForm=[text, pdf])
    found = report(samples.stored(body, "r1"))
    assert (found.name, found.conclusion, found.result_ids, found.pages) == ("Blodstatus", "Normalt", ("a", "b"), ("Fint svar",))


def test_a_reports_references_elsewhere_are_left_alone():
    body = samples.report("x", []) | {
        "result": [{"display": "uten"}, {"reference": "https://other.example/Observation/1"}, {"reference": "#c"}]
    }
    found = report(samples.stored(body, "r1"))
    assert (found.result_ids, found.result_names) == ((), ("uten",))
