"""Figures in different units are never drawn on one scale."""

from innsyn.features.results import samples
from innsyn.features.results.figures import drawings, units
from innsyn.features.results.from_fhir import result


def made(value, unit, at, **more):
    return result(samples.stored(samples.observation(samples.HAEMOGLOBIN, value=(value, unit), at=at, **more), f"o-{at}"))


def test_one_unit_one_drawing():
    (drawing,) = drawings([made("13.2", "g/dL", "2026-03-12"), made("12.8", "g/dL", "2025-03-12")])
    assert drawing.unit == "g/dL"
    assert len(drawing.wide.lines[0].points) == 2


def test_a_change_of_unit_gives_two_drawings_newest_first():
    results = [made("132", "g/L", "2026"), made("130", "g/L", "2025"), made("12.8", "g/dL", "2024"), made("12.6", "g/dL", "2023")]
    assert [drawing.unit for drawing in drawings(results)] == ["g/L", "g/dL"]
    assert units(results) == ("g/L", "g/dL")


def test_a_unit_with_one_result_is_left_to_the_table():
    results = [made("132", "g/L", "2026"), made("12.8", "g/dL", "2024"), made("12.6", "g/dL", "2023")]
    assert [drawing.unit for drawing in drawings(results)] == ["g/dL"]


def test_blood_pressure_is_two_lines_in_one_drawing():
    results = [
        result(samples.stored(samples.blood_pressure(*each), each[2]))
        for each in (("142", "88", "2026-01-01"), ("138", "84", "2025-01-01"))
    ]
    (drawing,) = drawings(results)
    assert [line.name for line in drawing.wide.lines] == ["Overtrykk", "Undertrykk"]
    assert drawing.usual is None


def test_usual_comes_from_the_newest_in_the_same_unit():
    results = [
        made("13.2", "g/dL", "2026", referenceRange=samples.usual("11.7", "15.3", "g/dL")),
        made("12.8", "g/dL", "2025", referenceRange=samples.usual("11.5", "16.0", "g/dL")),
    ]
    (drawing,) = drawings(results)
    assert str(drawing.usual.low) == "11.7"


def test_a_range_in_another_unit_is_not_drawn():
    usual = samples.usual("117", "153", "g/L")
    (drawing,) = drawings([made("13.2", "g/dL", "2026", referenceRange=usual), made("12.8", "g/dL", "2025", referenceRange=usual)])
    assert drawing.usual is None


def test_words_and_mistakes_are_not_drawn():
    words = result(samples.stored(samples.observation(samples.HAEMOGLOBIN, valueString="Høy", at="2025"), "w"))
    wrong = made("99", "g/dL", "2024", status="entered-in-error")
    assert drawings([words, wrong, made("13", "g/dL", "2023")]) == ()
