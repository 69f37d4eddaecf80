"""Pages of other origins: let in only where a setting names them."""

from innsyn.edge.fhir_api.cors import cross_origin, is_preflight, preflight

PAGE = {"origin": "https://app.example", "access-control-request-method": "GET"}


def test_no_origin_is_let_in_without_a_setting():
    assert cross_origin(PAGE, ()) == ()
    assert dict(preflight(PAGE, (), "GET").headers) == {}


def test_named_origin_is_let_in():
    allowed = dict(cross_origin(PAGE, ("https://app.example",)))
    assert allowed["access-control-allow-origin"] == "https://app.example"
    assert "etag" in allowed["access-control-expose-headers"]


def test_other_origin_is_not():
    assert "access-control-allow-origin" not in dict(cross_origin({"origin": "https://evil.example"}, ("https://app.example",)))


def test_any_origin_is_said_without_naming_it():
    assert dict(cross_origin(PAGE, ("*",)))["access-control-allow-origin"] == "*"


def test_preflight_tells_methods_and_headers():
    told = dict(preflight(PAGE, ("*",), "GET, POST").headers)
    assert told["access-control-allow-methods"] == "GET, POST"
    assert {"authorization", "dpop", "if-match"} <= set(told["access-control-allow-headers"].split(", "))


def test_options_without_an_origin_is_no_preflight():
    assert is_preflight("OPTIONS", PAGE)
    assert not is_preflight("OPTIONS", {"origin": "https://app.example"})
    assert not is_preflight("GET", PAGE)
