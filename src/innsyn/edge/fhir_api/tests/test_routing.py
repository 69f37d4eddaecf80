"""Which route answers which address."""

import pytest

from innsyn.edge.fhir_api.routing import NoRoute, Place, methods_at, place_of


def at(method, address):
    return place_of(method, tuple(part for part in address.split("/") if part))


@pytest.mark.parametrize(
    ("method", "address", "interaction"),
    [
        ("GET", "/metadata", "capabilities"),
        ("POST", "/", "transaction"),
        ("GET", "/", "search-system"),
        ("POST", "/_search", "search-system"),
        ("GET", "/_history", "history-system"),
        ("GET", "/Patient", "search-type"),
        ("HEAD", "/Patient", "search-type"),
        ("POST", "/Patient/_search", "search-type"),
        ("POST", "/Patient", "create"),
        ("PUT", "/Patient", "conditional-update"),
        ("GET", "/Patient/1", "read"),
        ("GET", "/Patient/metadata", "read"),
        ("GET", "/Patient/1/_history", "history-instance"),
        ("GET", "/Patient/1/_history/2", "vread"),
        ("GET", "/Patient/1/Observation", "search-compartment"),
        ("GET", "/Patient/1/*", "search-compartment"),
        ("POST", "/Patient/1/Observation/_search", "search-compartment"),
        ("GET", "/Patient/1/$everything", "operation"),
        ("POST", "/$export", "operation"),
    ],
)
def test_address_leads_to_its_interaction(method, address, interaction):
    place = at(method, address)
    assert isinstance(place, Place), place
    assert place.route.interaction == interaction


def test_parts_of_an_address_are_named():
    place = at("GET", "/Patient/a-1/_history/3")
    assert (place.type, place.id, place.version) == ("Patient", "a-1", "3")


@pytest.mark.parametrize("address", ["/Patient/1/2/3", "/Patient/1/_history/2/3", "/metadata/1/x/y/z", "/Patient/_history/1"])
def test_address_of_no_shape_leads_nowhere(address):
    assert at("GET", address) == NoRoute()


@pytest.mark.parametrize(
    ("address", "part"), [("/patient", "type"), ("/Rabbit/1", "type"), ("/Patient/a_b", "id"), ("/Patient/1/rabbits", "type")]
)
def test_wrong_part_is_named(address, part):
    assert at("GET", address) == NoRoute(part=part)


def test_wrong_method_is_told_with_the_right_ones():
    place = at("DELETE", "/Patient/1/_history")
    assert place.allowed == ("GET",)


def test_methods_of_an_address_are_listed():
    assert set(methods_at(("Patient", "1"))) == {"GET", "PUT", "PATCH", "DELETE"}
    assert methods_at(("a", "b", "c", "d", "e")) == ()
