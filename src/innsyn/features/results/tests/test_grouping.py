"""Results of one analysis are gathered over laboratories and years."""

from dataclasses import replace

from innsyn.features.results import samples
from innsyn.features.results.from_fhir import result
from innsyn.features.results.grouping import analyses, can_be_read, same_analysis, under_headings
from innsyn.features.results.result import Kind, Standing
from innsyn.kernel import systems

LOINC_HB = (systems.LOINC, "718-7", "Hemoglobin")


def made(*codings, at="2026-03-12", number="13", name=None, **more):
    body = samples.observation(*codings, value=(number, "g/dL"), at=at, **more)
    found = result(samples.stored(body, f"o-{at}-{number}"))
    return replace(found, name=name) if name is not None else found


def test_one_analysis_is_gathered_newest_first():
    (analysis,) = analyses([made(samples.HAEMOGLOBIN, at="2026-03-12"), made(samples.HAEMOGLOBIN, at="2025-03-12")])
    assert analysis.latest.at.start.year == 2026
    assert analysis.before.at.start.year == 2025


def test_a_single_result_has_none_before():
    (analysis,) = analyses([made(samples.HAEMOGLOBIN)])
    assert analysis.before is None


def test_two_analyses_stand_apart():
    assert len(analyses([made(samples.HAEMOGLOBIN), made(samples.WEIGHT)])) == 2


def test_a_result_with_both_codes_ties_them_together():
    old, both, new = (
        made(LOINC_HB, at="2020-01-01"),
        made(LOINC_HB, samples.HAEMOGLOBIN, at="2021-01-01"),
        made(samples.HAEMOGLOBIN, at="2022-01-01"),
    )
    (analysis,) = analyses([new, old, both])
    assert [each.at.start.year for each in analysis.results] == [2022, 2021, 2020]


def test_the_same_code_of_two_systems_is_not_the_same():
    assert len(analyses([made(("a", "1", "x")), made(("b", "1", "x"))])) == 2


def test_without_codes_the_name_decides():
    assert len(analyses([made(name="Hb"), made(name="hb", at="2020-01-01")])) == 1
    assert len(analyses([made(name=""), made(name="", at="2020-01-01")])) == 2


def test_headings_come_in_their_own_order_and_only_with_something():
    headings = under_headings(analyses([made(samples.HAEMOGLOBIN), made(samples.BLOOD_PRESSURE)]))
    assert list(headings) == [Kind.BLOOD_PRESSURE, Kind.BLOOD]


def test_the_course_of_one_result():
    one = made(samples.HAEMOGLOBIN)
    assert same_analysis(one, [made(samples.HAEMOGLOBIN, at="2020"), made(samples.WEIGHT)])[0].codes == one.codes
    assert same_analysis(one, [made(samples.WEIGHT)]) == ()


def test_mistakes_and_cancelled_have_nothing_to_read_off():
    assert can_be_read(made(samples.HAEMOGLOBIN))
    assert not can_be_read(replace(made(samples.HAEMOGLOBIN), standing=Standing.ERROR))
    assert not can_be_read(result(samples.stored(samples.observation(samples.HAEMOGLOBIN), "x")))


def test_undated_results_come_last():
    undated, dated = made(samples.HAEMOGLOBIN, at=None), made(LOINC_HB, at="2020-01-01")
    both = made(LOINC_HB, samples.HAEMOGLOBIN, at="2019-01-01")
    (analysis,) = analyses([undated, dated, both])
    assert analysis.results[-1] is undated
