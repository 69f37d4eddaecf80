"""Which format the caller wants, and which it sent."""

import pytest

from innsyn.edge.fhir_api.formats import sent_format, wanted_format


@pytest.mark.parametrize(
    ("accept", "wanted"),
    [
        (None, "json"),
        ("*/*", "json"),
        ("application/fhir+json", "json"),
        ("application/json", "json"),
        ("text/json", "json"),
        ("application/fhir+xml", "xml"),
        ("application/xml; charset=utf-8", "xml"),
        ("text/xml", "xml"),
        ("application/fhir+json; fhirVersion=4.0", "json"),
        ("application/fhir+xml;q=0.9, application/fhir+json;q=0.8", "xml"),
        ("text/html, application/xhtml+xml, */*;q=0.1", "json"),
        ("application/fhir+json;q=0, application/fhir+xml", "xml"),
    ],
)
def test_accept_header_chooses_the_format(accept, wanted):
    assert wanted_format(None, accept) == wanted


@pytest.mark.parametrize("accept", ["text/html", "application/pdf", "application/fhir+json; fhirVersion=5.0", "image/png;q=1", "a/b;q=x"])
def test_what_we_do_not_have_is_not_chosen(accept):
    assert wanted_format(None, accept) is None


@pytest.mark.parametrize(
    ("named", "wanted"),
    [("json", "json"), ("xml", "xml"), ("application/fhir+xml", "xml"), ("application/fhir xml", "xml"), ("html", None)],
)
def test_format_parameter_goes_before_the_header(named, wanted):
    assert wanted_format(named, "application/fhir+json") == wanted


@pytest.mark.parametrize(
    ("content_type", "kind"),
    [
        ("application/fhir+json", "json"),
        ("application/fhir+json; charset=UTF-8", "json"),
        ("application/json", "json"),
        ("text/xml", "xml"),
        ("application/fhir+xml; fhirVersion=4.0", "xml"),
        ("", None),
        ("json", None),
        ("application/fhir+json; charset=latin-1", None),
        ("application/fhir+json; fhirVersion=5.0", None),
        ("application/x-www-form-urlencoded", None),
    ],
)
def test_body_is_read_by_its_media_type(content_type, kind):
    assert sent_format(content_type) == kind
