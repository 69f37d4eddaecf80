"""Places are near one another by the distance between them on the globe."""

import pytest

from innsyn.fhir.search_request.criteria import Near
from innsyn.fhir.search_request.nearness import distance_km, is_near, read_near
from innsyn.kernel.outcome import Problem

OSLO, BERGEN = (59.9139, 10.7522), (60.3913, 5.3221)


def test_oslo_and_bergen_are_three_hundred_kilometres_apart():
    assert distance_km(OSLO, BERGEN) == pytest.approx(305, abs=2)
    assert distance_km(OSLO, OSLO) == 0


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("59.9|10.7|5|km", (59.9, 10.7, 5.0)),
        ("59.9|10.7|500|m", (59.9, 10.7, 0.5)),
        ("59.9|10.7", (59.9, 10.7, 10.0)),
        ("-83.69|42.25|11.2|km", (-83.69, 42.25, 11.2)),
    ],
)
def test_a_place_is_latitude_longitude_and_distance(text, place):
    assert read_near("near", text) == Near("near", (place,))


@pytest.mark.parametrize("text", ["59.9", "a|b", "59.9|10.7|5|parsec", "91|0|1|km", "0|181|1|km", "59.9|10.7|-1|km", "1|2|3|km|5"])
def test_what_is_no_place_is_refused(text):
    assert isinstance(read_near("near", text), Problem)


@pytest.mark.parametrize(
    ("position", "expected"),
    [
        ({"latitude": 59.92, "longitude": 10.75}, True),
        ({"latitude": 60.39, "longitude": 5.32}, False),
        ({"latitude": "59.92", "longitude": 10.75}, False),
        ({"longitude": 10.75}, False),
        (None, False),
    ],
)
def test_a_position_is_near_when_it_is_within_the_distance(position, expected):
    assert is_near(position, ((*OSLO, 5.0),)) is expected
