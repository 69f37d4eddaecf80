"""One client does not take all of a process."""

from innsyn.edge.fhir_api.crowd import Crowd


def test_place_is_refused_beyond_the_most_and_given_again_afterwards():
    crowd = Crowd(1)
    with crowd.place("a") as first, crowd.place("a") as second, crowd.place("b") as other:
        assert (first, second, other) == (True, False, True)
    with crowd.place("a") as again:
        assert again
