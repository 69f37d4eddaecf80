"""Diagnoses are read as they were recorded, also when little was said."""

from innsyn.features.diagnoses import samples
from innsyn.features.diagnoses.from_fhir import registration
from innsyn.features.diagnoses.problem import Code
from innsyn.fhir.dates import interval
from innsyn.kernel import systems


def read(body):
    return registration(samples.stored(body, "c1"))


def test_an_ordinary_diagnosis():
    found = read(samples.hospital_diabetes(recordedDate="2020-01-02", recorder={"display": "Kari Lege"}))
    assert found.text == "Diabetes mellitus type 2 uten komplikasjoner"
    assert found.codes == (Code(systems.ICD_10, "E11.9", "Diabetes mellitus type 2 uten komplikasjoner"),)
    assert (found.status, found.verification) == ("active", "confirmed")
    assert (found.since, found.recorded_on) == (interval("2019-05"), interval("2020-01-02"))
    assert (found.recorder, found.source) == ("Kari Lege", samples.HOSPITAL)


def test_other_names_of_a_code_system_are_the_same():
    found = read(samples.condition("http://hl7.org/fhir/sid/icpc-2", "T90", "Diabetes type 2"))
    assert found.codes[0].system == systems.ICPC_2


def test_almost_nothing_said():
    found = registration(samples.stored({"resourceType": "Condition"}, "c1", custodian=None))
    assert (found.text, found.codes, found.status, found.verification, found.since, found.source) == ("", (), "", "", None, "")


def test_a_period_has_a_beginning_and_an_end():
    found = read(
        samples.hospital_diabetes(onsetDateTime=None, onsetPeriod={"start": "2019"}, abatementPeriod={"start": "2020", "end": "2021-03"})
    )
    assert (found.since, found.until) == (interval("2019"), interval("2021-03"))


def test_an_age_or_words_instead_of_a_date_is_no_date():
    assert read(samples.condition(systems.ICD_10, "I10", "x", onsetString="i barndommen")).since is None


def test_severity_in_words_we_know():
    coded = {"coding": [{"system": systems.SNOMED_CT, "code": "24484000"}]}
    assert read(samples.hospital_diabetes(severity=coded)).severity == "severe"
    assert read(samples.hospital_diabetes(severity={"coding": [{"code": "1"}]})).severity == ""


def test_the_senders_own_text_comes_first():
    assert read({**samples.hospital_diabetes(), "code": {"text": "Sukkersyke"}}).text == "Sukkersyke"
